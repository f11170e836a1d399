"""What went wrong inside the window is written down and told."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtGui import QGuiApplication

from assistant_studio.desktop.window_log import LOG_NAME, WindowLog


@pytest.fixture
def told() -> list[BaseException]:
    return []


@pytest.fixture
def log(
    application: QGuiApplication, tmp_path: Path, told: list[BaseException]
) -> Iterator[WindowLog]:
    made = WindowLog(tmp_path / "logs" / "window.log", told.append)
    made.install()
    yield made
    made.close()


def _text(tmp_path: Path) -> str:
    return (tmp_path / "logs" / "window.log").read_text(encoding="utf-8")


def test_qt_warnings_are_written_down(log: WindowLog, tmp_path: Path) -> None:
    qWarning("a binding loop")

    assert "WARNING Qt: a binding loop" in _text(tmp_path)


def test_uncaught_errors_are_written_down_and_told(
    log: WindowLog, tmp_path: Path, told: list[BaseException]
) -> None:
    error = ValueError("forgotten")

    sys.excepthook(ValueError, error, None)

    assert "ValueError: forgotten" in _text(tmp_path)
    assert told == [error]


def test_uncaught_errors_of_threads_too(
    log: WindowLog, tmp_path: Path, told: list[BaseException]
) -> None:
    def fail() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    assert "in a thread" in _text(tmp_path)
    assert [str(error) for error in told] == ["in a thread"]


def test_a_folder_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file stands where the folder should be", encoding="utf-8")
    log = WindowLog(tmp_path / "logs" / "window.log", lambda error: None)
    log.install()
    logging.getLogger(LOG_NAME).warning("lost")
    log.close()


def test_hooks_are_put_back(application: QGuiApplication, tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    log = WindowLog(tmp_path / "window.log", lambda error: None)
    log.install()
    log.close()

    assert (sys.excepthook, threading.excepthook) == before
