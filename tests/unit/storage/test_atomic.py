"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import DiskFull
from assistant_studio.storage import atomic
from assistant_studio.storage.locks import FileLock


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    atomic.write_text(path, "first")
    atomic.write_text(path, "zweite ✓")
    assert path.read_text(encoding="utf-8") == "zweite ✓"
    assert [p.name for p in path.parent.iterdir()] == ["settings.json"]


def test_an_error_in_the_middle_leaves_the_old_file_and_no_scraps(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    atomic.write_text(path, "old")

    def write_and_fail() -> None:
        with atomic.writing(path) as file:
            file.write(b"half of the ne")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "settings.json"
    atomic.write_text(path, "old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match="everything saved before is still there"):
        atomic.write_text(path, "new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]


def test_a_copy_lies_under_its_hash_once(tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_bytes(b"content" * 1000)
    expected = hashlib.sha256(b"content" * 1000).hexdigest()
    for _ in range(2):
        assert atomic.copy_by_hash(source, tmp_path / "files") == (expected, 7000)
    assert [p.name for p in (tmp_path / "files").iterdir()] == [expected]
    assert atomic.sha256_of(source) == expected


def test_a_stopped_copy_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_bytes(b"content")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        atomic.copy_by_hash(source, tmp_path / "files", token)
    assert list((tmp_path / "files").iterdir()) == []


def test_a_lock_is_held_by_one_and_comes_free(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()
