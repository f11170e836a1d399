"""Markdown blocks as rich text: what is shown, and what never is."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from assistant_studio.conversations.blocks import BlockKind, split
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.inline_text import CITATION_MARK
from assistant_studio.conversations.markdown import (
    MAX_BLOCK_CHARS,
    code_text,
    rich_text,
)
from assistant_studio.conversations.sentence_marks import SentenceMark, marks_in

COLORS = TextColors()
ALLOWED = {
    "p": {"style"},
    "b": set(),
    "i": set(),
    "s": set(),
    "br": set(),
    "span": {"style"},
    "a": {"href", "style"},
    "ul": {"style"},
    "ol": {"style", "start"},
    "li": {"style"},
    "blockquote": {"style"},
    "pre": {"style"},
    "table": {"border", "cellspacing", "cellpadding", "style"},
    "tr": set(),
    "th": {"align"},
    "td": {"align"},
}
VOID = {"br"}
STYLE = re.compile(r"(?:[a-z-]+:[A-Za-z0-9#%' -]+;?)*")
HREF = re.compile(r"(?:https?://|mailto:)[!-~]+|source:\d+")


class Checker(HTMLParser):
    """Refuses whatever the window must never be given."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert name in ALLOWED[tag], (tag, name)
            assert value is not None
            if name == "style":
                assert STYLE.fullmatch(value), value
            if name == "href":
                assert HREF.fullmatch(value), value
                self.links.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def checked(markup: str) -> Checker:
    checker = Checker()
    checker.feed(markup)
    checker.close()
    assert not checker.open
    return checker


def shown(source: str, sentences: list[SentenceMark] | None = None) -> Checker:
    """All blocks of a reply, checked and joined."""
    return checked(markup_of(source, sentences))


def markup_of(source: str, sentences: list[SentenceMark] | None = None) -> str:
    return "".join(
        rich_text(
            source[block.start : block.end], block.kind, COLORS, marks_in(block, sentences or [])
        )
        for block in split(source)
    )


def cited(source: str, *sentences: tuple[str, tuple[int, ...]]) -> str:
    """Readable markup: citations as {n}, sentences without a source in ⟦⟧."""
    marks = []
    for text, numbers in sentences:
        start = source.index(text)
        marks.append(SentenceMark(start, start + len(text), numbers, bool(numbers)))
    markup = markup_of(source, marks)
    checked(markup)
    markup = re.sub(r"\u2060<a href=\"source:(\d+)\"[^>]*>[^<]*</a>", r"{\1}", markup)
    markup = re.sub(r"<span style=\"text-decoration:underline[^>]*>(.*?)</span>", r"⟦\1⟧", markup)
    return re.sub(r"<(?!/?[bi]>)[^>]*>", "", markup)


def test_ordinary_markup_is_shown():
    markup = markup_of("Some **bold**, *italic*, ~~gone~~ and `code`.")
    assert "<b>bold</b>" in markup
    assert "<i>italic</i>" in markup
    assert "<s>gone</s>" in markup
    assert "JetBrains Mono" in markup


def test_html_is_shown_as_text():
    source = '<script>alert(1)</script>\n\n<b onclick="x()">hi</b> <img src="http://e.org/a.png">'
    found = shown(source)
    assert "<script>alert(1)</script>" in found.text
    assert '<img src="http://e.org/a.png">' in found.text
    assert found.links == ["http://e.org/a.png"]


def test_a_picture_is_only_named():
    found = shown("![a chart](http://evil.example/track.png) and ![](file:///etc/passwd)")
    assert "[picture: a chart]" in found.text
    assert "[picture]" in found.text
    assert found.links == []
    assert "evil.example" not in found.text


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "FILE:/etc/passwd",
        "relative/page",
        "//evil.example/x",
        "vbscript:x",
        "source:1",
        "http://good.example@evil.example/",
        "http:evil.example",
        "https://evil.example\\@good.example/",
    ],
)
def test_other_targets_stay_plain_text(target: str):
    found = shown(f"[words](<{target}>) after")
    assert found.links == []
    assert found.text.startswith("words (")
    assert found.text.endswith(" after")


