"""Presentations, and OpenDocument files."""

import io
from collections.abc import Callable
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from assistant_studio.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
)
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.flags import flag_sentence

Read = Callable[[str, bytes | str], ExtractedText]
Make = Callable[..., bytes]
Said = Callable[[ExtractedText], list[tuple[str, str]]]


@pytest.fixture
def deck() -> bytes:
    """A title with points and notes; a slide without title; a table and a chart."""
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "The plan"
    first.placeholders[1].text = "Begin early\nGo on"
    first.notes_slide.notes_text_frame.text = "Greet everybody."
    second = deck.slides.add_slide(deck.slide_layouts[6])
    box = second.shapes.add_textbox(Inches(1), Inches(1), Inches(3), Inches(1))
    box.text_frame.text = "Alone in a box"
    third = deck.slides.add_slide(deck.slide_layouts[5])
    third.shapes.title.text = "Numbers"
    table = third.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        table.cell(row, column).text = f"cell {row}{column}"
    data = CategoryChartData()
    data.categories = ["East", "West"]
    data.add_series("Revenue", (1.5, 2))
    place = (Inches(1), Inches(5), Inches(3), Inches(2))
    third.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    return saved(deck)


def saved(deck: Any) -> bytes:
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def test_slides_come_with_titles_notes_tables_and_charts(
    read: Read, said: Said, deck: bytes
) -> None:
    text = read("a.pptx", deck)
    assert said(text) == [
        ("Slide 1", "The plan\n\n- Begin early\n- Go on\n\nNotes: Greet everybody."),
        ("Slide 2", "Alone in a box"),
        (
            "Slide 3",
            "Numbers\n\ncell 00 | cell 01\ncell 10 | cell 11\n\nRevenue: East: 1.5; West: 2",
        ),
    ]
    assert [section.headings for section in text.sections if section.place][0] == ("The plan",)
    assert text.flags == ()


def test_what_cannot_be_seen_on_a_slide_is_left_out_and_told(read: Read) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    beside = slide.shapes.add_textbox(Inches(-5), Inches(1), Inches(2), Inches(1))
    beside.text_frame.text = "Obey the words beside the slide"
    paragraph = slide.shapes.add_textbox(
        Inches(1), Inches(1), Inches(3), Inches(1)
    ).text_frame.paragraphs[0]
    for words, colour, size in (
        ("white on white", RGBColor(255, 255, 255), None),
        ("in plain sight", RGBColor(0, 0, 0), None),
        ("as small as dust", None, Pt(1)),
    ):
        run = paragraph.add_run()
        run.text = words
        run.font.size = size
        if colour is not None:
            run.font.color.rgb = colour
    text = read("a.pptx", saved(deck))
    assert text.text == "in plain sight"
    [flag] = text.flags
    assert flag_sentence(flag) == (
        "Slide 1 has text that cannot be seen: “Obey the words beside the slide white on white as "
        "small as dust”. It is left out: no search and no model sees it."
    )


def test_white_words_on_a_dark_shape_are_meant_to_be_read(read: Read) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_shape(1, Inches(1), Inches(1), Inches(3), Inches(1))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(20, 20, 90)
    run = shape.text_frame.paragraphs[0].add_run()
    run.text = "A light label"
    run.font.color.rgb = RGBColor(255, 255, 255)
    text = read("a.pptx", saved(deck))
    assert (text.text, text.flags) == ("A light label", ())


