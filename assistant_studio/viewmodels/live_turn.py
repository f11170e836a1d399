"""Answers that are being written; they go on while another page or conversation is shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from assistant_studio.answering.events import (
    Answered,
    AnswerText,
    Found,
    LeftOut,
    ModelLoading,
    PromptReady,
    ReadingDocuments,
    ReadingPrompt,
    ReasoningText,
    Searching,
    Source,
    TurnEvent,
    UserSaved,
)
from assistant_studio.answering.reasoning import Reasoning
from assistant_studio.answering.way_words import documents_progress, long_reading
from assistant_studio.answering.ways import WantedWay
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.blocks import BlockChanges, BlockSplitter
from assistant_studio.errors import StudioError
from assistant_studio.language import _
from assistant_studio.viewmodels import chat_words, services
from assistant_studio.viewmodels.composer_drafts import composer_drafts
from assistant_studio.viewmodels.of_the_app import one_of_the_app
from assistant_studio.viewmodels.task import StreamTask, tell_everywhere

# Of the window's time, drawing an answer may take a share of one in this many plus one.
REST_PER_DRAWING = 2
_FREE_DRAWING_S = 0.008


class LiveTurn(QObject):
    """One answer on its way.

    Attributes:
        conversation_id: Where it is written.
        assistant_id: Who writes it.
        question: The person's words; empty when an earlier question is answered again.
        question_id: The message of the question; empty until it is on disk.
        given_back: Whether somebody has put words that could not be kept back into the composer.
        text: The answer so far.
        reasoning: What the model thought before that; None while it has not.
        phase: What goes on, in words.
        note: What a person should know beforehand of work that takes long; empty otherwise.
        loading: Whether it waits for the model.
        progress: Of reading the prompt, 0 to 1; below 0 while nobody knows.
        sources: The passages that were found.
        context: Used and whole, in tokens; zero until known.
        left_out: What did not fit.
        answered: The last event, once it came.
        error: Why it failed.

    Signals:
        changed: Something of the above is different.
        finished: It is saved, failed or was stopped; the last signal.
    """

    changed = Signal()
    finished = Signal()

    def __init__(
        self, parent: QObject, conversation_id: str, assistant_id: str, question: str
    ) -> None:
        super().__init__(parent)
        self.conversation_id = conversation_id
        self.assistant_id = assistant_id
        self.question = question
        self.question_id = ""
        self.given_back = False
        self.text = ""
        self.reasoning: Reasoning | None = None
        self.phase = ""
        self.note = ""
        self.loading = False
        self.progress = -1.0
        self.sources: tuple[Source, ...] = ()
        self.context = (0, 0)
        self.left_out = LeftOut()
        self.answered: Answered | None = None
        self.error: StudioError | None = None
        self._splitter = BlockSplitter()
        self._keep: int | None = None
        self._task: StreamTask[TurnEvent] | None = None
        self._resting = QTimer(self, singleShot=True)
        self._resting.timeout.connect(self._draw)
        self._waiting = False

    def begin_with(self, text: str, reasoning: Reasoning | None) -> None:
        """Some of the answer is there already."""
        self.text, self.reasoning = text, reasoning
        self._splitter.feed(text)

    def start(self, work: Callable[[CancelToken], Iterator[TurnEvent]]) -> None:
        """Begin with the turn's generator."""
        self._task = (
            StreamTask(self, work)
            .items(self._take)
            .succeeded(self._end)
            .cancelled(self._end)
            .failed(self._fail)
            .start()
        )

    def stop(self) -> None:
        """Ask the answer to stop; what was written is kept."""
        if self._task is not None and self._task.running:
            self._task.cancel()
            self.phase, self.loading = _(chat_words.STOPPING), False
            self.changed.emit()

    def take_changes(self) -> BlockChanges:
        """What happened to the blocks of `text` since this was last called."""
        blocks = self._splitter.blocks
        keep = len(blocks) if self._keep is None else self._keep
        self._keep = None
        return BlockChanges(keep, blocks[keep:])

    def all_blocks(self) -> BlockChanges:
        """The blocks of `text`, for someone who has seen none of them."""
        self._keep = None
        return BlockChanges(0, self._splitter.blocks)

    def _take(self, events: list[TurnEvent]) -> None:
        before = len(self.text)
        pieces: list[str] = []
        for event in events:
            if isinstance(event, AnswerText):
                pieces.append(event.text)
            elif isinstance(event, ReadingDocuments):
                self._note_reading(event)
            else:
                self._note(event)
        if pieces:
            self.text += "".join(pieces)
            self.phase, self.progress, self.loading = _(chat_words.WRITING), -1.0, False
            self.note = ""
            keep = self._splitter.feed(self.text[before:]).keep
            self._keep = keep if self._keep is None else min(keep, self._keep)
            if self.reasoning is not None:
                self.reasoning = replace(self.reasoning, closed=True)
        self._draw_in_time()

    def _note(self, event: TurnEvent) -> None:
        self.loading = isinstance(event, ModelLoading)
        match event:
            case UserSaved(_, message_id):
                self.question_id = message_id
                services.changes().conversationsChanged.emit(self.assistant_id)
            case ModelLoading(name):
                self.phase = chat_words.loading(name)
            case Searching():
                self.phase = _(chat_words.SEARCHING)
            case Found(sources):
                self.sources = sources
                self.phase = chat_words.found(len(sources))
            case PromptReady(used, total, left_out):
                self.context, self.left_out = (used, total), left_out
            case ReasoningText(text, seconds):
                before = self.reasoning.text if self.reasoning is not None else ""
                self.reasoning = Reasoning(before + text, seconds, closed=False)
                self.phase, self.progress = _(chat_words.THINKING), -1.0
            case ReadingPrompt(done, total):
                self.phase = chat_words.reading(done, total)
                self.progress = done / total if total else -1.0
            case Answered():
                self.answered = event
                services.changes().modelChanged.emit()
                if event.timings.tokens_per_s > 0:
                    services.changes().speedMeasured.emit(event.timings.tokens_per_s)

    def _note_reading(self, event: ReadingDocuments) -> None:
        self.loading, self.phase = False, documents_progress(event)
        # Putting the notes together takes as long as it takes.
        self.progress = event.done / event.total if event.done < event.total else -1.0
        self.note = self.note or long_reading(event)

    def _draw_in_time(self) -> None:
        """Draw now, or, if the last drawing was dear, when the window had time for others."""
        self._waiting = True
        if not self._resting.isActive():
            self._draw()

    def _draw(self) -> None:
        if not self._waiting:
            return
        self._waiting = False
        begun = time.perf_counter()
        self.changed.emit()
        took_s = time.perf_counter() - begun
        if took_s > _FREE_DRAWING_S:
            self._resting.start(round(1000 * REST_PER_DRAWING * took_s))

    def _fail(self, error: StudioError) -> None:
        self.error = error
        self._end()

    def _end(self) -> None:
        self._resting.stop()
        self._draw()
        self._task = None
        live_turns().forget(self)
        self.finished.emit()
        self._give_back()
        self.deleteLater()

    def _give_back(self) -> None:
        """Words that are not on disk go back to where they stood, if nobody else saw to that."""
        if self.question and not self.question_id and not self.given_back:
            place = (self.assistant_id, self.conversation_id)
            composer_drafts().give_back(place, self.question)
            if self.error is not None:
                tell_everywhere(self.error)


