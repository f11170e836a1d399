"""A catalogue in the form that Qt's own translator reads, made in memory.

A translator written in Python would not do: QML's loader asks for texts on a thread of its own
while the window's thread waits for it, and holds Python's lock meanwhile.

The format is that of Qt's .qm files (qttools, `src/linguist/shared/qm.cpp`; qtbase,
`src/corelib/kernel/qtranslator.cpp`): a magic number, then sections of a tag, a length and bytes,
all numbers big-endian. Contexts are left out, so that a text counts wherever it is said.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from assistant_studio.language import Catalogue

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES, _NUMERUS_RULES = 0x42, 0x69, 0x88
_END, _TRANSLATION, _SOURCE_TEXT, _COMMENT = 1, 3, 6, 8


def compiled(catalogue: Catalogue) -> bytes:
    """The catalogue as the bytes of a .qm file."""
    messages, places = bytearray(), []
    for (context, source), forms in catalogue.forms.items():
        places.append((_elf_hash(source.encode() + context.encode()), len(messages)))
        messages += b"".join(_message(context, source, forms))
    hashes = b"".join(struct.pack(">II", *place) for place in sorted(places))
    sections = (
        (_HASHES, hashes),
        (_MESSAGES, bytes(messages)),
        (_NUMERUS_RULES, catalogue.qt_plural_rules),
    )
    return _MAGIC + b"".join(struct.pack(">BI", tag, len(b)) + b for tag, b in sections if b)


def _message(context: str, source: str, forms: tuple[str, ...]) -> Iterator[bytes]:
    for form in forms:
        yield _tagged(_TRANSLATION, form.encode("utf-16-be"))
    if context:
        yield _tagged(_COMMENT, context.encode())
    yield _tagged(_SOURCE_TEXT, source.encode())
    yield bytes([_END])


def _tagged(tag: int, data: bytes) -> bytes:
    return struct.pack(">BI", tag, len(data)) + data


def _elf_hash(data: bytes) -> int:
    value = 0
    for byte in data:
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return value or 1
