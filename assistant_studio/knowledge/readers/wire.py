"""A document's text as plain data, on its way between two processes."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from assistant_studio.errors import DocumentTooLarge
from assistant_studio.knowledge.document import ExtractedText, Section
from assistant_studio.knowledge.flags import flags_from_plain
from assistant_studio.knowledge.places import place_as_json, place_from_json
from assistant_studio.knowledge.readers.limits import MAX_TEXT_CHARS
from assistant_studio.knowledge.readers.source import Source
from assistant_studio.language import _, texts_from_plain, to_plain

MAX_WIRE_BYTES = 224 << 20
"""Below what a frame between processes holds (256 MiB), with room for what is not counted."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_SECTION_BYTES = 96


def as_plain(extracted: ExtractedText, source: Source) -> dict[str, Any]:
    """Turn a text into maps, lists, numbers and strings.

    Half a surrogate pair, which no encoding and no database takes, becomes U+FFFD.

    Raises:
        DocumentTooLarge: It is more than can be sent.
    """
    text = extracted.text
    try:
        size_bytes = len(text.encode())
    except UnicodeEncodeError:
        text = _SURROGATES.sub("\ufffd", text)
        size_bytes = len(text.encode())
    paths = {section.headings for section in extracted.sections}
    numbers = {path: number for number, path in enumerate(paths)}
    titles = sum(4 * len(title) for path in paths for title in path)
    total_bytes = size_bytes + titles + _SECTION_BYTES * len(extracted.sections)
    if total_bytes > MAX_WIRE_BYTES or len(text) > MAX_TEXT_CHARS:
        raise DocumentTooLarge(
            _(
                "{name} holds more text than one document may ({millions} million characters).",
                name=source.quoted,
                millions=MAX_TEXT_CHARS // 10**6,
            ),
            _("Split it into smaller files and add those."),
        )
    return {
        "text": text,
        "paths": [[_SURROGATES.sub("\ufffd", title) for title in path] for path in paths],
        "sections": [
            [
                *(section.start, section.end, section.page, numbers[section.headings]),
                place_as_json(section.place),
            ]
            for section in extracted.sections
        ],
        "page_count": extracted.page_count,
        "pages_without_text": list(extracted.pages_without_text),
        "notes": [to_plain(note) for note in extracted.notes],
        "encoding": extracted.encoding,
        "flags": [asdict(flag) for flag in extracted.flags],
    }


def from_plain(plain: dict[str, Any]) -> ExtractedText:
    """Make the text again that `as_plain` took apart."""
    paths = [tuple(path) for path in plain["paths"]]
    return ExtractedText(
        text=plain["text"],
        sections=tuple(
            Section(start, end, page, paths[path], place_from_json(place))
            for start, end, page, path, place in plain["sections"]
        ),
        page_count=plain["page_count"],
        pages_without_text=tuple(plain["pages_without_text"]),
        notes=texts_from_plain(plain["notes"]),
        encoding=plain["encoding"],
        flags=flags_from_plain(plain["flags"]),
    )
