"""What new assistants are called until a person says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant_studio.assistants.assistant import MAX_NAME_CHARS
from assistant_studio.language import _


def copy_name(name: str, taken: Iterable[str]) -> str:
    """A free name for a copy: "X copy", then "X copy 2"; of a copy's copy likewise."""
    used = {other.casefold() for other in taken}
    # Also of a copy that was made in English.
    stem = re.sub(rf" (?:copy|{re.escape(_('copy'))})(?: \d+)?$", "", name)
    number = 1
    while True:
        copy = _("copy")
        ending = f" {copy}" if number == 1 else f" {copy} {number}"
        wanted = f"{stem[: MAX_NAME_CHARS - len(ending)].rstrip()}{ending}"
        if wanted.casefold() not in used:
            return wanted
        number += 1


def name_of_files(paths: Sequence[Path]) -> str:
    """A name from the files an assistant is made of: "Lease agreement and 2 more"."""
    first = paths[0].name if paths[0].is_dir() else paths[0].stem
    words = " ".join(re.sub(r"[_\s]+", " ", first).split()) or _("Files")
    rest = len(paths) - 1
    ending = f" {_('and {count} more', count=rest)}" if rest else ""
    room = MAX_NAME_CHARS - len(ending)
    named = words if len(words) <= room else words[: room - 1].rstrip() + "…"
    return named[:1].upper() + named[1:] + ending
