"""A data folder in one file: databases as they are at one moment, everything else by its hash."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant_studio import __version__
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StorageError, UsageError
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage import atomic
from assistant_studio.storage.database import backup, utc_now
from assistant_studio.upkeep.belongings import DATABASES, Belonging, belongings, require_room

MANIFEST = "manifest.json"
KIND = "assistant-studio-backup"
FORMAT = 1
SUFFIX = ".studio-backup"
_BLOCK_BYTES = 1 << 20

# Told how many bytes of how many are done.
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made or looked at.

    Attributes:
        path: The file.
        made_at: ISO 8601, UTC.
        app_version: The app that made it.
        with_models: Whether models are in it.
        files: How many files are in it.
        size_bytes: Of what is in it, unpacked.
    """

    path: Path
    made_at: str
    app_version: str
    with_models: bool
    files: int
    size_bytes: int


def back_up(
    home: Home,
    target: Path,
    *,
    models: bool = False,
    report: Report | None = None,
    token: CancelToken | None = None,
) -> Backup:
    """Put a data folder into one file, which takes its place only when it is whole.

    The app may go on meanwhile: the databases are copied by SQLite's backup API.

    Args:
        home: The data folder.
        target: The file; an older one there is replaced.
        models: Whether the models that were added go along.
        report: Told how far it is.
        token: Stops it; then nothing is left of it.

    Raises:
        UsageError: The file would lie inside the data folder, or in no folder.
        DiskFull: There is no room for it.
        StorageError: It cannot be written there.
    """
    target = target.expanduser().absolute()
    if target.is_relative_to(home.root):
        raise UsageError(
            _("A backup inside the data folder would be lost together with it."),
            _("Choose a place outside {folder}, best on another disk.", folder=home.root),
        )
    if not target.parent.is_dir():
        raise UsageError(
            _("There is no folder {folder}.", folder=target.parent),
            _("Make it first, or choose another place for the backup."),
        )
    if target.is_dir():
        raise UsageError(
            _("{path} is a folder.", path=target), _("Give the name of a file for the backup.")
        )
    try:
        require_room(target.parent, sum(b.size_bytes for b in belongings(home, models=models)))
        with _still_databases(home, target.parent) as still:
            return _Writer(home, models, still, report, token).write(target)
    except OSError as error:
        raise StorageError(
            _(
                "The backup cannot be written to {path}: {reason}.",
                path=target,
                reason=error.strerror or str(error),
            ),
            _("Check that its disk is connected and that you may write there."),
        ) from error


@contextmanager
def _still_databases(home: Home, beside: Path) -> Iterator[Path]:
    """Copies of the databases that nobody writes to."""
    with tempfile.TemporaryDirectory(prefix=".studio-backup-", dir=beside) as folder:
        for name in DATABASES:
            if (home.root / name).exists():
                with closing(sqlite3.connect(home.root / name, timeout=30.0)) as connection:
                    backup(connection, Path(folder) / name)
        yield Path(folder)


class _Writer:
    """Writes one backup."""

    def __init__(
        self,
        home: Home,
        models: bool,
        still: Path,
        report: Report | None,
        token: CancelToken | None,
    ) -> None:
        self._models = models
        self._still = still
        self._report = report
        self._token = token
        # After the databases' copies: a file that they name was there before them.
        self._files = belongings(home, models=models)
        self._total_bytes = sum(belonging.size_bytes for belonging in self._files)
        self._done_bytes = 0

    def write(self, target: Path) -> Backup:
        listed: list[dict[str, Any]] = []
        with (
            atomic.writing(target) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            for belonging in self._files:
                entry = self._add(archive, belonging)
                if entry is not None:
                    listed.append(entry)
            manifest = {
                "kind": KIND,
                "format": FORMAT,
                "app_version": __version__,
                "made_at": utc_now(),
                "with_models": self._models,
                "files": listed,
            }
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        return described(target, manifest)

    def _add(self, archive: zipfile.ZipFile, belonging: Belonging) -> dict[str, Any] | None:
        still = self._still / belonging.name
        source = still if still.exists() else belonging.path
        digest, size_bytes = hashlib.sha256(), 0
        info = zipfile.ZipInfo(belonging.name)
        info.compress_type = zipfile.ZIP_DEFLATED
        try:
            original = source.open("rb")
        except FileNotFoundError:
            return None  # a document that was removed a moment ago
        with original, archive.open(info, "w", force_zip64=True) as packed:
            while block := original.read(_BLOCK_BYTES):
                if self._token is not None:
                    self._token.check()
                digest.update(block)
                size_bytes += len(block)
                packed.write(block)
                self._tell(len(block))
        return {"name": belonging.name, "sha256": digest.hexdigest(), "size": size_bytes}

    def _tell(self, more_bytes: int) -> None:
        self._done_bytes += more_bytes
        if self._report is not None:
            self._report(min(self._done_bytes, self._total_bytes), self._total_bytes)


def described(path: Path, manifest: dict[str, Any]) -> Backup:
    """A backup as its manifest describes it.

    Args:
        path: The file.
        manifest: What `manifest.json` in it holds, checked.
    """
    return Backup(
        path=path,
        made_at=manifest["made_at"],
        app_version=manifest["app_version"],
        with_models=manifest["with_models"],
        files=len(manifest["files"]),
        size_bytes=sum(entry["size"] for entry in manifest["files"]),
    )
