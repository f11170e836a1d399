"""One caller at a time; who waits can be called off."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.workers.turns import Turns


def test_only_one_holds_it() -> None:
    turns, inside, most = Turns(), 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with turns.taken():
                inside += 1
                most = max(most, inside)
                inside -= 1

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work) for _ in range(4)]:
            done.result()
    assert most == 1


def test_waiting_ends_when_called_off() -> None:
    turns, token, ended = Turns(), CancelToken(), threading.Event()

    def wait() -> None:
        try:
            with turns.taken(token):
                pass
        except Cancelled:
            ended.set()

    with turns.taken():
        waiter = threading.Thread(target=wait)
        waiter.start()
        token.cancel()
        assert ended.wait(5)
    waiter.join()
    with turns.taken():
        pass


def test_a_set_token_takes_no_turn() -> None:
    turns, token = Turns(), CancelToken()
    token.cancel()
    with pytest.raises(Cancelled), turns.taken(token):
        pass
    with turns.taken():
        pass
