"""Putting a backup back: all or nothing, and what was there before stays until it has worked.

stage      check the backup and unpack it beside, in `.restore/new`; nothing else is touched
swap_in    before the databases are opened: what was there goes to `.restore/former`, and the
unpacked files take its place; whoever is cut off here goes on at the next start
forget     the restored databases have opened: what was there before is deleted
undo       they have not: what was there before comes back
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing, suppress
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedBackup, NewerData, StorageError
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage import atomic
from assistant_studio.upkeep.backing_up import Backup, Report, described
from assistant_studio.upkeep.backup_file import opened_backup
from assistant_studio.upkeep.belongings import DATABASES, WINDOW_LOCK, require_room

_FOLDER = ".restore"
_PLAN = "plan.json"
_KEPT = {_FOLDER, "logs", "backups", WINDOW_LOCK}


def stage(
    home: Home,
    file: Path,
    known_migrations: Mapping[str, Collection[str]],
    report: Report | None = None,
    token: CancelToken | None = None,
) -> Backup:
    """Check a backup and unpack it beside the data; `swap_in` puts it in place.

    Args:
        home: The data folder.
        file: The backup.
        known_migrations: The names of the migrations that this app knows, by database.
        report: Told how far it is.
        token: Stops it; then nothing is left of it.

    Raises:
        DamagedBackup: The backup is damaged, or no backup.
        NewerData: A newer version of the app made it.
        DiskFull: There is no room to unpack it.
    """
    folder = home.create().root / _FOLDER
    if (folder / _PLAN).exists():
        raise StorageError(
            _("A backup is waiting to be put in place already."),
            _("Start the app again, and try once more."),
        )
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with opened_backup(file) as backup:
            require_room(home.root, backup.size_bytes)
            backup.unpack(folder / "new", report, token)
            for name in DATABASES:
                _check_database(folder / "new" / name, file, known_migrations[name])
            manifest = backup.manifest
        new = sorted(path.name for path in (folder / "new").iterdir())
        kept = _KEPT if manifest.with_models else _KEPT | {"models"}
        plan = {"new": new, "kept": sorted(kept)}
        atomic.write_text(folder / _PLAN, json.dumps(plan))
        return described(file, manifest.model_dump())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def is_staged(home: Home) -> bool:
    """Whether a backup waits to be put in place."""
    return (home.root / _FOLDER / _PLAN).exists()


def discard(home: Home) -> None:
    """Take a staged backup away again, if there is one; the data stays as it is."""
    plan = home.root / _FOLDER / _PLAN
    # Once it moves, only the next start may decide.
    if plan.exists() and "former" not in json.loads(plan.read_text(encoding="utf-8")):
        plan.unlink()
        shutil.rmtree(home.root / _FOLDER, ignore_errors=True)


def swap_in(home: Home) -> Restored | None:
    """Put a staged backup in place, or finish what was cut off; None where there is none.

    Nothing may have the databases open.
    """
    folder = home.root / _FOLDER
    try:
        plan = json.loads((folder / _PLAN).read_text(encoding="utf-8"))
    except FileNotFoundError:
        shutil.rmtree(folder, ignore_errors=True)  # unpacking was cut off
        return None
    former, new = folder / "former", folder / "new"
    if "former" not in plan:
        # Written down before anything moves: from here on it is known what was whose.
        there = {path.name for path in home.root.iterdir()} - set(plan["kept"])
        plan["former"] = sorted(there)
        atomic.write_text(folder / _PLAN, json.dumps(plan))
    former.mkdir(exist_ok=True)
    if not (folder / "cleared").exists():
        _move(plan["former"], home.root, former)
        atomic.write_text(folder / "cleared", "")
    _move(plan["new"], new, home.root)
    return Restored(home, plan["former"], plan["new"])


class Restored:
    """A backup that was put in place and has still to prove itself."""

    def __init__(self, home: Home, former: list[str], new: list[str]) -> None:
        self._root = home.root
        self._folder = home.root / _FOLDER
        self._former = former
        self._new = new

    def forget(self) -> None:
        """It works: what was there before is deleted."""
        (self._folder / _PLAN).unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def undo(self) -> None:
        """It does not work: what was there before comes back."""
        for name in self._new:
            _delete(self._root / name)
        for name in DATABASES:
            for ending in ("-wal", "-shm"):
                _delete(self._root / f"{name}{ending}")
        _move(self._former, self._folder / "former", self._root)
        self.forget()


def _move(names: list[str], source: Path, target: Path) -> None:
    """Move what is still in `source`; what is not there any more was moved before a crash."""
    for name in names:
        if (source / name).exists():
            _delete(target / name)
            (source / name).rename(target / name)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _check_database(path: Path, file: Path, known: Collection[str]) -> None:
    if not path.exists():
        if path.name == DATABASES[0]:
            raise _broken(file, path.name)
        return
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            problems = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
            applied = {row[0] for row in connection.execute("SELECT name FROM _migrations")}
    except sqlite3.DatabaseError as error:
        raise _broken(file, path.name) from error
    finally:
        for ending in ("-wal", "-shm"):
            with suppress(OSError):
                path.with_name(path.name + ending).unlink()
    if problems != ["ok"]:
        raise _broken(file, path.name)
    if applied - set(known):
        raise NewerData(
            _("{file} was made by a newer version of Assistant Studio.", file=file.name),
            _("Install that version, and restore it there; nothing was changed."),
        )


def _broken(file: Path, name: str) -> DamagedBackup:
    return DamagedBackup(
        _("The database {name} in {file} is damaged.", name=name, file=file.name),
        _("Nothing was changed. Take another backup."),
    )
