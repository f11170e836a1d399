"""Reading presentations: slide by slide, with tables, the data of charts and the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DocumentTooLarge, EmptyDocument
from assistant_studio.knowledge.document import ExtractedText, PlaceKind, PlaceStep
from assistant_studio.knowledge.readers.limits import MAX_SLIDES
from assistant_studio.knowledge.readers.pptx_unseen import Unseen
from assistant_studio.knowledge.readers.source import (
    Progress,
    Reading,
    Source,
    damage_named,
)
from assistant_studio.knowledge.readers.unseen import UnseenTexts
from assistant_studio.knowledge.readers.writer import TextWriter
from assistant_studio.knowledge.readers.zip_parts import opened_archive, password_asked
from assistant_studio.language import _, whole_number

_MAX_GROUP_DEPTH = 30
_MAX_LEVEL = 8
_MAX_CHART_POINTS = 2_000


def read(source: Source, token: CancelToken) -> Reading:
    """Read a presentation; text beside the slide or too small to see is left out."""
    with opened_archive(source) as archive:
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise password_asked(source)
    writer = TextWriter(source)
    unseen = UnseenTexts()
    with source.open() as file, damage_named(source, _("its slides cannot be read")):
        from pptx import Presentation

        deck = Presentation(file)
        total = len(deck.slides)
        if total > MAX_SLIDES:
            raise DocumentTooLarge(
                _(
                    "{name} has {count} slides; presentations are read up to {limit}.",
                    name=source.quoted,
                    count=whole_number(total),
                    limit=whole_number(MAX_SLIDES),
                ),
                _("Split it into smaller files and add those."),
            )
        size = (deck.slide_width or 0, deck.slide_height or 0)
        for number, slide in enumerate(deck.slides, 1):
            token.check()
            writer.at((PlaceStep(PlaceKind.SLIDE, number),))
            _SlideText(writer, Unseen(slide, size, f"Slide {number}", unseen)).write(slide)
            yield Progress(number, total)
    text, sections = writer.result()
    if not text:
        raise EmptyDocument(
            _("{name} holds no text; its slides may hold pictures only.", name=source.quoted),
            _("Reading text from pictures is not part of this version: add a document with text."),
        )
    return ExtractedText(text, sections, flags=unseen.flags())


class _SlideText:
    """Writes one slide."""

    def __init__(self, writer: TextWriter, unseen: Unseen) -> None:
        self._writer = writer
        self._unseen = unseen

    def write(self, slide: Any) -> None:
        """Its title, its shapes from top to bottom, and its notes."""
        self._writer.end_headings()
        title = slide.shapes.title
        if title is not None and title.has_text_frame:
            self._writer.heading(self._line(title, title.text_frame.text), 1)
        for shape in _in_order(slide.shapes, 0):
            if title is None or shape.shape_id != title.shape_id:
                self._write_shape(shape)
        if slide.has_notes_slide:
            frame = slide.notes_slide.notes_text_frame
            if frame is not None and frame.text.strip():
                self._writer.block(f"Notes: {_clean(frame.text)}")

    def _line(self, shape: Any, text: str) -> str:
        line = " ".join(text.split())
        return "" if self._unseen.shape(shape, line) else line

    def _write_shape(self, shape: Any) -> None:
        if shape.has_text_frame:
            self._write_frame(shape)
        elif getattr(shape, "has_table", False) and shape.has_table:
            group = object()
            for row in shape.table.rows:
                self._writer.row([_clean(cell.text) for cell in row.cells], group)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            self._write_chart(shape.chart)

    def _write_frame(self, shape: Any) -> None:
        frame = shape.text_frame
        if self._unseen.shape(shape, _clean(frame.text)):
            return
        paragraphs = list(frame.paragraphs)
        group = object() if len(paragraphs) > 1 else None
        for paragraph in paragraphs:
            text = _clean("".join(self._unseen.runs(paragraph)))
            indent = "  " * min(paragraph.level, _MAX_LEVEL)
            self._writer.block(f"{indent}- {text}" if text and group else text, group)

    def _write_chart(self, chart: Any) -> None:
        if chart.has_title and chart.chart_title.has_text_frame:
            self._writer.block(_clean(chart.chart_title.text_frame.text))
        group = object()
        for plot in chart.plots:
            categories = [_clean(str(category)) for category in plot.categories]
            for series in plot.series:
                values = ["" if value is None else f"{value:.10g}" for value in series.values]
                pairs = zip(categories, values[:_MAX_CHART_POINTS], strict=False)
                said = "; ".join(f"{name}: {value}" for name, value in pairs if value)
                self._writer.block(f"{_clean(series.name)}: {said}" if said else "", group)


def _in_order(shapes: Iterable[Any], depth: int) -> Iterator[Any]:
    """Shapes as a reader meets them: from top to bottom, groups opened in their place."""
    placed = sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))
    for shape in placed:
        inner = getattr(shape, "shapes", None)
        if inner is None:
            yield shape
        elif depth < _MAX_GROUP_DEPTH:
            yield from _in_order(inner, depth + 1)


def _clean(text: str) -> str:
    lines = text.replace("\v", "\n").split("\n")
    return "\n".join(line for each in lines if (line := " ".join(each.split())))
