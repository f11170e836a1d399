"""Pictures of assistants: small PNG files that the app itself encoded, by content hash."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

from assistant_studio.errors import UsageError
from assistant_studio.language import _
from assistant_studio.storage import atomic

AVATAR_SIZE_PX = 256
# A 256 × 256 PNG of noise takes 260 kB; more is no picture that the app encoded.
MAX_AVATAR_BYTES = 400_000
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# PNG specification, 11.2.2: length, "IHDR", width, height.
_HEADER = struct.Struct(">I4sII")


class AvatarStore:
    """The pictures of a data folder; the same picture lies there once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, png: bytes) -> str:
        """Keep a picture; gives its sha256, which `Avatar.picture` refers to.

        Raises:
            UsageError: It is not a PNG of the size that avatars have.
            DiskFull: There was no room for it.
        """
        if not _is_avatar(png):
            raise UsageError(
                _("This is no picture that can stand for an assistant."),
                _("It must be a PNG of {size} × {size} pixels.", size=AVATAR_SIZE_PX),
            )
        sha256 = hashlib.sha256(png).hexdigest()
        path = self.path(sha256)
        if not path.is_file():
            atomic.write_bytes(path, png)
        return sha256

    def path(self, sha256: str) -> Path:
        """Where a picture lies; it may be missing."""
        return self._folder / f"{sha256}.png"


def _is_avatar(png: bytes) -> bool:
    if len(png) > MAX_AVATAR_BYTES or not png.startswith(PNG_SIGNATURE):
        return False
    header = png[len(PNG_SIGNATURE) : len(PNG_SIGNATURE) + _HEADER.size]
    if len(header) < _HEADER.size:
        return False
    _signature, kind, width, height = _HEADER.unpack(header)
    return (kind, width, height) == (b"IHDR", AVATAR_SIZE_PX, AVATAR_SIZE_PX)
