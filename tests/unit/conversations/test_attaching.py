"""Attaching while a long document is being read: nobody waits, and what was left stays away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.conversations.attaching import Attaching
from assistant_studio.conversations.attachments import Attachment, AttachmentPlace, AttachmentStore
from assistant_studio.knowledge.document import ExtractedText, Section
from assistant_studio.paths import Home

from .conftest import Shelves

TEXT = "A long report."


class SlowReader:
    """Stands where the reading worker would be, which nobody can slow down on demand."""

    def __init__(self) -> None:
        self.reads = threading.Event()
        self.done = threading.Event()

    def read_file(self, _path: Path, _name: str, _token: CancelToken) -> ExtractedText:
        self.reads.set()
        assert self.done.wait(20)
        return ExtractedText(TEXT, (Section(0, len(TEXT)),))


@pytest.fixture
def reader() -> Iterator[SlowReader]:
    made = SlowReader()
    yield made
    made.done.set()


def _begin(attaching: Attaching, place: AttachmentPlace, file: Path, token: CancelToken) -> Any:
    outcome: list[Attachment | BaseException] = []

    def attach() -> None:
        try:
            outcome.append(attaching.attach_file(place, file, token))
        except Cancelled as stopped:
            outcome.append(stopped)

    thread = threading.Thread(target=attach)
    thread.start()
    return thread, outcome


@pytest.mark.parametrize("leaves", [False, True])
def test_a_paste_need_not_wait_for_a_long_document(
    shelves: Shelves, home: Home, tmp_path: Path, reader: SlowReader, leaves: bool
) -> None:
    store: AttachmentStore = shelves.store.attachments
    attaching = Attaching(home, store, cast("Any", reader))
    place = AttachmentPlace(shelves.assistant_id)
    file = tmp_path / "report.txt"
    file.write_text(TEXT)
    token = CancelToken()
    thread, outcome = _begin(attaching, place, file, token)
    assert reader.reads.wait(20)
    pasted = attaching.attach_text(place, "Some words")
    if leaves:
        token.cancel()
    else:
        # As tidying does with what nobody seems to use.
        for content in home.attachments_dir.iterdir():
            if content.name != pasted.sha256:
                content.unlink()
    reader.done.set()
    thread.join(20)
    names = [each.name for each in store.waiting(place)]
    if leaves:
        assert isinstance(outcome[0], Cancelled)
        assert names == [pasted.name]
    else:
        assert sorted(names) == sorted([pasted.name, "report.txt"])
        kept = next(each for each in store.waiting(place) if each.name == "report.txt")
        assert (home.attachments_dir / kept.sha256).read_text() == TEXT
