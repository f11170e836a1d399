"""Bundles byte by byte: valid ones, and ones that lie wherever a test wants them to."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

MEDIA_TYPE = b"application/vnd.assistant-studio.assistant+zip"
TEXT = "The zephyrine lighthouse sings at noon.\n"


@dataclass
class Raw:
    """One entry of a zip, with whatever it should say of itself.

    What is None is what an honest writer would write.
    """

    name: bytes
    content: bytes = b""
    pack: bool = False
    flags: int = 0
    method: int | None = None
    crc: int | None = None
    size: int | None = None
    packed: bytes | None = None
    packed_size: int | None = None
    local_name: bytes | None = None
    local_size: int | None = None
    attributes: int = 0o100644 << 16
    made_by: int = 3 << 8 | 20
    extra: bytes = b""
    comment: bytes = b""
    offset: int | None = None
    skip_local: bool = False


@dataclass
class RawZip:
    """A zip made of such entries, with whatever its end should say."""

    entries: Sequence[Raw]
    before: bytes = b""
    between: bytes = b""
    after: bytes = b""
    comment: bytes = b""
    count: int | None = None
    directory_offset: int | None = None
    directory_size: int | None = None
    disk: int = 0
    directory_extra: bytes = b""

    def bytes(self) -> bytes:
        out = bytearray(self.before)
        offsets = []
        for entry in self.entries:
            offsets.append(len(out) if entry.offset is None else entry.offset)
            if not entry.skip_local:
                out += _local(entry) + _packed(entry) + self.between
        begins = len(out)
        for entry, offset in zip(self.entries, offsets, strict=True):
            out += _listed(entry, offset)
        out += self.directory_extra
        size = len(out) - begins if self.directory_size is None else self.directory_size
        offset = begins if self.directory_offset is None else self.directory_offset
        count = len(self.entries) if self.count is None else self.count
        out += struct.pack(
            "<4s4H2LH",
            b"PK\5\6",
            self.disk,
            0,
            count & 0xFFFF,
            count & 0xFFFF,
            size & 0xFFFFFFFF,
            offset & 0xFFFFFFFF,
            len(self.comment),
        )
        return bytes(out + self.comment + self.after)


def _packed(entry: Raw) -> bytes:
    if entry.packed is not None:
        return entry.packed
    if not entry.pack:
        return entry.content
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(entry.content) + packer.flush()


def _numbers(entry: Raw) -> tuple[int, int, int, int]:
    method = (8 if entry.pack else 0) if entry.method is None else entry.method
    crc = zlib.crc32(entry.content) if entry.crc is None else entry.crc
    packed = len(_packed(entry)) if entry.packed_size is None else entry.packed_size
    size = len(entry.content) if entry.size is None else entry.size
    return method, crc, packed, size


def _local(entry: Raw) -> bytes:
    method, crc, packed, size = _numbers(entry)
    name = entry.name if entry.local_name is None else entry.local_name
    size = size if entry.local_size is None else entry.local_size
    head = struct.pack(
        "<4s5H3L2H",
        b"PK\3\4",
        20,
        entry.flags,
        method,
        0,
        33,
        crc,
        packed & 0xFFFFFFFF,
        size & 0xFFFFFFFF,
        len(name),
        len(entry.extra),
    )
    return head + name + entry.extra


def _listed(entry: Raw, offset: int) -> bytes:
    method, crc, packed, size = _numbers(entry)
    head = struct.pack(
        "<4s6H3L5H2L",
        b"PK\1\2",
        entry.made_by,
        20,
        entry.flags,
        method,
        0,
        33,
        crc,
        packed & 0xFFFFFFFF,
        size & 0xFFFFFFFF,
        len(entry.name),
        len(entry.extra),
        len(entry.comment),
        0,
        0,
        entry.attributes,
        offset & 0xFFFFFFFF,
    )
    return head + entry.name + entry.extra + entry.comment


@dataclass
class Made:
    """A valid bundle in pieces, to be changed before it is put together.

    Attributes:
        manifest: Without `files`, which is made from `files` below.
        files: By their path, in order.
        signature: The entry `signature`, if any.
    """

    manifest: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    signature: bytes | None = None

    def listed(self) -> list[dict[str, Any]]:
        return [
            {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for path, data in self.files.items()
        ]

    def raw_manifest(self) -> bytes:
        whole = {"files": self.listed(), **self.manifest}
        return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()

    def entries(self, manifest: bytes | None = None) -> list[Raw]:
        entries = [
            Raw(b"mimetype", MEDIA_TYPE),
            Raw(b"manifest.json", self.raw_manifest() if manifest is None else manifest, True),
        ]
        if self.signature is not None:
            entries.append(Raw(b"signature", self.signature))
        for path, data in self.files.items():
            name = path.encode("utf-8", "surrogatepass")
            entries.append(Raw(name, data, True, flags=0 if name.isascii() else 1 << 11))
        return entries

    def bytes(self) -> bytes:
        return RawZip(self.entries()).bytes()


def layout_of_text(text: str) -> bytes:
    """One section without a page over the whole text."""
    data = {
        "encoding": "utf-8",
        "notes": [],
        "page_count": None,
        "pages_without_text": [],
        "sections": [[0, len(text), None, [], []]],
    }
    return json.dumps(data).encode()


def a_bundle(**assistant: Any) -> Made:
    """A small bundle with one document, its text, and a check."""
    document = TEXT.encode()
    files = {
        "documents/00001-poem.txt": document,
        "text/00001.txt": document,
        "text/00001.json": layout_of_text(TEXT),
        "checks.json": json.dumps(
            [{"id": "c1", "question": "When does it sing?", "must_hold": ["noon"]}]
        ).encode(),
    }
    manifest = {
        "format": "assistant-studio.assistant",
        "version": "1.0",
        "id": "0123456789abcdef0123456789abcdef",
        "made_by": "a test",
        "assistant": {
            "name": "Keeper",
            "tagline": "Knows a poem",
            "instructions": "Answer from the poem.",
            "greeting": "Hello",
            "starters": ["When does it sing?"],
            "author": "Ada",
            "licence": "CC0-1.0",
            "tags": ["poem"],
            **assistant,
        },
        "documents": [
            {
                "name": "poem.txt",
                "sha256": hashlib.sha256(document).hexdigest(),
                "size": len(document),
                "file": "documents/00001-poem.txt",
                "text": "text/00001.txt",
                "layout": "text/00001.json",
            }
        ],
        "checks": "checks.json",
    }
    return Made(manifest, files)
