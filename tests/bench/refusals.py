""" "Not in your files": how often it is said where it is true, and where it is not.

"Sample" questions are about the sample assistant's files. "Practice" and "shelves" questions are
about small collections of other kinds and styles (rules, a lease, manuals, minutes, a travel plan,
recipes, price lists, German ones) and asked in other words than theirs. "Company" and "near"
questions speak of the same things and their answer is not there; "elsewhere" questions are about
something else; "answered" ones are answered. The rules were made on the sample and on practice;
the shelves are held back: look at their shares, not at their questions.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant_studio.answering.budget import ORDINARY_CHARS, SMALL_MODEL_CHARS
from assistant_studio.answering.fitting import answerable
from assistant_studio.answering.focus import nearest_first
from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = REPOSITORY / "resources" / "starters" / "acme-handbook" / "documents"
DATA = REPOSITORY / "tests" / "data"
SHELVES, PRACTICE = "shelves", "practice"
SAMPLE = "sample"
# What an assistant with the files of each collection would be called.
NAMES = {
    SAMPLE: "Acme Handbook",
    "garden": "Millbrook allotments",
    "travel": "Georgia",
    "clinic": "My stomach",
    "rad": "Leihrad",
    "flat": "Home papers",
    "kitchen": "Aunt Philippa's kitchen",
    "workshop": "Makers' Shed",
    "choir": "Kammerchor Lindenau",
}
ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, whose files it is asked of, and whether they answer it.

    Attributes:
        group: "sample", "practice" or "shelves".
        shelf: The collection: a key of `NAMES`.
        question: The words.
        kind: "answered", or why it is not.
    """

    group: str
    shelf: str
    question: str
    kind: str

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return DOCUMENTS if self.group == SAMPLE else DATA / "trust" / self.group / self.shelf


def questions() -> list[Asked]:
    """All questions, those of the sample first."""
    found = []
    for line in _lines(DATA / "trust" / "refusals.jsonl"):
        found.append(Asked(SAMPLE, SAMPLE, line["question"], line["kind"]))
    for line in _lines(DATA / "starters" / "acme-handbook-questions.jsonl"):
        kind = ANSWERED if line["answerable"] else "company"
        found.append(Asked(SAMPLE, SAMPLE, line["question"], kind))
    for group in (PRACTICE, SHELVES):
        for line in _lines(DATA / "trust" / group / "questions.jsonl"):
            found.append(Asked(group, line["shelf"], line["question"], line["kind"]))
    return found


@contextmanager
def knowledge() -> Iterator[KnowledgeService]:
    """The files of every collection, indexed, each as an assistant's."""
    with tempfile.TemporaryDirectory() as folder:
        service = KnowledgeService(Home(Path(folder) / "home").create())
        try:
            for shelf, source in {each.shelf: each.folder for each in questions()}.items():
                service.add(shelf, sorted(source.iterdir()))
                service.wait_until_indexed(shelf)
            yield service
        finally:
            service.close()


def run() -> dict[str, Any]:
    """The share refused of each kind, before a model is asked."""
    asked = questions()
    with knowledge() as service:
        found = [
            service.search(
                each.shelf, each.question, budget_chars=ORDINARY_CHARS, closely=True
            ).passages
            for each in asked
        ]
    small = [
        nearest_first(passages, each.question, SMALL_MODEL_CHARS)
        for each, passages in zip(asked, found, strict=True)
    ]
    return {
        "for a small model": shares(_judged(asked, small, strictly=True)),
        "for one that can tell itself": shares(_judged(asked, found, strictly=False)),
    }


def _judged(
    asked: Sequence[Asked], found: Sequence[Sequence[Passage]], *, strictly: bool
) -> list[tuple[Asked, bool]]:
    """Each question with whether it is refused."""
    return [
        (each, not answerable(each.question, passages, "", NAMES[each.shelf], strictly=strictly))
        for each, passages in zip(asked, found, strict=True)
    ]


def shares(judgements: list[tuple[Asked, bool]]) -> dict[str, dict[str, str]]:
    """The share refused, by group and kind."""
    groups: dict[str, dict[str, list[bool]]] = {}
    for asked, refused in judgements:
        kinds = groups.setdefault(asked.group, {})
        kinds.setdefault(asked.kind, []).append(refused)
        if asked.kind != ANSWERED:
            kinds.setdefault("not answered, together", []).append(refused)
    return {
        group: {kind: _share(refused) for kind, refused in kinds.items()}
        for group, kinds in groups.items()
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _share(refused: list[bool]) -> str:
    return f"{sum(refused)} of {len(refused)} refused ({sum(refused) / len(refused):.0%})"


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))  # noqa: T201
