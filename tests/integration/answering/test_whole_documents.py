"""Questions about whole documents, with the real model, index and database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant_studio.answering.events import (
    AnswerSaved,
    PromptReady,
    ReadingDocuments,
    Searching,
    TurnEvent,
)
from assistant_studio.answering.ways import WantedWay, WayKind
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.message import MessageState
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

DAYS = [
    f"{1 + n % 28} {month} 2027" for n, month in enumerate(("March", "April", "May", "June") * 6)
]
SHORT = """# Lease

The flat at Elm Street is let to the tenant from 1 April 2027.

The monthly rent is 840 euros, due on the third working day of each month.

Notice must reach the landlord three months ahead. Write to office@elm.example.
"""


def _long_text() -> str:
    filler = (
        "The committee looked at the state of the roof, the heating and the garden, and heard what "
        "the members had to say about each of them before it went on to the next matter. "
    )
    return "# Minutes of the housing association\n\n" + "\n\n".join(
        f"## Meeting {n}\n\n{filler * 6}\n\nThe repair of house {n} was decided on {day}."
        f"\n\n{filler * 4}"
        for n, day in enumerate(DAYS, 1)
    )


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(Home(tmp_path_factory.mktemp("studio"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def keeper(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    made = studio.assistants.create(Assistant(name="Keeper", instructions="Be brief."))
    folder = tmp_path_factory.mktemp("files")
    (folder / "lease.md").write_text(SHORT)
    (folder / "minutes.md").write_text(_long_text())
    studio.knowledge.add(made.id, [folder / "lease.md", folder / "minutes.md"])
    studio.knowledge.wait_until_indexed(made.id, None)
    return made


def _ask(
    studio: Studio, assistant: Assistant, question: str, way: WantedWay | None = None
) -> tuple[list[TurnEvent], AnswerSaved]:
    conversation = studio.conversations.create(assistant.id)
    events = list(
        studio.answering.ask(conversation.id, question, way=way, temperature=0.0, max_tokens=80)
    )
    assert isinstance(events[-1], AnswerSaved)
    return events, events[-1]


def test_every_date_is_listed_with_its_source_and_no_model(
    studio: Studio, keeper: Assistant
) -> None:
    events, saved = _ask(studio, keeper, "List all dates in the minutes.")
    assert all(day in saved.text for day in DAYS)
    assert "April 2027 from" not in saved.text
    assert saved.way.kind is WayKind.LISTED
    assert saved.way.documents == ("minutes.md",)
    assert saved.finish == "listed"
    assert saved.prompt is None
    texts = {source.n: source.passage.text for source in saved.sources}
    assert len(saved.sentences) == len(DAYS)
    for sentence, day in zip(saved.sentences, DAYS, strict=True):
        assert saved.text[sentence.start : sentence.end] == sentence.text
        assert day in texts[sentence.sources[0]]
    assert not [event for event in events if isinstance(event, Searching)]
    whole = studio.knowledge.text_of(saved.sources[0].passage.document_id)
    for source in saved.sources:
        assert whole[source.passage.start : source.passage.end] == source.passage.text


def test_a_short_document_is_read_in_one_go(studio: Studio, keeper: Assistant) -> None:
    events, saved = _ask(studio, keeper, "Summarise the lease.")
    assert saved.way.kind is WayKind.WHOLE
    assert saved.prompt is not None
    assert "Notice must reach the landlord" in saved.prompt
    assert "due on the third working day" in saved.prompt
    assert "office@elm.example" in saved.prompt
    assert [event for event in events if isinstance(event, PromptReady)]
    kept = studio.conversations.message(saved.message_id)
    assert kept.details["way"]["kind"] == "whole"


def test_a_long_document_is_read_section_by_section_and_can_be_stopped(
    studio: Studio, keeper: Assistant
) -> None:
    conversation = studio.conversations.create(keeper.id)
    token = CancelToken()
    progress: list[ReadingDocuments] = []
    for event in studio.answering.ask(conversation.id, "Summarise the minutes.", token):
        if isinstance(event, ReadingDocuments):
            progress.append(event)
            if event.done == 2:
                token.cancel()
    saved = studio.conversations.latest_messages(conversation.id, 1)[0]
    assert saved.state is MessageState.STOPPED
    assert [each.done for each in progress] == [0, 1, 2]
    assert progress[0].seconds_left > 0
    assert progress[0].total > 4
    assert saved.text.startswith("Read 2 of ")
    assert "Meeting" in saved.text
    way = saved.details["way"]
    assert (way["kind"], way["read"]) == ("sections", 2)
    assert way["sections"] == progress[0].total
    assert saved.details["sources"]


def test_where_more_documents_could_be_meant_the_person_is_asked(
    studio: Studio, keeper: Assistant
) -> None:
    _events, saved = _ask(studio, keeper, "Summarise the document.")
    assert saved.finish == "unclear"
    assert "2 documents" in saved.text
    assert "lease.md" in saved.text


def test_the_other_way_can_be_asked_for(studio: Studio, keeper: Assistant) -> None:
    events, saved = _ask(studio, keeper, "Summarise the lease.", WantedWay.SEARCH)
    assert saved.way.kind is WayKind.SEARCH
    assert [event for event in events if isinstance(event, Searching)]
    _events, whole = _ask(
        studio, keeper, "When does the rent of the lease fall due?", WantedWay.WHOLE
    )
    assert whole.way.kind is WayKind.WHOLE
    assert whole.way.documents == ("lease.md",)


def test_a_list_of_what_is_not_there_says_so(studio: Studio, keeper: Assistant) -> None:
    _events, saved = _ask(studio, keeper, "List all links in the lease.")
    assert saved.text == "There is no link in “lease.md”."
    _events, mails = _ask(studio, keeper, "List all e-mail addresses in the lease.")
    assert "office@elm.example" in mails.text


def test_what_a_document_says_stays_text_in_a_list(studio: Studio, tmp_path: Path) -> None:
    made = studio.assistants.create(Assistant(name="Hostile"))
    file = tmp_path / "note.md"
    file.write_text(
        "On 3 May 2027 ![x](https://evil.example/?q=1) [click](https://evil.example) us."
    )
    studio.knowledge.add(made.id, [file])
    studio.knowledge.wait_until_indexed(made.id, None)
    _events, saved = _ask(studio, made, "List all dates.")
    assert "3 May 2027" in saved.text
    assert "![" not in saved.text
    assert "[click](" not in saved.text
