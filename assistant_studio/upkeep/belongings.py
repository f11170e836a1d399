"""What belongs to a data folder, how large it is, and who is in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from assistant_studio.errors import DiskFull, FolderInUse
from assistant_studio.language import _, decimal_number
from assistant_studio.paths import MOVED_NAME, Home

DATABASES = ("studio.db", "knowledge.db")
WINDOW_LOCK = "window.lock"
# Comes back by itself, belongs to the moment, or would put a backup into itself.
MOVED_FROM_NAME = "moved-from.json"
_NEVER = {"cache", "logs", "backups", WINDOW_LOCK, MOVED_NAME, MOVED_FROM_NAME}
_OF_A_DATABASE = ("-wal", "-shm", "-journal")
# What is left free on a disk that something is copied to.
_MARGIN_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Belonging:
    """One file of a data folder.

    Attributes:
        name: Its path in the folder, with forward slashes.
        path: Where it lies.
        size_bytes: Its size when it was looked at.
    """

    name: str
    path: Path
    size_bytes: int


def belongings(home: Home, *, models: bool = True) -> list[Belonging]:
    """Everything in a data folder that a person would miss; the databases come last.

    Args:
        home: The data folder.
        models: Whether the models that were added count, which are large and can be had again.
    """
    found = list(_walk(home.root, models=models))
    return sorted(found, key=lambda belonging: (belonging.name in DATABASES, belonging.name))


def _walk(root: Path, *, models: bool) -> Iterator[Belonging]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        if here == root:
            left_out = _NEVER if models else _NEVER | {"models"}
            folders[:] = [name for name in folders if name not in left_out]
            files = [name for name in files if name not in left_out]
        # A name that begins with a dot is half a file, or a folder of ours for the moment.
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = here / name
            if name.startswith(".") or name.endswith(_OF_A_DATABASE) or path.is_symlink():
                continue
            if path.is_file():
                yield Belonging(path.relative_to(root).as_posix(), path, path.stat().st_size)


def require_room(folder: Path, needed_bytes: int) -> None:
    """Make sure that a disk has room.

    Args:
        folder: An existing folder on the disk.
        needed_bytes: What is to be written there.

    Raises:
        DiskFull: It has not.
    """
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes + _MARGIN_BYTES:
        raise DiskFull(
            _(
                "This needs {needed} GB, and the disk that holds {folder} has {free} GB left.",
                needed=decimal_number((needed_bytes + _MARGIN_BYTES) / 1e9),
                folder=folder,
                free=decimal_number(free_bytes / 1e9),
            ),
            _("Free some space there, or choose another place."),
        )


def require_no_window(home: Home) -> None:
    """Make sure that no window is open on a data folder.

    Raises:
        FolderInUse: One is.
    """
    try:
        number = int((home.root / WINDOW_LOCK).read_text(encoding="utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        return
    if number != os.getpid() and psutil.pid_exists(number):
        raise FolderInUse(
            _(
                "The window of Assistant Studio is open on the data folder {folder}.",
                folder=home.root,
            ),
            _("Close the window and try again."),
        )