def test_hidden_characters_in_a_target_are_written_out():
    found = shown("[a](http://good.example/\u202egnp.exe) [b](javascript:\u200bx)")
    assert found.links == ["http://good.example/%E2%80%AEgnp.exe"]
    assert "<U+200B>" in found.text


def test_a_name_that_looks_like_another_is_shown_as_it_is_looked_up():
    assert shown("[pay](https://p\u0430ypal.com/)").links == ["https://xn--pypal-4ve.com/"]


def test_an_address_in_the_text_becomes_a_link_without_its_full_stop():
    found = shown("See https://a.example/x_(y)?q=1_2. Or (http://b.example).")
    assert found.links == ["https://a.example/x_(y)?q=1_2", "http://b.example"]
    assert found.text == "See https://a.example/x_(y)?q=1_2. Or (http://b.example)."


def test_a_citation_stands_behind_its_sentence():
    source = "Annual plans run **a year.** Teams pay monthly. Nobody knows."
    assert cited(
        source,
        ("Annual plans run **a year.**", (1,)),
        ("Teams pay monthly.", (2, 3)),
        ("Nobody knows.", ()),
    ) == ("Annual plans run <b>a year.</b>{1} Teams pay monthly.{2}{3} ⟦Nobody knows.⟧")


def test_a_citation_inside_markup_does_not_break_it():
    source = "**One is here. Two is there.** Three `is. code` here.\nFour *ends*\nhere."
    assert cited(
        source,
        ("**One is here.", (1,)),
        ("Two is there.", (2,)),
        ("Three `is.", (3,)),
        ("Four *ends*", (4,)),
        ("here.", (5,)),
    ).replace("\n", "") == (
        "<b>One is here.{1}{5} Two is there.{2}</b> Three is. code{3} here.Four <i>ends</i>{4}here."
    )


def test_citations_in_lists_and_tables_stay_where_they_belong():
    source = "- first is. Same\n- first is\n\n| a | b |\n|---|---|\n| one. | one. |\n| x | one. |"
    start = source.index("| x")
    marks = [
        SentenceMark(2, 11, (1,), True),
        SentenceMark(19, 27, (2,), True),
        SentenceMark(source.index("one."), source.index("one.") + 4, (3,), True),
        SentenceMark(start + 6, start + 10, (4,), True),
    ]
    markup = markup_of(source, marks)
    checked(markup)
    chips = re.sub(r"<a href=\"source:(\d+)\"[^>]*>[^<]*</a>", r"{\1}", markup)
    plain = re.sub(r"<[^>]*>", "|", chips).replace("\u2060", "")
    assert re.sub(r"\|+", "|", plain) == (
        "|first is.{1} Same|first is{2}|a|b|one.{3}|one.|x|one.{4}|"
    )


def test_a_sentence_over_two_blocks_is_cited_in_the_last():
    source = "Take these:\n\n- apples\n- pears"
    mark = SentenceMark(0, len(source), (1,), True)
    parts = [
        rich_text(source[b.start : b.end], b.kind, COLORS, marks_in(b, [mark]))
        for b in split(source)
    ]
    assert ["source:1" in part for part in parts] == [False, True]
    assert parts[1].index("source:1") > parts[1].index("pears")


def test_a_link_is_never_split_by_a_citation():
    source = "See https://a.example/b.c?d=e for more. And [the page. Really](http://c.example) too."
    assert "https://a.example/b.c?d=e{1} for more." in cited(source, ("See https://a.", (1,)))
    assert "the page. Really{1} too." in cited(source, ("And [the page.", (1,)))


def test_code_is_taken_out_of_its_fences():
    assert code_text("```py\na\n\n  b\n```") == "a\n\n  b"
    assert code_text("~~~~\n```\nx") == "```\nx"
    assert code_text("  ```\n  a\n b\n  ```") == "a\nb"
    assert code_text("    a\n\n      b") == "a\n\n  b"
    assert code_text("```") == ""


