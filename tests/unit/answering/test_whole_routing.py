"""Which of some hundred questions in English and German are read from whole documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.answering.records import documents_of
from assistant_studio.answering.way_words import time_left
from assistant_studio.answering.whole.choosing import Candidate, chosen, named_in
from assistant_studio.answering.whole.intent import only_names, whole_question
from assistant_studio.answering.whole.words import language_of, section_task

DATA = Path(__file__).resolve().parents[2] / "data" / "whole" / "questions.jsonl"
LINES: list[dict[str, Any]] = [
    json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()
]
ORDINARY = [line for line in LINES if line["task"] is None]
WISHES = {
    "summarise": "summary",
    "about": "summary",
    "list": "list",
    "compare": "comparison",
}


def routed(line: dict[str, Any]) -> tuple[str, list[str]] | None:
    candidates = [Candidate(name, name) for name in line["documents"]]
    named = named_in(line["question"], candidates)
    wanted = whole_question(line["question"], named.words)
    picked = chosen(wanted, named, candidates, True) if wanted is not None else None
    if wanted is None or picked is None:
        return None
    return str(wanted.wish), [each.name for each in picked]


def test_half_of_the_set_are_ordinary_questions_in_both_languages() -> None:
    assert len(LINES) >= 100
    assert len(ORDINARY) >= 0.45 * len(LINES)
    assert {line["language"] for line in ORDINARY} == {"en", "de"}


@pytest.mark.parametrize("line", ORDINARY, ids=lambda line: str(line["question"]))
def test_an_ordinary_question_is_searched(line: dict[str, Any]) -> None:
    assert routed(line) is None


def test_nearly_all_questions_about_whole_documents_are_known_with_their_documents() -> None:
    wanted = [line for line in LINES if line["task"] is not None]
    missed = [
        line["question"] for line in wanted if routed(line) != (WISHES[line["task"]], line["meant"])
    ]
    assert len(missed) <= 0.05 * len(wanted), missed


@pytest.mark.parametrize("text", ["the handbook", "The handbook, please", "both documents"])
def test_a_name_alone_says_which_document(text: str) -> None:
    candidates = [Candidate("1", "handbook.md"), Candidate("2", "lease.pdf")]
    assert only_names(text, named_in(text, candidates).words)


@pytest.mark.parametrize("text", ["How long is the lease?", "pets", "the lease of my sister"])
def test_what_says_more_is_a_question_of_its_own(text: str) -> None:
    candidates = [Candidate("1", "handbook.md"), Candidate("2", "lease.pdf")]
    assert not only_names(text, named_in(text, candidates).words)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Fasse das Dokument zusammen", "de"),
        ("Worum geht es in lease.pdf?", "de"),
        ("Summarise the document", "en"),
        ("List all dates in the lease", "en"),
        ("???", "en"),
    ],
)
def test_the_model_is_told_in_the_language_of_the_question(question: str, language: str) -> None:
    wanted = whole_question(question, named_in(question, [Candidate("1", "lease.pdf")]).words)
    assert language_of(question) == language
    if wanted is not None:
        task = section_task(wanted.wish, question, "lease.pdf", 1, 2)
        assert task.startswith("Das ist Teil 1" if language == "de" else "This is part 1")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, "less than a minute left"),
        (118, "about 2 minutes left"),
        (5400, "about 90 minutes left"),
        (10300, "about 3 hours left"),
    ],
)
def test_time_is_said_as_roughly_as_it_is_known(seconds: float, said: str) -> None:
    assert time_left(seconds) == said


def test_an_answer_came_from_what_it_cites_else_from_what_it_was_offered() -> None:
    passage = {"rank": 1, "document": "", "page": None, "place": "", "heading": "", "start": 0,
               "end": 0, "text": "", "score": 1.0, "found_by": []}  # fmt: skip
    sources = [{"n": n, "passage": {**passage, "document_id": f"D{n}"}} for n in (1, 2)]
    sentence = {"start": 0, "end": 1, "text": "A", "sources": [2], "supported": True}
    assert documents_of({"sources": sources, "sentences": [sentence]}) == {"D2"}
    assert documents_of({"sources": sources}) == {"D1", "D2"}
