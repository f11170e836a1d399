"""Reading rich text (RTF): its paragraphs, and the rows of its tables."""

from __future__ import annotations

import re

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedDocument, EmptyDocument
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.limits import MAX_HTML_FILE_BYTES, MAX_PART_BYTES
from assistant_studio.knowledge.readers.rtf_unseen import without_unseen
from assistant_studio.knowledge.readers.source import ALIVE, GET_AGAIN, Reading, Source
from assistant_studio.knowledge.readers.unseen import UnseenTexts
from assistant_studio.knowledge.readers.writer import TextWriter
from assistant_studio.language import _

# Pictures are written as digits; a parser of text would look at each of them.
_PICTURE_DIGITS = re.compile(rb"[0-9a-fA-F\s]{400,}")
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
_UNSEEN_CHARS = 100_000


def read(source: Source, token: CancelToken) -> Reading:
    """Read a rich text document; hidden, white and tiny text is left out."""
    data = source.read_bytes(MAX_PART_BYTES, _("rich text documents"))
    if not data.rstrip(b"\0\r\n\t ").endswith(b"}"):
        raise DamagedDocument(
            _("{name} is cut off: the end of the file is missing.", name=source.quoted),
            _(GET_AGAIN),
        )
    # The parser looks for links with a pattern that goes on to the end of the line.
    rtf = _PICTURE_DIGITS.sub(b"\n", data).replace(b"{\\field", b"\n{\\field").decode("latin-1")
    if len(rtf) > MAX_HTML_FILE_BYTES:
        raise DamagedDocument(
            _("{name} holds more markup than a rich text document may.", name=source.quoted),
            _("Open it with its program, save it as DOCX, and add that."),
        )
    token.check()
    yield ALIVE
    visible, hidden = without_unseen(rtf)
    text = _plain(source, visible)
    yield ALIVE
    unseen = UnseenTexts()
    for part in hidden:
        unseen.add("The document", _plain(source, part[:_UNSEEN_CHARS]))
    writer = TextWriter(source)
    _write(writer, text)
    whole, sections = writer.result()
    if not whole:
        raise EmptyDocument(
            _("{name} holds no text; it may hold pictures only.", name=source.quoted),
            _("Reading text from pictures is not part of this version: add a document with text."),
        )
    return ExtractedText(whole, sections, flags=unseen.flags())


def _plain(source: Source, rtf: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(rtf, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise DamagedDocument(
            _("{name} is cut off or damaged: its markup cannot be understood.", name=source.quoted),
            _(GET_AGAIN),
        ) from error
    # Letters beyond the first 65,536 are written in two halves.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.translate(_CONTROLS)


def _write(writer: TextWriter, text: str) -> None:
    group = object()
    for line in text.split("\n"):
        if line.rstrip().endswith("|") and line.count("|") > 1:
            writer.row([cell.strip() for cell in line.rstrip()[:-1].split("|")], group)
            continue
        group = object()
        writer.block(" ".join(line.split()).rstrip("|").strip())
