"""What several commands do first: open the studio, find an assistant, wait for its files."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cli.output import Output
from assistant_studio.errors import EmbedderError
from assistant_studio.knowledge.document import DocumentState, IndexingProgress
from assistant_studio.language import _
from assistant_studio.studio import Studio

# What argparse calls the place where subcommands are hung up; its class is private.
Commands: TypeAlias = "argparse._SubParsersAction[Any]"

# How long a command waits before it says that it waits.
_SILENCE_S = 0.5


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Studio]:
    """The studio of the chosen data folder, with the assistants that come with the app in it."""
    with Studio(options.home) as studio:
        studio.show_starters()
        for error in studio.finish_imports().errors:
            Output(as_json=False).message(str(error))
        yield studio


def assistant_with_files(studio: Studio, reference: str, output: Output) -> Assistant:
    """The assistant that is meant, when all its files are searchable (or have failed)."""
    assistant = studio.assistants.resolve(reference)
    studio.install_starters()
    wait_for_files(studio, assistant, output)
    return assistant


def wait_for_files(studio: Studio, assistant: Assistant, output: Output) -> None:
    """Wait until an assistant's files are indexed, showing where it stands."""
    pending = (DocumentState.WAITING, DocumentState.READING, DocumentState.EMBEDDING)
    if not any(d.state in pending for d in studio.knowledge.documents(assistant.id)):
        return
    started_s = time.monotonic()

    def show(progress: IndexingProgress) -> None:
        if time.monotonic() - started_s > _SILENCE_S:
            output.progress(progress_line(progress))

    try:
        studio.knowledge.wait_until_indexed(assistant.id, show)
    except EmbedderError as error:
        # Words are searched all the same; only meaning has to wait.
        output.message(str(error))


def progress_line(progress: IndexingProgress) -> str:
    """One line about where indexing stands."""
    where = (
        _("{done} of {total} passages", done=progress.done, total=progress.total)
        if progress.total
        else _("reading")
    )
    left = ""
    if progress.seconds_left is not None:
        left = _(", about {max} s left", max=max(1, round(progress.seconds_left)))
    return _("Indexing {name}: {where}{left}", name=progress.document.name, where=where, left=left)
