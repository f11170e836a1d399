"""The text of a document as a bundle carries it: the text itself, and a layout beside it.

What comes back is checked piece by piece: it may have been written by anybody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from assistant_studio.knowledge.document import (
    Chunk,
    ExtractedText,
    Place,
    PlaceKind,
    PlaceStep,
    Section,
)

_MOST_PAGES = 1_000_000
_MOST_SECTIONS = 1_000_000
_MOST_HEADINGS = 64
_MOST_STEPS = 16
_MOST_CHARS = 2_000
_MOST_NOTES = 100
_LAYOUT_FIELDS = {"sections", "page_count", "pages_without_text", "notes", "encoding"}


class BadLayout(ValueError):  # noqa: N818 - the document is read from its file instead
    """A layout that does not fit its text."""


def layout_of(extracted: ExtractedText) -> bytes:
    """Where each part of a text stands, as the bytes of a JSON file; the same for the same text."""
    data = {
        "encoding": extracted.encoding,
        "notes": [str(note) for note in extracted.notes],
        "page_count": extracted.page_count,
        "pages_without_text": list(extracted.pages_without_text),
        "sections": [_packed(section) for section in extracted.sections],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def extracted_from(text: str, layout: Any) -> ExtractedText:
    """The text with its places, from what stood in a bundle.

    Args:
        text: The whole text.
        layout: What its layout's JSON says.

    Raises:
        BadLayout: The two do not fit together.
    """
    if not isinstance(layout, dict):
        raise BadLayout("no map")
    known = {name: layout.get(name) for name in _LAYOUT_FIELDS}
    encoding = known["encoding"]
    return ExtractedText(
        text=text,
        sections=tuple(_sections(known["sections"], len(text))),
        page_count=_optional_number(known["page_count"], _MOST_PAGES),
        pages_without_text=tuple(_numbers(known["pages_without_text"] or [], _MOST_PAGES)),
        notes=tuple(_texts(known["notes"] or [], _MOST_NOTES)),
        encoding=None if encoding is None else _text(encoding),
    )


def spans_sha256(chunks: Iterable[Chunk]) -> str:
    """Names the passages that vectors belong to: the sha256 of lines `start end`."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(b"%d %d\n" % (chunk.start, chunk.end))
    return digest.hexdigest()


def _packed(section: Section) -> list[Any]:
    place = [[step.kind.value, step.number, step.last, step.name] for step in section.place]
    return [section.start, section.end, section.page, list(section.headings), place]


def _sections(packed: Any, length: int) -> Iterable[Section]:
    at = 0
    for one in _list(packed, _MOST_SECTIONS):
        start, end, page, headings, place = _five(one)
        start, end = _number(start, length), _number(end, length)
        if not at <= start <= end:
            raise BadLayout("sections out of order")
        at = end
        yield Section(
            start,
            end,
            _optional_number(page, _MOST_PAGES),
            tuple(_texts(headings, _MOST_HEADINGS)),
            _place(place),
        )


def _five(one: Any) -> Sequence[Any]:
    if not isinstance(one, list) or len(one) != 5:
        raise BadLayout("no section")
    return one


def _place(packed: Any) -> Place:
    steps = []
    for step in _list(packed, _MOST_STEPS):
        if not isinstance(step, list) or len(step) != 4:
            raise BadLayout("no place")
        try:
            kind = PlaceKind(_text(step[0]))
        except ValueError:
            raise BadLayout("no place") from None
        numbers = _number(step[1], 1 << 31), _number(step[2], 1 << 31)
        steps.append(PlaceStep(kind, *numbers, _text(step[3])))
    return tuple(steps)


def _list(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise BadLayout("no list")
    return value


def _number(value: Any, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise BadLayout("no number")
    return value


def _optional_number(value: Any, most: int) -> int | None:
    return None if value is None else _number(value, most)


def _numbers(value: Any, most: int) -> Iterable[int]:
    return (_number(one, most) for one in _list(value, most))


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _MOST_CHARS:
        raise BadLayout("no text")
    return value


def _texts(value: Any, most: int) -> Iterable[str]:
    return (_text(one) for one in _list(value, most))
