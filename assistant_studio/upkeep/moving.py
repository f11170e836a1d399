"""Moving a data folder: copied beside, verified, switched to, and only then removed.

`MOVED_NAME` in the old place names the new one; whoever opens the old place is led there. Until
that file is written the old folder is the person's data, from then on the new one is. What is
left of the old folder after a crash is removed at the next start.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StorageError, UsageError
from assistant_studio.language import _
from assistant_studio.paths import MOVED_NAME, Home, moved_to
from assistant_studio.storage import atomic
from assistant_studio.storage.database import backup
from assistant_studio.upkeep.backing_up import Report
from assistant_studio.upkeep.belongings import (
    DATABASES,
    MOVED_FROM_NAME,
    WINDOW_LOCK,
    Belonging,
    belongings,
    require_room,
)

# What the app makes in a data folder, and may therefore take away again.
_OURS = (
    "studio.db",
    "knowledge.db",
    *(f"{name}{ending}" for name in DATABASES for ending in ("-wal", "-shm")),
    "settings.json",
    "files",
    "attachments",
    "avatars",
    "models",
    "backups",
    "logs",
    "cache",
    WINDOW_LOCK,
)


class Move:
    """One data folder on its way to another place.

    `copy_ahead` may run while the app works and takes the time; `finish` runs when nothing has
    the data folder open.

    Attributes:
        target: Where the data will lie.
    """

    def __init__(self, home: Home, target: Path) -> None:
        """Check that the data can go there.

        Args:
            home: The data folder as it is.
            target: An empty folder, or one that does not exist yet.

        Raises:
            UsageError: It cannot go there.
            DiskFull: There is no room.
        """
        self._home = home
        self.target = Path(os.path.abspath(target.expanduser()))
        _check_place(home.root, self.target)
        require_room(self.target.parent, sum(b.size_bytes for b in belongings(home)))
        self._folder: Path | None = None

    def copy_ahead(self, report: Report | None = None, token: CancelToken | None = None) -> None:
        """Copy everything beside the new place, and verify each file.

        Raises:
            DiskFull: The room was not enough after all; nothing stays there.
            StorageError: It cannot be written there.
            Cancelled: `token` was set; nothing stays there.
        """
        try:
            parent = self.target.parent
            self._folder = Path(tempfile.mkdtemp(prefix=f".{self.target.name}-", dir=parent))
            self._copy(report, token)
        except BaseException as error:
            self.abandon()
            if isinstance(error, OSError):
                raise self._unwritable(error) from error
            raise

    def finish(self) -> Home:
        """Bring the copy up to date, switch to it and remove the old one; gives the new folder.

        Raises:
            StorageError: It cannot be done; the old folder is as it was.
        """
        if self._folder is None:
            self.copy_ahead()
        folder = self._folder
        assert folder is not None
        try:
            self._copy()
            _remove_gone(folder, {belonging.name for belonging in belongings(self._home)})
            came_from = {"root": str(self._home.root)}
            atomic.write_text(folder / MOVED_FROM_NAME, json.dumps(came_from))
            if self.target.exists():
                self.target.rmdir()
            folder.replace(self.target)
            atomic.write_text(
                self._home.root / MOVED_NAME, json.dumps({"moved_to": str(self.target)})
            )
        except OSError as error:
            self.abandon()
            raise self._unwritable(error) from error
        moved = Home(self.target)
        finish_removal(moved)
        return moved

    def abandon(self) -> None:
        """Take the copy away; the data stays where it is."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _copy(self, report: Report | None = None, token: CancelToken | None = None) -> None:
        found = belongings(self._home)
        total_bytes, done_bytes = sum(belonging.size_bytes for belonging in found), 0
        for belonging in found:
            if token is not None:
                token.check()
            assert self._folder is not None
            _copy_one(belonging, self._folder / belonging.name, token)
            done_bytes += belonging.size_bytes
            if report is not None:
                report(done_bytes, total_bytes)

    def _unwritable(self, error: OSError) -> StorageError:
        return StorageError(
            _(
                "The data cannot be moved to {folder}: {reason}.",
                folder=self.target,
                reason=error.strerror or str(error),
            ),
            _("It stays where it was, whole. Choose another folder."),
        )


def finish_removal(home: Home) -> None:
    """Take away what is left at the place a data folder came from; a file of others stays.

    Nothing happens where the old place does not lead here: then it is somebody's data again.
    """
    note = home.root / MOVED_FROM_NAME
    try:
        root = Path(json.loads(note.read_text(encoding="utf-8"))["root"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if moved_to(root) == home.root:
        _remove_ours(root)
    note.unlink(missing_ok=True)


def _remove_ours(root: Path) -> None:
    for name in _OURS:
        path = root / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _check_place(root: Path, target: Path) -> None:
    real_root, real_target = root.resolve(), target.resolve()
    if real_target == real_root:
        raise UsageError(_("The data is in this folder already."), _("Choose another folder."))
    if real_target.is_relative_to(real_root) or real_root.is_relative_to(real_target):
        raise UsageError(
            _("A data folder cannot be moved into itself or into a folder around it."),
            _("Choose a folder beside it, or on another disk."),
        )
    if target.exists() and not target.is_dir():
        raise UsageError(_("{path} is a file.", path=target), _("Choose a folder."))
    if target.is_dir() and any(target.iterdir()):
        raise UsageError(
            _("The folder {folder} is not empty.", folder=target),
            _("Choose an empty folder, or make a new one."),
        )
    if not target.parent.is_dir():
        raise UsageError(
            _("There is no folder {folder}.", folder=target.parent),
            _("Make it first, or choose another place."),
        )
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise UsageError(
            _("You may not write to {folder}.", folder=target.parent),
            _("Choose a folder of your own."),
        )


def _copy_one(belonging: Belonging, target: Path, token: CancelToken | None) -> None:
    if belonging.name in DATABASES:
        with closing(sqlite3.connect(belonging.path, timeout=30.0)) as connection:
            backup(connection, target)
        return
    try:
        expected = atomic.sha256_of(belonging.path, token)
        if target.exists() and atomic.sha256_of(target, token) == expected:
            return
        with belonging.path.open("rb") as original, atomic.writing(target) as copy:
            shutil.copyfileobj(original, copy, 1 << 20)
    except FileNotFoundError:
        return  # a document that was removed a moment ago
    if atomic.sha256_of(target, token) != expected:
        raise StorageError(
            _("{file} could not be copied without a fault.", file=target),
            _("The data stays where it was, whole. Check the disk, or choose another folder."),
        )


def _remove_gone(folder: Path, names: set[str]) -> None:
    """Take out of the copy what was deleted while it was made."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in names:
            path.unlink()
