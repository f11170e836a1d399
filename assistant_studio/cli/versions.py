"""Commands about an assistant's versions: versions, restore, diff."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from assistant_studio.assistants.difference import Change, PieceKind, differences
from assistant_studio.assistants.field_words import field_title
from assistant_studio.cli.assistants import as_data
from assistant_studio.cli.opening import Commands, opened
from assistant_studio.cli.output import Output, table
from assistant_studio.language import _

# As wdiff marks them: readable without colours, and in a file.
_MARKS = {
    PieceKind.SAME: "{text}",
    PieceKind.REMOVED: "[-{text}-]",
    PieceKind.ADDED: "{{+{text}+}}",
}


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    versions = commands.add_parser("versions", parents=[common], help=_("list saved versions"))
    versions.add_argument("assistant")
    versions.set_defaults(run=_versions)
    restore = commands.add_parser(
        "restore", parents=[common], help=_("bring back a version, as a new one")
    )
    restore.add_argument("assistant")
    restore.add_argument("version", type=int, metavar="N")
    restore.set_defaults(run=_restore)
    diff = commands.add_parser("diff", parents=[common], help=_("compare two versions"))
    diff.add_argument("assistant")
    diff.add_argument("before", type=int, metavar="N")
    diff.add_argument("after", type=int, metavar="M")
    diff.set_defaults(run=_diff)


def _versions(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        found = studio.assistants.versions(assistant.id)
        rows: list[tuple[str, ...]] = [(_("Version"), _("Saved"), _("Name"))]
        rows += [
            (
                f"{version.version} *" if version.current else str(version.version),
                version.saved_at[:16].replace("T", " "),
                version.name,
            )
            for version in found
        ]
        output.result([asdict(version) for version in found], table(rows))
    return 0


def _restore(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        before = studio.assistants.resolve(options.assistant)
        now = studio.assistants.restore(before.id, options.version)
        if now.version == before.version:
            text = _(
                "“{name}” already is as version {version} was.",
                name=now.name,
                version=options.version,
            )
        else:
            text = _(
                "“{name}” is version {now} now, as version {version} was.",
                name=now.name,
                now=now.version,
                version=options.version,
            )
        output.result(as_data(studio, now), text)
    return 0


def _diff(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        before = studio.assistants.version(assistant.id, options.before)
        after = studio.assistants.version(assistant.id, options.after)
        changes = differences(before, after)
        data = {
            "assistant": assistant.id,
            "before": options.before,
            "after": options.after,
            "changes": [asdict(change) for change in changes],
        }
        text = "\n\n".join(_told(change) for change in changes)
        output.result(data, text or _("The two versions hold the same."))
    return 0


def _told(change: Change) -> str:
    body = "".join(_MARKS[piece.kind].format(text=piece.text) for piece in change.pieces)
    return f"{field_title(change.field)}\n{body}"
