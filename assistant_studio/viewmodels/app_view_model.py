"""What the whole window shows: the page, the assistant, the conversation, and how things stand."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.settings import Theme
from assistant_studio.viewmodels import services

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

PAGES = ("chat", "library", "form")


@QmlElement
class AppViewModel(QObject):
    """The window's state; made once, in `App/Main.qml`.

    Signals:
        pageChanged: Another page, assistant or conversation is shown.
        noticeChanged: There is something to tell, or it was closed.
        modelStatusChanged: The language model loads, is ready, or got faster or slower.
        themeChanged: The person chose other colours.
        raiseRequested: Another start of the app asked for this window.
    """

    pageChanged = Signal()
    noticeChanged = Signal()
    modelStatusChanged = Signal()
    themeChanged = Signal()
    raiseRequested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = "chat"
        self._assistant_id = ""
        self._conversation_id = ""
        self._form_assistant_id = ""
        self._notice = ("", "")
        services.changes().problemMet.connect(self._show_notice)
        services.changes().modelChanged.connect(self.modelStatusChanged)
        if services.has_studio():
            self._open_last()

    def _open_last(self) -> None:
        studio = services.studio()
        known = {assistant.id for assistant in studio.assistants.list()}
        last = studio.settings.current.last_assistant_id or ""
        first = last if last in known else next(iter(known), "")
        self._assistant_id = first
        self._page = "chat" if first else "library"
        if studio.settings.notice:
            self._notice = (studio.settings.notice, "")

    # What is shown

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """One of `PAGES`."""
        return self._page

    @Property(str, notify=pageChanged)
    def currentAssistantId(self) -> str:
        """The assistant of the chat page; empty when there is none."""
        return self._assistant_id

    @Property(str, notify=pageChanged)
    def currentConversationId(self) -> str:
        """The conversation of the chat page; empty for a new one."""
        return self._conversation_id

    @Property(str, notify=pageChanged)
    def formAssistantId(self) -> str:
        """The assistant that the form changes; empty for a new one."""
        return self._form_assistant_id

    @Slot(str)
    def openAssistant(self, assistant_id: str) -> None:
        """Show a new conversation with this assistant."""
        self._show("chat", assistant_id, "")

    @Slot(str)
    def openConversation(self, conversation_id: str) -> None:
        """Show this conversation, with its assistant."""
        conversation = services.studio().conversations.get(conversation_id)
        self._show("chat", conversation.assistant_id, conversation.id)

    @Slot(str)
    def conversationStarted(self, conversation_id: str) -> None:
        """The new conversation that is shown has got its first message, and thereby an id."""
        self.openConversation(conversation_id)
        services.changes().conversationsChanged.emit(self._assistant_id)

    @Slot()
    def newConversation(self) -> None:
        """Show an empty conversation with the current assistant."""
        if self._assistant_id:
            self._show("chat", self._assistant_id, "")
        else:
            self.openLibrary()

    @Slot()
    def openLibrary(self) -> None:
        """Show all assistants."""
        self._show("library", self._assistant_id, self._conversation_id)

    @Slot()
    def newAssistant(self) -> None:
        """Show the form for a new assistant."""
        self._form_assistant_id = ""
        self._show("form", self._assistant_id, self._conversation_id)

    @Slot(str)
    def editAssistant(self, assistant_id: str) -> None:
        """Show the form for an assistant."""
        self._form_assistant_id = assistant_id
        self._show("form", self._assistant_id, self._conversation_id)

    def _show(self, page: str, assistant_id: str, conversation_id: str) -> None:
        self._page = page
        self._assistant_id = assistant_id
        self._conversation_id = conversation_id
        self.pageChanged.emit()

    # What there is to tell

    @Property(str, constant=True)
    def startupError(self) -> str:
        """Why the data folder could not be opened; empty when it is open."""
        error = services.startup_error()
        return error.message if error else ""

    @Property(str, constant=True)
    def startupHint(self) -> str:
        """What to do about `startupError`."""
        error = services.startup_error()
        return error.hint if error else ""

    @Property(str, notify=noticeChanged)
    def notice(self) -> str:
        """A sentence for the whole window; empty when there is none."""
        return self._notice[0]

    @Property(str, notify=noticeChanged)
    def noticeHint(self) -> str:
        """The next step for `notice`."""
        return self._notice[1]

    @Slot()
    def closeNotice(self) -> None:
        """The person has read the notice."""
        self._show_notice("", "")

    def _show_notice(self, message: str, hint: str) -> None:
        self._notice = (message, hint)
        self.noticeChanged.emit()

    @Property(str, notify=modelStatusChanged)
    def modelStatus(self) -> str:
        """The language model in a few words, such as "SmolLM2 135M · 61 tokens/s"."""
        return ""

    # Theme

    @Property(str, notify=themeChanged)
    def theme(self) -> str:
        """The choice: "system", "light" or "dark"."""
        return str(services.studio().settings.current.theme) if services.has_studio() else "system"

    @Slot(str)
    def chooseTheme(self, theme: str) -> None:
        """Keep the person's choice of colours."""
        services.studio().settings.change(theme=Theme(theme))
        self.themeChanged.emit()
