"""Steps of indexing, passed on to who waits for its end."""

from __future__ import annotations

from dataclasses import replace

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import NotFound
from assistant_studio.knowledge.document import Document, DocumentState, IndexingProgress
from assistant_studio.knowledge.waiting import Steps

EMBEDDING = Document("d", "A", "a.txt", "0", 1, "/a.txt", DocumentState.EMBEDDING, passages=7)
READY = replace(EMBEDDING, state=DocumentState.READY)


def _step(document: Document) -> IndexingProgress:
    return IndexingProgress(document, 3, 7, 0, None)


def _gone(_document_id: str) -> Document:
    raise NotFound("It is gone.")


def test_steps_are_passed_on_in_order() -> None:
    heard: list[IndexingProgress] = []
    steps = Steps(heard.append)
    steps.hear(_step(EMBEDDING))
    steps.hear(_step(READY))
    steps.pass_on()
    assert [step.document for step in heard] == [EMBEDDING, READY]
    steps.finish(lambda _id: READY)
    assert len(heard) == 2


def test_a_last_step_that_was_missed_is_made_up_for() -> None:
    heard: list[IndexingProgress] = []
    steps = Steps(heard.append)
    steps.hear(_step(EMBEDDING))
    steps.finish(lambda _id: READY)
    assert heard[-1].document == READY
    assert (heard[-1].done, heard[-1].total) == (7, 7)


def test_a_document_that_was_removed_has_no_last_step() -> None:
    heard: list[IndexingProgress] = []
    steps = Steps(heard.append)
    steps.hear(_step(EMBEDDING))
    steps.finish(_gone)
    assert [step.document for step in heard] == [EMBEDDING]


def test_a_token_wakes_who_waits_and_says_nothing() -> None:
    heard: list[IndexingProgress] = []
    steps = Steps(heard.append)
    token = CancelToken()
    forget = steps.follow(token)
    token.cancel()
    steps.pass_on()
    forget()
    assert heard == []
