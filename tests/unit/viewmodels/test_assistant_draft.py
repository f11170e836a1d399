"""The draft in the form: checked as it is typed, written only on save."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication

from assistant_studio.assistants.assistant import MAX_STARTERS, Assistant
from assistant_studio.assistants.drafts import DraftStore
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.assistant_draft import AssistantDraft
from assistant_studio.viewmodels.task_pool import close_tasks


@pytest.fixture
def assistants(application: QGuiApplication, home: Home) -> Iterator[AssistantStore]:
    database = Database(home.studio_db, ASSISTANT_MIGRATIONS, home.backups_dir)
    store = AssistantStore(database)
    studio = SimpleNamespace(assistants=store, drafts=DraftStore(database), home=home)
    services.set_studio(studio)  # type: ignore[arg-type]
    yield store
    close_tasks()
    application.processEvents()
    database.close()


@pytest.fixture
def draft(assistants: AssistantStore) -> AssistantDraft:
    return AssistantDraft()


def test_a_new_draft_has_no_errors_before_anything_is_typed(draft: AssistantDraft) -> None:
    assert (draft.nameError, draft.taglineError, draft.changed) == ("", "", False)


def test_an_emptied_name_is_told_at_once(draft: AssistantDraft) -> None:
    draft.name = "Q"
    draft.name = "  "

    assert draft.nameError == "An assistant needs a name. Type a name and save again."


def test_each_field_has_its_own_error(draft: AssistantDraft) -> None:
    draft.name = "Quill"
    draft.tagline = "x" * 201

    assert draft.nameError == ""
    assert draft.taglineError.startswith("The tagline is 201 characters long")


def test_nothing_is_written_while_something_is_wrong(
    draft: AssistantDraft, assistants: AssistantStore
) -> None:
    saved: list[str] = []
    draft.saved.connect(saved.append)

    draft.save()

    assert saved == []
    assert assistants.list() == []
    assert draft.nameError != ""


def test_a_saved_draft_is_an_assistant(draft: AssistantDraft, assistants: AssistantStore) -> None:
    saved: list[str] = []
    draft.saved.connect(saved.append)
    draft.name = "Captain Quill"
    draft.instructions = "Talk like a pirate."
    draft.avatarColor = "#5B4B9A"
    draft.addStarter("  Where is the map?  ")
    draft.addStarter(" ")
    draft.save()

    made = assistants.get(saved[0])
    assert made.letter == "C"
    assert made.starters == ("Where is the map?",)
    assert made.avatar.color == "#5B4B9A"
    assert not draft.changed
    assert draft.assistantId == made.id


def test_fields_the_form_does_not_show_are_kept(
    draft: AssistantDraft, assistants: AssistantStore
) -> None:
    before = assistants.create(
        Assistant(name="Quill", author="Ada", licence="CC0-1.0", tags=("x",))
    )
    draft.assistantId = before.id
    draft.tagline = "A pirate archivist"
    draft.save()

    after = assistants.get(before.id)
    assert (after.author, after.licence, after.tags) == ("Ada", "CC0-1.0", ("x",))
    assert after.version == 2


def test_an_assistant_that_is_gone_is_told(draft: AssistantDraft) -> None:
    told: list[str] = []

    def remember(message: str, _hint: str) -> None:
        told.append(message)

    services.changes().problemMet.connect(remember)
    draft.assistantId = "gone"
    services.changes().problemMet.disconnect(remember)

    assert told == ["This assistant is not here any more."]
    assert draft.assistantId == ""


def test_starters_are_limited(draft: AssistantDraft) -> None:
    for place in range(MAX_STARTERS):
        draft.addStarter(f"Question {place}?")

    assert draft.startersFull
    draft.removeStarter(0)
    assert not draft.startersFull
    assert draft.starters[0] == "Question 1?"


def test_only_files_of_this_computer_are_taken(draft: AssistantDraft) -> None:
    draft.addFiles(
        [QUrl.fromLocalFile("/x/Notes.md"), QUrl("https://example.com/Evil.md"), "file:///x/B.pdf"]
    )
    draft.addFiles([QUrl.fromLocalFile("/x/Notes.md")])

    assert draft.files == ["Notes.md", "B.pdf"]
    draft.removeFile(0)
    assert draft.files == ["B.pdf"]


def test_words_are_counted(draft: AssistantDraft) -> None:
    draft.instructions = "Answer in two\n\nor three  sentences."

    assert draft.wordCount == 6
