"""Reading plain text: the file's own characters, whichever encoding it has."""

from __future__ import annotations

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import EmptyDocument, UnsupportedDocument
from assistant_studio.knowledge.document import ExtractedText, Section
from assistant_studio.knowledge.readers.encodings import Decoded, NotText, decode
from assistant_studio.knowledge.readers.kinds import UNKNOWN_DATA
from assistant_studio.knowledge.readers.limits import MAX_TEXT_FILE_BYTES
from assistant_studio.knowledge.readers.source import ALIVE, Reading, Source
from assistant_studio.language import _, ngettext


def read(source: Source, token: CancelToken) -> Reading:
    """Read a text file; its text is one section, and offsets are the file's."""
    decoded = decoded_file(source)
    token.check()
    yield ALIVE
    return read_decoded(decoded)


def read_decoded(decoded: Decoded, notes: tuple[str, ...] = ()) -> ExtractedText:
    """A text that is one section, as it stands in the file."""
    return ExtractedText(
        decoded.text,
        (Section(0, len(decoded.text)),),
        notes=(*notes, *notes_on(decoded)),
        encoding=decoded.encoding,
    )


def decoded_file(source: Source) -> Decoded:
    """The characters of a text file.

    Raises:
        DocumentTooLarge: The file is larger than a text file may be.
        UnsupportedDocument: It holds binary data.
        EmptyDocument: It holds white space only.
    """
    decoded = decoded_bytes(source, source.read_bytes(MAX_TEXT_FILE_BYTES, _("text files")))
    require_text(source, decoded.text)
    return decoded


def decoded_bytes(source: Source, data: bytes) -> Decoded:
    """The characters that `data` stands for, or the error that names `source`."""
    try:
        return decode(data)
    except NotText:
        raise UnsupportedDocument(
            _("{name} holds data without text, which cannot be read here.", name=source.quoted),
            _(UNKNOWN_DATA.hint),
        ) from None


def require_text(source: Source, text: str) -> None:
    """Raise `EmptyDocument` for a text of white space only."""
    if not text or text.isspace():
        raise EmptyDocument(
            _("{name} holds no text, only white space.", name=source.quoted),
            _("Check whether it was saved completely, and add it again."),
        )


def notes_on(decoded: Decoded) -> tuple[str, ...]:
    """What a person should know about a text's encoding."""
    if not decoded.broken:
        return ()
    return (
        ngettext(
            "One character could not be decoded and is shown as \ufffd.",
            "{count} characters could not be decoded and are shown as \ufffd.",
            decoded.broken,
        ),
    )
