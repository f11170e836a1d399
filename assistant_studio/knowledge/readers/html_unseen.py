"""What is in a web page without being seen: what makes the page work, and what is hidden in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant_studio.knowledge.readers.unseen import UnseenTexts, near_white_hex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_NO_TEXT = frozenset(
    """
    head script style template noscript svg canvas object embed iframe frameset audio video map
    datalist select input textarea title meta link base rp rt
    """.split()  # noqa: SIM905 - a list of quoted words would hide the words
)
# Pages open and close such parts by themselves; that they begin closed is no secret.
_OPENED_LATER = frozenset(("nav", "menu", "dialog", "form", "button", "details", "aside", "header"))
_HIDING_STYLE = re.compile(
    r"(?:^|[;\s])(?:"
    r"display\s*:\s*none"
    r"|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*(?:0(?:\.0\d*)?|\.0\d*)(?![\d.])"
    r"|font-size\s*:\s*(?:0(?:\.\d+)?|1(?:\.\d+)?(?=px|pt))\s*(?:px|pt|em|rem|%)?(?![\d.])"
    r"|(?:left|top|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}(?:\.\d+)?\s*(?:px|em|rem|pt|%)"
    r"|clip\s*:\s*rect\(\s*0[^)]{0,40}\)"
    r")",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?:^|[;\s])color\s*:\s*([#\w(),.%\s]{3,40}?)\s*(?:!|;|$)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color|-image)?\s*:", re.IGNORECASE)
_RGB = re.compile(
    r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]{1,6})\s*)?\)\Z"
)
_MAX_ANCESTORS = 64


class Judge:
    """Says what of a page is not seen; what is hidden by its own style is noted.

    Attributes:
        place: Where the walk is, in words.
    """

    def __init__(self, found: UnseenTexts, place: str = "The page") -> None:
        self.place = place
        self._found = found
        self._white_paper = True

    def look_at(self, tree: LexborHTMLParser) -> None:
        """See whether the page has a paper that may be dark: a background in its style sheets."""
        sheets = [node.text() for node in tree.css("style")]
        linked = tree.css_first("link[rel~=stylesheet]") is not None
        self._white_paper = not linked and not any(map(_BACKGROUND.search, sheets))

    def is_unseen(self, node: LexborNode) -> bool:
        """Whether an element and all in it are not seen."""
        if node.tag in _NO_TEXT:
            return True
        attributes = node.attributes
        if not attributes:
            return False
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        style = attributes.get("style") or ""
        white = attributes.get("color") if node.tag == "font" else None
        if not style and not white:
            return False
        if _HIDING_STYLE.search(style) or self._is_white_on_white(node, style, white):
            if node.tag not in _OPENED_LATER and "role" not in attributes:
                self._found.add(self.place, node.text(separator=" "))
            return True
        return False

    def _is_white_on_white(self, node: LexborNode, style: str, white: str | None) -> bool:
        found = _COLOUR.search(style)
        colour = found[1] if found else white
        if colour is None or not _is_white(colour) or not self._white_paper:
            return False
        above: LexborNode | None = node
        for _ in range(_MAX_ANCESTORS):
            if above is None or not above.is_element_node:
                return True
            attributes = above.attributes
            if "bgcolor" in attributes or "background" in attributes:
                return False
            background = _BACKGROUND.search(attributes.get("style") or "")
            if background is not None:
                return _white_background(attributes.get("style") or "")
            above = above.parent
        return False


def _white_background(style: str) -> bool:
    found = re.search(r"background(?:-color)?\s*:\s*([^;]{1,40})", style, re.IGNORECASE)
    return found is not None and _is_white(found[1].strip())


def _is_white(colour: str) -> bool:
    colour = colour.strip().lower()
    if colour in ("white", "transparent", "snow", "ghostwhite", "#fff"):
        return True
    if colour.startswith("#"):
        return near_white_hex(
            "".join(2 * c for c in colour[1:]) if len(colour) == 4 else colour[1:]
        )
    rgb = _RGB.match(colour)
    if rgb is None:
        return False
    return rgb[4] in ("0", "0.0", ".0") or min(int(part) for part in rgb.groups()[:3]) >= 245
