import io
import logging
import time
import warnings
import zlib
from collections.abc import Callable, Mapping

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from assistant_studio.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
)
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers import pdf
from assistant_studio.knowledge.readers.pdf_running_lines import without_running_lines
from assistant_studio.knowledge.readers.pdf_text import joined_words

Read = Callable[[str, bytes | str], ExtractedText]
MakePdf = Callable[..., bytes]
MakeRawPdf = Callable[..., bytes]

WORDS = ["Everybody has thirty days of leave.", "They end with the year."]
FONT = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<%b>>/Contents 4 0 R>>" % FONT


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content)


SHOWN = stream(b"BT /F1 12 Tf 50 700 Td (Hello world) Tj ET")
WHOLE: Mapping[int, bytes] = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: PAGE,
    4: SHOWN,
}


def pages(extracted: ExtractedText) -> list[tuple[int | None, str, tuple[str, ...]]]:
    return [
        (section.page, extracted.text[section.start : section.end].strip(), section.headings)
        for section in extracted.sections
    ]


def test_each_page_is_a_section(read: Read, make_pdf: MakePdf) -> None:
    text = read("a.pdf", make_pdf([["One", "more"], ["Two"], ["Three"]]))
    assert pages(text) == [(1, "One\nmore", ()), (2, "Two", ()), (3, "Three", ())]
    assert text.text == "One\nmore\n\nTwo\n\nThree"
    assert text.sections[-1].end == len(text.text)
    assert (text.page_count, text.pages_without_text, text.notes) == (3, (), ())


def test_bookmarks_found_on_their_page_are_headings(read: Read, make_pdf: MakePdf) -> None:
    text = read(
        "a.pdf",
        make_pdf(
            [["#Leave", "##Annual", "30 days.", "##Sick", "Tell us."], ["More."], ["#Pay", "Much."]]
        ),
    )
    assert pages(text) == [
        (1, "Leave\nAnnual\n30 days.", ("Leave", "Annual")),
        (1, "Sick\nTell us.", ("Leave", "Sick")),
        (2, "More.", ("Leave", "Sick")),
        (3, "Pay\nMuch.", ("Pay",)),
    ]


def test_a_bookmark_not_found_on_its_page_claims_nothing_uncertain(read: Read) -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for number, (title, words) in enumerate((("Pay", "Much."), ("Bonus", "Some."), ("", "End."))):
        canvas.drawString(72, 700, words)
        if title:
            canvas.bookmarkHorizontal(title, 0, 400)
            canvas.addOutlineEntry(title, title, number)
        canvas.showPage()
    canvas.save()
    assert pages(read("a.pdf", file.getvalue())) == [
        (1, "Much.", ()),
        (2, "Some.", ("Pay",)),
        (3, "End.", ("Pay", "Bonus")),
    ]


def test_a_numbered_heading_is_found_by_its_title_without_the_number(
    read: Read, make_pdf: MakePdf
) -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Words before.")
    canvas.drawString(72, 680, "Chapter 2.1  Sick  leave")
    canvas.drawString(72, 660, "Words behind.")
    canvas.bookmarkHorizontal("x", 0, 690)
    canvas.addOutlineEntry("Sick leave", "x", 0)
    canvas.save()
    assert [headings for _, _, headings in pages(read("a.pdf", file.getvalue()))] == [
        (),
        ("Sick leave",),
    ]


def test_pages_of_pictures_among_others_are_named(read: Read, make_pdf: MakePdf) -> None:
    text = read("a.pdf", make_pdf([["One"], None, None, ["Four"], None, []]))
    assert text.pages_without_text == (2, 3, 5)
    assert text.notes == (
        "Pages 2–3 and 5 hold pictures only. "
        "Reading text from pictures is not part of this version.",
    )
    assert [page for page, _, _ in pages(text)] == [1, 4]
    assert text.page_count == 6


