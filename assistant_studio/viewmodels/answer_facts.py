"""What can be looked up about one answer: its prompt, how it was made, its text without marks."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.errors import NotFound
from assistant_studio.knowledge.document import Document
from assistant_studio.knowledge.flags import flag_sentences
from assistant_studio.knowledge.place_words import found_by_text, said_place
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
        details = self._details(message_id)
        note = chat_words.prompt_note(details, str(self.promptOf(message_id)))
        return "\n".join([note, *_about_sources(details)])

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


def _about_sources(details: AnswerDetails) -> list[str]:
    """How each passage in the prompt was found, and what is hidden in the files they are from."""
    said = [
        _(
            "{number}: {document}, {place} · found by {ways}",
            number=source.n,
            document=source.passage.document,
            place=said_place(source.passage.place),
            ways=found_by_text(source.passage.found_by),
        )
        for source in details.sources
        if source.passage.found_by
    ]
    return said + [
        _(
            "In “{name}”: {flags}",
            name=document.name,
            flags=" ".join(flag_sentences(document.flags)),
        )
        for document in _documents_of(details)
        if document.flags
    ]


def _documents_of(details: AnswerDetails) -> list[Document]:
    found = []
    for key in dict.fromkeys(source.passage.document_id for source in details.sources):
        with contextlib.suppress(NotFound):
            found.append(services.studio().knowledge.document(key))
    return found