class LiveTurns(QObject):
    """The answers that are being written, by conversation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turns: dict[str, LiveTurn] = {}

    def of(self, conversation_id: str) -> LiveTurn | None:
        """The answer that is being written in a conversation."""
        return self._turns.get(conversation_id)

    def ask(
        self,
        conversation_id: str,
        assistant_id: str,
        text: str,
        attachments: Sequence[str] = (),
    ) -> LiveTurn:
        """Say something in a conversation."""
        return self._begin(
            LiveTurn(self, conversation_id, assistant_id, text),
            lambda token: services.studio().answering.ask(
                conversation_id, text, token, attachments
            ),
        )

    def edit(self, conversation_id: str, assistant_id: str, key: str, text: str) -> LiveTurn:
        """Put an earlier message in other words."""
        return self._begin(
            LiveTurn(self, conversation_id, assistant_id, text),
            lambda token: services.studio().answering.edit(key, text, token),
        )

    def retry(
        self,
        conversation_id: str,
        assistant_id: str,
        question_id: str,
        way: WantedWay | None = None,
    ) -> LiveTurn:
        """Answer a question again; `way` is how the files are to be used this time."""
        return self._begin(
            LiveTurn(self, conversation_id, assistant_id, ""),
            lambda token: services.studio().answering.retry(
                conversation_id, token, question_id, way
            ),
        )

    def go_on(
        self,
        conversation_id: str,
        assistant_id: str,
        key: str,
        text: str,
        reasoning: Reasoning | None,
    ) -> LiveTurn:
        """Write on an answer of which this much is there."""
        turn = LiveTurn(self, conversation_id, assistant_id, "")
        turn.begin_with(text, reasoning)
        return self._begin(turn, lambda token: services.studio().answering.go_on(key, token))

    def forget(self, turn: LiveTurn) -> None:
        """A turn came to its end."""
        if self._turns.get(turn.conversation_id) is turn:
            del self._turns[turn.conversation_id]

    def _begin(
        self, turn: LiveTurn, work: Callable[[CancelToken], Iterator[TurnEvent]]
    ) -> LiveTurn:
        self._turns[turn.conversation_id] = turn
        turn.start(work)
        return turn


def live_turns() -> LiveTurns:
    """The one list of the app; it ends with the Qt application."""
    return one_of_the_app(LiveTurns)
