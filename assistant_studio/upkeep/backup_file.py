"""Reads a backup's file, which may come from anywhere: everything in it is checked before use."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationError

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedBackup, NewerData
from assistant_studio.language import _
from assistant_studio.storage import atomic, safe_names
from assistant_studio.upkeep.backing_up import FORMAT, MANIFEST, Report

_BLOCK_BYTES = 1 << 20
_MANIFEST_LIMIT_BYTES = 64 << 20
_MOST_FILES = 2_000_000
_TAKEN = {"cache", "logs", "backups", "window.lock", "moved-to.json", "moved-from.json"}


class ListedFile(BaseModel):
    """One file of a backup, as its manifest lists it."""

    name: Annotated[str, Field(min_length=1, max_length=400)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0, le=1 << 44)]


class Manifest(BaseModel):
    """What a backup says of itself; fields of later versions are left alone."""

    kind: Literal["assistant-studio-backup"]
    format: int
    app_version: Annotated[str, Field(max_length=64)]
    made_at: Annotated[str, Field(max_length=64)]
    with_models: bool
    files: Annotated[list[ListedFile], Field(max_length=_MOST_FILES)]


class BackupFile:
    """A backup that is open for reading, its manifest checked.

    Attributes:
        path: The file.
        manifest: What it says of itself.
    """

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self.manifest = self._checked_manifest()
        self._check_entries()

    @property
    def size_bytes(self) -> int:
        """Of everything in it, unpacked."""
        return sum(listed.size for listed in self.manifest.files)

    def unpack(
        self, folder: Path, report: Report | None = None, token: CancelToken | None = None
    ) -> None:
        """Write every file below `folder`, and verify it on the way.

        Raises:
            DamagedBackup: One is not what the manifest says.
            Cancelled: `token` was set.
        """
        done_bytes = 0
        for listed in self.manifest.files:
            target = folder.joinpath(*PurePosixPath(listed.name).parts)
            for block_bytes in self._unpack_one(listed, target):
                if token is not None:
                    token.check()
                done_bytes += block_bytes
                if report is not None:
                    report(done_bytes, self.size_bytes)

    def _unpack_one(self, listed: ListedFile, target: Path) -> Iterator[int]:
        digest, size_bytes = hashlib.sha256(), 0
        try:
            with self._archive.open(listed.name) as packed, atomic.writing(target) as file:
                # Never more than was promised, whatever the zip unpacks to.
                while block := packed.read(min(_BLOCK_BYTES, listed.size - size_bytes + 1)):
                    digest.update(block)
                    size_bytes += len(block)
                    if size_bytes > listed.size:
                        raise self._damaged(listed.name)
                    file.write(block)
                    yield len(block)
                if digest.hexdigest() != listed.sha256:
                    raise self._damaged(listed.name)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise self._damaged(listed.name) from error
        except OSError as error:
            if error.errno is None:  # zlib's complaint about what it reads, not the disk's
                raise self._damaged(listed.name) from error
            raise

    def _checked_manifest(self) -> Manifest:
        try:
            info = self._archive.getinfo(MANIFEST)
            if info.file_size > _MANIFEST_LIMIT_BYTES:
                raise self._no_backup()
            with self._archive.open(info) as packed:
                text = packed.read(_MANIFEST_LIMIT_BYTES + 1)
            if len(text) > _MANIFEST_LIMIT_BYTES:
                raise self._no_backup()
            manifest = Manifest.model_validate_json(text)
        except (KeyError, ValidationError, ValueError, zipfile.BadZipFile, RuntimeError) as error:
            raise self._no_backup() from error
        if manifest.format > FORMAT:
            raise NewerData(
                _(
                    "{file} was made by a newer version of Assistant Studio ({version}).",
                    file=self.path.name,
                    version=manifest.app_version,
                ),
                _("Install that version, and restore it there; nothing was changed."),
            )
        return manifest

    def _check_entries(self) -> None:
        entries = {info.filename: info for info in self._archive.infolist()}
        listed = [file.name for file in self.manifest.files]
        folded = {safe_names.folded(name) for name in listed}
        if len(entries) != len(self._archive.infolist()) or len(folded) != len(listed):
            raise self._hostile(_("it holds two files of one name"))
        if set(entries) - {MANIFEST} != set(listed):
            raise self._hostile(_("its list of files is not what it holds"))
        parents = {
            str(parent)
            for name in listed
            for parent in PurePosixPath(safe_names.folded(name)).parents
        }
        if folded & parents:
            raise self._hostile(_("it holds two files of one name"))
        for file in self.manifest.files:
            mode = entries[file.name].external_attr >> 16
            odd_kind = stat.S_IFMT(mode) not in (0, stat.S_IFREG)
            if odd_kind or not is_safe_name(file.name) or entries[file.name].flag_bits & 1:
                raise self._hostile(
                    _("“{name}” in it is no ordinary file of a data folder", name=file.name[:80])
                )
            if entries[file.name].file_size != file.size:
                raise self._damaged(file.name)

    def _damaged(self, name: str) -> DamagedBackup:
        return DamagedBackup(
            _(
                "{file} is damaged: “{name}” in it is not what was put in.",
                file=self.path.name,
                name=name,
            ),
            _("Nothing was changed. Copy the backup again from its disk, or take another."),
        )

    def _hostile(self, reason: str) -> DamagedBackup:
        return DamagedBackup(
            _("{file} was not accepted: {reason}.", file=self.path.name, reason=reason),
            _("Nothing was changed. Take a backup that this app has made."),
        )

    def _no_backup(self) -> DamagedBackup:
        return no_backup(self.path)


@contextmanager
def opened_backup(path: Path) -> Iterator[BackupFile]:
    """Open a backup and check what it says of itself; nothing is unpacked yet.

    Raises:
        DamagedBackup: It is no backup, is cut off, or holds what no backup holds.
        NewerData: A newer version of the app made it.
    """
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise DamagedBackup(
            _("There is no file {path}.", path=path), _("Check the name of the backup.")
        ) from error
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise no_backup(path) from error
    with archive:
        yield BackupFile(path, archive)


def is_safe_name(name: str) -> bool:
    """Whether a file of this name can only lie inside a data folder, at a place backups fill."""
    return safe_names.is_safe_name(name) and name.split("/")[0] not in _TAKEN


def no_backup(path: Path) -> DamagedBackup:
    """The error for a file that is no backup."""
    return DamagedBackup(
        _("{file} is no backup of Assistant Studio, or it was cut off.", file=path.name),
        _("Nothing was changed. Choose a file that “Back up” has made."),
    )
