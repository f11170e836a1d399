"""Results are kept by version and circumstances, and the table shows what a change broke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.check import Check
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.checks.circumstances import Circumstances, circumstances
from assistant_studio.checks.comparing import compared
from assistant_studio.checks.result import CheckResult, Citation, Given
from assistant_studio.checks.store import CHECK_MIGRATIONS, CheckResults
from assistant_studio.checks.words import changed_words
from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database

LEAVE = Check("How many days?", numbers=("28",), id="leave")
PAY = Check("When is payday?", numbers=("25",), id="pay")
FILE = Document("d", "a", "Staff.pdf", "aa11", 1, "/x", DocumentState.READY)
NOON = "2026-11-25T12:00:00Z"


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    migrations = (*ASSISTANT_MIGRATIONS, *CHECK_MIGRATIONS)
    opened = Database(home.studio_db, migrations, home.backups_dir)
    yield opened
    opened.close()


@pytest.fixture
def handbook(database: Database) -> Assistant:
    made = Assistant(id="acme", name="Acme", instructions="Be brief.", checks=(LEAVE, PAY))
    return AssistantStore(database).create(made)


def result(
    check: Check, text: str, under: Circumstances, version: int, ran_at: str = NOON
) -> CheckResult:
    given = Given(text, (Citation("Staff.pdf", 9, "Page 9"),))
    return CheckResult(check.id, check.question, given, 1.5, version, under.key, ran_at)


def test_a_result_comes_back_as_it_was_kept(database: Database, handbook: Assistant) -> None:
    results = CheckResults(database)
    under = circumstances(handbook, "m1", [FILE])
    first = result(LEAVE, "28 days", under, 1)
    failed = replace(first, check_id="pay", given=Given("", error={"kind": "WorkerDied"}))  # type: ignore[typeddict-item]
    results.keep("acme", first, under)
    results.keep("acme", failed, under)
    assert results.of("acme") == [first, failed]
    assert results.under("acme", under.key) == [first, failed]
    assert results.under("acme", "other") == []
    assert results.circumstances("acme") == {under.key: under}


def test_a_second_run_takes_the_place_of_the_first(database: Database, handbook: Assistant) -> None:
    results = CheckResults(database)
    under = circumstances(handbook, "m1", [])
    results.keep("acme", result(LEAVE, "20 days", under, 1), under)
    again = result(LEAVE, "28 days", under, 1, "2026-11-25T13:00:00Z")
    results.keep("acme", again, under)
    assert results.of("acme") == [again]


def test_results_go_with_their_assistant(database: Database, handbook: Assistant) -> None:
    results = CheckResults(database)
    under = circumstances(handbook, "m1", [])
    results.keep("acme", result(LEAVE, "28", under, 1), under)
    AssistantStore(database).delete("acme")
    assert results.of("acme") == []
    assert results.circumstances("acme") == {}


def test_only_what_answers_come_from_makes_other_circumstances(handbook: Assistant) -> None:
    before = circumstances(handbook, "m1", [FILE])
    outward = replace(handbook, tagline="New", starters=("Hi?",), checks=(), version=7)
    assert circumstances(outward, "m1", [FILE]) == before
    changes = {
        "instructions": circumstances(replace(handbook, instructions="x"), "m1", [FILE]),
        "model": circumstances(handbook, "m2", [FILE]),
        "knowledge": circumstances(handbook, "m1", [replace(FILE, sha256="bb22")]),
    }
    for part, after in changes.items():
        assert after.key != before.key
        assert after.changed_from(before) == (part,)


def test_the_table_says_which_change_broke_which_check(
    database: Database, handbook: Assistant
) -> None:
    results = CheckResults(database)
    first = circumstances(handbook, "m1", [FILE])
    changed = replace(handbook, instructions="Be vague.", version=2)
    second = circumstances(changed, "m2", [FILE])
    results.keep("acme", result(LEAVE, "28 days", first, 1), first)
    results.keep("acme", result(PAY, "On the 1st", first, 1), first)
    results.keep("acme", result(LEAVE, "some days", second, 2, "2026-11-25T13:00:00Z"), second)
    table = compared(
        changed, results.of("acme"), results.circumstances("acme"), second, saved_version=2
    )
    assert [column.versions for column in table.columns] == [(1,), (2,)]
    assert [column.current for column in table.columns] == [False, True]
    assert changed_words(table.columns[1].changed) == "instructions, model"
    leave, pay = table.rows
    assert [(cell.passed, cell.broke) for cell in leave.cells if cell] == [
        (True, False),
        (False, True),
    ]
    assert pay.cells[0] is not None
    assert not pay.cells[0].passed
    assert pay.cells[1] is None


def test_a_draft_becomes_a_version_without_running_again(
    database: Database, handbook: Assistant
) -> None:
    results = CheckResults(database)
    draft = circumstances(replace(handbook, instructions="Be kind."), "m1", [])
    results.keep("acme", result(LEAVE, "28", draft, version=0), draft)
    known = results.circumstances("acme")
    unsaved = compared(handbook, results.of("acme"), known, draft, saved_version=0)
    assert unsaved.columns[0].versions == ()
    saved = compared(handbook, results.of("acme"), known, draft, saved_version=2)
    assert saved.columns[0].versions == (2,)


def test_an_edited_expectation_judges_the_answers_again_and_an_edited_question_does_not(
    database: Database, handbook: Assistant
) -> None:
    results = CheckResults(database)
    under = circumstances(handbook, "m1", [])
    results.keep("acme", result(LEAVE, "30 days", under, 1), under)
    known = results.circumstances("acme")
    stricter = replace(handbook, checks=(replace(LEAVE, numbers=("30",)),))
    table = compared(stricter, results.of("acme"), known, under, saved_version=1)
    assert table.rows[0].cells[0] is not None
    assert table.rows[0].cells[0].passed
    reworded = replace(handbook, checks=(replace(LEAVE, question="How long?"),))
    assert compared(reworded, results.of("acme"), known, under, 1).columns == ()
