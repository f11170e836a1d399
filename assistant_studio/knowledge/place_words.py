"""Where a passage stands and how it was found, in the language of whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant_studio.language import N_, _

# `places.place_of` writes these in English, as other programs read them. The longest come first:
# a row stands in a sheet.
_KINDS = tuple(
    (re.compile(f"(?P<file>.+, )?{pattern}", re.DOTALL), text)
    for pattern, text in (
        (r"Sheet (?P<name>.+), row (?P<number>\d+)", N_("Sheet {name}, row {number}")),
        (
            r"Sheet (?P<name>.+), rows (?P<number>\d+)–(?P<last>\d+)",
            N_("Sheet {name}, rows {number}–{last}"),
        ),
        (r"Sheet (?P<name>.+)", N_("Sheet {name}")),
        (r"[Rr]ow (?P<number>\d+)", N_("Row {number}")),
        (r"[Rr]ows (?P<number>\d+)–(?P<last>\d+)", N_("Rows {number}–{last}")),
        (r"Page (?P<number>\d+)", N_("Page {number}")),
        (r"Pages (?P<number>\d+)–(?P<last>\d+)", N_("Pages {number}–{last}")),
        (r"Slide (?P<number>\d+)", N_("Slide {number}")),
        (r"Chapter (?P<number>\d+)", N_("Chapter {number}")),
        (r"Part (?P<number>\d+)", N_("Part {number}")),
        (r"Line (?P<number>\d+)", N_("Line {number}")),
        ("The document", N_("The document")),
        ("The page", N_("The page")),
        ("The text", N_("The text")),
    )
)
_SEARCHES = {"meaning": N_("meaning"), "words": N_("words")}


def said_place(place: str) -> str:
    """A place as a person reads it: "Seite 12" for "Page 12"; a heading stays as it is.

    Args:
        place: What `place_of` gave, perhaps long ago.
    """
    for pattern, text in _KINDS:
        found = pattern.fullmatch(place)
        if found is not None:
            values = {name: value for name, value in found.groupdict().items() if name != "file"}
            return (found["file"] or "") + _(text, **values)
    return place


def found_by_text(found_by: Sequence[str]) -> str:
    """Which searches found a passage: "meaning + words"."""
    return " + ".join(_(_SEARCHES[each]) if each in _SEARCHES else each for each in found_by)
