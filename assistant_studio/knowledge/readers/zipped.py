"""Reading ZIP archives of documents; nothing is unpacked to the disk."""

from __future__ import annotations

import zipfile
import zlib

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.readers.inside import Inside, ReadInner, shown_name
from assistant_studio.knowledge.readers.limits import MAX_PART_BYTES, spoken_size
from assistant_studio.knowledge.readers.source import Reading, Source
from assistant_studio.knowledge.readers.zip_parts import (
    ENCRYPTED_FLAG,
    opened_archive,
    password_asked,
)
from assistant_studio.language import _

_MAX_RATIO = 200
_FREE_BYTES = 1 << 20
"""Small entries may be packed as tightly as they like."""

_SYSTEM_FOLDER = "__MACOSX/"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def read(source: Source, token: CancelToken, read_inner: ReadInner) -> Reading:
    """Read all documents in an archive, those in archives inside it too."""
    inside = Inside(source, read_inner, token)
    with opened_archive(source) as archive:
        entries = [entry for entry in archive.infolist() if not _is_junk(entry)]
        locked = [entry for entry in entries if entry.flag_bits & ENCRYPTED_FLAG]
        if locked and len(locked) == len(entries):
            raise password_asked(source)
        for entry in entries:
            name = shown_name(entry.filename)
            if reason := _obstacle(entry):
                inside.refuse(_("“{name}” {reason}.", name=name, reason=reason))
                continue
            try:
                content = archive.read(entry)
            except _BROKEN:
                inside.refuse(_("“{name}” is damaged and cannot be unpacked.", name=name))
                continue
            yield from inside.add(entry.filename, content)
    return inside.result(_("an archive"))


def _is_junk(entry: zipfile.ZipInfo) -> bool:
    """Folders, and what systems leave in archives for themselves."""
    name = entry.filename.rpartition("/")[2]
    return not name or name.startswith(".") or entry.filename.startswith(_SYSTEM_FOLDER)


def _obstacle(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & ENCRYPTED_FLAG:
        return _("is protected with a password")
    if entry.file_size > MAX_PART_BYTES:
        return _("would unpack to {spoken_size}", spoken_size=spoken_size(entry.file_size))
    packed_bytes = max(1, entry.compress_size)
    if entry.file_size > _FREE_BYTES and entry.file_size > _MAX_RATIO * packed_bytes:
        return _("would unpack to far more than documents do")
    return ""
