"""Choosing the reader for a file: by its content first, by its name second."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import (
    DamagedDocument,
    DocumentError,
    EncryptedDocument,
    UnsupportedDocument,
)
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers import (
    code,
    delimited,
    docx,
    epub,
    html,
    json_text,
    mail,
    markdown,
    odf,
    pdf,
    plain_text,
    pptx,
    rtf,
    xlsx,
    zipped,
)
from assistant_studio.knowledge.readers.kinds import (
    BROKEN_ZIP,
    HEAD_BYTES,
    OLD_OFFICE,
    SUFFIXES,
    FileKind,
    Foreign,
    content_kind,
    is_plain,
    looks_like_html,
    looks_like_mail,
    old_office_kind,
)
from assistant_studio.knowledge.readers.source import GET_AGAIN, Reader, Reading, Source
from assistant_studio.knowledge.readers.suspicious import flagged
from assistant_studio.language import N_, _

_BINARY_KINDS = (
    FileKind.PDF,
    FileKind.DOCX,
    FileKind.PPTX,
    FileKind.XLSX,
    FileKind.ODF,
    FileKind.EPUB,
    FileKind.RTF,
    FileKind.ZIP,
)
_ARCHIVES = (
    FileKind.DOCX,
    FileKind.PPTX,
    FileKind.XLSX,
    FileKind.ODF,
    FileKind.EPUB,
    FileKind.ZIP,
)
_OLE_SEARCH_BYTES = 64 << 20
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_document(path: Path, token: CancelToken, name: str | None = None) -> ExtractedText:
    """Read a file, whatever reader it needs.

    Args:
        path: Where it lies.
        token: Stops the reading.
        name: Its name as the person knows it, where that differs from the path's.

    Raises:
        DocumentError: The file cannot be read; the sentence says why and what to do.
        Cancelled: `token` was set.
    """
    reading = reading_of(Source(path, name or path.name), token)
    while True:
        try:
            next(reading)
        except StopIteration as end:
            text: ExtractedText = end.value
            return text


def reading_of(source: Source, token: CancelToken) -> Reading:
    """Read a file page by page; arguments and errors as for `read_document`."""
    kind = kind_of(source)
    try:
        extracted = yield from _READERS[kind](source, token)
    except RecursionError:
        raise DamagedDocument(
            _("{name} is damaged: its parts contain each other without end.", name=source.quoted),
            _(GET_AGAIN),
        ) from None
    if not source.depth:
        extracted = yield from flagged(extracted)
    name_says = SUFFIXES.get(source.suffix)
    if kind in _BINARY_KINDS and name_says not in (None, kind):
        note = _(
            "The file is {kind}, whatever its name says, and was read as one.", kind=_(kind.value)
        )
        extracted = replace(extracted, notes=(note, *extracted.notes))
    return extracted


def reader_for(source: Source) -> Reader:
    """The reader that fits what is in the file; errors as for `kind_of`."""
    return _READERS[kind_of(source)]


def kind_of(source: Source) -> FileKind:
    """What a file is to its reader.

    Raises:
        FileUnavailable: The file is missing, may not be read, or is no ordinary file.
        EmptyDocument: It has 0 bytes.
        EncryptedDocument: It asks for a password.
        DamagedDocument: It is not what its name says.
        UnsupportedDocument: No reader knows such files.
    """
    name_says = SUFFIXES.get(source.suffix)
    with source.open() as file:
        try:
            found = content_kind(file, name_says)
            file.seek(0)
            head = file.read(HEAD_BYTES)
            directory = head + file.read(_OLE_SEARCH_BYTES) if found is OLD_OFFICE else b""
        except OSError as error:
            raise source.unavailable(error) from error
    if _OLE_ENCRYPTED in directory:
        raise EncryptedDocument(
            _(
                "{name} is protected with a password, so its text cannot be read.",
                name=source.quoted,
            ),
            _("Open it, save a copy without the password, and add that copy."),
        )
    if found is OLD_OFFICE:
        found = old_office_kind(directory)
    if isinstance(found, FileKind):
        return found
    if isinstance(found, Foreign):
        raise _refusal(source, name_says, found)
    if name_says in _BINARY_KINDS:
        raise _refusal(source, name_says, _what_it_holds(head))
    if name_says in (None, FileKind.CODE) and looks_like_html(head):
        return FileKind.HTML
    if name_says is None and looks_like_mail(head):
        return FileKind.MAIL
    return name_says or FileKind.TEXT


def _what_it_holds(head: bytes) -> Foreign:
    if looks_like_html(head):
        return Foreign(
            N_("a web page"), N_("Rename it so that it ends in .html, and add it again.")
        )
    if is_plain(head):
        return Foreign(N_("plain text"), N_("Rename it so that it ends in .txt, and add it again."))
    return Foreign(N_("other data"), GET_AGAIN)


def _refusal(source: Source, name_says: FileKind | None, found: Foreign) -> DocumentError:
    if found is BROKEN_ZIP and name_says in _ARCHIVES:
        return DamagedDocument(
            _(
                "{name} is cut off or damaged: the list of what it contains cannot be read.",
                name=source.quoted,
            ),
            _(GET_AGAIN),
        )
    if name_says is not None and name_says in _BINARY_KINDS:
        return DamagedDocument(
            _(
                "{name} is not {kind}, though its name says so: it holds {found}.",
                name=source.quoted,
                kind=_(name_says.value),
                found=_(found.what),
            ),
            _(found.hint),
        )
    return UnsupportedDocument(
        _("{name} is {found}, which cannot be read here.", name=source.quoted, found=_(found.what)),
        _(found.hint),
    )


_READERS: dict[FileKind, Reader] = {
    FileKind.PDF: pdf.read,
    FileKind.DOCX: docx.read,
    FileKind.PPTX: pptx.read,
    FileKind.XLSX: xlsx.read,
    FileKind.ODF: odf.read,
    FileKind.EPUB: epub.read,
    FileKind.RTF: rtf.read,
    FileKind.ZIP: partial(zipped.read, read_inner=reading_of),
    FileKind.MAIL: partial(mail.read, read_inner=reading_of),
    FileKind.TABLE: delimited.read,
    FileKind.JSON: json_text.read,
    FileKind.CODE: code.read,
    FileKind.HTML: html.read,
    FileKind.MARKDOWN: markdown.read,
    FileKind.TEXT: plain_text.read,
}
