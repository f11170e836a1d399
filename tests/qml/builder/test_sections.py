"""The builder's sections: the model, the instructions and their cost, the history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication

from assistant_studio.answering.cost import InstructionsCost
from assistant_studio.assistants.assistant import MAX_INSTRUCTIONS_CHARS, RetrievalChoice
from assistant_studio.errors import ModelMissing
from assistant_studio.models.store import InstalledModel

TEN_MEGABYTES = 10 << 20


def installed(name: str, sha256: str) -> InstalledModel:
    info: Any = SimpleNamespace(parameters=1_700_000_000, context_length=8192)
    return InstalledModel(sha256, name, Path("/x"), 1_060_000_000, info, False, False)


def all_names(builder: Any) -> str:
    found = (QAccessible.queryAccessibleInterface(item) for item in builder.items())
    return "\n".join(i.text(QAccessible.Text.Name) for i in found if i is not None)


def spoken(builder: Any) -> str:
    return "\n".join(str(item.property("text") or "") for item in builder.items())


def test_a_model_is_chosen_and_one_that_is_gone_is_told_with_a_way_on(
    builder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, big = installed("Small-Instruct.Q4_K_M", "a" * 64), installed("Big-Chat-Q8_0", "b" * 64)
    models = [small, big]
    monkeypatch.setattr(builder.studio.models, "list", lambda: models)
    builder.edit()
    builder.section("Model")
    builder.wait(lambda: builder.has("Big"))
    big_row = QAccessible.queryAccessibleInterface(builder.window.named("Big"))
    assert big_row.text(QAccessible.Text.Description) == (
        "1.7 billion parameters · 1,060 MB · reads up to 8,192 tokens"
    )
    builder.press("Big")
    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.saved().model_sha256 == big.sha256)
    assert builder.saved().model_name == "Big-Chat-Q8_0"

    models.remove(big)
    builder.press("Back")
    builder.wait(lambda: builder.app.page == "chat")
    builder.edit()
    builder.section("Model")
    gone = (
        "“Big”, this assistant's model, is not on this computer any more. It cannot answer until "
        "you choose another one here, or add that one again."
    )
    builder.wait(lambda: builder.has(gone))
    builder.press("Use the app's choice")
    builder.wait(lambda: not builder.has(gone))
    assert builder.draft.assistant.model_sha256 is None
    builder.keys("Ctrl+Z")
    builder.wait(lambda: builder.has(gone))


def test_sampling_is_said_in_plain_words_and_undone_as_one_edit(builder: Any) -> None:
    builder.edit()
    builder.section("Model")
    builder.wait(lambda: builder.has("Temperature"))
    slider = builder.window.named("Temperature")
    slider.forceActiveFocus()
    for _ in range(3):
        builder.keys("Right")
    builder.wait(lambda: builder.draft.assistant.sampling.temperature == 0.5)
    assert "0.50 — livelier" in spoken(builder)
    builder.press("Read thoroughly")
    builder.wait(lambda: builder.draft.assistant.retrieval == RetrievalChoice(thorough=True))

    builder.press("Undo")
    builder.press("Undo")
    builder.wait(lambda: not builder.draft.changed)


def test_instructions_say_what_they_cost(builder: Any) -> None:
    builder.edit()
    builder.section("Instructions")
    builder.wait(lambda: builder.has("7 words · takes 10 of the model's 4,096 tokens"))
    builder.press("Insert a variable")
    named = "{{assistant}} — the assistant's name: Acme Handbook"
    builder.wait(lambda: builder.has(named))
    builder.press(named)
    builder.wait(lambda: "{{assistant}}" in builder.text("Instructions"))

    builder.write("Instructions", " {{time}}")
    builder.wait(lambda: "There is no clock: {{time}} stays as it is written." in spoken(builder))
    builder.keys("Ctrl+Z")
    builder.write("Instructions", " {{foo}}")
    builder.wait(lambda: builder.has("{{foo}} is no variable and stays as it is written."))


def test_a_model_that_cannot_count_says_why(builder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object) -> InstructionsCost:
        raise ModelMissing("There is no language model on this computer.", "Add one.")

    monkeypatch.setattr(builder.studio.instructions_meter, "measure", missing)
    builder.edit()

    builder.wait(
        lambda: builder.has(
            "7 words · tokens unknown: There is no language model on this computer."
        )
    )


def test_ten_megabytes_pasted_change_nothing_and_are_explained(builder: Any) -> None:
    builder.edit()
    before = builder.text("Instructions")
    clipboard = QGuiApplication.clipboard()
    field = builder.window.named("Instructions")
    field.forceActiveFocus()
    clipboard.setText("x" * TEN_MEGABYTES)
    builder.keys("Ctrl+V")

    builder.wait(lambda: "What you pasted is 10,485,760 characters long" in all_names(builder))
    assert builder.text("Instructions") == before
    assert not builder.draft.changed
    builder.press("Close this message")

    # As much as fits is taken, and undone as one edit.
    clipboard.setText("word " * ((MAX_INSTRUCTIONS_CHARS - len(before)) // 5))
    builder.keys("Ctrl+V")
    builder.wait(lambda: len(builder.draft.instructions) > MAX_INSTRUCTIONS_CHARS - 10)
    builder.keys("Ctrl+Z")
    builder.wait(lambda: builder.draft.instructions == before)
    clipboard.clear()


def test_names_of_any_script_are_kept_and_shown(builder: Any) -> None:
    name = "‮مساعد עוזר 🏴‍☠️👩🏽‍🚀"
    builder.edit()
    builder.draft.name = name
    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.saved().name == name)
    builder.press("Back")
    builder.wait(lambda: builder.app.page == "chat" and builder.has(name))


def test_history_shows_what_changed_and_brings_a_version_back(builder: Any) -> None:
    first = builder.saved()
    builder.studio.assistants.save(
        replace(first, instructions="Answer in three plain sentences."), "longer answers"
    )
    builder.edit()
    builder.section("History")
    builder.wait(lambda: builder.has("Version 2: longer answers"))
    builder.press("What it changed, version 2")
    changed = "Instructions. Answer in Removed: two or. three plain sentences."
    builder.wait(lambda: builder.has(changed))
    builder.press("What it changed, version 1")
    builder.wait(lambda: builder.has("This is the first version."))

    # What was not saved is not lost by going back.
    builder.draft.tagline = "Half done"
    builder.press("Restore version 1")
    builder.wait(lambda: builder.has("Version 4: Restored from version 1"))
    assert builder.has("Version 3: Before version 1 was restored")
    assert builder.saved().instructions == first.instructions
    assert builder.studio.assistants.version(first.id, 3).tagline == "Half done"
    builder.press("Compare with now, version 3")
    builder.wait(lambda: "Tagline. Removed: Half" in all_names(builder))

    builder.press("Name version 1…")
    builder.wait(lambda: builder.has("Name this version"))
    builder.type("at first")
    builder.keys("Return")
    builder.wait(lambda: builder.has("Version 1: at first"))
