"""Files that are written whole or not at all: beside, synced, then renamed."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assistant_studio.cancel import CancelToken
from assistant_studio.storage.database import disk_full

_BLOCK_BYTES = 1 << 20


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside `path` that takes its place when the block ends without an error.

    Raises:
        DiskFull: There was no room; `path` is as it was and nothing half-written stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        partial = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise disk_full(path) from error
        raise
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all."""
    with writing(path) as file:
        file.write(content)


def write_text(path: Path, content: str) -> None:
    """Put `content` at `path` as UTF-8, whole or not at all."""
    write_bytes(path, content.encode())


def copy_by_hash(source: Path, folder: Path, token: CancelToken | None = None) -> tuple[str, int]:
    """Copy a file into `folder` under the name of its content's sha256.

    A content that is there already is not written again.

    Returns:
        The sha256 as hex, and the size in bytes.
    """
    digest = hashlib.sha256()
    size_bytes = 0
    folder.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as original, tempfile.TemporaryDirectory(dir=folder) as scratch:
        partial = Path(scratch) / "content"
        with writing(partial) as copy:
            while block := original.read(_BLOCK_BYTES):
                if token is not None:
                    token.check()
                digest.update(block)
                size_bytes += len(block)
                copy.write(block)
        target = folder / digest.hexdigest()
        if not target.exists():
            partial.replace(target)
            _sync_folder(folder)
    return digest.hexdigest(), size_bytes


def sha256_of(path: Path, token: CancelToken | None = None) -> str:
    """The sha256 of a file's content as hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            if token is not None:
                token.check()
            digest.update(block)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
