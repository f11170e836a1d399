"""What the whole window shows: page, assistant, conversation, and what there is to tell."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from assistant_studio.errors import StudioError
from assistant_studio.language import _, again
from assistant_studio.settings import Settings, Theme
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.after_start import AfterStart
from assistant_studio.viewmodels.bundle_files import without_bundles
from assistant_studio.viewmodels.form_guard import FormGuard
from assistant_studio.viewmodels.model_status import ModelStatus

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Pages that need nothing but themselves, and so can be shown first at the next start.
_LASTING_PAGES = ("chat", "library")
_SCHEMES = {
    Theme.SYSTEM: Qt.ColorScheme.Unknown,
    Theme.LIGHT: Qt.ColorScheme.Light,
    Theme.DARK: Qt.ColorScheme.Dark,
}


@QmlElement
class AppViewModel(QObject):
    """The window's state; made once, in `App/Main.qml`.

    `page` is "chat", "library", "templates", "archive", "import", "form" or "settings".

    Signals:
        pageChanged: Another page, assistant or conversation is shown.
        noticeChanged: There is something to tell, or it was closed.
        modelChanged: The language model loads, is ready, or got faster or slower.
        themeChanged: The person chose other colours.
        sidebarChanged: The sidebar was shown or put away.
        settingsSectionChanged: Another section of the settings is to be shown.
        raiseRequested: Another start of the app asked for this window.
        formLeaving: Somebody wants to leave the form: it puts what it holds on disk.
        leaveAsked: Somebody wants to leave the form, and what it holds could not be put on disk.
        closeAllowed: The window may close after all.
        messageAsked: This message of the conversation that is shown is to be looked at.
    """

    pageChanged = Signal()
    noticeChanged = Signal()
    modelChanged = Signal()
    themeChanged = Signal()
    sidebarChanged = Signal()
    settingsSectionChanged = Signal()
    raiseRequested = Signal()
    formLeaving = Signal()
    leaveAsked = Signal()
    closeAllowed = Signal()
    messageAsked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = "chat"
        self._settings_section = "appearance"
        self._assistant_id = ""
        self._conversation_id = ""
        self._form_assistant_id = ""
        self._form_section = ""
        self._form = FormGuard(self)
        self._form.leaving.connect(self.formLeaving)
        self._form.asked.connect(self.leaveAsked)
        self._notice = ("", "")
        self._after_start = AfterStart(self)
        self._settings = services.studio().settings.current if services.has_studio() else Settings()
        self._model = ModelStatus(self)
        self._model.changed.connect(self.modelChanged)
        changes = services.changes()
        changes.problemMet.connect(self._show_notice)
        changes.windowCalled.connect(self._called)
        if services.has_studio():
            changes.assistantsChanged.connect(self._leave_what_is_gone)
            changes.conversationsChanged.connect(self._leave_what_is_gone)
            self._open_last()
            self._follow_theme()

    def _open_last(self) -> None:
        studio = services.studio()
        assistants = {assistant.id: assistant for assistant in studio.assistants.list()}
        last = self._settings.last_assistant_id or ""
        if last not in assistants:
            oldest = min(assistants.values(), key=lambda a: a.created_at, default=None)
            last = oldest.id if oldest is not None else ""
        self._assistant_id = last
        last_page = self._settings.last_page
        self._page = last_page if last and last_page in _LASTING_PAGES else "chat"
        if not last:
            self._page = "library"
        conversations = {c.id for c in studio.conversations.list(last)} if last else set()
        if self._settings.last_conversation_id in conversations:
            self._conversation_id = self._settings.last_conversation_id or ""
        if studio.settings.notice:
            self._notice = (studio.settings.notice, "")

    # What is shown

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """The page that is shown; see the class."""
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

    @Property(str, notify=pageChanged)
    def formSection(self) -> str:
        """The section at which the form opens, such as "checks"; empty for its first one."""
        return self._form_section

    @Slot(str)
    def openAssistant(self, assistant_id: str) -> None:
        """Show a new conversation with this assistant."""
        self._form.leave(lambda: self._show("chat", assistant_id, ""))

    @Slot(str)
    def openConversation(self, conversation_id: str) -> None:
        """Show this conversation, with its assistant."""
        try:
            conversation = services.studio().conversations.get(conversation_id)
        except StudioError as error:
            self._show_notice(error.message, error.hint)
            return
        self._form.leave(lambda: self._show("chat", conversation.assistant_id, conversation.id))

    @Slot(str, str)
    def openConversationAt(self, conversation_id: str, message_id: str) -> None:
        """Show this conversation at one of its messages; at its end where the id is empty."""
        self.openConversation(conversation_id)
        if message_id and self._conversation_id == conversation_id:
            self.messageAsked.emit(message_id)

    @Slot(str)
    def conversationStarted(self, conversation_id: str) -> None:
        """The new conversation that is shown has got its first message, and thereby an id."""
        # It may be that the person looks at another page by now.
        self._show(self._page, self._assistant_id, conversation_id)
        services.changes().conversationsChanged.emit(self._assistant_id)

    @Slot()
    def newConversation(self) -> None:
        """Show an empty conversation with the current assistant."""
        if self._assistant_id:
            self.openAssistant(self._assistant_id)
        else:
            self.openLibrary()

    @Slot()
    def openLibrary(self) -> None:
        """Show all assistants."""
        self._form.leave(lambda: self._turn_to("library"))

    @Slot()
    def openSettings(self) -> None:
        """Show the settings, at the section that was shown last."""
        self._form.leave(lambda: self._turn_to("settings"))

    @Property(str, notify=settingsSectionChanged)
    def settingsSection(self) -> str:
        """The section of the settings that is shown, such as "appearance" or "data"."""
        return self._settings_section

    @Slot(str)
    def openSettingsAt(self, section: str) -> None:
        """Show a section of the settings."""
        self._settings_section = section
        self.settingsSectionChanged.emit()
        self.openSettings()

    @Slot()
    def openArchive(self) -> None:
        """Show the conversations that were put away."""
        self._form.leave(lambda: self._turn_to("archive"))

    @Slot()
    def openImport(self) -> None:
        """Show the bundle that waits to be looked at."""
        self._form.leave(lambda: self._turn_to("import"))

    @Slot()
    def openTemplates(self) -> None:
        """Show the templates to start from."""
        self._form.leave(lambda: self._turn_to("templates"))

    @Slot()
    def newAssistant(self) -> None:
        """Show the form for a new assistant."""
        self.editAssistant("")

    @Slot(str)
    def editAssistant(self, assistant_id: str) -> None:
        """Show the form for an assistant; for a new one where the id is empty."""
        self.editAssistantAt(assistant_id, "")

    @Slot(str, str)
    def editAssistantAt(self, assistant_id: str, section: str) -> None:
        """Show the form for an assistant at one of its sections, such as "checks"."""
        self._form.leave(lambda: self._open_form(assistant_id, section))

    def _open_form(self, assistant_id: str, section: str) -> None:
        if self._page != "form":
            self._form.came_from = self._page
        self._form_assistant_id, self._form_section = assistant_id, section
        self._turn_to("form")

    @Slot()
    def closeForm(self) -> None:
        """Show what was there before the form."""
        self._form.leave(lambda: self._turn_to(self._form.way_back(self._form_assistant_id)))

    @Slot()
    def chatFromForm(self) -> None:
        """Talk to the form's assistant: in the conversation that was shown, if it is with it."""
        assistant_id = self._form_assistant_id
        same = assistant_id == self._assistant_id
        conversation_id = self._conversation_id if same else ""
        self._form.leave(lambda: self._show("chat", assistant_id, conversation_id))

    @Slot(bool)
    def setFormChanged(self, changed: bool) -> None:
        """Say whether the form holds anything that could not be put on disk."""
        self._form.changed = changed

    @Slot(str)
    def formSaved(self, assistant_id: str) -> None:
        """The form's assistant is saved; one that was new has an id now."""
        if assistant_id != self._form_assistant_id:
            self._form_assistant_id = assistant_id
            self._show("form", assistant_id, "")

    @Slot()
    def discardForm(self) -> None:
        """What the form holds may be lost: go where the person wanted."""
        self._form.discard()

    @Slot()
    def stayInForm(self) -> None:
        """The person goes on with the form."""
        self._form.stay()

    @Slot(result=bool)
    def mayClose(self) -> bool:
        """Whether the window may close now; `closeAllowed` comes if it may later."""
        return self._form.leave_or_ask(self.closeAllowed.emit)

    def _turn_to(self, page: str) -> None:
        self._show(page, self._assistant_id, self._conversation_id)

    def _show(self, page: str, assistant_id: str, conversation_id: str) -> None:
        if page != "form":
            self._form.changed = False
        self._page = page
        self._assistant_id = assistant_id
        self._conversation_id = conversation_id
        self.pageChanged.emit()

    def _leave_what_is_gone(self) -> None:
        studio = services.studio()
        ids = [assistant.id for assistant in studio.assistants.list()]
        if self._page == "form" and self._form_assistant_id not in ("", *ids):
            self._page = "library"
        if self._assistant_id not in ids:
            self._form.came_from = "library"
            page = self._page if self._page in ("form", "import") else "library"
            self._show(page, ids[0] if ids else "", "")
        elif self._conversation_id:
            try:
                studio.conversations.get(self._conversation_id)
            except StudioError:
                self._show(self._page, self._assistant_id, "")

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
        return again(self._notice[0])

    @Property(str, notify=noticeChanged)
    def noticeHint(self) -> str:
        """The next step for `notice`."""
        return again(self._notice[1])

    @Slot()
    def closeNotice(self) -> None:
        """The person has read the notice."""
        self._show_notice("", "")

    def _show_notice(self, message: str, hint: str) -> None:
        self._notice = (message, hint)
        self.noticeChanged.emit()

    def _called(self, files: list[str]) -> None:
        self.raiseRequested.emit()
        others = without_bundles([Path(file) for file in files])
        if others:
            self._show_notice(
                _("“{name}” was not opened.", name=others[0].name),
                _("To let an assistant know a file, drop it onto a conversation with it."),
            )

    @Property(str, notify=modelChanged)
    def modelStatus(self) -> str:
        """The language model in a few words, such as "SmolLM2 135M · 61 tokens/s"."""
        return again(self._model.text)

    @Property(str, notify=modelChanged)
    def modelState(self) -> str:
        """How the language model is: "idle", "loading" or "ready"."""
        return self._model.state

    # The window itself

    @Property(str, notify=themeChanged)
    def theme(self) -> str:
        """The person's choice: "system", "light" or "dark"."""
        return str(self._settings.theme)

    @Slot(str)
    def chooseTheme(self, theme: str) -> None:
        """Keep the person's choice of colours."""
        self._keep(theme=Theme(theme))
        self._follow_theme()
        self.themeChanged.emit()

    def _follow_theme(self) -> None:
        # For what Qt or the system draws: the title bar, file dialogs.
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[self._settings.theme])

    @Slot()
    def windowShown(self) -> None:
        """The first picture is there; only now comes what would have held it up."""
        begun = self._after_start.begin()
        if begun and self._assistant_id and self._model.state == "idle":
            self._model.expect()

    @Property(bool, notify=sidebarChanged)
    def sidebarShown(self) -> bool:
        """Whether the sidebar is there."""
        return self._settings.sidebar_shown

    @Slot()
    def toggleSidebar(self) -> None:
        """Show the sidebar, or give its room to the page."""
        self._keep(sidebar_shown=not self._settings.sidebar_shown)
        self.sidebarChanged.emit()

    @Slot()
    def keepPage(self) -> None:
        """The window closes: the next one opens with what this one showed."""
        self._keep(
            last_assistant_id=self._assistant_id or None,
            last_conversation_id=self._conversation_id or None,
            last_page=self._page if self._page in _LASTING_PAGES else "chat",
        )

    def _keep(self, **values: object) -> None:
        if not services.has_studio():
            return
        try:
            self._settings = services.studio().settings.change(**values)
        except StudioError as error:
            self._settings = self._settings.model_copy(update=values)
            self._show_notice(error.message, error.hint)
