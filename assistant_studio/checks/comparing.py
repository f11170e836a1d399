"""Sets checks against the circumstances they ran under: what did a change break?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.check import Check
from assistant_studio.checks.circumstances import Circumstances
from assistant_studio.checks.judging import passed
from assistant_studio.checks.result import CheckResult


@dataclass(frozen=True, slots=True)
class Column:
    """One state of the assistant in which checks ran.

    Attributes:
        key: Of its circumstances.
        versions: The saved versions that answer like this, the earliest first; none for a draft.
        current: Whether the assistant is like this now.
        changed: What is different from the column before: "instructions", "model", "knowledge" …
        ran_at: When a check ran in it last, ISO 8601 in UTC.
    """

    key: str
    versions: tuple[int, ...]
    current: bool
    changed: tuple[str, ...]
    ran_at: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A check's result in one column; `broke` where it passed in the last column it ran in."""

    result: CheckResult
    passed: bool
    broke: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A check with its cells, one for each column; None where it did not run."""

    check: Check
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Checks by states of the assistant, the latest run last."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def compared(
    assistant: Assistant,
    results: Sequence[CheckResult],
    known: Mapping[str, Circumstances],
    now: Circumstances,
    saved_version: int,
) -> Comparison:
    """The table of an assistant's checks.

    All answers are judged by the checks as they are now, so that every column is measured with
    the same yardstick.

    Args:
        assistant: As it is now; its checks are the rows.
        results: All that is kept of it, the oldest first.
        known: The circumstances that results name.
        now: The assistant's present circumstances.
        saved_version: The version that the assistant is saved as; 0 for a draft.
    """
    questions = {check.id: check.question for check in assistant.checks}
    fitting = [r for r in results if questions.get(r.check_id) == r.question]
    columns = _columns(fitting, known, now, saved_version)
    by_place = {(r.check_id, r.circumstances): r for r in fitting}
    rows = tuple(
        Row(check, _cells(check, [by_place.get((check.id, c.key)) for c in columns]))
        for check in assistant.checks
    )
    return Comparison(tuple(columns), rows)


def _columns(
    results: Sequence[CheckResult],
    known: Mapping[str, Circumstances],
    now: Circumstances,
    saved_version: int,
) -> list[Column]:
    ran_at = {result.circumstances: result.ran_at for result in results}
    columns: list[Column] = []
    for key in sorted(ran_at, key=ran_at.__getitem__):
        versions = {r.version for r in results if r.circumstances == key} | (
            {saved_version} if key == now.key else set()
        )
        before = known.get(columns[-1].key) if columns else None
        changed = known[key].changed_from(before) if before else ()
        columns.append(
            Column(key, tuple(sorted(versions - {0})), key == now.key, changed, ran_at[key])
        )
    return columns


def _cells(check: Check, results: Sequence[CheckResult | None]) -> tuple[Cell | None, ...]:
    cells: list[Cell | None] = []
    before = False
    for result in results:
        if result is None:
            cells.append(None)
            continue
        good = passed(check, result.given)
        cells.append(Cell(result, good, broke=before and not good))
        before = good
    return tuple(cells)
