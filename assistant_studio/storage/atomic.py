"""Files that are written whole or not at all: beside, synced, then renamed."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assistant_studio.cancel import CancelToken
from assistant_studio.storage.database import disk_full

_BLOCK_BYTES = 1 << 20


@contextmanager
def writing(path: Path, *, private: bool = True) -> Iterator[BinaryIO]:
    """Open a file beside `path` that takes its place when the block ends without an error.

    Args:
        path: The file.
        private: Whether only this user may read it; a file that a person takes elsewhere is as
            readable as any other they make.

    Raises:
        DiskFull: There was no room; `path` is as it was and nothing half-written stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial: Path | None = None
    try:
        descriptor, partial = _beside(path, private)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise disk_full(path) from error
        raise
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)


def _beside(path: Path, private: bool) -> tuple[int, Path]:
    """A new file in the same folder, open for writing."""
    if private:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        return descriptor, Path(name)
    partial = path.parent / f".{path.name}.{secrets.token_hex(6)}"
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    # As `open` would: what the person's umask leaves of it.
    return os.open(partial, flags, 0o666), partial


def write_bytes(path: Path, content: bytes, *, private: bool = True) -> None:
    """Put `content` at `path`, whole or not at all; see `writing`."""
    with writing(path, private=private) as file:
        file.write(content)


def write_text(path: Path, content: str, *, private: bool = True) -> None:
    """Put `content` at `path` as UTF-8, whole or not at all; see `writing`."""
    write_bytes(path, content.encode(), private=private)


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
            sync_folder(folder)
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


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
