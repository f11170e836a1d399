"""The threads that the window's tasks run on, and the way back to the window's own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from assistant_studio.cancel import CancelToken

MAX_THREADS = 8


class Mailbox(QObject):
    """Carries functions to the thread it lives on."""

    posted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def _run(self, function: Callable[[], None]) -> None:
        function()


class _Pool:
    """The threads that tasks run on.

    Python's own threads rather than QThreadPool's: a thread that Qt started loses its
    `threading.local` after each call, and with it the database connection it had opened.
    """

    def __init__(self) -> None:
        self._executor: ThreadPoolExecutor | None = None
        self._mailbox: Mailbox | None = None
        self._running: dict[Future[None], CancelToken] = {}

    def start(self, work: Callable[[], None], token: CancelToken) -> None:
        """Run `work` on a thread; `token` stops it when the app ends."""
        if self._executor is None:
            self._executor = ThreadPoolExecutor(MAX_THREADS, thread_name_prefix="task")
        future = self._executor.submit(work)
        self._running[future] = token
        future.add_done_callback(lambda done: self._running.pop(done, None))

    def mailbox(self) -> Mailbox:
        """The way to the window's thread; first called on it."""
        if self._mailbox is None or not shiboken6.isValid(self._mailbox):
            application = QCoreApplication.instance()
            if application is None:
                raise RuntimeError("A task needs a Qt application.")
            self._mailbox = Mailbox(application)
        return self._mailbox

    def cancel_all(self, wait_s: float) -> bool:
        """Stop every task and wait for them; says whether all ended in time."""
        running = dict(self._running)
        for token in running.values():
            token.cancel()
        return not wait(running, timeout=wait_s).not_done

    def close(self) -> None:
        """End the threads; a later task starts new ones."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)


_pool = _Pool()


def run_in_pool(work: Callable[[], None], token: CancelToken) -> None:
    """Run `work` on one of the threads; `token` stops it when the app ends."""
    _pool.start(work, token)


def mailbox() -> Mailbox:
    """The way to the window's thread; first called on it."""
    return _pool.mailbox()


def cancel_tasks(wait_s: float = 2.0) -> bool:
    """Stop every task that runs; says whether all ended within `wait_s` seconds."""
    return _pool.cancel_all(wait_s)


def close_tasks() -> None:
    """End the threads tasks ran on; called after the core is closed, so that none is stuck."""
    _pool.cancel_all(0)
    _pool.close()


def on_window_thread(function: Callable[[], None]) -> None:
    """Run `function` on the window's thread, soon; may be called on any thread.

    The first call must come from the window's thread, or a task must have been started before.
    """
    _pool.mailbox().posted.emit(function)
