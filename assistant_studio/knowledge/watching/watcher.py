"""Looks at every watched folder at the start and every few seconds, on a thread of its own."""

from __future__ import annotations

import contextlib
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import FileUnavailable
from assistant_studio.knowledge.recording import Recorder
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.watching.folder_store import FolderRow, FolderStore
from assistant_studio.knowledge.watching.looking import Looker
from assistant_studio.knowledge.watching.walking import unreachable
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.locks import FileLock

LOOK_EVERY_S = 15.0
"""At least so long from one look to the next."""

# Looking never takes more than this share of the time, however large the folders are.
_REST_FACTOR = 20
_OTHER_PROCESS_POLL_S = 0.2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a watcher tells what.

    Attributes:
        taken: There may be something new to index.
        leaving: These documents are about to go, or to be held.
        looked: The folders of this assistant were looked at, and whether its documents changed.
    """

    taken: Callable[[], None]
    leaving: Callable[[Sequence[str]], None]
    looked: Callable[[str, bool], None]


class Watcher:
    """The watched folders of one data folder. Of several processes, one looks at a time."""

    def __init__(
        self, home: Home, store: KnowledgeStore, told: Told, look_every_s: float = LOOK_EVERY_S
    ) -> None:
        self._home = home
        self._store = store
        self._folders = FolderStore(store.database)
        self._looker = Looker(store, Recorder(home, store), told.taken, told.leaving)
        self._told = told
        self._look_every_s = look_every_s
        self._file_lock = FileLock(home.cache_dir / "watching.lock")
        self._lock = threading.Lock()
        self._token = CancelToken()
        self._wake = threading.Event()

    def start(self) -> None:
        """Begin to look."""
        threading.Thread(target=self._run, name="watcher", daemon=True).start()

    def watch(self, assistant_id: str, path: Path) -> str:
        """Watch a folder from now on; returns its id. It is looked at soon.

        Raises:
            FileUnavailable: It is no folder, or one that cannot be watched.
        """
        self._check(path)
        with self._store.database.transaction():
            folder_id = self._folders.add(self._store.ensure_base(assistant_id), path)
        self._wake.set()
        return folder_id

    def pause(self, folder_id: str) -> None:
        """Neither look at a folder nor index its files until it is resumed."""
        with self._interrupted():
            self._told.leaving(self._folders.pause(folder_id, paused=True))
        self._tell(folder_id)

    def resume(self, folder_id: str) -> None:
        """Go on with a folder where it was."""
        with self._interrupted():
            self._folders.pause(folder_id, paused=False)
        self._told.taken()
        self._tell(folder_id)
        self._wake.set()

    def stop(self, folder_id: str, *, forget: bool) -> None:
        """Watch a folder no more.

        Args:
            folder_id: Which.
            forget: Whether its documents go, too; otherwise they stay as they were read last.
        """
        with self._interrupted():
            folder = self._folders.row(folder_id)
            ids = self._only_of(folder) if forget else []
            self._told.leaving(ids)
            with self._store.database.transaction():
                self._folders.stop(folder_id)
                self._store.forget(ids)
        self._told.looked(folder.assistant_id, True)
        self._told.taken()

    def look(self, assistant_id: str, token: CancelToken) -> None:
        """Look at an assistant's folders now."""
        while not self._round(token, assistant_id):
            token.check()
            threading.Event().wait(_OTHER_PROCESS_POLL_S)

    @contextmanager
    def _interrupted(self) -> Iterator[None]:
        """The look that goes on ends first; what it did stays, and the next goes on from there."""
        self._token.cancel()
        with self._lock:
            yield
        self._wake.set()

    def _only_of(self, folder: FolderRow) -> list[str]:
        """The documents of a folder whose content lies in no other that is watched."""
        others = [o for o in self._folders.of_base(folder.base_id) if o.id != folder.id]
        shared = {id_ for other in others for id_ in self._folders.document_ids(other)}
        return [id_ for id_ in self._folders.document_ids(folder) if id_ not in shared]

    def _tell(self, folder_id: str) -> None:
        self._told.looked(self._folders.row(folder_id).assistant_id, True)

    def _check(self, path: Path) -> None:
        hint = _("Choose a folder with the documents.")
        if not path.is_dir():
            if path.exists():
                message = _("{path} is no folder, so it cannot be watched.", path=path)
                raise FileUnavailable(message, hint)
            raise FileUnavailable(_("There is no folder {path}.", path=path), hint)
        real, home = path.resolve(), self._home.root.resolve()
        if real == real.parent or home.is_relative_to(real) or real.is_relative_to(home):
            message = _(
                "{path} holds the app's own data or the whole computer, so it cannot be watched.",
                path=path,
            )
            raise FileUnavailable(message, hint)
        try:
            next(path.iterdir(), None)
        except OSError as error:
            raise unreachable(path, error) from error

    def _run(self) -> None:
        while True:
            self._wake.clear()
            started_s = time.monotonic()
            try:
                with contextlib.suppress(Cancelled):
                    self._round(CancelToken())
            except BaseException:  # noqa: BLE001 - one bad look must not be the last
                _log.exception("watched folders could not be looked at")
            took_s = time.monotonic() - started_s
            self._wake.wait(max(self._look_every_s, _REST_FACTOR * took_s))

    def _round(self, token: CancelToken, only: str = "") -> bool:
        """Look at all folders, or one assistant's; False when another process is at it."""
        with self._lock:
            self._token = token
            if not self._folders.rows():
                return True
            if not self._file_lock.acquire():
                return False
            try:
                self._look_at_all(token, only)
            finally:
                self._file_lock.release()
        return True

    def _look_at_all(self, token: CancelToken, only: str) -> None:
        for assistant_id, rows in itertools.groupby(
            self._folders.rows(), key=lambda row: row.assistant_id
        ):
            active = [row for row in rows if not row.paused]
            if active and only in ("", assistant_id):
                changed = self._looker.look(active, token)
                self._told.looked(assistant_id, changed)
