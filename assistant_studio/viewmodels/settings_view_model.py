"""What a person can choose about the app as a whole; each choice counts at once and is kept."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio import __version__, translations
from assistant_studio.errors import StudioError
from assistant_studio.language import _, again
from assistant_studio.models.store import InstalledModel
from assistant_studio.settings import LARGEST_TEXT, SMALLEST_TEXT, Motion, Settings
from assistant_studio.translations import SYSTEM
from assistant_studio.viewmodels import services

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SettingsViewModel(QObject):
    """The settings; every instance shows the same.

    Signals:
        changed: A setting is different, or could not be saved.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problem: StudioError | None = None
        self._models: list[InstalledModel] | None = None
        self._settings = services.studio().settings.current if services.has_studio() else Settings()
        services.changes().settingsChanged.connect(self._look_again)

    def _look_again(self) -> None:
        if services.has_studio():
            self._settings = services.studio().settings.current
        self.changed.emit()

    def _keep(self, **values: object) -> None:
        try:
            self._settings = services.studio().settings.change(**values)
            self._problem = None
        except StudioError as error:
            self._problem = error
        services.changes().settingsChanged.emit()

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why the last choice could not be kept; empty when it was."""
        return str(self._problem) if self._problem else ""

    # Appearance

    @Property(int, notify=changed)
    def textPercent(self) -> int:
        """The size of all text, 100 being the usual."""
        return self._settings.text_percent

    @Slot(int)
    def chooseTextPercent(self, percent: int) -> None:
        """Choose the size of all text; what is out of bounds becomes the bound."""
        self._keep(text_percent=min(LARGEST_TEXT, max(SMALLEST_TEXT, percent)))

    @Property(str, notify=changed)
    def motion(self) -> str:
        """Whether things move: "system", "full" or "reduced"."""
        return str(self._settings.motion)

    @Slot(str)
    def chooseMotion(self, motion: str) -> None:
        """Choose whether things move."""
        self._keep(motion=Motion(motion))

    # Language

    @Property(list, constant=True)
    def languageCodes(self) -> list[str]:
        """What `language` can be, the system's own first."""
        return [SYSTEM, *translations.available()]

    @Property(list, notify=changed)
    def languageNames(self) -> list[str]:
        """The languages in their own words, in the order of `languageCodes`."""
        names = translations.available()
        system = names[translations.best_of(translations.system_languages())]
        return [_("Same as system ({language})", language=system), *names.values()]

    @Property(str, notify=changed)
    def language(self) -> str:
        """The person's choice: a language's code, or "system"."""
        return self._settings.language

    @Slot(str)
    def chooseLanguage(self, code: str) -> None:
        """Speak this language from now on."""
        self._keep(language=code)
        translations.speak(code)
        services.changes().languageChanged.emit()
        self.changed.emit()

    # Network

    @Property(bool, notify=changed)
    def offline(self) -> bool:
        """Whether not even a download that a person started is let through."""
        return self._settings.offline

    @Slot(bool)
    def setOffline(self, offline: bool) -> None:
        """Let nothing through, or let a person's own downloads through."""
        self._keep(offline=offline)

    # Answers

    @Property(bool, notify=changed)
    def enterSends(self) -> bool:
        """Whether Enter sends a message; otherwise Ctrl+Enter does."""
        return self._settings.enter_sends

    @Slot(bool)
    def setEnterSends(self, sends: bool) -> None:
        """Let Enter send a message, or begin a line."""
        self._keep(enter_sends=sends)

    @Property(list, notify=changed)
    def modelKeys(self) -> list[str]:
        """What `defaultModel` can be; the empty one is the model that came with the app."""
        return ["", *(model.sha256 for model in self._installed())]

    @Property(list, notify=changed)
    def modelNames(self) -> list[str]:
        """The models' names in the order of `modelKeys`."""
        return [_("Default model"), *(model.name for model in self._installed())]

    @Property(str, notify=changed)
    def defaultModel(self) -> str:
        """The model for assistants that name none."""
        chosen = self._settings.default_model
        installed = any(model.sha256 == chosen for model in self._installed())
        return chosen if chosen and installed else ""

    @Slot(str)
    def chooseDefaultModel(self, key: str) -> None:
        """Choose the model for assistants that name none."""
        self._keep(default_model=key or None)

    def _installed(self) -> list[InstalledModel]:
        if self._models is None:
            try:
                self._models = services.studio().models.list() if services.has_studio() else []
            except StudioError as error:
                self._problem, self._models = error, []
        return self._models

    # About

    @Property(str, constant=True)
    def version(self) -> str:
        """The app's version."""
        return __version__

    @Property(str, notify=changed)
    def settingsNotice(self) -> str:
        """What happened to the settings file at the start; usually nothing."""
        notice = services.studio().settings.notice if services.has_studio() else None
        return again(notice) if notice else ""
