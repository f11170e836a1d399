"""A core call on another thread whose results arrive on the window's thread."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.language import _
from assistant_studio.viewmodels import services, task_pool

T = TypeVar("T")

# One hand-over each 33 ms is as often as an eye can follow text that grows.
BATCH_INTERVAL_S = 1 / 30

_log = logging.getLogger("assistant_studio.window")


class _Background(Generic[T]):
    """What a `Task` and a `StreamTask` share: the parent, the token, and how failures arrive."""

    def __init__(self, parent: QObject) -> None:
        self.token = CancelToken()
        self._parent = parent
        self._failed: Callable[[StudioError], None] | None = None
        self._cancelled: Callable[[], None] | None = None
        self._ended = False
        self._mailbox = task_pool.mailbox()
        token = self.token
        # Not a bound method: PySide would not keep its object alive.
        self._stop: Callable[[], None] = lambda: token.cancel()
        parent.destroyed.connect(self._stop)

    @property
    def running(self) -> bool:
        """Whether the outcome has not been handed over yet."""
        return not self._ended

    def cancel(self) -> None:
        """Ask the work to stop; nothing but `cancelled` is called after that."""
        self.token.cancel()

    def _post(self, function: Callable[[], None]) -> None:
        # The application, and the mailbox with it, may end while the work is in its last words.
        if shiboken6.isValid(self._mailbox):
            self._mailbox.posted.emit(function)

    @property
    def _alive(self) -> bool:
        return shiboken6.isValid(self._parent)

    def _guarded(self, work: Callable[[], Callable[[], None]]) -> None:
        """Run `work` here, and what it returns, or the failure, on the window's thread."""
        try:
            outcome = work()
        except Cancelled:
            self._post(lambda: self._end(self._cancelled))
        except StudioError as error:
            self._post(lambda error=error: self._fail(error))  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001 - a bug must reach the log and the person
            if self.token.cancelled:
                # The core was closed under it.
                self._post(lambda: self._end(self._cancelled))
            else:
                found = unexpected(error)
                self._post(lambda: self._fail(found))
        else:
            self._post(outcome)

    def _end(self, call: Callable[[], None] | None) -> None:
        self._ended = True
        if self._alive:
            self._parent.destroyed.disconnect(self._stop)
            if call is not None:
                call()

    def _fail(self, error: StudioError) -> None:
        failed = self._failed or tell_everywhere
        self._end(self._cancelled if self.token.cancelled else lambda: failed(error))


class Task(_Background[T]):
    """One core call on another thread.

    `Task(self, work).succeeded(show).failed(tell).start()`; each function is called on the
    window's thread, and none after the parent is gone. A cancelled task ends quietly; one that is
    `lasting` only if it was stopped in time.
    """

    def __init__(self, parent: QObject, work: Callable[[CancelToken], T]) -> None:
        super().__init__(parent)
        self._work = work
        self._succeeded: Callable[[T], None] | None = None
        self._progress: Callable[[object], None] | None = None
        self._lasting = False

    def succeeded(self, function: Callable[[T], None]) -> Task[T]:
        """Call `function` with the work's value."""
        self._succeeded = function
        return self

    def failed(self, function: Callable[[StudioError], None]) -> Task[T]:
        """Call `function` with the error; without this the window shows it as a notice."""
        self._failed = function
        return self

    def cancelled(self, function: Callable[[], None]) -> Task[T]:
        """Call `function` once the work has stopped because somebody asked."""
        self._cancelled = function
        return self

    def progress(self, function: Callable[[object], None]) -> Task[T]:
        """Call `function` with each value the work gives to `report`."""
        self._progress = function
        return self

    def lasting(self) -> Task[T]:
        """Its work leaves something behind: once there is a value, `succeeded` hears of it."""
        self._lasting = True
        return self

    def report(self, value: object) -> None:
        """Called by the work, on its thread: hand a value to the `progress` function."""
        self._post(lambda: self._show_progress(value))

    def start(self) -> Task[T]:
        """Begin; may be called once."""
        task_pool.run_in_pool(lambda: self._guarded(self._run), self.token)
        return self

    def _run(self) -> Callable[[], None]:
        self.token.check()
        value = self._work(self.token)
        return lambda: self._succeed(value)

    def _succeed(self, value: T) -> None:
        succeeded = self._succeeded
        if self.token.cancelled and not self._lasting:
            self._end(self._cancelled)
        else:
            self._end((lambda: succeeded(value)) if succeeded is not None else None)

    def _show_progress(self, value: object) -> None:
        if self._progress is not None and self._alive and not self.token.cancelled:
            self._progress(value)


