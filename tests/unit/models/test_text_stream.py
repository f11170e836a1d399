"""Text of an answer as it comes in: whole characters, and nothing of a stop text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.models.text_stream import TextStream


def _shown(pieces: list[bytes], stops: tuple[str, ...] = ()) -> tuple[list[str], bool]:
    stream = TextStream(stops)
    shown = [stream.feed(piece) for piece in pieces]
    return [*shown, stream.finish()], stream.stopped


def test_a_character_spread_over_tokens_comes_whole() -> None:
    euro = "€".encode()
    assert _shown([b"1", euro[:1], euro[1:2], euro[2:]])[0] == ["1", "", "", "€", ""]


def test_what_never_becomes_a_character_is_marked() -> None:
    assert "".join(_shown([b"a\xff", b"b"])[0]) == "a\ufffdb"


def test_an_answer_cut_within_a_character_ends_before_it() -> None:
    assert "".join(_shown([b"a", "€".encode()[:2]])[0]) == "a"


def test_a_stop_text_over_several_tokens_ends_the_answer_and_is_not_shown() -> None:
    shown, stopped = _shown([b"Hello", b" <", b"EN", b"D> more"], ("<END>",))
    assert "".join(shown) == "Hello "
    assert stopped


def test_what_only_looks_like_a_stop_text_is_shown_after_all() -> None:
    shown, stopped = _shown([b"a <EN", b"TER> b", b" <E"], ("<END>",))
    assert "".join(shown) == "a <ENTER> b <E"
    assert not stopped


def test_the_earliest_of_several_stop_texts_counts() -> None:
    assert "".join(_shown([b"one two three"], ("three", "two"))[0]) == "one "


@given(st.text(), st.lists(st.integers(0, 400)))
def test_the_text_is_the_same_however_it_is_cut(text: str, cuts: list[int]) -> None:
    data = text.encode()
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    pieces = [data[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    assert "".join(_shown(pieces, ("never\0there",))[0]) == text


@given(st.text("abS", max_size=30), st.text("abS", min_size=1, max_size=4))
def test_shown_is_what_stands_before_the_stop_text(text: str, stop: str) -> None:
    shown, stopped = _shown([letter.encode() for letter in text], (stop,))
    assert "".join(shown) == text.split(stop)[0]
    assert stopped == (stop in text)
