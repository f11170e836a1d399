"""Commands about conversations: list, show, search, keep and delete, export and import."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant_studio.assistants.store import resolved
from assistant_studio.cli.opening import Commands, opened
from assistant_studio.cli.output import Output, table
from assistant_studio.conversations.listing import UNDO_MINUTES, ConversationEntry, Shelf
from assistant_studio.conversations.message import Role
from assistant_studio.conversations.search import Hit
from assistant_studio.conversations.transfer.as_json import as_data
from assistant_studio.conversations.transfer.gathering import gather
from assistant_studio.conversations.transfer.service import ExportFormat
from assistant_studio.errors import UsageError
from assistant_studio.language import N_, _, ngettext
from assistant_studio.studio import Studio

_LISTING = "assistant-studio conversations list"


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    parser = commands.add_parser(
        "conversations",
        help=_("list, search, keep, export and import conversations"),
        description=_("A conversation (C) is named by its title, its id or a unique beginning."),
    )
    actions = parser.add_subparsers(title=_("actions"), metavar="ACTION", required=True)

    def action(name: str, help_text: str, run: Any) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = actions.add_parser(name, parents=[common], help=help_text)
        made.set_defaults(run=run)
        return made

    listing = action("list", _("list conversations, the pinned and the latest first"), _list)
    listing.add_argument("assistant", nargs="?", help=_("with whom; everybody's without"))
    listing.add_argument("--archived", action="store_true", help=_("those that were put away"))
    listing.add_argument("--deleted", action="store_true", help=_("those that can still come back"))
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    action("show", _("show the messages"), _show).add_argument("conversation", metavar="C")
    search = action("search", _("search titles and messages"), _search)
    search.add_argument("query", help=_("words in any order; those in quotes stand together"))
    search.add_argument("--assistant", metavar="A", help=_("only conversations with this one"))
    search.add_argument("--limit", type=int, default=20, metavar="K")
    rename = action("rename", _("give a title"), _rename)
    rename.add_argument("conversation", metavar="C")
    rename.add_argument("title")
    for name, help_text in (
        ("pin", _("let it stand before the others")),
        ("unpin", _("let it stand among the others again")),
        ("archive", _("put it away")),
        ("unarchive", _("bring it back from the archive")),
        (
            "delete",
            _(
                "delete it; within {minutes} minutes, restore brings it back",
                minutes=UNDO_MINUTES,
            ),
        ),
        ("restore", _("bring back a deleted one")),
    ):
        action(name, help_text, _STATES[name]).add_argument("conversation", metavar="C")
    export = action("export", _("write to a file: .md, .html, .pdf or .json"), _export)
    export.add_argument("conversation", nargs="?", metavar="C")
    export.add_argument("--all", metavar="A", help=_("all with this assistant, as JSON"))
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--format", choices=[str(form) for form in ExportFormat])
    take_in = action("import", _("take in a file of conversations, of ChatGPT's too"), _import)
    take_in.add_argument("assistant", metavar="A", help=_("with whom they are to be"))
    take_in.add_argument("file", type=Path, metavar="FILE")


def _found(studio: Studio, reference: str, shelf: Shelf | None = None) -> ConversationEntry:
    every = studio.listing.entries() if shelf is None else studio.listing.page(shelf=shelf)
    return resolved(
        reference,
        every,
        names=lambda entry: (entry.title, entry.id),
        what=_("conversation"),
        listing=_LISTING,
    )


def _data(studio: Studio, entry: ConversationEntry) -> dict[str, Any]:
    return {**asdict(entry), "assistant": studio.assistants.get(entry.assistant_id).name}


def _list(options: argparse.Namespace, output: Output) -> int:
    if options.limit < 1:
        raise UsageError(_("The limit must be at least 1."), _("Leave it out for 100."))
    shelf = Shelf.CURRENT
    if options.archived or options.deleted:
        shelf = Shelf.ARCHIVED if options.archived else Shelf.DELETED
    with opened(options) as studio:
        assistant_id = None
        if options.assistant is not None:
            assistant_id = studio.assistants.resolve(options.assistant).id
        entries = studio.listing.page(assistant_id, shelf, limit=options.limit)
        data = [_data(studio, entry) for entry in entries]
        rows = [(_("Title"), _("Id"), _("With"), _("Changed"))]
        rows += [
            (
                f"{'* ' if one['pinned'] else ''}{one['title']}",
                one["id"][:8],
                one["assistant"],
                one["changed_at"][:16].replace("T", " "),
            )
            for one in data
        ]
        output.result(data, table(rows) if data else _("There is no conversation here."))
    return 0


def _show(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        entry = _found(studio, options.conversation)
        whole = gather(studio.database, entry.id)
        lines = [f"{whole.title} ({entry.id[:8]}, {whole.assistant})"]
        for message in whole.branch():
            who = _("You") if message.role is Role.USER else whole.assistant
            lines.append(f"{who}: {message.text}")
        output.result({**as_data(whole), "id": entry.id}, "\n\n".join(lines))
    return 0


def _search(options: argparse.Namespace, output: Output) -> int:
    if options.limit < 1:
        raise UsageError(_("The limit must be at least 1."), _("Leave it out for 20."))
    with opened(options) as studio:
        assistant_id = None
        if options.assistant is not None:
            assistant_id = studio.assistants.resolve(options.assistant).id
        studio.conversation_search.index.catch_up()
        hits = studio.conversation_search.find(
            options.query, assistant_id=assistant_id, limit=options.limit, while_typing=False
        )
        names = {assistant.id: assistant.name for assistant in studio.assistants.list()}
        data = [_hit_data(hit, names) for hit in hits]
        lines = [
            f"{one['title']} ({one['conversation'][:8]}, {one['assistant']}, "
            f"{one['created_at'][:10]})\n  {one['text']}"
            for one in data
        ]
        output.result(data, "\n".join(lines) if lines else _("Nothing was found."))
    return 0


def _hit_data(hit: Hit, names: dict[str, str]) -> dict[str, Any]:
    return {
        "conversation": hit.conversation_id,
        "title": hit.title.text,
        "assistant": names.get(hit.assistant_id, ""),
        "message": hit.message_id,
        "role": hit.role,
        "created_at": hit.created_at,
        "text": hit.excerpt.text or hit.title.text,
        "marks": [list(mark) for mark in (hit.excerpt.marks or hit.title.marks)],
        "archived": hit.archived,
    }


def _rename(options: argparse.Namespace, output: Output) -> int:
    if not options.title.strip():
        raise UsageError(_("The title is empty."), _("Write a title after the conversation."))
    with opened(options) as studio:
        entry = _found(studio, options.conversation)
        studio.listing.rename(entry.id, options.title)
        renamed = studio.listing.entry(entry.id)
        output.result(_data(studio, renamed), _("Renamed to “{title}”.", title=renamed.title))
    return 0


def _state(change: str, said: str, shelf: Shelf | None = None) -> Any:
    def run(options: argparse.Namespace, output: Output) -> int:
        with opened(options) as studio:
            entry = _found(studio, options.conversation, shelf)
            listing = studio.listing
            match change:
                case "pin" | "unpin":
                    listing.pin(entry.id, change == "pin")
                case "archive" | "unarchive":
                    listing.archive(entry.id, change == "archive")
                case "delete":
                    listing.purge()
                    listing.delete(entry.id)
                case _:
                    listing.restore(entry.id)
            now = listing.entry(entry.id)
            output.result(_data(studio, now), _(said, title=now.title, id=now.id[:8]))
        return 0

    return run


_STATES = {
    "pin": _state("pin", N_("Pinned “{title}” ({id}).")),
    "unpin": _state("unpin", N_("Unpinned “{title}” ({id}).")),
    "archive": _state("archive", N_("Archived “{title}” ({id}).")),
    "unarchive": _state("unarchive", N_("Brought back “{title}” ({id}).")),
    "delete": _state("delete", N_("Deleted “{title}” ({id}).")),
    "restore": _state("restore", N_("Brought back “{title}” ({id})."), Shelf.DELETED),
}


def _export(options: argparse.Namespace, output: Output) -> int:
    if (options.conversation is None) == (options.all is None):
        raise UsageError(
            _("It must be clear what to export."),
            _("Name one conversation, or an assistant with --all."),
        )
    form = ExportFormat(options.format) if options.format else None
    with opened(options) as studio:
        transfer = studio.conversation_transfer
        left_out: tuple[str, ...] = ()
        if options.all is not None:
            if (form or ExportFormat.of(options.file)) is not ExportFormat.JSON:
                raise UsageError(
                    _("All conversations of an assistant are exported as JSON."),
                    _("Let the file's name end in .json."),
                )
            assistant = studio.assistants.resolve(options.all)
            count = transfer.export_all(assistant.id, options.file)
        else:
            found = _found(studio, options.conversation)
            left_out = transfer.export(found.id, options.file, form)
            count = 1
        for sentence in left_out:
            output.message(sentence)
        data = {"file": str(options.file), "conversations": count, "left_out": list(left_out)}
        output.result(data, _wrote(count, options.file))
    return 0


def _import(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        outcome = studio.conversation_transfer.import_file(assistant.id, options.file)
        data = {"added": list(outcome.added), "present": outcome.present}
        text = ngettext(
            "Took in {count} conversation with “{name}”; {present} were here already.",
            "Took in {count} conversations with “{name}”; {present} were here already.",
            len(outcome.added),
            name=assistant.name,
            present=outcome.present,
        )
        output.result(data, text)
    return 0


def _wrote(count: int, file: Path) -> str:
    return ngettext(
        "Wrote {count} conversation to {file}.",
        "Wrote {count} conversations to {file}.",
        count,
        file=file,
    )
