"""What the chat and the preview of the builder have in common: messages, and how they look."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from assistant_studio.conversations.colors import TextColors
from assistant_studio.viewmodels.answer_details import AnswerDetails
from assistant_studio.viewmodels.assistant_face import AssistantFace
from assistant_studio.viewmodels.messages_model import MessagesModel
from assistant_studio.viewmodels.sources_view_model import SourcesViewModel


class Talk(QObject):
    """Messages with somebody, in the theme's colours, and the sources of one answer.

    Signals:
        colorsChanged: Other colours.
    """

    colorsChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colors: dict[str, Any] = {}
        self._face = AssistantFace(self)
        self._messages = MessagesModel(self)
        self._sources = SourcesViewModel(self)

    @Property(AssistantFace, constant=True)
    def face(self) -> AssistantFace:
        """Who is talked to: an `AssistantFace`."""
        return self._face

    @Property(QObject, constant=True)
    def messages(self) -> QObject:
        """A list of `MessageRow`."""
        return self._messages

    @Property(SourcesViewModel, constant=True)
    def sources(self) -> SourcesViewModel:
        """The sources of one answer: a `SourcesViewModel`."""
        return self._sources

    @Property("QVariantMap", notify=colorsChanged)
    def colors(self) -> dict[str, Any]:
        """The theme's colours, by the names of `TextColors`."""
        return self._colors

    @colors.setter  # type: ignore[no-redef]
    def colors(self, colors: dict[str, Any]) -> None:
        if colors != self._colors:
            self._colors = colors
            found = TextColors.of(colors)
            self._messages.recolor(found)
            self._sources.recolor(found)
            self.colorsChanged.emit()

    @Slot(str, int)
    def showSource(self, message_id: str, number: int) -> None:
        """Show an answer's sources, one of them pointed out unless `number` is 0."""
        self._sources.show(message_id, self._messages.details.get(message_id, AnswerDetails()))
        if number:
            self._sources.reveal(number)

    @Slot(str)
    def unfold(self, message_id: str) -> None:
        """Show what the model thought before an answer, or fold it away again."""
        self._messages.unfold(message_id)
