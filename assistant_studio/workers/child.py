"""The worker's side: the app started as `--worker NAME` serves one object over its pipes."""

from __future__ import annotations

import faulthandler
import importlib
import inspect
import os
import signal
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.network import install_network_guard
from assistant_studio.paths import Home
from assistant_studio.workers.exposed import ExposedMethod, exposed_methods
from assistant_studio.workers.frames import Message, read_frame, write_frame


def run_worker(name: str) -> None:
    """Serve the worker `name` until the app closes the pipe; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = _private_pipes()
    # A native library that crashes leaves in the log where Python was.
    faulthandler.enable(2)
    configure = read_frame(incoming)
    if configure is None:
        os._exit(0)
    install_network_guard(Home(Path(configure["home"])), process=name)
    server = _Server(outgoing)
    server.host(configure["module"], configure["options"])
    while (message := read_frame(incoming)) is not None:
        server.receive(message)
    # The app is gone or wants us gone. What a worker writes is transactional, so ending at once
    # loses nothing, and native threads get no chance to hang the exit.
    os._exit(0)


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for ourselves, so that a native library's print cannot break a frame."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return incoming, outgoing


class _Server:
    """Runs calls in their lanes and sends back what they give."""

    def __init__(self, outgoing: BinaryIO) -> None:
        self._methods: dict[str, ExposedMethod] = {}
        self._unusable: Message | None = None
        self._outgoing = outgoing
        self._write_lock = threading.Lock()
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._tokens: dict[int, CancelToken] = {}

    def host(self, module: str, options: dict[str, Any]) -> None:
        """Make the object; if that fails, every call is told why instead of a silent end."""
        try:
            self._methods = exposed_methods(importlib.import_module(module).create(options))
        except Exception as error:  # noqa: BLE001 - it must reach the callers
            self._unusable = _failure(error)

    def send(self, message: Message) -> None:
        """Send one message; threads may call this at once."""
        with self._write_lock:
            write_frame(self._outgoing, message)

    def receive(self, message: Message) -> None:
        """Act on one message of the app."""
        match message["type"]:
            case "cancel":
                token = self._tokens.get(message["id"])
                if token is not None:
                    token.cancel()
            case "call":
                self._start(message)

    def _start(self, message: Message) -> None:
        call_id: int = message["id"]
        if self._unusable is not None:
            self.send({**self._unusable, "id": call_id})
            return
        method = self._methods.get(message["method"])
        if method is None:
            text = f"the worker has no method {message['method']}"
            self.send({"type": "bug", "id": call_id, "text": text})
            return
        token = self._tokens[call_id] = CancelToken()
        lane = self._lanes.get(method.lane)
        if lane is None:
            lane = self._lanes[method.lane] = ThreadPoolExecutor(1, f"lane-{method.lane}")
        lane.submit(self._run, call_id, method, message["arguments"], token)

    def _run(
        self, call_id: int, method: ExposedMethod, arguments: list[Any], token: CancelToken
    ) -> None:
        try:
            token.check()
            options = {"token": token} if method.wants_token else {}
            value = method.function(*arguments, **options)
            if inspect.isgenerator(value):
                value = self._drain(call_id, value)
            self.send({"type": "done", "id": call_id, "value": value})
        except Cancelled:
            self.send({"type": "cancelled", "id": call_id})
        except BaseException as error:  # noqa: BLE001 - panics too
            self.send({**_failure(error), "id": call_id})
        finally:
            self._tokens.pop(call_id, None)

    def _drain(self, call_id: int, stream: Any) -> Any:
        while True:
            try:
                item = next(stream)
            except StopIteration as end:
                return end.value
            self.send({"type": "item", "id": call_id, "value": item})


def _failure(error: BaseException) -> Message:
    """What a caller is told: a person's error as itself, anything else as a bug."""
    if isinstance(error, StudioError):
        return {"type": "failed", "error": error.record()}
    return {"type": "bug", "text": "".join(traceback.format_exception(error))}
