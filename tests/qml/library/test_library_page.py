"""The library as a person uses it: by the names a screen reader says, by keys, and by dropping."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtTest import QTest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.errors import DiskFull
from assistant_studio.viewmodels import services

CARDS = "All assistants"


@pytest.fixture
def window(studio: Any, open_window: Callable[[], Any]) -> Any:
    sample = studio.with_sample()
    contract = studio.assistants.create(
        Assistant(name="Contract Reader", tagline="Finds clauses", tags=("law",))
    )
    opened = open_window()
    opened.sample, opened.contract = sample, contract.id
    opened.app = opened.view_model("AppViewModel")
    opened.window.requestActivate()
    opened.wait_for(opened.window.isActive)
    opened.press("Library")
    opened.wait_for(lambda: opened.has(CARDS))
    return opened


def press(window: Any, keys: str) -> None:
    QTest.keySequence(window.window, QKeySequence(keys))


def cards(window: Any) -> list[str]:
    """The names of the cards, as they are shown."""
    return [row.name for row in window.view_model("LibraryModel").rows if row.kind == "assistant"]


def grid(window: Any) -> Any:
    return window.named(CARDS, QAccessible.Role.List)


def card(window: Any, name: str) -> Any:
    """The card, not the row of the sidebar that is called the same."""
    window.wait_for(lambda: name in made_cards(window))
    return made_cards(window)[name]


def made_cards(window: Any) -> dict[str, Any]:
    """The cards there are, by name; the grid makes those in sight."""
    return {
        item.property("name"): item
        for item in window.items()
        if item.property("dropTarget") is not None
    }


def focus_card(window: Any, place: int) -> None:
    grid(window).setProperty("currentIndex", place)
    grid(window).forceActiveFocus(Qt.FocusReason.TabFocusReason)


def press_when_there(window: Any, name: str) -> None:
    window.wait_for(lambda: window.has(name))
    window.press(name)


def test_arrow_keys_go_from_card_to_card_and_enter_opens(window: Any) -> None:
    assert cards(window) == ["Contract Reader", "Acme Handbook"]
    focus_card(window, 0)
    press(window, "Right")
    focused = window.window.activeFocusItem()
    assert focused.property("name") == "Acme Handbook"
    press(window, "Return")

    window.wait_for(lambda: window.app.page == "chat")
    assert window.app.currentAssistantId == window.sample


def test_a_card_says_what_is_in_it(window: Any) -> None:
    interface = QAccessible.queryAccessibleInterface(card(window, "Acme Handbook"))
    description = interface.text(QAccessible.Text.Description)
    assert description.endswith("3 files, 1 file failed")


def test_delete_is_at_once_and_undo_brings_all_of_it_back(window: Any, studio: Any) -> None:
    focus_card(window, 1)
    press(window, "Delete")
    window.wait_for(lambda: window.has("“Acme Handbook” was deleted."))
    assert cards(window) == ["Contract Reader"]
    assert studio.conversations.list() == []

    window.press("Undo")
    window.wait_for(lambda: "Acme Handbook" in cards(window))
    assert not window.has("“Acme Handbook” was deleted.")
    assert len(studio.conversations.list()) == 2
    assert len(studio.knowledge.documents(window.sample)) == 3


def test_what_was_deleted_can_be_brought_back_later_or_taken_away_for_good(
    window: Any, studio: Any
) -> None:
    for place in (1, 0):
        focus_card(window, place)
        press(window, "Delete")
    window.wait_for(lambda: window.has("No assistant is here yet"))
    window.press("Deleted (2)")
    window.wait_for(lambda: window.has("Deleted assistants"))
    window.press("Bring back Contract Reader")
    window.wait_for(lambda: cards(window) == ["Contract Reader"])

    press_when_there(window, "Delete Acme Handbook for good")
    window.wait_for(lambda: window.has("Delete “Acme Handbook” for good?"))
    window.press("Delete for good")
    window.wait_for(lambda: studio.library.deleted() == [])
    assert [a.name for a in studio.assistants.list()] == ["Contract Reader"]
    # Its files go after it.
    window.wait_for(lambda: studio.knowledge.documents(window.sample) == [])


def test_the_menu_duplicates_with_the_files(window: Any, studio: Any) -> None:
    focus_card(window, 1)
    press(window, "Menu")
    press_when_there(window, "Duplicate")

    window.wait_for(lambda: "Acme Handbook copy" in cards(window))
    copy = studio.assistants.resolve("Acme Handbook copy")
    assert len(studio.knowledge.documents(copy.id)) == 3
    assert copy.greeting == "Hello! Ask me about the handbook."
    # What was made is said, and taken back from the keyboard.
    window.wait_for(lambda: window.has("“Acme Handbook copy” was made, with the same files."))
    press(window, "Ctrl+Z")
    window.wait_for(lambda: "Acme Handbook copy" not in cards(window))
    assert copy.id not in [assistant.id for assistant in studio.assistants.list()]


def test_a_full_disk_while_duplicating_is_a_sentence(
    window: Any, studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_from: str, _to: str) -> None:
        raise DiskFull("The disk is full, so this could not be saved.", "Free some space.")

    monkeypatch.setattr(studio.knowledge, "copy", full)
    focus_card(window, 1)
    press(window, "Ctrl+D")
    window.wait_for(
        lambda: window.has("The disk is full, so this could not be saved. Free some space.")
    )
    assert len(studio.assistants.list()) == 2


def test_f2_renames(window: Any, studio: Any) -> None:
    focus_card(window, 0)
    press(window, "F2")
    window.wait_for(lambda: window.has("Rename “Contract Reader”"))
    window.named("Name").setProperty("text", "قارئ العقود 📜")
    press(window, "Return")

    window.wait_for(lambda: "قارئ العقود 📜" in cards(window))
    assert studio.assistants.get(window.contract).version == 2


def test_search_finds_by_tag_and_says_when_nothing_fits(window: Any) -> None:
    press(window, "Ctrl+F")
    search = window.window.activeFocusItem()
    search.setProperty("text", "LAW")
    window.wait_for(lambda: cards(window) == ["Contract Reader"])
    assert window.has("1 of 2")

    search.setProperty("text", "horoscope")
    window.wait_for(lambda: cards(window) == [])
    assert window.has("No assistant has “horoscope” in its name, tagline or tags.")
    press(window, "Escape")
    window.wait_for(lambda: len(cards(window)) == 2)


def test_the_order_is_kept(window: Any, studio: Any) -> None:
    window.press("Sorted by: Last used")
    press_when_there(window, "Name")
    window.wait_for(lambda: cards(window) == ["Acme Handbook", "Contract Reader"])
    assert studio.settings.current.library_sort == "name"


def test_names_are_sorted_as_people_read_them(window: Any, studio: Any) -> None:
    for name in ("Term 10", "term 2", "1 of many"):
        studio.assistants.create(Assistant(name=name))
    services.changes().assistantsChanged.emit()
    window.view_model("LibraryModel").sort = "name"
    numbered = ["1 of many", "Acme Handbook", "Contract Reader", "term 2", "Term 10"]
    window.wait_for(lambda: cards(window) == numbered)


def test_talking_to_an_assistant_brings_it_to_the_front(window: Any, studio: Any) -> None:
    assert cards(window)[0] == "Contract Reader"
    conversation = studio.conversations.list(window.sample)[0]
    studio.conversations.add_user_message(conversation.id, "And on Sundays?")
    services.changes().conversationsChanged.emit(window.sample)
    window.wait_for(lambda: cards(window)[0] == "Acme Handbook")


def test_among_many_the_last_used_ones_are_close_in_any_order(window: Any, studio: Any) -> None:
    for number in range(12):
        studio.assistants.create(Assistant(name=f"Assistant {number}"))
    services.changes().assistantsChanged.emit()
    assert not window.has("Recent: Acme Handbook")
    window.view_model("LibraryModel").sort = "name"
    window.wait_for(lambda: window.has("Recent: Acme Handbook"))
    window.press("Recent: Acme Handbook")
    window.wait_for(lambda: window.app.currentAssistantId == window.sample)


# Dropping


def drag(window: Any, files: list[Path], at: QPoint, drop: bool = True) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    send = QGuiApplication.sendEvent
    send(window.window, QDragEnterEvent(at, action, data, buttons, keys))
    send(window.window, QDragMoveEvent(at, action, data, buttons, keys))
    if drop:
        send(window.window, QDropEvent(QPointF(at), action, data, buttons, keys))


def middle_of(window: Any, name: str) -> QPoint:
    item = card(window, name)
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def test_files_dropped_beside_the_cards_make_an_assistant(
    window: Any, studio: Any, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("lease.md", "annex.md", "house rules.md")]
    empty = QPoint(window.window.width() - 40, window.window.height() - 30)
    drag(window, files, empty, drop=False)
    window.wait_for(lambda: window.has("Make an assistant from these 3 files"))
    drag(window, files, empty)

    window.wait_for(lambda: window.app.page == "form")
    made = studio.assistants.get(window.app.formAssistantId)
    assert made.name == "Lease and 2 more"
    assert len(studio.knowledge.documents(made.id)) == 3


def test_files_dropped_onto_a_card_join_what_it_knows(
    window: Any, studio: Any, tmp_path: Path
) -> None:
    at = middle_of(window, "Contract Reader")
    drag(window, [tmp_path / "lease.md"], at, drop=False)
    window.wait_for(lambda: window.has("Add to “Contract Reader”"))
    drag(window, [tmp_path / "lease.md"], at)

    window.wait_for(
        lambda: [d.name for d in studio.knowledge.documents(window.contract)] == ["lease.md"]
    )
    assert len(studio.assistants.list()) == 2


def test_a_bundle_that_is_dropped_is_looked_at_first(
    window: Any, studio: Any, tmp_path: Path
) -> None:
    opened: list[list[str]] = []
    services.changes().bundlesOpened.connect(opened.append)
    drag(window, [tmp_path / "Pirate.assistant"], middle_of(window, "Contract Reader"))
    window.wait_for(lambda: window.app.page == "import")
    services.changes().bundlesOpened.disconnect(opened.append)
    assert opened == [[str(tmp_path / "Pirate.assistant")]]
    assert len(studio.assistants.list()) == 2
    assert studio.knowledge.documents(window.contract) == []


# Templates


def test_from_the_card_to_an_assistant_from_a_template(window: Any, studio: Any) -> None:
    press_when_there(window, "Start from a template")
    window.wait_for(lambda: window.has("Recipe helper"))
    window.press("Recipe helper")
    window.wait_for(lambda: window.has("Make this assistant"))
    assert window.has("Take the sample file along: Three recipes.md")
    window.press("Make this assistant")

    window.wait_for(lambda: window.app.page == "form")
    made = studio.assistants.get(window.app.formAssistantId)
    assert made.name == "Recipe helper"
    assert [d.name for d in studio.knowledge.documents(made.id)] == ["Three recipes.md"]

    # The template is done with: back is to all assistants, where the new one stands.
    press_when_there(window, "Back")
    window.wait_for(lambda: window.app.page == "library")
    assert "Recipe helper" in cards(window)


def test_the_sample_can_be_left_out(window: Any, studio: Any) -> None:
    window.app.openTemplates()
    window.wait_for(lambda: window.has("Contract reader"))
    window.press("Contract reader")
    sample = "Take the sample file along: Sample tenancy agreement.md"
    window.wait_for(lambda: window.has(sample))
    window.press(sample)
    window.press("Make this assistant")

    window.wait_for(lambda: window.app.page == "form")
    assert studio.knowledge.documents(window.app.formAssistantId) == []


def test_escape_leads_back_to_the_library(window: Any) -> None:
    window.app.openTemplates()
    window.wait_for(lambda: window.has("Start with a blank one"))
    press(window, "Escape")
    window.wait_for(lambda: window.app.page == "library")


# Many


def test_only_the_cards_in_sight_are_made(window: Any, studio: Any) -> None:
    for number in range(300):
        studio.assistants.create(Assistant(name=f"Assistant {number}"))
    services.changes().assistantsChanged.emit()
    window.wait_for(lambda: grid(window).property("count") == 303)
    window.wait_for(lambda: len(made_cards(window)) > 2)
    assert len(made_cards(window)) < 60
    grid(window).forceActiveFocus(Qt.FocusReason.TabFocusReason)
    grid(window).setProperty("currentIndex", 302)
    window.wait_for(lambda: window.has("Start from a template"))
