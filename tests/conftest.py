"""What every test gets: a data folder of its own, no network, and no leaks left unnamed."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import psutil
import pytest
from hypothesis.database import DirectoryBasedExampleDatabase

from assistant_studio.paths import Home

REPOSITORY = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile(
    "house",
    # A busy machine is no fault of the code's; pytest's own time limit holds all the same.
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    database=None
    if os.environ.get("CI")
    else DirectoryBasedExampleDatabase(REPOSITORY / ".build" / "hypothesis"),
)
hypothesis.settings.load_profile("house")

# Before any library is imported: some read these only then. Child processes inherit them.
os.environ.update(
    HF_HUB_OFFLINE="1",
    ORT_DISABLE_TELEMETRY="1",
    TRANSFORMERS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    ANONYMIZED_TELEMETRY="False",
)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


class NetworkInTest(RuntimeError):
    """A test tried to reach another computer."""


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1] if len(arguments) > 1 else None
    elif event == "socket.getaddrinfo":
        address = arguments[:2]
    else:
        return
    if isinstance(address, tuple) and address and not _is_loopback(address[0]):
        raise NetworkInTest(f"{event} {address!r}: tests talk to this computer alone")


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


# An audit hook cannot be taken out again; it holds for the whole run, as it should.
sys.addaudithook(_refuse_network)


@pytest.fixture(scope="session", autouse=True)
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whatever forgets to name a data folder gets this one, never the person's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_STUDIO_HOME", str(tmp_path_factory.mktemp("nobodys-home")))
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A fresh data folder, which the app's own processes take as theirs too."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ASSISTANT_STUDIO_HOME", str(folder))
    return Home(folder).create()


# Leaks: what a test starts, it ends. What outlives it is named, with the place that started it.

_GRACE_S = 5.0
_LINUX_TELLS_CHILDREN = Path(f"/proc/self/task/{os.getpid()}/children").exists()
_Where = traceback.StackSummary
_processes: dict[int, _Where] = {}
_thread_start = threading.Thread.start
_popen_init = subprocess.Popen.__init__


def _here() -> _Where:
    frames = traceback.walk_stack(sys._getframe(2))
    # Nearest call first; the lines' text is read only when a leak is told.
    return traceback.StackSummary.extract(frames, limit=30, lookup_lines=False)


def _start_and_remember(thread: threading.Thread) -> None:
    thread.__dict__["started_where"] = _here()
    _thread_start(thread)


def _open_and_remember(process: subprocess.Popen[Any], *args: Any, **options: Any) -> None:
    where = _here()
    _popen_init(process, *args, **options)
    _processes[process.pid] = where


threading.Thread.start = _start_and_remember  # type: ignore[method-assign]
subprocess.Popen.__init__ = _open_and_remember  # type: ignore[method-assign,assignment]


@pytest.fixture(scope="module", autouse=True)
def _nothing_leaks_from_a_module() -> Iterator[None]:
    """Fails a module whose own fixtures leave a thread or a process behind."""
    before = _Running.now()
    yield
    before.require_nothing_more()


@pytest.fixture(autouse=True)
def _nothing_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread or a process behind.

    What a fixture of its module keeps (a studio that starts its workers when they are first
    needed) may stay until the module's end.
    """
    before = _Running.now()
    yield
    if not _has_a_fixture_of_its_module(request):
        before.require_nothing_more()


def _has_a_fixture_of_its_module(request: pytest.FixtureRequest) -> bool:
    known = request.node._fixtureinfo.name2fixturedefs.items()
    ours = _nothing_leaks_from_a_module.__name__
    return any(used[-1].scope in ("class", "module") for name, used in known if name != ours)


@dataclass(frozen=True)
class _Running:
    """What is running at some moment."""

    threads: set[threading.Thread]
    children: set[psutil.Process]

    @classmethod
    def now(cls) -> _Running:
        return cls(set(threading.enumerate()), set(_children()))

    def require_nothing_more(self) -> None:
        """Fail if something else is running still, after a time of grace."""
        deadline = time.monotonic() + _GRACE_S
        leaks = _leaked_threads(self.threads, deadline), _leaked_children(self.children, deadline)
        told = [leak for found in leaks for leak in found]
        if told:
            pytest.fail("Left behind:\n" + "\n".join(told), pytrace=False)


def _leaked_threads(before: set[threading.Thread], deadline: float) -> Iterator[str]:
    for thread in set(threading.enumerate()) - before:
        # Python names threads that C++ has made, too; their end is C++'s business.
        if not hasattr(thread, "started_where") or hasattr(thread, "told"):
            continue
        thread.join(max(0.0, deadline - time.monotonic()))
        if thread.is_alive():
            thread.__dict__["told"] = True
            yield f"thread {thread.name!r}, started at\n{_told(thread.__dict__['started_where'])}"


def _leaked_children(before: set[psutil.Process], deadline: float) -> Iterator[str]:
    leaked = [child for child in _children() if child not in before]
    _, alive = psutil.wait_procs(leaked, timeout=max(0.0, deadline - time.monotonic()))
    for child in alive:
        try:
            words = " ".join(child.cmdline()) or child.name()
            child.kill()
        except psutil.NoSuchProcess:
            continue
        where = _processes.get(child.pid)
        told = _told(where) if where else "  (by another process, or not through subprocess)"
        yield f"process {child.pid} {words!r}, started at\n{told}"


def _children() -> list[psutil.Process]:
    found = []
    for number in _numbers_below(os.getpid()):
        try:
            child = psutil.Process(number)
            # Python's own helper for shared memory lives as long as the run.
            is_helper = "resource_tracker" in " ".join(child.cmdline())
            if child.status() != psutil.STATUS_ZOMBIE and not is_helper:
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


def _numbers_below(number: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have."""
    if not _LINUX_TELLS_CHILDREN:
        yield from (child.pid for child in psutil.Process(number).children(recursive=True))
        return
    # psutil would read every process of the computer, which costs more than most tests.
    for tasks in Path(f"/proc/{number}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, tasks.read_text(encoding="ascii").split()):
                yield child
                yield from _numbers_below(child)


def _told(where: _Where) -> str:
    ours = [frame for frame in where if frame.filename.startswith(str(REPOSITORY))]
    ours = [frame for frame in ours if "site-packages" not in frame.filename]
    return "\n".join(
        f"  {Path(frame.filename).relative_to(REPOSITORY)}:{frame.lineno} in {frame.name}: "
        f"{frame.line}"
        for frame in ours
    )
