"""Going through JSON value by value, with the line of each; nothing is built in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]

from assistant_studio.knowledge.readers.limits import MAX_JSON_DEPTH

Path = tuple[str | int, ...]
_SPACE = re.compile(r"[ \t\n\r]*")
_SCALAR = re.compile(r"-?\d[\d.eE+-]*|true|false|null|NaN|-?Infinity")
_LINE_BREAK = re.compile(r"\r\n?|\n")


class BrokenJson(Exception):
    """This is no JSON, or it is nested deeper than anything that means something."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that is no list and no object.

    Attributes:
        path: The keys and positions (from 0) that lead to it.
        text: What it says; empty for null.
        line: Where it stands, from 1.
    """

    path: Path
    text: str
    line: int


@dataclass(slots=True)
class _Open:
    """A list or an object that has begun; `key` is its current key or position."""

    is_list: bool
    key: str | int


class Scanner:
    """Reads JSON values out of a text, one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._skipped(0)
        self._line = 1
        self._counted = 0

    @property
    def done(self) -> bool:
        """Whether only white space is left."""
        return self._at >= len(self._text)

    def value(self) -> Iterator[Leaf]:
        """The leaves of the next value.

        Raises:
            BrokenJson: It is not well formed.
        """
        open_: list[_Open] = []
        while True:
            character = self._text[self._at : self._at + 1]
            if character in ("{", "["):
                if len(open_) >= MAX_JSON_DEPTH:
                    raise BrokenJson
                self._at = self._skipped(self._at + 1)
                open_.append(_Open(character == "[", -1 if character == "[" else ""))
                if self._closes(open_[-1]):
                    if not self._closed(open_):
                        return
                else:
                    self._next_key(open_[-1])
                continue
            yield self._leaf(open_, character)
            if not self._closed(open_, after_value=True):
                return

    def _closed(self, open_: list[_Open], *, after_value: bool = False) -> bool:
        """Close what ends here and go to the next value; False when the whole value has ended."""
        if not after_value:
            self._at = self._skipped(self._at + 1)
            open_.pop()
        while open_:
            if self._closes(open_[-1]):
                self._at = self._skipped(self._at + 1)
                open_.pop()
                continue
            if self._text[self._at : self._at + 1] != ",":
                raise BrokenJson
            self._at = self._skipped(self._at + 1)
            self._next_key(open_[-1])
            return True
        return False

    def _closes(self, current: _Open) -> bool:
        return self._text[self._at : self._at + 1] == ("]" if current.is_list else "}")

    def _next_key(self, current: _Open) -> None:
        if isinstance(current.key, int):
            current.key += 1
            return
        if self._text[self._at : self._at + 1] != '"':
            raise BrokenJson
        current.key = self._string()
        if self._text[self._at : self._at + 1] != ":":
            raise BrokenJson
        self._at = self._skipped(self._at + 1)

    def _leaf(self, open_: list[_Open], character: str) -> Leaf:
        path = tuple(each.key for each in open_)
        line = self._line_here()
        if character == '"':
            return Leaf(path, self._string(), line)
        scalar = _SCALAR.match(self._text, self._at)
        if scalar is None:
            raise BrokenJson
        self._at = self._skipped(scalar.end())
        return Leaf(path, "" if scalar[0] == "null" else scalar[0], line)

    def _string(self) -> str:
        try:
            text, end = scanstring(self._text, self._at + 1, False)
        except ValueError as error:
            raise BrokenJson from error
        self._at = self._skipped(end)
        return str(text)

    def _skipped(self, position: int) -> int:
        found = _SPACE.match(self._text, position)
        return found.end() if found is not None else position

    def _line_here(self) -> int:
        self._line += sum(1 for _ in _LINE_BREAK.finditer(self._text, self._counted, self._at))
        self._counted = self._at
        return self._line
