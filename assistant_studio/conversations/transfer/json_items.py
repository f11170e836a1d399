"""Reads a large JSON file item by item, so that nothing else has to wait for it."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import Any

_BLANKS = re.compile(r"[ \t\r\n]*")


class NotJson(ValueError):  # noqa: N818 - not for people: the reader says what it means
    """The text is not the JSON that is looked for."""


def _refuse_constant(_text: str) -> Any:
    raise NotJson


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def items(text: str, key: str) -> Iterator[tuple[dict[str, Any], Any]]:
    """The items of the outer list, or of the list under `key` in the outer map.

    Yields:
        What was read of the outer map before the list (empty for an outer list), and an item.

    Raises:
        NotJson: It is no JSON, or has no such list.
    """
    try:
        yield from _items(text, key)
    except (ValueError, RecursionError, IndexError) as error:
        # Of JSON that cannot be read, or with a number of thousands of digits.
        raise NotJson from error


def _items(text: str, key: str) -> Iterator[tuple[dict[str, Any], Any]]:
    at = _skip(text, 0)
    if text[at] == "[":
        at = yield from _list(text, at, {})
    elif text[at] == "{":
        at = yield from _map(text, at, key)
    else:
        raise NotJson
    if _skip(text, at) != len(text):
        raise NotJson


def _map(text: str, at: int, key: str) -> Generator[tuple[dict[str, Any], Any], None, int]:
    head: dict[str, Any] = {}
    found = False
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if not isinstance(name, str) or text[at] != ":":
            raise NotJson
        at = _skip(text, at + 1)
        if name == key and text[at] == "[" and not found:
            found = True
            at = yield from _list(text, at, head)
        else:
            head[name], at = _DECODER.raw_decode(text, at)
        at = _next(text, at, "}")
    if not found:
        raise NotJson
    return at + 1


def _list(
    text: str, at: int, head: dict[str, Any]
) -> Generator[tuple[dict[str, Any], Any], None, int]:
    at = _skip(text, at + 1)
    while text[at] != "]":
        item, at = _DECODER.raw_decode(text, at)
        yield head, item
        at = _next(text, at, "]")
    return at + 1


def _next(text: str, at: int, end: str) -> int:
    """Past a comma, or at the end."""
    at = _skip(text, at)
    if text[at] == ",":
        at = _skip(text, at + 1)
        if text[at] == end:
            raise NotJson
        return at
    if text[at] != end:
        raise NotJson
    return at


def _skip(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
