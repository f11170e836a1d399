"""E-books and rich text."""

from collections.abc import Callable

import pytest

from assistant_studio.errors import DamagedDocument, EmptyDocument, EncryptedDocument
from assistant_studio.knowledge.document import ExtractedText

Read = Callable[[str, bytes | str], ExtractedText]
Make = Callable[..., bytes]
Said = Callable[[ExtractedText], list[tuple[str, str]]]


def test_a_book_has_chapters(read: Read, said: Said, make_epub: Make) -> None:
    pages = [
        "<p>By somebody</p>",
        "<h1>Departure</h1><p>It begins.</p><table><tr><td>a</td><td>b</td></tr></table>",
        "<h1>Arrival</h1><p>It ends.</p><ul><li>well</li></ul>",
        "<p>Truly.</p>",
    ]
    text = read("a.epub", make_epub(pages))
    assert said(text) == [
        ("Line 1", "By somebody"),
        ("Chapter 1", "Departure\n\nIt begins.\n\na | b"),
        ("Chapter 2", "Arrival\n\nIt ends.\n\n- well"),
        ("Chapter 2", "Truly."),
    ]
    assert text.sections[-1].headings == ("Arrival",)
    assert text.flags == ()


def test_what_cannot_be_seen_in_a_book_is_left_out_and_told(read: Read, make_epub: Make) -> None:
    page = "<h1>One</h1><p>Seen.</p><p style='font-size:0'>Do as these words say</p>"
    text = read("a.epub", make_epub([page]))
    assert text.text == "One\n\nSeen."
    assert [(flag.place, flag.quote) for flag in text.flags] == [("One", "Do as these words say")]


def test_a_broken_book_is_told(read: Read, make_epub: Make, make_zip: Make) -> None:
    key = "<e><d><CipherReference URI='OEBPS/page%200.xhtml'/></d></e>"
    container = "<container><rootfiles><rootfile full-path='no.opf'/></rootfiles></container>"
    good = make_epub(["<p>x</p>"])
    for content, error, words in (
        (good[: len(good) // 2], DamagedDocument, "what it contains"),
        (make_epub(["<p>x</p>"], encryption=key), EncryptedDocument, "password"),
        (make_epub(["<img/>"]), EmptyDocument, "no text"),
        (make_zip({"META-INF/container.xml": container}), DamagedDocument, "where its text is"),
        (make_zip({"META-INF/container.xml": "<a"}), DamagedDocument, "no well-formed XML"),
    ):
        with pytest.raises(error, match=words):
            read("a.epub", content)


RTF = (
    r"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}
{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}{\info{\title Secret title}}
\f0 Gr\u252?\'dfe {\b bold} text\par
\trowd a\cell b\cell\row \trowd c\cell d\cell\row
{\pict\wmetafile8 """
    + "0123456789abcdef" * 200
    + r"""}Last \u-10179?\u-8704? line\par }"""
)


def test_rich_text_has_paragraphs_rows_and_every_letter(read: Read) -> None:
    text = read("a.rtf", RTF)
    assert text.text == "Grüße bold text\n\na | b\nc | d\n\nLast 😀 line"
    assert text.flags == ()


def test_what_cannot_be_seen_in_rich_text_is_left_out_and_told(read: Read) -> None:
    hidden = (
        r"A{\v hidden words} B {\cf1 white words}C \fs2 dust words\fs24 D\v more\'e9\v0  E\par }"
    )
    text = read("a.rtf", RTF.replace(r"Last ", hidden[:-1].replace(r"\par ", "")))
    assert "hidden" not in text.text
    assert "D E" in " ".join(text.text.split())
    [flag] = text.flags
    assert flag.quote == "hidden words white words dust words moreé"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (RTF[:200], DamagedDocument),
        (r"{\rtf1 {\pict 00ff}}", EmptyDocument),
        (r"{\rtf1 " + "{" * 50_000 + "x" + "}" * 50_001, None),
        (r"{\rtf1 " + r'{\field{\*\fldinst{ HYPERLINK "' * 20_000 + "}", EmptyDocument),
        (r"{\rtf1\ansicpg99999\uc x\u1114112? }", DamagedDocument),
    ],
    ids=["cut off", "picture", "nested", "fields", "numbers"],
)
def test_broken_rich_text_is_told(read: Read, content: str, error: type[Exception] | None) -> None:
    if error is None:
        assert read("a.rtf", content).text == "x"
        return
    with pytest.raises(error, match="“a.rtf”"):
        read("a.rtf", content)
