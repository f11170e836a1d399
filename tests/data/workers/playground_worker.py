"""A worker for tests: its methods do what a test needs a worker to do."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedDocument, NewerData
from assistant_studio.workers.exposed import exposed


class Playground:
    """Echoes, counts, fails, hangs and dies on request."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        self._gate = threading.Event()

    @exposed()
    def echo(self, value: Any) -> Any:
        return value

    @exposed()
    def options(self) -> dict[str, Any]:
        return self._options

    @exposed()
    def count(self, total: int) -> Iterator[int]:
        yield from range(total)
        return "counted"

    @exposed()
    def count_until_stopped(self, token: CancelToken) -> Iterator[int]:
        n = 0
        while True:
            token.check()
            yield n
            n += 1
            time.sleep(0.001)

    @exposed()
    def hang(self) -> None:
        threading.Event().wait()

    @exposed()
    def die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    @exposed()
    def abort(self) -> None:
        os.abort()

    @exposed()
    def refuse(self) -> None:
        raise DamagedDocument("The file is cut off.", "Copy it again.")

    @exposed()
    def stumble(self) -> None:
        raise KeyError("a bug")

    @exposed()
    def print_loudly(self) -> str:
        os.write(1, b"native libraries print what they like\n" * 100)
        return "still talking"

    @exposed(lane="first")
    def wait_for_gate(self) -> str:
        assert self._gate.wait(30)
        return "opened"

    @exposed(lane="first")
    def follow_gate(self) -> Iterator[str]:
        yield "waiting"
        assert self._gate.wait(30)
        yield "opened"

    @exposed(lane="second")
    def open_gate(self) -> None:
        self._gate.set()

    @exposed()
    def connect(self, host: str, port: int) -> None:
        socket.create_connection((host, port), timeout=1).close()

    def hidden(self) -> str:
        return "never"


def create(options: dict[str, Any]) -> Playground:
    if "refuse" in options:
        raise NewerData(options["refuse"])
    return Playground(options)
