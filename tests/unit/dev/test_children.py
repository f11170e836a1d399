"""Programs that set-up starts: their lines come as they are printed, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

import studio_dev
from studio_dev.children import Children, Stopped
from studio_dev.problems import Problem

pytestmark = pytest.mark.skipif(os.name == "nt", reason="uses signals as on Unix")

# Prints the number of a grandchild that would run for ever, then runs for ever itself.
FAMILY = """\
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"])
print(child.pid, flush=True)
child.wait()
"""


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def is_alive(process: psutil.Process) -> bool:
    """Whether it still works; one that has ended may wait for its new parent to notice."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_lines_come_one_by_one_and_are_kept(tmp_path: Path) -> None:
    seen: list[str] = []
    run = Children(tmp_path / "log")
    lines = run.run("Counting", python("print('one'); print('two')"), follow=seen.append)
    assert lines == seen == ["one", "two"]
    assert "one\ntwo\n" in (tmp_path / "log").read_text(encoding="utf-8")


def test_words_on_standard_error_are_read_too() -> None:
    assert Children().run("Warning", python("import sys; sys.stderr.write('oh\\n')")) == ["oh"]


def test_bytes_that_are_no_text_do_no_harm() -> None:
    code = "import sys; sys.stdout.buffer.write(b'\\xff\\n')"
    assert Children().run("Printing", python(code)) == ["\ufffd"]


def test_a_failure_is_told_with_its_cause() -> None:
    code = "print('OSError: [Errno 28] No space left on device'); raise SystemExit(1)"
    with pytest.raises(Problem, match="the disk is full"):
        Children().run("Unpacking", python(code))


def test_a_program_waits_for_no_answer() -> None:
    assert Children().run("Asking", python("print(repr(__import__('sys').stdin.read()))")) == ["''"]


def test_stopping_ends_the_program_and_what_it_has_started() -> None:
    run, grandchildren, ready = Children(), [], threading.Event()
    failures: list[BaseException] = []

    def note(line: str) -> None:
        grandchildren.append(psutil.Process(int(line)))
        ready.set()

    def work() -> None:
        try:
            run.run_any(python(FAMILY), follow=note)
        except Stopped as stopped:
            failures.append(stopped)

    thread = threading.Thread(target=work)
    thread.start()
    assert ready.wait(30)
    run.stop()
    thread.join(30)
    assert [type(failure) for failure in failures] == [Stopped]
    psutil.wait_procs(grandchildren, timeout=30)
    assert not any(is_alive(found) for found in grandchildren)


def test_after_stopping_nothing_starts_any_more() -> None:
    run = Children()
    run.stop()
    with pytest.raises(Stopped):
        run.run_any(python("pass"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl is Linux's")
def test_when_set_up_is_killed_its_programs_end_with_what_they_have_started() -> None:
    code = (
        "import sys\n"
        "from studio_dev.children import Children\n"
        "follow = lambda line: print(line, flush=True)\n"
        f"Children().run_any([sys.executable, '-c', {FAMILY!r}], follow=follow)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(studio_dev.__file__).parents[1])}
    with subprocess.Popen(
        python(code), env=environment, stdout=subprocess.PIPE, text=True
    ) as setup:
        assert setup.stdout is not None
        grandchild = psutil.Process(int(setup.stdout.readline()))
        family = [grandchild, *grandchild.parents()[:2]]
        setup.send_signal(signal.SIGKILL)
        setup.wait()
        psutil.wait_procs(family, timeout=30)
        assert not any(is_alive(found) for found in family)


@pytest.mark.parametrize("status", [0, 3])
def test_the_exit_status_is_the_programs_own(status: int) -> None:
    assert Children().run_any(python(f"raise SystemExit({status})"))[0] == status


def test_a_program_that_must_not_be_cut_off_is_waited_for(tmp_path: Path) -> None:
    done, log = tmp_path / "done", tmp_path / "log"
    program = f"print('begun', flush=True); input(); open({os.fspath(done)!r}, 'w').close()"
    code = (
        "import pathlib, sys\n"
        "from studio_dev.children import Children\n"
        f"run = Children(pathlib.Path({os.fspath(log)!r}))\n"
        "try:\n"
        "    run.run_uncut([sys.executable, '-c', PROGRAM])\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted', flush=True)\n"
    )
    # It waits for a named pipe where a package manager would be busy.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = program.replace("input()", f"open({os.fspath(pipe)!r}).read()")
    environment = {**os.environ, "PYTHONPATH": str(Path(studio_dev.__file__).parents[1])}
    with subprocess.Popen(
        python(code.replace("PROGRAM", repr(program))),
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as setup:
        # Opening the pipe for writing succeeds once the program has opened it for reading.
        with pipe.open("w"):
            setup.send_signal(signal.SIGINT)
        assert setup.stdout is not None
        assert setup.stdout.read() == "interrupted\n"
    assert done.exists()
    assert "begun" in log.read_text(encoding="utf-8")
