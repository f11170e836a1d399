"""The labelled sentences and questions are many, of all kinds, and none stands in both halves."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "data" / "trust"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_sentences_are_labelled_in_two_halves_of_different_topics() -> None:
    topics = json.loads((DATA / "support.json").read_text(encoding="utf-8"))
    kinds = Counter(sentence["kind"] for topic in topics for sentence in topic["sentences"])
    halves = Counter(topic["half"] for topic in topics for _sentence in topic["sentences"])

    assert sum(kinds.values()) >= 120
    assert min(halves["development"], halves["held_back"]) >= 60
    assert set(kinds) == {
        *("verbatim", "paraphrased", "merged", "date-form"),
        *("absent", "number", "swapped", "date", "name", "unit", "negation"),
    }


def test_questions_about_the_sample_are_enough_of_each_kind() -> None:
    asked = _lines(DATA / "refusals.jsonl")

    assert len({each["question"] for each in asked}) == len(asked)
    assert sum(not each["answerable"] for each in asked) >= 50
    assert sum(each["answerable"] for each in asked) >= 50


@pytest.mark.parametrize("group", ["practice", "shelves"])
def test_other_questions_are_enough_of_each_kind_and_about_files_of_their_own(group: str) -> None:
    asked = _lines(DATA / group / "questions.jsonl")
    kinds = Counter(each["kind"] for each in asked)
    shelves = {path.name for path in (DATA / group).iterdir() if path.is_dir()}

    assert len({(each["shelf"], each["question"]) for each in asked}) == len(asked)
    assert kinds["answered"] >= 60
    assert kinds["near"] + kinds["elsewhere"] >= 60
    assert {each["shelf"] for each in asked} == shelves
