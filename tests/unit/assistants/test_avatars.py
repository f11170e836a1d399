"""Avatars on disk: only small PNGs of one size, each once."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from assistant_studio.assistants.assistant import (
    AVATAR_COLORS,
    Assistant,
    Avatar,
    fresh_avatar,
)
from assistant_studio.assistants.avatars import MAX_AVATAR_BYTES, AvatarStore
from assistant_studio.errors import UsageError


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x7f" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_a_picture_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    store = AvatarStore(tmp_path / "avatars")
    first, second = store.keep(png(256, 256)), store.keep(png(256, 256))

    assert first == second
    assert store.path(first).read_bytes() == png(256, 256)
    assert len(list((tmp_path / "avatars").iterdir())) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", png(255, 256), png(256, 256)[:20], png(256, 256) + b"x" * MAX_AVATAR_BYTES],
)
def test_what_the_app_did_not_encode_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UsageError, match="no picture that can stand for an assistant"):
        AvatarStore(tmp_path).keep(content)
    assert list(tmp_path.iterdir()) == []


def test_a_new_avatar_has_the_colour_that_fewest_have() -> None:
    assert fresh_avatar([]).color == AVATAR_COLORS[0]
    others = [Assistant(avatar=Avatar(color=color.lower())) for color in AVATAR_COLORS[:2]]
    assert fresh_avatar(others).color == AVATAR_COLORS[2]
    all_taken = [Assistant(avatar=Avatar(color=color)) for color in AVATAR_COLORS]
    own = Assistant(avatar=Avatar(color="#123456"))
    assert fresh_avatar([*all_taken, own]).color == AVATAR_COLORS[0]
