"""The templates of the gallery, and the assistants that can still be brought back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.rows_model import RowsModel

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template in the gallery.

    Attributes:
        key: Its id.
        name: What the assistant will be called.
        tagline: One line about what it does.
        letter: What the avatar shows.
        color: `#RRGGBB`.
        instructions: The instructions, whole.
        starters: Questions to begin with.
        samples: Names of its sample files.
    """

    key: str
    name: str
    tagline: str
    letter: str
    color: str
    instructions: str
    starters: tuple[str, ...]
    samples: tuple[str, ...]


@QmlElement
class TemplatesModel(RowsModel):
    """The templates that come with the app, in the order they are offered."""

    row_type = TemplateRow

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        services.changes().languageChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look again, in the language that is chosen now."""
        if services.has_studio():
            self.show(
                [
                    TemplateRow(
                        key=template.id,
                        name=template.assistant.name,
                        tagline=template.assistant.tagline,
                        letter=template.assistant.letter,
                        color=template.assistant.avatar.color,
                        instructions=template.assistant.instructions,
                        starters=template.assistant.starters,
                        samples=tuple(path.name for path in template.documents),
                    )
                    for template in services.studio().library.templates.all()
                ]
            )


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """One assistant that can be brought back.

    Attributes:
        key: Its id.
        name: What a person calls it.
        letter: What the avatar shows.
        color: `#RRGGBB`.
        day: When it was deleted, `YYYY-MM-DD`.
    """

    key: str
    name: str
    letter: str
    color: str
    day: str


@QmlElement
class DeletedModel(RowsModel):
    """The deleted assistants, the latest first."""

    row_type = DeletedRow

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        services.changes().assistantsChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look again."""
        if services.has_studio():
            self.show(
                [
                    DeletedRow(
                        key=deleted.assistant.id,
                        name=deleted.assistant.name,
                        letter=deleted.assistant.letter,
                        color=deleted.assistant.avatar.color,
                        day=deleted.deleted_at[:10],
                    )
                    for deleted in services.studio().library.deleted()
                ]
            )
