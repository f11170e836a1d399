"""Which way an answer came about, and how far the reading of documents is, in words."""

from __future__ import annotations

from assistant_studio.answering.events import ReadingDocuments
from assistant_studio.answering.ways import Way, WayKind
from assistant_studio.language import _, ngettext

_NAMED = 3
_MINUTE_S = 60.0
_HOUR_S = 3600.0
# "About 100 minutes" says more than "about 2 hours"; after that nobody counts minutes.
_IN_HOURS_S = 2.5 * _HOUR_S


def way_text(way: Way) -> str:
    """What was read whole, and how; empty for an answer that came by searching."""
    names = documents_text(way.documents)
    match way.kind:
        case WayKind.WHOLE:
            return _("Read all of {documents}.", documents=names)
        case WayKind.SECTIONS if way.read < way.sections:
            return _(
                "Read {read} of {sections} parts of {documents}; "
                "asked again, it goes on from there.",
                read=way.read,
                sections=way.sections,
                documents=names,
            )
        case WayKind.SECTIONS:
            return ngettext(
                "Read all of {documents}, in {count} part.",
                "Read all of {documents}, in {count} parts.",
                way.sections,
                documents=names,
            )
        case WayKind.LISTED:
            return _("Went through all of {documents}, without a model.", documents=names)
        case WayKind.SEARCH:
            return ""


def documents_progress(reading: ReadingDocuments) -> str:
    """How far the reading of whole documents is."""
    if reading.done >= reading.total:
        return _("Putting the notes together…")
    return _(
        "Reading all of {documents}: part {part} of {parts}, {left}…",
        documents=documents_text(reading.names),
        part=reading.done + 1,
        parts=reading.total,
        left=time_left(reading.seconds_left),
    )


def long_reading(reading: ReadingDocuments) -> str:
    """What a person should know before documents are read part by part."""
    return ngettext(
        "{documents} does not fit into the model’s context, so it is read in {count} part; "
        "{left}. You can stop at any time and keep what was found until then.",
        "{documents} does not fit into the model’s context, so it is read in {count} parts; "
        "{left}. You can stop at any time and keep what was found until then.",
        reading.total,
        documents=documents_text(reading.names),
        left=time_left(reading.seconds_left),
    )


def documents_text(names: tuple[str, ...]) -> str:
    """Names of documents; of many, the first ones and how many more."""
    listed = ", ".join(names[:_NAMED])
    further = len(names) - _NAMED
    if further <= 0:
        return listed
    return ngettext(
        "{listed} and {count} more", "{listed} and {count} more", further, listed=listed
    )


def time_left(seconds: float) -> str:
    """How long something still takes, as roughly as it is known."""
    if seconds < _MINUTE_S:
        return _("less than a minute left")
    if seconds >= _IN_HOURS_S:
        hours = round(seconds / _HOUR_S)
        return ngettext("about {count} hour left", "about {count} hours left", hours)
    return ngettext(
        "about {count} minute left", "about {count} minutes left", round(seconds / _MINUTE_S)
    )
