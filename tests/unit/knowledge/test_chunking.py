import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.document import Chunk, ExtractedText, Section
from assistant_studio.knowledge.newlines import plain_newlines
from assistant_studio.knowledge.readers.markdown import headings_in
from assistant_studio.knowledge.readers.sections import sections_of

SENTENCE = "The quick brown fox jumps over the lazy dog near the river bank on a sunny day. "


def plain(text: str) -> ExtractedText:
    return ExtractedText(text, (Section(0, len(text)),))


def markdown(text: str) -> ExtractedText:
    return ExtractedText(text, sections_of(text, list(headings_in(text))))


def texts(chunks: Iterable[Chunk]) -> list[str]:
    return [chunk.text for chunk in chunks]


# What texts are made of, so that structure meets structure in every way.
_fragments = st.sampled_from(
    [
        *("word", "Word", "Dr.", "3.5", "end.", "Why?", "“Quoted.”", "e.g.", "Überfluß", "naïve"),
        *(
            "日本語の文です。",
            "長い文、続く",
            "ไทย",
            "한국어",
            "x" * 90,
            "y" * 700,
            "https://a.b/c?d=e",
        ),
        *(" ", " ", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\n \n", "\f", "\u2028", "\u00a0"),
        *("# Head\n", "Head\n====\n", "- item ", "1. step ", "| a | b |\n", "|---|---|\n", "```\n"),
        *("---", "***", "...", "—", ":", "Intro:\n", "(", ")", "🎉", "e\u0301", "\u200d", "_"),
    ]
)
_documents = st.lists(_fragments, max_size=120).map("".join)


@st.composite
def _extracted(draw: st.DrawFn) -> ExtractedText:
    text = draw(_documents)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    edges = [0, *cuts, len(text)]
    return ExtractedText(
        text,
        tuple(
            Section(start, end, page)
            for page, (start, end) in enumerate(zip(edges, edges[1:], strict=False), 1)
        ),
    )


@settings(max_examples=400, deadline=None)
@given(_extracted())
def test_chunks_are_exact_slices_in_order_inside_their_sections(extracted: ExtractedText) -> None:
    position = 0
    for chunk in chunks_of(extracted):
        assert position <= chunk.start < chunk.end
        position = chunk.end
        assert chunk.text == extracted.text[chunk.start : chunk.end]
        assert chunk.text == chunk.text.strip()
        assert any(c.isalnum() or c == "🎉" for c in chunk.text)
        section = extracted.sections[(chunk.page or 0) - 1]
        assert section.start <= chunk.start
        assert chunk.end <= section.end


@settings(max_examples=400, deadline=None)
@given(_extracted())
def test_every_letter_and_digit_is_in_a_chunk(extracted: ExtractedText) -> None:
    covered = bytearray(len(extracted.text))
    for chunk in chunks_of(extracted):
        covered[chunk.start : chunk.end] = b"\1" * len(chunk.text)
    missing = [c for c, seen in zip(extracted.text, covered, strict=True) if not seen]
    assert not [c for c in missing if c.isalnum()]


@settings(max_examples=400, deadline=None)
@given(_documents)
def test_every_character_but_space_is_in_a_chunk_of_a_section_with_words(text: str) -> None:
    # Paragraphs short enough that what is no word always finds room beside one that is.
    text = " ".join(f"word {piece[:40]} word" for piece in text.split())
    covered = bytearray(len(text))
    for chunk in chunks_of(plain(text)):
        covered[chunk.start : chunk.end] = b"\1" * len(chunk.text)
    assert not [c for c, seen in zip(text, covered, strict=True) if not seen and not c.isspace()]


@settings(max_examples=400, deadline=None)
@given(_documents)
def test_no_chunk_is_longer_than_allowed(text: str) -> None:
    assert all(len(chunk.text) <= 450 for chunk in chunks_of(plain(text)))


@settings(max_examples=400, deadline=None)
@given(_documents)
def test_words_are_not_cut(text: str) -> None:
    edges = {edge for chunk in chunks_of(plain(text)) for edge in (chunk.start, chunk.end)}
    for edge in edges - {0, len(text)}:
        before, after = text[edge - 1], text[edge]
        if before.isalnum() and after.isalnum() and before < "\u0e00" and after < "\u0e00":
            begin = max(text.rfind(space, 0, edge) for space in " \n\t\r\f\u2028\u00a0")
            assert edge - begin > 200, text[max(0, edge - 20) : edge + 20]


@given(_documents)
def test_line_breaks_of_every_kind_keep_all_offsets(text: str) -> None:
    seen = plain_newlines(text)
    assert len(seen) == len(text)
    assert [c for c in seen if not c.isspace()] == [c for c in text if not c.isspace()]


def test_a_short_text_is_one_chunk() -> None:
    assert texts(chunks_of(plain("  Just this.\n"))) == ["Just this."]


def test_white_space_makes_no_chunk() -> None:
    assert chunks_of(plain(" \n\n\t ")) == []
    assert chunks_of(plain("")) == []


def test_ornaments_alone_make_no_chunk() -> None:
    assert chunks_of(plain("***\n\n---\n\n" + "=" * 2000)) == []


def test_a_rule_between_paragraphs_goes_with_a_neighbour() -> None:
    assert texts(chunks_of(plain("One paragraph.\n\n* * *\n\nAnother."))) == [
        "One paragraph.\n\n* * *\n\nAnother."
    ]


def test_paragraphs_stay_whole_and_apart() -> None:
    first, second = (SENTENCE * 3).strip(), (SENTENCE * 4).strip()
    assert texts(chunks_of(plain(f"{first}\n\n{second}\n"))) == [first, second]


def test_short_paragraphs_stand_together() -> None:
    paragraphs = [f"Paragraph number {n} says little." for n in range(40)]
    chunks = chunks_of(plain("\n\n".join(paragraphs)))
    assert 5 <= len(chunks) <= 6
    assert all(200 < len(chunk.text) <= 300 for chunk in chunks[:-1])


def test_a_long_paragraph_is_cut_between_sentences_in_like_pieces() -> None:
    chunks = chunks_of(plain(SENTENCE * 20))
    assert all(text.startswith("The") and text.endswith("day.") for text in texts(chunks))
    sizes = [len(chunk.text) for chunk in chunks]
    assert max(sizes) <= 2 * min(sizes)
    assert 240 <= sum(sizes) / len(sizes) <= 360


def test_a_long_list_is_cut_between_items() -> None:
    items = [f"- Item number {n} is described by a line of some length" for n in range(30)]
    chunks = chunks_of(plain("\n".join(items)))
    assert all(text.startswith("- Item") and text.endswith("length") for text in texts(chunks))


def test_a_long_table_is_cut_between_rows() -> None:
    rows = [f"| product {n} | {n}.50 € | a remark. And another | in stock |" for n in range(40)]
    chunks = chunks_of(plain("\n".join(["| a | b | c | d |", "|---|---|---|---|", *rows])))
    assert len(chunks) > 5
    assert all(text.startswith("|") and text.endswith("|") for text in texts(chunks))


def test_a_sentence_without_end_is_cut_between_lines_then_words() -> None:
    lines = ["no sentence ends in this line of a poem", "nor in the next"] * 30
    assert all(
        text.startswith("no") and text.endswith(("poem", "next"))
        for text in texts(chunks_of(plain("\n".join(lines))))
    )
    words = texts(chunks_of(plain("word " * 400)))
    assert all(set(text.split()) == {"word"} for text in words)


def test_a_word_without_end_is_cut() -> None:
    chunks = chunks_of(plain("x" * 5000))
    assert "".join(texts(chunks)) == "x" * 5000
    assert all(len(chunk.text) <= 450 for chunk in chunks)


def test_a_letter_and_its_marks_stay_together() -> None:
    chunks = chunks_of(plain("日e\u0301" * 2000))
    assert all(not text.startswith("\u0301") for text in texts(chunks))


def test_languages_without_spaces_are_cut_after_their_own_full_stops() -> None:
    chunks = chunks_of(plain("これは日本語の文章で、少し長めに書かれています。" * 60))
    assert all(text.endswith("。") for text in texts(chunks))
    assert all(100 <= len(chunk.text) <= 225 for chunk in chunks)


def test_no_chunk_crosses_a_heading() -> None:
    text = "# Leave\n\nShort.\n\n## Annual\n\nAlso short.\n\n# Pay\n\nPaid monthly.\n"
    chunks = chunks_of(markdown(text))
    assert [(chunk.text, chunk.headings) for chunk in chunks] == [
        ("# Leave\n\nShort.", ("Leave",)),
        ("## Annual\n\nAlso short.", ("Leave", "Annual")),
        ("# Pay\n\nPaid monthly.", ("Pay",)),
    ]


def test_no_chunk_crosses_a_page() -> None:
    text = "End of page one\n\nbegins page two."
    cut = text.index("begins")
    pages = (Section(0, cut, page=1), Section(cut, len(text), page=2))
    chunks = chunks_of(ExtractedText(text, pages, page_count=2))
    assert [(chunk.text, chunk.page) for chunk in chunks] == [
        ("End of page one", 1),
        ("begins page two.", 2),
    ]


@pytest.mark.parametrize("heading", ["# A heading", "A heading\n=========", "The plan covers:"])
def test_a_heading_stays_with_what_follows(heading: str) -> None:
    body = (SENTENCE * 5).strip()
    chunks = chunks_of(markdown(f"{heading}\n\n{body}\n\n{body}\n"))
    assert chunks[0].text.startswith(heading)
    assert len(chunks[0].text) > len(heading) + 80


def test_a_heading_stays_with_the_words_of_an_endless_sentence() -> None:
    chunks = chunks_of(markdown("## A heading\n" + "word " * 88))
    assert chunks[0].text.startswith("## A heading\nword word")


def test_a_heading_without_markup_stays_with_what_follows() -> None:
    text = "Annual leave\n\n" + SENTENCE * 5
    chunks = chunks_of(ExtractedText(text, (Section(0, len(text), headings=("Annual leave",)),)))
    assert chunks[0].text.startswith("Annual leave\n\nThe quick")


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_line_breaks_of_other_systems_cut_alike(line_break: str) -> None:
    text = "\n\n".join([(SENTENCE * 3).strip()] * 5)
    other = text.replace("\n", line_break)
    assert [chunk.text for chunk in chunks_of(plain(other))] == texts(chunks_of(plain(text)))


@pytest.mark.parametrize(
    "hostile",
    [
        "\n" * 2_000_000,
        " " * 2_000_000 + "x",
        "\n " * 1_000_000,
        "-" * 2_000_000,
        "x" * 2_000_000,
        "a:\n\n" * 500_000,
        "# h\n\n" * 300_000,
        "a\n\n" * 500_000,
        "| " * 1_000_000,
        "(" * 1_000_000 + ", " * 500_000,
        "e\u0301" * 500_000,
        ("word " + " " * 400) * 5_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    started = time.thread_time()
    chunks_of(plain(hostile))
    assert time.thread_time() - started < 15
