"""Reads the starters' sources: the small part of Markdown that they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"(#{1,3}) (.+)")
_ITEM = re.compile(r"(?:- |\d+\. )(.+)")
_NUMBERED = re.compile(r"(\d+)(?:\.(\d+))? ")
_REFERENCE = re.compile(r"(?:sections?|chapters?) (\d+(?:\.\d+)?(?:(?:, | and )\d+(?:\.\d+)?)*)")


class SourceError(ValueError):
    """A source says something that the finished document could not hold to."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, with `**bold**` and `*italic*` in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph set apart from the text around it."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not."""

    numbered: bool
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; every row has as many cells as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Note | Items | Table | PageBreak


def read_blocks(*paths: Path) -> list[Block]:
    """Reads sources that make one document together.

    Args:
        paths: Markdown files, in order.

    Returns:
        Their blocks, in order.

    Raises:
        SourceError: A table is uneven or has no caption.
    """
    return [block for path in paths for block in _blocks(path.read_text(encoding="utf-8"))]


def check_numbering(blocks: list[Block]) -> None:
    """Makes sure that numbers in headings count up and that references point somewhere.

    Args:
        blocks: The blocks of a document whose chapters and sections are numbered.

    Raises:
        SourceError: A number is skipped or repeated, or a reference points at nothing.
    """
    known: set[str] = set()
    chapter = section = 0
    for block in blocks:
        if isinstance(block, Heading) and (match := _NUMBERED.match(block.text)):
            if match[2] is None:
                expected, chapter, section = f"{chapter + 1}", chapter + 1, 0
            else:
                expected, section = f"{chapter}.{section + 1}", section + 1
            if match[0].strip() != expected:
                raise SourceError(f"{block.text!r} should be numbered {expected}")
            known.add(expected)
    for reference in _references(blocks):
        if reference not in known:
            raise SourceError(f"the text points at {reference}, which is not there")


def _references(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text) | Note(text):
                texts: tuple[str, ...] = (text,)
            case Items(_, texts):
                pass
            case Table(_, _, rows):
                texts = tuple(cell for row in rows for cell in row)
            case _:
                texts = ()
        for text in texts:
            for found in _REFERENCE.finditer(text):
                yield from re.split(", | and ", found[1])


def _blocks(text: str) -> Iterator[Block]:
    caption = ""
    for part in re.split(r"\n{2,}", text.strip()):
        lines = part.splitlines()
        if heading := _HEADING.fullmatch(part):
            yield Heading(len(heading[1]), heading[2])
        elif part == "<!-- page -->":
            yield PageBreak()
        elif lines[0].startswith("|"):
            yield _table(caption, lines)
            caption = ""
        elif re.match(r"Table \d", part):
            caption = part
        elif lines[0].startswith("> "):
            yield Note(" ".join(line.removeprefix("> ") for line in lines))
        elif _ITEM.fullmatch(lines[0]):
            items = tuple(match[1] for line in lines if (match := _ITEM.fullmatch(line)))
            yield Items(lines[0][0].isdigit(), items)
        else:
            yield Paragraph(" ".join(lines))


def _table(caption: str, lines: list[str]) -> Table:
    cells = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines]
    header, rows = cells[0], tuple(cells[2:])
    if not caption:
        raise SourceError(f"the table with {' | '.join(header)} has no caption")
    if any(len(row) != len(header) for row in rows):
        raise SourceError(f"the rows of {caption!r} are uneven")
    return Table(caption, header, rows)
