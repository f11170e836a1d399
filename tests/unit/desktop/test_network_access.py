"""QML reaches nothing beyond this computer."""

from __future__ import annotations

import json
import time

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QNetworkReply, QNetworkRequest
from PySide6.QtTest import QTest

from assistant_studio import network
from assistant_studio.desktop.network_access import RefusingAccessFactory, is_local_url
from assistant_studio.paths import Home


@pytest.mark.parametrize(
    "address", ["file:///tmp/x.png", "qrc:/x.png", "data:image/png;base64,AA==", "image://icon/x"]
)
def test_what_lies_here_is_local(address: str) -> None:
    assert is_local_url(QUrl(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/x.png",
        "https://example.com",
        "HTTPS://EXAMPLE.COM",
        "ftp://example.com/x",
        "file://server/share/x.png",
        "ws://example.com",
        "//example.com/x.png",
    ],
)
def test_everything_else_is_not(address: str) -> None:
    assert not is_local_url(QUrl(address))


def test_a_remote_picture_is_refused_and_logged(application: QGuiApplication, home: Home) -> None:
    network.install_network_guard(home, process="test")
    manager = RefusingAccessFactory().create(application)

    reply = manager.get(QNetworkRequest(QUrl("https://person@example.com/secret?q=1")))
    end_s = time.monotonic() + 5
    while not reply.isFinished() and time.monotonic() < end_s:
        QTest.qWait(10)

    assert reply.error() != QNetworkReply.NetworkError.NoError
    line = json.loads(home.network_log.read_text(encoding="utf-8").splitlines()[-1])
    assert line["address"] == "https://example.com"
    assert line["allowed"] is False


def test_a_local_file_is_given_out(application: QGuiApplication, home: Home) -> None:
    (home.root / "x.txt").write_text("here", encoding="utf-8")
    manager = RefusingAccessFactory().create(application)

    reply = manager.get(QNetworkRequest(QUrl.fromLocalFile(str(home.root / "x.txt"))))
    end_s = time.monotonic() + 5
    while not reply.isFinished() and time.monotonic() < end_s:
        QTest.qWait(10)

    assert bytes(reply.readAll().data()) == b"here"
