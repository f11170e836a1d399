"""The draft of an assistant that a person makes or changes in a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import (
    AVATAR_COLORS,
    MAX_STARTERS,
    Assistant,
    Avatar,
    checked,
)
from assistant_studio.errors import StudioError, UsageError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.document_words import kind_text
from assistant_studio.viewmodels.knowledge_view_model import add_files, local_paths

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# A name that passes every check, so that one field can be checked without the others.
_ANY_NAME = "Assistant"


@QmlElement
class AssistantDraft(QObject):
    """A draft of an assistant; nothing is written before `save`.

    Signals:
        assistantIdChanged: Another assistant is changed; the draft is as it was saved last.
        draftChanged: Some field of the draft changed.
        errorsChanged: What is wrong with the draft.
        filesChanged: Other files will be added with the first save.
        saved: The assistant was saved; its id.
    """

    assistantIdChanged = Signal()
    draftChanged = Signal()
    errorsChanged = Signal()
    filesChanged = Signal()
    saved = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = Assistant()
        self._draft = Assistant()
        self._files: list[Path] = []
        self._errors: dict[str, UsageError] = {}
        self._save_error: StudioError | None = None
        # Errors of fields nobody has touched yet would be nagging.
        self._touched: set[str] = set()

    @Property(str, notify=assistantIdChanged)
    def assistantId(self) -> str:
        """The assistant that is changed; empty for a new one."""
        return self._before.id

    @assistantId.setter  # type: ignore[no-redef]
    def assistantId(self, assistant_id: str) -> None:
        if assistant_id == self._before.id:
            # A binding that is merely evaluated again must not undo what was typed.
            return
        try:
            before = services.studio().assistants.get(assistant_id) if assistant_id else Assistant()
        except StudioError as error:
            services.changes().problemMet.emit(error.message, error.hint)
            return
        self._begin(before)

    @Slot()
    def revert(self) -> None:
        """Take back every change since the last save."""
        self._begin(self._before)

    def _begin(self, before: Assistant) -> None:
        self._before = self._draft = before
        self._files, self._errors, self._save_error = [], {}, None
        self._touched.clear()
        for signal in (
            self.assistantIdChanged,
            self.draftChanged,
            self.errorsChanged,
            self.filesChanged,
        ):
            signal.emit()

    # The fields

    @Property(str, notify=draftChanged)
    def name(self) -> str:
        """What a person calls it."""
        return self._draft.name

    @name.setter  # type: ignore[no-redef]
    def name(self, text: str) -> None:
        self._change("name", text)

    @Property(str, notify=draftChanged)
    def tagline(self) -> str:
        """One line about what it does."""
        return self._draft.tagline

    @tagline.setter  # type: ignore[no-redef]
    def tagline(self, text: str) -> None:
        self._change("tagline", text)

    @Property(str, notify=draftChanged)
    def instructions(self) -> str:
        """Markdown; the front of every prompt."""
        return self._draft.instructions

    @instructions.setter  # type: ignore[no-redef]
    def instructions(self, text: str) -> None:
        self._change("instructions", text)

    @Property(str, notify=draftChanged)
    def greeting(self) -> str:
        """Shown in an empty conversation."""
        return self._draft.greeting

    @greeting.setter  # type: ignore[no-redef]
    def greeting(self, text: str) -> None:
        self._change("greeting", text)

    @Property(str, notify=draftChanged)
    def avatarLetter(self) -> str:
        """What the person typed for the avatar; empty takes the name's first letter."""
        return self._draft.avatar.letter

    @avatarLetter.setter  # type: ignore[no-redef]
    def avatarLetter(self, text: str) -> None:
        self._change("avatar", replace(self._draft.avatar, letter=text.strip()[:2]))

    @Property(str, notify=draftChanged)
    def avatarColor(self) -> str:
        """`#RRGGBB`."""
        return self._draft.avatar.color

    @avatarColor.setter  # type: ignore[no-redef]
    def avatarColor(self, color: str) -> None:
        self._change("avatar", Avatar(self._draft.avatar.letter, color))

    @Property(str, notify=draftChanged)
    def shownLetter(self) -> str:
        """What the avatar shows."""
        return self._draft.letter

    @Property(str, notify=assistantIdChanged)
    def savedName(self) -> str:
        """The name as it was saved last."""
        return self._before.name

    @Property(list, constant=True)
    def colors(self) -> list[str]:
        """The colours to choose from."""
        return list(AVATAR_COLORS)

    @Property(list, notify=draftChanged)
    def starters(self) -> list[str]:
        """Questions offered in an empty conversation."""
        return list(self._draft.starters)

    @Slot(str)
    def addStarter(self, text: str) -> None:
        """Offer one more question."""
        if text.strip():
            self._change("starters", (*self._draft.starters, text.strip()))

    @Slot(int)
    def removeStarter(self, place: int) -> None:
        """Offer this question no more."""
        starters = list(self._draft.starters)
        if 0 <= place < len(starters):
            del starters[place]
            self._change("starters", tuple(starters))

    @Property(bool, notify=draftChanged)
    def startersFull(self) -> bool:
        """Whether no further starter fits."""
        return len(self._draft.starters) >= MAX_STARTERS

    @Property(int, notify=draftChanged)
    def wordCount(self) -> int:
        """Words of the instructions."""
        return len(self._draft.instructions.split())

    @Property(bool, notify=draftChanged)
    def changed(self) -> bool:
        """Whether saving would change anything."""
        return self._draft != self._before or bool(self._files)

    def _change(self, field: str, value: Any) -> None:
        if getattr(self._draft, field) == value:
            return
        self._draft = replace(self._draft, **{field: value})
        self._touched.add(field)
        self._save_error = None
        self._check()
        self.draftChanged.emit()

    # What is wrong

    def _check(self) -> None:
        self._errors = {
            field: error
            for field in ("name", "tagline", "instructions", "starters")
            if (error := _problem(field, getattr(self._draft, field))) is not None
        }
        self.errorsChanged.emit()

    def _error(self, field: str) -> str:
        error = self._errors.get(field) if field in self._touched else None
        return str(error) if error is not None else ""

    @Property(str, notify=errorsChanged)
    def nameError(self) -> str:
        """What is wrong with the name, and what to do; empty when it is fine."""
        return self._error("name")

    @Property(str, notify=errorsChanged)
    def taglineError(self) -> str:
        """Likewise for the tagline."""
        return self._error("tagline")

    @Property(str, notify=errorsChanged)
    def instructionsError(self) -> str:
        """Likewise for the instructions."""
        return self._error("instructions")

    @Property(str, notify=errorsChanged)
    def startersError(self) -> str:
        """Likewise for the starters."""
        return self._error("starters")

    @Property(str, notify=errorsChanged)
    def saveError(self) -> str:
        """Why the last save did not work; empty when it did."""
        return self._save_error.message if self._save_error else ""

    @Property(str, notify=errorsChanged)
    def saveHint(self) -> str:
        """What to do about `saveError`."""
        return self._save_error.hint if self._save_error else ""

    # Files of an assistant that does not exist yet

    @Property(list, notify=filesChanged)
    def files(self) -> list[str]:
        """Names of the files that the first save adds."""
        return [path.name for path in self._files]

    @Slot(str, result=str)
    def kindOf(self, name: str) -> str:
        """The letters on the sheet of a file with this name."""
        return kind_text(name)

    @Slot(list)
    def addFiles(self, urls: list[QUrl | str]) -> None:
        """Add these files with the first save."""
        self._files += [path for path in local_paths(urls) if path not in self._files]
        self.filesChanged.emit()
        self.draftChanged.emit()

    @Slot(int)
    def removeFile(self, place: int) -> None:
        """Do not add this file after all."""
        if 0 <= place < len(self._files):
            del self._files[place]
            self.filesChanged.emit()
            self.draftChanged.emit()

    # Saving

    @Slot()
    def save(self) -> None:
        """Keep the draft: as a new assistant, or as the next version of the one that is changed."""
        self._touched.update(("name", "tagline", "instructions", "starters"))
        self._check()
        if self._errors:
            return
        try:
            kept = self._kept()
        except StudioError as error:
            self._save_error = error
            self.errorsChanged.emit()
            return
        files = self._files
        self._begin(kept)
        services.changes().assistantsChanged.emit()
        if files:
            add_files(kept.id, files)
        self.saved.emit(kept.id)

    def _kept(self) -> Assistant:
        assistants = services.studio().assistants
        keep: Callable[[Assistant], Assistant] = (
            assistants.save if self._before.id else assistants.create
        )
        return keep(self._draft)


def _problem(field: str, value: Any) -> UsageError | None:
    """What the core finds wrong with one field alone."""
    draft = replace(Assistant(name=_ANY_NAME), **{field: value})
    try:
        checked(draft)
    except UsageError as error:
        return error
    return None
