"""What can be looked up about one answer: its prompt, how it was made, its text without marks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.language import _
from assistant_studio.viewmodels import chat_words, services
from assistant_studio.viewmodels.answer_details import AnswerDetails
from assistant_studio.viewmodels.blocks_model import renderer
from assistant_studio.viewmodels.fact_words import facts_about
from assistant_studio.viewmodels.messages_model import LIVE_KEY, MessagesModel

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AnswerFacts(QObject):
    """Looks answers up by the id of their message."""

    def __init__(self, messages: MessagesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages

    @Slot(str, result=str)
    def promptOf(self, message_id: str) -> str:
        """The exact prompt an answer was made from; empty if the model was not asked."""
        if not message_id or message_id == LIVE_KEY:
            return ""
        return services.studio().conversations.prompt(message_id) or ""

    @Slot(str, result=str)
    def promptNote(self, message_id: str) -> str:
        """What is to be said about the prompt of an answer, or why there is none."""
        if message_id == LIVE_KEY:
            return _(chat_words.PROMPT_NOT_YET)
        return chat_words.prompt_note(self._details(message_id), str(self.promptOf(message_id)))

    @Slot(str, result="QStringList")
    def factsOf(self, message_id: str) -> list[str]:
        """How an answer was made: names and values by turns."""
        facts = facts_about(self._details(message_id))
        return [word for fact in facts for word in fact] or [_("Nothing is known"), ""]

    @Slot(str, result=str)
    def plainText(self, message_id: str) -> str:
        """An answer without the marks of Markdown."""
        row = self._messages.row(message_id)
        return str(renderer().plain_text(row.text)) if row is not None else ""

    def _details(self, message_id: str) -> AnswerDetails:
        return self._messages.details.get(message_id, AnswerDetails())
