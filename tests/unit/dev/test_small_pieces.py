"""The small pieces of set-up: words, locks, lanes, folders, requirements."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from studio_dev import pip_lines, requirements
from studio_dev.children import Children, Stopped
from studio_dev.downloads import link_or_copy
from studio_dev.lanes import side_by_side
from studio_dev.locking import only_one
from studio_dev.places import user_cache_dir
from studio_dev.problems import explain_failure, explain_os_error
from studio_dev.progress import Board, spoken


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (372.3, "6 min 12 s")],
)
def test_durations_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


def test_without_a_terminal_the_board_prints_whole_lines() -> None:
    said = io.StringIO()
    board = Board(said)
    board.begin("packages")
    board.tell("packages", "fetching numpy")
    board.end("packages", "installed")
    assert said.getvalue() == "  packages ...\n  packages: installed (0.0 s)\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Collecting sentence-transformers<7,>=6.2", "looking up sentence"),
        ("  Downloading numpy-2.4.6-cp311-manylinux_x86_64.whl (16.6 MB)", "fetching numpy"),
        ("Processing /tmp/x/llama_cpp_python-0.3.36.tar.gz", "fetching llama_cpp_python"),
        ("  [12/83] /usr/bin/g++ -DGGML_BUILD", "compiling 12 of 83"),
        ("Installing collected packages: a, b, c", "unpacking 3 packages"),
        ("  Installing build dependencies: started", "fetching the build tools"),
        ("Requirement already satisfied: pip", ""),
    ],
)
def test_pips_lines_become_a_few_words(line: str, words: str) -> None:
    assert pip_lines.describe(line) == words


def test_a_long_download_shows_its_share() -> None:
    told: list[str] = []
    follow = pip_lines.PipLines(told.append)
    follow("  Downloading torch-2.13.0-cp311.whl (190.5 MB)")
    follow("Progress 95250000 of 190500000")
    assert told == ["fetching torch", "fetching torch 50 % of 190 MB"]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("socket.gaierror: [Errno -2] Name or service not known", "could not be reached"),
        ("CMake Error: CMAKE_C_COMPILER not set, after EnableLanguage", "no C++ compiler"),
        ("c++: fatal error: Killed signal terminated program cc1plus", "out of memory"),
        ("error: [Errno 13] Permission denied: '/srv/x'", "may not be written"),
        ("ERROR: No matching distribution found for torch==2.13.0", "torch==2.13.0 is not to be"),
        ("ERROR: something nobody has seen yet", "something nobody has seen yet"),
    ],
)
def test_a_failure_is_explained_by_its_words(line: str, cause: str) -> None:
    assert cause in explain_failure("Installing", ["before", line, ""]).cause


def test_a_failure_without_words_is_explained_too() -> None:
    assert "failed" in explain_failure("Installing", []).cause


@pytest.mark.parametrize(
    ("number", "cause"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "may not be written")]
)
def test_an_error_of_the_system_is_explained(number: int, cause: str) -> None:
    problem = explain_os_error(OSError(number, os.strerror(number), "/srv/x"))
    assert cause in problem.cause
    assert "/srv/x" in problem.cause


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", "/home/ann/.cache/assistant-studio"),
        ({"XDG_CACHE_HOME": "/big/cache"}, "linux", "/big/cache/assistant-studio"),
        ({"XDG_CACHE_HOME": "relative"}, "linux", "/home/ann/.cache/assistant-studio"),
        ({}, "darwin", "/home/ann/Library/Caches/assistant-studio"),
        ({"LOCALAPPDATA": "/c/Local"}, "win32", "/c/Local/assistant-studio"),
    ],
)
def test_the_cache_lies_where_the_system_wants_it(
    environment: dict[str, str], platform: str, expected: str
) -> None:
    assert user_cache_dir(environment, platform, Path("/home/ann")) == Path(expected)


def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    lock, said, order = tmp_path / "lock", io.StringIO(), []
    waiting = threading.Event()

    class Watched(Board):
        def begin(self, what: str) -> None:
            super().begin(what)
            waiting.set()

    def second() -> None:
        with only_one(lock, "a set-up", Watched(said)):
            order.append("second")

    thread = threading.Thread(target=second)
    with only_one(lock, "a set-up", Board(io.StringIO())):
        thread.start()
        assert waiting.wait(30)
        order.append("first")
    thread.join(30)
    assert order == ["first", "second"]
    assert f"waiting for a set-up by another process ({os.getpid()})" in said.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="Windows hands no lock down")
def test_a_program_that_outlives_a_killed_set_up_keeps_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with only_one(lock, "a set-up", Board(io.StringIO())) as held:
        survivor = subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[held]
        )
    try:
        import fcntl

        with lock.open("r+b") as again, pytest.raises(BlockingIOError):
            fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        survivor.communicate(b"\n")


def test_lanes_end_together() -> None:
    done: list[int] = []
    side_by_side([lambda: done.append(1), lambda: done.append(2)], Children())
    assert sorted(done) == [1, 2]


def test_the_first_lane_that_fails_stops_the_others() -> None:
    run, started = Children(), threading.Event()
    forever = [sys.executable, "-c", "print(1, flush=True); __import__('threading').Event().wait()"]

    def long() -> None:
        run.run_any(forever, follow=lambda line: started.set())

    def failing() -> None:
        assert started.wait(30)
        raise ValueError("the cause")

    with pytest.raises(ValueError, match="the cause"):
        side_by_side([long, failing], run)
    with pytest.raises(Stopped):
        run.run_any(forever)


def test_a_link_replaces_what_was_there(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "folder" / "target"
    source.write_bytes(b"new")
    target.parent.mkdir()
    target.write_bytes(b"old")
    link_or_copy(source, target)
    link_or_copy(source, target)
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_the_project_asks_for_nothing_twice() -> None:
    repository = Path(__file__).resolve().parents[3]
    wanted = requirements.read(repository / "pyproject.toml")
    names = [requirements.name_of(line) for line in wanted.packages]
    assert sorted(names) == sorted(set(names))
    assert not {"torch", "llama-cpp-python"} & set(names)
    assert {"pyside6-essentials", "pytest", "jinja2"} <= set(names)
