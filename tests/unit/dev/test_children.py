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
def test_a_program_ends_when_set_up_itself_is_killed() -> None:
    waits = "import os, threading; print(os.getpid(), flush=True); threading.Event().wait()"
    code = (
        "import sys\n"
        "from studio_dev.children import Children\n"
        "follow = lambda line: print(line, flush=True)\n"
        f"Children().run_any([sys.executable, '-c', {waits!r}], follow=follow)\n"
    )
    import studio_dev

    environment = {**os.environ, "PYTHONPATH": str(Path(studio_dev.__file__).parents[1])}
    with subprocess.Popen(
        python(code), env=environment, stdout=subprocess.PIPE, text=True
    ) as setup:
        assert setup.stdout is not None
        program = psutil.Process(int(setup.stdout.readline()))
        setup.send_signal(signal.SIGKILL)
        setup.wait()
        psutil.wait_procs([program], timeout=30)
        assert not is_alive(program)
