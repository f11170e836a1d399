"""A lock decides whose window it is; a local socket carries the call."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtTest import QTest

from assistant_studio.desktop.single_instance import SingleInstance
from assistant_studio.errors import FolderInUse, StorageError


@pytest.fixture
def first(application: QGuiApplication, tmp_path: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path)
    assert made.claim()
    yield made
    made.release()


CALL = """
import sys
from pathlib import Path
from assistant_studio.desktop.single_instance import SingleInstance

SingleInstance(Path(sys.argv[1])).call_forward([Path(name) for name in sys.argv[2:]])
"""


def test_only_one_may_claim_a_folder(first: SingleInstance, tmp_path: Path) -> None:
    assert not SingleInstance(tmp_path).claim()


def test_another_folder_is_another_matter(first: SingleInstance, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = SingleInstance(tmp_path / "other")

    assert other.claim()
    other.release()


def test_a_released_folder_can_be_claimed(first: SingleInstance, tmp_path: Path) -> None:
    first.release()
    second = SingleInstance(tmp_path)

    assert second.claim()
    second.release()


def test_a_call_carries_files_to_the_first(
    first: SingleInstance, tmp_path: Path, application: QGuiApplication
) -> None:
    called: list[list[str]] = []
    first.called.connect(called.append)
    files = [tmp_path / "a b.assistant", tmp_path / "ü.pdf"]

    second = subprocess.Popen([sys.executable, "-c", CALL, str(tmp_path), *map(str, files)])
    while second.poll() is None:
        QTest.qWait(10)

    assert second.returncode == 0
    assert called == [[str(path) for path in files]]


def test_no_answer_is_told_as_a_folder_in_use(first: SingleInstance, tmp_path: Path) -> None:
    # Without a running event loop the first one listens but never answers.
    with pytest.raises(FolderInUse, match="does not answer"):
        SingleInstance(tmp_path).call_forward([], timeout_s=0.1)


@pytest.mark.parametrize("line", [b"nonsense\n", b'{"files": "x"}\n', b'{"files": [1]}\n', b"[]\n"])
def test_a_call_that_is_none_is_cut_off(
    first: SingleInstance, application: QGuiApplication, line: bytes
) -> None:
    called: list[list[str]] = []
    first.called.connect(called.append)
    socket = QLocalSocket()
    socket.connectToServer(first.socket_name)
    assert socket.waitForConnected(1000)
    socket.write(line)
    socket.flush()

    end_s = time.monotonic() + 5
    while (
        socket.state() != QLocalSocket.LocalSocketState.UnconnectedState
        and time.monotonic() < end_s
    ):
        QTest.qWait(10)

    assert socket.state() == QLocalSocket.LocalSocketState.UnconnectedState
    assert called == []


def test_a_folder_that_is_missing_cannot_be_claimed(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        SingleInstance(tmp_path / "missing").claim()
