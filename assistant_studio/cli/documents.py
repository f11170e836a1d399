"""Commands about knowledge: add, documents, remove, reindex."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cli.folders import folder_data, folders_table, look_and_tell
from assistant_studio.cli.opening import (
    Commands,
    opened,
    wait_for_files,
)
from assistant_studio.cli.output import Output, human_size, table
from assistant_studio.errors import from_record
from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.knowledge.document_language import language_sentence
from assistant_studio.knowledge.flags import flag_sentences
from assistant_studio.language import N_, _, ngettext
from assistant_studio.studio import Studio

EXIT_SOME_REFUSED = 1
_UNFINISHED = {
    DocumentState.WAITING: N_("waiting"),
    DocumentState.READING: N_("reading"),
    DocumentState.EMBEDDING: N_("embedding"),
}


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    add = commands.add_parser("add", parents=[common], help=_("read and index files or folders"))
    add.add_argument("assistant")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_("a file or a folder"))
    add.add_argument(
        "--watch",
        action="store_true",
        help=_("keep the folders up to date: what changes in them is read again by itself"),
    )
    add.set_defaults(run=_add)
    listing = commands.add_parser(
        "documents", parents=[common], help=_("list an assistant's files")
    )
    listing.add_argument("assistant")
    listing.set_defaults(run=_documents)
    remove = commands.add_parser(
        "remove", parents=[common], help=_("take a file out of the knowledge")
    )
    remove.add_argument("assistant")
    remove.add_argument("document")
    remove.set_defaults(run=_remove)
    reindex = commands.add_parser("reindex", parents=[common], help=_("read all files anew"))
    reindex.add_argument("assistant")
    reindex.set_defaults(run=_reindex)


def add_and_report(
    studio: Studio, assistant: Assistant, paths: list[Path], output: Output, *, quiet: bool = False
) -> int:
    """Add files, wait until they are searchable, and say what became of each.

    Args:
        studio: The services.
        assistant: Whose knowledge it is.
        paths: Files and folders.
        output: Where to say it.
        quiet: Leave the result to the caller; failures are still said.

    Returns:
        0, or 1 when at least one file could not be taken.
    """
    outcome = studio.knowledge.add(assistant.id, paths)
    wait_for_files(studio, assistant, output)
    added = {document.id for document in outcome.documents}
    documents = [d for d in studio.knowledge.documents(assistant.id) if d.id in added]
    failed = [d for d in documents if d.state == DocumentState.FAILED]
    for path, record in outcome.refused:
        output.message(f"{path}: {from_record(record)}")
    for document in failed:
        output.message(f"{document.name}: {_why(document)}")
    if not quiet:
        data = {
            "documents": [_document_data(document) for document in documents],
            "unchanged": [_document_data(document) for document in outcome.unchanged],
            "refused": [{"path": path, "error": record} for path, record in outcome.refused],
        }
        lines = [f"{d.name}: {_state(d)}" for d in documents if d not in failed]
        lines += [_("{name}: unchanged", name=d.name) for d in outcome.unchanged]
        if not (lines or failed or outcome.refused):
            output.message(_("There was no file to add."))
        output.result(data, "\n".join(lines))
    return EXIT_SOME_REFUSED if failed or outcome.refused else 0


def _add(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        studio.install_starters()
        if options.watch:
            return _watch_and_report(studio, assistant, options.paths, output)
        return add_and_report(studio, assistant, options.paths, output)


def _watch_and_report(
    studio: Studio, assistant: Assistant, paths: list[Path], output: Output
) -> int:
    for path in paths:
        studio.knowledge.watch_folder(assistant.id, path)
    wanted = {str(path.expanduser().absolute()) for path in paths}
    status = look_and_tell(studio, assistant, output, wanted)
    folders = [f for f in studio.knowledge.watched_folders(assistant.id) if f.path in wanted]
    documents = [d for d in studio.knowledge.documents(assistant.id) if d.watched]
    refused = [
        {"path": path, "error": record} for folder in folders for path, record in folder.problems
    ]
    data = {
        "documents": [_document_data(document) for document in documents],
        "unchanged": [],
        "refused": refused,
        "folders": [folder_data(folder) for folder in folders],
    }
    lines = [f"{d.name}: {_state(d)}" for d in documents if d.state != DocumentState.FAILED]
    output.result(data, "\n".join([*lines, "", folders_table(folders)]))
    return status


def _documents(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        studio.install_starters()
        documents = studio.knowledge.documents(assistant.id)
        rows = [(_("Name"), _("Id"), _("Size"), _("State"))]
        rows += [(d.name, d.id[:8], human_size(d.size_bytes), _state(d)) for d in documents]
        text = table(rows) if documents else _("There are no files yet. Add some with: add")
        folders = studio.knowledge.watched_folders(assistant.id)
        if folders:
            text = "\n\n".join([text, folders_table(folders)])
        output.result([_document_data(document) for document in documents], text)
    return 0


def _remove(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        document = studio.knowledge.resolve_document(assistant.id, options.document)
        studio.knowledge.remove(document.id)
        output.result({"removed": document.id}, _("Removed “{document}”.", document=document.name))
    return 0


def _reindex(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        studio.knowledge.reindex(assistant.id)
        wait_for_files(studio, assistant, output)
        documents = studio.knowledge.documents(assistant.id)
        text = "\n".join(f"{d.name}: {_state(d)}" for d in documents)
        output.result([_document_data(document) for document in documents], text)
        failed = any(document.state == DocumentState.FAILED for document in documents)
    return EXIT_SOME_REFUSED if failed else 0


def _document_data(document: Document) -> dict[str, Any]:
    return {**asdict(document), "language_note": _language_note(document)}


def _language_note(document: Document) -> str | None:
    return language_sentence(document.language, document.search_languages)


def _why(document: Document) -> str:
    if document.error is None:
        return _("it failed")
    return str(from_record(document.error))


def _state(document: Document) -> str:
    if document.state == DocumentState.FAILED:
        return _("failed: {why}", why=_why(document))
    if document.state != DocumentState.READY:
        return _(_UNFINISHED[document.state])
    parts = [ngettext("{count} passage", "{count} passages", document.passages)]
    if document.page_count:
        parts.insert(0, ngettext("{count} page", "{count} pages", document.page_count))
    said = [*document.notes, *flag_sentences(document.flags)]
    if (note := _language_note(document)) is not None:
        said.append(note)
    notes = "".join(f" {note}" for note in said)
    return _("ready, {parts}.", parts=", ".join(parts)) + notes
