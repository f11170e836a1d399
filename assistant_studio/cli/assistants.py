"""Commands about assistants: new, list, show, edit."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from assistant_studio.assistants.assistant import (
    Assistant,
    Avatar,
    SamplingChoice,
    fresh_avatar,
)
from assistant_studio.cli.documents import add_and_report
from assistant_studio.cli.library import list_deleted
from assistant_studio.cli.opening import Commands, opened
from assistant_studio.cli.output import Output, table
from assistant_studio.errors import UsageError
from assistant_studio.language import _
from assistant_studio.studio import Studio


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    new = commands.add_parser("new", parents=[common], help=_("make an assistant"))
    new.add_argument("name")
    new.add_argument(
        "--knowledge",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help=_("a file or folder to answer from; may be given several times"),
    )
    new.add_argument(
        "--template", metavar="ID", help=_("begin with a template; see: assistant-studio templates")
    )
    new.add_argument(
        "--without-samples", action="store_true", help=_("leave the template's sample files out")
    )
    _add_fields(new)
    new.set_defaults(run=_new)
    listing = commands.add_parser("list", parents=[common], help=_("list the assistants"))
    listing.add_argument(
        "--deleted", action="store_true", help=_("those that undelete can bring back")
    )
    listing.set_defaults(run=_list)
    show = commands.add_parser("show", parents=[common], help=_("show one assistant"))
    show.add_argument("assistant")
    show.set_defaults(run=_show)
    edit = commands.add_parser("edit", parents=[common], help=_("change an assistant"))
    edit.add_argument("assistant")
    edit.add_argument("--name")
    edit.add_argument(
        "--version-name", default="", metavar="TEXT", help=_("what to call the version this makes")
    )
    _add_fields(edit)
    edit.set_defaults(run=_edit)


def as_data(studio: Studio, assistant: Assistant) -> dict[str, Any]:
    """An assistant as JSON output has it."""
    return {**asdict(assistant), "documents": len(studio.knowledge.documents(assistant.id))}


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--instructions", metavar="TEXT|@FILE", help=_("what it should do; @FILE reads them")
    )
    parser.add_argument("--tagline", metavar="TEXT", help=_("one line about what it does"))
    parser.add_argument("--greeting", metavar="TEXT", help=_("shown in an empty conversation"))
    parser.add_argument(
        "--starter",
        action="append",
        metavar="TEXT",
        help=_(
            "a question people may begin with; may be given several times, and takes the "
            "place of the starters before"
        ),
    )
    parser.add_argument(
        "--model", metavar="REF", help=_("a model's name or sha256; - for the default")
    )
    parser.add_argument(
        "--embedder",
        metavar="REF",
        help=_("an added search model's name or sha256; - for the app's own"),
    )
    parser.add_argument(
        "--temperature", type=float, metavar="T", help=_("0 (the same each time) to 2 (wild)")
    )
    parser.add_argument("--color", metavar="#RRGGBB", help=_("of the avatar"))
    parser.add_argument("--letter", help=_("of the avatar, one or two characters"))


def _new(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        template = studio.library.templates.resolve(options.template) if options.template else None
        blank = Assistant(avatar=fresh_avatar(studio.assistants.list()))
        start = template.assistant if template else blank
        wanted = _with_fields(studio, replace(start, name=options.name), options)
        missing = [path for path in options.knowledge if not path.exists()]
        if missing:
            raise UsageError(
                _("There is no file or folder {missing}.", missing=missing[0]),
                _("Check the path; nothing was made yet."),
            )
        samples = template.documents if template and not options.without_samples else ()
        assistant = studio.assistants.create(wanted)
        status = 0
        if files := [*samples, *options.knowledge]:
            status = add_and_report(studio, assistant, files, output, quiet=True)
        text = _("Made “{assistant}” ({id}).", assistant=assistant.name, id=assistant.id[:8])
        output.result(as_data(studio, assistant), text)
    return status


def _list(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        if options.deleted:
            return list_deleted(studio, output)
        assistants = studio.assistants.list()
        rows = [(_("Name"), _("Id"), _("Version"), _("What it does"))]
        rows += [(a.name, a.id[:8], str(a.version), a.tagline) for a in assistants]
        output.result([asdict(a) for a in assistants], table(rows))
    return 0


def _show(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        data = as_data(studio, assistant)
        model: str = _("default")
        if assistant.model_sha256:
            model = assistant.model_sha256[:12]
        lines = [
            (_("Name"), assistant.name),
            (_("Id"), assistant.id),
            (_("Version"), str(assistant.version)),
            (_("Tagline"), assistant.tagline),
            (_("Greeting"), assistant.greeting),
            (_("Avatar"), f"{assistant.letter}, {assistant.avatar.color}"),
            (_("Temperature"), _or_default(assistant.sampling.temperature)),
            (_("Model"), model),
            (_("Documents"), str(data["documents"])),
            *((_("Starter"), starter) for starter in assistant.starters),
        ]
        output.result(data, f"{table(lines)}\n\n{assistant.instructions}")
    return 0


def _or_default(value: float | None) -> str:
    return _("default") if value is None else f"{value:g}"


def _edit(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        changed = _with_fields(studio, assistant, options)
        if options.name is not None:
            changed = replace(changed, name=options.name)
        if changed == assistant and not options.version_name.strip():
            raise UsageError(
                _("Nothing of “{assistant}” was to be changed.", assistant=assistant.name),
                _("Name what to change, such as --instructions; see: assistant-studio edit --help"),
            )
        saved = studio.assistants.save(changed, options.version_name)
        studio.knowledge.follow_choice(saved.id)
        output.result(
            as_data(studio, saved),
            _("“{saved}” is version {version} now.", saved=saved.name, version=saved.version),
        )
    return 0


def _with_fields(studio: Studio, assistant: Assistant, options: argparse.Namespace) -> Assistant:
    changes: dict[str, Any] = {}
    if options.instructions is not None:
        changes["instructions"] = _text_or_file(options.instructions)
    for name in ("tagline", "greeting"):
        if getattr(options, name) is not None:
            changes[name] = getattr(options, name)
    if options.starter is not None:
        changes["starters"] = tuple(options.starter)
    if options.model is not None:
        chosen = None if options.model == "-" else studio.models.resolve(options.model)
        changes["model_sha256"] = chosen.sha256 if chosen else None
        changes["model_name"] = chosen.name if chosen else ""
    if options.embedder is not None:
        own = options.embedder == "-"
        embedder = "" if own else studio.embedders.resolve(options.embedder).source.id
        changes["retrieval"] = replace(assistant.retrieval, embedder=embedder)
    if options.temperature is not None:
        sampling: SamplingChoice = assistant.sampling
        changes["sampling"] = replace(sampling, temperature=options.temperature)
    if options.color is not None or options.letter is not None:
        avatar: Avatar = assistant.avatar
        changes["avatar"] = replace(
            avatar,
            letter=avatar.letter if options.letter is None else options.letter[:2],
            color=options.color or avatar.color,
        )
    return replace(assistant, **changes)


def _text_or_file(value: str) -> str:
    if not value.startswith("@"):
        return value
    path = Path(value[1:])
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            _("The instructions could not be read from {path}.", path=path),
            _("Give the path of a UTF-8 text file after the @."),
        ) from error
