"""A public key as people compare it: ten words, and a small picture of coloured squares."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from assistant_studio import paths

_WORDS = 10
_ROWS = 5
# Drawn half, and mirrored: faces and symmetry are what eyes tell apart best.
_HALF = 3


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What stands for a key.

    Attributes:
        words: Ten words, the same in every language.
        cells: 25 squares, row by row; whether each is filled.
        hue: Of the picture, 0 to 359 degrees.
        hex: The whole hash, for programs.
    """

    words: tuple[str, ...]
    cells: tuple[bool, ...]
    hue: int
    hex: str

    @property
    def spoken(self) -> str:
        """The words in one line, five and five."""
        return f"{' '.join(self.words[:5])} · {' '.join(self.words[5:])}"


def fingerprint(public_key: bytes) -> Fingerprint:
    """The words and the picture of a key: taken from its sha256, eight bits a word."""
    digest = hashlib.sha256(public_key).digest()
    words = tuple(_words()[byte] for byte in digest[:_WORDS])
    bits = int.from_bytes(digest[_WORDS : _WORDS + 2], "big")
    cells = []
    for row in range(_ROWS):
        half = [bool(bits >> (row * _HALF + column) & 1) for column in range(_HALF)]
        cells += [*half, half[1], half[0]]
    hue = int.from_bytes(digest[_WORDS + 2 : _WORDS + 4], "big") % 360
    return Fingerprint(words, tuple(cells), hue, digest.hex())


@cache
def _words() -> tuple[str, ...]:
    text = (paths.resources_dir() / "bundles" / "fingerprint-words.txt").read_text("utf-8")
    return tuple(text.split())
