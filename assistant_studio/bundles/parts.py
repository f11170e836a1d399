"""The files of a bundle that is about to be written: what each holds, its size and its hash."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant_studio.bundles import limits
from assistant_studio.bundles.bounded_json import bounded_json
from assistant_studio.bundles.manifest import DocumentPart
from assistant_studio.bundles.zip_directory import BadZip
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StorageError
from assistant_studio.knowledge.carrying import Carried, Carrier
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.portable_text import BadLayout, extracted_from, layout_of
from assistant_studio.language import _

_BLOCK_BYTES = 1 << 20
_SLUG_CHARS = 40
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}\Z")
# Packed already; packing them once more costs time and wins nothing.
_PACKED = {".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp", ".epub", ".zip", ".png"}
_VECTOR_BLOCKS = 256


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a bundle.

    Attributes:
        path: Its name in the bundle.
        sha256: Of its content.
        size_bytes: Likewise.
        pieces: Gives the content, each time it is called.
        pack: Whether packing it pays.
    """

    path: str
    sha256: str
    size_bytes: int
    pieces: Callable[[], Iterable[bytes]]
    pack: bool = True


def bytes_part(path: str, content: bytes, *, pack: bool = True) -> Part:
    """A part whose content is small enough to be kept."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Part(path, sha256, len(content), lambda: (content,), pack)


def file_part(path: str, file: Path, sha256: str, size_bytes: int) -> Part:
    """A part that is a file on the disk, whose hash is known."""
    pack = file_suffix(path) not in _PACKED and file_suffix(path) != ".gguf"
    return Part(path, sha256, size_bytes, lambda: _file_pieces(file, sha256), pack)


class DocumentParts:
    """The parts that carry one document."""

    def __init__(self, carrier: Carrier, carried: Carried, number: int) -> None:
        self._carrier = carrier
        self._carried = carried
        self._stem = f"{number:05d}"

    def make(
        self, *, original: bool, text: bool, embedder: str | None, token: CancelToken | None
    ) -> tuple[DocumentPart, list[Part]] | None:
        """The document's place in the manifest and its parts; None where nothing can be carried."""
        document, parts = self._carried.document, []
        fields: dict[str, object] = {
            "name": document.name[: limits.MOST_DOCUMENT_NAME_CHARS],
            "sha256": document.sha256,
            "size": document.size_bytes,
        }
        if original and self._carried.file is not None:
            parts.append(self._original(self._carried.file))
            fields["file"] = parts[-1].path
        if token is not None:
            token.check()
        if text and self._carried.has_text:
            text_parts = self._text()
            parts += text_parts
            if text_parts:
                fields["text"], fields["layout"] = (part.path for part in text_parts)
            vectors = self._carried.vectors
            if text_parts and vectors is not None and vectors.embedder == embedder:
                parts.append(self._vectors())
                fields["vectors"] = parts[-1].path
                fields["passages"] = vectors.spans
        return (DocumentPart.model_validate(fields), parts) if parts else None

    def _original(self, file: Path) -> Part:
        document = self._carried.document
        path = f"documents/{self._stem}{_slug(document.name)}{file_suffix(document.name)}"
        return file_part(path, file, document.sha256, document.size_bytes)

    def _text(self) -> list[Part]:
        """The text and its layout; empty where a reader would not accept them."""
        extracted = self._carrier.extracted(self._carried.document.id)
        text, layout = extracted.text.encode(), layout_of(extracted)
        if len(text) > limits.MOST_TEXT_BYTES or not _is_accepted(extracted, layout):
            return []
        document_id = self._carried.document.id
        found = [
            bytes_part(f"text/{self._stem}.txt", text),
            bytes_part(f"text/{self._stem}.json", layout),
        ]
        # Read again when it is written: all the texts of a large assistant are not kept at once.
        again: tuple[Callable[[], Iterable[bytes]], ...] = (
            lambda: (self._carrier.extracted(document_id).text.encode(),),
            lambda: (layout_of(self._carrier.extracted(document_id)),),
        )
        return [
            Part(part.path, part.sha256, part.size_bytes, pieces)
            for part, pieces in zip(found, again, strict=True)
        ]

    def _vectors(self) -> Part:
        vectors = self._carried.vectors
        assert vectors is not None
        document_id, embedder = self._carried.document.id, vectors.embedder

        def pieces() -> Iterator[bytes]:
            rows: list[bytes] = []
            for row in self._carrier.vectors(document_id, embedder):
                rows.append(row)
                if len(rows) == _VECTOR_BLOCKS:
                    yield b"".join(rows)
                    rows = []
            yield b"".join(rows)

        digest = hashlib.sha256()
        for piece in pieces():
            digest.update(piece)
        path = f"vectors/{self._stem}.f32"
        # Numbers without a pattern: packing wins a few percent and costs the most time of all.
        return Part(path, digest.hexdigest(), vectors.size_bytes, pieces, pack=False)


def checked_pieces(part: Part, token: CancelToken | None) -> Iterator[bytes]:
    """A part's content; at the end it is certain to be what the manifest says.

    Raises:
        StorageError: It was changed meanwhile.
        Cancelled: `token` was set.
    """
    digest, size_bytes = hashlib.sha256(), 0
    for piece in part.pieces():
        if token is not None:
            token.check()
        digest.update(piece)
        size_bytes += len(piece)
        yield piece
    if digest.hexdigest() != part.sha256 or size_bytes != part.size_bytes:
        raise StorageError(
            _("“{name}” was changed while it was being exported.", name=part.path),
            _("Wait until the assistant's files are ready, and export once more."),
        )


def file_suffix(name: str) -> str:
    """The ending of a file's name, if it is one that says something."""
    found = _SUFFIX.search(name.lower())
    return found[0] if found else ""


def _slug(name: str) -> str:
    """The part of a name that every system writes the same way, for whoever unpacks by hand."""
    stem = name[: len(name) - len(file_suffix(name))] if file_suffix(name) else name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_SLUG_CHARS].strip("-")
    return f"-{words}" if words else ""


def _is_accepted(extracted: ExtractedText, layout: bytes) -> bool:
    try:
        extracted_from(extracted.text, bounded_json(layout, limits.MOST_LAYOUT_BYTES))
    except (BadZip, BadLayout):
        return False
    return True


def _file_pieces(file: Path, sha256: str) -> Iterator[bytes]:
    try:
        with file.open("rb") as original:
            while block := original.read(_BLOCK_BYTES):
                yield block
    except OSError as error:
        raise StorageError(
            _(
                "{path} cannot be read: {reason}.",
                path=file,
                reason=error.strerror or str(error),
            ),
            _("Connect its disk, or export without the documents themselves."),
        ) from error
