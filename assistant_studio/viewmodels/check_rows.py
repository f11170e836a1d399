"""Checks as the window lists them, and how they did in each state of the assistant."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.assistants.check import Check
from assistant_studio.checks.comparing import Cell, Column, Comparison
from assistant_studio.checks.judging import judge, passed
from assistant_studio.checks.result import CheckResult
from assistant_studio.checks.words import (
    changed_words,
    expectation_sentences,
    finding_sentence,
)
from assistant_studio.knowledge.place_words import said_place
from assistant_studio.language import N_, _
from assistant_studio.viewmodels.moments import moment_text
from assistant_studio.viewmodels.rows_model import RowsModel

# More columns than that are no small table any more.
MAX_COLUMNS = 6
_STATES = {
    "passed": N_("Passes"),
    "failed": N_("Fails"),
    "broke": N_("Fails since this change"),
    "unknown": N_("Not run"),
    "running": N_("Running…"),
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check in the list.

    Attributes:
        key: Its id.
        question: What is asked.
        expected: What a good answer is, in one line.
        check_state: "passed", "failed", "unknown" or "running".
        state_text: The state in words.
        reasons: What the last answer lacks; empty if it passed.
        answer: The last answer; empty if there is none.
    """

    key: str
    question: str
    expected: str
    check_state: str
    state_text: str
    reasons: tuple[str, ...]
    answer: str


class ChecksModel(RowsModel):
    """The checks of one assistant."""

    row_type = CheckRow


def check_row(check: Check, result: CheckResult | None, *, running: bool) -> CheckRow:
    """A check with its latest result."""
    if running:
        state = "running"
    elif result is None:
        state = "unknown"
    else:
        state = "passed" if passed(check, result.given) else "failed"
    return CheckRow(
        key=check.id,
        question=check.question,
        expected=" · ".join(expectation_sentences(check)),
        check_state=state,
        state_text=_(_STATES[state]),
        reasons=_reasons(check, result) if state == "failed" and result else (),
        answer=result.given.text if result is not None else "",
    )


def table_columns(comparison: Comparison) -> list[dict[str, object]]:
    """The latest states of the assistant: `title`, `current`, `changed`, `when`."""
    return [_column(column) for column in comparison.columns[_first(comparison) :]]


def table_rows(comparison: Comparison) -> list[dict[str, object]]:
    """Each check with its `question` and its `cells`: `state`, `text`, and their `column`."""
    first = _first(comparison)
    return [
        {
            "question": row.check.question,
            "cells": [_cell(cell, n) for n, cell in enumerate(row.cells[first:], first)],
        }
        for row in comparison.rows
    ]


def _first(comparison: Comparison) -> int:
    return max(0, len(comparison.columns) - MAX_COLUMNS)


def answer_details(comparison: Comparison, row: int, column: int) -> dict[str, object]:
    """One cell at length: the answer, what it cites, and each thing that was expected of it."""
    check, cell = comparison.rows[row].check, comparison.rows[row].cells[column]
    if cell is None:
        return {}
    given = cell.result.given
    title = _column(comparison.columns[column])["title"]
    return {
        "question": check.question,
        "title": _("{state} in {version}", state=_(_STATES[_state(cell)]), version=title),
        "passed": cell.passed,
        "answer": given.text,
        "citations": [f"{c.document}, {said_place(c.place)}" for c in given.citations],
        "findings": [
            {"met": finding.met, "text": finding_sentence(finding, given)}
            for finding in judge(check, given)
        ],
    }


def _reasons(check: Check, result: CheckResult) -> tuple[str, ...]:
    findings = judge(check, result.given)
    return tuple(finding_sentence(f, result.given) for f in findings if not f.met)


def _column(column: Column) -> dict[str, object]:
    if column.versions:
        title = ", ".join(_("v{version}", version=version) for version in column.versions)
    else:
        title = _("draft")
    return {
        "title": title,
        "current": column.current,
        "changed": changed_words(column.changed),
        "when": moment_text(column.ran_at),
    }


def _cell(cell: Cell | None, column: int) -> dict[str, object]:
    state = _state(cell)
    return {"state": state, "text": _(_STATES[state]), "column": column}


def _state(cell: Cell | None) -> str:
    if cell is None:
        return "unknown"
    return "passed" if cell.passed else "broke" if cell.broke else "failed"
