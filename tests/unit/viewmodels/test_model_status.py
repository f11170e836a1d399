"""The language model in a few words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.model_status import ModelStatus, short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("SmolLM2-135M-Instruct.Q4_1", "SmolLM2 135M"),
        ("Qwen2.5-1.5B-Instruct-Q4_K_M", "Qwen2.5 1.5B"),
        ("gemma-3-4b-it-IQ4_XS", "gemma 3 4b"),
        ("Instruct", "Instruct"),
        ("My model", "My model"),
    ],
)
def test_a_model_is_called_by_what_people_know(name: str, short: str) -> None:
    assert short_name(name) == short


def test_the_foot_says_what_the_window_waits_for(application: QGuiApplication) -> None:
    owner = QObject()
    status = ModelStatus(owner)
    services.changes().modelAwaited.emit("Getting SmolLM2 135M ready…")
    # What the model does meanwhile is no news while the window waits.
    services.changes().modelChanged.emit()
    awaited = (status.state, status.text)
    services.changes().modelAwaited.emit("")

    assert awaited == ("loading", "Getting SmolLM2 135M ready…")
    assert status.state == "idle"
