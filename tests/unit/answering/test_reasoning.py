"""A model's thinking aloud is told from its answer, however the reply is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.answering.reasoning import Reasoning, ReasoningFilter


def parted(pieces: list[str], pieces_filter: ReasoningFilter | None = None) -> tuple[str, str]:
    """Thought and answer of a whole reply."""
    found = pieces_filter or ReasoningFilter()
    told = [piece for text in pieces for piece in found.feed(text)] + list(found.finish())
    thought = "".join(piece.text for piece in told if piece.thought)
    return thought, "".join(piece.text for piece in told if not piece.thought)


@pytest.mark.parametrize(
    ("reply", "thought", "answer"),
    [
        ("Plain answer.", "", "Plain answer."),
        ("<think>\nHm.\n</think>\n\nYes.", "Hm.", "Yes."),
        ("\n<think>Hm.</think>Yes.", "Hm.", "Yes."),
        ("<thinking>Hm </think> hm</thinking>\nYes.", "Hm </think> hm", "Yes."),
        ("<think></think>\n\nYes.", "", "Yes."),
        ("<think>It never ends", "It never ends", ""),
        ("<think>It nearly ends</thin", "It nearly ends</thin", ""),
        ("The tag <think> opens it.", "", "The tag <think> opens it."),
        ("<thin ice>", "", "<thin ice>"),
        ("<th", "", "<th"),
        ("  indented", "", "  indented"),
        ("<think>a</think>b <think>c</think>", "a", "b <think>c</think>"),
    ],
)
def test_thought_and_answer(reply: str, thought: str, answer: str) -> None:
    assert parted([reply]) == (thought, answer)
    by_letters = parted(list(reply))
    assert (by_letters[0].rstrip(), by_letters[1]) == (thought, answer)


@given(st.text("<think>/ab\n", max_size=60), st.data())
def test_how_a_reply_is_cut_changes_nothing(reply: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(reply)))))
    pieces = [reply[a:b] for a, b in zip([0, *cuts], [*cuts, len(reply)], strict=True)]
    whole, cut = parted([reply]), parted(pieces)
    assert (cut[0].split(), cut[1]) == (whole[0].split(), whole[1])


def test_a_reply_is_gone_on_with_where_it_stopped() -> None:
    open_thoughts = Reasoning("Hm", 1.0, closed=False)
    assert parted([" yes.</think>", "\n\nSo."], ReasoningFilter(open_thoughts)) == (" yes.", "So.")
    closed = Reasoning("Hm.", 1.0, closed=True)
    assert parted(["\nSo."], ReasoningFilter(closed)) == ("", "So.")
    going_on = ReasoningFilter(closed, answering=True)
    assert parted([" and <think> on."], going_on) == ("", " and <think> on.")
    assert open_thoughts.as_begun() == "<think>\nHm"
    assert closed.as_begun() == "<think>\nHm.\n</think>\n\n"
