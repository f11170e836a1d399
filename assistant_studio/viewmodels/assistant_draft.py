"""The draft of an assistant as the builder's fields show and change it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import (
    AVATAR_COLORS,
    MAX_INSTRUCTIONS_CHARS,
    MAX_STARTERS,
)
from assistant_studio.viewmodels.document_words import kind_text
from assistant_studio.viewmodels.draft_state import DraftState
from assistant_studio.viewmodels.knowledge_view_model import local_paths

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AssistantDraft(DraftState):
    """A draft of an assistant; it becomes a version by `save`, and is on disk before.

    Signals:
        fieldsChanged: Some field is different.
        problemsChanged: Something else is wrong with the fields, or nothing any more.
    """

    # A property cannot be told of by a signal of the class above: PySide crashes over it.
    fieldsChanged = Signal()
    problemsChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draftChanged.connect(self.fieldsChanged)
        self.errorsChanged.connect(self.problemsChanged)

    # Profile

    @Property(str, notify=fieldsChanged)
    def name(self) -> str:
        """What a person calls it."""
        return self.assistant.name

    @name.setter  # type: ignore[no-redef]
    def name(self, text: str) -> None:
        self.change("name", text)

    @Property(str, notify=fieldsChanged)
    def tagline(self) -> str:
        """One line about what it does."""
        return self.assistant.tagline

    @tagline.setter  # type: ignore[no-redef]
    def tagline(self, text: str) -> None:
        self.change("tagline", text)

    @Property(str, notify=fieldsChanged)
    def greeting(self) -> str:
        """Shown in an empty conversation."""
        return self.assistant.greeting

    @greeting.setter  # type: ignore[no-redef]
    def greeting(self, text: str) -> None:
        self.change("greeting", text)

    @Property(str, notify=fieldsChanged)
    def avatarLetter(self) -> str:
        """What the person typed for the avatar; empty takes the name's first letter."""
        return self.assistant.avatar.letter

    @avatarLetter.setter  # type: ignore[no-redef]
    def avatarLetter(self, text: str) -> None:
        self.change("avatar", replace(self.assistant.avatar, letter=text.strip()[:2]))

    @Property(str, notify=fieldsChanged)
    def avatarColor(self) -> str:
        """`#RRGGBB`."""
        return self.assistant.avatar.color

    @avatarColor.setter  # type: ignore[no-redef]
    def avatarColor(self, color: str) -> None:
        self.change("avatar", replace(self.assistant.avatar, color=color))

    @Property(str, notify=fieldsChanged)
    def avatarPicture(self) -> str:
        """The sha256 of the avatar's picture; empty shows the letter."""
        return self.assistant.avatar.picture

    @avatarPicture.setter  # type: ignore[no-redef]
    def avatarPicture(self, sha256: str) -> None:
        self.change("avatar", replace(self.assistant.avatar, picture=sha256))

    @Property(str, notify=fieldsChanged)
    def shownLetter(self) -> str:
        """What the avatar shows."""
        return self.assistant.letter

    @Property(list, constant=True)
    def colors(self) -> list[str]:
        """The colours to choose from."""
        return list(AVATAR_COLORS)

    # Instructions

    @Property(str, notify=fieldsChanged)
    def instructions(self) -> str:
        """Markdown; the front of every prompt."""
        return self.assistant.instructions

    @instructions.setter  # type: ignore[no-redef]
    def instructions(self, text: str) -> None:
        self.change("instructions", text)

    @Property(int, constant=True)
    def instructionsLimit(self) -> int:
        """The most characters that instructions may have."""
        return MAX_INSTRUCTIONS_CHARS

    @Property(int, notify=fieldsChanged)
    def wordCount(self) -> int:
        """Words of the instructions."""
        return len(self.assistant.instructions.split())

    # Starters

    @Property(list, notify=fieldsChanged)
    def starters(self) -> list[str]:
        """Questions offered in an empty conversation."""
        return list(self.assistant.starters)

    @Slot(str)
    def addStarter(self, text: str) -> None:
        """Offer one more question."""
        if text.strip():
            self.change("starters", (*self.assistant.starters, text.strip()))

    @Slot(int, str)
    def changeStarter(self, place: int, text: str) -> None:
        """Offer another question in the place of this one; an empty one takes it away."""
        starters = list(self.assistant.starters)
        if 0 <= place < len(starters):
            starters[place : place + 1] = [text.strip()] if text.strip() else []
            self.change("starters", tuple(starters))

    @Slot(int, int)
    def moveStarter(self, place: int, to: int) -> None:
        """Offer this question at another place."""
        starters = list(self.assistant.starters)
        if place != to and 0 <= place < len(starters) and 0 <= to < len(starters):
            starters.insert(to, starters.pop(place))
            self.change("starters", tuple(starters))

    @Slot(int)
    def removeStarter(self, place: int) -> None:
        """Offer this question no more."""
        self.changeStarter(place, "")

    @Property(bool, notify=fieldsChanged)
    def startersFull(self) -> bool:
        """Whether no further starter fits."""
        return len(self.assistant.starters) >= MAX_STARTERS

    # What is wrong

    @Property(str, notify=problemsChanged)
    def nameError(self) -> str:
        """What is wrong with the name, and what to do; empty when it is fine."""
        return self._error("name")

    @Property(str, notify=problemsChanged)
    def taglineError(self) -> str:
        """Likewise for the tagline."""
        return self._error("tagline")

    @Property(str, notify=problemsChanged)
    def instructionsError(self) -> str:
        """Likewise for the instructions."""
        return self._error("instructions")

    @Property(str, notify=problemsChanged)
    def greetingError(self) -> str:
        """Likewise for the greeting."""
        return self._error("greeting")

    @Property(str, notify=problemsChanged)
    def startersError(self) -> str:
        """Likewise for the starters."""
        return self._error("starters")

    # Files of an assistant that does not exist yet

    @Property(list, notify=fieldsChanged)
    def files(self) -> list[str]:
        """Names of the files that the first save adds."""
        return [Path(path).name for path in self.draft.files]

    @Slot(str, result=str)
    def kindOf(self, name: str) -> str:
        """The letters on the sheet of a file with this name."""
        return kind_text(name)

    @Slot(list)
    def addFiles(self, urls: list[QUrl | str]) -> None:
        """Add these files with the first save."""
        before = self.draft.files
        new = [str(path) for path in local_paths(urls) if str(path) not in before]
        if new:
            self.edit(replace(self.draft, files=(*before, *new)), "files")

    @Slot(int)
    def removeFile(self, place: int) -> None:
        """Do not add this file after all."""
        files = list(self.draft.files)
        if 0 <= place < len(files):
            del files[place]
            self.edit(replace(self.draft, files=tuple(files)), "files")
