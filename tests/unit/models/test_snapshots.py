"""Prompt snapshots on disk: found again, bounded, and never trusted."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from assistant_studio.models.snapshots import SnapshotStore, snapshot_key

FRONT = [1, 2, 3, -4]
STATE = bytes(range(256)) * 8


def _key(*tokens: int, model: str = "m") -> str:
    return snapshot_key(model, tokens, 4096, "f16", "lib 1")


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path / "snapshots", 1 << 20)


def _files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "snapshots").iterdir())


def test_a_state_is_found_again(store: SnapshotStore) -> None:
    key = _key(*FRONT)
    assert store.load(key, FRONT) is None
    assert store.save(key, FRONT, STATE)
    assert store.has(key)
    assert store.load(key, FRONT) == STATE


def test_everything_a_state_depends_on_is_in_the_key() -> None:
    keys = {
        snapshot_key("m", [1], 4096, "f16", "lib"),
        snapshot_key("n", [1], 4096, "f16", "lib"),
        snapshot_key("m", [2], 4096, "f16", "lib"),
        snapshot_key("m", [1], 2048, "f16", "lib"),
        snapshot_key("m", [1], 4096, "q8_0", "lib"),
        snapshot_key("m", [1], 4096, "f16", "lib 2"),
        snapshot_key("m", [1], 4096, "f16", "lib", [("a", 1.0)]),
        snapshot_key("m", [1], 4096, "f16", "lib", [("a", 0.5)]),
    }
    assert len(keys) == 8


def test_any_damaged_byte_is_noticed_and_the_file_dropped(
    store: SnapshotStore, tmp_path: Path
) -> None:
    key = _key(*FRONT)
    store.save(key, FRONT, STATE)
    (path,) = _files(tmp_path)
    whole = path.read_bytes()
    for position in (0, 8, 41, 50, 60, 70, len(whole) // 2, len(whole) - 1):
        damaged = bytearray(whole)
        damaged[position] ^= 1
        path.write_bytes(damaged)
        assert store.load(key, FRONT) is None
        assert not path.exists()


@pytest.mark.parametrize("length", [0, 10, 63, 64, 500])
def test_a_cut_off_file_is_dropped(store: SnapshotStore, tmp_path: Path, length: int) -> None:
    key = _key(*FRONT)
    store.save(key, FRONT, STATE)
    (path,) = _files(tmp_path)
    path.write_bytes(path.read_bytes()[:length])
    assert store.load(key, FRONT) is None
    assert not path.exists()


def test_a_file_under_the_name_of_another_is_refused(store: SnapshotStore, tmp_path: Path) -> None:
    mine, other = _key(*FRONT), _key(*FRONT, model="other")
    store.save(other, FRONT, STATE)
    (path,) = _files(tmp_path)
    shutil.copy(path, path.with_name(f"{mine}.snapshot"))
    assert store.load(mine, FRONT) is None
    assert store.load(other, FRONT) == STATE


def test_the_one_unused_for_longest_goes_first(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "snapshots", 3 * (len(STATE) + 100))
    keys = [_key(n) for n in range(4)]
    for age, key in enumerate(keys[:3]):
        store.save(key, [age], STATE)
        path = tmp_path / "snapshots" / f"{key}.snapshot"
        os.utime(path, (1000 + age, 1000 + age))
    assert store.load(keys[0], [0]) == STATE  # used just now
    store.save(keys[3], [3], STATE)
    assert [store.has(key) for key in keys] == [True, False, True, True]


def test_one_that_is_larger_than_the_bound_is_not_kept(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "snapshots", len(STATE))
    assert not store.save(_key(*FRONT), FRONT, STATE)
    assert _files(tmp_path) == []


def test_a_full_disk_is_no_error(
    store: SnapshotStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=100 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    assert not store.save(_key(*FRONT), FRONT, STATE)
    assert _files(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "snapshots").write_text("a file in the way")
    store = SnapshotStore(tmp_path / "snapshots", 1 << 20)
    assert not store.save(_key(*FRONT), FRONT, STATE)
    assert store.load(_key(*FRONT), FRONT) is None


def test_what_a_killed_process_left_behind_is_swept_away(
    store: SnapshotStore, tmp_path: Path
) -> None:
    folder = tmp_path / "snapshots"
    folder.mkdir()
    old, new = folder / ".old.snapshot.abc", folder / ".new.snapshot.def"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1000, 1000))
    store.save(_key(*FRONT), FRONT, STATE)
    assert not old.exists()
    assert new.exists()