def test_what_is_too_large_is_shown_plainly():
    assert "<b>" not in rich_text("**a** " * MAX_BLOCK_CHARS, BlockKind.PARAGRAPH, COLORS)
    wide = "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + "x\n" * 500
    assert "<table" not in rich_text(wide, BlockKind.TABLE, COLORS)


def test_colors_that_are_none_are_not_taken():
    taken = TextColors.of({"accent": '#123456"><img', "warn": "#ff8f5400", "mono": "x';a:url(b)"})
    assert taken.accent == TextColors().accent
    assert taken.warn == "#ff8f5400"
    assert taken.mono == TextColors().mono


HOSTILE = st.sampled_from(
    [
        "<script>fetch('http://e.example')</script>",
        "<img src=http://e.example/a.png onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<style>*{background:url(http://e.example)}</style>",
        '<iframe src="file:///etc/passwd"></iframe>',
        '<p style="background-image:url(http://e.example)">',
        "![alt <b>](http://e.example/a.png \"title\")",
        "![x](file:///etc/passwd)",
        "[![in](http://e.example/i.png)](http://f.example)",
        "[click](file:///etc/passwd)",
        "[click](javascript:alert(1))",
        "[click](http://ok.example/\"><img src=x>)",
        "[click](<http://ok.example/a b>)",
        "[a](http://e.example 'x\" onmouseover=\"y')",
        "<http://auto.example>",
        "<file:///etc/passwd>",
        "<javascript:alert(1)>",
        "http://bare.example/\"><script>",
        "[ref]: http://e.example/a.png",
        "![ref]",
        "&lt;img src=x&gt;",
        "&#60;script&#62;",
        "\\<b>",
        "<!-- c -->",
        "<![CDATA[x]]>",
        "<?php x ?>",
        "<!DOCTYPE html>",
        "\u2063[1]\u2063",
        "\u202e\u200b\ufeff",
        "\x00\x0b\ufdd0\uffff\u2029\ud800",
        "source:1",
        "[x](source:1)",
        "**bold. Next**",
        "`code <img src=x>`",
        "```html\n<img src=http://e.example>\n```\n",
        "| a | <img src=x> |\n|---|---|\n| ![i](http://e.example) | b |\n",
        "> <img src=x>\n",
        "- <img src=x>\n",
        "1000000000. x\n",
        "# <img src=x>\n",
        "    <img src=x>\n",
        "\n",
        "\n\n",
        " ",
        "word. ",
        "*",
        "_",
        "`",
        "~~",
        "[",
        "](",
        ")",
        "<",
        "|",
    ]
)  # fmt: skip
REPLIES = st.lists(st.one_of(HOSTILE, st.text(max_size=12)), max_size=14).map("".join)
MARKS = st.lists(
    st.builds(
        lambda start, length, numbers, supported: SentenceMark(
            start, start + length, tuple(numbers), supported
        ),
        st.integers(0, 300),
        st.integers(1, 80),
        st.lists(st.integers(1, 9), max_size=2, unique=True),
        st.booleans(),
    ),
    max_size=5,
)


@given(REPLIES, MARKS)
@settings(max_examples=600, deadline=None)
def test_no_reply_gets_more_than_the_allowed_tags(reply: str, marks: list[SentenceMark]):
    for block in split(reply):
        source = reply[block.start : block.end]
        inside = marks_in(block, marks)
        markup = rich_text(source, block.kind, COLORS, inside)
        found = checked(markup)
        assert "src=" not in re.sub(r">[^<]*<", "><", f">{markup}<")
        # A citation is the app's own: no reply makes one, and none that is due is lost.
        numbers = sorted(f"source:{number}" for mark in inside for number in mark.sources)
        drawn = sorted(link for link in found.links if link.startswith("source:"))
        event(f"{len(drawn)} citations in {block.kind}")
        has_text = re.search(r"<(?:p|li|th|td)[ >]", markup) is not None
        assert drawn == numbers or not (drawn or has_text)
        assert markup.count(CITATION_MARK) == 2 * len(drawn)
