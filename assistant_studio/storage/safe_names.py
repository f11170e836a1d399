"""Names of files that can only lie inside the folder they are put into, on any system."""

from __future__ import annotations

import unicodedata

_MOST_PARTS = 16
_MOST_PART_CHARS = 200
_TITLE_CHARS = 80
# What some system takes for something else in a name; what follows a dot would be an ending.
_NOT_IN_NAMES = {*'\\/:*?"<>|.'}
# Names that Windows keeps for devices; a file made on one system may be opened on another.
_DEVICES = {
    *("con", "prn", "aux", "nul", "conin$", "conout$"),
    *(f"{device}{n}" for device in ("com", "lpt") for n in "0123456789¹²³"),
}
# Signs that show a name in another order than it is written, or do not show at all.
_DIRECTIONS = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


def is_safe_name(name: str) -> bool:
    """Whether a path with forward slashes stays inside its folder and means the same everywhere."""
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in name or len(parts) > _MOST_PARTS:
        return False
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name):
        return False
    return all(_is_safe_part(part) for part in parts)


def file_name(title: str, otherwise: str) -> str:
    """A title as the name of a file, without an ending.

    Args:
        title: Whatever a person or a model wrote.
        otherwise: The name where nothing of the title can stand in one.
    """
    kept = (" " if sign in _NOT_IN_NAMES or is_deceptive(sign) else sign for sign in title)
    name = " ".join("".join(kept).split())[:_TITLE_CHARS].strip()
    return name if is_safe_name(name) else otherwise


def folded(name: str) -> str:
    """The name as file systems compare it that look at neither capitals nor Unicode's forms."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def is_deceptive(sign: str) -> bool:
    """Whether a character shows text in another order than it is written, or is a control."""
    return sign in _DIRECTIONS or unicodedata.category(sign) in ("Cc", "Cs")


def _is_safe_part(part: str) -> bool:
    if not part or part.startswith(".") or part.endswith((".", " ")):
        return False
    if len(part) > _MOST_PART_CHARS:
        return False
    return part.split(".")[0].rstrip(" ").lower() not in _DEVICES
