"""One assistant from nothing to its third version, through the real window alone."""

from __future__ import annotations

from typing import Any


def test_an_assistant_is_built_tried_saved_and_brought_back(builder: Any) -> None:
    builder.new()
    builder.write("Name", "Recipe Helper")
    builder.write("Tagline", "Cooks with what there is")
    builder.write("Instructions", "Suggest one dish.")
    # On disk before anybody saved: a crash now would lose nothing.
    kept = builder.studio.drafts.get
    builder.wait(lambda: kept("") and kept("").assistant.instructions == "Suggest one dish.")
    assert builder.has("not made yet")

    # The draft answers although it does not exist yet.
    builder.write("A question to the draft", "What can I cook?")
    builder.press("Ask the draft")
    builder.wait(lambda: builder.has(f"Answer: {builder.script.answer}"))
    asked = builder.script.asked[0][0]
    assert (asked.id, asked.instructions) == ("", "Suggest one dish.")

    builder.press("Make assistant")
    builder.wait(lambda: builder.has("version 1"))
    (made,) = [a for a in builder.studio.assistants.list() if a.name == "Recipe Helper"]
    assert kept("") is None

    builder.write("Instructions", " Name the quantities.")
    builder.write("Tagline", " oops")
    builder.keys("Ctrl+Z")
    builder.wait(lambda: builder.text("Tagline") == "Cooks with what there is")
    builder.press("Save this version under a name…")
    builder.wait(lambda: builder.has("Name this version"))
    builder.type("quantities")
    builder.keys("Return")
    builder.wait(lambda: builder.has("version 2"))

    builder.section("History")
    builder.wait(lambda: builder.has("Version 2: quantities"))
    builder.press("Restore version 1")
    builder.wait(lambda: builder.has("version 3"))
    now = builder.studio.assistants.get(made.id)
    assert (now.version, now.instructions) == (3, "Suggest one dish.")

    builder.press("Chat with Recipe Helper")
    builder.wait(lambda: builder.app.page == "chat" and builder.app.currentAssistantId == made.id)
