"""What the chat page shows of the assistant that is talked to."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.errors import StudioError
from assistant_studio.language import _
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.model_status import short_name

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AssistantFace(QObject):
    """Name, avatar, greeting, starters and model of one assistant.

    Signals:
        changed: It is another assistant, or another version of it.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant = Assistant()
        self._model_name = ""

    @property
    def assistant(self) -> Assistant:
        """The assistant as it was last read."""
        return self._assistant

    @property
    def model_name(self) -> str:
        """The file name of its model; empty if there is none."""
        return self._model_name

    @Property(str, notify=changed)
    def name(self) -> str:
        """What a person calls it."""
        return self._assistant.name

    @Property(str, notify=changed)
    def tagline(self) -> str:
        """One line about what it does."""
        return self._assistant.tagline

    @Property(str, notify=changed)
    def letter(self) -> str:
        """What the avatar shows."""
        return self._assistant.letter

    @Property(str, notify=changed)
    def color(self) -> str:
        """The avatar's colour."""
        return self._assistant.avatar.color

    @Property(str, notify=changed)
    def picture(self) -> str:
        """The sha256 of the avatar's picture; empty shows the letter."""
        return self._assistant.avatar.picture

    @Property(str, notify=changed)
    def greeting(self) -> str:
        """Shown in an empty conversation."""
        return self._assistant.greeting

    @Property(list, notify=changed)
    def starters(self) -> list[str]:
        """Questions offered in an empty conversation."""
        return list(self._assistant.starters)

    @Property(str, notify=changed)
    def modelText(self) -> str:
        """Its model as a person says it."""
        return short_name(self._model_name) if self._model_name else _("No model")

    def read(self, assistant_id: str) -> None:
        """Read the assistant again.

        Raises:
            NotFound: It is gone.
        """
        self.show(services.studio().assistants.get(assistant_id))

    def show(self, assistant: Assistant) -> None:
        """Show an assistant as it is given, saved or not."""
        self._assistant = assistant
        self._model_name = _model_name(assistant)
        self.changed.emit()


def _model_name(assistant: Assistant) -> str:
    models = services.studio().models
    try:
        chosen = assistant.model_sha256
        return (models.get(chosen) if chosen else models.default()).name
    except StudioError:
        return ""
