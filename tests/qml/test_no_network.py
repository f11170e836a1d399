"""Whatever QML is made to ask for, nothing beyond this computer is reached."""

from __future__ import annotations

import json
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication

from assistant_studio import network
from assistant_studio.desktop.qml import StudioEngine
from assistant_studio.paths import Home

REMOTE = b"""
import QtQuick

Item {
    property int picture: image.status
    property string answer: ""

    Image {
        id: image

        source: "https://pictures.example.com/x.png"
    }
    Component.onCompleted: {
        const request = new XMLHttpRequest();
        request.onreadystatechange = () => {
            if (request.readyState === XMLHttpRequest.DONE) {
                answer = "status " + request.status;
            }
        };
        request.open("GET", "https://scripts.example.com/");
        request.send();
    }
}
"""
ERROR = 3  # Image.Error


def test_remote_pictures_and_requests_are_refused_and_logged(
    application: QGuiApplication,
    home: Home,
    wait_for: Callable[..., None],
    qt_warnings: list[str],
) -> None:
    network.install_network_guard(home, process="test")
    engine = StudioEngine()
    engine.loadData(QByteArray(REMOTE))
    root = engine.rootObjects()[0]

    wait_for(lambda: root.property("picture") == ERROR and root.property("answer"))
    answer = root.property("answer")
    shiboken6.delete(engine)

    assert answer == "status 0"
    lines = [json.loads(line) for line in home.network_log.read_text("utf-8").splitlines()]
    assert {line["address"] for line in lines} == {
        "https://pictures.example.com",
        "https://scripts.example.com",
    }
    assert not any(line["allowed"] for line in lines)
    assert all("example.com" in warning or "Protocol" in warning for warning in qt_warnings)
    qt_warnings.clear()
