"""The app's side of a worker: start it when needed, call it, stream, stop, restart."""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, BinaryIO, cast

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import WorkerDied, WorkerError, WorkerTimedOut, from_record
from assistant_studio.language import _
from assistant_studio.paths import Home, app_command
from assistant_studio.workers.frames import FrameError, Message, packed_frame, read_frame
from assistant_studio.workers.names import WORKER_MODULES, WORKER_TITLES

CANCEL_GRACE_S = 2.0
SHARED_CANCEL_GRACE_S = 0.1
CLOSE_GRACE_S = 3.0
_LOG_LIMIT_BYTES = 1 << 20
_END_WAIT_S = 5.0


class WorkerBug(Exception):
    """A bug inside a worker; the text is the worker's traceback."""


class WorkerHost:
    """One worker process behind plain calls; starts on the first call and again after a crash.

    Safe to use from several threads. A call that was cut off by a crash fails with `WorkerDied`;
    the next one finds a fresh process.

    Attributes:
        name: The worker's name in `names.WORKER_MODULES`.
        starts: How often a process was started.
    """

    def __init__(
        self,
        name: str,
        home: Home,
        options: dict[str, Any] | None = None,
        module: str | None = None,
        *,
        ends_when_stuck: bool = True,
    ) -> None:
        """Describe the worker; nothing is started yet.

        Args:
            name: The worker's name, for titles and its log.
            home: The data folder it works in.
            options: Plain data for its `create`.
            module: Where its `create` is; by default what `names.WORKER_MODULES` says.
            ends_when_stuck: End the process when a cancelled call does not stop in time and no
                other call is under way in it. False where calls always share it: then the
                cancelled call alone is given up, and sooner.
        """
        self._ends_when_stuck = ends_when_stuck
        self.name = name
        self.starts = 0
        self._home = home
        self._configure = {
            "type": "configure",
            "module": module or WORKER_MODULES[name],
            "home": str(home.root),
            "options": options or {},
        }
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The running process, or None."""
        process = self._process
        return process.pid if process is not None and process.alive else None

    def call(
        self,
        method: str,
        *arguments: Any,
        timeout_s: float | None = None,
        token: CancelToken | None = None,
    ) -> Any:
        """Call a method and wait for its value (a stream's items are dropped).

        Args:
            method: An `exposed` method of the worker's object.
            arguments: Plain data: numbers, text, bytes, lists, maps.
            timeout_s: How long the call may take; the worker is ended after that.
            token: Stops the call.

        Raises:
            WorkerDied: The process ended in the middle.
            WorkerTimedOut: It did not answer in time.
            Cancelled: `token` was set.
            StudioError: What the method itself raised.
        """
        stream = self.stream(method, *arguments, timeout_s=timeout_s, token=token)
        while True:
            try:
                next(stream)
            except StopIteration as end:
                return end.value

    def stream(
        self,
        method: str,
        *arguments: Any,
        timeout_s: float | None = None,
        token: CancelToken | None = None,
    ) -> Generator[Any, None, Any]:
        """Call a generator method and yield its items as they come.

        Here `timeout_s` bounds the wait for each item. Leaving the loop early stops the worker's
        side too. Arguments and errors as for `call`; the generator's return value is the method's.
        """
        if token is not None:
            token.check()
        process = self._running()
        call = process.start_call(method, arguments)
        forget = token.on_cancel(call.cancel) if token is not None else _nothing
        try:
            return (yield from call.items(timeout_s))
        finally:
            forget()
            call.close()

    def ensure_started(self) -> None:
        """Start the process now, so that the first call need not wait."""
        self._running()

    def kill(self) -> None:
        """End the process at once; the next call starts another."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.end(grace_s=0)

    def close(self) -> None:
        """End the process in good order, and for ever."""
        self._closed = True
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.end(grace_s=CLOSE_GRACE_S)

    def _running(self) -> _Process:
        with self._lock:
            if self._closed:
                title = _(WORKER_TITLES.get(self.name, self.name))
                raise WorkerError(_("{title} was closed with the app.", title=title))
            if self._process is None or not self._process.alive:
                if self._process is not None:
                    self._process.end(grace_s=0)
                self.starts += 1
                self._process = _Process(
                    self.name, self._home, self._configure, self._ends_when_stuck
                )
            return self._process


class _Process:
    """One running process and the calls under way in it."""

    def __init__(self, name: str, home: Home, configure: Message, ends_when_stuck: bool) -> None:
        self.title = _(WORKER_TITLES.get(name, name))
        self.ends_when_stuck = ends_when_stuck
        self._log_path = _log_path(name, home)
        self._ending = False
        self._calls: dict[int, _Call] = {}
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._write_lock = threading.Lock()
        self.alive = True
        first = packed_frame(configure)
        self._popen = _spawn(name, home)
        self.pid = self._popen.pid
        self._stdin = cast(BinaryIO, self._popen.stdin)
        self._stdout = cast(BinaryIO, self._popen.stdout)
        self._reader = threading.Thread(target=self._read, name=f"worker-{name}", daemon=True)
        self._reader.start()
        self._send(first)

    def start_call(self, method: str, arguments: tuple[Any, ...]) -> _Call:
        call = _Call(next(self._ids), self)
        # Packed before it is on the books: what cannot be sent must not be waited for.
        frame = packed_frame(
            {"type": "call", "id": call.id, "method": method, "arguments": list(arguments)}
        )
        with self._lock:
            if not self.alive:
                raise self.died()
            self._calls[call.id] = call
        self._send(frame)
        return call

    def cancel_call(self, call_id: int) -> None:
        self._send(packed_frame({"type": "cancel", "id": call_id}))

    def forget_call(self, call_id: int) -> bool:
        """Take a call off the books; gives whether no other is under way."""
        with self._lock:
            self._calls.pop(call_id, None)
            return not self._calls

    def died(self) -> WorkerDied:
        return WorkerDied(
            _("{title} stopped unexpectedly in the middle of its work.", title=self.title),
            _("It starts again by itself: please try once more."),
        )

    def end(self, grace_s: float) -> None:
        """Ask the process to end by closing its pipe, wait a little, then kill; join the reader."""
        self._ending = True
        if grace_s > 0 and self._write_lock.acquire(timeout=grace_s):
            with contextlib.suppress(OSError):
                self._stdin.close()
            self._write_lock.release()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(grace_s)
        # Killing first frees a thread that is stuck writing to a process that hangs.
        self._popen.kill()
        self._popen.wait()
        with self._write_lock, contextlib.suppress(OSError):
            self._stdin.close()
        if threading.current_thread() is not self._reader:
            self._reader.join()
        self._stdout.close()

    def _send(self, frame: bytes) -> None:
        # A dead process is noticed by the reader, which ends every call; nothing to do here.
        with self._write_lock, contextlib.suppress(OSError, ValueError):
            self._stdin.write(frame)
            self._stdin.flush()

    def _read(self) -> None:
        try:
            while (message := read_frame(self._stdout)) is not None:
                call = self._calls.get(message.get("id", 0))
                if call is not None:
                    call.inbox.put(message)
        except (FrameError, OSError, ValueError) as error:
            self._note(f"was ended, for what it sent was no message: {error!r}")
            self._popen.kill()
        asked_to_end = self._ending
        with self._lock:
            self.alive = False
            calls = list(self._calls.values())
        for call in calls:
            call.inbox.put(None)
        if not asked_to_end:
            self._note_end()

    def _note_end(self) -> None:
        """Write down how the process ended that nobody had asked to."""
        try:
            code = self._popen.wait(_END_WAIT_S)
        except subprocess.TimeoutExpired:
            self._note("closed its pipe and went on")
            return
        if code >= 0:
            self._note(f"ended by itself with status {code}")
            return
        names = {number.value: number.name for number in signal.Signals}
        self._note(f"was ended by the signal {names.get(-code, str(-code))}")

    def _note(self, what: str) -> None:
        """A line in the worker's own log, below what it said itself."""
        now = time.strftime("%Y-%m-%d %H:%M:%S")
        with contextlib.suppress(OSError), self._log_path.open("a", encoding="utf-8") as log:
            log.write(f"{now} process {self.pid} {what}\n")


class _Call:
    """One call under way: what has come back and is not yet taken."""

    def __init__(self, call_id: int, process: _Process) -> None:
        self.id = call_id
        self.inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._process = process
        self._cancelled_at: float | None = None
        self._ended = False

    def cancel(self) -> None:
        """Ask the worker to stop this call, and wake whoever waits for it."""
        self._cancelled_at = time.monotonic()
        self._process.cancel_call(self.id)
        self.inbox.put({"type": "look"})

    def items(self, timeout_s: float | None) -> Generator[Any, None, Any]:
        while (message := self._next(timeout_s)) is not None:
            if message["type"] == "item":
                yield message["value"]
            elif message["type"] != "look":
                self._ended = True
                return _outcome(message)
        self._ended = True
        if self._cancelled_at is not None:
            raise Cancelled
        raise self._process.died()

    def close(self) -> None:
        """Stop what is still going on and take the call off the books."""
        if not self._ended:
            self._process.cancel_call(self.id)
        self._process.forget_call(self.id)

    @property
    def _grace_s(self) -> float:
        return CANCEL_GRACE_S if self._process.ends_when_stuck else SHARED_CANCEL_GRACE_S

    def _next(self, timeout_s: float | None) -> Message | None:
        wait_s = self._grace_s if self._cancelled_at is not None else timeout_s
        try:
            return self.inbox.get(timeout=wait_s)
        except queue.Empty:
            self._ended = True
            if self._cancelled_at is not None:
                # Off the books first: of two that are given up at once, the second is alone.
                alone = self._process.forget_call(self.id)
                if alone and self._process.ends_when_stuck:
                    self._process.end(grace_s=0)
                raise Cancelled from None
            self._process.end(grace_s=0)
            raise WorkerTimedOut(
                _(
                    "{title} did not answer for {wait_s:g} seconds and was ended.",
                    title=self._process.title,
                    wait_s=wait_s,
                ),
                _("It starts again by itself: please try once more."),
            ) from None


def _outcome(message: Message) -> Any:
    """The value of a call that ended, or the error it ended with."""
    match message["type"]:
        case "failed":
            raise from_record(message["error"])
        case "cancelled":
            raise Cancelled
        case "bug":
            raise WorkerBug(message["text"])
    return message["value"]


def _nothing() -> None:
    return None


def _log_path(name: str, home: Home) -> Path:
    return home.logs_dir / f"worker-{name}.log"


def _spawn(name: str, home: Home) -> subprocess.Popen[bytes]:
    home.logs_dir.mkdir(parents=True, exist_ok=True)
    log_path = _log_path(name, home)
    # Another process may hold the log open; then it goes on growing until the next start.
    with contextlib.suppress(OSError):
        if log_path.stat().st_size > _LOG_LIMIT_BYTES:
            log_path.replace(log_path.with_suffix(".old.log"))
    with log_path.open("ab") as log:
        return subprocess.Popen(
            [*app_command(), "--worker", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=_environment(),
        )


def _environment() -> dict[str, str]:
    """The environment every worker gets: no hub, no telemetry, set before anything is imported."""
    quiet = {
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
        "ANONYMIZED_TELEMETRY": "False",
        # Since 1.29 onnxruntime reports to its makers from native code, which no audit hook sees.
        "ORT_DISABLE_TELEMETRY": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **quiet}
