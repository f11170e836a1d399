"""The chat page in the real window, on a real database and an answering that follows a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtQuick import QQuickItem

from assistant_studio.answering.citing import cited_sentences
from assistant_studio.answering.events import (
    AnswerSaved,
    AnswerText,
    CitedSentence,
    Found,
    LeftOut,
    ModelLoading,
    PromptReady,
    ReadingPrompt,
    ReasoningText,
    Searching,
    Source,
    Timings,
    TurnEvent,
    UserSaved,
)
from assistant_studio.answering.reasoning import Reasoning
from assistant_studio.answering.ways import WantedWay, Way
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.message import MessageState, Role
from assistant_studio.conversations.store import ConversationStore
from assistant_studio.errors import StudioError
from assistant_studio.knowledge.document import Passage
from assistant_studio.models.engine import LoadedModel

HANDBOOK = "Staff handbook.pdf"


def passage(rank: int, place: str, text: str, document: str = HANDBOOK) -> Passage:
    return Passage(
        rank=rank,
        document=document,
        document_id=document,
        page=None,
        place=place,
        heading="",
        start=0,
        end=len(text),
        text=text,
        score=1 / rank,
        found_by=("meaning", "words") if rank == 1 else ("words",),
    )


SOURCES = (
    Source(
        1,
        passage(
            1,
            "Page 12",
            "4.2 Refunds\nThe refund window for annual plans is thirty days from the date of"
            " purchase, provided that the usage limits of section four were kept. Requests go to"
            " the billing team.",
        ),
    ),
    Source(
        2,
        passage(
            2,
            "Page 13",
            "Monthly plans end with the month. Enterprise customers may request a refund for up to"
            " sixty days after the purchase. Their account manager handles it.",
        ),
    ),
    Source(
        3,
        passage(
            3,
            "“Upgrades”",
            "An upgrade opens a new window for the difference in price. Downgrades do not.",
            "Billing FAQ.md",
        ),
    ),
)
ANSWER = """Annual plans can be refunded within **thirty days** of purchase. Enterprise customers \
get sixty days. Most requests are settled within a week.

To check the date from a script:

