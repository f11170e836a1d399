"""Icons come in the colour that is asked for, and from their own folder alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage

from assistant_studio import paths
from assistant_studio.desktop.icons import IconProvider
from assistant_studio.viewmodels import services


@pytest.fixture
def provider(application: QGuiApplication) -> IconProvider:
    return IconProvider(paths.resources_dir() / "icons")


def _colors(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_an_icon_takes_its_colour_and_size(provider: IconProvider) -> None:
    image = provider.requestImage("square/ff8800", QSize(), QSize(48, 48))

    assert image.size() == QSize(48, 48)
    assert _colors(image) == {QColor("#ff8800").name()}


def test_a_colour_with_opacity_in_front_is_understood(provider: IconProvider) -> None:
    image = provider.requestImage("square/ff0000ff", QSize(), QSize(48, 48))

    assert _colors(image) == {"#0000ff"}


@pytest.mark.parametrize("name", ["no-such-icon/000000", "../fonts/x/000000", "x", "plus/red"])
def test_anything_else_is_no_icon(provider: IconProvider, name: str) -> None:
    assert provider.requestImage(name, QSize(), QSize(24, 24)).isNull()


def test_only_icons_that_are_used_are_shipped() -> None:
    view_models = Path(services.__file__).parent.glob("*.py")
    sources = [*paths.ui_dir().rglob("*.qml"), *view_models]
    named = "".join(path.read_text(encoding="utf-8") for path in sources)
    icons = {path.stem for path in (paths.resources_dir() / "icons").glob("*.svg")}

    unused = {name for name in icons if f'"{name}"' not in named} - {"assistant-studio"}

    assert unused == set()
