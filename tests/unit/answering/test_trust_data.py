"""The labelled sentences and questions are many, of all kinds, and none stands in both halves."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data" / "trust"


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


def test_questions_are_enough_of_each_kind_in_each_half() -> None:
    lines = (DATA / "refusals.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    counts = Counter((each["half"], each["answerable"]) for each in asked)

    assert len({each["question"] for each in asked}) == len(asked)
    assert sum(not each["answerable"] for each in asked) >= 50
    assert sum(each["answerable"] for each in asked) >= 50
    assert all(count >= 30 for count in counts.values())
