"""Watched folders with the real worker: what changes, moves, vanishes, or cannot be reached."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant_studio.errors import FileUnavailable
from assistant_studio.knowledge.document import Document, DocumentState, IndexingProgress
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.knowledge.watching.folder import WatchedFolder
from assistant_studio.paths import Home

MakeService = Callable[..., KnowledgeService]
Until = Callable[[Callable[[], object]], None]
NEVER_BY_ITSELF_S = 3600.0


@pytest.fixture
def service(make_service: MakeService) -> KnowledgeService:
    """A service that looks at folders only when it is told to, after the first look."""
    return make_service(look_every_s=NEVER_BY_ITSELF_S)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three documents, one of them further inside."""
    folder = tmp_path / "notes"
    (folder / "inside").mkdir(parents=True)
    (folder / "tyres.md").write_text("# Tyres\n\nA flat tyre is mended on the same day.\n")
    (folder / "brakes.md").write_text("# Brakes\n\nBrake pads are changed each spring.\n")
    (folder / "inside" / "bells.txt").write_text("Bells ring at eighty decibels.")
    return folder


def _look(service: KnowledgeService) -> dict[str, Document]:
    service.look_at_folders("A")
    service.wait_until_indexed("A")
    return {document.name: document for document in service.documents("A")}


def _watch(service: KnowledgeService, path: Path) -> dict[str, Document]:
    service.watch_folder("A", path)
    return _look(service)


def _folder(service: KnowledgeService) -> WatchedFolder:
    (found,) = service.watched_folders("A")
    return found


def _read(service: KnowledgeService) -> list[str]:
    """The names of documents that are read from now on, as they come."""
    names: list[str] = []

    def heard(progress: IndexingProgress) -> None:
        if progress.document.state is DocumentState.READING:
            names.append(progress.document.name)

    service.subscribe(heard)
    return names


def test_only_what_changed_is_read_again_and_what_vanished_goes(
    service: KnowledgeService, folder: Path, home: Home
) -> None:
    before = _watch(service, folder)
    assert set(before) == {"notes/tyres.md", "notes/brakes.md", "notes/inside/bells.txt"}
    assert all(document.watched for document in before.values())
    assert not list(home.files_dir.glob("*"))  # referred to, not copied
    watched = _folder(service)
    assert (watched.files, watched.waiting, watched.error) == (3, 0, None)
    assert watched.looked_at
    assert watched.indexed_at
    assert service.search("A", "flat tyre").passages[0].document == "notes/tyres.md"

    read = _read(service)
    (folder / "tyres.md").write_text("# Tyres\n\nA puncture is mended within the hour.\n")
    os.utime(folder / "brakes.md", (1_000_000_000, 1_000_000_000))  # touched, not changed
    (folder / "inside" / "bells.txt").unlink()
    after = _look(service)
    assert set(after) == {"notes/tyres.md", "notes/brakes.md"}
    assert after["notes/brakes.md"] == before["notes/brakes.md"]
    assert after["notes/tyres.md"].sha256 != before["notes/tyres.md"].sha256
    assert set(read) <= {"notes/tyres.md"}
    assert "within the hour" in service.search("A", "puncture").passages[0].text
    said = {passage.document for passage in service.search("A", "bells decibels").passages}
    assert "notes/inside/bells.txt" not in said
    assert service.problems() == []


