"""Turns in conversations: the question is saved first, and the answer however it ends."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant_studio.answering.attached import Attached
from assistant_studio.answering.events import (
    Answered,
    AnswerSaved,
    Timings,
    TurnEvent,
    UserSaved,
)
from assistant_studio.answering.records import (
    can_go_on,
    documents_of,
    reasoning_from,
    sources_from,
    timings_from,
    way_from,
)
from assistant_studio.answering.runner import TurnRunner
from assistant_studio.answering.turn import Turn
from assistant_studio.answering.ways import WantedWay
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.store import AssistantStore
from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.conversations.message import Message, MessageState, Role
from assistant_studio.conversations.part_notes import PartNotes
from assistant_studio.conversations.store import ConversationStore
from assistant_studio.errors import NotFound, StudioError, UsageError
from assistant_studio.language import _
from assistant_studio.models.engine import LoadedModel

# More messages than any context holds.
HISTORY_LIMIT = 1000
_BUG = StudioError(_("Something went wrong inside the app."), _("Ask again; the question is kept."))


class Answering:
    """Answers questions; the window, the commands and checks all come here."""

    def __init__(
        self, assistants: AssistantStore, conversations: ConversationStore, runner: TurnRunner
    ) -> None:
        self._assistants = assistants
        self._conversations = conversations
        self._runner = runner

    def close(self) -> None:
        """End the threads that searches run on."""
        self._runner.close()

    def ask(
        self,
        conversation_id: str,
        text: str,
        token: CancelToken | None = None,
        attachments: Sequence[str] = (),
        way: WantedWay | None = None,
        **sampling: Any,
    ) -> Iterator[TurnEvent]:
        """Say something in a conversation and stream what happens; ends with `AnswerSaved`.

        The person's message is on disk when `UserSaved` comes, before anything else is tried.

        Args:
            conversation_id: Where.
            text: The person's words.
            token: Stops the answer; what was written so far is kept.
            attachments: Ids of what was attached while the person wrote.
            way: How the files are to be used; None where the question decides.
            sampling: Fields of `Sampling` that go before the assistant's own.

        Raises:
            StudioError: The turn failed; the message stays, and the failure is kept as its answer.
        """
        message = self._conversations.add_user_message(
            conversation_id, text, attachments=attachments
        )
        yield UserSaved(conversation_id, message.id)
        yield from self._answer(conversation_id, message, token or CancelToken(), sampling, way)

    def edit(
        self,
        message_id: str,
        text: str,
        token: CancelToken | None = None,
        **sampling: Any,
    ) -> Iterator[TurnEvent]:
        """Say something in other words than an earlier message, as another branch.

        Args:
            message_id: The person's earlier message; it stays, with all that came after it.
            text: The new words.
            token: As for `ask`.
            sampling: As for `ask`.

        Raises:
            StudioError: As for `ask`.
        """
        conversation_id = self._conversations.message(message_id).conversation_id
        message = self._conversations.add_user_message(conversation_id, text, beside=message_id)
        yield UserSaved(conversation_id, message.id)
        yield from self._answer(conversation_id, message, token or CancelToken(), sampling)

    def retry(
        self,
        conversation_id: str,
        token: CancelToken | None = None,
        question_id: str | None = None,
        way: WantedWay | None = None,
        **sampling: Any,
    ) -> Iterator[TurnEvent]:
        """Answer a question again, as another branch and with other dice; otherwise as `ask`.

        Args:
            conversation_id: Where.
            token: As for `ask`.
            question_id: Which of the person's messages; None for the last one that is shown.
            way: As for `ask`.
            sampling: As for `ask`.
        """
        asked = self._question(conversation_id, question_id)
        drawn_on = self._drawn_on(asked)
        # An assistant may always draw alike, but the same answer once more helps nobody.
        sampling = {"seed": secrets.randbits(31), **sampling}
        yield UserSaved(conversation_id, asked.id)
        yield from self._answer(
            conversation_id, asked, token or CancelToken(), sampling, way, drawn_on
        )

    def go_on(
        self, message_id: str, token: CancelToken | None = None, **sampling: Any
    ) -> Iterator[TurnEvent]:
        """Write on an answer that was cut off, in its own place; otherwise as `ask`.

        What was written so far stays on disk until the longer text takes its place.

        Args:
            message_id: The answer.
            token: As for `ask`.
            sampling: As for `ask`.

        Raises:
            UsageError: It came to its end, or nothing of it was written.
        """
        answer = self._conversations.message(message_id)
        if answer.parent_id is None or not can_go_on(answer):
            raise UsageError(
                _("This answer cannot be continued: it came to its end, or never began."),
                _("Ask a further question, or have the question answered again."),
            )
        asked = self._conversations.message(answer.parent_id)
        turn = self._turn(asked, token or CancelToken(), sampling)
        turn.text = answer.text
        turn.reasoning = reasoning_from(answer.details)
        turn.way = way_from(answer.details)
        attached = {each.id for each in turn.attached}
        turn.sources = tuple(
            source
            for source in sources_from(answer.details)
            if source.passage.document_id not in attached
        )
        self._conversations.reopen_answer(answer.id)
        yield UserSaved(asked.conversation_id, asked.id)
        with self._failure_kept(answer.id, turn):
            yield from self._runner.go_on(turn)
            whole = turn.answered()
            saved = self._save(answer.id, replace(whole, timings=_joined(answer, whole.timings)))
        yield saved

    def _question(self, conversation_id: str, question_id: str | None) -> Message:
        if question_id is not None:
            return self._conversations.message(question_id)
        shown = self._conversations.messages(conversation_id)
        asked = [message for message in shown if message.role == Role.USER]
        if not asked:
            raise NotFound(_("There is no question here to answer."), _("Ask one first."))
        return asked[-1]

    def preview(
        self,
        assistant: Assistant,
        question: str,
        earlier: Sequence[Message] = (),
        token: CancelToken | None = None,
        **sampling: Any,
    ) -> Iterator[TurnEvent]:
        """Answer a question as `ask` would, and save nothing; ends with `Answered`.

        Args:
            assistant: Who answers. It may be an unsaved draft; one that has an id searches the
                files of the assistant with that id.
            question: What is asked.
            earlier: What was said before, first message first.
            token: Stops the answer; `Answered` then holds what was written so far.
            sampling: Fields of `Sampling` that go before the assistant's own.

        Raises:
            StudioError: The turn failed.
            Cancelled: `token` was set before the model began to write.
        """
        turn = self._runner.turn(assistant, question, earlier, token or CancelToken(), sampling)
        yield from self._runner.run(turn)
        yield turn.answered()

    def warm(self, assistant_id: str, token: CancelToken | None = None) -> LoadedModel:
        """Make the model and the front of the prompt ready before the first question."""
        return self._runner.warm(self._assistants.get(assistant_id), token)

    def _answer(
        self,
        conversation_id: str,
        asked: Message,
        token: CancelToken,
        sampling: dict[str, Any],
        way: WantedWay | None = None,
        drawn_on: frozenset[str] = frozenset(),
    ) -> Iterator[TurnEvent]:
        answer_id = self._conversations.begin_answer(conversation_id, asked.id).id
        with self._failure_kept(answer_id):
            turn = self._turn(asked, token, sampling, way)
        turn.drawn_on = drawn_on
        turn.notebook = _NotesOfAnswer(self._conversations.part_notes, answer_id)
        with self._failure_kept(answer_id, turn):
            yield from self._runner.run(turn)
            saved = self._save(answer_id, turn.answered())
        # Outside: whoever leaves at the last event must not turn a saved answer into a stopped one.
        yield saved

    def _drawn_on(self, asked: Message) -> frozenset[str]:
        """The documents that the answer which is shown to a question drew on."""
        shown = self._conversations.messages(asked.conversation_id)
        answers = [message for message in shown if message.parent_id == asked.id]
        return frozenset().union(*(documents_of(answer.details) for answer in answers))

    def _turn(
        self,
        asked: Message,
        token: CancelToken,
        sampling: dict[str, Any],
        way: WantedWay | None = None,
    ) -> Turn:
        conversation = self._conversations.get(asked.conversation_id)
        # What stands before the question itself: another window may have gone on meanwhile.
        earlier = self._conversations.latest_messages(
            conversation.id, HISTORY_LIMIT, before=asked.id
        )
        return self._runner.turn(
            self._assistants.get(conversation.assistant_id),
            asked.text,
            earlier,
            token,
            sampling,
            self._attached([*earlier, asked]),
            way,
        )

    def _attached(self, messages: Sequence[Message]) -> list[Attached]:
        """All that came with these messages."""
        store = self._conversations.attachments
        found = store.of_messages([message.id for message in messages])
        return [
            Attached(attachment.id, message.id, attachment.name, store.text_of(attachment))
            for message in messages
            for attachment in found.get(message.id, ())
        ]

    def _save(self, answer_id: str, answer: Answered) -> AnswerSaved:
        stopped = answer.finish == "cancelled"
        state = MessageState.STOPPED if stopped else MessageState.COMPLETE
        self._conversations.finish_answer(
            answer_id, answer.text, state, answer.record(), answer.prompt
        )
        return AnswerSaved(
            answer.text,
            answer.sentences,
            answer.sources,
            answer.finish,
            answer.timings,
            answer.left_out,
            answer.prompt,
            answer.reasoning,
            answer.way,
            message_id=answer_id,
        )

    @contextmanager
    def _failure_kept(self, answer_id: str, turn: Turn | None = None) -> Iterator[None]:
        """Whatever ends a turn early, the answer's place says so and keeps what was written."""
        try:
            yield
        except (Cancelled, GeneratorExit, KeyboardInterrupt):
            self._keep(answer_id, turn, MessageState.STOPPED, {"finish": "cancelled"})
            raise
        except StudioError as error:
            self._keep(answer_id, turn, MessageState.FAILED, {"error": error.record()})
            raise
        except BaseException:
            self._keep(answer_id, turn, MessageState.FAILED, {"error": _BUG.record()})
            raise

    def _keep(
        self, answer_id: str, turn: Turn | None, state: MessageState, details: dict[str, Any]
    ) -> None:
        if turn is None:
            self._conversations.finish_answer(answer_id, "", state, details, None)
            return
        shown = {
            **details,
            "sources": [asdict(source) for source in turn.sources],
            "way": asdict(turn.way),
        }
        if turn.reasoning is not None:
            shown["reasoning"] = asdict(turn.reasoning)
        text = turn.text.strip() or turn.so_far
        self._conversations.finish_answer(answer_id, text, state, shown, None)


@dataclass(frozen=True, slots=True)
class _NotesOfAnswer:
    """Notes on parts of documents; they go with the answer that they were made for."""

    notes: PartNotes
    answer_id: str

    def find(self, key: str) -> str | None:
        return self.notes.find(key)

    def keep(self, key: str, text: str) -> None:
        self.notes.keep(key, self.answer_id, text)


def _joined(answer: Message, further: Timings) -> Timings:
    """The timings of an answer that was written in two goes."""
    before = timings_from(answer.details)
    if before is None:
        return further
    return replace(
        further,
        retrieval_s=before.retrieval_s,
        first_token_s=before.first_token_s,
        total_s=before.total_s + further.total_s,
        output_tokens=before.output_tokens + further.output_tokens,
    )
