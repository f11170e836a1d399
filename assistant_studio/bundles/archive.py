"""A zip from anywhere, opened for reading within limits; what is read is checked on the way."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from assistant_studio.bundles.limits import (
    MOST_RATIO,
    MOST_TOTAL_BYTES,
    RATIO_COUNTS_FROM_BYTES,
)
from assistant_studio.bundles.zip_directory import BadZip, Entry, read_directory
from assistant_studio.cancel import CancelToken
from assistant_studio.storage.safe_names import folded, is_deceptive, is_safe_name

_BLOCK_BYTES = 1 << 20


class Archive:
    """The entries of a zip, and what they hold.

    Attributes:
        entries: By name, in the order in which they lie in the file.
    """

    def __init__(self, file: BinaryIO, file_bytes: int) -> None:
        self._file = file
        entries = read_directory(file, file_bytes)
        _check_names(entries)
        _check_sizes(entries)
        self.entries = {entry.name: entry for entry in entries}

    def read(self, name: str, limit_bytes: int) -> bytes:
        """A small entry as a whole.

        Raises:
            BadZip: It is not there, larger than that, or damaged.
        """
        entry = self.entries.get(name)
        if entry is None:
            raise BadZip("missing-entry")
        if entry.size_bytes > limit_bytes:
            raise BadZip("too-large-entry")
        return b"".join(self.blocks(entry))

    def blocks(self, entry: Entry, token: CancelToken | None = None) -> Iterator[bytes]:
        """An entry's content piece by piece; at the end it is certain to be whole.

        Raises:
            BadZip: It is not what the list says of it.
            Cancelled: `token` was set.
        """
        crc, left_bytes = 0, entry.size_bytes
        pieces = self._inflated(entry) if entry.deflated else self._stored(entry)
        for piece in pieces:
            if token is not None:
                token.check()
            left_bytes -= len(piece)
            if left_bytes < 0:
                raise BadZip("damaged-entry")
            crc = zlib.crc32(piece, crc)
            yield piece
        if left_bytes or crc != entry.crc:
            raise BadZip("damaged-entry")

    def sha256(self, entry: Entry, token: CancelToken | None = None) -> str:
        """The sha256 of what an entry unpacks to."""
        digest = hashlib.sha256()
        for piece in self.blocks(entry, token):
            digest.update(piece)
        return digest.hexdigest()

    def _stored(self, entry: Entry) -> Iterator[bytes]:
        position, left_bytes = entry.offset, entry.packed_bytes
        while left_bytes:
            # Two readers may share the file: each comes back to where it was.
            self._file.seek(position)
            piece = self._file.read(min(_BLOCK_BYTES, left_bytes))
            if not piece:
                raise BadZip("cut-off")
            position += len(piece)
            left_bytes -= len(piece)
            yield piece

    def _inflated(self, entry: Entry) -> Iterator[bytes]:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._stored(entry):
                rest = packed
                while rest and not unpacker.eof:
                    yield unpacker.decompress(rest, _BLOCK_BYTES)
                    rest = unpacker.unconsumed_tail
                if unpacker.eof and (rest or unpacker.unused_data):
                    raise BadZip("damaged-entry")
            yield from _remainder(unpacker)
        except zlib.error:
            raise BadZip("damaged-entry") from None
        if not unpacker.eof:
            raise BadZip("damaged-entry")


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive]:
    """Open a zip for reading.

    Raises:
        BadZip: It is none, or none that is read here.
        OSError: It cannot be opened.
    """
    with path.open("rb") as file:
        yield Archive(file, file.seek(0, 2))


def _remainder(unpacker: zlib._Decompress) -> Iterator[bytes]:
    """What the unpacker still holds back."""
    while not unpacker.eof:
        piece = unpacker.decompress(unpacker.unconsumed_tail, _BLOCK_BYTES)
        if not piece:
            return
        yield piece


def _check_names(entries: list[Entry]) -> None:
    names = [folded(entry.name) for entry in entries]
    if len(set(names)) < len(names):
        raise BadZip("twin-names")
    parents = {
        "/".join(name.split("/")[:n]) for name in names for n in range(1, name.count("/") + 1)
    }
    if parents & set(names):
        raise BadZip("twin-names")
    for entry in entries:
        if not is_safe_name(entry.name) or any(is_deceptive(sign) for sign in entry.name):
            raise BadZip("unsafe-name")


def _check_sizes(entries: list[Entry]) -> None:
    if sum(entry.size_bytes for entry in entries) > MOST_TOTAL_BYTES:
        raise BadZip("too-large")
    for entry in entries:
        swells = entry.size_bytes > MOST_RATIO * max(1, entry.packed_bytes)
        if swells and entry.size_bytes > RATIO_COUNTS_FROM_BYTES:
            raise BadZip("bomb")
