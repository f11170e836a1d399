"""Drafts: one for each assistant, on disk as soon as they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant_studio.assistants.assistant import Assistant, Avatar, SamplingChoice
from assistant_studio.assistants.drafts import Draft, DraftStore
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    made = Database(home.studio_db, ASSISTANT_MIGRATIONS, home.backups_dir)
    yield made
    made.close()


def test_a_draft_comes_back_as_it_was(database: Database) -> None:
    saved = AssistantStore(database).create(Assistant(name="Quill"))
    drafts = DraftStore(database)
    changed = replace(
        saved,
        name="‮Käpt'n 🏴‍☠️ מלח",
        avatar=Avatar(picture="a" * 64),
        sampling=SamplingChoice(temperature=0.4),
    )
    drafts.keep(Draft(changed))
    drafts.keep(Draft(Assistant(name="New"), ("/x/Notes.md",)))

    kept = drafts.get(saved.id)
    assert kept is not None
    assert kept.assistant == changed
    assert kept.kept_at
    new = drafts.get("")
    assert new is not None
    assert (new.assistant.name, new.assistant.id, new.files) == ("New", "", ("/x/Notes.md",))


def test_a_draft_need_not_be_an_assistant_that_could_be_saved(database: Database) -> None:
    drafts = DraftStore(database)
    drafts.keep(Draft(Assistant(name="", instructions="x" * 200_000)))

    kept = drafts.get("")
    assert kept is not None
    assert len(kept.assistant.instructions) == 200_000


def test_a_draft_goes_with_its_assistant_and_when_it_is_not_wanted(database: Database) -> None:
    store, drafts = AssistantStore(database), DraftStore(database)
    saved = store.create(Assistant(name="Quill"))
    drafts.keep(Draft(replace(saved, tagline="new")))
    drafts.keep(Draft(Assistant(name="New")))
    store.delete(saved.id)
    drafts.discard("")

    assert drafts.get(saved.id) is None
    assert drafts.get("") is None
