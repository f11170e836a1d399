"""A data folder moves whole, or stays where it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import DiskFull, StorageError, UsageError
from assistant_studio.paths import Home, home_at
from assistant_studio.studio import Studio
from assistant_studio.upkeep import belongings as belongings_module
from assistant_studio.upkeep import moving
from assistant_studio.upkeep.moving import Move

from .conftest import contents, names


def test_everything_lies_in_the_new_place_and_the_old_one_leads_there(
    filled: Home, tmp_path: Path
) -> None:
    (filled.root / "my own notes.txt").write_text("not the app's")
    before = contents(filled)
    target = tmp_path / "new place"
    move = Move(filled, target)
    move.copy_ahead()
    with Studio(filled) as studio:
        studio.settings.change(theme="light")  # while it was copied
    moved = move.finish()

    assert moved.root == target
    assert set(contents(moved)) == set(before)
    assert names(moved) == ["Ada"]
    with Studio(moved) as studio:
        assert studio.settings.current.theme == "light"
    assert home_at(filled.root) == moved
    left = sorted(path.name for path in filled.root.iterdir())
    assert left == ["moved-to.json", "my own notes.txt"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_it_can_move_on_and_back(filled: Home, tmp_path: Path) -> None:
    first = Move(filled, tmp_path / "one").finish()
    second = Move(first, tmp_path / "two").finish()
    assert home_at(filled.root) == second
    assert names(home_at(filled.root)) == ["Ada"]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (lambda home: home.root, "The data is in this folder already."),
        (lambda home: home.root / "inside", "cannot be moved into itself"),
        (lambda home: home.root.parent, "cannot be moved into itself or into a folder around it"),
        (lambda home: full(home), "is not empty"),
        (lambda home: home.root.parent / "no" / "where", "There is no folder"),
        (lambda home: a_file(home), "is a file"),
    ],
)
def test_a_place_it_cannot_go_to(
    filled: Home, place: Callable[[Home], Path], sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        Move(filled, place(filled))
    assert names(filled) == ["Ada"]


def full(home: Home) -> Path:
    folder = home.root.parent / "full"
    folder.mkdir()
    (folder / "something").touch()
    return folder


def a_file(home: Home) -> Path:
    path = home.root.parent / "file"
    path.touch()
    return path


def test_a_disk_that_is_too_small(
    filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(belongings_module, "_MARGIN_BYTES", 1 << 60)
    with pytest.raises(DiskFull, match="This needs .* GB, and the disk that holds .* GB left"):
        Move(filled, tmp_path / "new")


def test_stopping_leaves_everything_as_it_was(filled: Home, tmp_path: Path) -> None:
    token = CancelToken()
    move = Move(filled, tmp_path / "new")
    with pytest.raises(Cancelled):
        move.copy_ahead(lambda done, total: token.cancel(), token)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
    assert names(filled) == ["Ada"]


def test_a_copy_with_a_fault_is_not_switched_to(
    filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256_of = moving.atomic.sha256_of

    def faulty(path: Path, token: CancelToken | None = None) -> str:
        return "0" * 64 if not path.is_relative_to(filled.root) else sha256_of(path, token)

    monkeypatch.setattr(moving.atomic, "sha256_of", faulty)
    with pytest.raises(StorageError, match="could not be copied without a fault"):
        Move(filled, tmp_path / "new").copy_ahead()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


def test_a_removal_that_was_cut_off_is_finished_at_the_next_start(
    filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(_home: Home) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(moving, "finish_removal", cut_off)
        with pytest.raises(KeyboardInterrupt):
            Move(filled, tmp_path / "new").finish()
    assert filled.studio_db.exists()

    assert names(home_at(filled.root)) == ["Ada"]
    assert not filled.studio_db.exists()
    assert not filled.files_dir.exists()


def test_an_unplugged_disk_is_told_and_no_empty_folder_made(filled: Home, tmp_path: Path) -> None:
    moved = Move(filled, tmp_path / "new").finish()
    moved.root.rename(tmp_path / "unplugged")

    with pytest.raises(StorageError, match="was moved to .*new, which cannot be found now"):
        Studio(home_at(filled.root))
    assert not moved.root.exists()
    (tmp_path / "unplugged").rename(moved.root)
    assert names(home_at(filled.root)) == ["Ada"]


def test_a_note_that_makes_no_sense_leads_nowhere(home: Home) -> None:
    for text in ("{", "[]", json.dumps({"moved_to": 3}), json.dumps({})):
        (home.root / "moved-to.json").write_text(text)
        assert home_at(home.root) == home
