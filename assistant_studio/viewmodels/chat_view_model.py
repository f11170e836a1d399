"""One conversation as the chat page shows it: opening, sending, stopping, trying again."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.conversations.message import Conversation, Message, MessageState, Role
from assistant_studio.errors import StudioError
from assistant_studio.models.engine import LoadedModel
from assistant_studio.viewmodels import chat_words, services
from assistant_studio.viewmodels.answer_facts import AnswerFacts
from assistant_studio.viewmodels.attachments_view_model import AttachmentsViewModel
from assistant_studio.viewmodels.composer_drafts import composer_drafts
from assistant_studio.viewmodels.context_meter import ContextMeter
from assistant_studio.viewmodels.live_turn import live_turns
from assistant_studio.viewmodels.message_window import MessageWindow
from assistant_studio.viewmodels.read_aloud import ReadAloud
from assistant_studio.viewmodels.talk import Talk
from assistant_studio.viewmodels.task import Task, tell_everywhere
from assistant_studio.viewmodels.turn_actions import Shown, TurnActions
from assistant_studio.viewmodels.turn_follower import TurnFollower
from assistant_studio.viewmodels.warmer import Warmer

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ChatViewModel(Talk):
    """A conversation with an assistant; one without an id is made at the first message.

    Signals:
        assistantIdChanged: Another assistant.
        conversationIdChanged: Another conversation, or the new one got its id.
        conversationStarted: The new conversation got its id.
        opened: Other messages are shown; the end of them is what to look at.
        revealed: This message, at this place of the list, is what to look at instead.
        sent: The person said something.
        busyChanged: An answer begins or ends.
        statusChanged: What goes on, or went wrong.
        draftChanged: What stands in the composer was changed from here.
        olderChanged: There are older messages to load, or not any more.
    """

    assistantIdChanged = Signal()
    conversationIdChanged = Signal()
    conversationStarted = Signal(str)
    opened = Signal()
    revealed = Signal(str, int)
    sent = Signal()
    busyChanged = Signal()
    statusChanged = Signal()
    draftChanged = Signal()
    olderChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = ContextMeter(self)
        self._follower = TurnFollower(self._messages, self._sources, self._context, self)
        self._shown = Shown(self._messages, self._follower)
        self._actions = TurnActions(self._shown, self)
        self._attachments = AttachmentsViewModel(self)
        self._attachments.failed.connect(self._tell)
        self._facts = AnswerFacts(self._messages, self)
        self._aloud = ReadAloud(self._messages, self)
        self._aloud.failed.connect(self._tell)
        self._warmer = Warmer(self)
        self._creating: Task[Conversation] | None = None
        self._window = MessageWindow()
        self._wanted = ""
        self._problem: StudioError | None = None
        self._awaited = ""
        # The assistant and the conversation are set one after the other; they are opened once.
        self._opening = QTimer(self, singleShot=True, interval=0)
        self._opening.timeout.connect(self._open)
        self._connect()

    def _connect(self) -> None:
        self.statusChanged.connect(self._tell_what_is_awaited)
        self._follower.changed.connect(self._look_again)
        self._follower.failed.connect(self._tell)
        self._follower.unsent.connect(self._keep_unsent)
        self._actions.begins.connect(self.closeProblem)
        self._actions.begun.connect(self.sent)
        self._actions.branchShown.connect(self._look_again)
        self._actions.reopenWanted.connect(self._open)
        self._actions.failed.connect(self._tell)
        self._warmer.changed.connect(self.statusChanged)
        self._warmer.failed.connect(self._tell)
        self._warmer.ready.connect(self._warmed)
        services.changes().assistantsChanged.connect(self._read_face)
        services.changes().settingsChanged.connect(self.statusChanged)

    # What is shown

    @Property(str, notify=assistantIdChanged)
    def assistantId(self) -> str:
        """Who is talked to."""
        return self._shown.assistant_id

    @assistantId.setter  # type: ignore[no-redef]
    def assistantId(self, assistant_id: str) -> None:
        if assistant_id != self._shown.assistant_id:
            self._shown.assistant_id = assistant_id
            self._opening.start()
            self.assistantIdChanged.emit()

    @Property(str, notify=conversationIdChanged)
    def conversationId(self) -> str:
        """What is shown; empty for a new conversation."""
        return self._shown.conversation_id

    @conversationId.setter  # type: ignore[no-redef]
    def conversationId(self, conversation_id: str) -> None:
        if conversation_id != self._shown.conversation_id:
            self._shown.conversation_id = conversation_id
            self._opening.start()
            self.conversationIdChanged.emit()

    @Property(AttachmentsViewModel, constant=True)
    def attachments(self) -> AttachmentsViewModel:
        """What is attached to the message that is being written: an `AttachmentsViewModel`."""
        return self._attachments

    @Property(ReadAloud, constant=True)
    def aloud(self) -> ReadAloud:
        """Reads answers aloud: a `ReadAloud`."""
        return self._aloud

    @Property(AnswerFacts, constant=True)
    def facts(self) -> AnswerFacts:
        """What can be looked up about one answer: an `AnswerFacts`."""
        return self._facts

    @Property(ContextMeter, constant=True)
    def context(self) -> ContextMeter:
        """How full the model's context is: a `ContextMeter`."""
        return self._context

    @Property(TurnActions, constant=True)
    def actions(self) -> TurnActions:
        """What can be done with messages that are there: a `TurnActions`."""
        return self._actions

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._shown.busy

    @Property(bool, notify=busyChanged)
    def unanswered(self) -> bool:
        """Whether the last message is a question that nobody answers."""
        rows = self._messages.rows
        return not self.busy and bool(rows) and rows[-1].role == Role.USER

    @Property(str, notify=statusChanged)
    def phase(self) -> str:
        """What goes on, in words; empty when nothing does."""
        if self._follower.turn is not None:
            return self._follower.turn.phase
        if self._warmer.busy:
            return chat_words.loading(self._face.model_name)
        return ""

    @Property(str, notify=statusChanged)
    def problem(self) -> str:
        """What went wrong with the chat as a whole; empty when nothing did."""
        return self._problem.message if self._problem else ""

    @Property(str, notify=statusChanged)
    def problemHint(self) -> str:
        """What to do about `problem`."""
        return self._problem.hint if self._problem else ""

    @Property(bool, notify=olderChanged)
    def hasOlder(self) -> bool:
        """Whether there are messages before those that are loaded."""
        return self._window.has_older

    @Property(str, notify=draftChanged)
    def draft(self) -> str:
        """What stands in the composer; kept for each conversation, a crash included."""
        return composer_drafts().get(self._draft_place)

    @draft.setter  # type: ignore[no-redef]
    def draft(self, text: str) -> None:
        self._keep_draft(text)

    @Property(bool, notify=statusChanged)
    def enterSends(self) -> bool:
        """Whether Enter sends; otherwise Ctrl+Enter does."""
        return services.has_studio() and services.studio().settings.current.enter_sends

    @property
    def _draft_place(self) -> tuple[str, str]:
        return self._shown.assistant_id, self._shown.conversation_id

    # What a person does

    @Slot(str)
    def send(self, text: str) -> None:
        """Say something."""
        if self.busy or not text.strip() or not self._shown.assistant_id:
            return
        if self._attachments.reading:
            return
        self.closeProblem()
        self._keep_draft("")
        attached = self._attachments.ready
        self._messages.add_question(text, attachments=tuple(each.name for each in attached))
        self._messages.add_live_answer()
        self._attachments.sent()
        ids = [each.id for each in attached]
        if self._shown.conversation_id:
            self._follower.join(
                live_turns().ask(self._shown.conversation_id, self._shown.assistant_id, text, ids)
            )
        else:
            self._begin_conversation(text, ids)
        self.sent.emit()

    @Slot()
    def stop(self) -> None:
        """Stop the answer; what was written is kept."""
        if self._follower.turn is not None:
            self._follower.turn.stop()

    @Slot()
    def loadOlder(self) -> None:
        """Show the messages before those that are loaded."""
        rows = self._messages.rows
        if self._window.has_older and rows:
            self._messages.prepend(self._read_window(before=rows[0].key))

    @Slot(str)
    def reveal(self, message_id: str) -> None:
        """Show the conversation at this message, on whichever branch it is."""
        self._wanted = message_id
        self._opening.start()

    @Slot(str)
    def quote(self, text: str) -> None:
        """Put words of an answer into the composer, as a quotation."""
        quoted = chat_words.quotation(text)
        if quoted:
            before = str(self.draft).rstrip()
            self._keep_draft(f"{before}\n\n{quoted}" if before else quoted)

    @Slot()
    def closeProblem(self) -> None:
        """The person has read the problem."""
        if self._problem is not None:
            self._problem = None
            self.statusChanged.emit()

    # Inside

    def _open(self) -> None:
        self._follower.leave()
        self._creating, self._shown.creating = None, False
        self._actions.leave_edit()
        self._aloud.stop()
        self.closeProblem()
        if self._shown.assistant_id and self._shown.assistant_id != self._face.assistant.id:
            self._read_face()
            self._warmer.warm(self._shown.assistant_id)
        turn = live_turns().of(self._shown.conversation_id)
        wanted, self._wanted = self._wanted, ""
        messages = self._read_window(reaching=wanted)
        if turn is not None and messages and messages[-1].state is MessageState.STREAMING:
            messages = messages[:-1]
        self._messages.open(messages)
        self._context.forget()
        if turn is not None:
            if turn.question and not turn.question_id:
                self._messages.add_question(turn.question)
            self._messages.add_live_answer()
            self._follower.join(turn)
        self._follower.show_last_answer()
        self._attachments.open(self._shown.assistant_id, self._shown.conversation_id)
        self._look_again()
        self.draftChanged.emit()
        self.opened.emit()
        place = self._messages.place_of(wanted)
        if place is not None:
            self.revealed.emit(wanted, place)

    def _read_window(self, before: str | None = None, reaching: str = "") -> tuple[Message, ...]:
        """The last messages, those before one, or those back to one; what went wrong is told."""
        found: tuple[Message, ...] = ()
        try:
            found = self._window.read(self._shown.conversation_id, before, reaching)
            self._actions.note_surroundings(self._window.seen)
        except StudioError as error:
            self._tell(error)
            if reaching:
                # The end of the conversation is better than nothing.
                return self._read_window()
        self.olderChanged.emit()
        return found

    def _read_face(self) -> None:
        if not self._shown.assistant_id:
            return
        before = self._face.assistant
        try:
            self._face.read(self._shown.assistant_id)
        except StudioError as error:
            self._tell(error)
            return
        if before.id == self._shown.assistant_id and before.version != self._face.assistant.version:
            self._warmer.warm(self._shown.assistant_id)

    def _begin_conversation(self, text: str, attachments: list[str]) -> None:
        assistant_id = self._shown.assistant_id
        creating: Task[Conversation] = Task(
            live_turns(), lambda _token: services.studio().conversations.create(assistant_id)
        )

        def created(conversation: Conversation) -> None:
            turn = live_turns().ask(conversation.id, assistant_id, text, attachments)
            if self._creating is creating:
                self._creating, self._shown.creating = None, False
                self._shown.conversation_id = conversation.id
                self._follower.join(turn)
                self.conversationIdChanged.emit()
                self.conversationStarted.emit(conversation.id)

        def failed(error: StudioError) -> None:
            if self._creating is creating:
                self._creating, self._shown.creating = None, False
                self._messages.drop_turn()
                self._keep_unsent(text)
                self._tell(error)
                return
            composer_drafts().give_back((assistant_id, ""), text)
            tell_everywhere(error)

        self._creating, self._shown.creating = creating, True
        creating.succeeded(created).failed(failed).start()
        self._look_again()

    def _keep_draft(self, text: str) -> None:
        if text != composer_drafts().get(self._draft_place):
            composer_drafts().put(self._draft_place, text)
            self.draftChanged.emit()

    def _keep_unsent(self, text: str) -> None:
        if self._shown.conversation_id:
            # It may have stood in the place of other messages, which are still there.
            self._messages.open(self._read_window())
        self._attachments.reload()
        composer_drafts().give_back(self._draft_place, text)
        self.draftChanged.emit()

    def _warmed(self, loaded: LoadedModel) -> None:
        self._context.show(total=loaded.context_tokens)

    def _tell_what_is_awaited(self) -> None:
        turn = self._follower.turn
        awaits = turn.loading if turn is not None else self._warmer.busy
        words = str(self.phase) if awaits else ""
        if words != self._awaited:
            self._awaited = words
            services.changes().modelAwaited.emit(words)

    def _look_again(self) -> None:
        self.busyChanged.emit()
        self.statusChanged.emit()

    def _tell(self, error: StudioError) -> None:
        self._problem = error
        self._look_again()
