"""Looks at folders as they are found: drives that are away, walks that are cut short."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.knowledge.recording import Recorder
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.watching import looking, walking
from assistant_studio.knowledge.watching.folder_store import FolderStore
from assistant_studio.knowledge.watching.looking import Looker
from assistant_studio.paths import Home


class Watching:
    """One watched folder, without a worker."""

    def __init__(self, home: Home, path: Path) -> None:
        self.store = KnowledgeStore(home)
        self.folders = FolderStore(self.store.database)
        self.path = path
        self.gone: list[str] = []
        with self.store.database.transaction():
            self.id = self.folders.add(self.store.ensure_base("A"), path)
        self.looker = Looker(self.store, Recorder(home, self.store), lambda: None, self.gone.extend)

    def look(self, token: CancelToken | None = None) -> list[str]:
        """Look once; the names of the documents then."""
        self.looker.look([self.folders.row(self.id)], token or CancelToken())
        return sorted(document.name for document in self.store.documents("A"))

    def as_if_elsewhere(self) -> None:
        """Have what is known of each file say that it lay on another file system."""
        with self.store.database.transaction() as connection:
            connection.execute("UPDATE watched_files SET device = device + 1")


@pytest.fixture
def watching(home: Home, tmp_path: Path) -> Watching:
    """A folder with one file of its own and two in a folder within."""
    (tmp_path / "notes" / "drive").mkdir(parents=True)
    (tmp_path / "notes" / "own.md").write_text("My own words.")
    for name in ("a.md", "b.md"):
        (tmp_path / "notes" / "drive" / name).write_text(f"The words of {name}.")
    return Watching(home, tmp_path / "notes")


def test_what_lies_on_a_drive_that_was_taken_away_stays(watching: Watching) -> None:
    every = watching.look()
    for path in (watching.path / "drive").iterdir():
        path.unlink()
    watching.as_if_elsewhere()
    assert watching.look() == every
    (folder,) = watching.folders.folders("A")
    assert [path for path, _error in folder.problems] == ["drive"]
    # The whole folder's drive is away: its place is empty.
    (watching.path / "own.md").unlink()
    (watching.path / "drive").rmdir()
    watching.as_if_elsewhere()
    assert watching.look() == every
    (folder,) = watching.folders.folders("A")
    assert folder.error is not None
    assert "it is empty" in folder.error["message"]


def test_files_that_were_deleted_go_even_if_the_folder_is_empty_then(watching: Watching) -> None:
    assert len(watching.look()) == 3
    for path in watching.path.rglob("*.md"):
        path.unlink()
    assert watching.look() == []
    assert len(watching.gone) == 3


def test_a_folder_within_that_is_not_listed_keeps_its_files(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = watching.look()
    monkeypatch.setattr(walking, "MAX_DEPTH", 1)
    assert watching.look() == every
    (folder,) = watching.folders.folders("A")
    assert "too deep" in folder.problems[0][1]["message"]


def test_a_walk_that_finds_too_many_files_says_so_and_forgets_none(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = watching.look()
    found = walking.walk(watching.path, CancelToken(), max_files=1)
    assert not found.whole
    assert "more than 1 file" in str(found.problems[b""])
    monkeypatch.setattr(looking, "walk", lambda path, token: walking.walk(path, token, 1))
    assert watching.look() == every


def test_a_change_within_the_clocks_grain_is_seen(watching: Watching) -> None:
    file = watching.path / "own.md"
    watching.look()
    before = file.stat()
    file.write_text("My new words.")  # as long as the old ones
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    sha256 = {d.name: d.sha256 for d in watching.store.documents("A")}["notes/own.md"]
    watching.look()
    assert sha256 not in {d.sha256 for d in watching.store.documents("A")}


def test_nothing_is_opened_where_nothing_changed(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in watching.path.rglob("*.md"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    watching.look()

    def opened(path: Path, _token: object) -> str:
        raise AssertionError(path)

    monkeypatch.setattr(looking, "sha256_of", opened)
    assert len(watching.look()) == 3


def test_a_look_at_a_folder_that_was_paused_meanwhile_takes_nothing_in(
    watching: Watching,
) -> None:
    row = watching.folders.row(watching.id)
    watching.folders.pause(watching.id, paused=True)
    with pytest.raises(Cancelled):
        watching.looker.look([row], CancelToken())
    assert watching.store.documents("A") == []


def test_folders_of_one_name_are_told_apart(watching: Watching, tmp_path: Path) -> None:
    base_id = watching.folders.row(watching.id).base_id
    other = tmp_path / "work" / "notes"
    other_id = watching.folders.add(base_id, other)
    assert watching.folders.row(other_id).label == "work/notes"
    assert watching.folders.add(base_id, other) == other_id
