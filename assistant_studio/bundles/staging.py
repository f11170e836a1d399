"""A folder of its own for each import, inside the data folder; left behind, it is tidied away."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant_studio.bundles.archive import Archive
from assistant_studio.bundles.manifest import ListedFile
from assistant_studio.bundles.origins import STAGING_NAME
from assistant_studio.bundles.reading import Bundle
from assistant_studio.bundles.reasons import refused
from assistant_studio.cancel import CancelToken
from assistant_studio.paths import Home
from assistant_studio.storage.locks import FileLock

_LOCK = "in-use"


@contextmanager
def staging_folder(home: Home) -> Iterator[Path]:
    """An empty folder that is gone at the end; nobody tidies it away meanwhile."""
    folder = home.root / STAGING_NAME / uuid.uuid4().hex
    folder.mkdir(parents=True, mode=0o700)
    lock = FileLock(folder / _LOCK)
    lock.acquire()
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def tidy_staging(home: Home) -> None:
    """Take away what killed imports have left behind."""
    parent = home.root / STAGING_NAME
    if not parent.is_dir():
        return
    for folder in parent.iterdir():
        lock = FileLock(folder / _LOCK)
        if not folder.is_dir() or lock.acquire():
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        parent.rmdir()


class Unpacking:
    """Writes files of a bundle into a folder, each checked against the manifest on the way.

    Attributes:
        seen: The paths of the files that were read.
    """

    def __init__(
        self,
        bundle: Bundle,
        archive: Archive,
        folder: Path,
        token: CancelToken | None,
        tell: Callable[[int], None],
    ) -> None:
        self._bundle = bundle
        self._archive = archive
        self._folder = folder
        self._token = token
        self._tell = tell
        self._listed = {file.path: file for file in bundle.manifest.files}
        self.seen: set[str] = set()

    def unpack(self, name: str, *, durable: bool = False) -> Path:
        """Write one file; its name in the folder is a number, never the bundle's own.

        Args:
            name: Its path in the bundle.
            durable: Whether it stays: then it is on the disk when this returns.

        Raises:
            DamagedBundle: It is not what the manifest says.
            Cancelled: Somebody stopped it.
        """
        listed = self._listed[name]
        target = self._folder / uuid.uuid4().hex
        with target.open("wb") as file:
            for piece in self._pieces(listed):
                file.write(piece)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        return target

    def check(self, name: str) -> None:
        """Read a file that is not needed, to be certain that it is what the manifest says."""
        for _piece in self._pieces(self._listed[name]):
            pass

    def _pieces(self, listed: ListedFile) -> Iterator[bytes]:
        digest = hashlib.sha256()
        self.seen.add(listed.path)
        for piece in self._archive.blocks(self._archive.entries[listed.path], self._token):
            digest.update(piece)
            self._tell(len(piece))
            yield piece
        if digest.hexdigest() != listed.sha256:
            raise refused(self._bundle.path, "wrong-hash", listed.path)