class StreamTask(_Background[T]):
    """A generator of the core on another thread; its items arrive in batches.

    `StreamTask(self, work).items(show).succeeded(done).failed(tell).start()`. The first item
    arrives at once, the following ones at most about 30 times a second. Items that came before a
    stop still arrive, and then `cancelled` is called.
    """

    def __init__(self, parent: QObject, work: Callable[[CancelToken], Iterator[T]]) -> None:
        super().__init__(parent)
        self._work = work
        self._items: Callable[[list[T]], None] | None = None
        self._succeeded: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._pending: list[T] = []
        self._announced = False
        self._handed_over_at = 0.0

    def items(self, function: Callable[[list[T]], None]) -> StreamTask[T]:
        """Call `function` with each batch of items, in order."""
        self._items = function
        return self

    def succeeded(self, function: Callable[[], None]) -> StreamTask[T]:
        """Call `function` after the last batch."""
        self._succeeded = function
        return self

    def failed(self, function: Callable[[StudioError], None]) -> StreamTask[T]:
        """Call `function` with the error; without this the window shows it as a notice."""
        self._failed = function
        return self

    def cancelled(self, function: Callable[[], None]) -> StreamTask[T]:
        """Call `function` once the work has stopped because somebody asked."""
        self._cancelled = function
        return self

    def start(self) -> StreamTask[T]:
        """Begin; may be called once."""
        task_pool.run_in_pool(lambda: self._guarded(self._run), self.token)
        return self

    def _run(self) -> Callable[[], None]:
        self.token.check()
        for item in self._work(self.token):
            with self._lock:
                self._pending.append(item)
                announce, self._announced = not self._announced, True
            if announce:
                self._post(self._hand_over_in_time)
        return self._succeed

    def _hand_over_in_time(self) -> None:
        wait_s = self._handed_over_at + BATCH_INTERVAL_S - time.monotonic()
        if wait_s <= 0:
            self._hand_over()
        else:
            # A function of its own: PySide does not keep a bound method's object alive, and the
            # stream may be done and gone before the time is up.
            QTimer.singleShot(
                max(1, round(wait_s * 1000)), self._mailbox, lambda: self._hand_over()
            )

    def _hand_over(self) -> None:
        with self._lock:
            batch, self._pending = self._pending, []
            self._announced = False
        self._handed_over_at = time.monotonic()
        if batch and self._items is not None and self._alive:
            self._items(batch)

    def _succeed(self) -> None:
        self._end(self._cancelled if self.token.cancelled else self._succeeded)

    def _end(self, call: Callable[[], None] | None) -> None:
        self._hand_over()
        super()._end(call)


def unexpected(error: BaseException) -> StudioError:
    """A bug as a person is told about it; the bug itself goes to the log."""
    _log.error("Unexpected error", exc_info=error)
    return told_bug()


def told_bug() -> StudioError:
    """What a person is told when there is a bug in the app."""
    log = services.log_file()
    return StudioError(
        _("Something went wrong inside the app."),
        _("Try again; if it comes back, the details are in {log}.", log=log)
        if log
        else _("Try again."),
    )


def tell_everywhere(error: StudioError) -> None:
    """Tell the window, whatever it shows, of something that no view model could tell."""
    services.changes().problemMet.emit(error.message, error.hint)
