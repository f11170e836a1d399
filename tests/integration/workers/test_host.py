"""A real worker process behind `WorkerHost`: calls, streams, cancel, crashes, limits, orphans."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import (
    DamagedDocument,
    NetworkBlocked,
    NewerData,
    WorkerDied,
    WorkerTimedOut,
)
from assistant_studio.paths import Home
from assistant_studio.workers.host import WorkerBug, WorkerHost

WORKERS = Path(__file__).resolve().parents[2] / "data" / "workers"


@pytest.fixture
def host(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerHost]:
    monkeypatch.setenv("PYTHONPATH", str(WORKERS))
    worker = WorkerHost("playground", home, {"colour": "green"}, module="playground_worker")
    yield worker
    worker.close()


def test_a_call_gives_its_value_and_plain_data_survives_the_way(host: WorkerHost) -> None:
    value = {"text": "Grüße 🌿", "numbers": [1, 2.5, None, True], "bytes": b"\x00\xff"}
    assert host.call("echo", value) == value
    assert host.call("options") == {"colour": "green"}


@pytest.mark.parametrize("value", ["half a pair: \udcff", object()])
def test_what_cannot_be_sent_is_said_and_never_waited_for(host: WorkerHost, value: object) -> None:
    with pytest.raises((UnicodeEncodeError, TypeError)):
        host.call("echo", value, timeout_s=10)
    assert host.call("echo", 1) == 1
    assert host.starts == 1


def test_a_stream_gives_its_items_in_order(host: WorkerHost) -> None:
    assert list(host.stream("count", 1000)) == list(range(1000))
    assert host.call("count", 3) == "counted"


def test_cancel_stops_a_stream_within_200_ms(host: WorkerHost) -> None:
    token = CancelToken()
    stream = host.stream("count_until_stopped", token=token)
    assert next(stream) == 0
    started_s = time.monotonic()
    token.cancel()
    with pytest.raises(Cancelled):
        list(stream)
    assert time.monotonic() - started_s < 0.2
    assert host.call("echo", 1) == 1
    assert host.starts == 1


def test_leaving_a_stream_early_stops_the_worker_side(host: WorkerHost) -> None:
    for n in host.stream("count_until_stopped"):
        if n == 3:
            break
    assert host.call("echo", "free again", timeout_s=5) == "free again"


def test_a_worker_that_ignores_cancel_is_ended(host: WorkerHost) -> None:
    token = CancelToken()
    threading.Timer(0.2, token.cancel).start()
    with pytest.raises(Cancelled):
        host.call("hang", token=token)
    assert host.call("echo", 1) == 1
    assert host.starts == 2


def test_a_cancelled_call_that_hangs_ends_no_other_call(host: WorkerHost) -> None:
    other = host.stream("follow_gate")
    assert next(other) == "waiting"
    token = CancelToken()
    threading.Timer(0.2, token.cancel).start()
    with pytest.raises(Cancelled):
        host.call("hang", token=token)
    host.call("open_gate")
    assert list(other) == ["opened"]
    assert host.starts == 1


def test_where_calls_share_a_worker_only_the_cancelled_one_is_given_up(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(WORKERS))
    shared = WorkerHost("playground", home, module="playground_worker", ends_when_stuck=False)
    token = CancelToken()
    shared.call("echo", 1)
    threading.Timer(0.1, token.cancel).start()
    with pytest.raises(Cancelled):
        shared.call("wait_for_gate", token=token)
    shared.call("open_gate")
    assert shared.starts == 1
    shared.close()


def test_a_worker_that_cannot_be_made_says_why(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(WORKERS))
    broken = WorkerHost(
        "playground", home, {"refuse": "This data is newer."}, module="playground_worker"
    )
    for _ in range(2):
        with pytest.raises(NewerData, match="This data is newer"):
            broken.call("echo", 1)
    broken.close()


def test_a_stopped_process_does_not_hold_up_the_end(host: WorkerHost) -> None:
    host.call("echo", 1)
    assert host.pid is not None
    os.kill(host.pid, signal.SIGSTOP)
    with pytest.raises(WorkerTimedOut):
        host.call("echo", "x" * 10, timeout_s=0.3)
    blocked = threading.Thread(target=_swallow, args=(host, "x" * 5_000_000))
    host.call("echo", 1)
    os.kill(host.pid or 0, signal.SIGSTOP)
    blocked.start()
    started_s = time.monotonic()
    host.kill()
    blocked.join(10)
    assert not blocked.is_alive()
    assert time.monotonic() - started_s < 5


def _swallow(host: WorkerHost, text: str) -> None:
    with contextlib.suppress(WorkerDied):
        host.call("echo", text)


def test_a_module_in_the_current_folder_is_never_imported(
    host: WorkerHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "downloads"
    trap.mkdir()
    (trap / "msgpack.py").write_text("open('sprung', 'w').close()\n")
    monkeypatch.chdir(trap)
    assert host.call("echo", 1) == 1
    assert not (trap / "sprung").exists()


def test_an_error_for_people_arrives_as_itself(host: WorkerHost) -> None:
    with pytest.raises(DamagedDocument, match="cut off") as caught:
        host.call("refuse")
    assert caught.value.hint == "Copy it again."


def test_a_bug_arrives_with_its_traceback(host: WorkerHost) -> None:
    with pytest.raises(WorkerBug, match="KeyError"):
        host.call("stumble")
    assert host.call("echo", 1) == 1


def test_only_exposed_methods_can_be_called(host: WorkerHost) -> None:
    with pytest.raises(WorkerBug, match="no method"):
        host.call("hidden")


def test_a_crash_is_a_sentence_and_the_next_call_works(host: WorkerHost) -> None:
    for _ in range(3):
        with pytest.raises(WorkerDied, match="stopped unexpectedly"):
            host.call("die")
        assert host.call("echo", 1) == 1
    assert host.starts == 4


@pytest.mark.parametrize(
    ("method", "told"),
    [("die", ["SIGKILL"]), ("abort", ["SIGABRT", "Fatal Python error", "in abort"])],
)
def test_the_log_says_how_a_worker_ended(
    host: WorkerHost, home: Home, method: str, told: list[str]
) -> None:
    with pytest.raises(WorkerDied):
        host.call(method)
    host.close()
    log = (home.logs_dir / "worker-playground.log").read_text(encoding="utf-8")
    assert all(each in log for each in told)


def test_the_log_says_nothing_of_an_end_that_was_asked_for(host: WorkerHost, home: Home) -> None:
    host.call("echo", 1)
    host.close()
    log = (home.logs_dir / "worker-playground.log").read_text(encoding="utf-8")
    assert "ended" not in log


def test_a_kill_in_mid_stream_ends_it_with_a_sentence(host: WorkerHost) -> None:
    stream = host.stream("count_until_stopped")
    next(stream)
    assert host.pid is not None
    os.kill(host.pid, signal.SIGKILL)
    with pytest.raises(WorkerDied):
        list(stream)
    assert host.call("echo", 2) == 2


def test_a_hang_is_ended_after_the_time_limit(host: WorkerHost) -> None:
    host.call("echo", 1)
    with pytest.raises(WorkerTimedOut, match="0.3 seconds"):
        host.call("hang", timeout_s=0.3)
    assert host.call("echo", 1) == 1


def test_printing_does_not_break_the_frames(host: WorkerHost) -> None:
    assert host.call("print_loudly") == "still talking"


def test_lanes_run_side_by_side(host: WorkerHost) -> None:
    waiting = threading.Thread(target=host.call, args=("wait_for_gate",))
    waiting.start()
    host.call("open_gate")
    waiting.join(10)
    assert not waiting.is_alive()


def test_many_threads_may_call_at_once(host: WorkerHost) -> None:
    results: dict[int, int] = {}

    def call(n: int) -> None:
        results[n] = host.call("echo", n)

    threads = [threading.Thread(target=call, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {n: n for n in range(20)}
    assert host.starts == 1


def test_a_worker_cannot_reach_the_network_and_the_log_says_so(
    host: WorkerHost, home: Home
) -> None:
    with pytest.raises(NetworkBlocked, match="192.0.2.1"):
        host.call("connect", "192.0.2.1", 80)
    line = json.loads(home.network_log.read_text().splitlines()[-1])
    assert line["process"] == "playground"
    assert line["allowed"] is False


def test_no_worker_outlives_a_killed_app(home: Home) -> None:
    script = textwrap.dedent(
        f"""
        from pathlib import Path
        from assistant_studio.paths import Home
        from assistant_studio.workers.host import WorkerHost
        host = WorkerHost("playground", Home(Path({str(home.root)!r})), module="playground_worker")
        host.call("echo", 1)
        print(host.pid, flush=True)
        host.call("hang")
        """
    )
    environment = {**os.environ, "PYTHONPATH": str(WORKERS)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment
    ) as app:
        assert app.stdout is not None
        worker = psutil.Process(int(app.stdout.readline()))
        app.kill()
    worker.wait(timeout=10)
    assert not worker.is_running()


def test_closing_ends_the_process(host: WorkerHost) -> None:
    host.call("echo", 1)
    assert host.pid is not None
    process = psutil.Process(host.pid)
    host.close()
    assert not process.is_running()
