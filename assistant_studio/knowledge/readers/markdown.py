"""Reading Markdown: the file's own text, with sections that follow its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.newlines import plain_newlines
from assistant_studio.knowledge.readers.limits import MAX_HEADING_CHARS
from assistant_studio.knowledge.readers.plain_text import decoded_file, notes_on
from assistant_studio.knowledge.readers.sections import (
    Heading,
    check_heading_count,
    sections_of,
    short_title,
)
from assistant_studio.knowledge.readers.source import ALIVE, Reading, Source

# Lines that open something (CommonMark 0.31: 4.2 ATX headings, 4.3 setext headings, 4.5 fenced code
# blocks, 4.6 HTML blocks 1 and 2).
_OPENING = re.compile(
    r"^ {0,3}(?:"
    r"(?P<atx>\#{1,6})(?:[ \t][^\n]*)?$"
    r"|(?P<fence>`{3,}+(?=[^`\n]*$)|~{3,}+)[^\n]*"
    r"|(?P<underline>=++|-++)[ \t]*$"
    r"|(?P<comment><!--)"
    r"|<(?P<raw>pre|script|style|textarea)(?=[\s>]|$)"
    r")",
    re.MULTILINE | re.IGNORECASE,
)
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_FENCE_LINE = re.compile(r"^ {0,3}(`{3,}+|~{3,}+)[ \t]*$", re.MULTILINE)
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FRONT_MATTER_CHARS = 64 << 10
_KEY = re.compile(r"^[\w-]+:", re.MULTILINE)
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|[>|<])|    |\t")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|(?<!\w)_{1,3}|~~|`+)(?=\S)([^*~`]+?)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read(source: Source, token: CancelToken) -> Reading:
    """Read a Markdown file; offsets are the file's."""
    decoded = decoded_file(source)
    token.check()
    yield ALIVE
    headings = []
    for heading in headings_in(decoded.text):
        headings.append(heading)
        check_heading_count(source, len(headings))
    return ExtractedText(
        decoded.text,
        sections_of(decoded.text, headings),
        notes=notes_on(decoded),
        encoding=decoded.encoding,
    )


def headings_in(text: str) -> Iterator[Heading]:
    """The headings of a Markdown text, those in code, comments and front matter left out."""
    plain = plain_newlines(text)
    position = floor = _front_matter_end(plain)
    while opening := _OPENING.search(plain, position):
        position = opening.end()
        match opening.lastgroup:
            case "fence":
                position = floor = _fence_end(plain, opening)
            case "comment":
                position = floor = _past(plain.find("-->", position), 3, plain)
            case "raw":
                closing = _RAW_END.search(plain, position)
                position = floor = closing.end() if closing else len(plain)
            case "underline":
                heading = _underlined(plain, opening, floor)
                floor = position
                if heading is not None:
                    yield heading
            case _:
                floor = position
                level = len(opening["atx"])
                title = _title(opening[0].strip()[level:].strip(), closed=True)
                if title:
                    yield Heading(opening.start(), opening.end(), level, title)


def _front_matter_end(text: str) -> int:
    """Where the YAML at the head of many Markdown files ends; 0 where there is none."""
    first, _, _ = text[:100].partition("\n")
    if first.rstrip() != "---":
        return 0
    closing = _FRONT_MATTER_END.search(text, len(first) + 1, _FRONT_MATTER_CHARS)
    if closing is None or not _KEY.search(text, len(first) + 1, closing.start()):
        return 0
    return closing.end()


def _fence_end(text: str, opening: re.Match[str]) -> int:
    fence = opening["fence"]
    for closing in _FENCE_LINE.finditer(text, opening.end()):
        if closing[1].startswith(fence):
            return closing.end()
    return len(text)


def _past(found: int, length: int, text: str) -> int:
    return found + length if found >= 0 else len(text)


def _underlined(text: str, underline: re.Match[str], floor: int) -> Heading | None:
    """The heading above an underline, if a single line of a paragraph stands there.

    CommonMark lets a heading be a whole paragraph; what people mean by a line of dashes under
    several lines is a rule.
    """
    end = underline.start() - 1
    start = text.rfind("\n", 0, max(end, 0)) + 1
    line = text[start:end] if end > 0 else ""
    if start < floor or not line.strip() or _NO_PARAGRAPH.match(line):
        return None
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]
    if above.strip() and start > floor + 1:
        return None
    title = _title(line.strip(), closed=False)
    level = 1 if underline["underline"].startswith("=") else 2
    return Heading(start, underline.end(), level, title) if title else None


def _title(line: str, *, closed: bool) -> str:
    """What a heading line says, without the markup in it."""
    line = line[: 2 * MAX_HEADING_CHARS]
    if closed:
        unclosed = line.rstrip("#")
        if not unclosed or unclosed[-1] in " \t":
            line = unclosed.rstrip()
    line = _ATTRIBUTES.sub("", line)
    line = _TAG.sub("", _LINK.sub(r"\1", line))
    line = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", line))
    return short_title(_ESCAPE.sub(r"\1", line))
