"""The history of an assistant: its versions, what each changed, and the way back to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.difference import Change, Piece, PieceKind, differences
from assistant_studio.assistants.field_words import field_title
from assistant_studio.assistants.versions import VersionInfo
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.escaping import escaped
from assistant_studio.errors import StudioError
from assistant_studio.language import _
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.assistant_draft import AssistantDraft
from assistant_studio.viewmodels.draft_part import DraftPart
from assistant_studio.viewmodels.moments import moment_text
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# So many versions are drawn at first.
PAGE_VERSIONS = 30
# Of a long text that stayed, so much is shown on each side of a change.
_CONTEXT_CHARS = 120


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the list.

    Attributes:
        key: The version's number.
        name: What a person called it; may be empty.
        moment: When it was saved.
        current: Whether it is the one that answers now.
    """

    key: int
    name: str
    moment: str
    current: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One field that differs.

    Attributes:
        key: The field.
        title: Its name for people.
        markup: Rich text: what went is struck through, what came is underlined.
        spoken: The same for a screen reader.
    """

    key: str
    title: str
    markup: str
    spoken: str


class VersionsModel(RowsModel):
    """The versions, the latest first."""

    row_type = VersionRow


class ChangesModel(RowsModel):
    """The fields that differ."""

    row_type = ChangeRow


@QmlElement
class HistoryViewModel(DraftPart):
    """The versions of the draft's assistant.

    Signals:
        versionsChanged: There are other versions.
        comparisonChanged: Other versions are compared, or what differs is known.
        colorsChanged: Other colours.
    """

    versionsChanged = Signal()
    comparisonChanged = Signal()
    colorsChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._versions: list[VersionInfo] = []
        self._limit = PAGE_VERSIONS
        self._shown = 0
        self._with_now = False
        self._changes: tuple[Change, ...] | None = None
        self._colors: dict[str, Any] = {}
        self._rows = VersionsModel(self)
        self._change_rows = ChangesModel(self)
        self._task: Task[tuple[Change, ...]] | None = None
        services.changes().assistantsChanged.connect(self._read)

    def _begin(self, draft: AssistantDraft) -> None:
        draft.assistantIdChanged.connect(self._read)
        self._read()

    @Property("QVariantMap", notify=colorsChanged)
    def colors(self) -> dict[str, Any]:
        """The theme's colours, by the names of `TextColors`."""
        return self._colors

    @colors.setter  # type: ignore[no-redef]
    def colors(self, colors: dict[str, Any]) -> None:
        if colors != self._colors:
            self._colors = colors
            self._fill()
            self.colorsChanged.emit()

    @Property(QObject, constant=True)
    def versions(self) -> QObject:
        """A list of `VersionRow`."""
        return self._rows

    @Property(QObject, constant=True)
    def changes(self) -> QObject:
        """A list of `ChangeRow`."""
        return self._change_rows

    @Property(int, notify=versionsChanged)
    def hiddenCount(self) -> int:
        """How many older versions are not shown."""
        return max(0, len(self._versions) - self._limit)

    @Property(int, notify=comparisonChanged)
    def shown(self) -> int:
        """The version whose differences are shown; 0 for none."""
        return self._shown

    @Property(bool, notify=comparisonChanged)
    def withNow(self) -> bool:
        """Whether it is compared with the draft, and not with the version before it."""
        return self._with_now

    @Property(str, notify=comparisonChanged)
    def comparisonText(self) -> str:
        """What is compared, or that nothing differs."""
        if not self._shown:
            return ""
        if self._changes is None:
            return _("Comparing…")
        if not self._with_now and self._shown == self._first:
            return _("This is the first version.")
        if self._changes:
            return ""
        return _("Nothing differs.")

    @Slot()
    def showOlder(self) -> None:
        """Show more of the older versions."""
        self._limit += PAGE_VERSIONS
        self._fill_versions()

    @Slot(int, bool)
    def compare(self, version: int, with_now: bool) -> None:
        """Show what a version changed, or what has changed since; 0 closes it."""
        self._shown, self._with_now, self._changes = version, with_now, None
        self._fill()
        self.comparisonChanged.emit()
        if version and self._draft is not None:
            self._compare(version, with_now)

    @Slot(int, str)
    def rename(self, version: int, name: str) -> None:
        """Call a version by another name."""
        if self._draft is None:
            return
        try:
            services.studio().assistants.name_version(self._draft.assistantId, version, name)
        except StudioError as error:
            services.changes().problemMet.emit(error.message, error.hint)
        self._read()

    @property
    def _first(self) -> int:
        return min((version.version for version in self._versions), default=0)

    def _compare(self, version: int, with_now: bool) -> None:
        assert self._draft is not None
        assistant_id, now = str(self._draft.assistantId), self._draft.assistant
        earlier = [v.version for v in self._versions if v.version < version]

        def work(_token: CancelToken) -> tuple[Change, ...]:
            store = services.studio().assistants
            chosen = store.version(assistant_id, version)
            if with_now:
                return differences(chosen, now)
            return differences(store.version(assistant_id, max(earlier)), chosen) if earlier else ()

        def found(changes: tuple[Change, ...]) -> None:
            if self._task is task:
                self._changes = changes
                self._fill()
                self.comparisonChanged.emit()

        task: Task[tuple[Change, ...]] = Task(self, work)
        self._task = task
        task.succeeded(found).start()

    def _read(self) -> None:
        if self._draft is None or not services.has_studio():
            return
        assistant_id = str(self._draft.assistantId)
        try:
            store = services.studio().assistants
            self._versions = store.versions(assistant_id) if assistant_id else []
        except StudioError:
            # It was deleted; the window leaves this page.
            self._versions = []
        self._fill_versions()
        if self._shown:
            self.compare(0, False)

    def _fill_versions(self) -> None:
        self._rows.show(
            [
                VersionRow(each.version, each.name, moment_text(each.saved_at), each.current)
                for each in self._versions[: self._limit]
            ]
        )
        self.versionsChanged.emit()

    def _fill(self) -> None:
        colors = TextColors.of(self._colors) if self._colors else TextColors()
        self._change_rows.show([_change_row(change, colors) for change in self._changes or ()])