def test_a_pdf_of_pictures_only_is_told(read: Read, make_pdf: MakePdf) -> None:
    with pytest.raises(EmptyDocument) as caught:
        read("scan.pdf", make_pdf([None, None, None]))
    assert caught.value.message == (
        "“scan.pdf” holds pictures only: its 3 pages are pictures without text."
    )
    assert "OCR" in caught.value.hint
    assert "not part of this version" in caught.value.hint


def test_a_pdf_of_blank_pages_is_told(read: Read, make_pdf: MakePdf) -> None:
    with pytest.raises(EmptyDocument, match="its 2 pages are blank"):
        read("a.pdf", make_pdf([[], []]))


def test_a_password_is_told(read: Read, make_pdf: MakePdf) -> None:
    content = make_pdf([WORDS], encrypt=StandardEncryption("secret", "owner", strength=128))
    with pytest.raises(EncryptedDocument) as caught:
        read("contract.pdf", content)
    assert caught.value.message == (
        "“contract.pdf” is protected with a password, so its text cannot be read."
    )
    assert "without the password" in caught.value.hint


def test_protection_against_changes_needs_no_password(read: Read, make_pdf: MakePdf) -> None:
    content = make_pdf([WORDS], encrypt=StandardEncryption("", "owner", strength=128))
    assert read("form.pdf", content).text == "\n".join(WORDS)


@pytest.mark.parametrize("password", ["", "secret"])
def test_modern_encryption_is_read_or_told(read: Read, make_pdf: MakePdf, password: str) -> None:
    pytest.importorskip("cryptography")
    writer = PdfWriter(PdfReader(io.BytesIO(make_pdf([WORDS]))))
    writer.encrypt(password, "owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    if not password:
        assert read("a.pdf", file.getvalue()).text == "\n".join(WORDS)
        return
    with pytest.raises(EncryptedDocument, match="password"):
        read("a.pdf", file.getvalue())


@pytest.mark.parametrize(
    "encryption", [b"<</Filter/Standard/V 99/R 77>>", b"<</Filter/Adobe.PubSec/V 4>>"]
)
def test_unknown_encryption_is_told(
    read: Read, make_raw_pdf: MakeRawPdf, encryption: bytes
) -> None:
    with pytest.raises(EncryptedDocument, match="encrypted in a way that cannot be undone here"):
        read("a.pdf", make_raw_pdf(WHOLE, b"/Encrypt" + encryption))


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.9, 0.99])
def test_a_pdf_that_is_cut_off_is_told(read: Read, make_pdf: MakePdf, kept: float) -> None:
    content = make_pdf([[f"Line {n} of page {page}" for n in range(40)] for page in range(20)])
    with pytest.raises(DamagedDocument) as caught:
        read("report.pdf", content[: int(kept * len(content))])
    assert caught.value.message == ("“report.pdf” is cut off: the end of the file is missing.")
    assert caught.value.hint == "Get the file once more from where it came, and add it again."


def test_a_pdf_whose_last_change_is_cut_off_is_told(read: Read, make_raw_pdf: MakeRawPdf) -> None:
    with pytest.raises(DamagedDocument, match="cut off"):
        read("a.pdf", make_raw_pdf(WHOLE) + b"4 0 obj\n<</Length 9>>\nstream\nBT")


def test_words_around_a_pdf_do_no_harm(read: Read, make_raw_pdf: MakeRawPdf) -> None:
    content = b"HTTP/1.1 200 OK\r\n\r\n" + make_raw_pdf(WHOLE) + b"\n<!-- served in 3 ms -->\n"
    assert read("a.pdf", content).text == "Hello world"


def test_a_wrong_table_of_contents_is_mended(read: Read, make_raw_pdf: MakeRawPdf) -> None:
    content = make_raw_pdf(WHOLE).replace(b"startxref\n", b"startxref\n9")
    assert read("a.pdf", content).text == "Hello world"