def test_a_move_a_new_name_and_a_second_copy_are_no_second_reading(
    service: KnowledgeService, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "archive"
    other.mkdir()
    before = _watch(service, folder)
    _watch(service, other)
    read = _read(service)
    (folder / "inside").rename(folder / "Glöckchen 鈴")
    (folder / "tyres.md").rename(other / "old tyres.md")
    (folder / "second.md").write_bytes((folder / "brakes.md").read_bytes())
    after = _look(service)
    assert {name: document.id for name, document in after.items()} == {
        "notes/Glöckchen 鈴/bells.txt": before["notes/inside/bells.txt"].id,
        "archive/old tyres.md": before["notes/tyres.md"].id,
        "notes/brakes.md": before["notes/brakes.md"].id,
    }
    (folder / "brakes.md").unlink()  # its copy stands for it now
    assert _look(service)["notes/second.md"].id == before["notes/brakes.md"].id
    assert read == []
    assert service.search("A", "flat tyre").passages[0].document == "archive/old tyres.md"
    assert service.problems() == []


def test_a_folder_that_cannot_be_reached_loses_nothing_and_says_so(
    service: KnowledgeService, folder: Path, tmp_path: Path
) -> None:
    before = _watch(service, folder)
    looked_at = _folder(service).looked_at
    folder.rename(tmp_path / "away")
    assert _look(service) == before
    watched = _folder(service)
    assert watched.error is not None
    assert watched.error["message"].endswith("cannot be reached: No such file or directory.")
    assert "stays in the knowledge" in watched.error["hint"]
    assert watched.looked_at == looked_at
    assert service.search("A", "flat tyre").passages
    (tmp_path / "away").rename(folder)
    assert _look(service) == before
    assert _folder(service).error is None


def test_what_is_no_document_costs_a_line_each_and_never_a_hang(
    service: KnowledgeService, folder: Path, tmp_path: Path
) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "broken.md").symlink_to(tmp_path / "nowhere")
    (folder / "loop").symlink_to(folder)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (folder / "empty.md").write_bytes(b"")
    with (folder / "large.txt").open("wb") as large:
        large.truncate(2 << 30)
    for left_out in (".git", "node_modules"):
        (folder / left_out).mkdir()
        (folder / left_out / "notes.md").write_text("Nobody asks for this.")
    names = ["मुंबई.md", "日本語.md", "עברית.md", "a\nb.md", os.fsdecode(b"caf\xe9.md")]
    for number, name in enumerate(names):
        (folder / name).write_text(f"Wheel number {number} is round.")
    os.mknod(folder / "socket", stat.S_IFSOCK | 0o600)
    found = _watch(service, folder)
    assert len(found) == 3 + 1 + len(names)
    failed = [name for name, d in found.items() if d.state is DocumentState.FAILED]
    assert failed == ["notes/empty.md"]
    watched = _folder(service)
    said = {path: error["message"] for path, error in watched.problems}
    assert set(said) == {"pipe.txt", "broken.md", "loop", "picture.png", "large.txt", "socket"}
    assert watched.problem_count == 6
    assert "no ordinary file" in said["pipe.txt"]
    assert "not there" in said["broken.md"]
    assert "links are not followed" in said["loop"]
    assert "larger than 1 GB" in said["large.txt"]
    assert _look(service) == found
    with pytest.raises(FileUnavailable, match="no folder"):
        service.watch_folder("A", folder / "tyres.md")
    with pytest.raises(FileUnavailable, match="There is no folder"):
        service.watch_folder("A", folder / "nowhere")
    with pytest.raises(FileUnavailable, match="whole computer"):
        service.watch_folder("A", Path("/"))


def test_paused_nothing_is_done_and_stopped_the_files_stay_or_go(
    service: KnowledgeService, folder: Path
) -> None:
    before = _watch(service, folder)
    service.pause_folder(_folder(service).id)
    assert _folder(service).paused
    (folder / "new.md").write_text("Saddles are made of leather.")
    assert set(_look(service)) == set(before)
    service.resume_folder(_folder(service).id)
    assert "notes/new.md" in _look(service)
    service.stop_folder(_folder(service).id)
    assert service.watched_folders("A") == []
    (folder / "new.md").unlink()
    assert "notes/new.md" in _look(service)
    assert "notes/new.md" not in _watch(service, folder)
    service.remove(before["notes/tyres.md"].id)
    assert "notes/tyres.md" not in _look(service)  # taken out by hand, it stays out
    service.stop_folder(_folder(service).id, forget=True)
    assert service.documents("A") == []
    assert service.problems() == []


def test_watching_survives_kills_and_goes_on_by_itself(
    make_service: MakeService, tmp_path: Path, until: Until
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.md").write_text(f"Bicycle {number} has {number} gears.")
    service = make_service(look_every_s=0.2)
    service.subscribe(lambda _progress: None)
    service.watch_folder("A", folder)
    for wanted in (20, 120, 220):
        until(lambda wanted=wanted: len(service.documents("A")) >= wanted)
        if (pid := service.host.pid) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    until(lambda: len(service.documents("A")) == 300)
    service.wait_until_indexed("A")
    documents = service.documents("A")
    assert len({document.name for document in documents}) == 300
    assert {document.state for document in documents} == {DocumentState.READY}
    (folder / "007.md").unlink()  # nobody asks for a look
    until(lambda: len(service.documents("A")) == 299)
    assert service.problems() == []


def test_a_copy_watches_the_same_folders_without_reading_them_again(
    service: KnowledgeService, folder: Path
) -> None:
    _watch(service, folder)
    read = _read(service)
    service.copy("A", "B")

    (mine,), (copied,) = service.watched_folders("A"), service.watched_folders("B")
    assert (copied.path, copied.files, copied.id == mine.id) == (mine.path, 3, False)
    (folder / "tyres.md").unlink()
    (folder / "bells.md").write_text("# Bells\n\nNew bells for the spring.\n")
    service.look_at_folders("B")
    service.wait_until_indexed("B")
    names = {document.name for document in service.documents("B")}
    assert names == {"notes/brakes.md", "notes/inside/bells.txt", "notes/bells.md"}
    assert read == ["notes/bells.md"]
    # Each for itself: the original has not looked yet, and stopping one leaves the other.
    assert "notes/tyres.md" in {document.name for document in service.documents("A")}
    service.stop_folder(copied.id, forget=True)
    assert service.documents("B") == []
    assert service.watched_folders("A")
    assert len(_look(service)) == 3
