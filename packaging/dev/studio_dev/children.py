"""Runs other programs, reads their lines as they come, and leaves none behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from studio_dev.problems import explain_failure

_KEPT_LINES = 200
_GRACE_S = 5.0

# Stands between set-up and a program on Linux: when set-up is killed (prctl 1 makes that a
# SIGTERM to us), the program ends with everything it has started, compilers included.
_GUARD = """\
import ctypes, os, signal, subprocess, sys
signal.signal(signal.SIGTERM, lambda number, frame: os.killpg(0, signal.SIGKILL))
try:
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
except (OSError, AttributeError):
    pass
if os.getppid() != int(sys.argv[1]):
    sys.exit(143)
status = subprocess.Popen(sys.argv[2:], close_fds=False).wait()
sys.exit(status if status >= 0 else 128 - status)
"""


class Stopped(Exception):
    """The programs were stopped because set-up is ending."""


class Children:
    """The programs that set-up has started and that still run.

    Args:
        log: Where everything they print is kept; None keeps nothing.
        inherited: File descriptors they hold on to (the set-up lock, so that a second
            set-up waits for programs that outlive a killed first one).
    """

    def __init__(self, log: Path | None = None, inherited: Sequence[int] = ()) -> None:
        self._log = log
        self._inherited = tuple(inherited)
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self._stopping = False

    def run(
        self,
        what: str,
        command: Sequence[str | os.PathLike[str]],
        *,
        follow: Callable[[str], None] = lambda line: None,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> list[str]:
        """Run a program to its end.

        Args:
            what: What it does, for the sentence when it fails.
            command: The program and its arguments.
            follow: Called with each line, without its end.
            environment: The whole environment; None inherits ours.
            folder: Where it runs.

        Returns:
            Its last lines.

        Raises:
            Problem: It failed.
            Stopped: It was stopped by `stop`.
        """
        status, lines = self.run_any(command, follow=follow, environment=environment, folder=folder)
        if status != 0:
            raise explain_failure(what, lines)
        return lines

    def run_any(
        self,
        command: Sequence[str | os.PathLike[str]],
        *,
        follow: Callable[[str], None] = lambda line: None,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> tuple[int, list[str]]:
        """Run a program to its end, whatever its status.

        Args:
            command: The program and its arguments.
            follow: Called with each line, without its end.
            environment: The whole environment; None inherits ours.
            folder: Where it runs.

        Returns:
            Its exit status and its last lines.

        Raises:
            Stopped: It was stopped by `stop`.
        """
        child = self._start([os.fspath(part) for part in command], environment, folder)
        kept: deque[str] = deque(maxlen=_KEPT_LINES)
        try:
            assert child.stdout is not None
            with self._open_log() as log, child.stdout as lines:
                log.write(f"$ {' '.join(os.fspath(part) for part in command)}\n")
                for raw in lines:
                    line = raw.rstrip("\r\n")
                    kept.append(line)
                    log.write(line + "\n")
                    follow(line)
            status = child.wait()
        finally:
            if child.poll() is None:
                _end(child)
            with self._lock:
                self._running.discard(child)
        if self._stopping:
            raise Stopped
        return status, list(kept)

    def run_uncut(self, command: Sequence[str]) -> tuple[int, list[str]]:
        """Run a program that must come to its end once it has begun (a package manager).

        It prints into the log and sits in a session of its own, so that neither Ctrl-C nor the
        end of set-up reaches it; an interruption waits for it.

        Args:
            command: The program and its arguments.

        Returns:
            Its exit status and its last lines.
        """
        with self._open_log() as log:
            log.write(f"$ {' '.join(command)}\n")
            log.flush()
            start = log.tell()
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=self._inherited,
            )
            status = wait_to_the_end(child)
        if self._log is None:
            return status, []
        with self._log.open("rb") as written:
            written.seek(start)
            text = written.read().decode("utf-8", errors="replace")
        return status, text.splitlines()[-_KEPT_LINES:]

    def stop(self) -> None:
        """End every running program and what it started; nothing new starts any more."""
        with self._lock:
            self._stopping = True
            running = list(self._running)
        for child in running:
            _signal_group(child, signal.SIGTERM)
        for child in running:
            _end(child)

    def _start(
        self, command: list[str], environment: Mapping[str, str] | None, folder: Path | None
    ) -> subprocess.Popen[str]:
        options: dict[str, object] = {}
        if os.name == "nt":
            options["creationflags"] = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        else:
            options.update(start_new_session=True, pass_fds=self._inherited)
        if sys.platform.startswith("linux"):
            command = [sys.executable, "-I", "-S", "-c", _GUARD, str(os.getpid()), *command]
        with self._lock:
            if self._stopping:
                raise Stopped
            child: subprocess.Popen[str] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                env=environment,
                cwd=folder,
                **options,  # type: ignore[call-overload]
            )
            self._running.add(child)
        return child

    def _open_log(self) -> TextIO:
        where = self._log if self._log is not None else Path(os.devnull)
        # Line by line: two programs at once write into the same log.
        return where.open("a", encoding="utf-8", buffering=1)


def wait_to_the_end(child: subprocess.Popen[Any]) -> int:
    """Wait for a program; if we are interrupted meanwhile, wait all the same and then stop.

    Args:
        child: The program.

    Returns:
        Its exit status.

    Raises:
        KeyboardInterrupt: We were interrupted, and the program has ended.
    """
    interrupted = False
    while True:
        try:
            status = child.wait()
        except KeyboardInterrupt:
            interrupted = True
            continue
        if interrupted:
            raise KeyboardInterrupt
        return status


def _signal_group(child: subprocess.Popen[str], number: int) -> None:
    if child.poll() is not None:
        return
    if os.name == "nt":
        # /T takes the programs along that it has started.
        subprocess.run(
            ["taskkill", "/T", "/F", "/PID", str(child.pid)], capture_output=True, check=False
        )
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def _end(child: subprocess.Popen[str]) -> None:
    try:
        child.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        _signal_group(child, getattr(signal, "SIGKILL", signal.SIGTERM))
        child.wait()
