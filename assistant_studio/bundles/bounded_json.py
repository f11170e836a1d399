"""JSON from anywhere: bounded in size and depth, one meaning, nothing that is no JSON."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from assistant_studio.bundles.limits import MOST_JSON_DEPTH
from assistant_studio.bundles.zip_directory import BadZip

_OPEN, _SHUT = b"[{", b"]}"
_NEITHER = bytes(set(range(256)) - {*_OPEN, *_SHUT})
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)


def bounded_json(raw: bytes, limit_bytes: int) -> Any:
    """What a JSON text says.

    Raises:
        BadZip: It is too long or too deep, names a key twice, holds a number that is none or that
            nothing needs, half a character, or is no JSON.
    """
    if len(raw) > limit_bytes:
        raise BadZip("too-large-entry")
    if _depth(raw) > MOST_JSON_DEPTH:
        raise BadZip("deep-json")
    try:
        text = raw.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_number,
            parse_int=_integer,
            parse_float=_finite,
        )
    except (ValueError, RecursionError):
        raise BadZip("no-json") from None
    if b"\\ud" in raw or b"\\uD" in raw:
        _require_whole_characters(value)
    return value


def _depth(raw: bytes) -> int:
    """How deep lists and maps are nested; reading it costs neither memory nor recursion."""
    deepest = depth = 0
    for sign in _STRING.sub(b"", raw).translate(None, _NEITHER):
        depth += 1 if sign in _OPEN else -1
        deepest = max(deepest, depth)
        if deepest > MOST_JSON_DEPTH:
            break
    return deepest


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number that none can hold")
    return number


def _integer(text: str) -> int:
    if len(text) > 20:
        raise ValueError("a number that nothing needs")
    return int(text)


def _require_whole_characters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadZip("no-json") from None