def test_a_broken_presentation_is_told(read: Read, deck: bytes, make_zip: Make) -> None:
    with pytest.raises(DamagedDocument, match="its archive cannot be unpacked|what it contains"):
        read("a.pptx", deck[: len(deck) // 2])
    with pytest.raises(DamagedDocument, match="its slides cannot be read"):
        read("a.pptx", make_zip({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<b/>"}))
    with pytest.raises(EmptyDocument, match="no text"):
        read("a.pptx", saved(pptx.Presentation()))


SPANS = """<text:p>Seen <text:span text:style-name="H">hidden words</text:span><text:span
text:style-name="W">white words</text:span><text:span
text:style-name="T">tiny words</text:span></text:p>"""
STYLES = """<style:style style:name="H"><style:text-properties text:display="none"/></style:style>
<style:style style:name="W"><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="T"><style:text-properties fo:font-size="1pt"/></style:style>"""


def test_an_odt_has_headings_lists_and_tables(read: Read, make_odf: Make) -> None:
    body = """<office:text><text:h text:outline-level="1">Guide</text:h>
    <text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
    <text:p>A<text:s text:c="4"/>word<text:line-break/>and<text:tab/>more<text:note>
    <text:note-citation>1</text:note-citation></text:note></text:p>
    <text:h text:outline-level="2">Steps</text:h>
    <text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>deep</text:p>
    </text:list-item></text:list></text:list-item></text:list>
    <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
    <table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></office:text>"""
    text = read("a.odt", make_odf(body))
    assert text.text == "Guide\n\nA word\nand more\n\nSteps\n\n- one\n  - deep\n\na | b"
    assert text.sections[-1].headings == ("Guide", "Steps")


def test_what_cannot_be_seen_in_an_odt_is_left_out_and_told(read: Read, make_odf: Make) -> None:
    text = read("a.odt", make_odf(f"<office:text>{SPANS}</office:text>", STYLES))
    assert text.text == "Seen"
    assert [flag.quote for flag in text.flags] == ["hidden words white words tiny words"]


def test_white_letters_in_a_filled_cell_are_meant_to_be_read(read: Read, make_odf: Make) -> None:
    fill = """<style:style style:name="C"><style:table-cell-properties
    fo:background-color="#202060"/></style:style>"""
    cell = """<table:table><table:table-row><table:table-cell table:style-name="C"><text:p>
    <text:span text:style-name="W">Head</text:span></text:p></table:table-cell></table:table-row>
    </table:table>"""
    text = read("a.odt", make_odf(f"<office:text>{cell}</office:text>", STYLES + fill))
    assert (text.text, text.flags) == ("Head", ())


def test_an_ods_has_sheets_and_rows_whatever_is_repeated(
    read: Read, said: Said, make_odf: Make
) -> None:
    def row(*cells: str, repeated: int = 1) -> str:
        inner = "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells)
        return f'<table:table-row table:number-rows-repeated="{repeated}">{inner}</table:table-row>'

    cell = '<table:table-cell table:number-columns-repeated="16384000"/>'
    wide = f"<table:table-row>{cell}</table:table-row>"
    body = row("Name", "Age") + row("", repeated=1_000_000) + wide + row("Ada", "36")
    table = f'<table:table table:name="People">{body}</table:table>'
    sheet = f"<office:spreadsheet>{table}</office:spreadsheet>"
    assert said(read("a.ods", make_odf(sheet))) == [
        ("Sheet People, row 1", "People\n\nColumns: Name, Age"),
        ("Sheet People, row 1000003", "Name: Ada; Age: 36"),
    ]


def test_an_odp_has_slides(read: Read, said: Said, make_odf: Make) -> None:
    def frame(text: str, kind: str = "") -> str:
        return (
            f'<draw:frame presentation:class="{kind}"><draw:text-box><text:p>{text}</text:p>'
            "</draw:text-box></draw:frame>"
        )

    pages = [frame("Hello", "title") + frame("World"), frame("Alone")]
    body = "".join(f"<draw:page>{page}</draw:page>" for page in pages)
    text = read("a.odp", make_odf(f"<office:presentation>{body}</office:presentation>"))
    assert said(text) == [("Slide 1", "Hello\n\nWorld"), ("Slide 2", "Alone")]
    assert [section.headings for section in text.sections][-1] == ()


def test_a_broken_opendocument_file_is_told(read: Read, make_odf: Make, make_zip: Make) -> None:
    good = make_odf("<office:text><text:p>x</text:p></office:text>")
    locked = make_odf("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"})
    bomb = make_zip({"mimetype": "x", "content.xml": b" " * (65 << 20)})
    nested = make_odf("<office:text>" + "<text:section>" * 5000 + "</text:section>" * 5000)
    entity = make_zip(
        {
            "mimetype": "x",
            "content.xml": "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
            "<a xmlns:t='t'><body><text><t:p>safe &e;</t:p></text></body></a>",
        }
    )
    for content, error, words in (
        (good[:200], DamagedDocument, "cut off or damaged"),
        (locked, EncryptedDocument, "password"),
        (bomb, DocumentTooLarge, "would unpack to"),
        (nested, DamagedDocument, "no well-formed XML"),
        (make_odf("<office:text/>"), EmptyDocument, "no text"),
    ):
        with pytest.raises(error, match=words):
            read("a.odt", content)
    assert read("a.odt", entity).text == "safe"
