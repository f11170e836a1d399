"""From headings to sections: what stands under what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant_studio.errors import DocumentTooLarge
from assistant_studio.knowledge.document import Place, Section
from assistant_studio.knowledge.readers.limits import (
    MAX_HEADING_CHARS,
    MAX_HEADINGS,
    MAX_SECTIONS,
)
from assistant_studio.knowledge.readers.source import Source
from assistant_studio.language import _, whole_number


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line in a text.

    Attributes:
        start: Its first character in the text.
        end: One past its last, underline included.
        level: 1 for the outermost.
        title: What it says, without markup; empty where only what stood above ends.
    """

    start: int
    end: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in a text from which on another place holds.

    Attributes:
        start: The first character that stands there.
        place: The place, until the next mark.
        titles: What it is called where no heading line says so; comes below the headings.
    """

    start: int
    place: Place = ()
    titles: tuple[str, ...] = ()


def placed(sections: Sequence[Section], marks: Sequence[Mark]) -> tuple[Section, ...]:
    """The sections, cut where another place begins.

    Args:
        sections: As `sections_of` gives them.
        marks: In the order of the text.
    """
    cut: list[Section] = []
    current = Mark(0)
    ahead = 0
    for section in sections:
        start = section.start
        while ahead < len(marks) and marks[ahead].start < section.end:
            mark = marks[ahead]
            ahead += 1
            if mark.start > start:
                cut.append(_at(section, start, mark.start, current))
                start = mark.start
            current = mark
        cut.append(_at(section, start, section.end, current))
    return tuple(cut)


def sections_of(text: str, headings: Sequence[Heading]) -> tuple[Section, ...]:
    """The sections that headings make, each beginning with its heading line.

    A heading with nothing between it and a deeper one stands in the deeper one's section, so that
    it is never a passage of its own. The sections cover the text without gaps.

    Args:
        text: The whole text.
        headings: In the order of the text.
    """
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    start = 0
    for number, heading in enumerate(headings):
        before = headings[number - 1] if number else None
        bare = before is not None and not text[before.end : heading.start].strip()
        if before is None or not bare or heading.level <= before.level:
            if heading.start > start:
                sections.append(Section(start, heading.start, headings=_titles(path)))
            start = heading.start
        path = [step for step in path if step[0] < heading.level]
        path.append((heading.level, heading.title))
    if start < len(text):
        sections.append(Section(start, len(text), headings=_titles(path)))
    return tuple(sections)


def short_title(title: str) -> str:
    """A heading on one line, shortened where it is endless."""
    line = " ".join(title[: 2 * MAX_HEADING_CHARS].split())
    return line if len(line) <= MAX_HEADING_CHARS else line[: MAX_HEADING_CHARS - 1] + "…"


def check_heading_count(source: Source, count: int) -> None:
    """Refuse what would fill the memory with headings.

    Raises:
        DocumentTooLarge: There are more than a person could write.
    """
    if count > MAX_HEADINGS:
        raise DocumentTooLarge(
            _(
                "{name} has more than {limit} headings.",
                name=source.quoted,
                limit=whole_number(MAX_HEADINGS),
            ),
            _("Split it into smaller files and add those."),
        )


def check_section_count(source: Source, count: int) -> None:
    """Refuse what would fill the memory with places.

    Raises:
        DocumentTooLarge: There are more than any search needs.
    """
    if count > MAX_SECTIONS:
        raise DocumentTooLarge(
            _(
                "{name} has more than {limit} rows or parts.",
                name=source.quoted,
                limit=whole_number(MAX_SECTIONS),
            ),
            _("Split it into smaller files and add those."),
        )


def _at(section: Section, start: int, end: int, mark: Mark) -> Section:
    headings = section.headings + mark.titles
    return replace(section, start=start, end=end, headings=headings, place=mark.place)


def _titles(path: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(title for _level, title in path if title)
