"""Checks run with the real model, the real index and the real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.answering.events import AnswerSaved
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.check import Check
from assistant_studio.assistants.drafts import Draft
from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.checks.events import CheckAsked, CheckJudged, FilesAwaited, Standing
from assistant_studio.checks.words import finding_sentence
from assistant_studio.errors import ModelMissing, UsageError, WorkerDied
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

TICKET = Check("How much does a ticket for the ferry cost?", numbers=("12",), document="ferry.md")
UNKNOWN = Check("Who painted the ceiling of the Sistine Chapel?", says_unknown=True)
WRONG = Check("When does the ferry leave in the morning?", must_hold=("midnight",))


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Home(tmp_path_factory.mktemp("studio"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "ferry.md"
    path.write_text(
        "# Ferry\n\nThe ferry to the island leaves at 7:40 in the morning.\n\n"
        "# Tickets\n\nA ticket for the ferry costs twelve euros.\n"
    )
    return path


@pytest.fixture
def guide(studio: Studio, ferry: Path) -> Assistant:
    made = studio.assistants.create(
        Assistant(name="Guide", instructions="Be brief.", checks=(TICKET, UNKNOWN, WRONG))
    )
    studio.knowledge.add(made.id, [ferry])
    return made


def judged(events: Iterator[Any]) -> list[CheckJudged]:
    return [event for event in events if isinstance(event, CheckJudged)]


def test_checks_run_in_turn_and_each_says_why_it_fails(studio: Studio, guide: Assistant) -> None:
    assert studio.checks.standing(guide) == Standing(3, 0, 0)
    events = list(studio.checks.run(guide))
    assert isinstance(events[0], FilesAwaited)
    asked = [event for event in events if isinstance(event, CheckAsked)]
    assert [(event.n, event.total) for event in asked] == [(1, 3), (2, 3), (3, 3)]
    assert asked[0].seconds_left is None
    assert asked[2].seconds_left is not None
    ticket, unknown, wrong = (event for event in events if isinstance(event, CheckJudged))
    assert ticket.passed, ticket.result.given
    assert ticket.result.given.citations[0].document == "ferry.md"
    assert unknown.passed
    assert not wrong.passed
    assert [finding_sentence(f, wrong.result.given) for f in wrong.findings] == [
        "“midnight” is not in the answer."
    ]
    assert studio.checks.standing(guide) == Standing(3, 2, 1)
    never_ran = studio.assistants.create(Assistant(name="Other", checks=(UNKNOWN,)))
    assert studio.checks.standings([guide, never_ran]) == {guide.id: Standing(3, 2, 1)}
    assert studio.conversations.list(guide.id) == []


def test_a_run_that_is_stopped_keeps_what_was_done(studio: Studio, guide: Assistant) -> None:
    token = CancelToken()
    done: list[CheckJudged] = []

    def run_and_stop() -> None:
        for event in studio.checks.run(guide, token=token):
            if isinstance(event, CheckJudged):
                done.append(event)
                token.cancel()

    with pytest.raises(Cancelled):
        run_and_stop()
    assert [event.n for event in done] == [1]
    assert set(studio.checks.latest(guide)) == {TICKET.id}


def test_one_check_can_run_alone(studio: Studio, guide: Assistant) -> None:
    assert [event.check for event in judged(studio.checks.run(guide, [UNKNOWN]))] == [UNKNOWN]
    assert set(studio.checks.latest(guide)) == {UNKNOWN.id}


def test_what_a_lost_file_breaks_is_in_the_table(studio: Studio, guide: Assistant) -> None:
    list(studio.checks.run(guide, [TICKET]))
    (document,) = studio.knowledge.documents(guide.id)
    studio.knowledge.remove(document.id)
    assert studio.checks.standing(guide) == Standing(3, 0, 0)
    list(studio.checks.run(guide, [TICKET]))
    table = studio.checks.comparison(guide)
    assert [column.versions for column in table.columns] == [(1,), (1,)]
    assert table.columns[1].changed == ("knowledge",)
    before, after = table.rows[0].cells
    assert before is not None
    assert before.passed
    assert after is not None
    assert after.broke


def test_a_draft_is_checked_before_it_is_saved_and_counts_when_it_is(
    studio: Studio, guide: Assistant
) -> None:
    draft = replace(guide, instructions="Answer in one short sentence.")
    (event,) = judged(studio.checks.run(draft, [TICKET]))
    assert event.result.version == 0
    assert studio.checks.latest(guide) == {}
    saved = studio.assistants.save(draft)
    assert set(studio.checks.latest(saved)) == {TICKET.id}
    assert studio.checks.comparison(saved).columns[0].versions == (2,)


def test_a_model_that_dies_fails_its_check_and_the_next_one_runs(
    studio: Studio, guide: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = studio.answering.preview

    def dying(assistant: Assistant, question: str, *more: Any, **sampling: Any) -> Iterator[Any]:
        if question == TICKET.question:
            raise WorkerDied("The language model stopped unexpectedly.", "Ask again.")
        return real(assistant, question, *more, **sampling)

    monkeypatch.setattr(studio.answering, "preview", dying)
    first, second = judged(studio.checks.run(guide, [TICKET, UNKNOWN]))
    assert not first.passed
    assert finding_sentence(first.findings[0], first.result.given) == (
        "There is no answer: The language model stopped unexpectedly."
    )
    assert second.passed


def test_what_cannot_run_at_all_is_said_at_once(studio: Studio, guide: Assistant) -> None:
    with pytest.raises(UsageError, match="has no checks"):
        list(studio.checks.run(replace(guide, checks=())))
    with pytest.raises(UsageError, match="was not saved yet"):
        list(studio.checks.run(Assistant(name="New", checks=(TICKET,))))
    lost = replace(guide, model_sha256="ab" * 32)
    with pytest.raises(ModelMissing):
        list(studio.checks.run(lost))
    assert studio.checks.standing(lost) == Standing(3, 0, 0)


def test_a_check_can_be_added_to_what_is_saved(studio: Studio, guide: Assistant) -> None:
    saved = studio.checks.add(guide.id, Check("Is it far?", must_hold=("no",)))
    assert saved.version == 2
    assert [check.question for check in saved.checks][-1] == "Is it far?"


def test_a_good_answer_becomes_a_check_of_the_assistant_and_of_its_draft(
    studio: Studio, guide: Assistant
) -> None:
    studio.drafts.keep(Draft(replace(guide, tagline="Half done")))
    conversation = studio.conversations.create(guide.id)
    *_, saved = studio.answering.ask(conversation.id, TICKET.question, temperature=0.0, seed=1)
    assert isinstance(saved, AnswerSaved)
    made = studio.checks.add_from_answer(saved.message_id)
    assert "12" in made.numbers
    assert made.document == "ferry.md"
    assert studio.assistants.get(guide.id).checks[-1] == made
    kept = studio.drafts.get(guide.id)
    assert kept is not None
    assert (kept.assistant.tagline, kept.assistant.checks[-1]) == ("Half done", made)
    assert all(event.passed for event in judged(studio.checks.run(guide, [made])))
    question_id = studio.conversations.message(saved.message_id).parent_id
    assert question_id is not None
    with pytest.raises(UsageError, match="this is a question"):
        studio.checks.add_from_answer(question_id)
