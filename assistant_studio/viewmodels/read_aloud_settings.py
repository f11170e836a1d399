"""Which voice reads answers aloud and how fast, as the settings show it, with a sentence to try."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.errors import StudioError
from assistant_studio.language import N_, _
from assistant_studio.settings import FASTEST_READING, SLOWEST_READING
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task
from assistant_studio.voice.system_voices import SystemVoice

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_BY_ITSELF = N_("One that suits the answer's language")


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One voice to choose.

    Attributes:
        key: What the system calls it; empty for one that suits the answer.
        name: For people.
        chosen: Whether it reads.
        detail: What there is to know of it besides; nothing yet.
    """

    key: str
    name: str
    chosen: bool
    detail: str = ""


class VoicesModel(RowsModel):
    """The voices whose names hold what is looked for."""

    row_type = VoiceRow


@QmlElement
class ReadAloudSettings(QObject):
    """The choice of a voice and its speed.

    Signals:
        changed: A choice, the voices there are, or what is looked for is different.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._voices: list[SystemVoice] = []
        self._rows = VoicesModel(self)
        self._wanted = ""
        self._problem: StudioError | None = None
        self._trial: Task[None] | None = None
        changes = services.changes()
        changes.settingsChanged.connect(self._show)
        changes.languageChanged.connect(self._show)
        self._show()
        if self.available:
            Task(self, lambda _token: services.studio().speaker.voices()).succeeded(
                self._heard
            ).start()

    @Property(bool, constant=True)
    def available(self) -> bool:
        """Whether there is a voice on this computer."""
        return services.has_studio() and not services.studio().speaker.missing

    @Property(QObject, constant=True)
    def voices(self) -> QObject:
        """A list of `VoiceRow`."""
        return self._rows

    @Property(str, notify=changed)
    def wanted(self) -> str:
        """What is looked for among the voices; empty shows all."""
        return self._wanted

    @wanted.setter  # type: ignore[no-redef]
    def wanted(self, words: str) -> None:
        self._wanted = words
        self._show()

    @Property(str, notify=changed)
    def voiceName(self) -> str:
        """The voice that is chosen, for people."""
        key = self._chosen
        return next((voice.name for voice in self._voices if voice.key == key), _(_BY_ITSELF))

    @Property(int, notify=changed)
    def speedPercent(self) -> int:
        """How fast it reads, 100 being the usual."""
        return (
            services.studio().settings.current.read_aloud_speed_percent if self.available else 100
        )

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why a choice could not be kept, or nothing be said; empty otherwise."""
        return f"{self._problem.message} {self._problem.hint}".strip() if self._problem else ""

    @Property(bool, notify=changed)
    def trying(self) -> bool:
        """Whether the voice is heard now."""
        return self._trial is not None

    @Slot(str)
    def chooseVoice(self, key: str) -> None:
        """Let this voice read; an empty key takes one that suits each answer."""
        self._keep(read_aloud_voice=key)

    @Slot(int)
    def chooseSpeed(self, percent: int) -> None:
        """Read this fast; what is out of bounds becomes the bound."""
        self._keep(read_aloud_speed_percent=min(FASTEST_READING, max(SLOWEST_READING, percent)))

    @Slot()
    def tryOut(self) -> None:
        """Hear the voice, or stop hearing it."""
        if self._trial is not None:
            self._trial.cancel()
            return
        text = _("This is how answers are read aloud.")
        trial: Task[None] = Task(self, lambda token: services.studio().speaker.say(text, token))
        self._trial, self._problem = trial, None
        trial.succeeded(lambda _none: self._silence()).cancelled(self._silence)
        trial.failed(self._silence).start()
        self.changed.emit()

    @property
    def _chosen(self) -> str:
        if not services.has_studio():
            return ""
        key = services.studio().settings.current.read_aloud_voice
        return key if any(voice.key == key for voice in self._voices) else ""

    def _silence(self, error: StudioError | None = None) -> None:
        self._trial, self._problem = None, error
        self.changed.emit()

    def _keep(self, **values: object) -> None:
        try:
            services.studio().settings.change(**values)
            self._problem = None
        except StudioError as error:
            self._problem = error
        services.changes().settingsChanged.emit()

    def _heard(self, voices: list[SystemVoice]) -> None:
        self._voices = voices
        self._show()

    def _show(self) -> None:
        chosen, words = self._chosen, self._wanted.casefold().split()
        found = [SystemVoice("", _(_BY_ITSELF)), *self._voices]
        self._rows.show(
            [
                VoiceRow(voice.key, voice.name, voice.key == chosen)
                for voice in found
                if all(word in f"{voice.name} {voice.key}".casefold() for word in words)
            ]
        )
        self.changed.emit()
