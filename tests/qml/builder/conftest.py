"""The builder in the real window, used by its accessible names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest

from assistant_studio.answering.citing import cited_sentences
from assistant_studio.answering.events import (
    Answered,
    AnswerText,
    Found,
    LeftOut,
    PromptReady,
    ReasoningText,
    Searching,
    Source,
    Timings,
    TurnEvent,
)
from assistant_studio.answering.reasoning import Reasoning
from assistant_studio.assistants import editing
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.message import Message
from assistant_studio.errors import StudioError
from assistant_studio.knowledge.document import Passage
from assistant_studio.viewmodels.living import living

FOUND = Passage(
    rank=1,
    document="Staff handbook.pdf",
    document_id="d",
    page=16,
    place="Page 16",
    heading="",
    start=0,
    end=62,
    text="Every employee has twenty-five days of paid leave in each year.",
    score=1.0,
    found_by=("words",),
)
ANSWER = "You have twenty-five days of paid leave in each year."


@dataclass
class ScriptedPreview:
    """Stands where the model would be: remembers who was asked what, and answers by script.

    Attributes:
        asked: The assistant, the question and the number of earlier messages of each turn.
        answer: What it says, a word at a time.
        thoughts: What it thinks before that.
        error: Raised instead of answering.
        wait: Called before each word, with its place and the token.
    """

    asked: list[tuple[Assistant, str, int]] = field(default_factory=list)
    answer: str = ANSWER
    thoughts: str = ""
    error: StudioError | None = None
    wait: Callable[[int, CancelToken], None] = lambda place, token: None

    def preview(
        self,
        assistant: Assistant,
        question: str,
        earlier: Sequence[Message] = (),
        token: CancelToken | None = None,
    ) -> Iterator[TurnEvent]:
        self.asked.append((assistant, question, len(earlier)))
        token = token or CancelToken()
        yield Searching(question)
        yield Found((Source(1, FOUND),), 0.01)
        if self.error is not None:
            raise self.error
        yield PromptReady(120, 4096, LeftOut())
        text, thought = "", None
        if self.thoughts:
            thought = Reasoning(self.thoughts, 2.0, closed=True)
            yield ReasoningText(self.thoughts, 2.0)
        for place, word in enumerate(self.answer.split(" ")):
            self.wait(place, token)
            if token.cancelled:
                break
            text += f" {word}" if text else word
            yield AnswerText(f" {word}" if place else word)
        timings = Timings(0.01, 0.1, 0.2, 1.0, 120, 80, 12, 58.0)
        finish = "cancelled" if token.cancelled else "stop"
        sentences = cited_sentences(text, (Source(1, FOUND),))
        shown = f"<system>{assistant.instructions}"
        yield Answered(
            text,
            sentences,
            (Source(1, FOUND),),
            finish,
            timings,
            LeftOut(),
            shown,
            reasoning=thought,
        )


class Builder:
    """The window with the builder in it."""

    def __init__(self, window: Any, studio: Any, assistant_id: str) -> None:
        self.window = window
        self.studio = studio
        self.assistant_id = assistant_id
        self.app = window.view_model("AppViewModel")
        self.draft: Any = None
        self.script = ScriptedPreview()

    def edit(self, assistant_id: str | None = None) -> Builder:
        """Open the builder on the sample, or on another assistant."""
        self.app.editAssistant(self.assistant_id if assistant_id is None else assistant_id)
        return self._opened("Profile")

    def new(self) -> Builder:
        """Open the builder on an assistant that does not exist yet."""
        self.app.newAssistant()
        return self._opened("Make assistant")

    def _opened(self, name: str) -> Builder:
        self.wait(lambda: self.has(name))
        # The one before is taken away when Qt is at rest.
        self.wait(lambda: len(self._drafts()) == 1)
        (self.draft,) = self._drafts()
        return self

    def _drafts(self) -> list[Any]:
        return list(living(lambda kind: kind.__name__ == "AssistantDraft"))

    def wait(self, condition: Callable[[], object]) -> None:
        self.window.wait_for(condition)

    def has(self, name: str) -> bool:
        return bool(self.window.has(name))

    def items(self) -> list[Any]:
        return list(self.window.items())

    def press(self, name: str) -> None:
        self.window.press(name)

    def section(self, name: str) -> None:
        """Turn to a section."""
        tab = self.window.named(name, QAccessible.Role.PageTab)
        QAccessible.queryAccessibleInterface(tab).actionInterface().doAction("Press")

    def write(self, name: str, text: str) -> None:
        """Type into the field with this name, at its end."""
        field = self.window.named(name)
        field.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        field.setProperty("cursorPosition", len(field.property("text")))
        self.type(text)

    def type(self, text: str) -> None:
        for letter in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QGuiApplication.sendEvent(self.window.window, event)

    def keys(self, keys: str) -> None:
        # A person's keys come one after the other, with the window at work between them.
        QTest.qWait(1)
        QTest.keySequence(self.window.window, QKeySequence(keys))

    def text(self, name: str) -> str:
        """What stands in the field with this name."""
        return str(self.window.named(name).property("text"))

    def saved(self) -> Any:
        """The sample as it is kept."""
        return self.studio.assistants.get(self.assistant_id)


@pytest.fixture
def builder(
    studio: Any, open_window: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> Builder:
    # On a busy machine a word takes as long to type as a person takes to think.
    monkeypatch.setattr(editing, "RUN_PAUSE_S", 300.0)
    assistant_id = studio.with_sample()
    scripted = ScriptedPreview()
    studio.answering.preview = scripted.preview
    opened = open_window()
    opened.window.resize(1440, 900)
    opened.window.requestActivate()
    opened.wait_for(opened.window.isActive)
    made = Builder(opened, studio, assistant_id)
    made.script = scripted
    return made
