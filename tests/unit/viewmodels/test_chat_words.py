"""What the chat page says, and which part of a passage it shows."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from assistant_studio.answering.events import CitedSentence, LeftOut, Source, Timings
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.message import MessageState
from assistant_studio.knowledge.document import Passage
from assistant_studio.viewmodels import chat_words
from assistant_studio.viewmodels.answer_details import AnswerDetails, details_from
from assistant_studio.viewmodels.excerpts import EXCERPT_CHARS, excerpt

PASSAGE = Passage(
    1, "a.pdf", "id", 12, "Page 12", "", 0, 9, "Some text", 1.0, ("meaning", "words"), 0.5
)
TIMINGS = Timings(
    retrieval_s=0.1,
    prompt_s=0.1,
    first_token_s=0.24,
    total_s=3.0,
    prompt_tokens=1350,
    reused_tokens=0,
    output_tokens=70,
    tokens_per_s=58.4,
)
DETAILS = AnswerDetails(
    sources=(Source(1, PASSAGE), Source(2, PASSAGE)),
    sentences=(
        CitedSentence(0, 5, "True.", (2,), True),
        CitedSentence(6, 12, "Wrong.", (), False),
        CitedSentence(13, 18, "Well?", (), True),
    ),
    timings=TIMINGS,
    finish="stop",
    left_out=LeftOut(messages=2, passages=1),
)


def test_details_come_back_from_the_database_as_they_were():
    data = {
        "sources": [asdict(source) for source in DETAILS.sources],
        "sentences": [asdict(sentence) for sentence in DETAILS.sentences],
        "timings": {**asdict(TIMINGS), "of_a_newer_version": 1},
        "finish": "stop",
        "left_out": asdict(DETAILS.left_out),
    }
    assert details_from(data) == DETAILS
    assert details_from({}) == AnswerDetails()


def test_what_is_cited_and_what_is_not():
    assert DETAILS.cited == (2,)
    assert DETAILS.unsupported == ("Wrong.",)
    assert DETAILS.supported_by(2) == ["True."]


def test_an_answer_says_how_long_it_took():
    expected = "0.2 s to first word · 58 tokens/s · 1 source"
    assert chat_words.timings_text(DETAILS) == expected
    assert chat_words.timings_text(AnswerDetails()) == ""


def test_what_did_not_fit_is_said():
    assert chat_words.left_out_text(LeftOut()) == ""
    assert chat_words.left_out_text(DETAILS.left_out) == (
        "2 earlier messages and 1 passage did not fit into the context."
    )
    assert chat_words.context_text(1420, 4096) == "Context 1,420 / 4,096"
    assert chat_words.context_text(0, 0) == ""


@pytest.mark.parametrize(
    ("state", "finish", "said"),
    [
        (MessageState.COMPLETE, "stop", ""),
        (MessageState.COMPLETE, "length", chat_words.TOO_LONG),
        (MessageState.STOPPED, "cancelled", chat_words.STOPPED),
        (MessageState.STREAMING, "", chat_words.CUT_OFF),
    ],
)
def test_how_an_answer_ended_is_said_where_it_needs_saying(
    state: MessageState, finish: str, said: str
):
    assert chat_words.ending_text(state, finish) == said


def test_sentences_without_a_source_are_named():
    assert chat_words.unsupported_title(0) == ""
    assert chat_words.unsupported_title(1) == "1 sentence has no source"
    assert chat_words.unsupported_text(("Pigs fly.",)) == "“Pigs fly” is not in your files."
    many = tuple(f"Claim {n}." for n in range(5))
    assert chat_words.unsupported_text(many).endswith(", and 2 more are not in your files.")


def test_an_excerpt_shows_the_words_that_support_a_sentence():
    passage = (
        "Chapter four\nNothing of note stands here at all, and it goes on for a while. " * 5
        + "The refund window for annual plans is\nthirty days from the date of purchase. "
        + "More that does not matter. " * 10
    )
    shown = excerpt(passage, ["Annual plans can be refunded within thirty days of purchase."])
    marked = [shown.text[start:end] for start, end in shown.marks]
    assert marked == ["annual plans", "thirty days"]
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert len(shown.text) < 2 * EXCERPT_CHARS


def test_an_excerpt_without_a_sentence_is_the_beginning():
    shown = excerpt("# Refunds\nAsk <b>us</b> " + "word " * 200, [])
    assert shown.marks == ()
    assert shown.text.startswith("Refunds · Ask <b>us</b> word")
    assert "<b>" not in shown.rich_text(TextColors())


def test_an_empty_passage_has_an_empty_excerpt():
    assert excerpt("", ["Something."]).text == ""
