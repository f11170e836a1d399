"""The checks of `dev.py test` and `dev.py lint`: each runs, whatever the others say."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio_dev import qml_types, wheel_check
from studio_dev.places import Places
from studio_dev.progress import Board, spoken

# Software rendering without a display: what a window shows is the same on every machine.
_TEST_ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
_CORE_TESTS = ("tests/unit", "tests/integration")
_WINDOW_TESTS = "tests/qml/**/test_*.py"
_END_S = 10.0
_PYTEST_CLOSING = re.compile(r"^(?:=+ )?(?P<counts>\d+ \w+.*|no tests ran) in [\d.]+s\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended.

    Attributes:
        name: The check.
        passed: Whether it holds.
        seconds: How long it took.
        words: What else to say of it, such as pytest's counts.
    """

    name: str
    passed: bool
    seconds: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold.

    Attributes:
        name: As it is shown.
        do: Runs it; returns whether it holds, and what else to say.
    """

    name: str
    do: Callable[[], tuple[bool, str]]


def lint(places: Places, board: Board, arguments: Sequence[str]) -> int:
    """The checks that read the code without running it."""
    return _close(board, [_run(check, board) for check in static_checks(places)])


def test(places: Places, board: Board, arguments: Sequence[str]) -> int:
    """Every check; with arguments, pytest alone with them."""
    if arguments:
        asked = Check("pytest", lambda: _pytest(places, arguments))
        return _close(board, [_run(asked, board)])
    checks = [
        *static_checks(places),
        Check("the built wheel", lambda: _wheel(places)),
        Check("tests of the core", lambda: _pytest(places, _CORE_TESTS)),
        Check("tests of the window", lambda: _window_tests(places)),
    ]
    return _close(board, [_run(check, board) for check in checks])


def fix(places: Places, board: Board, arguments: Sequence[str]) -> int:
    """Let ruff mend what it can, and format."""
    mended = Check("ruff check --fix", lambda: _quiet(places, ["ruff", "check", "--fix"]))
    formatted = Check("ruff format", lambda: _quiet(places, ["ruff", "format"]))
    return _close(board, [_run(check, board) for check in (mended, formatted)])


def static_checks(places: Places) -> list[Check]:
    """What `lint` runs.

    Args:
        places: The checkout's folders.
    """
    return [
        Check("ruff check", lambda: _quiet(places, ["ruff", "check"])),
        Check("ruff format", lambda: _quiet(places, ["ruff", "format", "--check"])),
        Check("mypy --strict", lambda: _quiet(places, ["mypy"])),
        Check("import contracts", lambda: _quiet(places, ["lint-imports"])),
        Check("qmllint", lambda: qml_types.lint(places)),
    ]


def _run(check: Check, board: Board) -> Outcome:
    started = time.monotonic()
    board.say(f"-- {check.name}")
    passed, words = check.do()
    outcome = Outcome(check.name, passed, time.monotonic() - started, words)
    board.say(f"   {'passed' if passed else 'FAILED'} ({spoken(outcome.seconds)})")
    return outcome


def _close(board: Board, outcomes: Sequence[Outcome]) -> int:
    board.say("")
    for outcome in outcomes:
        mark = "passed" if outcome.passed else "FAILED"
        words = f"   {outcome.words}" if outcome.words else ""
        board.say(f"{mark}  {outcome.name:<18}{spoken(outcome.seconds):>12}{words}")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    total = spoken(sum(outcome.seconds for outcome in outcomes))
    if failed:
        board.say(f"Failed: {', '.join(failed)} (of {len(outcomes)} checks, {total})")
        return 1
    board.say(f"Every check holds ({len(outcomes)} checks, {total})")
    return 0


def _quiet(places: Places, command: Sequence[str]) -> tuple[bool, str]:
    """Run a tool of the environment and show its words only if it finds something."""
    answer = subprocess.run(
        [str(places.script(command[0])), *command[1:]],
        cwd=places.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if answer.returncode != 0:
        sys.stdout.write(answer.stdout)
    return answer.returncode == 0, ""


def _wheel(places: Places) -> tuple[bool, str]:
    findings = wheel_check.check(places)
    for finding in findings:
        sys.stdout.write(f"   {finding}\n")
    return not findings, ""


def _window_tests(places: Places) -> tuple[bool, str]:
    """Each file of window tests in a process of its own.

    Hundreds of windows one after the other in one process end it sooner or later: PySide's
    wrappers of a closed window's objects are not all gone with it.
    """
    files = sorted(path.relative_to(places.root) for path in places.root.glob(_WINDOW_TESTS))
    failed = [str(file) for file in files if not _pytest(places, ["--no-header", str(file)])[0]]
    return bool(files) and not failed, ", ".join(failed) or f"{len(files)} files"


def _pytest(places: Places, arguments: Sequence[str]) -> tuple[bool, str]:
    environment = {**os.environ, **_TEST_ENVIRONMENT}
    color = ["--color=yes"] if sys.stdout.isatty() else []
    child = subprocess.Popen(
        [str(places.python), "-P", "-m", "pytest", *color, *arguments],
        cwd=places.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # Bytes, unread: a test's dots must be seen as they come.
        bufsize=0,
    )
    assert child.stdout is not None
    tail = b""
    try:
        while piece := child.stdout.read(4096):
            sys.stdout.buffer.write(piece)
            sys.stdout.flush()
            tail = (tail + piece)[-4096:]
    except BaseException:
        _end(child)
        raise
    return child.wait() == 0, closing_words(tail.decode("utf-8", errors="replace"))


def _end(child: subprocess.Popen[bytes]) -> None:
    """Let pytest end its tests' own processes first; Ctrl-C has reached it already."""
    for signal_number in (None, signal.SIGINT, signal.SIGTERM):
        if signal_number is not None:
            child.send_signal(signal_number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(_END_S)
            return
    child.kill()
    child.wait()


def closing_words(output: str) -> str:
    """The counts in pytest's closing line; empty if there is none.

    Args:
        output: The end of what pytest printed, with or without colours.
    """
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    for line in reversed(plain.splitlines()):
        found = _PYTEST_CLOSING.match(line.strip())
        if found:
            return found["counts"]
    return ""