```python
def refundable(purchase, today, enterprise=False):
    window = 60 if enterprise else 30
    return (today - purchase).days <= window
```
"""


@dataclass
class Script:
    """What the next answer does.

    Attributes:
        pieces: Of its text.
        sources: What the search finds.
        error: Raised after the pieces.
        error_before_saving: Raised before the question is on disk.
        before_saving: Called before the question is on disk.
        left_out: What did not fit.
        finish: How it ends, unless it is stopped.
        wait: Called before each piece, with its place and the token.
        sentences: Ties the answer to the sources.
        reasoning: What the model thinks before it answers.
        way: How the files are used for it.
        before: Events that come before the answer is written.
    """

    pieces: Sequence[str]
    sources: tuple[Source, ...] = SOURCES
    error: StudioError | None = None
    error_before_saving: StudioError | None = None
    before_saving: Callable[[], object] = lambda: None
    left_out: LeftOut = LeftOut()
    finish: str = "stop"
    wait: Callable[[int, CancelToken], None] = lambda place, token: None
    sentences: Callable[[str, tuple[Source, ...]], tuple[CitedSentence, ...]] = cited_sentences
    reasoning: Reasoning | None = None
    way: Way | None = None
    before: Sequence[TurnEvent] = ()


@dataclass
class ScriptedAnswering:
    """Stands where the model would be: the same events and rows on disk, from a script."""

    conversations: ConversationStore
    scripts: list[Script] = field(default_factory=list)
    warmed: list[str] = field(default_factory=list)
    warm_error: StudioError | None = None
    ways: list[WantedWay | None] = field(default_factory=list)

    def warm(self, assistant_id: str, token: CancelToken | None = None) -> LoadedModel:
        self.warmed.append(assistant_id)
        if self.warm_error is not None:
            raise self.warm_error
        return LoadedModel("0" * 64, "SmolLM2-135M-Instruct.Q4_1", 4096, 8192, 160.0)

    def ask(
        self,
        conversation_id: str,
        text: str,
        token: CancelToken | None = None,
        attachments: Sequence[str] = (),
    ) -> Iterator[TurnEvent]:
        script = self.scripts.pop(0)
        script.before_saving()
        if script.error_before_saving is not None:
            raise script.error_before_saving
        message = self.conversations.add_user_message(
            conversation_id, text, attachments=attachments
        )
        yield UserSaved(conversation_id, message.id)
        yield from self._answer(conversation_id, message.id, script, token or CancelToken())

    def edit(
        self, message_id: str, text: str, token: CancelToken | None = None
    ) -> Iterator[TurnEvent]:
        conversation_id = self.conversations.message(message_id).conversation_id
        message = self.conversations.add_user_message(conversation_id, text, beside=message_id)
        yield UserSaved(conversation_id, message.id)
        script = self.scripts.pop(0)
        yield from self._answer(conversation_id, message.id, script, token or CancelToken())

    def go_on(self, message_id: str, token: CancelToken | None = None) -> Iterator[TurnEvent]:
        answer = self.conversations.message(message_id)
        self.conversations.reopen_answer(message_id)
        yield UserSaved(answer.conversation_id, str(answer.parent_id))
        script = self.scripts.pop(0)
        yield from self._written(answer.id, answer.text, script, token or CancelToken())

    def retry(
        self,
        conversation_id: str,
        token: CancelToken | None = None,
        question_id: str | None = None,
        way: WantedWay | None = None,
    ) -> Iterator[TurnEvent]:
        self.ways.append(way)
        asked = question_id or next(
            m.id
            for m in reversed(self.conversations.messages(conversation_id))
            if m.role == Role.USER
        )
        yield UserSaved(conversation_id, asked)
        script = self.scripts.pop(0)
        yield from self._answer(conversation_id, asked, script, token or CancelToken())

    def _answer(
        self, conversation_id: str, asked: str, script: Script, token: CancelToken
    ) -> Iterator[TurnEvent]:
        answer = self.conversations.begin_answer(conversation_id, asked)
        yield from self._written(answer.id, "", script, token)

    def _written(
        self, answer_id: str, text: str, script: Script, token: CancelToken
    ) -> Iterator[TurnEvent]:
        yield ModelLoading("SmolLM2-135M-Instruct.Q4_1")
        yield Searching("query")
        yield Found(script.sources, 0.02)
        yield PromptReady(1420, 4096, script.left_out)
        for done in (100, 412, 690):
            yield ReadingPrompt(done, 690)
        yield from script.before
        if script.reasoning is not None:
            yield ReasoningText(script.reasoning.text, script.reasoning.seconds)
        for place, piece in enumerate(script.pieces):
            script.wait(place, token)
            if token.cancelled:
                break
            text += piece
            yield AnswerText(piece)
        if script.error is not None:
            details: dict[str, Any] = {"error": script.error.record(), "sources": []}
            self.conversations.finish_answer(answer_id, text, MessageState.FAILED, details, None)
            raise script.error
        yield self._saved(answer_id, text.strip(), script, token.cancelled)

    def _saved(self, message_id: str, text: str, script: Script, stopped: bool) -> AnswerSaved:
        sentences = script.sentences(text, script.sources)
        timings = Timings(
            retrieval_s=0.02,
            prompt_s=0.1,
            first_token_s=0.2,
            total_s=2.0,
            prompt_tokens=1350,
            reused_tokens=700,
            output_tokens=70,
            tokens_per_s=58.2,
        )
        finish = "cancelled" if stopped else script.finish
        details = {
            "sources": [asdict(source) for source in script.sources],
            "sentences": [asdict(sentence) for sentence in sentences],
            "timings": asdict(timings),
            "finish": finish,
            "left_out": asdict(LeftOut()),
        }
        if script.reasoning is not None:
            details["reasoning"] = asdict(script.reasoning)
        if script.way is not None:
            details["way"] = asdict(script.way)
        state = MessageState.STOPPED if stopped else MessageState.COMPLETE
        self.conversations.finish_answer(
            message_id, text, state, details, "<|im_start|>system\nYou are…<b>not bold</b>"
        )
        return AnswerSaved(
            text, sentences, script.sources, finish, timings, LeftOut(), message_id=message_id
        )


@dataclass
class Chat:
    """The window with the chat page in it.

    Attributes:
        studio: What the window stands on.
        open: Opens the window, of this size in pixels and theme.
        assistant_id: Who is talked to.
        model: The chat's view model.
        app: The window's view model.
    """

    studio: Any
    open_window: Callable[[], Any]
    wait_for: Callable[[Callable[[], object]], None]
    assistant_id: str
    window: Any = None
    model: Any = None
    app: Any = None

    def script(self, *pieces: str, **options: Any) -> None:
        """Say what the next answer does."""
        self.studio.answering.scripts.append(Script(pieces, **options))

    def script_answer(self, **options: Any) -> None:
        """The next answer is the usual one, a few characters at a time."""
        self.script(*(ANSWER[i : i + 6] for i in range(0, len(ANSWER), 6)), **options)

    def open(self, width: int = 1440, height: int = 900, theme: str = "light") -> Chat:
        """Show the window."""
        self.studio.settings.change(
            theme=theme,
            window_width=width,
            window_height=height,
            last_assistant_id=self.assistant_id,
        )
        self.window = self.open_window()
        self.window.window.resize(width, height)
        self.model = self.window.view_model("ChatViewModel")
        self.app = self.window.view_model("AppViewModel")
        self.wait_for(lambda: self.model.face.name != "")
        self.wait_for(lambda: not self.model.phase)
        return self

    def ask(self, text: str) -> None:
        """Say something and wait for the whole answer."""
        self.model.send(text)
        self.wait_for(lambda: not self.model.busy)

    def items(self, type_name: str) -> list[QQuickItem]:
        """All visible items of a QML type, from the top down."""
        return [item for item in self.visible() if qml_type(item) == type_name]

    def texts(self) -> list[str]:
        """What every visible text says."""
        return [str(text) for item in self.visible() if (text := item.property("text"))]

    def visible(self) -> list[QQuickItem]:
        """All visible items, decoration too."""
        found = [self.window.window.contentItem()]
        for item in found:
            found.extend(child for child in item.childItems() if child.isVisible())
        return found

    def settle(self, rounds: int = 5) -> None:
        """Let bindings, layouts and the scene come to rest."""
        for _ in range(rounds):
            self.window.grab()
            QCoreApplication.processEvents()


def qml_type(item: QObject) -> str:
    return str(item.metaObject().className()).split("_QML")[0].removeprefix("QQuick")


@pytest.fixture
def chat(
    studio: Any,
    open_window: Callable[[], Any],
    wait_for: Callable[[Callable[[], object]], None],
) -> Chat:
    """A studio with one assistant, whose answers follow a script."""
    studio.answering = ScriptedAnswering(studio.conversations)
    made = studio.assistants.create(
        Assistant(
            name="Acme Handbook",
            tagline="Answers from the staff handbook",
            greeting="Ask me about working at Acme. I answer from the handbook, with its pages.",
            starters=(
                "How long do I have to ask for a refund on an annual plan?",
                "What can I expense when I travel?",
                "How many days of leave do I have?",
                "Who approves a new laptop?",
            ),
        )
    )
    return Chat(studio, open_window, wait_for, made.id)
