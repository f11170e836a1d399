"""Checks and findings in sentences for people."""

from __future__ import annotations

from collections.abc import Callable

from assistant_studio.assistants.check import Check, alternatives
from assistant_studio.checks.judging import Expectation, Finding
from assistant_studio.checks.result import Given

_PART_WORDS = {
    "name": "name",
    "instructions": "instructions",
    "model": "model",
    "adapters": "adapters",
    "knowledge": "knowledge",
    "sampling": "sampling",
    "retrieval": "use of the knowledge",
}
# The first few say enough.
_SOME = 5


def finding_sentence(finding: Finding, given: Given) -> str:
    """Whether one expectation was met, and if not, what stands there instead."""
    sentence = _MET[finding.kind] if finding.met else _MISSED[finding.kind]
    return sentence(finding, given)


def expectation_sentences(check: Check) -> list[str]:
    """What a good answer to a check is, one line for each expectation."""
    lines = [f"Holds {_either(words)}" for words in check.must_hold]
    lines += [f"Does not hold {_either(words)}" for words in check.must_not_hold]
    lines += [f"Holds the number {number}" for number in check.numbers]
    if check.document:
        lines.append(f"Cites {_place(check.document, check.page)}")
    if check.says_unknown:
        lines.append("Says that it does not know")
    return lines


def changed_words(parts: tuple[str, ...]) -> str:
    """The parts of an assistant that changed: "instructions, model"."""
    return ", ".join(_PART_WORDS.get(part, part.replace("_", " ")) for part in parts)


def duration(seconds: float) -> str:
    """A time left as a person says it, rounded so that it does not jump about."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"


def _either(words: str) -> str:
    return " or ".join(f"“{part}”" for part in alternatives(words))


def _place(document: str, page: int | None) -> str:
    return document if page is None else f"{document}, page {page}"


def _some(found: tuple[str, ...]) -> str:
    shown = ", ".join(found[:_SOME])
    return f"{shown} …" if len(found) > _SOME else shown


def _no_number(finding: Finding, _given: Given) -> str:
    if not finding.found:
        return f"The number {finding.expected} is not in the answer; it holds no number at all."
    return f"The number {finding.expected} is not in the answer; it holds {_some(finding.found)}."


def _not_cited(finding: Finding, _given: Given) -> str:
    wanted = _place(finding.expected, finding.page)
    if not finding.found:
        return f"It does not cite {wanted}; it cites nothing."
    return f"It does not cite {wanted}; it cites {_some(finding.found)}."


def _no_answer(_finding: Finding, given: Given) -> str:
    error = given.error
    return f"There is no answer: {error['message']}" if error else "There is no answer."


_MET: dict[Expectation, Callable[[Finding, Given], str]] = {
    Expectation.ANSWERED: lambda _f, _g: "It answers.",
    Expectation.HOLDS: lambda f, _g: f"It holds {_either(f.expected)}.",
    Expectation.HOLDS_NOT: lambda f, _g: f"It does not hold {_either(f.expected)}.",
    Expectation.NUMBER: lambda f, _g: f"It holds the number {f.expected}.",
    Expectation.CITES: lambda f, _g: f"It cites {_place(f.expected, f.page)}.",
    Expectation.UNKNOWN: lambda _f, _g: "It says that it does not know.",
}
_MISSED: dict[Expectation, Callable[[Finding, Given], str]] = {
    Expectation.ANSWERED: _no_answer,
    Expectation.HOLDS: lambda f, _g: f"{_either(f.expected)} is not in the answer.",
    Expectation.HOLDS_NOT: lambda f, _g: f"{_either(f.expected)} should not be in the answer.",
    Expectation.NUMBER: _no_number,
    Expectation.CITES: _not_cited,
    Expectation.UNKNOWN: lambda _f, _g: "It should say that it does not know, and it answers.",
}
