"""What is on a slide without being seen: beside it, as small as dust, white on white."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant_studio.knowledge.readers.unseen import TINY_PT, UnseenTexts, near_white_hex

_NAME = "{http://schemas.openxmlformats.org/drawingml/2006/main}%s"


class Unseen:
    """Judges the shapes and words of one slide."""

    def __init__(self, slide: Any, size: tuple[int, int], place: str, found: UnseenTexts) -> None:
        """Look at a slide.

        Args:
            slide: Of python-pptx.
            size: Width and height of all slides, in the units of the shapes' positions.
            place: What the slide is called.
            found: Where to note what is left out.
        """
        self._size = size
        self._place = place
        self._found = found
        self._white_paper = _has_white_paper(slide)

    def shape(self, shape: Any, text: str) -> bool:
        """Whether a shape's text is not to be seen at all; it is noted then."""
        if not text or not (self._is_beside(shape) or _is_hidden(shape)):
            return False
        self._found.add(self._place, text)
        return True

    def runs(self, paragraph: Any) -> Iterator[str]:
        """What can be seen of a paragraph; line breaks are kept."""
        for part in paragraph._p:
            if part.tag == _NAME % "br":
                yield "\n"
            elif part.tag in (_NAME % "r", _NAME % "fld"):
                words = part.find(_NAME % "t")
                text = (words.text or "") if words is not None else ""
                if self._is_unseen(part):
                    self._found.add(self._place, text)
                else:
                    yield text

    def _is_beside(self, shape: Any) -> bool:
        """Whether it lies wholly beside the slide; the parts of a group have other measures."""
        if shape._element.getparent().tag.endswith("}grpSp") or not all(self._size):
            return False
        if None in (shape.left, shape.top, shape.width, shape.height):
            return False
        right, bottom = shape.left + shape.width, shape.top + shape.height
        width, height = self._size
        return bool(right <= 0 or bottom <= 0 or shape.left >= width or shape.top >= height)

    def _is_unseen(self, run: Any) -> bool:
        properties = run.find(_NAME % "rPr")
        if properties is None:
            return False
        size = properties.get("sz") or ""
        if size.isdecimal() and int(size[:9]) < TINY_PT * 100:
            return True
        fill = properties.find(_NAME % "solidFill")
        colour = fill.find(_NAME % "srgbClr") if fill is not None else None
        if colour is None:
            return False
        alpha = colour.find(_NAME % "alpha")
        if alpha is not None and (alpha.get("val") or "").rstrip("%") in ("0", "00"):
            return True
        return self._white_paper and self._on_paper(run) and near_white_hex(colour.get("val") or "")

    def _on_paper(self, run: Any) -> bool:
        """Whether the run's shape has no fill of its own, and so shows the slide's paper."""
        body = run.getparent().getparent()
        shape = body.getparent()
        if not shape.tag.endswith("}sp"):
            return False
        properties = next((kid for kid in shape if kid.tag.endswith("}spPr")), None)
        styled = any(kid.tag.endswith("}style") for kid in shape)
        if properties is None or styled:
            return False
        fills = ("solidFill", "gradFill", "blipFill", "pattFill")
        return all(properties.find(_NAME % fill) is None for fill in fills)


def _is_hidden(shape: Any) -> bool:
    """Whether the program's list of objects has it switched off."""
    for element in shape._element.iter():
        if element.tag.endswith("}cNvPr"):
            return element.get("hidden") in ("1", "true")
    return False


def _has_white_paper(slide: Any) -> bool:
    """Whether nothing but white lies behind the words: no background, picture or filled shape.

    The slide's own, its layout's and its master's count: white words on a dark bar are meant to be
    read.
    """
    layout = slide.slide_layout
    for each in (slide, layout, layout.slide_master):
        for element in each._element.iter():
            name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            if name in ("pic", "blip", "gradFill", "pattFill"):
                return False
            if name in ("bgPr", "spPr", "tcPr") and not _is_white_or_unfilled(element):
                return False
            if name == "bgRef" and not _is_plain_reference(element):
                return False
    return True


def _is_white_or_unfilled(properties: Any) -> bool:
    fill = properties.find(_NAME % "solidFill")
    if fill is None:
        return True
    colour = fill.find(_NAME % "srgbClr")
    if colour is not None:
        return near_white_hex(colour.get("val") or "")
    scheme = fill.find(_NAME % "schemeClr")
    return scheme is not None and scheme.get("val") in ("bg1", "lt1")


def _is_plain_reference(reference: Any) -> bool:
    scheme = reference.find(_NAME % "schemeClr")
    return scheme is not None and scheme.get("val") in ("bg1", "lt1")
