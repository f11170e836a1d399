"""The preview beside the builder talks to the draft as it is, and keeps nothing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import ModelMissing

QUESTION = "How many days of leave do I have?"


def said(builder: Any, text: str) -> None:
    builder.wait(lambda: builder.has(f"Answer: {text}"))


def test_the_draft_answers_before_it_is_saved(builder: Any) -> None:
    builder.edit()
    builder.write("Instructions", " Be brief.")
    # Its own greeting and starters stand there before the first word.
    builder.wait(lambda: builder.has("Hello! Ask me about the handbook."))
    builder.press(QUESTION)
    said(builder, builder.script.answer)

    asked, question, earlier = builder.script.asked[0]
    assert (question, earlier) == (QUESTION, 0)
    assert asked.instructions.endswith(" Be brief.")
    assert asked.id == builder.assistant_id
    assert len(builder.studio.conversations.list(builder.assistant_id)) == 2

    # It is a conversation.
    builder.write("A question to the draft", "And next year?")
    builder.press("Ask the draft")
    builder.wait(lambda: len(builder.script.asked) == 2)
    assert builder.script.asked[1][1:] == ("And next year?", 2)
    builder.wait(lambda: builder.has("Ask again"))

    # Its sources, and what the model saw.
    builder.press("Show the sources of this answer")
    builder.wait(lambda: builder.has("Source 1: Staff handbook.pdf, Page 16"))
    builder.press("What the model saw")
    builder.wait(lambda: any("Be brief." in str(i.property("text")) for i in builder.items()))
    builder.keys("Escape")
    builder.keys("Escape")
    builder.wait(lambda: not builder.has("Source 1: Staff handbook.pdf, Page 16"))
    assert builder.app.page == "form"

    # After a change the same question can be asked again.
    builder.write("Tagline", "!")
    builder.wait(lambda: builder.has("The draft has changed since this answer."))
    builder.script.answer = "Twenty-five."
    builder.press("Ask again")
    said(builder, "Twenty-five.")
    assert builder.script.asked[2][1:] == ("And next year?", 2)
    assert not builder.has("The draft has changed since this answer.")

    builder.press("Start over")
    builder.wait(lambda: builder.has("Hello! Ask me about the handbook."))


def test_after_a_starter_one_goes_on_to_ask_the_draft(builder: Any) -> None:
    builder.edit()
    builder.wait(lambda: builder.has("A question to the draft"))
    builder.window.click(QUESTION)
    said(builder, builder.script.answer)
    builder.type("And next year?")

    assert builder.text("A question to the draft") == "And next year?"
    assert len(builder.script.asked) == 1


def test_files_that_are_not_read_yet_are_said_to_be_unknown(builder: Any, tmp_path: Path) -> None:
    notes = tmp_path / "Notes.md"
    notes.write_text("# Notes", encoding="utf-8")
    unknown = "The preview does not know the files yet. They are read when the assistant is made;"
    builder.new()
    builder.wait(lambda: builder.has("A question to the draft"))
    builder.write("Name", "Notes")
    builder.write("A question to the draft", "What do I note?")
    assert not any(name.startswith(unknown) for name in builder.window.names())
    builder.draft.addFiles([QUrl.fromLocalFile(str(notes))])
    builder.wait(lambda: any(name.startswith(unknown) for name in builder.window.names()))
    builder.press("Ask the draft")
    said(builder, builder.script.answer)
    assert any(name.startswith(unknown) for name in builder.window.names())

    # What was said stays when the assistant is made, and can be asked again with the files.
    builder.press("Make assistant")
    builder.wait(lambda: builder.has("version 1"))
    assert not any(name.startswith(unknown) for name in builder.window.names())
    assert builder.has(f"Answer: {builder.script.answer}")
    builder.press("Ask again")
    builder.wait(lambda: len(builder.script.asked) == 2)
    assert builder.script.asked[1][0].id != ""


def test_saving_a_version_keeps_what_was_said(builder: Any) -> None:
    builder.edit()
    builder.wait(lambda: builder.has("A question to the draft"))
    builder.press(QUESTION)
    said(builder, builder.script.answer)
    builder.write("Tagline", "!")
    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.has("version 2"))
    assert builder.has(f"Answer: {builder.script.answer}")

    # Another assistant is somebody else to talk to.
    builder.app.newAssistant()
    builder.wait(lambda: not builder.has(f"Answer: {builder.script.answer}"))


def test_an_answer_can_be_stopped_and_what_was_written_stays(builder: Any) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def wait(place: int, token: CancelToken) -> None:
        if place == 3:
            reached.set()
            go_on.wait(30)

    builder.script.wait = wait
    builder.edit()
    builder.wait(lambda: builder.has("A question to the draft"))
    builder.press(QUESTION)
    builder.wait(reached.is_set)
    builder.wait(lambda: builder.has("Stop the preview"))
    builder.keys("Escape")
    go_on.set()

    said(builder, "You have twenty-five")
    assert builder.app.page == "form"
    assert builder.has("Ask the draft")


def test_a_failure_is_told_in_the_answers_place(builder: Any) -> None:
    builder.script.error = ModelMissing("“Big” is not on this computer.", "Choose another model.")
    builder.edit()
    builder.wait(lambda: builder.has("A question to the draft"))
    builder.press(QUESTION)

    builder.wait(lambda: builder.has("“Big” is not on this computer. Choose another model."))


def test_a_small_window_shows_the_preview_in_the_sections_place(builder: Any) -> None:
    builder.edit()
    builder.window.window.resize(1024, 700)
    builder.wait(lambda: builder.has("Show the preview"))
    assert not builder.has("A question to the draft")
    builder.press("Show the preview")
    builder.wait(lambda: builder.has("A question to the draft"))
    assert not builder.has("Tagline")
    builder.press("Hide the preview")
    builder.wait(lambda: builder.has("Tagline"))


def test_what_the_model_thought_first_is_folded_away_and_can_be_read(builder: Any) -> None:
    builder.script.thoughts = "The handbook says twenty-five."
    builder.edit()
    builder.wait(lambda: builder.has("A question to the draft"))
    builder.write("A question to the draft", QUESTION)
    builder.press("Ask the draft")
    said(builder, builder.script.answer)
    builder.wait(lambda: builder.has("Thought for 2 s; show the thoughts"))
    assert not builder.has(builder.script.thoughts)

    builder.press("Thought for 2 s; show the thoughts")
    builder.wait(lambda: builder.has(builder.script.thoughts))
    builder.press("Thought for 2 s; hide the thoughts")
    builder.wait(lambda: not builder.has(builder.script.thoughts))
