"""What the paragraphs of an OpenDocument file say, and which of it can be seen."""

from __future__ import annotations

import re

from assistant_studio.knowledge.readers.unseen import TINY_PT, UnseenTexts, near_white_hex
from assistant_studio.knowledge.readers.xml_tree import Element, attribute, child, local_name

_UNREAD = frozenset(
    """
    note-citation annotation annotation-end bookmark tracked-changes sequence-decls soft-page-break
    frame ruby-text change title desc event-listeners
    """.split()
)
_POINTS = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)pt\Z")


class Words:
    """Takes the words out of paragraphs.

    Attributes:
        place: Where the paragraphs stand, for what is found in them.
        may_be_filled: Whether they stand in cells or shapes, which may have a colour of their own.
    """

    def __init__(self, root: Element, unseen: UnseenTexts) -> None:
        self.place = "The text"
        self.may_be_filled = False
        self._unseen = unseen
        self._styles = _Styles(root)

    def of(self, paragraph: Element) -> str:
        """What one paragraph says; lines end where the author broke them."""
        pieces: list[str] = []
        on_paper = not (self.may_be_filled and self._styles.has_fills)
        on_paper = on_paper and attribute(paragraph, "style-name") not in self._styles.filled
        self._gather(paragraph, pieces, on_paper)
        lines = "".join(pieces).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip()

    def all_of(self, element: Element) -> str:
        """What all paragraphs below an element say, a line each."""
        found = []
        pending = [element]
        while pending:
            each = pending.pop()
            if local_name(each) in ("p", "h"):
                found.append(self.of(each))
            elif local_name(each) not in _UNREAD or local_name(each) == "frame":
                pending.extend(reversed(each))
        return "\n".join(text for text in found if text)

    def _gather(self, element: Element, into: list[str], on_paper: bool) -> None:
        """Collect what an element says; the parser bounds how deep elements are nested."""
        style = attribute(element, "style-name")
        hidden = style in self._styles.hidden or local_name(element) == "hidden-text"
        if hidden or (on_paper and style in self._styles.white):
            self._unseen.add(self.place, "".join(element.itertext()))
            return
        into.append(element.text or "")
        for part in element:
            name = local_name(part)
            if name == "s":
                count = attribute(part, "c") or "1"
                small = count.isdecimal() and len(count) < 4
                into.append(" " * (int(count) if small else 1))
            elif name == "tab":
                into.append(" ")
            elif name == "line-break":
                into.append("\n")
            elif name not in _UNREAD and name:
                self._gather(part, into, on_paper)
            into.append(part.tail or "")


class _Styles:
    """What the styles of a document make of its text.

    Attributes:
        hidden: Names of those that show nothing at all.
        white: Names of those whose letters are white, with no background of their own.
        filled: Names of those with a background.
        has_fills: Whether anything in the document has a background.
    """

    def __init__(self, root: Element) -> None:
        self.hidden: set[str] = set()
        self.white: set[str] = set()
        self.filled: set[str] = set()
        styles = child(root, "automatic-styles")
        for style in styles if styles is not None else ():
            name = attribute(style, "name")
            if name:
                self._sort(name, style)
        self.has_fills = bool(self.filled)

    def _sort(self, name: str, style: Element) -> None:
        for properties in style:
            if _has_background(properties):
                self.filled.add(name)
            if local_name(properties) != "text-properties":
                continue
            size = _POINTS.match(attribute(properties, "font-size") or "")
            tiny = size is not None and float(size[1]) < TINY_PT
            if tiny or attribute(properties, "display") == "none":
                self.hidden.add(name)
            if near_white_hex((attribute(properties, "color") or "").lstrip("#")):
                self.white.add(name)
        self.white -= self.filled


def _has_background(properties: Element) -> bool:
    for name in ("background-color", "fill-color"):
        colour = attribute(properties, name)
        if colour not in (None, "transparent") and not near_white_hex(str(colour).lstrip("#")):
            return True
    return attribute(properties, "fill") in ("gradient", "bitmap", "hatch")
