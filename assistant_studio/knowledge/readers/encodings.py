"""Turning the bytes of a text file into characters, whichever encoding wrote them."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from assistant_studio.knowledge.readers.alphabets import western_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark is the beginning of this one.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 64 << 10
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\b\x1b")) + b"\x7f"
_MAX_CONTROL_SHARE = 0.02
_MAX_BROKEN_SHARE = 0.1
_MIN_AT_HOME = 0.95
# ASCII, the alphabets up to Thai, punctuation, and what East Asian texts are made of.
_COMMON = re.compile(
    r"[\t\n\r\f -~\xa0-\u06ff\u0900-\u0eff\u2000-\u206f\u20ac\u3000-\u30ff\u4e00-\u9fff"
    r"\uac00-\ud7a3\uff00-\uffef]"
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")
_BEYOND_ASCII_LINES = re.compile(rb"[^\r\n\x80-\xff]*+[\x80-\xff][^\r\n]*+")
_OTHER_SCRIPTS = (
    *("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5"),
    *("cp1253", "iso8859_7", "cp1255", "cp1256", "cp874", "cp1258"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
    *("cp1252", "cp1250", "cp1254", "cp1257"),
)


class NotText(Exception):
    """The bytes are no text in any encoding known here."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the bytes say.

    Attributes:
        text: Newlines as they are in the file; without a byte order mark; NUL, which no index can
            hold, is U+FFFD.
        encoding: Python's name for it.
        broken: How many places could not be decoded (U+FFFD in the text).
    """

    text: str
    encoding: str
    broken: int = 0


def decode(data: bytes) -> Decoded:
    """Find the encoding of a text and decode it.

    Tried in turn: a byte order mark, UTF-8, UTF-16 and UTF-32 without a mark, UTF-8 with a few
    broken places, legacy encodings.

    Raises:
        NotText: This is binary data.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return decoded_as(data[len(mark) :], encoding)
    if _is_binary(data):
        wide = _wide_encoding(data)
        if wide is None:
            raise NotText
        return decoded_as(data, wide)
    if b"\x1b$" in data and data.isascii():
        try:
            return Decoded(data.decode("iso2022_jp"), "iso2022_jp")
        except UnicodeDecodeError:
            pass  # an escape sequence of a terminal, then
    return _utf8(data) or _legacy(data)


def decoded_as(data: bytes, encoding: str) -> Decoded:
    """Decode with a known encoding, counting what is broken."""
    try:
        return Decoded(data.decode(encoding).replace("\0", "\ufffd"), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace").replace("\0", "\ufffd")
        return Decoded(text, encoding, text.count("\ufffd"))


def _is_binary(data: bytes) -> bool:
    for start in (0, len(data) // 2):
        sample = data[start : start + _SAMPLE_BYTES]
        if len(sample) - len(sample.translate(None, _CONTROLS)) > _MAX_CONTROL_SHARE * len(sample):
            return True
    return False


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, or None.

    ASCII characters leave NULs, always on one side; Chinese, Japanese and Korean may leave none.
    """
    sample = data[: _SAMPLE_BYTES & ~3]
    if b"\0" in sample:
        for encoding, side in (("utf-32-le", 3), ("utf-32-be", 0)):
            if not sample[side::4].strip(b"\0") and _at_home(sample, encoding) >= _MIN_AT_HOME:
                return encoding
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    sides = ["utf-16-le", "utf-16-be"]
    if max(first, second) > 2 * min(first, second):
        sides = sides[:1] if second > first else sides[1:]
    share, encoding = max((_at_home(sample, encoding), encoding) for encoding in sides)
    return encoding if share >= _MIN_AT_HOME else None


def _at_home(sample: bytes, encoding: str) -> float:
    """The share of characters that texts are made of; 0 where the sample cannot be decoded."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    return len(_COMMON.findall(text)) / len(text) if text else 0.0


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, also where a few places of much that is right are broken (a cut-off download)."""
    decoded = decoded_as(data, "utf-8")
    if decoded.broken:
        right = len(_BEYOND_ASCII.findall(decoded.text))
        if decoded.broken > _MAX_BROKEN_SHARE * right:
            return None
    return decoded


def _legacy(data: bytes) -> Decoded:
    """One of the encodings from before Unicode."""
    sample = _telling_lines(data)
    encoding = western_encoding(sample)
    if encoding is None:
        from charset_normalizer import from_bytes

        best = from_bytes(sample, cp_isolation=list(_OTHER_SCRIPTS)).best()
        encoding = best.encoding if best is not None else None
    # The most common of them in doubt: it can be read, and the broken places are counted.
    return decoded_as(data, encoding or "cp1252")


def _telling_lines(data: bytes) -> bytes:
    """The first lines that hold more than ASCII; none of the encodings uses the newline's byte."""
    lines = []
    size_bytes = 0
    for line in _BEYOND_ASCII_LINES.finditer(data):
        lines.append(line[0][:_SAMPLE_BYTES])
        size_bytes += len(lines[-1])
        if size_bytes >= _SAMPLE_BYTES:
            break
    return b"\n".join(lines)
