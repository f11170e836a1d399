"""Tasks: results arrive on the window's thread, and never after their parent is gone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DiskFull, StudioError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import BATCH_INTERVAL_S, StreamTask, Task
from assistant_studio.viewmodels.task_pool import cancel_tasks, on_window_thread

WaitFor = Callable[[Callable[[], object]], None]


@pytest.fixture
def parent(application: QGuiApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    if shiboken6.isValid(made):
        shiboken6.delete(made)


def test_result_arrives_on_the_window_thread(parent: QObject, wait_for: WaitFor) -> None:
    threads = []
    results: list[int] = []

    def work(token: CancelToken) -> int:
        threads.append(threading.current_thread())
        return 41

    def show(value: int) -> None:
        threads.append(threading.current_thread())
        results.append(value + 1)

    Task(parent, work).succeeded(show).start()
    wait_for(lambda: results)

    assert results == [42]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_studio_error_goes_to_failed(parent: QObject, wait_for: WaitFor) -> None:
    told: list[StudioError] = []

    def work(token: CancelToken) -> None:
        raise DiskFull("The disk is full.", "Free some space.")

    Task(parent, work).failed(told.append).start()
    wait_for(lambda: told)

    assert told[0].message == "The disk is full."


def test_error_nobody_takes_is_shown_by_the_whole_window(
    parent: QObject, wait_for: WaitFor
) -> None:
    told: list[tuple[str, str]] = []

    def remember(message: str, hint: str) -> None:
        told.append((message, hint))

    services.changes().problemMet.connect(remember)

    def work(token: CancelToken) -> None:
        raise DiskFull("The disk is full.", "Free some space.")

    Task(parent, work).start()
    wait_for(lambda: told)
    services.changes().problemMet.disconnect(remember)

    assert told == [("The disk is full.", "Free some space.")]


def test_bug_is_logged_and_told_in_words(
    parent: QObject, wait_for: WaitFor, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[StudioError] = []

    def work(token: CancelToken) -> None:
        raise ZeroDivisionError("one too few")

    Task(parent, work).failed(told.append).start()
    wait_for(lambda: told)

    assert told[0].message == "Something went wrong inside the app."
    assert "one too few" in caplog.text


def test_cancelled_task_ends_quietly(parent: QObject, wait_for: WaitFor) -> None:
    ended: list[str] = []
    begun = threading.Event()

    def work(token: CancelToken) -> str:
        stopped = threading.Event()
        token.on_cancel(stopped.set)
        begun.set()
        stopped.wait(10)
        token.check()
        return "finished"

    task = (
        Task(parent, work)
        .succeeded(lambda _value: ended.append("succeeded"))
        .failed(lambda _error: ended.append("failed"))
        .cancelled(lambda: ended.append("cancelled"))
        .start()
    )
    assert begun.wait(10)
    task.cancel()
    wait_for(lambda: not task.running)

    assert ended == ["cancelled"]


@pytest.mark.parametrize(("in_time", "ends"), [(False, "succeeded"), (True, "cancelled")])
def test_what_a_lasting_task_has_done_is_told_although_a_stop_came_too_late(
    parent: QObject, wait_for: WaitFor, in_time: bool, ends: str
) -> None:
    ended: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def work(token: CancelToken) -> str:
        begun.set()
        go_on.wait(10)
        if in_time:
            token.check()
        return "kept"

    task = (
        Task(parent, work)
        .lasting()
        .succeeded(lambda _value: ended.append("succeeded"))
        .failed(lambda _error: ended.append("failed"))
        .cancelled(lambda: ended.append("cancelled"))
        .start()
    )
    assert begun.wait(10)
    task.cancel()
    go_on.set()
    wait_for(lambda: not task.running)

    assert ended == [ends]


def test_nothing_is_called_after_the_parent_is_gone(parent: QObject, wait_for: WaitFor) -> None:
    called: list[object] = []
    go_on = threading.Event()
    stopped: list[bool] = []

    def work(token: CancelToken) -> str:
        go_on.wait(10)
        stopped.append(token.cancelled)
        return "too late"

    task = (
        Task(parent, work)
        .succeeded(called.append)
        .failed(called.append)
        .cancelled(lambda: called.append("cancelled"))
        .start()
    )
    shiboken6.delete(parent)
    go_on.set()
    wait_for(lambda: not task.running)

    assert called == []
    assert stopped == [True]


def test_progress_arrives_in_order_before_the_result(parent: QObject, wait_for: WaitFor) -> None:
    heard: list[object] = []

    def work(token: CancelToken) -> str:
        for step in range(3):
            task.report(step)
        return "done"

    task: Task[str] = Task(parent, work)
    task.progress(heard.append).succeeded(heard.append).start()
    wait_for(lambda: "done" in heard)

    assert heard == [0, 1, 2, "done"]


def test_stream_keeps_order_and_hands_over_seldom(parent: QObject, wait_for: WaitFor) -> None:
    batches: list[list[int]] = []
    done: list[bool] = []
    seconds = 0.3

    def work(token: CancelToken) -> Iterator[int]:
        end_s = time.monotonic() + seconds
        count = 0
        while time.monotonic() < end_s:
            yield count
            count += 1

    StreamTask(parent, work).items(batches.append).succeeded(lambda: done.append(True)).start()
    wait_for(lambda: done)

    items = [item for batch in batches for item in batch]
    assert items == list(range(len(items)))
    # The first at once, one each interval, and the rest at the end.
    assert len(batches) <= seconds / BATCH_INTERVAL_S + 3


def test_stopped_stream_shows_what_came_before(parent: QObject, wait_for: WaitFor) -> None:
    items: list[int] = []
    ended: list[str] = []
    stop_now = threading.Event()

    def work(token: CancelToken) -> Iterator[int]:
        yield from range(5)
        stop_now.wait(10)
        token.check()

    stream = (
        StreamTask(parent, work)
        .items(items.extend)
        .succeeded(lambda: ended.append("succeeded"))
        .cancelled(lambda: ended.append("cancelled"))
        .start()
    )
    stream.cancel()
    stop_now.set()
    wait_for(lambda: ended)

    assert ended == ["cancelled"]
    assert items in ([], [0, 1, 2, 3, 4])


def test_stream_that_fails_shows_its_items_first(parent: QObject, wait_for: WaitFor) -> None:
    heard: list[object] = []

    def work(token: CancelToken) -> Iterator[int]:
        yield 1
        raise DiskFull("full")

    stream: StreamTask[int] = StreamTask(parent, work)
    stream.items(heard.extend).failed(lambda error: heard.append(error.message)).start()
    wait_for(lambda: "full" in heard)

    assert heard == [1, "full"]


def test_cancel_tasks_ends_all_of_them(parent: QObject) -> None:
    def work(token: CancelToken) -> None:
        stopped = threading.Event()
        token.on_cancel(stopped.set)
        stopped.wait(10)

    for _ in range(4):
        Task(parent, work).start()

    assert cancel_tasks(wait_s=5)


def test_threads_keep_what_they_remember(parent: QObject, wait_for: WaitFor) -> None:
    """A database connection of a thread must survive from one task to the next."""
    local = threading.local()
    made: list[int] = []
    done: list[int] = []

    def work(token: CancelToken) -> int:
        if not hasattr(local, "connection"):
            local.connection = object()
            made.append(1)
        return 1

    for round_ in range(30):
        Task(parent, work).succeeded(done.append).start()
        wait_for(lambda round_=round_: len(done) > round_)  # type: ignore[misc]

    assert sum(made) <= 8


def test_functions_posted_from_any_thread_run_on_the_windows(
    parent: QObject, wait_for: WaitFor
) -> None:
    ran: list[threading.Thread] = []
    Task(parent, lambda token: None).start()
    thread = threading.Thread(
        target=lambda: on_window_thread(lambda: ran.append(threading.current_thread()))
    )
    thread.start()
    thread.join()
    wait_for(lambda: ran)

    assert ran == [threading.main_thread()]
