"""The sources of one answer as the drawer beside the chat shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.answering.events import Source
from assistant_studio.conversations.colors import TextColors
from assistant_studio.knowledge.place_words import found_by_text, said_place
from assistant_studio.viewmodels import chat_words
from assistant_studio.viewmodels.answer_details import AnswerDetails
from assistant_studio.viewmodels.asked_document import show_passage
from assistant_studio.viewmodels.excerpts import Excerpt, excerpt, flowing
from assistant_studio.viewmodels.rows_model import RowsModel

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source on its card.

    Attributes:
        key: The number it is cited by, from 1.
        document: The file's name.
        place: Where in the file: "Page 12".
        found_by: Which searches found it, in words.
        excerpt: Rich text: what supports the answer, the words pointed out.
        passage: The whole passage, plain.
        cited: Whether the answer cites it.
    """

    key: int
    document: str
    place: str
    found_by: str
    excerpt: str
    passage: str
    cited: bool


class SourcesModel(RowsModel):
    """Sources, those that are cited first."""

    row_type = SourceRow


@QmlElement
class SourcesViewModel(QObject):
    """What stands behind one answer.

    Signals:
        shown: Another answer's sources, or they changed.
        selectedChanged: Another source is pointed out.
        revealed: A person asked to see a source; its number.
    """

    shown = Signal()
    selectedChanged = Signal()
    revealed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._message_id = ""
        self._details = AnswerDetails()
        self._colors = TextColors()
        self._excerpts: dict[int, Excerpt] = {}
        self._selected = 0
        self._model = SourcesModel(self)

    @Property(QObject, constant=True)
    def model(self) -> QObject:
        """A list of `SourceRow`."""
        return self._model

    @Property(str, notify=shown)
    def messageId(self) -> str:
        """Whose sources they are; empty for no answer's."""
        return self._message_id

    @Property(int, notify=shown)
    def citedCount(self) -> int:
        """How many of them the answer cites."""
        return len(self._details.cited)

    @Property(int, notify=shown)
    def readCount(self) -> int:
        """How many of them the model read without the answer citing them."""
        return len(self._details.sources) - len(self._details.cited)

    @Property(str, notify=shown)
    def uncitedText(self) -> str:
        """What the passages are where the answer cites none; empty where it does."""
        uncited = self._details.sources and not self._details.cited
        return chat_words.uncited_text(self._details.finish) if uncited else ""

    @Property(str, notify=shown)
    def unreadText(self) -> str:
        """How many passages were found that the model was not given; empty for none."""
        return chat_words.unread_text(self._details.left_out.passages)

    @Property(str, notify=shown)
    def unsupportedTitle(self) -> str:
        """How many sentences have no source; empty for none."""
        return chat_words.unsupported_title(len(self._details.unsupported))

    @Property(str, notify=shown)
    def unsupportedText(self) -> str:
        """Which sentences have no source."""
        return chat_words.unsupported_text(self._details.unsupported)

    @Property(int, notify=selectedChanged)
    def selected(self) -> int:
        """The number of the source that is pointed out; 0 for none."""
        return self._selected

    @Slot(int)
    def select(self, number: int) -> None:
        """Point a source out, or none."""
        if number != self._selected:
            self._selected = number
            self.selectedChanged.emit()

    @Slot(int)
    def openSource(self, number: int) -> None:
        """Show a source's document at its passage."""
        for source in self._details.sources:
            if source.n == number:
                show_passage(source.passage)

    def reveal(self, number: int) -> None:
        """Point a source out and bring it into view."""
        self.select(number)
        self.revealed.emit(number)

    def show(self, message_id: str, details: AnswerDetails) -> None:
        """Show the sources of an answer."""
        if message_id == self._message_id and details == self._details:
            return
        if message_id != self._message_id:
            self.select(0)
        self._message_id, self._details = message_id, details
        self._excerpts = {
            source.n: excerpt(source.passage.text, details.supported_by(source.n))
            for source in details.sources
        }
        self._fill()
        self.shown.emit()

    def recolor(self, colors: TextColors) -> None:
        """Take other colours."""
        self._colors = colors
        self._fill()

    def _fill(self) -> None:
        cited = self._details.cited
        ordered: Sequence[Source] = sorted(
            self._details.sources, key=lambda source: (source.n not in cited, source.n)
        )
        self._model.show(
            [
                SourceRow(
                    key=source.n,
                    document=source.passage.document,
                    place=said_place(source.passage.place),
                    found_by=found_by_text(source.passage.found_by),
                    excerpt=self._excerpts[source.n].rich_text(self._colors),
                    passage=flowing(source.passage),
                    cited=source.n in cited,
                )
                for source in ordered
            ]
        )
