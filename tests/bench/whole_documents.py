"""Questions about whole documents: which are known as such, and what reading all of them finds.

Routing goes over labelled questions in English and German, about half of them ordinary ones. The
documents are made here, with dates spread over their sections; found is a date that stands in the
answer. "Search" is what the same question gets from the passages that an ordinary turn offers.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant_studio.answering.events import AnswerSaved
from assistant_studio.answering.ways import WantedWay
from assistant_studio.answering.whole.choosing import Candidate, chosen, named_in
from assistant_studio.answering.whole.intent import whole_question
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.knowledge.document import Passage
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

DATA = Path(__file__).resolve().parents[1] / "data" / "whole" / "questions.jsonl"
SECTIONS = 30
DATES = 40
DOCUMENTS = 3
_WISHES = {"summarise": "summary", "about": "summary", "list": "list", "compare": "comparison"}
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_FILLER = (
    "The committee looked at the state of the roof and the heating and heard what the members had"
    " to say before it went on to the next matter.",
    "Nobody objected, and the chair thanked all those who had helped with the preparation.",
    "It was noted that the garden needs more care than it got in the years before.",
    "The treasurer reported on the accounts, which were found to be in order.",
)


@dataclass(frozen=True)
class Made:
    """A document with known dates in it."""

    text: str
    dates: tuple[str, ...]


def run() -> dict[str, Any]:
    """Routing, and the share of dates found by each way, with the time each took."""
    return {"routing": routing(), **reading()}


def routing() -> dict[str, Any]:
    """Precision and recall: a question is right when its task and its documents are."""
    lines = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    return {half: _routing_of([x for x in lines if x["half"] == half]) for half in _halves(lines)}


def reading() -> dict[str, Any]:
    """What is found in made documents, by reading all of them and by searching."""
    with tempfile.TemporaryDirectory() as folder, Studio(Home(Path(folder) / "home")) as studio:
        assistant = studio.assistants.create(Assistant(name="Minutes", instructions="Be brief."))
        documents = {f"minutes-{n}.md": made_document(n) for n in range(1, DOCUMENTS + 1)}
        for name, made in documents.items():
            (Path(folder) / name).write_text(made.text, encoding="utf-8")
        studio.knowledge.add(assistant.id, [Path(folder) / name for name in documents])
        studio.knowledge.wait_until_indexed(assistant.id)
        whole = [_asked(studio, assistant, n, made, None) for n, made in documents.items()]
        search = [
            _asked(studio, assistant, n, made, WantedWay.SEARCH) for n, made in documents.items()
        ]
        return {
            "documents": {"count": DOCUMENTS, "sections": SECTIONS, "dates": DATES},
            "dates found by the whole document": _figures(whole),
            "dates found by a search": _figures(search),
            "summary by parts": _summary(studio, assistant, next(iter(documents))),
        }


def made_document(seed: int) -> Made:
    """Minutes of thirty meetings; the same for the same seed."""
    dice = random.Random(seed)
    year = [f"{day} {month} 2027" for month in _MONTHS for day in range(1, 29)]
    days = dice.sample(year, DATES)
    sections = [[dice.choice(_FILLER) for _ in range(6)] for _ in range(SECTIONS)]
    # Each section has one at least; the others fall where they fall.
    for number, day in enumerate(days):
        section = sections[number] if number < SECTIONS else dice.choice(sections)
        section.insert(dice.randrange(len(section)), f"The work on item {number} ends on {day}.")
    text = "\n\n".join(f"## Meeting {n}\n\n{' '.join(s)}" for n, s in enumerate(sections, 1))
    return Made(f"# Minutes {seed}\n\n{text}\n", tuple(days))


def _halves(lines: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(line["half"] for line in lines))


def _routing_of(lines: list[dict[str, Any]]) -> dict[str, Any]:
    taken = [(line, _routed(line)) for line in lines]
    right = sum(r == (_WISHES[x["task"]], x["meant"]) for x, r in taken if x["task"] is not None)
    wanted = sum(line["task"] is not None for line in lines)
    routed = sum(route is not None for _line, route in taken)
    ordinary = [route for line, route in taken if line["task"] is None]
    return {
        "questions": len(lines),
        "ordinary": len(ordinary),
        "ordinary taken for whole": sum(route is not None for route in ordinary),
        "precision": round(right / routed, 3) if routed else None,
        "recall": round(right / wanted, 3) if wanted else None,
    }


def _routed(line: dict[str, Any]) -> tuple[str, list[str]] | None:
    candidates = [Candidate(name, name) for name in line["documents"]]
    named = named_in(line["question"], candidates)
    wanted = whole_question(line["question"], named.words)
    picked = chosen(wanted, named, candidates, True) if wanted is not None else None
    if wanted is None or picked is None:
        return None
    return str(wanted.wish), [each.name for each in picked]


def _asked(
    studio: Studio, assistant: Assistant, name: str, made: Made, way: WantedWay | None
) -> dict[str, float]:
    """The dates that an answer holds, those that its sources hold, and how long it took."""
    conversation = studio.conversations.create(assistant.id)
    began_s = time.monotonic()
    question = f"List all dates in {name}"
    *_, saved = studio.answering.ask(conversation.id, question, way=way, temperature=0.0)
    assert isinstance(saved, AnswerSaved)
    offered = " ".join(_flat(source.passage) for source in saved.sources)
    return {
        "in the answer": sum(day in saved.text for day in made.dates) / DATES,
        "in its sources": sum(day in offered for day in made.dates) / DATES,
        "sentences with a source": _supported(saved),
        "seconds": time.monotonic() - began_s,
    }


def _summary(studio: Studio, assistant: Assistant, name: str) -> dict[str, Any]:
    """A summary that has to be put together from parts, and the same once more."""
    conversation = studio.conversations.create(assistant.id)
    began_s = time.monotonic()
    *_, saved = studio.answering.ask(conversation.id, f"Summarise {name}", temperature=0.0)
    first_s = time.monotonic() - began_s
    assert isinstance(saved, AnswerSaved)
    began_s = time.monotonic()
    *_, again = studio.answering.retry(conversation.id, temperature=0.0)
    assert isinstance(again, AnswerSaved)
    return {
        "parts": saved.way.sections,
        "seconds": round(first_s, 1),
        "seconds once more, from the notes": round(time.monotonic() - began_s, 1),
        "notes reused": again.way.reused,
        "sentences": len(saved.sentences),
        "sentences with a source": round(_supported(saved), 3),
    }


def _supported(saved: AnswerSaved) -> float:
    marks = [sentence.supported for sentence in saved.sentences]
    return statistics.fmean(marks) if marks else 0.0


def _flat(passage: Passage) -> str:
    return " ".join(passage.text.split())


def _figures(asked: list[dict[str, float]]) -> dict[str, float]:
    return {key: round(statistics.fmean(each[key] for each in asked), 3) for key in asked[0]}


if __name__ == "__main__":
    print(json.dumps(run(), indent=1, ensure_ascii=False))  # noqa: T201
