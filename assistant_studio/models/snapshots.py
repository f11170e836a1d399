"""Prompt snapshots: the engine's state after the front of a prompt, kept on disk.

A snapshot is a cache: it can be deleted at any time, and is never taken from anybody else. The
engine aborts its process on a state it did not write, so each file carries a checksum of its own
and is checked before the engine sees a byte of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import struct
import sys
import time
from array import array
from collections.abc import Sequence
from pathlib import Path

from assistant_studio.errors import StorageError
from assistant_studio.storage.atomic import writing

_MAGIC = b"ASSNAP01"
# Magic, checksum of everything after it, number of tokens, bytes of state.
_HEADER = struct.Struct("<8s32sQQ")
_TOKEN_BYTES = 4
# A cache must not take the last room of a disk: messages are worth more.
_LEAVE_FREE_BYTES = 256 << 20
_STALE_S = 3600.0


def snapshot_key(
    model_sha256: str,
    front: Sequence[int],
    context_tokens: int,
    kv_type: str,
    library: str,
    adapters: Sequence[tuple[str, float]] = (),
) -> str:
    """The name of a snapshot: everything its content depends on.

    Args:
        model_sha256: Of the model's file.
        front: The tokens it holds the state of.
        context_tokens: Size of the context.
        kv_type: How keys and values are stored.
        library: Versions of the engine's libraries, and what processor they are used for.
        adapters: sha256 and scale of each adapter that is applied, in order.
    """
    facts = [model_sha256, [list(each) for each in adapters], context_tokens, kv_type, library]
    digest = hashlib.sha256(json.dumps(facts).encode())
    digest.update(array("i", front).tobytes())
    return digest.hexdigest()


class SnapshotStore:
    """The folder of snapshots, bounded in size; the one unused for longest goes first."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes

    def has(self, key: str) -> bool:
        """Whether there is such a file (whatever state it is in)."""
        return self._path(key).exists()

    def load(self, key: str, front: Sequence[int]) -> bytearray | None:
        """The state kept under `key`, checked, or None; a damaged file is taken away.

        Args:
            key: From `snapshot_key`.
            front: The tokens it must hold the state of.
        """
        path = self._path(key)
        try:
            content = bytearray(path.stat().st_size)
            with path.open("rb") as file:
                whole = file.readinto(content) == len(content)
        except (OSError, MemoryError):
            return None
        state = _checked(content, key, front) if whole else None
        with contextlib.suppress(OSError):
            if state is None:
                path.unlink()
            else:
                os.utime(path)
        return state

    def save(self, key: str, front: Sequence[int], state: bytes | bytearray) -> bool:
        """Keep a state; says whether it was. A full disk is no error: it goes on without."""
        size_bytes = _HEADER.size + _TOKEN_BYTES * len(front) + len(state)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            room = shutil.disk_usage(self._folder).free - _LEAVE_FREE_BYTES
            if size_bytes > min(room, self._limit_bytes):
                return False
            self._make_room(size_bytes)
            _write(self._path(key), key, front, state)
        except (OSError, StorageError) as error:
            print(f"the prompt snapshot was not kept: {error}", file=sys.stderr)  # noqa: T201 - log
            return False
        return True

    def drop(self, key: str) -> None:
        """Take a snapshot away that the engine refused."""
        with contextlib.suppress(OSError):
            self._path(key).unlink()

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.snapshot"

    def _make_room(self, wanted_bytes: int) -> None:
        """Delete what was used longest ago, and what a killed process left half-written."""
        files = []
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                status = path.stat()
                if path.suffix == ".snapshot":
                    files.append((status.st_mtime_ns, status.st_size, path))
                elif path.name.startswith(".") and time.time() - status.st_mtime > _STALE_S:
                    path.unlink()
        total_bytes = wanted_bytes + sum(size_bytes for _, size_bytes, _ in files)
        for _, size_bytes, path in sorted(files):
            if total_bytes <= self._limit_bytes:
                break
            path.unlink(missing_ok=True)
            total_bytes -= size_bytes


def _write(path: Path, key: str, front: Sequence[int], state: bytes | bytearray) -> None:
    tokens = array("i", front).tobytes()
    counts = struct.pack("<QQ", len(front), len(state))
    digest = _checksum(key, counts, tokens, state)
    with writing(path) as file:
        file.write(_MAGIC + digest + counts + tokens)
        file.write(state)


def _checksum(key: str, *parts: bytes | bytearray | memoryview) -> bytes:
    """Over the parts and the key, so that a file under another's name is found out."""
    digest = hashlib.blake2b(digest_size=32, key=bytes.fromhex(key))
    for part in parts:
        digest.update(part)
    return digest.digest()


def _checked(content: bytearray, key: str, front: Sequence[int]) -> bytearray | None:
    """The state inside a file's content if every byte of it is what was written."""
    if len(content) < _HEADER.size:
        return None
    magic, checksum, token_count, state_bytes = _HEADER.unpack_from(content)
    tokens = array("i", front).tobytes()
    start = _HEADER.size + len(tokens)
    if magic != _MAGIC or token_count != len(front) or start + state_bytes != len(content):
        return None
    view = memoryview(content)
    if _checksum(key, view[_HEADER.size - 16 :]) != checksum:
        return None
    if view[_HEADER.size : start] != tokens:
        return None
    return content[start:]
