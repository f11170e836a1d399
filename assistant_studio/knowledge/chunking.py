"""Cutting a document's text into chunks that follow its own structure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from assistant_studio.knowledge.document import Chunk, ExtractedText, Section
from assistant_studio.knowledge.newlines import plain_newlines
from assistant_studio.knowledge.sentences import sentence_ends

TARGET_CHARS = 300
"""The embedder reads at most 256 word pieces; shorter chunks are found more exactly, and a search
joins neighbours again."""

Span = tuple[int, int]

# Each pattern is linear: what it repeats cannot be followed by a failure that starts it anew.
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_ITEM = re.compile(
    r"^(?:[ \t]*(?:[-*+•‣◦▪–]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)])[ \t]|[^\n|]*\|)",
    re.MULTILINE,
)
_CLAUSE_END = re.compile(r"[,;:–—)](?=\s)|[、，；：]")
_SPACE = re.compile(r"\s")
_CONTENT = re.compile(r"[^\W_]|[\u2600-\u27bf\U0001f000-\U0001faff]")
_ATX_HEADING = re.compile(r"#{1,6}[ \t]")
_UNDERLINED_HEADING = re.compile(r"[^\n]+\n {0,3}(?:=+|-+)")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_UNSPACED_SAMPLE_CHARS = 2000
_LEAD_IN_CHARS = 200
_STEP_BACK_CHARS = 40


def chunks_of(
    extracted: ExtractedText, target_chars: int = TARGET_CHARS, max_chars: int | None = None
) -> list[Chunk]:
    """Cut a text into chunks, in order and without overlap, in time linear in its length.

    Chunks never cross a section (a page, what stands under a heading). Within one they follow
    paragraphs, then list items, table rows and sentences, then lines, clauses and words; only a
    word longer than `max_chars` is cut. A heading line, and a line that leads in with a colon,
    stays with what follows. Every letter and digit belongs to exactly one chunk; white space at the
    edges, and rules and ornaments that fit to no neighbour, belong to none. Scripts that say more
    in a character (Chinese, Japanese, Korean, Thai) get chunks half as long.

    Args:
        extracted: The text and its sections.
        target_chars: About how long a chunk should be.
        max_chars: How long one may be; one and a half times the target unless said.
    """
    text = plain_newlines(extracted.text)
    limit = max_chars or target_chars * 3 // 2
    chunks = []
    for section in extracted.sections:
        sample = text[section.start : min(section.end, section.start + _UNSPACED_SAMPLE_CHARS)]
        share = 2 if 2 * len(_UNSPACED.findall(sample)) > len(sample) else 1
        cutter = _Cutter(text, max(1, target_chars // share), max(1, limit // share))
        for start, end in cutter.cut(section):
            piece = extracted.text[start:end]
            chunks.append(Chunk(start, end, piece, section.page, section.headings, section.place))
    return chunks


class _Cutter:
    """One text under the knife; spans are offsets into it, trimmed of white space."""

    def __init__(self, text: str, target_chars: int, max_chars: int) -> None:
        self._text = text
        self._target = target_chars
        self._max = max(target_chars, max_chars)
        self._crumb = target_chars // 4

    def cut(self, section: Section) -> list[Span]:
        """The spans of a section's chunks."""
        blocks = self._split(section.start, section.end, self._paragraph_ends)
        pieces: list[Span] = []
        for run in self._runs(self._glued(blocks, section.headings)):
            if _size(run) <= self._max:
                pieces.append(run)
            else:
                pieces.extend(self._cut_block(run, section.headings))
        return [span for span in self._without_crumbs(pieces) if self._has_content(span)]

    def _cut_block(self, block: Span, headings: Sequence[str]) -> Iterator[Span]:
        """A block that is too long, in pieces of about one size."""
        atoms = list(self._fitting(self._glued(list(self._refined(block)), headings)))
        end = atoms[-1][1]
        piece: Span | None = None
        goal = 0.0
        for atom in atoms:
            if piece is not None and self._nearer((piece[0], atom[1]), piece, goal):
                piece = (piece[0], atom[1])
                continue
            if piece is not None:
                yield piece
            piece = atom
            rest = end - atom[0]
            goal = rest / max(1, round(rest / self._target))
        if piece is not None:
            yield piece

    def _nearer(self, longer: Span, shorter: Span, goal: float) -> bool:
        if _size(longer) > self._max:
            return False
        return abs(_size(longer) - goal) <= abs(_size(shorter) - goal)

    def _refined(self, block: Span) -> Iterator[Span]:
        """Atoms that fit: items and rows, and where those are too long, ever finer pieces."""
        finer = (
            self._item_ends,
            self._sentence_ends,
            self._line_ends,
            self._clause_ends,
            self._word_ends,
            self._hard_ends,
        )
        pending = [(block, 0)]
        while pending:
            span, level = pending.pop()
            if _size(span) <= self._max or level == len(finer):
                yield span
                continue
            parts = self._split(*span, finer[level])
            pending.extend((part, level + 1) for part in reversed(parts))

    def _fitting(self, atoms: Iterable[Span]) -> Iterator[Span]:
        """Atoms, those that a heading before them has made too long cut after some words."""
        for atom in atoms:
            if _size(atom) <= self._max:
                yield atom
            else:
                for words in self._split(*atom, self._word_ends):
                    yield from self._split(*words, self._hard_ends)

    def _runs(self, blocks: Iterable[Span]) -> Iterator[Span]:
        """Blocks, short ones together up to the target."""
        run: Span | None = None
        for block in blocks:
            joined = (run[0] if run else block[0], block[1])
            if run is None or _size(joined) <= self._target or self._is_crumb(joined, run):
                run = joined
                continue
            yield run
            run = block
        if run is not None:
            yield run

    def _without_crumbs(self, pieces: Iterable[Span]) -> list[Span]:
        kept: list[Span] = []
        for piece in pieces:
            joined = (kept[-1][0] if kept else piece[0], piece[1])
            if kept and self._is_crumb(joined, kept[-1], piece):
                kept[-1] = joined
            else:
                kept.append(piece)
        return kept

    def _is_crumb(self, joined: Span, *parts: Span) -> bool:
        """Whether one of the parts is too little to stand alone, and fits to its neighbour."""
        if _size(joined) > self._max:
            return False
        return any(_size(part) < self._crumb or not self._has_content(part) for part in parts)

    def _glued(self, spans: Sequence[Span], headings: Sequence[str]) -> Iterator[Span]:
        """The spans, headings and lead-ins together with what follows them."""
        start: int | None = None
        for number, span in enumerate(spans, 1):
            joined = (span[0] if start is None else start, span[1])
            leads = self._leads_in(span, headings) or self._leads_in(joined, headings)
            if leads and number < len(spans) and _size(joined) < self._target:
                start = joined[0]
                continue
            yield joined
            start = None

    def _leads_in(self, span: Span, headings: Sequence[str]) -> bool:
        if _size(span) > _LEAD_IN_CHARS:
            return False
        line = self._text[slice(*span)]
        if "\n" in line:
            return _UNDERLINED_HEADING.fullmatch(line) is not None
        return line.endswith((":", "：")) or bool(_ATX_HEADING.match(line)) or line in headings

    def _has_content(self, span: Span) -> bool:
        return _CONTENT.search(self._text, *span) is not None

    def _split(
        self, start: int, end: int, ends_in: Callable[[int, int], Iterable[int]]
    ) -> list[Span]:
        """Cut at the given places; pieces come trimmed, empty ones not at all."""
        spans = []
        for stop in (*ends_in(start, end), end):
            piece = self._text[start:stop]
            if trimmed := piece.strip():
                begin = start + piece.index(trimmed[0])
                spans.append((begin, begin + len(trimmed)))
            start = stop
        return spans

    # Where to cut, coarse to fine: places between start and end, in order.

    def _paragraph_ends(self, start: int, end: int) -> Iterator[int]:
        gaps = _BLANK_LINES.finditer(self._text, start, end)
        return self._apart(start, (gap.start() for gap in gaps))

    def _item_ends(self, start: int, end: int) -> Iterator[int]:
        items = _ITEM.finditer(self._text, start, end)
        return self._apart(start, (item.start() for item in items))

    def _sentence_ends(self, start: int, end: int) -> Iterator[int]:
        return self._apart(start, sentence_ends(self._text, start, end))

    def _clause_ends(self, start: int, end: int) -> Iterator[int]:
        clauses = _CLAUSE_END.finditer(self._text, start, end)
        return self._apart(start, (clause.end() for clause in clauses))

    def _apart(self, start: int, places: Iterable[int]) -> Iterator[int]:
        """The places that leave more than a crumb between them; millions of crumbs cost minutes."""
        for place in places:
            if place - start >= self._crumb:
                yield place
                start = place

    def _line_ends(self, start: int, end: int) -> Iterator[int]:
        """After as many lines as the target holds, and at least one."""
        while end - start > self._max:
            cut = self._text.rfind("\n", start + 1, start + self._target)
            if cut < 0:
                cut = self._text.find("\n", start + self._target, end)
            if cut < 0:
                return
            yield cut
            start = cut

    def _word_ends(self, start: int, end: int) -> Iterator[int]:
        """After as many words as the target holds, and at least one."""
        while end - start > self._max:
            words = self._text[start : start + self._target].rsplit(None, 1)
            if len(words) == 2 and words[0].strip():
                start += len(words[0])
            elif space := _SPACE.search(self._text, start + self._target, end):
                start = space.start()
            else:
                return
            yield start

    def _hard_ends(self, start: int, end: int) -> Iterator[int]:
        """Inside one endless word; not before a mark that belongs to the letter before it."""
        while end - start > self._max:
            cut = start + self._target
            lowest = max(start + 1, cut - _STEP_BACK_CHARS)
            while cut > lowest and self._belongs_together(cut):
                cut -= 1
            start = cut if cut > lowest else start + self._target
            yield start

    def _belongs_together(self, cut: int) -> bool:
        before, after = self._text[cut - 1], self._text[cut]
        if unicodedata.category(after)[0] == "M" or "\u200d" in (before, after):
            return True
        return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _size(span: Span) -> int:
    return span[1] - span[0]
