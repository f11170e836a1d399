"""Pictures for avatars: read within limits, refused in a sentence, encoded anew."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage

from assistant_studio.assistants.avatars import AVATAR_SIZE_PX, AvatarStore
from assistant_studio.errors import UsageError
from assistant_studio.viewmodels import avatar_pictures
from assistant_studio.viewmodels.avatar_pictures import encoded, read_picture

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    b'<image href="/etc/passwd"/></svg>'
)


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def bomb(width: int, height: int) -> bytes:
    """A few kilobytes of PNG that say they hold this many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 4_000_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def picture(path: Path, width: int, height: int, kind: str = "PNG") -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#B4552D"))
    image.setPixelColor(width - 1, height - 1, QColor("#FFFFFF"))
    image.setText("Comment", "GPS 48.1, 11.6")
    assert image.save(str(path), kind)
    return path


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a picture that can be read"),
        (b"# Notes\n" * 100, "is not a picture that can be read"),
        (b"\x89PNG\r\n\x1a\n", "is not a picture that can be read"),
        (SVG, "is not a picture that can be read"),
        (bomb(60_000, 60_000), "has 60,000 × 60,000 pixels, which is too large"),
    ],
    ids=["empty", "text", "cut short", "vector", "bomb"],
)
def test_what_is_no_picture_or_too_much_is_refused_in_a_sentence(
    application: QGuiApplication,
    tmp_path: Path,
    content: bytes,
    sentence: str,
) -> None:
    path = tmp_path / "face.png"
    path.write_bytes(content)

    with pytest.raises(UsageError, match=sentence) as told:
        read_picture(path)
    assert told.value.hint


def test_a_bomb_within_the_pixels_is_stopped_by_its_memory(
    application: QGuiApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(avatar_pictures, "MAX_PIXELS", 1 << 40)
    path = tmp_path / "face.png"
    path.write_bytes(bomb(20_000, 20_000))

    with pytest.raises(UsageError, match="is not a picture that can be read"):
        read_picture(path)


def test_files_that_are_missing_too_large_or_no_files_are_refused(
    application: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_picture(tmp_path / "gone.png")
    with pytest.raises(UsageError, match="is not a picture"):
        read_picture(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(UsageError, match="is not a picture"):
            read_picture(tmp_path / "pipe.png")
    monkeypatch.setattr(avatar_pictures, "MAX_FILE_BYTES", 10)
    with pytest.raises(UsageError, match="a picture may take 0 MB"):
        read_picture(picture(tmp_path / "large.png", 64, 64))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP"])
def test_a_picture_becomes_an_avatar_and_nothing_else_of_its_file_goes_along(
    application: QGuiApplication, tmp_path: Path, kind: str
) -> None:
    image = read_picture(picture(tmp_path / "face.dat", 3000, 1500, kind))
    assert (image.width(), image.height()) == (1024, 512)

    png = encoded(image, QRectF(256, 0, 512, 512))
    assert b"GPS" not in png
    sha256 = AvatarStore(tmp_path / "avatars").keep(png)
    kept = QImage(str(AvatarStore(tmp_path / "avatars").path(sha256)))
    assert (kept.width(), kept.height()) == (AVATAR_SIZE_PX, AVATAR_SIZE_PX)
    assert abs(kept.pixelColor(20, 20).red() - 0xB4) <= 3


def test_even_noise_fits_into_what_an_avatar_may_take(
    application: QGuiApplication, tmp_path: Path
) -> None:
    noise = os.urandom(512 * 512 * 4)
    image = QImage(noise, 512, 512, QImage.Format.Format_RGB32)

    assert AvatarStore(tmp_path).keep(encoded(image, QRectF(0, 0, 256, 256)))
