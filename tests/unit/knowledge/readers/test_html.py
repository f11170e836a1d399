import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import DocumentTooLarge, EmptyDocument
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers import html, writer
from assistant_studio.knowledge.readers.html_text import HtmlText
from assistant_studio.knowledge.readers.registry import read_document
from assistant_studio.knowledge.readers.source import Source
from assistant_studio.knowledge.readers.writer import TextWriter

Read = Callable[[str, bytes | str], ExtractedText]


def body(inner: str) -> str:
    return f"<!doctype html><html><head><title>T</title></head><body>{inner}</body></html>"


def test_headings_make_sections(read: Read) -> None:
    text = read(
        "a.html",
        body("<p>Intro<h1>The <em>plan</em></h1><p>One</p><h2>Details</h2><p>Two</p><h1>End</h1>"),
    )
    assert text.text == "Intro\n\nThe plan\n\nOne\n\nDetails\n\nTwo\n\nEnd"
    assert [
        (text.text[section.start : section.end].strip(), section.headings)
        for section in text.sections
    ] == [
        ("Intro", ()),
        ("The plan\n\nOne", ("The plan",)),
        ("Details\n\nTwo", ("The plan", "Details")),
        ("End", ("End",)),
    ]


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>let secret</script>",
        "<style>.secret {}</style>",
        "<template>secret</template>",
        "<noscript>secret</noscript>",
        "<p hidden>secret</p>",
        "<p style='color: red; display : none'>secret</p>",
        "<div style='visibility:hidden'><p>secret</p></div>",
        "<span aria-hidden=true>secret</span>",
        "<!-- secret -->",
        "<svg><text>secret</text></svg>",
        "<textarea>secret</textarea>",
        "<select><option>secret</select>",
        "<input type=hidden value=secret>",
        "<iframe srcdoc='secret'></iframe>",
    ],
)
def test_what_a_person_does_not_see_is_left_out(read: Read, unseen: str) -> None:
    assert read("a.html", body(f"before {unseen} after")).text == "before after"


def test_white_space_is_what_a_browser_makes_of_it(read: Read) -> None:
    text = read("a.html", body("<p>a\n   b<b> c</b>d&nbsp;e<br>new line</p>tail"))
    assert text.text == "a b cd e\nnew line\n\ntail"


def test_lists_keep_their_items_close_and_marked(read: Read) -> None:
    text = read(
        "a.html",
        body(
            "<ul><li>one<ul><li>deep</ul><li><p>two</p><p>more</p></ul><ol start=3><li>x<li>y</ol>"
        ),
    )
    assert text.text == "- one\n  - deep\n- two\nmore\n\n3. x\n4. y"


def test_a_table_keeps_its_rows(read: Read) -> None:
    text = read(
        "a.html",
        body(
            "<table><caption>Prices</caption><thead><tr><th>Plan<th>Price</thead>"
            "<tbody><tr><td><p>Basic</p><p>plan</p><td>5 &euro;</tr>\n<tr><td>Pro<td>9<br>euro"
            "</table><table><tr><td>other</td><td>table</td></tr></table>"
        ),
    )
    assert text.text == ("Prices\n\nPlan | Price\nBasic plan | 5 €\nPro | 9 euro\n\nother | table")


def test_a_page_laid_out_by_tables_is_read_as_blocks(read: Read) -> None:
    text = read(
        "a.html",
        body(
            "<table><tr><td>menu</td><td><h2>Title</h2><p>First.</p><p>Second.</p>"
            "<table><tr><td>a</td><td>b</td></tr></table>after</td></tr></table>"
        ),
    )
    assert text.text == "menu\n\nTitle\n\nFirst.\n\nSecond.\n\na | b\n\nafter"


def test_preformatted_text_keeps_its_lines(read: Read) -> None:
    text = read("a.html", body("<pre>\n  if x:\n      y\n</pre><p>after</p>"))
    assert text.text == "  if x:\n      y\n\nafter"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">', "cp1250"),
        ('<?xml version="1.0" encoding="ISO-8859-2"?>', "iso8859-2"),
        ("<meta charset=shift_jis>", "shift_jis"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=latin1>", "utf-8"),
        ("<meta charset=nonsense>", "utf-8"),
        ("<meta charset=punycode>", "utf-8"),
        ("<meta charset=hex>", "utf-8"),
        ("", "utf-8"),
    ],
)
def test_the_encoding_a_page_declares_is_used_unless_it_is_utf8(
    read: Read, head: str, encoding: str
) -> None:
    words = "日本" if encoding == "shift_jis" else "Größe ü"
    text = read("a.html", f"<html>{head}<body>{words}".encode(encoding))
    assert text.text == words
    assert text.encoding == encoding


def test_a_page_filled_in_by_scripts_is_told(read: Read) -> None:
    with pytest.raises(EmptyDocument, match="no text that a person would see") as caught:
        read("app.html", body("<div id=app></div><script>render()</script>"))
    assert "print it to PDF" in caught.value.hint


def test_a_page_that_is_too_large_is_told(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_HTML_FILE_BYTES", 1000)
    with pytest.raises(DocumentTooLarge, match=r"has 2\.03 kB; web pages are read up to 1 kB"):
        read("a.html", body("x" * 1960))


def test_a_text_that_grows_too_large_is_told(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_TEXT_CHARS", 1_000_000)
    with pytest.raises(DocumentTooLarge, match="more than 1 million characters"):
        read("a.html", body("<p>some words" * 90_000))


def test_deep_nesting_does_no_harm(read: Read) -> None:
    started = time.thread_time()
    assert read("a.html", "<div>" * 5000 + "deep" + "<table><tr><td>" * 300 + "x").text
    assert time.thread_time() - started < 20


def test_reading_stops_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(body("<p>x</p>"))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        read_document(path, token)


_tags = st.sampled_from(
    "p div h1 h2 ul ol li table tr td th pre br b span dl dt dd section tbody caption".split()
)
_events = st.lists(st.tuples(st.sampled_from(["enter", "leave", "words"]), _tags), max_size=60)


@given(_events)
def test_elements_in_any_order_lose_no_word(events: list[tuple[str, str]]) -> None:
    text = HtmlText(TextWriter(Source(Path("a.html"), "a.html")))
    words = []
    for number, (event, tag) in enumerate(events):
        if event == "enter":
            text.enter(tag, {})
        elif event == "leave":
            text.leave(tag)
        else:
            words.append(f"word{number}")
            text.words(f" {words[-1]} ")
    whole, sections = text.result()
    assert [part for part in whole.replace("|", " ").split() if part.startswith("word")] == words
    assert "".join(whole[section.start : section.end] for section in sections) == whole
