"""Takes a GGUF file's header apart, byte by byte, and never more bytes than there are."""

from __future__ import annotations

import os
import struct
from typing import Any, BinaryIO

from assistant_studio.errors import DamagedModel
from assistant_studio.language import _

ANOTHER_COPY = _("Get the file again from where it came from.")

_MAX_KEPT_STRING_BYTES = 1 << 20
_MAX_HEADER_BYTES = 512 << 20
# A vocabulary and its merges stay below a million each; empty strings cost a hostile file nothing.
_MAX_STRINGS = 4_000_000


class GgufReader:
    """Takes bytes off the front of a file and knows how many there can be.

    Attributes:
        name: What to call the file in a sentence.
        size_bytes: Of the whole file.
        position: Bytes taken so far.
    """

    def __init__(self, file: BinaryIO, size_bytes: int, name: str) -> None:
        self.name = name
        self.size_bytes = size_bytes
        self.position = 0
        self._file = file
        self._strings = 0

    @property
    def left(self) -> int:
        """Bytes that are left in the file."""
        return self.size_bytes - self.position

    def take(self, count: int) -> bytes:
        """The next bytes, all of them or an error."""
        if count > self.left:
            raise self.cut_off(count - self.left)
        data = self._file.read(count)
        if len(data) < count:
            raise self.cut_off(count - len(data))
        self.position += count
        if self.position > _MAX_HEADER_BYTES:
            raise self.damaged(_("its description of itself is impossibly long"))
        return data

    def skip(self, count: int) -> None:
        """Pass over bytes that are there."""
        if count > self.left:
            raise self.cut_off(count - self.left)
        self._file.seek(count, os.SEEK_CUR)
        self.position += count

    def number(self, layout: str) -> Any:
        """The next number."""
        return struct.unpack(layout, self.take(struct.calcsize(layout)))[0]

    def text(self, limit_bytes: int) -> str:
        """The next text, which must be short and well formed."""
        length = self.number("<Q")
        if length > limit_bytes:
            raise self.damaged(_("a name in it is {length:,} bytes long", length=length))
        try:
            return self.take(length).decode()
        except UnicodeDecodeError:
            raise self.damaged(_("a name in it is no text")) from None

    def long_text(self) -> str | None:
        """The next text, or None for one that is too long to be of use."""
        length = self.number("<Q")
        if length > _MAX_KEPT_STRING_BYTES:
            self.skip(length)
            return None
        return self.take(length).decode(errors="replace")

    def skip_texts(self, count: int) -> None:
        """Pass over a list of texts."""
        self._strings += count
        if count > self.left // 8 or self._strings > _MAX_STRINGS:
            raise self.damaged(
                _("it claims a list of {value:,} texts, more than it can hold", value=count)
            )
        read, position, end = self._file.read, self.position, self.size_bytes
        # A vocabulary is a hundred thousand of these: a call for each would take most of the time.
        for _turn in range(count):
            head = read(8)
            if len(head) < 8:
                raise self.cut_off(8 - len(head))
            length = int.from_bytes(head, "little")
            position += 8 + length
            if position > end:
                raise self.cut_off(position - end)
            if length > _MAX_KEPT_STRING_BYTES:
                raise self.damaged(
                    _("a word in its vocabulary is {length:,} bytes long", length=length)
                )
            if len(read(length)) < length:
                raise self.cut_off(length)
        self.position = position

    def damaged(self, why: str) -> DamagedModel:
        """The error for a file that contradicts itself."""
        return DamagedModel(_("{name} is damaged: {why}.", name=self.name, why=why), ANOTHER_COPY)

    def cut_off(self, missing_bytes: int) -> DamagedModel:
        """The error for a file that ends inside its own header."""
        return DamagedModel(
            _(
                "{name} is cut off: it ends before its own description does (at least "
                "{missing_bytes:,} more bytes).",
                name=self.name,
                missing_bytes=missing_bytes,
            ),
            _(
                "The download or copy was probably interrupted. {another_copy}",
                another_copy=ANOTHER_COPY,
            ),
        )
