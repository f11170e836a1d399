"""What differs between two versions: every field, and in texts every word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.assistants.assistant import (
    Assistant,
    Avatar,
    RetrievalChoice,
    SamplingChoice,
)
from assistant_studio.assistants.check import Check
from assistant_studio.assistants.difference import PieceKind, differences, text_pieces

MARKS = {PieceKind.SAME: "{}", PieceKind.ADDED: "+[{}]", PieceKind.REMOVED: "-[{}]"}


def shown(before: str, after: str) -> str:
    return "".join(MARKS[piece.kind].format(piece.text) for piece in text_pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("In two sentences.", "In three sentences.", "In -[two]+[three] sentences."),
        ("Be kind.", "Be very kind.", "Be+[ very] kind."),
        ("one\ntwo\nthree\n", "one\nthree\n", "one\n-[two\n]three\n"),
        ("say the old thing", "say a new thing", "say -[the old]+[a new] thing"),
        ("", "new", "+[new]"),
        ("gone", "", "-[gone]"),
    ],
)
def test_words_that_came_and_went_are_pointed_out(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@given(st.text(alphabet="ab \n.é😀", max_size=60), st.text(alphabet="ab \n.é😀", max_size=60))
def test_both_texts_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    pieces = text_pieces(before, after)

    assert "".join(p.text for p in pieces if p.kind is not PieceKind.ADDED) == before
    assert "".join(p.text for p in pieces if p.kind is not PieceKind.REMOVED) == after


def test_a_long_text_that_was_rewritten_is_compared_in_reasonable_time() -> None:
    before = "alpha beta gamma delta " * 4000
    after = "epsilon beta zeta " * 5000

    assert {piece.kind for piece in text_pieces(before, after)} == {
        PieceKind.REMOVED,
        PieceKind.ADDED,
    }


def test_every_field_that_differs_is_listed_once() -> None:
    before = Assistant(id="x", name="Quill", starters=("One?", "Two?"), version=1)
    after = replace(
        before,
        version=2,
        name="Captain Quill",
        starters=("Two?", "Three?"),
        avatar=Avatar(color="#B4552D"),
        sampling=SamplingChoice(temperature=0.7),
        retrieval=RetrievalChoice(thorough=True),
        checks=(Check("How many?", must_hold=("thirty",)),),
    )
    found = {change.field: (change.before, change.after) for change in differences(before, after)}

    assert found == {
        "name": ("Quill", "Captain Quill"),
        "starters": ("One?\nTwo?", "Two?\nThree?"),
        "avatar.color": ("#0B6E69", "#B4552D"),
        "sampling.temperature": ("", "0.7"),
        "retrieval.thorough": ("no", "yes"),
        "checks": ("", "question: How many?; must hold: thirty"),
    }
    assert differences(before, before) == ()
