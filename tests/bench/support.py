"""Sentence support: how well the mark "nothing in the files says this" tells right from wrong.

The sentences are labelled by kind. "Supported" kinds must not be marked; all others must. Half of
the topics were looked at while the rules were made, the other half is held back; those of
`support_unseen.json` were written when the rules were done.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from assistant_studio.answering.citing import cited_sentences
from assistant_studio.answering.events import Source
from assistant_studio.knowledge.document import Passage

TRUST = Path(__file__).resolve().parents[1] / "data" / "trust"
DATA = (TRUST / "support.json", TRUST / "support_unseen.json")
SUPPORTED = frozenset({"verbatim", "paraphrased", "merged", "date-form"})
# What an answer must not get wrong: a number (also one that belongs elsewhere), a date, a name.
FACTS = frozenset({"number", "swapped", "date", "name"})
HALVES = ("development", "held_back", "unseen")


def run() -> dict[str, Any]:
    """Precision and recall of the mark, and the share caught of each kind, by part."""
    judged = judged_sentences()
    return {half: figures([each for each in judged if each["half"] == half]) for half in HALVES}


def judged_sentences() -> list[dict[str, Any]]:
    """Every sentence with whether it was marked and how long that took."""
    judged = []
    for topic in (t for path in DATA for t in json.loads(path.read_text(encoding="utf-8"))):
        sources = [_source(n, text) for n, text in enumerate(topic["passages"], 1)]
        for sentence in topic["sentences"]:
            started_s = time.perf_counter()
            cited = cited_sentences(sentence["text"], sources)
            seconds = time.perf_counter() - started_s
            marked = not all(each.supported for each in cited)
            judged.append({**sentence, "half": topic["half"], "marked": marked, "s": seconds})
    return judged


def figures(judged: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of some judged sentences."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    for each in judged:
        kinds[each["kind"]].append(each["marked"])
    marked = [each for each in judged if each["marked"]]
    wrong = [each for each in judged if each["kind"] not in SUPPORTED]
    caught = [each for each in marked if each["kind"] not in SUPPORTED]
    facts = [each["marked"] for each in judged if each["kind"] in FACTS]
    return {
        "sentences": len(judged),
        "precision": round(len(caught) / len(marked), 3) if marked else None,
        "recall": round(len(caught) / len(wrong), 3),
        "wrong_facts_caught": round(statistics.fmean(facts), 3),
        "marked_by_kind": {kind: f"{sum(each)} of {len(each)}" for kind, each in kinds.items()},
        "median_ms": round(1000 * statistics.median(each["s"] for each in judged), 2),
    }


def _source(n: int, text: str) -> Source:
    passage = Passage(n, "text.md", "D", None, "Line 1", "", 0, len(text), text, 1.0, ("words",))
    return Source(n, passage)


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))  # noqa: T201
