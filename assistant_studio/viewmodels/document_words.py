"""What a person is told about a document: how far it is, what is in it, what is missing."""

from __future__ import annotations

from assistant_studio.errors import from_record
from assistant_studio.knowledge.document import Document, DocumentState, IndexingProgress
from assistant_studio.knowledge.document_language import language_sentence
from assistant_studio.knowledge.flags import flag_sentences
from assistant_studio.language import _, decimal_number, ngettext, whole_number


def state_text(document: Document, progress: IndexingProgress | None) -> str:
    """A document's state in a few words.

    Args:
        document: As it is now.
        progress: The last that was heard of its indexing.
    """
    match document.state:
        case DocumentState.WAITING:
            if document.held:
                return _("Waiting until its folder is resumed")
            return _("Waiting its turn")
        case DocumentState.READING:
            return _("Reading the text")
        case DocumentState.EMBEDDING:
            return _embedding(progress)
        case DocumentState.FAILED:
            return (
                from_record(document.error).message
                if document.error
                else _("It could not be read.")
            )
        case DocumentState.READY:
            return _ready(document)


def warning_text(document: Document) -> str:
    """What a person should know about a document that is ready; empty when all is well."""
    if document.state == DocumentState.FAILED:
        return from_record(document.error).hint if document.error else ""
    language = language_sentence(document.language, document.search_languages)
    told = [*document.notes, *flag_sentences(document.flags)]
    return " ".join([*told, *filter(None, [language])])


def kind_text(name: str) -> str:
    """The letters on a document's sheet, such as "PDF"."""
    ending = name.rsplit(".", 1)[1] if "." in name else ""
    return {"markdown": "MD", "html": "HTM", "htm": "HTM", "text": "TXT"}.get(
        ending.lower(), ending[:4].upper() or "TXT"
    )


def size_text(size_bytes: int) -> str:
    """A file's size as people write it: "3.4 MB"."""
    if size_bytes < 1000:
        return ngettext("{count} byte", "{count} bytes", size_bytes)
    value, unit = size_bytes / 1e3, "kB"
    for larger in ("MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1e3, larger
    return f"{decimal_number(value, 1 if value < 100 else 0)} {unit}"


def duration_text(seconds: float) -> str:
    """About how long something takes, in words that do not pretend to know better."""
    if seconds < 5:
        return _("a few seconds")
    if seconds < 60:
        return _("about {seconds} s", seconds=round(seconds / 5) * 5)
    minutes = round(seconds / 60)
    return (
        _("about {minutes} min", minutes=minutes)
        if minutes < 90
        else _("about {hours} h", hours=round(minutes / 60))
    )


def _embedding(progress: IndexingProgress | None) -> str:
    if progress is None or not progress.total:
        return _("Preparing the passages")
    said = _(
        "Preparing passage {done} of {total}",
        done=whole_number(progress.done),
        total=whole_number(progress.total),
    )
    if progress.seconds_left is not None:
        left = duration_text(progress.seconds_left)
        said += " · " + _("{duration} left", duration=left)
    return said


def _ready(document: Document) -> str:
    pages = (
        [ngettext("{count} page", "{count} pages", document.page_count)]
        if document.page_count
        else []
    )
    return " · ".join([*pages, ngettext("{count} passage", "{count} passages", document.passages)])


def further_files(count: int) -> str:
    """The end of a list that does not name every file."""
    counted = ngettext("{count} further file", "{count} further files", count)
    return _("… and {counted}.", counted=counted)
