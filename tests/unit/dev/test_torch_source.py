"""torch comes from where a CPU build is; CUDA's gigabytes never come unannounced."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from studio_dev import packages_step, torch_source
from studio_dev.problems import Problem

CPU = "install --no-compile --no-deps torch==2.13.0+cpu"
NOT_OFFERED = """\
if '+cpu' in arguments[-1] and '--index-url' not in arguments:
    print('ERROR: Could not find a version that satisfies the requirement torch==2.13.0+cpu')
    print('ERROR: No matching distribution found for torch==2.13.0+cpu')
    sys.exit(1)
"""


@pytest.fixture(autouse=True)
def _on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch_source, "needs_choice", lambda: True)


def test_what_pip_is_configured_with_comes_first(
    bench: Any, fake_python: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_source, "pytorch_answers", lambda: pytest.fail("was asked"))
    fake_python("")
    packages_step.install_torch(bench.shop)
    assert bench.calls == [CPU]


def test_pytorchs_index_comes_second(
    bench: Any, fake_python: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_source, "pytorch_answers", lambda: True)
    fake_python(NOT_OFFERED)
    packages_step.install_torch(bench.shop)
    index = f"--index-url {torch_source.CPU_INDEX}"
    assert bench.calls == [CPU, f"install --no-compile {index} --no-deps torch==2.13.0+cpu"]


def test_the_cuda_build_is_announced(
    bench: Any, fake_python: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_source, "pytorch_answers", lambda: False)
    fake_python(NOT_OFFERED)
    packages_step.install_torch(bench.shop)
    assert bench.calls == [CPU, "install --no-compile torch==2.13.0"]
    assert "Only the CUDA build" in bench.said.getvalue()


def test_without_a_network_set_up_stops_and_says_so(
    bench: Any, fake_python: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_source, "pytorch_answers", lambda: pytest.fail("was asked"))
    fake_python(
        "print('WARNING: Retrying: Failed to establish a new connection: [Errno -2]')\n"
        "print('ERROR: No matching distribution found for torch==2.13.0+cpu')\n"
        "sys.exit(1)\n"
    )
    with pytest.raises(Problem) as caught:
        packages_step.install_torch(bench.shop)
    assert "could not be reached" in caught.value.cause


def test_elsewhere_pypis_own_build_is_taken(
    bench: Any, fake_python: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_source, "needs_choice", lambda: False)
    fake_python("")
    packages_step.install_torch(bench.shop)
    assert bench.calls == ["install --no-compile torch==2.13.0"]


@pytest.mark.parametrize("version", ["2.13.0", "2.13.0+cpu", "2.13.0+cu130"])
def test_a_torch_of_that_version_is_left_alone(
    bench: Any, fake_python: Callable[[str], None], version: str
) -> None:
    fake_python("sys.exit(1)")
    packages = bench.shop.places.venv / "lib" / "python3.11" / "site-packages"
    (packages / f"torch-{version}.dist-info").mkdir(parents=True)
    packages_step.install_torch(bench.shop)
    assert bench.calls == []


@pytest.mark.parametrize(
    ("platform", "expected"), [("linux", True), ("darwin", False), ("win32", False)]
)
def test_only_linux_has_to_choose(
    platform: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert torch_source.needs_choice(platform) is expected


class _Silent(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.server.held.wait()  # type: ignore[attr-defined]

    def log_message(self, *arguments: object) -> None:
        pass


class _Answering(_Silent):
    def do_HEAD(self) -> None:
        self.send_response(200)
        self.end_headers()


@pytest.fixture
def index(request: pytest.FixtureRequest) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), request.param) as server:
        server.held = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/whl/cpu"
        server.held.set()  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("index", [_Answering], indirect=True)
def test_an_index_that_answers_is_used(index: str) -> None:
    assert torch_source.pytorch_answers(index)


@pytest.mark.parametrize("index", [_Silent], indirect=True)
def test_an_index_that_keeps_silent_is_given_up_soon(index: str) -> None:
    started = time.monotonic()
    assert not torch_source.pytorch_answers(index, timeout_s=0.3)
    assert time.monotonic() - started < 3.0


def test_an_index_that_is_not_there_does_not_answer() -> None:
    assert not torch_source.pytorch_answers("http://127.0.0.1:9/whl/cpu", timeout_s=0.3)
