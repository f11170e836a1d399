"""Building an assistant in the real window: making, changing, undoing, leaving, coming back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.errors import DiskFull
from assistant_studio.viewmodels import services

FULL = DiskFull("The disk is full, so this could not be saved.", "Free some space.")


def test_a_new_assistant_is_made_and_stays_open(builder: Any, tmp_path: Path) -> None:
    notes = tmp_path / "Notes.md"
    notes.write_text("# Notes", encoding="utf-8")
    builder.new()
    builder.press("Make assistant")
    said = "An assistant needs a name. Type a name and save again."
    builder.wait(lambda: builder.has(said))

    builder.write("Name", "Contract Reader")
    builder.wait(lambda: not builder.has(said))
    builder.write("Instructions", "Quote each clause you rely on.")
    builder.write("A new starter", "When does the contract end?")
    builder.keys("Return")
    builder.draft.addFiles([QUrl.fromLocalFile(str(notes))])
    builder.wait(lambda: builder.has("Notes.md"))
    builder.press("Make assistant")

    builder.wait(lambda: builder.has("version 1"))
    (made,) = [a for a in builder.studio.assistants.list() if a.id != builder.assistant_id]
    assert (made.name, made.letter) == ("Contract Reader", "C")
    assert made.instructions == "Quote each clause you rely on."
    assert made.starters == ("When does the contract end?",)
    knowledge = builder.studio.knowledge
    builder.wait(lambda: [d.name for d in knowledge.documents(made.id)] == ["Notes.md"])
    assert builder.studio.drafts.get("") is None
    builder.press("Chat with Contract Reader")
    builder.wait(lambda: builder.app.page == "chat" and builder.app.currentAssistantId == made.id)

    # The next new one begins empty.
    builder.new()
    assert builder.text("Name") == ""


def test_a_new_assistant_has_a_colour_of_its_own(builder: Any) -> None:
    colors = [builder.saved().avatar.color]
    for name in ("Second", "Third"):
        builder.new()
        builder.write("Name", name)
        builder.press("Make assistant")
        builder.wait(lambda: builder.has("version 1"))
        colors.append(builder.studio.assistants.resolve(name).avatar.color)
        builder.press("Back")
        builder.wait(lambda: builder.app.page == "chat")
    assert len(set(colors)) == 3


def test_edits_are_undone_and_done_again_from_the_keyboard(builder: Any) -> None:
    builder.edit()
    builder.write("Tagline", "!")
    builder.write("Instructions", " Be kind.")
    builder.keys("Ctrl+Z")
    builder.wait(lambda: builder.text("Instructions") == builder.saved().instructions)
    assert builder.text("Tagline").endswith("!")

    # In a field, too, it is the draft's history that is walked.
    builder.keys("Ctrl+Z")
    builder.wait(lambda: builder.text("Tagline") == builder.saved().tagline)
    assert not builder.draft.changed
    builder.keys("Ctrl+Shift+Z")
    builder.keys("Ctrl+Shift+Z")
    builder.wait(lambda: builder.text("Instructions").endswith(" Be kind."))

    # What an undo changes is shown, wherever it is.
    builder.section("Knowledge")
    builder.wait(lambda: not builder.has("Instructions") or not builder.has("Tagline"))
    builder.press("Undo")
    builder.wait(lambda: builder.has("Tagline"))
    assert builder.text("Instructions") == builder.saved().instructions


def test_saving_makes_a_version_and_can_be_undone(builder: Any) -> None:
    builder.edit()
    builder.write("Tagline", " By heart.")
    builder.wait(lambda: builder.has("version 1, changed"))
    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.has("version 2"))
    assert builder.saved().tagline.endswith("By heart.")
    builder.wait(lambda: builder.has("Saved a moment ago"))

    builder.press("Undo")
    builder.wait(lambda: builder.has("version 2, changed"))
    builder.press("Save this version under a name…")
    builder.wait(lambda: builder.has("Name this version"))
    builder.type("as it was")
    builder.keys("Return")
    builder.wait(lambda: builder.has("version 3"))
    latest = builder.studio.assistants.versions(builder.assistant_id)[0]
    assert (latest.version, latest.name) == (3, "as it was")
    assert not builder.saved().tagline.endswith("By heart.")


def test_changes_after_a_save_began_from_what_was_saved(builder: Any) -> None:
    builder.edit()
    builder.write("Tagline", " By heart.")
    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.has("version 2"))
    builder.write("Tagline", " And soul.")
    builder.press("Back")
    builder.wait(lambda: builder.app.page != "form")
    assert builder.studio.drafts.get(builder.assistant_id).assistant.version == 2

    # Somebody else saves a version meanwhile; the older changes say what they began from.
    builder.studio.assistants.save(replace(builder.saved(), greeting="Hi."), "")
    for more in (" Half", " done"):
        builder.edit()
        said = builder.draft.unfinishedText
        assert "They began from version 2; the assistant is at version 3 now" in said
        builder.write("Tagline", more)
        builder.press("Back")
        builder.wait(lambda: builder.app.page != "form")

    # Saved, they begin from what is there now.
    builder.edit()
    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.has("version 4"))
    builder.write("Tagline", "!")
    builder.press("Back")
    builder.wait(lambda: builder.app.page != "form")
    builder.edit()
    assert "They began from" not in builder.draft.unfinishedText


def test_a_draft_is_said_to_be_kept_and_not_in_use(builder: Any) -> None:
    assert not builder.has("Draft not in use yet")
    builder.edit()
    builder.write("Tagline", " Half done")
    builder.wait(lambda: builder.has("Draft kept, not in use yet"))
    assert not any(name.startswith("Saved") for name in builder.window.names())
    builder.press("Back")
    builder.wait(lambda: builder.has("Draft not in use yet"))
    builder.press("Draft not in use yet")
    builder.wait(lambda: builder.app.page == "form" and builder.has("Draft kept, not in use yet"))
    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.has("Saved a moment ago"))
    builder.press("Back")
    builder.wait(lambda: builder.app.page == "chat")
    assert not builder.has("Draft not in use yet")


def test_from_the_builder_one_comes_back_to_the_conversation_one_left(builder: Any) -> None:
    conversation = builder.studio.conversations.list(builder.assistant_id)[0]
    builder.app.openConversation(conversation.id)
    builder.edit()
    builder.wait(lambda: builder.has("Chat with Acme Handbook"))
    builder.press("Chat with Acme Handbook")
    builder.wait(lambda: builder.app.page == "chat")
    assert builder.app.currentConversationId == conversation.id

    # With another assistant it is a new one.
    other = builder.studio.assistants.create(Assistant(name="Other"))
    services.changes().assistantsChanged.emit()
    builder.edit(other.id)
    builder.wait(lambda: builder.has("Chat with Other"))
    builder.press("Chat with Other")
    builder.wait(lambda: builder.app.page == "chat")
    assert (builder.app.currentAssistantId, builder.app.currentConversationId) == (other.id, "")


def test_discarding_says_so_and_offers_the_way_back(builder: Any) -> None:
    builder.edit()
    builder.write("Tagline", " Half done")
    builder.press("Back")
    builder.wait(lambda: builder.app.page != "form")
    builder.edit()
    builder.press("Discard")
    builder.wait(lambda: builder.has("Your changes were discarded."))
    assert builder.text("Tagline") == builder.saved().tagline
    builder.press("Bring them back")

    builder.wait(lambda: builder.text("Tagline").endswith(" Half done"))
    assert not builder.has("Your changes were discarded.")
    builder.draft.flush()
    assert builder.studio.drafts.get(builder.assistant_id) is not None

    # What is written after discarding goes on from the version that is saved.
    builder.draft.discard()
    builder.wait(lambda: builder.has("Your changes were discarded."))
    builder.write("Tagline", "!")
    builder.wait(lambda: not builder.has("Your changes were discarded."))


WAYS_OUT: dict[str, Callable[[Any], None]] = {
    "back": lambda builder: builder.press("Back"),
    "the library": lambda builder: builder.press("Library"),
    "Ctrl+N": lambda builder: builder.keys("Ctrl+N"),
    "escape": lambda builder: builder.keys("Escape"),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_what_was_typed_is_there_again(builder: Any, way: str) -> None:
    builder.edit()
    builder.write("Tagline", " Half done")
    WAYS_OUT[way](builder)
    builder.wait(lambda: builder.app.page != "form")
    assert builder.saved().version == 1

    builder.edit()
    assert builder.text("Tagline").endswith(" Half done")
    kept = builder.studio.drafts.get(builder.assistant_id)
    assert kept is not None
    assert builder.draft.unfinishedText.startswith("You have unsaved changes from ")
    builder.press("Discard")
    builder.wait(lambda: builder.text("Tagline") == builder.saved().tagline)
    # Even that can be undone.
    builder.keys("Ctrl+Z")
    builder.wait(lambda: builder.text("Tagline").endswith(" Half done"))
    builder.draft.discard()
    builder.wait(lambda: builder.studio.drafts.get(builder.assistant_id) is None)


def test_closing_the_window_keeps_a_new_assistant_that_is_half_made(builder: Any) -> None:
    builder.new()
    builder.write("Name", "Half made")
    builder.window.window.close()

    builder.wait(lambda: not builder.window.window.isVisible())
    assert builder.studio.drafts.get("").assistant.name == "Half made"


def test_a_full_disk_loses_nothing_and_asks_before_it_would(
    builder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise FULL

    builder.edit()
    with monkeypatch.context() as patch:
        patch.setattr(builder.studio.drafts, "keep", full)
        patch.setattr(builder.studio.assistants, "save", full)
        builder.write("Tagline", " Half done")
        builder.wait(lambda: builder.has(str(FULL)))
        assert builder.has("Not saved")
        builder.keys("Ctrl+S")
        builder.wait(lambda: builder.draft.saveError != "")
        builder.press("Back")
        builder.wait(lambda: builder.has("Leave without saving?"))
        builder.press("Stay here")
        builder.wait(lambda: not builder.has("Leave without saving?"))
        assert builder.app.page == "form"
        assert builder.text("Tagline").endswith(" Half done")

    # Once there is room again, nothing is missing.
    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.has("version 2"))
    assert builder.saved().tagline.endswith(" Half done")
    builder.wait(lambda: not builder.has(str(FULL)))


def test_the_draft_stays_when_a_conversation_elsewhere_is_deleted(builder: Any) -> None:
    conversation = builder.studio.conversations.list(builder.assistant_id)[0]
    builder.app.openConversation(conversation.id)
    builder.new()
    builder.write("Name", "Half made")
    builder.studio.conversations.delete(conversation.id)
    services.changes().conversationsChanged.emit(builder.assistant_id)

    builder.wait(lambda: builder.app.currentConversationId == "")
    assert (builder.app.page, builder.draft.name) == ("form", "Half made")


def test_starters_are_put_in_order_and_rewritten(builder: Any) -> None:
    builder.edit()
    builder.section("Starters")
    builder.wait(lambda: builder.has("Starter 1"))
    builder.press("Move starter 1 down")
    builder.wait(lambda: builder.text("Starter 2") == "How many days of leave do I have?")
    builder.write("Starter 1", " Really?")
    builder.keys("Return")
    builder.wait(lambda: builder.draft.starters[0].endswith(" Really?"))
    builder.press("Remove starter 2")
    builder.wait(lambda: len(builder.draft.starters) == 1)


def test_the_settings_are_reached_from_the_foot_and_nothing_is_lost(builder: Any) -> None:
    builder.edit()
    builder.write("Name", "!")
    builder.press("Settings")
    builder.wait(lambda: builder.app.page == "settings")

    builder.edit()
    builder.wait(lambda: builder.text("Name") == "Acme Handbook!")


def test_it_opens_at_the_section_that_is_asked_for(builder: Any) -> None:
    builder.app.editAssistantAt(builder.assistant_id, "checks")
    builder.wait(lambda: builder.has("Add a check"))
    builder.press("Back")
    builder.wait(lambda: builder.app.page == "chat")

    builder.edit()
    builder.wait(lambda: builder.has("Letter of the avatar"))
    # Also while it is there already, as from the palette.
    builder.app.editAssistantAt(builder.assistant_id, "history")
    builder.wait(lambda: not builder.has("Letter of the avatar"))
