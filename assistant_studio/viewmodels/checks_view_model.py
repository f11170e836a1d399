"""An assistant's checks as the builder shows, changes and runs them."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.check import Check
from assistant_studio.checks.comparing import Comparison
from assistant_studio.checks.events import Standing
from assistant_studio.checks.words import badge, standing_text
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.check_form import CheckForm
from assistant_studio.viewmodels.check_rows import (
    ChecksModel,
    answer_details,
    check_row,
    table_columns,
    table_rows,
)
from assistant_studio.viewmodels.check_run import CheckRun
from assistant_studio.viewmodels.draft_state import DraftState

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Who types instructions makes another assistant with every letter.
_SETTLE_MS = 250


@QmlElement
class ChecksViewModel(QObject):
    """The checks of a draft: written into it, run against it, compared over its versions.

    Signals:
        draftChanged: Another draft.
        checksChanged: Some check, its result, or the table changed.
    """

    draftChanged = Signal()
    checksChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft: DraftState | None = None
        self._rows = ChecksModel(self)
        self._form = CheckForm(self)
        self._run = CheckRun(self)
        self._run.changed.connect(self._show)
        self._run.judged.connect(self.refresh)
        self._shown: tuple[Check, ...] = ()
        self._standing = Standing(0, 0, 0)
        self._comparison = Comparison((), ())
        self._settling = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settling.timeout.connect(self.refresh)
        changes = services.changes()
        changes.documentsChanged.connect(self._refresh_soon)
        changes.languageChanged.connect(self.refresh)

    @Property(QObject, notify=draftChanged)
    def draft(self) -> DraftState | None:
        """The draft whose checks these are."""
        return self._draft

    @draft.setter  # type: ignore[no-redef]
    def draft(self, draft: DraftState | None) -> None:
        if draft is self._draft:
            return
        if self._draft is not None:
            self._draft.draftChanged.disconnect(self._look)
            self._draft.assistantIdChanged.disconnect(self._begin)
        self._draft = draft
        if draft is not None:
            draft.draftChanged.connect(self._look)
            draft.assistantIdChanged.connect(self._begin)
        self._begin()
        self.draftChanged.emit()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """The checks: a list of `CheckRow`."""
        return self._rows

    @Property(QObject, constant=True)
    def form(self) -> QObject:
        """The form in which a check is written."""
        return self._form

    @Property(QObject, constant=True)
    def run(self) -> QObject:
        """The run that goes on, or went on last."""
        return self._run

    # How they stand

    @Property(int, notify=checksChanged)
    def count(self) -> int:
        """How many checks there are."""
        return len(self._checks)

    @Property(str, notify=checksChanged)
    def badge(self) -> str:
        """How they stand, for the builder's list of sections; see `checks.words.badge`."""
        return badge(self._standing)

    @Property(str, notify=checksChanged)
    def standingText(self) -> str:
        """The same as a sentence."""
        return standing_text(self._standing)

    @Property(bool, notify=checksChanged)
    def someFail(self) -> bool:
        """Whether a check is not passed by the draft as it is."""
        return self._standing.failed > 0

    @Property(list, notify=checksChanged)
    def columns(self) -> list[dict[str, object]]:
        """The table's columns; see `check_rows.table_columns`."""
        return table_columns(self._comparison)

    @Property(list, notify=checksChanged)
    def tableRows(self) -> list[dict[str, object]]:
        """The table's rows; see `check_rows.table_rows`."""
        return table_rows(self._comparison)

    @Slot(int, int, result="QVariantMap")
    def details(self, row: int, column: int) -> dict[str, object]:
        """One cell of the table at length; see `check_rows.answer_details`."""
        return answer_details(self._comparison, row, column)

    # Changing them

    @Slot()
    def addCheck(self) -> None:
        """Begin to write a new check."""
        self._form.begin(None)

    @Slot(str)
    def editCheck(self, key: str) -> None:
        """Change this check."""
        for check in self._checks:
            if check.id == key:
                self._form.begin(check)

    @Slot(result=bool)
    def keepForm(self) -> bool:
        """Take the form's check into the draft; gives whether it makes sense."""
        written = self._form.check()
        if written is None or self._draft is None:
            return False
        if any(check.id == written.id for check in self._checks):
            changed = tuple(written if c.id == written.id else c for c in self._checks)
        else:
            changed = (*self._checks, written)
        self._draft.change("checks", changed)
        self._form.close()
        return True

    @Slot(str)
    def removeCheck(self, key: str) -> None:
        """Take this check out of the draft; undo brings it again."""
        if self._draft is not None:
            rest = tuple(check for check in self._checks if check.id != key)
            self._draft.change("checks", rest)

    # Running them

    @Property(bool, notify=checksChanged)
    def canRun(self) -> bool:
        """Whether there is something to run, on an assistant that exists."""
        return bool(self._checks) and self._draft is not None and bool(self._draft.assistant.id)

    @Slot()
    def runAll(self) -> None:
        """Run every check."""
        self._run_some(self._checks)

    @Slot(str)
    def runOne(self, key: str) -> None:
        """Run this check."""
        self._run_some(tuple(check for check in self._checks if check.id == key))

    def _run_some(self, checks: tuple[Check, ...]) -> None:
        if self._draft is not None and checks:
            # The draft as it is now: what is typed meanwhile is another one.
            self._run.begin(self._draft.assistant, checks)

    @Slot()
    def refresh(self) -> None:
        """Look again how the draft's checks stand."""
        if not services.has_studio() or self._draft is None:
            return
        checks = services.studio().checks
        self._standing = checks.standing(self._draft.assistant)
        self._comparison = checks.comparison(self._draft.assistant)
        self._show()

    @property
    def _checks(self) -> tuple[Check, ...]:
        return self._draft.assistant.checks if self._draft is not None else ()

    def _begin(self) -> None:
        """Another assistant, or the same one saved."""
        self._form.close()
        self.refresh()

    def _look(self) -> None:
        """Changed checks are shown at once; how the others stand follows when typing pauses."""
        if self._checks != self._shown:
            self.refresh()
        else:
            self._settling.start()

    def _refresh_soon(self, assistant_id: str) -> None:
        if self._draft is not None and assistant_id == self._draft.assistant.id:
            self._settling.start()

    def _show(self) -> None:
        if not services.has_studio() or self._draft is None:
            return
        latest = services.studio().checks.latest(self._draft.assistant)
        self._shown = self._checks
        asked = self._run.check_id
        self._rows.show(
            [check_row(c, latest.get(c.id), running=c.id == asked) for c in self._shown]
        )
        self.checksChanged.emit()
