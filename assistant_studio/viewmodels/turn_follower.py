"""Shows an answer that is being written: its text, its sources, the context, and its end."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from assistant_studio.answering.events import LeftOut
from assistant_studio.conversations.message import Role
from assistant_studio.errors import StudioError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.answer_details import AnswerDetails
from assistant_studio.viewmodels.context_meter import ContextMeter
from assistant_studio.viewmodels.live_turn import LiveTurn
from assistant_studio.viewmodels.messages_model import LIVE_KEY, MessagesModel
from assistant_studio.viewmodels.sources_view_model import SourcesViewModel


class TurnFollower(QObject):
    """Brings what a turn says into the models that QML shows.

    Signals:
        changed: A turn began, went on or ended.
        failed: Something went wrong that no message shows; a `StudioError`.
        unsent: The person's words are not on disk: they go back into the composer.
    """

    changed = Signal()
    failed = Signal(object)
    unsent = Signal(str)

    def __init__(
        self,
        messages: MessagesModel,
        sources: SourcesViewModel,
        context: ContextMeter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self._sources = sources
        self._context = context
        self._turn: LiveTurn | None = None

    @property
    def turn(self) -> LiveTurn | None:
        """The turn that is followed."""
        return self._turn

    def join(self, turn: LiveTurn) -> None:
        """Follow a turn; the place for its answer is there already."""
        self._turn = turn
        turn.changed.connect(self._show)
        turn.finished.connect(self._finish)
        self._messages.show_live(turn, whole=True)
        self.changed.emit()

    def leave(self) -> None:
        """Something else is shown; the turn goes on unseen."""
        if self._turn is not None:
            self._turn.changed.disconnect(self._show)
            self._turn.finished.disconnect(self._finish)
            self._turn = None
            self.changed.emit()

    def show_last_answer(self) -> None:
        """Show sources and context of the last answer that is loaded."""
        answers = [row for row in self._messages.rows if row.role == Role.ASSISTANT]
        key = answers[-1].key if answers else ""
        details = self._messages.details.get(key, AnswerDetails())
        self._sources.show(key, details)
        if details.timings is not None and details.timings.prompt_tokens:
            used = details.timings.prompt_tokens + details.timings.output_tokens
            self._context.show(used=used, left_out=details.left_out)

    def _show(self) -> None:
        turn = self._turn
        if turn is None:
            return
        if turn.question_id:
            self._messages.name_question(turn.question_id)
        self._messages.show_live(turn)
        if turn.sources or turn.text:
            # Until then the sources of the answer before stay in view.
            self._sources.show(LIVE_KEY, self._messages.details.get(LIVE_KEY, AnswerDetails()))
        used, total = turn.context
        if total:
            self._context.show(used or None, total, turn.left_out)
        else:
            self._context.show(left_out=LeftOut())
        self.changed.emit()

    def _finish(self) -> None:
        turn, self._turn = self._turn, None
        if turn is None:
            return
        if turn.question and not turn.question_id:
            self._messages.drop_turn()
            turn.given_back = True
            self.unsent.emit(turn.question)
            if turn.error is not None:
                self.failed.emit(turn.error)
        else:
            self._show_kept(turn)
        self.show_last_answer()
        self.changed.emit()

    def _mark_branches(self) -> None:
        """The question may be one in other words, and the answer another one."""
        last = [row.key for row in self._messages.rows[-2:]]
        self._messages.mark_branches(services.studio().conversations.branches.places(last))

    def _show_kept(self, turn: LiveTurn) -> None:
        """The answer as it stands on disk, which is the truth."""
        try:
            kept = services.studio().conversations.latest_messages(turn.conversation_id, 1)
        except StudioError as error:
            self.failed.emit(error)
            return
        if kept and kept[0].role is Role.ASSISTANT:
            self._messages.finish_live(kept[0])
            self._mark_branches()
        else:
            self._messages.drop_turn()
            if turn.error is not None:
                self.failed.emit(turn.error)
