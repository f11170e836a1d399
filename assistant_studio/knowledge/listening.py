"""Hands the progress of indexing to its subscribers, on one thread, over the worker's crashes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from assistant_studio.errors import StudioError, WorkerError
from assistant_studio.knowledge.document import IndexingProgress
from assistant_studio.knowledge.wire import Plain, progress_from_plain
from assistant_studio.workers.host import WorkerBug, WorkerHost

Callback = Callable[[IndexingProgress], None]
FoldersCallback = Callable[[str, bool], None]
"""Told an assistant whose watched folders were looked at, and whether its documents changed."""

# A worker that keeps dying at its work is left alone until somebody asks for something.
_MAX_DEATHS = 5
_DEATHS_WITHIN_S = 60.0
_log = logging.getLogger(__name__)


class Listener:
    """Follows the worker's `watch` stream while there are subscribers or work.

    When the worker dies in the middle of indexing, following it again starts a fresh one, which
    takes the work up.
    """

    def __init__(self, host: WorkerHost, has_work: Callable[[], bool]) -> None:
        self._host = host
        self._has_work = has_work
        self._lock = threading.Lock()
        self._callbacks: list[Callback] = []
        self._folders_callbacks: list[FoldersCallback] = []
        self._thread: threading.Thread | None = None
        self._closed = False

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Tell `callback` each event from now on; returns a function that ends it."""
        with self._lock:
            self._callbacks.append(callback)
        self.listen()
        return lambda: self._unsubscribe(callback)

    def subscribe_to_folders(self, callback: FoldersCallback) -> Callable[[], None]:
        """Tell `callback` of each look at watched folders; returns a function that ends it."""
        with self._lock:
            self._folders_callbacks.append(callback)

        def unsubscribe() -> None:
            with self._lock:
                if callback in self._folders_callbacks:
                    self._folders_callbacks.remove(callback)

        return unsubscribe

    def listen(self) -> None:
        """Follow the worker, starting it if need be."""
        with self._lock:
            if not self._closed and self._thread is None:
                self._thread = threading.Thread(target=self._run, name="indexing-progress")
                self._thread.daemon = True
                self._thread.start()

    def listen_again(self) -> None:
        """Follow the worker if somebody wants to know."""
        if self._callbacks:
            self.listen()

    def close(self) -> None:
        """Tell nobody anything any more; the thread ends with the worker's process."""
        with self._lock:
            self._closed = True
            self._callbacks.clear()
            self._folders_callbacks.clear()

    def join(self) -> None:
        """Wait for the thread; the worker must have been closed."""
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _unsubscribe(self, callback: Callback) -> None:
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

    def _run(self) -> None:
        try:
            self._follow()
        except (StudioError, WorkerBug):
            _log.exception("the progress of indexing cannot be followed")
        finally:
            with self._lock:
                self._thread = None if not self._closed else self._thread

    def _follow(self) -> None:
        deaths: list[float] = []
        while not self._closed:
            try:
                for event in self._host.stream("watch"):
                    self._tell(event)
            except WorkerError:
                now = time.monotonic()
                deaths = [then for then in deaths if now - then < _DEATHS_WITHIN_S] + [now]
                if self._closed or len(deaths) >= _MAX_DEATHS or not self._has_work():
                    return

    def _tell(self, event: Plain) -> None:
        with self._lock:
            callbacks, folders_callbacks = [*self._callbacks], [*self._folders_callbacks]
        calls: list[Callable[[], None]]
        if "folders_of" in event:
            looked = (event["folders_of"], event["changed"])
            calls = [partial(callback, *looked) for callback in folders_callbacks]
        else:
            progress = progress_from_plain(event)
            calls = [partial(callback, progress) for callback in callbacks]
        for call in calls:
            try:
                call()
            except Exception:  # noqa: BLE001 - one listener's bug must not cost the others theirs
                _log.exception("a listener to indexing failed")
