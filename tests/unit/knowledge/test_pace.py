"""The estimate of what is left, and searches that go first."""

from __future__ import annotations

import threading

import pytest

from assistant_studio.knowledge.jobs import Backlog
from assistant_studio.knowledge.pace import Pace, SearchFirst


def test_nothing_is_estimated_before_something_was_measured() -> None:
    assert Pace().seconds_left(Backlog(1, 10, 0), 0) is None


def test_what_is_left_counts_known_chunks_and_files_that_wait() -> None:
    pace = Pace()
    pace.read(size_bytes=1000, chunks=10)
    pace.embedded(chunks=5, seconds=10.0)
    assert pace.seconds_left(Backlog(1, 10, 0), 4) == pytest.approx(12.0)
    assert pace.seconds_left(Backlog(2, 10, 2000), 4) == pytest.approx(52.0)


def test_the_estimate_follows_a_computer_that_slows_down() -> None:
    pace = Pace()
    pace.embedded(chunks=1, seconds=1.0)
    for _ in range(30):
        pace.embedded(chunks=1, seconds=3.0)
    assert pace.seconds_left(Backlog(1, 10, 0), 0) == pytest.approx(30.0, rel=0.01)


def test_indexing_waits_until_the_last_search_is_done() -> None:
    search_first = SearchFirst()
    done = threading.Event()

    def index() -> None:
        search_first.wait(30.0)
        done.set()

    with search_first.searching():
        with search_first.searching():
            thread = threading.Thread(target=index)
            thread.start()
        assert not done.is_set()
    thread.join(5.0)
    assert done.is_set()


def test_a_search_that_hangs_does_not_stop_indexing_for_ever() -> None:
    search_first = SearchFirst()
    with search_first.searching():
        search_first.wait(0.01)
