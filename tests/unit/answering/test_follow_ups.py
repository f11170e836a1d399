"""What a follow-up question leaves unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant_studio.answering.fitting import needs_files
from assistant_studio.answering.follow_ups import context_of, leans_on_what_was_said
from assistant_studio.conversations.message import Message, MessageState, Role

DATA = Path(__file__).resolve().parents[2] / "data" / "starters"
FIRST = "How long do I have to ask for a refund on an annual plan?"


def _said(*texts: str) -> list[Message]:
    roles = (Role.USER, Role.ASSISTANT)
    return [
        Message(str(n), "C", None, roles[n % 2], text, MessageState.COMPLETE, {}, "")
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    "question",
    [
        "And for enterprise?",
        "What about schools?",
        "Can I carry them over?",
        "Why?",
        "Is Japan allowed?",
        "Und für Schulen?",
        "Et pour les écoles ?",
    ],
)
def test_a_question_that_leans_on_the_one_before_brings_it_along(question: str) -> None:
    assert context_of(question, _said(FIRST, "Thirty days.")) == FIRST


def test_a_question_that_stands_alone_is_searched_alone() -> None:
    alone = "How many characters must a new password have on a company laptop?"
    assert context_of(alone, _said(FIRST, "Thirty days.")) == ""


def test_a_chain_of_follow_ups_reaches_back_to_what_they_are_about() -> None:
    said = _said(FIRST, "Thirty days.", "And for enterprise?", "Sixty days.")
    assert context_of("And schools?", said) == f"{FIRST} And for enterprise?"


def test_thanks_in_between_say_nothing_of_the_subject() -> None:
    assert context_of("And schools?", _said(FIRST, "Thirty days.", "Thanks!", "Welcome.")) == FIRST


def test_the_first_question_has_nothing_to_lean_on() -> None:
    assert context_of("And for enterprise?", []) == ""


def test_a_bare_why_is_something_to_look_up_only_after_a_question() -> None:
    assert needs_files("Why?", FIRST)
    assert not needs_files("Why?")
    assert not needs_files("Thank you!", FIRST)
    # Asking for the word for thanks is not thanking.
    assert needs_files("How do I say thank you very much?")
    assert needs_files("How does one say hello?")
    assert not needs_files("Hello, how are you?")


def test_nearly_every_follow_up_of_the_bench_is_known_as_one() -> None:
    lines = (DATA / "acme-handbook-follow-ups.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    follow = [leans_on_what_was_said(a["question"]) for a in asked if a["kind"] == "follow"]
    assert len(follow) >= 30
    assert sum(follow) / len(follow) >= 0.95
