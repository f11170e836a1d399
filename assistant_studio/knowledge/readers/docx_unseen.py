"""Words in a Word document that nobody sees: marked hidden, as small as dust, white on white."""

from __future__ import annotations

from assistant_studio.knowledge.readers.unseen import TINY_PT, UnseenTexts, near_white_hex
from assistant_studio.knowledge.readers.xml_tree import Element, attribute, child, local_name

_HALF_POINTS = 2
_PLAIN_TABLES = ("TableGrid", "TableNormal")
_OFF = ("0", "false", "off", "none")


class Judge:
    """Says which runs are not seen, and notes what they say.

    Attributes:
        place: Where the reading is, in words.
    """

    def __init__(self, document: Element, styles: Element | None, found: UnseenTexts) -> None:
        self.place = "The document"
        self._found = found
        background = child(document, "background")
        self._white_paper = background is None or _is_white(attribute(background, "color"))
        self._filled = _filled_styles(styles)

    def is_unseen(self, run: Element) -> bool:
        """Whether a run is not seen; what it says is noted then."""
        properties = child(run, "rPr")
        if properties is None or not self._is_hiding(run, properties):
            return False
        words = [part.text or "" for part in run.iter() if local_name(part) == "t"]
        self._found.add(self.place, "".join(words))
        return True

    def _is_hiding(self, run: Element, properties: Element) -> bool:
        vanish = child(properties, "vanish")
        if vanish is not None and attribute(vanish, "val") not in _OFF:
            return True
        size = _value(properties, "sz")
        if size.isdecimal() and len(size) < 5 and int(size) < TINY_PT * _HALF_POINTS:
            return True
        return _is_white(_value(properties, "color")) and self._is_on_paper(run, properties)

    def _is_on_paper(self, run: Element, properties: Element) -> bool:
        """Whether nothing with a colour lies behind a run, as far as the document says."""
        if (
            not self._white_paper
            or _has_fill(properties)
            or child(properties, "highlight") is not None
        ):
            return False
        for element in run.iterancestors():
            name = local_name(element)
            if name == "txbxContent":
                return False
            if name in ("p", "tc", "tbl") and self._is_filled(element, name):
                return False
        return True

    def _is_filled(self, element: Element, name: str) -> bool:
        properties = child(element, f"{name}Pr")
        if properties is None:
            return False
        if _has_fill(properties):
            return True
        style = _value(properties, "pStyle" if name == "p" else "tblStyle")
        return style in self._filled or (name == "tbl" and style not in ("", *_PLAIN_TABLES))


def _filled_styles(styles: Element | None) -> frozenset[str]:
    """The styles whose paragraphs have a colour behind them."""
    filled = set()
    for style in styles if styles is not None else ():
        properties = child(style, "pPr")
        if properties is not None and _has_fill(properties):
            filled.add(attribute(style, "styleId") or "")
    return frozenset(filled)


def _has_fill(properties: Element) -> bool:
    shade = child(properties, "shd")
    if shade is None:
        return False
    fill = attribute(shade, "fill") or "auto"
    pattern = attribute(shade, "val") or "clear"
    return (fill != "auto" and not _is_white(fill)) or pattern not in ("clear", "nil")


def _value(properties: Element, name: str) -> str:
    found = child(properties, name)
    return (attribute(found, "val") or "") if found is not None else ""


def _is_white(colour: str | None) -> bool:
    return near_white_hex(colour or "")
