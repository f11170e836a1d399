""" "Not in your files": how often it is said where it is true, and where it is not.

The questions are about the sample assistant's files. "company" questions speak of the same things
and their answer is not there; "elsewhere" questions are about something else; "answered" ones are
answered. Half of each was looked at while the rules were made, the other half is held back.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant_studio.answering.budget import ORDINARY_CHARS, SMALL_MODEL_CHARS
from assistant_studio.answering.fitting import answerable
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = REPOSITORY / "resources" / "starters" / "acme-handbook" / "documents"
DATA = REPOSITORY / "tests" / "data"
NAME = "Acme Handbook"
HALVES = ("development", "held_back")
KINDS = ("company", "elsewhere", "answered")


def questions() -> list[dict[str, Any]]:
    """All questions; those of the sample's own list were used before and are of development."""
    lines = (DATA / "trust" / "refusals.jsonl").read_text(encoding="utf-8").splitlines()
    own = (DATA / "starters" / "acme-handbook-questions.jsonl").read_text(encoding="utf-8")
    found = [json.loads(line) for line in lines]
    for line in map(json.loads, own.splitlines()):
        kind = "answered" if line["answerable"] else "company"
        found.append({**line, "kind": kind, "half": "development"})
    return found


@contextmanager
def sample_knowledge() -> Iterator[KnowledgeService]:
    """The sample assistant's files, indexed, as "A"."""
    with tempfile.TemporaryDirectory() as folder:
        service = KnowledgeService(Home(Path(folder) / "home").create())
        try:
            service.add("A", sorted(DOCUMENTS.iterdir()))
            service.wait_until_indexed("A")
            yield service
        finally:
            service.close()


def run() -> dict[str, Any]:
    """The share refused of each kind, by half, for both amounts of passages that are searched."""
    with sample_knowledge() as service:
        return {
            f"{budget} characters": _shares(service, budget)
            for budget in (SMALL_MODEL_CHARS, ORDINARY_CHARS)
        }


def _shares(service: KnowledgeService, budget_chars: int) -> dict[str, Any]:
    refused: dict[tuple[str, str], list[bool]] = {}
    for asked in questions():
        passages = service.search("A", asked["question"], budget_chars=budget_chars).passages
        said = not answerable(asked["question"], passages, known_names=NAME)
        refused.setdefault((asked["half"], asked["kind"]), []).append(said)
    return {
        half: {kind: _share(refused[half, kind]) for kind in KINDS}
        | {"not answered, together": _share(refused[half, "company"] + refused[half, "elsewhere"])}
        for half in HALVES
    }


def _share(refused: list[bool]) -> str:
    return f"{sum(refused)} of {len(refused)} refused ({sum(refused) / len(refused):.0%})"


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))  # noqa: T201
