"""The avatar's picture: chosen, cut with the keyboard, shown everywhere, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from assistant_studio.errors import DiskFull

ORANGE = QColor("#FF8800")


def two_coloured(path: Path) -> Path:
    """Left blue, right orange, twice as wide as high."""
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#0044FF"))
    for x in range(400, 800):
        for y in range(400):
            image.setPixelColor(x, y, ORANGE)
    assert image.save(str(path))
    return path


def begin(builder: Any, path: Path) -> None:
    """As if the file was chosen in the system's own dialog."""
    item: QQuickItem | None = builder.window.named("Picture…")
    while item is not None and not hasattr(item, "cut"):
        item = item.parentItem()
    assert item is not None
    item.cut(QUrl.fromLocalFile(str(path)))


def colours(builder: Any) -> set[str]:
    """The colours of the sidebar or the top left of the page, where the avatar stands."""
    image = builder.window.grab()
    return {image.pixelColor(x, y).name() for x in range(0, 620, 3) for y in range(60, 260, 3)}


def test_a_picture_is_cut_out_and_shown_everywhere(builder: Any, tmp_path: Path) -> None:
    builder.edit()
    begin(builder, two_coloured(tmp_path / "face.png"))
    builder.wait(lambda: builder.has("Zoom"))
    for _ in range(30):
        builder.keys("Right")
    builder.keys("+")
    builder.press("Use this picture")

    builder.wait(lambda: builder.draft.avatarPicture != "")
    kept = builder.studio.avatars.path(builder.draft.avatarPicture)
    image = QImage(str(kept))
    assert {image.pixelColor(x, 128).name() for x in (5, 128, 250)} == {ORANGE.name()}
    builder.wait(lambda: ORANGE.name() in colours(builder))

    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.saved().avatar.picture != "")
    builder.press("Back")
    builder.wait(lambda: builder.app.page == "chat")
    builder.wait(lambda: ORANGE.name() in colours(builder))

    builder.edit()
    builder.press("Take the picture away")
    builder.wait(lambda: ORANGE.name() not in colours(builder))
    assert builder.has("Colour 1")
    builder.keys("Ctrl+Z")
    builder.wait(lambda: ORANGE.name() in colours(builder))
    # A picture whose file is gone gives way to the letter.
    kept.unlink()


def test_what_is_no_picture_is_told_in_the_sheet(
    builder: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = tmp_path / "face.png"
    notes.write_text("no picture", encoding="utf-8")
    builder.edit()
    begin(builder, notes)
    builder.wait(
        lambda: builder.has(
            "“face.png” is not a picture that can be read. Choose a PNG, JPEG, GIF, BMP or WebP "
            "file."
        )
    )
    builder.press("Close")

    def full(_png: bytes) -> str:
        raise DiskFull("The disk is full, so this could not be saved.", "Free some space.")

    monkeypatch.setattr(builder.studio.avatars, "keep", full)
    begin(builder, two_coloured(tmp_path / "good.png"))
    builder.wait(lambda: builder.has("Use this picture"))
    builder.wait(lambda: builder.has("Zoom"))
    builder.press("Use this picture")
    builder.wait(
        lambda: builder.has("The disk is full, so this could not be saved. Free some space.")
    )
    assert builder.draft.avatarPicture == ""
