"""What a Word document's styles say about its paragraphs: headings, and items of lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant_studio.knowledge.readers.xml_tree import Element, attribute, child, local_name

_TITLE_LEVEL = 0
_BODY_OUTLINE_LEVEL = 9
_MAX_LIST_LEVEL = 8
_MAX_ANCESTORS = 30
_HEADING_NAME = re.compile(r"heading ([1-9])\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph is.

    Attributes:
        heading_level: 0 for the title, 1 for the outermost heading; None for other text.
        list_level: 0 for the outermost item; None for what is no item.
    """

    heading_level: int | None = None
    list_level: int | None = None


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, ParagraphStyle] = {}
        for style in root if root is not None else ():
            style_id = attribute(style, "styleId")
            if local_name(style) == "style" and style_id is not None:
                self._elements[style_id] = style

    def of(self, paragraph: Element) -> ParagraphStyle:
        """What a paragraph is, by its own properties and then by its style."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return ParagraphStyle()
        named = child(properties, "pStyle")
        style = self._style(attribute(named, "val") or "") if named is not None else None
        style = style or ParagraphStyle()
        own_level = _outline_level(properties)
        own_item = _list_level(properties)
        return ParagraphStyle(
            own_level if own_level is not None else style.heading_level,
            own_item if own_item is not None else style.list_level,
        )

    def _style(self, style_id: str) -> ParagraphStyle:
        if style_id not in self._known:
            self._known[style_id] = self._inherited(style_id)
        return self._known[style_id]

    def _inherited(self, style_id: str) -> ParagraphStyle:
        """A style's meaning, its own or an ancestor's; Word keeps built-in names in English."""
        heading_level = list_level = None
        following: str | None = style_id
        for _ in range(_MAX_ANCESTORS):
            style = self._elements.get(following or "")
            if style is None:
                break
            heading_level = _first(heading_level, _heading_level(style))
            properties = child(style, "pPr")
            if properties is not None:
                list_level = _first(list_level, _list_level(properties))
            parent = child(style, "basedOn")
            following = attribute(parent, "val") if parent is not None else None
        return ParagraphStyle(heading_level, list_level)


def _first(known: int | None, found: int | None) -> int | None:
    return known if known is not None else found


def _heading_level(style: Element) -> int | None:
    named = child(style, "name")
    name = (attribute(named, "val") or "") if named is not None else ""
    if heading := _HEADING_NAME.match(name):
        return int(heading[1])
    if name.lower() == "title":
        return _TITLE_LEVEL
    properties = child(style, "pPr")
    return _outline_level(properties) if properties is not None else None


def _outline_level(properties: Element) -> int | None:
    level = _number(child(properties, "outlineLvl"))
    return level + 1 if level is not None and 0 <= level < _BODY_OUTLINE_LEVEL else None


def _list_level(properties: Element) -> int | None:
    """The level of a list's item; number 0 takes an inherited list away."""
    numbering = child(properties, "numPr")
    if numbering is None:
        return None
    if _number(child(numbering, "numId")) in (None, 0):
        return None
    level = _number(child(numbering, "ilvl")) or 0
    return max(0, min(level, _MAX_LIST_LEVEL))


def _number(element: Element | None) -> int | None:
    value = attribute(element, "val") if element is not None else None
    try:
        return int(value or "")
    except ValueError:
        return None
