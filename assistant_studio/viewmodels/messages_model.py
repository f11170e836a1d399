"""The messages of a conversation that are loaded, for QML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject

from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.escaping import escaped
from assistant_studio.conversations.message import Message, MessageState, Role
from assistant_studio.viewmodels import chat_words
from assistant_studio.viewmodels.answer_details import AnswerDetails, details_from
from assistant_studio.viewmodels.blocks_model import BlocksModel
from assistant_studio.viewmodels.live_turn import LiveTurn
from assistant_studio.viewmodels.rows_model import RowsModel

_NOWHERE = QModelIndex()
# Until the question of a turn is on disk, and its answer finished, their rows go by these.
ASKED_KEY = "asked"
LIVE_KEY = "live"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message as it is shown.

    Attributes:
        key: The message's id, or a placeholder while it is new.
        role: "user" or "assistant".
        text: As it was written.
        markup: The person's words as rich text, every character escaped; empty for an answer.
        blocks: The `BlocksModel` of an answer; None for the person's words.
        status: A `MessageState`; "streaming" only while the answer is being written.
        phase: What goes on while there is no text yet.
        progress: Of that, 0 to 1; below 0 while nobody knows.
        ending: How an answer ended, where that needs saying.
        timings: How long it took, in words.
        error: Why it failed; empty otherwise.
        hint: What to do about `error`.
        source_count: How many sources support it, or were found where none does.
        retryable: Whether it makes sense to try again.
    """

    key: str
    role: str
    text: str
    blocks: QObject | None = None
    status: str = str(MessageState.COMPLETE)
    phase: str = ""
    progress: float = -1.0
    ending: str = ""
    timings: str = ""
    error: str = ""
    hint: str = ""
    markup: str = ""
    source_count: int = 0
    retryable: bool = False


class MessagesModel(RowsModel):
    """The last messages of a conversation, and older ones as they are asked for.

    Attributes:
        details: What is known of each answer that is loaded, by its key.
    """

    row_type = MessageRow

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colors = TextColors()
        self.details: dict[str, AnswerDetails] = {}

    @property
    def colors(self) -> TextColors:
        """What the answers are drawn with."""
        return self._colors

    def recolor(self, colors: TextColors) -> None:
        """Take other colours."""
        self._colors = colors
        for row in self._rows:
            if isinstance(row.blocks, BlocksModel):
                row.blocks.recolor(colors)

    def open(self, messages: Sequence[Message]) -> None:
        """Show these messages and no others."""
        gone = [row.blocks for row in self._rows if row.blocks is not None]
        self.beginResetModel()
        self.details.clear()
        self._rows = [self._row(message) for message in messages]
        self.endResetModel()
        for blocks in gone:
            blocks.deleteLater()
        self.countChanged.emit()

    def prepend(self, messages: Sequence[Message]) -> None:
        """Show older messages above the others."""
        if messages:
            self.beginInsertRows(_NOWHERE, 0, len(messages) - 1)
            self._rows[:0] = [self._row(message) for message in messages]
            self.endInsertRows()
            self.countChanged.emit()

    def add_question(self, text: str, key: str = ASKED_KEY) -> None:
        """Show what the person just said."""
        self._append(_question(key, text))

    def name_question(self, key: str) -> None:
        """The person's words are on disk under this id."""
        place = self._place(ASKED_KEY)
        if place is not None:
            self._replace(place, _question(key, self._rows[place].text))

    def add_live_answer(self) -> None:
        """Make the place for an answer that is about to come."""
        blocks = BlocksModel(self._colors, self)
        self._append(MessageRow(LIVE_KEY, str(Role.ASSISTANT), "", blocks))

    def begin_again(self) -> None:
        """The last answer gives its place to another one."""
        if self._rows and self._rows[-1].role == Role.ASSISTANT:
            self._remove_last()
        self.add_live_answer()

    def show_live(self, turn: LiveTurn, *, whole: bool = False) -> None:
        """Show how far an answer is; `whole` if nothing of it was shown yet."""
        place = self._place(LIVE_KEY)
        if place is None:
            return
        blocks = self._rows[place].blocks
        assert isinstance(blocks, BlocksModel)
        changes = turn.all_blocks() if whole else turn.take_changes()
        blocks.apply(changes, turn.text)
        shown = MessageRow(
            key=LIVE_KEY,
            role=str(Role.ASSISTANT),
            text="",
            blocks=blocks,
            status=str(MessageState.STREAMING),
            phase=turn.phase,
            progress=turn.progress,
        )
        self.details[LIVE_KEY] = AnswerDetails(sources=turn.sources, left_out=turn.left_out)
        if shown != self._rows[place]:
            self._replace(place, shown)

    def finish_live(self, message: Message) -> None:
        """The answer is on disk: show it as it stands there."""
        place = self._place(LIVE_KEY)
        self.details.pop(LIVE_KEY, None)
        if place is not None:
            self._replace(place, self._row(message, self._rows[place].blocks))

    def drop_turn(self) -> None:
        """Nothing of the turn was kept: take its rows away."""
        while self._rows and self._rows[-1].key in (ASKED_KEY, LIVE_KEY):
            self._remove_last()

    def row(self, key: str) -> MessageRow | None:
        """The row of a message, if it is loaded."""
        place = self._place(key)
        return None if place is None else self._rows[place]

    def _row(self, message: Message, blocks: QObject | None = None) -> MessageRow:
        if message.role is Role.USER:
            return _question(message.id, message.text)
        details = details_from(message.details)
        self.details[message.id] = details
        model = blocks if isinstance(blocks, BlocksModel) else BlocksModel(self._colors, self)
        model.show(message.text, details.marks())
        cut_off = message.state is MessageState.STREAMING
        return MessageRow(
            key=message.id,
            role=str(message.role),
            text=message.text,
            blocks=model,
            status=str(MessageState.STOPPED if cut_off else message.state),
            ending=chat_words.ending_text(message.state, details.finish),
            timings=chat_words.timings_text(details),
            error=details.error["message"] if details.error else "",
            hint=details.error["hint"] if details.error else "",
            source_count=len(details.cited or details.sources),
            retryable=message.state is not MessageState.COMPLETE,
        )

    def _place(self, key: str) -> int | None:
        places = range(len(self._rows) - 1, -1, -1)
        return next((place for place in places if self._rows[place].key == key), None)

    def _append(self, row: MessageRow) -> None:
        place = len(self._rows)
        self.beginInsertRows(_NOWHERE, place, place)
        self._rows.append(row)
        self.endInsertRows()
        self.countChanged.emit()

    def _replace(self, place: int, row: MessageRow) -> None:
        self._rows[place] = row
        self.dataChanged.emit(self.index(place), self.index(place))

    def _remove_last(self) -> None:
        place = len(self._rows) - 1
        self.beginRemoveRows(_NOWHERE, place, place)
        row: Any = self._rows.pop()
        self.endRemoveRows()
        self.details.pop(row.key, None)
        if row.blocks is not None:
            row.blocks.deleteLater()
        self.countChanged.emit()


def _question(key: str, text: str) -> MessageRow:
    lines = escaped(text).replace("\n", "<br>")
    markup = f'<p style="margin:0;line-height:124%;white-space:pre-wrap">{lines}</p>'
    return MessageRow(key, str(Role.USER), text, markup=markup)
