"""Documents inside another file: read one by one, each with its name and its own places."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import PurePosixPath

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DocumentError, DocumentTooLarge, EmptyDocument
from assistant_studio.knowledge.document import (
    ExtractedText,
    Flag,
    PlaceKind,
    PlaceStep,
    Section,
)
from assistant_studio.knowledge.places import line_of
from assistant_studio.knowledge.readers.limits import MAX_INNER_DEPTH, MAX_TEXT_CHARS
from assistant_studio.knowledge.readers.sections import check_section_count
from assistant_studio.knowledge.readers.source import ALIVE, Progress, Reading, Source
from assistant_studio.language import _, ngettext

ReadInner = Callable[[Source, CancelToken], Reading]
"""Reads a document inside another, whatever kind it is."""

_GAP = "\n\n"
_NAMED_REFUSALS = 5
_MAX_NAME_CHARS = 160


class Inside:
    """Puts the texts of several documents together.

    Attributes:
        read: How many were read.
    """

    def __init__(self, source: Source, read_inner: ReadInner, token: CancelToken) -> None:
        self.read = 0
        self._source = source
        self._read_inner = read_inner
        self._token = token
        self._pieces: list[str] = []
        self._length = 0
        self._line = 1
        self._sections: list[Section] = []
        self._flags: list[Flag] = []
        self._notes: list[str] = []
        self._refused: list[str] = []

    def own(self, text: str, sections: tuple[Section, ...], flags: tuple[Flag, ...] = ()) -> None:
        """Take up text of the file itself."""
        self._append(text, sections)
        self._flags += flags

    def add(self, name: str, content: bytes) -> Generator[Progress, None, None]:
        """Read a document inside; one that cannot be read costs a note.

        Args:
            name: As it is called in the file.
            content: Its bytes.
        """
        self._token.check()
        yield ALIVE
        allowance = self._source.allowance
        name = shown_name(name)
        if self._source.depth >= MAX_INNER_DEPTH:
            self.refuse(_("“{name}” lies too deep inside other files.", name=name))
            return
        if allowance.documents_left <= 0 or allowance.bytes_left < len(content):
            self.refuse(_("“{name}” is beyond what one file may hold.", name=name))
            return
        allowance.documents_left -= 1
        allowance.bytes_left -= len(content)
        try:
            extracted = yield from self._read_inner(self._source.inner(name, content), self._token)
        except DocumentError as error:
            self.refuse(error.message)
            return
        self._take(name, extracted)

    def refuse(self, why: str) -> None:
        """Note that a document is left out, and why."""
        self._refused.append(why)

    def result(self, what: str) -> ExtractedText:
        """All texts as one.

        Args:
            what: What the file is called in a sentence, such as "an archive".

        Raises:
            EmptyDocument: Nothing in it could be read.
        """
        if not self._pieces:
            raise EmptyDocument(
                _(
                    "{name} is {what} without a document that can be read.",
                    name=self._source.quoted,
                    what=what,
                ),
                " ".join(self._refused[:2]) or _("Add the documents themselves."),
            )
        return ExtractedText(
            "".join(self._pieces),
            tuple(self._sections),
            notes=(*self._notes, *self._refusals()),
            flags=tuple(self._flags),
        )

    def _take(self, name: str, extracted: ExtractedText) -> None:
        """Put a document's text behind the others, under its name."""
        heading = f"{name}\n"
        # Its lines are counted from the line below its name.
        part = PlaceStep(PlaceKind.PART, self._line + (2 if self._pieces else 0) + 1, name=name)
        inner = [
            replace(
                section,
                start=section.start + len(heading),
                end=section.end + len(heading),
                headings=(name, *section.headings),
                place=(part, *section.place),
            )
            for section in extracted.sections
        ]
        if inner:
            inner[0] = replace(inner[0], start=0)
        self._append(heading + extracted.text, tuple(inner))
        self._flags += [replace(flag, place=f"{name}, {flag.place}") for flag in extracted.flags]
        self._notes += [_("{name}: {note}", name=name, note=note) for note in extracted.notes][
            :_NAMED_REFUSALS
        ]
        self.read += 1

    def _append(self, text: str, sections: tuple[Section, ...]) -> None:
        if self._pieces:
            text = _GAP + text
            sections = tuple(
                replace(each, start=each.start + len(_GAP), end=each.end + len(_GAP))
                for each in sections
            )
        self._sections += [
            replace(each, start=each.start + self._length, end=each.end + self._length)
            for each in sections
        ]
        check_section_count(self._source, len(self._sections))
        self._pieces.append(text)
        self._length += len(text)
        self._line += line_of(text, len(text)) - 1
        if self._length > MAX_TEXT_CHARS:
            raise DocumentTooLarge(
                _(
                    "{name} holds more than {millions} million characters of text.",
                    name=self._source.quoted,
                    millions=MAX_TEXT_CHARS // 10**6,
                ),
                _("Split it into smaller files and add those."),
            )

    def _refusals(self) -> list[str]:
        further = len(self._refused) - _NAMED_REFUSALS
        notes: list[str] = [
            _("Left out: {why}", why=why) for why in self._refused[:_NAMED_REFUSALS]
        ]
        if further > 0:
            notes.append(
                ngettext(
                    "One further file in it was left out.",
                    "{count} further files in it were left out.",
                    further,
                )
            )
        return notes


def shown_name(name: str) -> str:
    """A name inside a file as it is shown: on one line, and leading nowhere outside."""
    printable = "".join(c if c.isprintable() else "\ufffd" for c in name.replace("\\", "/"))
    steps = [step for step in PurePosixPath(printable).parts if step not in ("..", ".", "/")]
    shown = "/".join(steps) or "a file without a name"
    return shown if len(shown) <= _MAX_NAME_CHARS else f"…{shown[-_MAX_NAME_CHARS:]}"
