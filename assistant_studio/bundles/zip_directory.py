"""The list of a zip's entries, read strictly: what could mean two things is refused.

Python's own reader searches for the list, and believes it. Here every byte of the file belongs to
exactly one entry or to the list; nothing lies before, between or behind, nothing overlaps, and
what an entry says of itself is what the list says of it (APPNOTE.TXT 6.3.10, sections 4.3 and 4.5).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from assistant_studio.bundles.limits import MOST_DIRECTORY_BYTES, MOST_ENTRIES, MOST_EXTRA_BYTES

STORED, DEFLATED = 0, 8
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_LISTED = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_U16, _U32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13
_DEFLATE_LEVEL = 1 << 1 | 1 << 2
_UTF8 = 1 << 11
_ZIP64_FIELD = 0x0001
# A second name that some readers prefer (Info-ZIP), and a second content.
_SECOND_NAME_FIELDS = {0x7075, 0x6375}
_FILE_KINDS = {0, 0o100000}
_UNIX = 3


class BadZip(Exception):  # noqa: N818 - told to a person in other words
    """The file is no zip that is read here.

    Attributes:
        reason: Why, in the words of `reasons.py`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a zip.

    Attributes:
        name: As it is written there.
        packed_bytes: What it takes in the zip.
        size_bytes: What it unpacks to, as it says.
        crc: Of what it unpacks to.
        deflated: Whether it is packed at all.
        offset: Where its content begins in the file.
    """

    name: str
    packed_bytes: int
    size_bytes: int
    crc: int
    deflated: bool
    offset: int


@dataclass(frozen=True, slots=True)
class _End:
    count: int
    size: int
    offset: int
    begins: int


def read_directory(file: BinaryIO, file_bytes: int) -> list[Entry]:
    """All entries in the order in which they lie in the file.

    Args:
        file: Open for reading, at any position.
        file_bytes: Its size.

    Raises:
        BadZip: It is not wholly and only a plain zip.
    """
    file.seek(0)
    if file.read(4) != b"PK\3\4":
        raise BadZip("no-zip")
    end = _end(file, file_bytes)
    if end.count > MOST_ENTRIES or end.size > MOST_DIRECTORY_BYTES:
        raise BadZip("too-many-entries")
    if end.offset + end.size != end.begins:
        raise BadZip("stray-data")
    file.seek(end.offset)
    listed = list(_listed(_exactly(file, end.size), end.count))
    entries, position = [], 0
    for one in sorted(listed, key=lambda each: each.offset):
        entry = _checked_local(file, one, position, end.offset)
        position = entry.offset + entry.packed_bytes
        entries.append(entry)
    if position != end.offset:
        raise BadZip("stray-data")
    return entries


def _end(file: BinaryIO, file_bytes: int) -> _End:
    if file_bytes < _END.size:
        raise BadZip("no-zip")
    begins = file_bytes - _END.size
    file.seek(begins)
    magic, disk, first_disk, here, count, size, offset, comment = _END.unpack(
        _exactly(file, _END.size)
    )
    if magic != b"PK\5\6":
        # Cut off, or something stands behind it; a zip's comment would be such a thing too.
        raise BadZip("no-end")
    if comment or disk or first_disk or here != count:
        raise BadZip("odd-zip")
    if count != _U16 and size != _U32 and offset != _U32:
        return _End(count, size, offset, begins)
    return _end_64(file, begins)


def _end_64(file: BinaryIO, end_begins: int) -> _End:
    begins = end_begins - _LOCATOR_64.size - _END_64.size
    if begins < 0:
        raise BadZip("odd-zip")
    file.seek(begins)
    magic, length, _made, _need, disk, first_disk, here, count, size, offset = _END_64.unpack(
        _exactly(file, _END_64.size)
    )
    locator, locator_disk, place, disks = _LOCATOR_64.unpack(_exactly(file, _LOCATOR_64.size))
    plain = magic == b"PK\6\6" and locator == b"PK\6\7" and length == _END_64.size - 12
    if not plain or place != begins or disk or first_disk or locator_disk or disks != 1:
        raise BadZip("odd-zip")
    if here != count:
        raise BadZip("odd-zip")
    return _End(count, size, offset, begins)


def _listed(directory: bytes, count: int) -> Iterator[Entry]:
    """The entries as the list has them; `offset` is that of the local header."""
    at = 0
    for _number in range(count):
        if at + _LISTED.size > len(directory):
            raise BadZip("odd-zip")
        (magic, made_by, _need, flags, method, _time, _date, crc, packed, size, name_length) = (
            _LISTED.unpack_from(directory, at)[:11]
        )
        extra_length, comment_length, disk, _internal, external, offset = _LISTED.unpack_from(
            directory, at
        )[11:]
        name_at = at + _LISTED.size
        extra_at = name_at + name_length
        at = extra_at + extra_length + comment_length
        if magic != b"PK\1\2" or comment_length or disk or at > len(directory):
            raise BadZip("odd-zip")
        _check_kind(flags, method, made_by, external)
        name = _name(directory[name_at:extra_at], flags)
        size, packed, offset = _wide(
            directory[extra_at : extra_at + extra_length], size, packed, offset
        )
        if method == STORED and packed != size:
            raise BadZip("odd-zip")
        yield Entry(name, packed, size, crc, method == DEFLATED, offset)
    if at != len(directory):
        raise BadZip("stray-data")


def _check_kind(flags: int, method: int, made_by: int, external: int) -> None:
    if flags & _ENCRYPTED:
        raise BadZip("encrypted")
    if flags & ~(_DEFLATE_LEVEL | _UTF8) or method not in (STORED, DEFLATED):
        raise BadZip("odd-zip")
    if made_by >> 8 == _UNIX and (external >> 16) & 0o170000 not in _FILE_KINDS:
        raise BadZip("no-plain-file")


def _name(raw: bytes, flags: int) -> str:
    try:
        return raw.decode("utf-8" if flags & _UTF8 else "ascii")
    except UnicodeDecodeError:
        raise BadZip("unsafe-name") from None


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The three numbers, where they are too large for the list itself taken from its extras."""
    if len(extra) > MOST_EXTRA_BYTES:
        raise BadZip("odd-zip")
    wide = b""
    at = 0
    while at < len(extra):
        if at + 4 > len(extra):
            raise BadZip("odd-zip")
        field, length = struct.unpack_from("<2H", extra, at)
        at += 4 + length
        if at > len(extra) or field in _SECOND_NAME_FIELDS or (field == _ZIP64_FIELD and wide):
            raise BadZip("odd-zip")
        if field == _ZIP64_FIELD:
            wide = extra[at - length : at]
    numbers = []
    for number in (size, packed, offset):
        if number != _U32:
            numbers.append(number)
            continue
        if len(wide) < 8:
            raise BadZip("odd-zip")
        numbers.append(int.from_bytes(wide[:8], "little"))
        wide = wide[8:]
    return numbers[0], numbers[1], numbers[2]


def _checked_local(file: BinaryIO, listed: Entry, begins: int, ends: int) -> Entry:
    """The entry with the place of its content, if it says of itself what the list says of it."""
    if listed.offset != begins:
        raise BadZip("overlapping" if listed.offset < begins else "stray-data")
    file.seek(begins)
    magic, _need, flags, method, _time, _date, crc, packed, size, name_length, extra_length = (
        _LOCAL.unpack(_exactly(file, _LOCAL.size))
    )
    if magic != b"PK\3\4":
        raise BadZip("odd-zip")
    name = _name(_exactly(file, name_length), flags)
    size, packed, _offset = _wide(_exactly(file, extra_length), size, packed, 0)
    _check_kind(flags, method, 0, 0)
    said = (name, packed, size, crc, method == DEFLATED)
    if said != (listed.name, listed.packed_bytes, listed.size_bytes, listed.crc, listed.deflated):
        raise BadZip("two-answers")
    offset = begins + _LOCAL.size + name_length + extra_length
    if offset + packed > ends:
        raise BadZip("overlapping")
    return Entry(name, packed, size, crc, listed.deflated, offset)


def _exactly(file: BinaryIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) != count:
        raise BadZip("cut-off")
    return data
