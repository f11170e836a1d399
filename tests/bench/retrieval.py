"""How much of the text that answers a question a search finds, on questions with known answers.

Span recall at a budget: the share of the answering characters that the passages cover, while
their lengths sum to at most the budget. Settings are chosen on the first text alone
(`assistant_studio/knowledge/fusion.py` says which were tried); the second is only looked at.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

TARGETS = {"4000 characters": 0.96, "2000 characters": 0.90}
BUDGETS = (4000, 2000)
_BOTH = "both texts in one assistant"

Span = tuple[int, int]


def run(folder: Path) -> dict[str, Any]:
    """Index the texts of `folder` and ask its questions.

    Args:
        folder: Holds `questions.jsonl` and a Markdown file for each corpus named there.
    """
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    corpora = list(dict.fromkeys(question["corpus"] for question in questions))
    with tempfile.TemporaryDirectory() as scratch:
        service = KnowledgeService(Home(Path(scratch) / "home").create())
        try:
            seconds = _index(service, folder, corpora)
            return {
                "target_recall": TARGETS,
                "recall": _recalls(service, questions, corpora),
                "fit": _fits(service, questions, corpora),
                **seconds,
            }
        finally:
            service.close()


def _index(service: KnowledgeService, folder: Path, corpora: Sequence[str]) -> dict[str, float]:
    started_s = time.monotonic()
    for corpus in corpora:
        service.add(corpus, [folder / f"{corpus}.md"])
        service.wait_until_indexed(corpus)
    seconds = time.monotonic() - started_s
    chunks = sum(d.passages for corpus in corpora for d in service.documents(corpus))
    # The same contents once more: nothing is read or embedded again.
    service.add(_BOTH, [folder / f"{corpus}.md" for corpus in corpora])
    service.wait_until_indexed(_BOTH)
    return {"chunks": chunks, "chunks_per_s": round(chunks / seconds, 1)}


def _recalls(
    service: KnowledgeService, questions: Sequence[dict[str, Any]], corpora: Sequence[str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for budget in BUDGETS:
        alone, both = {}, {}
        for corpus in corpora:
            asked = [question for question in questions if question["corpus"] == corpus]
            alone[corpus] = [_recall(service, corpus, question, budget) for question in asked]
            both[corpus] = [_recall(service, _BOTH, question, budget) for question in asked]
        found[f"{budget} characters"] = {
            "each text by itself": _means(alone),
            _BOTH: _means(both),
        }
    return found


def _means(by_corpus: dict[str, list[float]]) -> dict[str, float]:
    every = [value for values in by_corpus.values() for value in values]
    means = {corpus: statistics.fmean(values) for corpus, values in by_corpus.items()}
    return {
        name: round(mean, 4) for name, mean in {**means, "all": statistics.fmean(every)}.items()
    }


def _recall(
    service: KnowledgeService, assistant_id: str, question: dict[str, Any], budget: int
) -> float:
    passages = service.search(assistant_id, question["question"], budget_chars=budget).passages
    assert sum(len(passage.text) for passage in passages) <= budget
    corpus = question["corpus"]
    wanted = _union((r["start_index"], r["end_index"]) for r in question["references"])
    found = _union((p.start, p.end) for p in passages if p.document == f"{corpus}.md")
    covered = sum(max(0, min(e, b) - max(s, a)) for s, e in wanted for a, b in found)
    return covered / sum(end - start for start, end in wanted)


def _fits(
    service: KnowledgeService, questions: Sequence[dict[str, Any]], corpora: Sequence[str]
) -> dict[str, Any]:
    """Whether `fit` tells questions about a text from questions about another one."""
    told: dict[str, Any] = {}
    for corpus in corpora:
        own: list[float] = []
        foreign: list[float] = []
        for question in questions:
            passages = service.search(corpus, question["question"]).passages
            best = max((passage.fit for passage in passages), default=0.0)
            (own if question["corpus"] == corpus else foreign).append(best)
        pairs = [(a > b) + 0.5 * (a == b) for a in own for b in foreign]
        told[corpus] = {
            "told_apart": round(statistics.fmean(pairs), 4),
            "own_questions_at_least_0.4": round(_share(own, 0.4), 4),
            "foreign_questions_at_least_0.4": round(_share(foreign, 0.4), 4),
        }
    return told


def _share(values: Sequence[float], at_least: float) -> float:
    return sum(value >= at_least for value in values) / len(values)


def _union(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True, metavar="DIR")
    print(json.dumps(run(parser.parse_args().eval), indent=1))  # noqa: T201
