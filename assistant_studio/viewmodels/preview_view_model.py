"""The builder's preview: a conversation with the unsaved draft, of which nothing is kept."""

from __future__ import annotations

import uuid
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import Assistant, to_content
from assistant_studio.assistants.drafts import Draft
from assistant_studio.conversations.message import Message, MessageState, Role
from assistant_studio.errors import StudioError
from assistant_studio.storage.database import utc_now
from assistant_studio.viewmodels import chat_words, services
from assistant_studio.viewmodels.answer_details import AnswerDetails
from assistant_studio.viewmodels.assistant_draft import AssistantDraft
from assistant_studio.viewmodels.live_turn import LiveTurn
from assistant_studio.viewmodels.messages_model import LIVE_KEY
from assistant_studio.viewmodels.talk import Talk

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Where no conversation is: nothing of a preview has a place in the database.
_NOWHERE = ""


@QmlElement
class PreviewViewModel(Talk):
    """A conversation with a draft; it ends with the page.

    Signals:
        draftChanged: Another draft, or another state of it.
        busyChanged: An answer begins or ends.
        sent: The person said something.
    """

    draftChanged = Signal()
    busyChanged = Signal()
    sent = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft: AssistantDraft | None = None
        self._said: list[Message] = []
        self._prompts: dict[str, str] = {}
        self._turn: LiveTurn | None = None
        # What the last answer was made from.
        self._asked = Draft(Assistant())

    # What is shown

    @Property(AssistantDraft, notify=draftChanged)
    def draft(self) -> AssistantDraft | None:
        """Who is talked to."""
        return self._draft

    @draft.setter  # type: ignore[no-redef]
    def draft(self, draft: AssistantDraft) -> None:
        if draft is not self._draft and self._draft is None:
            self._draft = draft
            draft.draftChanged.connect(self._show_draft)
            draft.opened.connect(self.startOver)
            self._show_draft()

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._turn is not None

    @Property(bool, notify=draftChanged)
    def outdated(self) -> bool:
        """Whether the draft has changed since the last answer."""
        if not self._said or self._turn is not None or self._draft is None:
            return False
        # Files that were only to be read then are known once the assistant is made.
        made = bool(self._asked.files) and not self._draft.draft.files
        return made or to_content(self._draft.assistant) != to_content(self._asked.assistant)

    # What a person does

    @Slot(str)
    def send(self, text: str) -> None:
        """Say something to the draft."""
        if self._turn is not None or self._draft is None or not text.strip():
            return
        question = _message(Role.USER, text)
        self._messages.add_question(text, question.id)
        self._messages.add_live_answer()
        self._answer(question)

    @Slot()
    def askAgain(self) -> None:
        """Answer the last question again, as the draft is now."""
        asked = [message for message in self._said if message.role is Role.USER]
        if self._turn is None and asked:
            del self._said[self._said.index(asked[-1]) :]
            self._messages.begin_again(asked[-1].id)
            self._answer(asked[-1])

    @Slot()
    def stop(self) -> None:
        """Stop the answer; what was written stays."""
        if self._turn is not None:
            self._turn.stop()

    @Slot()
    def startOver(self) -> None:
        """Forget what was said."""
        if self._turn is not None:
            turn, self._turn = self._turn, None
            turn.changed.disconnect(self._show)
            turn.finished.disconnect(self._finish)
            turn.stop()
        self._said.clear()
        self._prompts.clear()
        self._messages.open(())
        self._sources.show("", AnswerDetails())
        self._look_again()

    @Slot(str, result=str)
    def promptOf(self, message_id: str) -> str:
        """The exact prompt an answer was made from; empty if the model was not asked."""
        return self._prompts.get(message_id, "")

    @Slot(str, result=str)
    def promptNote(self, message_id: str) -> str:
        """What is to be said about the prompt of an answer, or why there is none."""
        if message_id == LIVE_KEY:
            return chat_words.PROMPT_NOT_YET
        details = self._messages.details.get(message_id, AnswerDetails())
        return chat_words.prompt_note(details, str(self.promptOf(message_id)))

    # Inside

    def _answer(self, question: Message) -> None:
        assert self._draft is not None
        assistant, earlier = self._draft.assistant, tuple(self._said)
        self._said.append(question)
        self._asked = self._draft.draft
        turn = self._turn = LiveTurn(self, _NOWHERE, assistant.id, question.text)
        turn.changed.connect(self._show)
        turn.finished.connect(self._finish)
        turn.start(
            lambda token: services.studio().answering.preview(
                assistant, question.text, earlier, token
            )
        )
        self._look_again()
        self.sent.emit()

    def _show(self) -> None:
        if self._turn is not None:
            self._messages.show_live(self._turn)

    def _finish(self) -> None:
        turn, self._turn = self._turn, None
        if turn is None:
            return
        answer = _answer_of(turn)
        self._said.append(answer)
        if turn.answered is not None:
            self._prompts[answer.id] = turn.answered.prompt or ""
        self._messages.finish_live(answer)
        self._look_again()

    def _show_draft(self) -> None:
        if self._draft is not None:
            self._face.show(self._draft.assistant)
            self.draftChanged.emit()

    def _look_again(self) -> None:
        self.busyChanged.emit()
        self.draftChanged.emit()


def _answer_of(turn: LiveTurn) -> Message:
    """The answer as a message of a conversation would hold it."""
    error: StudioError | None = turn.error
    if error is not None:
        return _message(
            Role.ASSISTANT, turn.text.strip(), MessageState.FAILED, {"error": error.record()}
        )
    answered = turn.answered
    if answered is None:
        # Stopped before the model began to write.
        return _message(
            Role.ASSISTANT, turn.text.strip(), MessageState.STOPPED, {"finish": "cancelled"}
        )
    stopped = answered.finish == "cancelled"
    state = MessageState.STOPPED if stopped else MessageState.COMPLETE
    return _message(Role.ASSISTANT, answered.text, state, answered.record())


def _message(
    role: Role,
    text: str,
    state: MessageState = MessageState.COMPLETE,
    details: dict[str, Any] | None = None,
) -> Message:
    return Message(uuid.uuid4().hex, _NOWHERE, None, role, text, state, details or {}, utc_now())
