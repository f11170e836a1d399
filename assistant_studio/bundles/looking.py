"""Looking into the files of a bundle that has not been taken in."""

from __future__ import annotations

from pathlib import Path

from assistant_studio.bundles.manifest import DocumentPart
from assistant_studio.bundles.reading import Bundle, reading, require_same
from assistant_studio.bundles.reasons import refused
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import BundleError
from assistant_studio.language import _
from assistant_studio.storage import atomic

SHOWN_CHARS = 200_000
_BYTES_A_CHAR = 4
_PLAIN = (".txt", ".md", ".markdown", ".csv", ".json", ".html", ".htm")


def text_of(bundle: Bundle, document: DocumentPart, token: CancelToken | None = None) -> str:
    """The text of a document in a bundle, as much of it as a person reads at a glance.

    Raises:
        BundleError: No text came along, and its file is none that can be shown as text.
    """
    path = document.text
    if path is None and document.name.lower().endswith(_PLAIN):
        path = document.file
    if path is None:
        raise BundleError(
            _("The text of “{name}” is read when the assistant is taken in.", name=document.name),
            _("To look at it now, save a copy and open that."),
        )
    taken, room_bytes = [], SHOWN_CHARS * _BYTES_A_CHAR
    with reading(bundle.path) as archive:
        require_same(bundle, archive)
        for piece in archive.blocks(archive.entries[path], token):
            taken.append(piece[:room_bytes])
            room_bytes -= len(piece)
            if room_bytes <= 0:
                break
    text = b"".join(taken).decode("utf-8", "replace")
    return text if len(text) <= SHOWN_CHARS else text[:SHOWN_CHARS] + "…"


def save_copy(
    bundle: Bundle, document: DocumentPart, target: Path, token: CancelToken | None = None
) -> None:
    """Write the original of a document to a place that a person chose; whole or not at all.

    Raises:
        DamagedBundle: It is not what the manifest says.
    """
    assert document.file is not None
    with reading(bundle.path) as archive:
        require_same(bundle, archive)
        entry = archive.entries[document.file]
        if archive.sha256(entry, token) != document.sha256:
            raise refused(bundle.path, "wrong-hash", document.file)
        with atomic.writing(target) as file:
            for piece in archive.blocks(entry, token):
                file.write(piece)
