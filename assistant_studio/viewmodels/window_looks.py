"""What the whole window takes from the settings: the size of text, and whether things move."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.settings import Motion, Settings
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WindowLooks(QObject):
    """The window's own settings, for `Main.qml`.

    Signals:
        changed: One of them is different.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system_reduces = False
        self._settings = Settings()
        services.changes().settingsChanged.connect(self._look_again)
        self._look_again()

    def _look_again(self) -> None:
        if services.has_studio():
            self._settings = services.studio().settings.current
        self.changed.emit()

    @Property(float, notify=changed)
    def textScale(self) -> float:
        """What every size of text is multiplied with."""
        return self._settings.text_percent / 100

    @Property(bool, notify=changed)
    def reducedMotion(self) -> bool:
        """Whether nothing moves that need not."""
        motion = self._settings.motion
        return motion == Motion.REDUCED or (motion == Motion.SYSTEM and self._system_reduces)

    @Slot()
    def askSystem(self) -> None:
        """Ask the system whether it reduces motion; not before the window is shown."""
        Task(self, lambda _token: _system_reduces_motion()).succeeded(self._heard).failed(
            lambda _error: None
        ).start()

    def _heard(self, reduces: bool) -> None:
        if reduces != self._system_reduces:
            self._system_reduces = reduces
            self.changed.emit()


def _system_reduces_motion() -> bool:
    # What it needs to ask is loaded when the window is there.
    from assistant_studio.viewmodels.system_motion import system_reduces_motion

    return system_reduces_motion()
