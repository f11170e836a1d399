"""Follow-up questions about the sample assistant: how often the passage that answers is found.

Each line of the data is a question after another one: a "follow" cannot be understood without it
("And for enterprise?"), an "alone" can, and must not get worse.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from assistant_studio.answering.budget import ORDINARY_CHARS, SMALL_MODEL_CHARS
from assistant_studio.answering.follow_ups import context_of
from assistant_studio.conversations.message import Message, MessageState, Role
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

REPOSITORY = Path(__file__).resolve().parents[2]
_DOCUMENTS = REPOSITORY / "resources" / "starters" / "acme-handbook" / "documents"
_DATA = REPOSITORY / "tests" / "data" / "starters" / "acme-handbook-follow-ups.jsonl"
_BUDGETS = (SMALL_MODEL_CHARS, ORDINARY_CHARS)

Context = Callable[[dict[str, Any]], str]


def run() -> dict[str, Any]:
    """The share of questions whose passage is found, without and with the context."""
    lines = [json.loads(line) for line in _DATA.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        service = KnowledgeService(Home(Path(folder) / "home").create())
        try:
            service.add("A", sorted(_DOCUMENTS.iterdir()))
            service.wait_until_indexed("A")
            return {
                "questions": {kind: len(_of(lines, kind)) for kind in ("follow", "alone")},
                "without_context": _shares(service, lines, lambda _line: ""),
                "with_context": _shares(service, lines, _context),
            }
        finally:
            service.close()


def said(line: dict[str, Any]) -> list[Message]:
    """The messages before a line's question."""
    messages: list[Message] = []
    for turn in line["earlier"]:
        for role, key in ((Role.USER, "question"), (Role.ASSISTANT, "answer")):
            number = str(len(messages))
            messages.append(
                Message(number, "C", None, role, turn[key], MessageState.COMPLETE, {}, "")
            )
    return messages


def _context(line: dict[str, Any]) -> str:
    return context_of(line["question"], said(line))


def _shares(
    service: KnowledgeService, lines: list[dict[str, Any]], context: Context
) -> dict[str, float]:
    return {
        f"{kind}, {budget} characters": round(
            statistics.fmean(_found(service, line, budget, context) for line in _of(lines, kind)), 3
        )
        for kind in ("follow", "alone")
        for budget in _BUDGETS
    }


def _of(lines: Iterable[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [line for line in lines if line["kind"] == kind]


def _found(service: KnowledgeService, line: dict[str, Any], budget: int, context: Context) -> bool:
    result = service.search("A", line["question"], budget_chars=budget, context=context(line))
    wanted = " ".join(line["passage"].split())
    return any(
        passage.document == line["document"] and wanted in " ".join(passage.text.split())
        for passage in result.passages
    )


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))  # noqa: T201
