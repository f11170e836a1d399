"""The colours and fonts that rich text is made with; they come from the window's theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
_FONT = re.compile(r"[A-Za-z0-9 ]{1,60}")


@dataclass(frozen=True, slots=True)
class TextColors:
    """What rich text takes from the theme; colours are `#RRGGBB` or `#AARRGGBB`.

    Attributes:
        ink: Text.
        mute: What stands back, such as the words for a picture.
        accent: Links.
        warn: The line under a sentence without a source.
        code: Behind code inside text.
        line: Between the cells of a table.
        mark: Behind words that are pointed out.
        keyword: In code, likewise the next three.
        string: Texts.
        number: Numbers.
        comment: Comments.
        mono: The font of code.
    """

    ink: str = "#1E1F22"
    mute: str = "#65635D"
    accent: str = "#0B6E69"
    warn: str = "#8F5400"
    code: str = "#F3F0E8"
    line: str = "#E2DED3"
    mark: str = "#DDEEEB"
    keyword: str = "#0B6E69"
    string: str = "#A34A26"
    number: str = "#5B4B9A"
    comment: str = "#65635D"
    mono: str = "JetBrains Mono"

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> TextColors:
        """The colours a theme names; whatever is missing or no colour keeps its default."""
        taken = {}
        for field in fields(cls):
            value = str(values.get(field.name, ""))
            pattern = _FONT if field.name == "mono" else _COLOR
            if pattern.fullmatch(value):
                taken[field.name] = value
        return cls(**taken)