def _change_row(change: Change, colors: TextColors) -> ChangeRow:
    pieces = _shortened(change.pieces)
    return ChangeRow(
        key=change.field,
        title=field_title(change.field),
        markup="".join(_markup(piece, colors) for piece in pieces),
        spoken=" ".join(_spoken(piece) for piece in pieces),
    )


def _markup(piece: Piece, colors: TextColors) -> str:
    text = escaped(piece.text).replace("\n", "<br>")
    match piece.kind:
        case PieceKind.ADDED:
            return f'<span style="background-color:{colors.mark}"><u>{text}</u></span>'
        case PieceKind.REMOVED:
            return f'<s style="color:{colors.warn}">{text}</s>'
        case PieceKind.SAME:
            return text


def _spoken(piece: Piece) -> str:
    match piece.kind:
        case PieceKind.ADDED:
            return _("Added: {text}.", text=piece.text.strip())
        case PieceKind.REMOVED:
            return _("Removed: {text}.", text=piece.text.strip())
        case PieceKind.SAME:
            return piece.text.strip()


def _shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """Long stretches that stayed, cut down to what stands beside a change."""
    last = len(pieces) - 1
    return [
        Piece(piece.kind, _cut(piece.text, place > 0, place < last))
        if piece.kind is PieceKind.SAME
        else piece
        for place, piece in enumerate(pieces)
    ]


def _cut(text: str, keep_begin: bool, keep_end: bool) -> str:
    if len(text) <= (keep_begin + keep_end) * _CONTEXT_CHARS + 40:
        return text
    begin = text[:_CONTEXT_CHARS] if keep_begin else ""
    end = text[-_CONTEXT_CHARS:] if keep_end else ""
    return f"{begin} … {end}"
