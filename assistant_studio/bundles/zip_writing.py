"""Writes zips of the plainest kind: the same content gives the same bytes, and readers are sure.

No dates, no owners, no data descriptors, no comments; an entry that packs too well to be told from
a bomb is stored as it is.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from assistant_studio.bundles.limits import MOST_RATIO, RATIO_COUNTS_FROM_BYTES

_LOCAL = struct.Struct("<4s5H3L2H")
_LISTED = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_U16, _U32 = 0xFFFF, 0xFFFFFFFF
_VERSION, _VERSION_64 = 20, 45
_UNIX_FILE = (3 << 8 | _VERSION_64, 0o100644 << 16)
_UTF8 = 1 << 11
# 1 January 1980, the earliest that a zip can say.
_NO_TIME, _NO_DATE = 0, 1 << 5 | 1
_LEVEL = 1

Pieces = Iterable[bytes]


@dataclass(frozen=True, slots=True)
class _Written:
    name: bytes
    crc: int
    packed_bytes: int
    size_bytes: int
    deflated: bool
    begins: int

    @property
    def is_large(self) -> bool:
        return max(self.size_bytes, self.packed_bytes) >= _U32


class ZipWriter:
    """Writes entries one after the other to a file that can seek; `finish` writes the list."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._entries: list[_Written] = []

    def add(self, name: str, size_bytes: int, pieces: Callable[[], Pieces], *, pack: bool) -> None:
        """Write an entry.

        Args:
            name: Its name; ASCII is best.
            size_bytes: How much `pieces` gives; it must be so.
            pieces: Gives the content; asked twice where packing turns out to be of no use.
            pack: Whether to pack it.
        """
        begins = self._file.tell()
        written = self._write(name.encode(), begins, size_bytes, pieces(), pack=pack)
        swells = written.size_bytes > MOST_RATIO * max(1, written.packed_bytes)
        if swells and written.size_bytes > RATIO_COUNTS_FROM_BYTES:
            self._file.seek(begins)
            self._file.truncate()
            written = self._write(name.encode(), begins, size_bytes, pieces(), pack=False)
        self._entries.append(written)

    def finish(self) -> None:
        """Write the list of entries; nothing can be added after it."""
        begins = self._file.tell()
        for entry in self._entries:
            self._file.write(_listed(entry))
        ends = self._file.tell()
        count, size = len(self._entries), ends - begins
        if count >= _U16 or size >= _U32 or begins >= _U32:
            self._file.write(
                _END_64.pack(
                    b"PK\6\6", 44, _VERSION_64, _VERSION_64, 0, 0, count, count, size, begins
                )
            )
            self._file.write(_LOCATOR_64.pack(b"PK\6\7", 0, ends, 1))
        short = min(count, _U16)
        self._file.write(
            _END.pack(b"PK\5\6", 0, 0, short, short, min(size, _U32), min(begins, _U32), 0)
        )

    def _write(
        self, name: bytes, begins: int, size_bytes: int, pieces: Pieces, *, pack: bool
    ) -> _Written:
        head = _Written(name, 0, size_bytes, size_bytes, pack, begins)
        self._file.write(_local(head))
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS) if pack else None
        crc = count = packed = 0
        for piece in pieces:
            crc = zlib.crc32(piece, crc)
            count += len(piece)
            packed += self._file.write(packer.compress(piece) if packer else piece)
        if packer:
            packed += self._file.write(packer.flush())
        if count != size_bytes:
            raise ValueError(f"{name!r} has {count} bytes instead of {size_bytes}")
        written = _Written(name, crc, packed, count, pack, begins)
        ends = self._file.tell()
        self._file.seek(begins)
        # The same length as before: whether its numbers are wide was known from the start.
        self._file.write(_local(written, wide=head.is_large))
        self._file.seek(ends)
        return written


def _local(entry: _Written, *, wide: bool | None = None) -> bytes:
    wide = entry.is_large if wide is None else wide
    extra = struct.pack("<2H2Q", 1, 16, entry.size_bytes, entry.packed_bytes) if wide else b""
    return (
        _LOCAL.pack(
            b"PK\3\4",
            _VERSION_64 if wide else _VERSION,
            _flags(entry),
            zlib.DEFLATED if entry.deflated else 0,
            _NO_TIME,
            _NO_DATE,
            entry.crc,
            _U32 if wide else entry.packed_bytes,
            _U32 if wide else entry.size_bytes,
            len(entry.name),
            len(extra),
        )
        + entry.name
        + extra
    )


def _listed(entry: _Written) -> bytes:
    numbers = (entry.size_bytes, entry.packed_bytes, entry.begins)
    wide = [number for number in numbers if number >= _U32]
    extra = struct.pack(f"<2H{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    made_by, attributes = _UNIX_FILE
    return (
        _LISTED.pack(
            b"PK\1\2",
            made_by,
            _VERSION_64 if wide else _VERSION,
            _flags(entry),
            zlib.DEFLATED if entry.deflated else 0,
            _NO_TIME,
            _NO_DATE,
            entry.crc,
            min(entry.packed_bytes, _U32),
            min(entry.size_bytes, _U32),
            len(entry.name),
            len(extra),
            0,
            0,
            0,
            attributes,
            min(entry.begins, _U32),
        )
        + entry.name
        + extra
    )


def _flags(entry: _Written) -> int:
    return 0 if entry.name.isascii() else _UTF8
