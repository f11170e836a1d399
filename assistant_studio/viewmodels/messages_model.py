"""The messages of a conversation that are loaded, for QML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject

from assistant_studio.answering.reasoning import Reasoning
from assistant_studio.answering.records import can_go_on
from assistant_studio.answering.way_words import way_text
from assistant_studio.conversations.branches import BranchPlace
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.escaping import escaped
from assistant_studio.conversations.message import Message, MessageState, Role
from assistant_studio.errors import from_record
from assistant_studio.viewmodels import chat_words
from assistant_studio.viewmodels.answer_details import AnswerDetails, details_from
from assistant_studio.viewmodels.blocks_model import BlocksModel
from assistant_studio.viewmodels.live_turn import LiveTurn
from assistant_studio.viewmodels.rows_model import RowsModel

_NOWHERE = QModelIndex()
# Until the question of a turn is on disk, and its answer finished, their rows go by these.
ASKED_KEY = "asked"
LIVE_KEY = "live"
LIVE_THOUGHT_CHARS = 1200


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
        note: What to know beforehand of work that takes long.
        way: Which documents it was read from whole, in words; empty where files were searched.
        other_way: How else the question can be answered: "search", "whole" or empty.
        ending: How an answer ended, where that needs saying.
        timings: How long it took, in words.
        error: Why it failed; empty otherwise.
        hint: What to do about `error`.
        source_count: How many sources support it, or were found where none does.
        retryable: Whether it makes sense to try again.
        continuable: Whether it was cut off and can be written on.
        thought: How long the model thought first, in words; empty if it did not.
        reasoning: What it thought; empty while that is folded away.
        attachments: Names of what came with the person's words.
        branch: Which of the messages that could stand here this is, from 1.
        branches: How many there are.
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
    continuable: bool = False
    thought: str = ""
    reasoning: str = ""
    attachments: tuple[str, ...] = ()
    branch: int = 1
    branches: int = 1
    note: str = ""
    way: str = ""
    other_way: str = ""


class MessagesModel(RowsModel):
    """The last messages of a conversation, and older ones as they are asked for.

    Attributes:
        details: What is known of each answer that is loaded, by its key.
    """

    row_type = MessageRow

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colors = TextColors()
        self._branches: dict[str, BranchPlace] = {}
        self._unfolded: set[str] = set()
        self._attachments: dict[str, tuple[str, ...]] = {}
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
        self._branches = {key: place for key, place in self._branches.items() if place.count > 1}
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

    def add_question(
        self, text: str, key: str = ASKED_KEY, attachments: tuple[str, ...] = ()
    ) -> None:
        """Show what the person just said, and the names of what came with it."""
        self._attachments[key] = attachments
        self._append(self._question(key, text))

    def name_question(self, key: str) -> None:
        """The person's words are on disk under this id."""
        place = self._place(ASKED_KEY)
        if place is not None:
            self._attachments[key] = self._attachments.pop(ASKED_KEY, ())
            self._replace(place, self._question(key, self._rows[place].text))

    def add_live_answer(self) -> None:
        """Make the place for an answer that is about to come."""
        blocks = BlocksModel(self._colors, self)
        self._append(MessageRow(LIVE_KEY, str(Role.ASSISTANT), "", blocks))

    def begin_again(self, question_key: str) -> None:
        """What follows a question gives its place to another answer."""
        place = self._place(question_key)
        self._remove_from(0 if place is None else place + 1)
        self.add_live_answer()

    def begin_edited(self, key: str, text: str) -> None:
        """A question gives its place, and all that follows it, to one in other words."""
        place = self._place(key)
        self._remove_from(len(self._rows) if place is None else place)
        self.add_question(text, attachments=self._attachments.get(key, ()))
        self.add_live_answer()

    def begin_further(self, key: str) -> None:
        """An answer that was cut off is written on, in its own place."""
        place = self._place(key)
        if place is not None:
            self._remove_from(place + 1)
            blocks = self._rows[place].blocks
            self.details.pop(key, None)
            self._unfolded.discard(key)
            self._replace(place, MessageRow(LIVE_KEY, str(Role.ASSISTANT), "", blocks))

    def unfold(self, key: str) -> None:
        """Show what the model thought before an answer, or fold it away again."""
        self._unfolded ^= {key}
        place, details = self._place(key), self.details.get(key)
        if place is not None and details is not None and details.reasoning is not None:
            shown = self._thoughts(key, details.reasoning)
            self._replace(place, replace(self._rows[place], reasoning=shown))

    def _thoughts(self, key: str, reasoning: Reasoning | None) -> str:
        return reasoning.text if reasoning is not None and key in self._unfolded else ""

    def show_branch(self, key: str, messages: Sequence[Message]) -> int:
        """Another branch is shown from one message on.

        The row of that message stays where it is, so that what has the keyboard's focus keeps it.

        Returns:
            The place of its row.
        """
        place = self._place(key)
        if place is None or not messages:
            return -1
        self._remove_from(place + 1)
        self.details.pop(key, None)
        self._replace(place, self._row(messages[0], self._rows[place].blocks))
        for message in messages[1:]:
            self._append(self._row(message))
        return place

    def note_attachments(self, names: Mapping[str, tuple[str, ...]]) -> None:
        """Say what came with messages that are about to be shown."""
        self._attachments.update(names)

    def mark_branches(self, places: Mapping[str, BranchPlace]) -> None:
        """Say where messages stand among their siblings."""
        self._branches.update(places)
        for place, row in enumerate(self._rows):
            found = places.get(row.key)
            if found is not None and (found.number, found.count) != (row.branch, row.branches):
                self._replace(place, replace(row, branch=found.number, branches=found.count))

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
            note=turn.note,
            thought=chat_words.thought_text(turn.reasoning),
            # Its end is what grows; all of it each time would cost the window dearly.
            reasoning=self._thoughts(LIVE_KEY, turn.reasoning)[-LIVE_THOUGHT_CHARS:],
        )
        self.details[LIVE_KEY] = AnswerDetails(
            sources=turn.sources, left_out=turn.left_out, reasoning=turn.reasoning
        )
        if shown != self._rows[place]:
            self._replace(place, shown)

    def finish_live(self, message: Message) -> None:
        """The answer is on disk: show it as it stands there."""
        place = self._place(LIVE_KEY)
        self.details.pop(LIVE_KEY, None)
        if LIVE_KEY in self._unfolded:
            self._unfolded ^= {LIVE_KEY, message.id}
        if place is not None:
            self._replace(place, self._row(message, self._rows[place].blocks))

    def drop_turn(self) -> None:
        """Nothing of the turn was kept: take its rows away."""
        while self._rows and self._rows[-1].key in (ASKED_KEY, LIVE_KEY):
            self._remove_from(len(self._rows) - 1)

    def place_of(self, key: str) -> int | None:
        """Where a message stands among those that are loaded."""
        return self._place(key) if key else None

    def row(self, key: str) -> MessageRow | None:
        """The row of a message, if it is loaded."""
        place = self._place(key)
        return None if place is None else self._rows[place]

    def _row(self, message: Message, blocks: QObject | None = None) -> MessageRow:
        if message.role is Role.USER:
            return self._question(message.id, message.text)
        details = details_from(message.details)
        self.details[message.id] = details
        model = blocks if isinstance(blocks, BlocksModel) else BlocksModel(self._colors, self)
        model.show(message.text, details.marks())
        branch = self._branches.get(message.id, BranchPlace())
        cut_off = message.state is MessageState.STREAMING
        return MessageRow(
            key=message.id,
            role=str(message.role),
            text=message.text,
            blocks=model,
            status=str(MessageState.STOPPED if cut_off else message.state),
            ending=chat_words.ending_text(message.state, details.finish),
            timings=chat_words.timings_text(details),
            error=from_record(details.error).message if details.error else "",
            hint=from_record(details.error).hint if details.error else "",
            source_count=len(details.cited or details.sources),
            retryable=message.state is not MessageState.COMPLETE,
            continuable=can_go_on(message),
            thought=(
                chat_words.unfinished_thought_text(details.reasoning) if details.reasoning else ""
            ),
            reasoning=self._thoughts(message.id, details.reasoning),
            branch=branch.number,
            branches=branch.count,
            way=way_text(details.way),
            other_way=details.other_way,
        )

    def _question(self, key: str, text: str) -> MessageRow:
        lines = escaped(text).replace("\n", "<br>")
        markup = f'<p style="margin:0;line-height:124%;white-space:pre-wrap">{lines}</p>'
        branch = self._branches.get(key, BranchPlace())
        return MessageRow(
            key,
            str(Role.USER),
            text,
            markup=markup,
            attachments=self._attachments.get(key, ()),
            branch=branch.number,
            branches=branch.count,
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

    def _remove_from(self, first: int) -> None:
        gone: list[Any] = self._rows[first:]
        if not gone:
            return
        self.beginRemoveRows(_NOWHERE, first, len(self._rows) - 1)
        del self._rows[first:]
        self.endRemoveRows()
        for row in gone:
            self.details.pop(row.key, None)
            if row.blocks is not None:
                row.blocks.deleteLater()
        self.countChanged.emit()
