"""Commands about the library as a whole: templates, duplicate, delete, undelete."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.deleted import KEPT_DAYS
from assistant_studio.assistants.templates import Template
from assistant_studio.cli.opening import Commands, opened
from assistant_studio.cli.output import Output, confirmed, table
from assistant_studio.errors import NotFound
from assistant_studio.language import _
from assistant_studio.studio import Studio


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    templates = commands.add_parser(
        "templates", parents=[common], help=_("list the templates to start from")
    )
    templates.set_defaults(run=_templates)
    duplicate = commands.add_parser(
        "duplicate", parents=[common], help=_("copy an assistant with its files")
    )
    duplicate.add_argument("assistant")
    duplicate.add_argument("--name", default="", help=_("what the copy is called"))
    duplicate.set_defaults(run=_duplicate)
    delete = commands.add_parser(
        "delete", parents=[common], help=_("delete an assistant; undelete brings it back")
    )
    delete.add_argument("assistant")
    delete.add_argument(
        "--for-good", action="store_true", help=_("without a way back; also of a deleted assistant")
    )
    delete.add_argument("--yes", action="store_true", help=_("do not ask"))
    delete.set_defaults(run=_delete)
    undelete = commands.add_parser(
        "undelete", parents=[common], help=_("bring a deleted assistant back")
    )
    undelete.add_argument("assistant")
    undelete.set_defaults(run=_undelete)


def list_deleted(studio: Studio, output: Output) -> int:
    """Print the assistants that can be brought back."""
    deleted = studio.library.deleted()
    rows = [(_("Name"), _("Id"), _("Deleted"))]
    rows += [(d.assistant.name, d.assistant.id[:8], d.deleted_at[:10]) for d in deleted]
    data = [{**asdict(d.assistant), "deleted_at": d.deleted_at} for d in deleted]
    output.result(data, table(rows) if deleted else _("No assistant is deleted."))
    return 0


def template_data(template: Template) -> dict[str, object]:
    """A template as JSON output has it."""
    assistant = template.assistant
    return {
        "id": template.id,
        "name": assistant.name,
        "tagline": assistant.tagline,
        "instructions": assistant.instructions,
        "greeting": assistant.greeting,
        "starters": list(assistant.starters),
        "tags": list(assistant.tags),
        "documents": [path.name for path in template.documents],
    }


def _templates(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        templates = studio.library.templates.all()
        rows = [(_("Id"), _("Name"), _("What it does"), _("Sample file"))]
        rows += [
            (t.id, t.assistant.name, t.assistant.tagline, ", ".join(p.name for p in t.documents))
            for t in templates
        ]
        begin = _("Begin with one: {command}", command="assistant-studio new NAME --template ID")
        text = f"{table(rows)}\n\n{begin}"
        output.result([template_data(template) for template in templates], text)
    return 0


def _duplicate(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        original = studio.assistants.resolve(options.assistant)
        studio.install_starters()
        copy = studio.library.duplicate(original.id, options.name)
        data = {
            **asdict(copy),
            "documents": len(studio.knowledge.documents(copy.id)),
            "folders": [folder.path for folder in studio.knowledge.watched_folders(copy.id)],
        }
        for path in data["folders"]:
            output.message(_("It watches {path}, as “{name}” does.", path=path, name=original.name))
        output.result(
            data,
            _(
                "Made “{copy}” ({copy_2}), a copy of “{original}”.",
                copy=copy.name,
                copy_2=copy.id[:8],
                original=original.name,
            ),
        )
    return 0


def _delete(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        if options.for_good:
            return _delete_for_good(studio, options, output)
        assistant = studio.assistants.resolve(options.assistant)
        studio.library.delete(assistant.id)
        output.result(
            {"deleted": assistant.id, "kept_days": KEPT_DAYS},
            _(
                "Deleted “{assistant}”. For {kept_days} days it can be brought back with: "
                "assistant-studio undelete {assistant_2}",
                assistant=assistant.name,
                kept_days=KEPT_DAYS,
                assistant_2=assistant.id[:8],
            ),
        )
    return 0


def _delete_for_good(studio: Studio, options: argparse.Namespace, output: Output) -> int:
    assistant = _here_or_deleted(studio, options.assistant)
    question = _(
        "Delete “{assistant}” with its files and conversations? It cannot be brought back.",
        assistant=assistant.name,
    )
    asks = sys.stdin.isatty() and not (options.yes or options.json)
    if asks and not confirmed(question):
        output.message(_("Nothing was deleted."))
        return 0
    if assistant in studio.assistants.list():
        studio.library.delete(assistant.id)
    studio.library.erase(assistant.id)
    output.result(
        {"deleted": assistant.id}, _("Deleted “{assistant}” for good.", assistant=assistant.name)
    )
    return 0


def _here_or_deleted(studio: Studio, reference: str) -> Assistant:
    try:
        return studio.assistants.resolve(reference)
    except NotFound as missing:
        try:
            return studio.library.resolve_deleted(reference)
        except NotFound:
            raise missing from None


def _undelete(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.library.undelete(studio.library.resolve_deleted(options.assistant).id)
        output.result(
            asdict(assistant),
            _("“{assistant}” is back, with all it had.", assistant=assistant.name),
        )
    return 0
