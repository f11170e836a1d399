"""Commands about assistants as files: export, inspect, import."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant_studio.cli.opening import Commands, assistant_with_files, opened
from assistant_studio.cli.output import Output, confirmed, human_size, table
from assistant_studio.errors import BundleError
from assistant_studio.language import _, ngettext
from assistant_studio.studio import Studio

if TYPE_CHECKING:
    from assistant_studio.bundles.gathering import Choices
    from assistant_studio.bundles.installing import Phase
    from assistant_studio.bundles.preview import Preview

_SHOWN_FINDINGS = 20


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    export = commands.add_parser(
        "export", parents=[common], help=_("put an assistant with its files into one file")
    )
    export.add_argument("assistant")
    export.add_argument("file", type=Path, metavar="FILE")
    _add_export_options(export)
    export.set_defaults(run=_export)
    inspect = commands.add_parser(
        "inspect", parents=[common], help=_("look through an .assistant file; nothing is taken in")
    )
    inspect.add_argument("file", type=Path, metavar="FILE")
    inspect.set_defaults(run=_inspect)
    importing = commands.add_parser(
        "import", parents=[common], help=_("take an assistant in from an .assistant file")
    )
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--yes", action="store_true", help=_("do not ask"))
    importing.add_argument(
        "--if-here",
        choices=("update", "keep-both", "skip"),
        default="update",
        help=_("what becomes of it if the assistant is here already"),
    )
    importing.add_argument(
        "--accept-signer",
        action="store_true",
        help=_("take it in although another has signed it than before"),
    )
    importing.set_defaults(run=_import)


def _add_export_options(export: argparse.ArgumentParser) -> None:
    export.add_argument("--sign", action="store_true", help=_("sign it with your key"))
    export.add_argument("--with-model", action="store_true", help=_("the model's file goes along"))
    export.add_argument("--model-address", default="", help=_("where the model can be had"))
    export.add_argument(
        "--without-documents", action="store_true", help=_("only the text of the files goes along")
    )
    export.add_argument(
        "--without-text", action="store_true", help=_("the files are read again where they come to")
    )
    export.add_argument(
        "--without-vectors",
        action="store_true",
        help=_("the files are embedded again where they come to"),
    )
    export.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="DOCUMENT",
        help=_("leave a document out; may be given again"),
    )
    export.add_argument("--author", help=_("who made the assistant"))
    export.add_argument("--licence", help=_("under which terms, such as CC-BY-4.0"))
    export.add_argument(
        "--allow-found", action="store_true", help=_("let travel what looks secret or personal")
    )


def _export(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = assistant_with_files(studio, options.assistant, output)
        choices = _choices(studio, assistant.id, options)
        accepted = options.allow_found or _secrets_accepted(studio, assistant.id, choices, output)
        made = studio.exporter.export(
            assistant.id,
            options.file,
            choices,
            secrets_accepted=accepted,
            report=_percent(output, lambda n: _("Exporting: {percent} %", percent=n)),
        )
        for name in made.left_out:
            output.message(_("“{name}” could not go along: it has not been read.", name=name))
        text = ngettext(
            "“{name}” is in {path} ({size}), with {count} document.",
            "“{name}” is in {path} ({size}), with {count} documents.",
            made.documents,
            name=assistant.name,
            path=made.path,
            size=human_size(made.size_bytes),
        )
        output.result({**asdict(made), "path": str(made.path)}, text)
    return 0


def _choices(studio: Studio, assistant_id: str, options: argparse.Namespace) -> Choices:
    from assistant_studio.bundles.gathering import Choices

    left_out = [
        studio.knowledge.resolve_document(assistant_id, name).id for name in options.without
    ]
    return Choices(
        documents=not options.without_documents,
        text=not options.without_text,
        vectors=not options.without_vectors,
        model=options.with_model,
        model_address=options.model_address,
        author=options.author,
        licence=options.licence,
        signed=options.sign,
        left_out=frozenset(left_out),
    )


def _secrets_accepted(studio: Studio, assistant_id: str, choices: Choices, output: Output) -> bool:
    found = studio.exporter.search_secrets(assistant_id, choices)
    if not found:
        return True
    from assistant_studio.bundles.secrets import told

    output.message(_("This looks secret or personal, and would travel:"))
    for finding in found[:_SHOWN_FINDINGS]:
        output.message(f"  {told(finding)}")
    if len(found) > _SHOWN_FINDINGS:
        output.message(_("  … and {count} more.", count=len(found) - _SHOWN_FINDINGS))
    if output.as_json or not sys.stdin.isatty():
        return False
    return confirmed(_("Let it travel all the same?"))


def _inspect(options: argparse.Namespace, output: Output) -> int:
    from assistant_studio.bundles.preview import preview_data
    from assistant_studio.bundles.reading import verify

    with Studio(options.home) as studio:
        preview = studio.importer.preview(options.file)
        report = _percent(output, lambda n: _("Checking: {percent} %", percent=n))
        verify(preview.bundle, report=report)
        output.result(preview_data(preview), _described(preview))
    return 0


def _import(options: argparse.Namespace, output: Output) -> int:
    from assistant_studio.bundles.importing import Decision

    with opened(options) as studio:
        preview = studio.importer.preview(options.file)
        decision = Decision(options.if_here.replace("-", "_"))
        if preview.update is not None and decision is Decision.SKIP:
            output.result(
                {"imported": False, "id": preview.update.assistant.id},
                _("“{name}” is here already; nothing was changed.", name=preview.assistant.name),
            )
            return 0
        if not options.yes:
            output.message(_described(preview))
            if output.as_json or not sys.stdin.isatty():
                raise BundleError(
                    _("Nothing was taken in: nobody has said yes."),
                    _("Look through it, and take it in with --yes."),
                )
            if not confirmed(_("Take it in?")):
                output.message(_("Nothing was changed."))
                return 0
        installed = studio.importer.install(
            preview,
            decision,
            signer_accepted=options.accept_signer,
            report=_phases(output),
        )
        data = {
            "imported": True,
            "id": installed.assistant.id,
            "name": installed.assistant.name,
            "version": installed.assistant.version,
            "updated": installed.updated,
            "documents": installed.documents,
            "problems": [str(problem.message) for problem in preview.problems],
        }
        for problem in preview.problems:
            output.message(str(problem.message))
        sentence = (
            _("“{name}” is up to date now.", name=installed.assistant.name)
            if installed.updated
            else _("“{name}” is here now.", name=installed.assistant.name)
        )
        output.result(data, sentence)
    return 0


def _described(preview: Preview) -> str:
    from assistant_studio.bundles.fingerprints import fingerprint

    manifest, assistant = preview.bundle.manifest, preview.assistant
    rows = [
        (_("Name"), assistant.name),
        (_("What it does"), assistant.tagline),
        (_("Author"), assistant.author),
        (_("Licence"), assistant.licence),
        (_("Model"), manifest.model.name if manifest.model is not None else ""),
        (_("Size"), human_size(preview.bundle.size_bytes)),
    ]
    if preview.bundle.signed is not None and preview.bundle.signed.valid:
        key = fingerprint(preview.bundle.signed.public_key)
        rows.append((_("Signed by"), f"{key.spoken} ({preview.signer.value})"))
    parts = [table([row for row in rows if row[1]])]
    parts.append(f"{_('Instructions')}\n{assistant.instructions or '—'}")
    if preview.documents:
        files = [(document.name, human_size(document.size_bytes)) for document in preview.documents]
        parts.append(f"{_('Documents')}\n{table(files)}")
    if preview.bundle.checks:
        questions = "\n".join(f"- {check.question}" for check in preview.bundle.checks)
        parts.append(f"{_('Checks')}\n{questions}")
    if preview.update is not None:
        parts.append(_what_changes(preview))
    parts += [f"! {problem.message}" for problem in preview.problems]
    return "\n\n".join(parts)


def _what_changes(preview: Preview) -> str:
    update = preview.update
    assert update is not None
    if update.is_empty:
        return _("“{name}” is here already, and nothing differs.", name=update.assistant.name)
    changed = [change.field for change in update.changes]
    changed += [f"+ {name}" for name in update.added] + [f"- {name}" for name in update.removed]
    return "\n".join([_("“{name}” is here already:", name=update.assistant.name), *changed])


def _percent(output: Output, words: Callable[[int], str]) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        output.progress(words(100 * done // max(1, total)))

    return show


def _phases(output: Output) -> Callable[[Phase, int, int], None]:
    from assistant_studio.bundles.installing import Phase

    def show(phase: Phase, done: int, total: int) -> None:
        percent = 100 * done // max(1, total)
        if phase is Phase.UNPACKING:
            output.progress(_("Unpacking: {percent} %", percent=percent))
        else:
            output.progress(_("Taking documents in: {done} of {total}", done=done, total=total))

    return show
