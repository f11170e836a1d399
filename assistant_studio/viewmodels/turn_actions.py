"""What a person does with messages that are there: ask again, in other words, go on, step back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.answering.ways import WantedWay
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.message import Message, Role
from assistant_studio.errors import StudioError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.live_turn import LiveTurn, live_turns
from assistant_studio.viewmodels.message_edit import MessageEdit
from assistant_studio.viewmodels.messages_model import MessagesModel
from assistant_studio.viewmodels.task import Task
from assistant_studio.viewmodels.turn_follower import TurnFollower

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# What is shown at once of another branch; a longer one is opened at its end.
MAX_BRANCH_MESSAGES = 200


@dataclass(slots=True)
class Shown:
    """What the chat page shows; one object, shared by the parts that act on it.

    Attributes:
        messages: The rows.
        follower: Follows the answer that is being written.
        assistant_id: Who is talked to.
        conversation_id: Empty for a conversation that has not begun.
        creating: Whether it is being made at this moment.
    """

    messages: MessagesModel
    follower: TurnFollower
    assistant_id: str = ""
    conversation_id: str = ""
    creating: bool = False

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self.follower.turn is not None or self.creating


@QmlElement
class TurnActions(QObject):
    """Turns and branches that begin at a message which is shown.

    Signals:
        begins: A turn is about to begin.
        begun: It has begun.
        branchShown: Another branch is shown from the row at this place on.
        reopenWanted: All is to be read again.
        failed: Something could not be done; a `StudioError`.
    """

    begins = Signal()
    begun = Signal()
    branchShown = Signal(int)
    reopenWanted = Signal()
    failed = Signal(object)

    def __init__(self, shown: Shown, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._edit = MessageEdit(self)
        self.begins.connect(self._edit.end)

    @Property(MessageEdit, constant=True)
    def edit(self) -> MessageEdit:
        """The person's message that is being put in other words: a `MessageEdit`."""
        return self._edit

    @Slot()
    def retry(self) -> None:
        """Answer the last question again."""
        asked = [row.key for row in self._shown.messages.rows if row.role == Role.USER]
        if asked:
            self._answer_again(asked[-1])

    @Slot(str)
    def regenerate(self, answer_key: str) -> None:
        """Another answer to the same question, as a branch of its own."""
        self._answer_otherwise(answer_key)

    @Slot(str)
    def answerOtherWay(self, answer_key: str) -> None:
        """Answer from the whole document what was searched for, or the other way round."""
        details = self._shown.messages.details.get(answer_key)
        if details is not None and details.other_way:
            self._answer_otherwise(answer_key, WantedWay(details.other_way))

    def _answer_otherwise(self, answer_key: str, way: WantedWay | None = None) -> None:
        try:
            question_id = services.studio().conversations.message(answer_key).parent_id
        except StudioError as error:
            self.failed.emit(error)
            return
        if question_id is not None:
            self._answer_again(question_id, way)

    @Slot(str)
    def goOn(self, answer_key: str) -> None:
        """Write on an answer that was cut off, in its own place."""
        row = self._shown.messages.row(answer_key)
        details = self._shown.messages.details.get(answer_key)
        if row is not None and details is not None:
            self._begin(
                lambda: self._shown.messages.begin_further(answer_key),
                lambda where, who: live_turns().go_on(
                    where, who, answer_key, row.text, details.reasoning
                ),
            )

    @Slot()
    def sendEdited(self) -> None:
        """Ask in the other words that stand in the message's field, as a branch of its own."""
        key, text = str(self._edit.key), str(self._edit.text)
        if key and text.strip():
            self._begin(
                lambda: self._shown.messages.begin_edited(key, text),
                lambda where, who: live_turns().edit(where, who, key, text),
            )

    @Slot(str, int)
    def stepBranch(self, key: str, distance: int) -> None:
        """Show another of the messages that could stand in the place of this one."""
        if self._shown.busy:
            return
        conversation_id = self._shown.conversation_id

        def work(_token: CancelToken) -> tuple[Message, ...]:
            store = services.studio().conversations
            chosen = store.branches.step(key, distance)
            shown = store.latest_messages(conversation_id, MAX_BRANCH_MESSAGES)
            place = next((i for i, m in enumerate(shown) if m.id == chosen), len(shown))
            return shown[place:]

        def show(messages: tuple[Message, ...]) -> None:
            if self._shown.conversation_id == conversation_id and not self._shown.busy:
                self._show_branch(key, messages)

        Task(self, work).succeeded(show).failed(self.failed.emit).start()

    def leave_edit(self) -> None:
        """Show the message that is being edited as it is."""
        self._edit.end()

    def note_surroundings(self, messages: tuple[Message, ...]) -> None:
        """Say of messages where each stands among its siblings, and what came with it."""
        store = services.studio().conversations
        ids = [message.id for message in messages]
        attached = store.attachments.of_messages(ids)
        self._shown.messages.note_attachments(
            {key: tuple(each.name for each in found) for key, found in attached.items()}
        )
        self._shown.messages.mark_branches(store.branches.places(ids))

    def _answer_again(self, question_id: str, way: WantedWay | None = None) -> None:
        self._begin(
            lambda: self._shown.messages.begin_again(question_id),
            lambda where, who: live_turns().retry(where, who, question_id, way),
        )

    def _begin(self, make_room: Callable[[], None], start: Callable[[str, str], LiveTurn]) -> None:
        shown = self._shown
        if shown.busy or not shown.conversation_id:
            return
        self.begins.emit()
        make_room()
        shown.follower.join(start(shown.conversation_id, shown.assistant_id))
        self.begun.emit()

    def _show_branch(self, key: str, messages: tuple[Message, ...]) -> None:
        if not messages:
            # A branch too long to be shown from that message on: its end, as when it is opened.
            self.reopenWanted.emit()
            return
        self._edit.end()
        self.note_surroundings(messages)
        place = self._shown.messages.show_branch(key, messages)
        self._shown.follower.show_last_answer()
        self.branchShown.emit(place)
