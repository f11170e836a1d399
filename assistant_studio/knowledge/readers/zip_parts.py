"""Documents that are ZIP archives: their parts taken out one by one, each within limits.

Nothing is ever unpacked to the disk, so that a part's name can lead nowhere.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from assistant_studio.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from assistant_studio.knowledge.readers.limits import (
    MAX_ARCHIVE_ENTRIES,
    MAX_PART_BYTES,
    MAX_UNPACKED_BYTES,
    spoken_size,
)
from assistant_studio.knowledge.readers.source import GET_AGAIN, Source
from assistant_studio.knowledge.readers.xml_tree import BrokenXml, Element, parse
from assistant_studio.language import N_, _, whole_number

ENCRYPTED_FLAG = 1
_SAVE_ANEW = N_("Save it once more with the program it came from, and add that.")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError)


class Parts:
    """The parts of one document.

    Attributes:
        names: Of all parts.
    """

    def __init__(self, source: Source, archive: zipfile.ZipFile) -> None:
        self._source = source
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str, limit_bytes: int = MAX_PART_BYTES) -> bytes:
        """A part's bytes.

        Raises:
            DamagedDocument: It is missing.
            DocumentTooLarge: It would unpack to more than the limit.
            EncryptedDocument: It asks for a password.
        """
        if name not in self.names:
            raise damaged(self._source, _("a part of it is missing"))
        entry = self._archive.getinfo(name)
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise password_asked(self._source)
        if entry.file_size > limit_bytes:
            raise DocumentTooLarge(
                _(
                    "{name} would unpack to {size} of text and markup; such documents are read "
                    "up to {limit}.",
                    name=self._source.quoted,
                    size=spoken_size(entry.file_size),
                    limit=spoken_size(limit_bytes),
                ),
                _("Split it into smaller documents and add those."),
            )
        with self._archive.open(entry) as part:
            return part.read(limit_bytes)

    def xml(self, name: str) -> Element:
        """The root of a part that is XML.

        Raises:
            DocumentError: As for `read`, or it is no well-formed XML.
        """
        try:
            return parse(self.read(name))
        except BrokenXml as error:
            raise damaged(self._source, _("a part of it is no well-formed XML")) from error


@contextmanager
def parts_of(source: Source) -> Iterator[Parts]:
    """Open a document that is an archive.

    Raises:
        DamagedDocument: Its archive is cut off, broken or made to deceive.
        DocumentTooLarge: It would unpack to more than the limits.
    """
    with opened_archive(source) as archive:
        yield Parts(source, archive)


@contextmanager
def opened_archive(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP archive; errors as for `parts_of`."""
    with source.open() as file, damage_named(source), zipfile.ZipFile(file) as archive:
        check_archive(source, archive)
        yield archive


def check_archive(source: Source, archive: zipfile.ZipFile) -> None:
    """Refuse what would fill memory or time, before anything is unpacked.

    Raises:
        DamagedDocument: Entries lie over each other, as only in archives made to explode.
        DocumentTooLarge: There is too much in it.
    """
    entries = archive.infolist()
    if len(entries) > MAX_ARCHIVE_ENTRIES:
        raise DocumentTooLarge(
            _(
                "{name} says it has more than {limit} parts.",
                name=source.quoted,
                limit=whole_number(MAX_ARCHIVE_ENTRIES),
            ),
            _(_SAVE_ANEW),
        )
    total_bytes = sum(entry.file_size for entry in entries)
    if total_bytes > MAX_UNPACKED_BYTES:
        raise DocumentTooLarge(
            _(
                "{name} would unpack to {size}; archives are read up to {limit}.",
                name=source.quoted,
                size=spoken_size(total_bytes),
                limit=spoken_size(MAX_UNPACKED_BYTES),
            ),
            _("Split it into smaller files and add those."),
        )
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise damaged(source, _("parts of its archive lie over each other"))
        end = entry.header_offset + entry.compress_size


@contextmanager
def damage_named(source: Source) -> Iterator[None]:
    """Turn what broken archives raise into one sentence."""
    try:
        yield
    except _BROKEN as error:
        raise damaged(source, _("its archive cannot be unpacked")) from error
    except OSError as error:
        raise source.unavailable(error) from error


def damaged(source: Source, cause: str) -> DamagedDocument:
    """The error for a document that is broken in a way that can be named."""
    return DamagedDocument(
        _("{name} is cut off or damaged: {cause}.", name=source.quoted, cause=cause), _(GET_AGAIN)
    )


def password_asked(source: Source) -> EncryptedDocument:
    """The error for a document that asks for a password."""
    return EncryptedDocument(
        _("{name} is protected with a password, so its text cannot be read.", name=source.quoted),
        _("Open it, save a copy without the password, and add that copy."),
    )
