"""What a document is on its way from file to passage."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant_studio.errors import ErrorRecord


class PlaceKind(StrEnum):
    """What a step towards a place is, where pages and headings do not say it."""

    PART = "part"
    SLIDE = "slide"
    SHEET = "sheet"
    ROW = "row"
    CHAPTER = "chapter"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class PlaceStep:
    """One step towards a place, such as the sheet of a workbook or a row in it.

    Attributes:
        kind: What it is.
        number: Counted from 1. Of a part: the line in which its own text begins, in the text of the
            file that holds it. Of a line: the line in the file; 0 where that is the passage's own.
        last: The last number of a range; 0 for a single one.
        name: Of a sheet or of a file inside another.
    """

    kind: PlaceKind
    number: int = 0
    last: int = 0
    name: str = ""


Place = tuple[PlaceStep, ...]
"""From the outermost step to the innermost; empty where a page, heading or line says it all."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document's text that has one place: a page, a row, what a heading is above.

    Attributes:
        start: First character in the extracted text.
        end: One past the last character.
        page: Counted from 1; None where there are no pages.
        headings: The headings above this text, outermost first; for a file inside another its name
            comes first.
        place: Where it stands besides page and headings.
    """

    start: int
    end: int
    page: int | None = None
    headings: tuple[str, ...] = ()
    place: Place = ()


class FlagKind(StrEnum):
    """What makes a text suspicious."""

    UNSEEN = "unseen"
    UNSEEN_CHARACTERS = "unseen_characters"
    REORDERED = "reordered"
    ENCODED = "encoded"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something in a document that a person does not see, or that speaks to the model.

    Attributes:
        kind: What it is.
        place: What a person would say, such as "Page 3".
        quote: The beginning of it, on one line.
        left_out: Whether it is kept out of the extracted text, so that no search and no model sees
            it.
        count: How many such there are at this place.
    """

    kind: FlagKind
    place: str
    quote: str
    left_out: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The text of a document, and where each part of it stands.

    Attributes:
        text: For plain text and Markdown the file's own text; offsets count its characters.
        sections: In order, without gaps that hold text; together they cover `text`.
        page_count: None where there are no pages.
        pages_without_text: Pages (from 1) that hold pictures only.
        notes: Sentences a person should see, such as a part that was left out.
        encoding: The character encoding that was found, for text files.
        flags: What is hidden in it, or speaks to the model.
    """

    text: str
    sections: tuple[Section, ...]
    page_count: int | None = None
    pages_without_text: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    encoding: str | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document that is embedded and indexed; `text` is `extracted[start:end]`."""

    start: int
    end: int
    text: str
    page: int | None
    headings: tuple[str, ...]
    place: Place = ()


class DocumentState(StrEnum):
    """How far a document has come."""

    WAITING = "waiting"
    READING = "reading"
    EMBEDDING = "embedding"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Document:
    """A file an assistant knows.

    Attributes:
        id: Unique in this data folder.
        assistant_id: Whose knowledge it is.
        name: The file's name as a person knows it.
        sha256: Of the file's content; the copy lies in the data folder under this name.
        size_bytes: Of the file.
        source_path: Where it was added from.
        state: How far it has come.
        passages: How many chunks it has (0 until read).
        page_count: None where there are no pages.
        pages_without_text: Pages that hold no text.
        notes: Sentences about it a person should see.
        error: Why it failed, as `errors.ErrorRecord`; None otherwise.
        added_at: ISO 8601, UTC.
        indexed_at: ISO 8601, UTC; None until it is ready.
        flags: What is hidden in it, or speaks to the model.
        language: The language it is in (ISO 639-1); None where that is not plain.
        search_languages: Those that the embedder of its vectors knows; empty when that is not
            known, or while it has none.
        watched: Whether it stands for a file that lies in a folder that was watched, uncopied.
        held: Whether it waits until the watching of its folder is resumed.
        text_only: Whether only its text is here: it came from another computer without the file.
    """

    id: str
    assistant_id: str
    name: str
    sha256: str
    size_bytes: int
    source_path: str
    state: DocumentState
    passages: int = 0
    page_count: int | None = None
    pages_without_text: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    error: ErrorRecord | None = None
    added_at: str = ""
    indexed_at: str | None = None
    flags: tuple[Flag, ...] = ()
    language: str | None = None
    search_languages: tuple[str, ...] = ()
    watched: bool = False
    held: bool = False
    text_only: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that a search found; `text` is exactly the document's `[start:end]`.

    Attributes:
        rank: From 1, best first.
        document: The file's name.
        document_id: Its id.
        page: From 1; None where there are no pages.
        place: What a person would say: "Page 12", "Sheet Q1, row 14", "Line 40", "Upgrades".
        heading: The headings above it, joined by " › "; may be empty.
        start: First character in the document's extracted text.
        end: One past the last.
        text: The text itself.
        score: Higher is better; 0 to 1, comparable within one search.
        found_by: Which searches found it: "meaning", "words".
        fit: How well it fits the question on an absolute scale, 0 to 1 (for "not in your files").
        closeness: The cosine of its closest one or two sentences with the question; None where
            that was not looked at.
        close_start: Where these begin in the document's extracted text.
        close_end: One past their last character; 0 where that was not looked at.
    """

    rank: int
    document: str
    document_id: str
    page: int | None
    place: str
    heading: str
    start: int
    end: int
    text: str
    score: float
    found_by: tuple[str, ...]
    fit: float = 0.0
    closeness: float | None = None
    close_start: int = 0
    close_end: int = 0

    def text_between(self, start: int, end: int) -> str:
        """The part of its text that lies between two places of the document."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]


@dataclass(frozen=True, slots=True)
class IndexingProgress:
    """Where indexing stands, for one event.

    Attributes:
        document: The document this is about, as it is now.
        done: Chunks embedded so far.
        total: Chunks to embed; 0 while reading.
        waiting: Documents that still wait behind this one.
        seconds_left: Estimated for all waiting work; None when not known yet.
    """

    document: Document
    done: int
    total: int
    waiting: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class AddOutcome:
    """What became of the paths a person added.

    Attributes:
        documents: Accepted and durable; they are indexed in the background.
        unchanged: Documents that were there already with the same content.
        refused: Path and error record of each file that was not accepted.
    """

    documents: tuple[Document, ...] = ()
    unchanged: tuple[Document, ...] = ()
    refused: tuple[tuple[str, ErrorRecord], ...] = field(default=())
