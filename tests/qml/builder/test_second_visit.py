"""The builder opened again: its shortcuts work every time, and only there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from assistant_studio.viewmodels.commands import CommandsModel
from assistant_studio.viewmodels.living import living
from assistant_studio.viewmodels.undoing import undo_offer


def with_shortcut() -> set[str]:
    """The commands whose keys the window listens to."""
    (listened_to,) = (m for m in living(lambda kind: kind is CommandsModel) if m.withKeys)
    return {row.key for row in listened_to.rows}


def visit(builder: Any, words: str) -> None:
    builder.edit()
    builder.wait(lambda: "builder.save" in with_shortcut())
    builder.write("Tagline", words)
    builder.wait(lambda: builder.draft.changed)


def leave(builder: Any) -> None:
    builder.press("Back")
    builder.wait(lambda: "builder.save" not in with_shortcut())


def test_ctrl_s_saves_and_ctrl_z_undoes_at_every_visit(builder: Any) -> None:
    for version in (2, 3, 4):
        visit(builder, f" {version}.")
        builder.keys("Ctrl+S")
        builder.wait(lambda version=version: builder.saved().version == version)
        tagline = builder.saved().tagline
        builder.write("Tagline", " Too much.")
        builder.keys("Ctrl+Z")
        builder.wait(lambda tagline=tagline: builder.text("Tagline") == tagline)
        leave(builder)


def test_ctrl_z_undoes_the_edit_while_a_deletion_could_be_undone_elsewhere(builder: Any) -> None:
    conversation = builder.studio.conversations.list(builder.assistant_id)[0]
    builder.window.named(conversation.title).forceActiveFocus(Qt.FocusReason.TabFocusReason)
    builder.keys("Delete")
    builder.wait(lambda: undo_offer().text != "")
    tagline = builder.saved().tagline
    visit(builder, " Too much.")
    builder.keys("Ctrl+Z")
    builder.wait(lambda: builder.text("Tagline") == tagline)
    assert undo_offer().text != ""

    leave(builder)
    builder.keys("Ctrl+Z")
    builder.wait(lambda: builder.has(conversation.title))


def test_the_files_of_the_assistant_before_leave_no_gap(builder: Any) -> None:
    builder.edit()
    builder.wait(lambda: builder.has("Staff handbook.pdf"))
    builder.wait(lambda: builder.window.named("Files").height() > 100)
    builder.app.newAssistant()
    builder.wait(lambda: not builder.has("Staff handbook.pdf"))
    builder.wait(lambda: builder.window.named("Files").height() == 0)
