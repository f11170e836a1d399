"""Every pair of text and ground that the window uses meets WCAG 2.2 AA, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication

from assistant_studio.assistants.assistant import AVATAR_COLORS
from assistant_studio.desktop.qml import StudioEngine

# WCAG 2.2, 1.4.3 for text and 1.4.11 for what is not text.
TEXT = 4.5
SHAPE = 3.0

GROUNDS = ("bg", "panel", "side", "user", "code", "tint", "warnBg", "hover")
TEXT_PAIRS = (
    *((ink, ground) for ink in ("ink", "mute") for ground in GROUNDS),
    *(("accent", ground) for ground in ("bg", "panel", "side", "tint", "code")),
    *(("warn", ground) for ground in ("bg", "panel", "warnBg")),
    *(("bad", ground) for ground in ("bg", "panel", "badBg", "hover")),
    ("ink", "badBg"),
    ("mute", "badBg"),
    ("good", "side"),
    ("good", "tint"),
    ("accentInk", "accent"),
    ("accentInk", "accentHover"),
    *((f"code{kind}", "code") for kind in ("Keyword", "String", "Number", "Comment")),
    # A tool tip is the window's colours turned over.
    ("bg", "ink"),
)
SHAPE_PAIRS = (*(("accent", ground) for ground in GROUNDS), ("good", "side"))


@pytest.fixture
def theme(application: QGuiApplication) -> Iterator[QObject]:
    engine = StudioEngine()
    engine.loadData(
        QByteArray(
            b"import QtQml\nimport AssistantStudio.Theme\nQtObject { property var theme: Theme }"
        )
    )
    yield engine.rootObjects()[0].property("theme")
    shiboken6.delete(engine)


def test_the_system_decides_unless_a_person_does(theme: QObject) -> None:
    # Offscreen there is no desktop whose scheme could change; what it says is taken.
    system_is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.property("dark") == system_is_dark

    theme.setProperty("choice", "dark")
    assert theme.property("dark")
    theme.setProperty("choice", "light")
    assert not theme.property("dark")
    theme.setProperty("choice", "system")


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_text_can_be_read(theme: QObject, choice: str) -> None:
    theme.setProperty("choice", choice)
    weak = _weak(theme, TEXT_PAIRS, TEXT)
    theme.setProperty("choice", "system")

    assert not weak


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_focus_ring_and_other_shapes_can_be_seen(theme: QObject, choice: str) -> None:
    theme.setProperty("choice", choice)
    weak = _weak(theme, SHAPE_PAIRS, SHAPE)
    theme.setProperty("choice", "system")

    assert not weak


def test_the_letter_on_every_avatar_can_be_read(theme: QObject) -> None:
    ink = theme.property("avatarInk")

    assert all(contrast(ink, QColor(color)) >= TEXT for color in AVATAR_COLORS)


def _weak(theme: QObject, pairs: tuple[tuple[str, str], ...], least: float) -> list[str]:
    found = [
        (ink, ground, contrast(theme.property(ink), theme.property(ground)))
        for ink, ground in pairs
    ]
    return [f"{ink} on {ground}: {ratio:.2f}" for ink, ground, ratio in found if ratio < least]
