"""Reading and copying large model files, with progress, a way to stop, and nothing half-written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import ModelMissing
from assistant_studio.language import _
from assistant_studio.storage.atomic import writing
from assistant_studio.storage.database import disk_full

Progress = Callable[[int, int], None]
_BLOCK_BYTES = 4 << 20


class _NotWanted(Exception):
    """The content turned out to be there already."""


def hashed(
    path: Path, token: CancelToken | None = None, on_progress: Progress | None = None
) -> str:
    """The sha256 of a file's content as hex.

    Args:
        path: The file.
        token: Stops the reading.
        on_progress: Called with bytes done and bytes in all.

    Raises:
        ModelMissing: It cannot be read.
    """
    return _through(path, lambda _block: None, token, on_progress)


def copied(
    source: Path,
    target: Path,
    token: CancelToken | None,
    on_progress: Progress | None,
    keep: Callable[[str], bool],
) -> str:
    """Copy a file, whole or not at all; returns the sha256 of what was copied.

    Args:
        source: The file.
        target: Where the copy goes.
        token: Stops it; nothing of the copy stays.
        on_progress: Called with bytes done and bytes in all.
        keep: Asked with the sha256 whether the copy is wanted at all.

    Raises:
        ModelMissing: The source cannot be read.
        DiskFull: There is no room.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(target.parent).free < source.stat().st_size:
        raise disk_full(target)
    sha256 = ""
    with contextlib.suppress(_NotWanted), writing(target) as copy:
        sha256 = _through(source, copy.write, token, on_progress)
        _only_if(keep(sha256))
    return sha256


def free_name(folder: Path, name: str) -> Path:
    """A path in `folder` for a file of this name, numbered if another file has it."""
    wanted = Path(name)
    stem = wanted.stem if wanted.suffix.lower() == ".gguf" else wanted.name
    path, number = folder / f"{stem}.gguf", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.gguf", number + 1
    return path


def _only_if(wanted: bool) -> None:
    if not wanted:
        raise _NotWanted


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise ModelMissing(
            _(
                "The model file {path} cannot be read: {strerror}.",
                path=path,
                strerror=error.strerror or error,
            ),
            _("Check that the file is there and that you may read it."),
        ) from error


def _through(
    path: Path,
    take: Callable[[bytes], object],
    token: CancelToken | None,
    on_progress: Progress | None,
) -> str:
    digest = hashlib.sha256()
    done = 0
    with _opened(path) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        while block := file.read(_BLOCK_BYTES):
            if token is not None:
                token.check()
            digest.update(block)
            take(block)
            done += len(block)
            if on_progress is not None:
                on_progress(done, size_bytes)
    return digest.hexdigest()
