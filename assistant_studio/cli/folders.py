"""Commands about watched folders: folders list, pause, resume, look and stop."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.store import resolved
from assistant_studio.cli.opening import Commands, opened, wait_for_files
from assistant_studio.cli.output import Output, table
from assistant_studio.errors import from_record
from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.knowledge.watching.folder import WatchedFolder
from assistant_studio.language import _, ngettext, whole_number
from assistant_studio.studio import Studio

EXIT_SOME_REFUSED = 1
_Run = Callable[[argparse.Namespace, Output], int]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    folders = commands.add_parser("folders", help=_("the folders that an assistant watches"))
    actions = folders.add_subparsers(metavar="ACTION", required=True)

    def action(name: str, help_text: str, run: _Run, *, named: bool = True) -> None:
        parser = actions.add_parser(name, parents=[common], help=help_text)
        parser.add_argument("assistant")
        if named:
            parser.add_argument("folder", help=_("its path, its name or its id"))
        if name == "stop":
            parser.add_argument(
                "--forget",
                action="store_true",
                help=_("take its files out of the knowledge, too"),
            )
        parser.set_defaults(run=run)

    action("list", _("list the watched folders"), _list, named=False)
    action("look", _("look now for what has changed"), _look, named=False)
    action("pause", _("leave a folder alone until it is resumed"), _pause)
    action("resume", _("go on with a folder"), _resume)
    action("stop", _("watch a folder no more"), _stop)


def folders_table(folders: Sequence[WatchedFolder]) -> str:
    """Watched folders as lines of text."""
    rows = [(_("Watched folder"), _("Id"), _("Files"), _("Looked at"), _("State"))]
    rows += [
        (
            folder.path,
            folder.id[:8],
            whole_number(folder.files),
            folder.looked_at or _("not yet"),
            _state(folder),
        )
        for folder in folders
    ]
    return table(rows)


def _list(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        _result(studio, assistant, output)
    return 0


def _look(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = studio.assistants.resolve(options.assistant)
        folders = studio.knowledge.watched_folders(assistant.id)
        return _look_and_report(studio, assistant, output, {folder.path for folder in folders})


def _pause(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant, folder = _meant(studio, options)
        studio.knowledge.pause_folder(folder.id)
        _result(studio, assistant, output)
    return 0


def _resume(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant, folder = _meant(studio, options)
        studio.knowledge.resume_folder(folder.id)
        return _look_and_report(studio, assistant, output, {folder.path})


def _stop(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        _assistant, folder = _meant(studio, options)
        studio.knowledge.stop_folder(folder.id, forget=options.forget)
        said = (
            _("“{path}” is not watched any more, and its files are forgotten.", path=folder.path)
            if options.forget
            else _(
                "“{path}” is not watched any more; its files stay as they were read.",
                path=folder.path,
            )
        )
        output.result({"stopped": folder.id, "forgotten": options.forget}, said)
    return 0


def _meant(studio: Studio, options: argparse.Namespace) -> tuple[Assistant, WatchedFolder]:
    assistant = studio.assistants.resolve(options.assistant)
    absolute = str(Path(options.folder).expanduser().absolute())
    folders = studio.knowledge.watched_folders(assistant.id)
    for folder in folders:
        if folder.path == absolute:
            return assistant, folder
    return assistant, resolved(
        options.folder,
        folders,
        names=lambda folder: (folder.label, folder.path, folder.id),
        what=_("folder"),
        listing="assistant-studio folders list",
    )


def _look_and_report(studio: Studio, assistant: Assistant, output: Output, paths: set[str]) -> int:
    status = look_and_tell(studio, assistant, output, paths)
    _result(studio, assistant, output)
    return status


def look_and_tell(studio: Studio, assistant: Assistant, output: Output, paths: set[str]) -> int:
    """Look at an assistant's folders, wait for what is new, and say what could not be read.

    Returns:
        0, or 1 when something of these folders could not be read.
    """
    studio.knowledge.look_at_folders(assistant.id)
    wait_for_files(studio, assistant, output)
    shown = [f for f in studio.knowledge.watched_folders(assistant.id) if f.path in paths]
    for folder in shown:
        if folder.error is not None:
            output.message(str(from_record(folder.error)))
        for path, record in folder.problems:
            output.message(f"{path or folder.path}: {from_record(record)}")
    failed = [d for d in studio.knowledge.documents(assistant.id) if _failed_in(d, shown)]
    for document in failed:
        if document.error is not None:
            output.message(f"{document.name}: {from_record(document.error)}")
    refused = any(folder.error or folder.problem_count for folder in shown)
    return EXIT_SOME_REFUSED if refused or failed else 0


def _failed_in(document: Document, folders: Sequence[WatchedFolder]) -> bool:
    failed = document.watched and document.state == DocumentState.FAILED
    return failed and any(document.name.startswith(f"{folder.label}/") for folder in folders)


def _result(studio: Studio, assistant: Assistant, output: Output) -> None:
    folders = studio.knowledge.watched_folders(assistant.id)
    text = folders_table(folders) if folders else _("No folder is watched.")
    output.result([folder_data(folder) for folder in folders], text)


def folder_data(folder: WatchedFolder) -> dict[str, Any]:
    """A watched folder as JSON output has it."""
    problems = [{"path": path, "error": record} for path, record in folder.problems]
    return {**asdict(folder), "problems": problems}


def _state(folder: WatchedFolder) -> str:
    if folder.error is not None:
        return from_record(folder.error).message
    parts = [_("paused") if folder.paused else _("watching")]
    if folder.waiting:
        parts.append(ngettext("{count} file waiting", "{count} files waiting", folder.waiting))
    if folder.problem_count:
        count = folder.problem_count
        parts.append(ngettext("{count} not read", "{count} not read", count))
    return ", ".join(parts)