def changed(number: int, content: bytes, **more: bytes) -> dict[int, bytes]:
    objects = {**WHOLE, number: content}
    objects.update({int(key[1:]): value for key, value in more.items()})
    return objects


@pytest.mark.parametrize(
    "objects",
    [
        {5: b"<<>>"},
        changed(2, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        changed(2, b"<</Type/Pages/Kids[5 0 R]/Count 1>>", _5=b"<</Type/Pages/Kids[2 0 R]>>"),
        changed(2, b"[1 2 3]"),
        changed(3, b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"),
        changed(4, b"<</Length 4 0 R>>\nstream\nBT /F1 12 Tf (Hi) Tj ET\nendstream"),
        changed(4, stream(b"not deflated at all, but quite some bytes", b"/Filter/FlateDecode")),
        changed(4, stream(zlib.compress(b" " * 100_000_000, 9), b"/Filter/FlateDecode")),
    ],
    ids=[
        "no-root",
        "page-tree-in-itself",
        "page-tree-in-a-circle",
        "no-page-tree",
        "page-in-itself",
        "length-in-itself",
        "not-packed",
        "bomb",
    ],
)
def test_a_malformed_pdf_is_told(
    read: Read, make_raw_pdf: MakeRawPdf, objects: dict[int, bytes]
) -> None:
    with pytest.raises(DamagedDocument) as caught:
        read("bad.pdf", make_raw_pdf(objects))
    assert "damaged" in caught.value.message
    assert caught.value.hint


def test_endless_nesting_is_told(read: Read, make_raw_pdf: MakeRawPdf) -> None:
    nested = b"<</A" * 100_000 + b">>" * 100_000
    objects = changed(3, b"<</Type/Page/Contents 4 0 R/Resources" + nested)
    # Where pypdf gives up depends on the stack that is left: before the page, or inside it.
    with pytest.raises((DamagedDocument, EmptyDocument)) as caught:
        read("bad.pdf", make_raw_pdf(objects))
    assert "bad.pdf" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("objects", "trailer"),
    [
        (changed(2, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"), b""),
        (WHOLE, b"/Prev 0"),
        (WHOLE, b"/Prev 9"),
        (
            changed(
                3,
                PAGE.replace(FONT, FONT + b"/XObject<</X 5 0 R>>"),
                _4=stream(b"/X Do BT /F1 12 Tf 50 700 Td (Hello world) Tj ET"),
                _5=stream(b"/X Do", b"/Subtype/Form/Resources<</XObject<</X 5 0 R>>>>"),
            ),
            b"",
        ),
        (
            changed(
                1,
                b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>",
                _5=b"<</First 6 0 R/Last 6 0 R>>",
                _6=b"<</Title(A)/Next 6 0 R/First 6 0 R/Dest[99 0 R/Fit]>>",
            ),
            b"",
        ),
        (changed(5, b"[" * 100_000 + b"]" * 100_000), b"/Info 5 0 R"),
    ],
    ids=["count", "table-at-zero", "table-in-itself", "form-in-itself", "outline", "nesting"],
)
def test_damage_beside_the_text_does_no_harm(
    read: Read, make_raw_pdf: MakeRawPdf, objects: dict[int, bytes], trailer: bytes
) -> None:
    assert read("odd.pdf", make_raw_pdf(objects, trailer)).text == "Hello world"


def test_a_broken_page_costs_only_itself(read: Read, make_raw_pdf: MakeRawPdf) -> None:
    objects = changed(
        2,
        b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>",
        _5=PAGE.replace(b"4 0 R", b"6 0 R"),
        _6=stream(b"not deflated at all, but quite some bytes", b"/Filter/FlateDecode"),
    )
    text = read("a.pdf", make_raw_pdf(objects))
    assert text.text == "Hello world"
    assert text.page_count == 2
    assert text.notes[0].startswith("Page 2 could not be read and is damaged")


def test_letters_that_fonts_hide_are_no_text(read: Read, make_raw_pdf: MakeRawPdf) -> None:
    hidden = PAGE.replace(b"/F1<<", b"/F2<<")
    with pytest.raises(DamagedDocument, match="fonts that hide their letters"):
        read("a.pdf", make_raw_pdf(changed(3, hidden)))


def test_half_a_character_does_no_harm(read: Read, make_raw_pdf: MakeRawPdf) -> None:
    cmap = (
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfchar <48> <D835> endbfchar endcmap"
    )
    page = PAGE.replace(b"/Helvetica", b"/Helvetica/ToUnicode 5 0 R")
    text = read("a.pdf", make_raw_pdf(changed(3, page, _5=stream(cmap)))).text
    assert text == "\ufffdello world"


def test_too_many_pages_are_told(
    read: Read, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MAX_PDF_PAGES", 2)
    with pytest.raises(DocumentTooLarge, match="has 3 pages; PDFs are read up to 2"):
        read("a.pdf", make_pdf([["x"]] * 3))


def test_too_much_text_is_told(
    read: Read, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MAX_TEXT_CHARS", 20)
    with pytest.raises(DocumentTooLarge, match="more than"):
        read("a.pdf", make_pdf([["ten letters"]] * 3))


def test_thousands_of_pages_are_fine(read: Read, make_pdf: MakePdf) -> None:
    started = time.thread_time()
    text = read("a.pdf", make_pdf([[f"Page {n}"] for n in range(2000)]))
    assert text.page_count == 2000
    assert text.sections[-1].page == 2000
    assert time.thread_time() - started < 60


def test_nothing_is_logged_about_a_broken_file(
    read: Read, make_raw_pdf: MakeRawPdf, caplog: pytest.LogCaptureFixture
) -> None:
    content = make_raw_pdf(WHOLE, b"/Prev 9").replace(b"startxref\n", b"startxref\n9")
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        assert read("a.pdf", content).text == "Hello world"
    assert caplog.records == []


def test_words_broken_at_line_ends_are_whole_again() -> None:
    assert joined_words(["The infor-\nmation is soft\u00ad\nware."]) == [
        "The information is software."
    ]


def test_a_hyphen_that_belongs_to_a_word_stays() -> None:
    pages = ["a well-\nknown fact", "the well-known and the Anglo-\nSaxon - \nword"]
    assert joined_words(pages) == [
        "a well-known fact",
        "the well-known and the Anglo-\nSaxon - \nword",
    ]


def test_running_titles_and_page_numbers_stay_where_they_stand_first(
    read: Read, make_pdf: MakePdf
) -> None:
    words = [[f"{word} {n}." for n in range(5)] for word in ("one", "two", "three", "four", "five")]
    text = read(
        "a.pdf",
        make_pdf(
            [["The handbook", *lines, f"Page {page} of 5"] for page, lines in enumerate(words, 1)]
        ),
    )
    assert text.text.count("The handbook") == 1
    assert text.text.count("Page") == 1
    assert pages(text)[1] == (2, "two 0.\ntwo 1.\ntwo 2.\ntwo 3.\ntwo 4.", ())


def test_a_first_line_that_names_the_page_stays() -> None:
    lessons = [
        f"Lesson {n}\n" + "\n".join(f"{line} {n}" * n for line in "abcdef") for n in range(1, 9)
    ]
    assert without_running_lines(lessons) == lessons


def test_rows_of_numbers_at_the_end_of_pages_stay() -> None:
    tables = ["\n".join(f"{1900 + 7 * n + row} {n * row}.5" for row in range(9)) for n in range(9)]
    assert without_running_lines(tables) == tables


def test_short_pages_and_few_pages_stay_as_they_are() -> None:
    short = [f"The handbook\nPage {n}" for n in range(9)]
    assert without_running_lines(short) == short
    few = ["The handbook\na\nb\nc\nd"] * 3
    assert without_running_lines(few) == few
