"""An avatar's PNG from anywhere: only what draws it is kept, and only if it is whole."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from assistant_studio.assistants.avatars import AVATAR_SIZE_PX, MAX_AVATAR_BYTES, PNG_SIGNATURE

# PNG specification, 11.2: what is needed to draw; texts, times and profiles are left behind.
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MOST_CHUNKS = 1_000


def plain_png(raw: bytes) -> bytes | None:
    """The picture without anything but its pixels; None where it is no whole avatar."""
    if len(raw) > MAX_AVATAR_BYTES or not raw.startswith(PNG_SIGNATURE):
        return None
    try:
        chunks = list(_chunks(raw[len(PNG_SIGNATURE) :]))
    except ValueError:
        return None
    kept = [(kind, data) for kind, data in chunks if kind in _KEPT]
    if not kept or kept[0][0] != b"IHDR" or kept[-1] != (b"IEND", b""):
        return None
    pixels = b"".join(data for kind, data in kept if kind == b"IDAT")
    if not _is_drawable(kept[0][1], pixels):
        return None
    return PNG_SIGNATURE + b"".join(_chunk(kind, data) for kind, data in kept)


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    for _number in range(_MOST_CHUNKS):
        if at == len(raw):
            return
        if at + 12 > len(raw):
            raise ValueError("cut off")
        (length,) = struct.unpack_from(">I", raw, at)
        ends = at + 8 + length
        if ends + 4 > len(raw):
            raise ValueError("cut off")
        kind, data = raw[at + 4 : at + 8], raw[at + 8 : ends]
        if struct.unpack_from(">I", raw, ends)[0] != zlib.crc32(kind + data):
            raise ValueError("damaged")
        yield kind, data
        at = ends + 4
    raise ValueError("too many")


def _is_drawable(header: bytes, pixels: bytes) -> bool:
    if len(header) != 13:
        return False
    width, height, depth, colors, method, filters, interlaced = struct.unpack(">2I5B", header)
    if (width, height) != (AVATAR_SIZE_PX, AVATAR_SIZE_PX) or depth not in (1, 2, 4, 8, 16):
        return False
    if colors not in _CHANNELS or method or filters or interlaced:
        return False
    row_bytes = 1 + (width * _CHANNELS[colors] * depth + 7) // 8
    unpacker = zlib.decompressobj()
    try:
        rows = unpacker.decompress(pixels, height * row_bytes + 1)
    except zlib.error:
        return False
    return len(rows) == height * row_bytes and unpacker.eof


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
