"""An assistant's watched folders as the window shows them, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.errors import StudioError, from_record
from assistant_studio.knowledge.watching.folder import WatchedFolder
from assistant_studio.language import _, ngettext
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.assistant_part import AssistantPart
from assistant_studio.viewmodels.document_words import further_files
from assistant_studio.viewmodels.indexing import folders_told
from assistant_studio.viewmodels.knowledge_view_model import local_paths
from assistant_studio.viewmodels.moments import moment_text
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# "Looked at 2 minutes ago" stays true for about so long.
_SAY_AGAIN_MS = 20_000
_NAMED_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class FolderRow:
    """One watched folder in a list.

    Attributes:
        key: Its id.
        name: What the names of its documents begin with.
        path: Where it lies.
        state_text: "Watching · 12 files · looked at a moment ago · 3 waiting".
        warning: What is not read, or why it cannot be looked at; may be empty.
        paused: Whether it waits to be resumed.
        unreachable: Whether it could not be looked at.
    """

    key: str
    name: str
    path: str
    state_text: str
    warning: str
    paused: bool
    unreachable: bool


class FoldersModel(RowsModel):
    """The watched folders of one assistant."""

    row_type = FolderRow


@QmlElement
class WatchedFoldersViewModel(AssistantPart):
    """The folders that an assistant watches; `message` says why one could not be."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders = FoldersModel(self)
        services.changes().documentsChanged.connect(self._refresh_if_mine)
        folders_told().looked.connect(self._refresh_if_mine)
        timer = QTimer(self)
        timer.setInterval(_SAY_AGAIN_MS)
        timer.timeout.connect(self._say_again)
        timer.start()

    @Property(QObject, constant=True)
    def folders(self) -> QObject:
        """The folders: a list of `FolderRow`."""
        return self._folders

    @Slot(QUrl)
    def watch(self, url: QUrl) -> None:
        """Watch a folder from now on."""
        assistant_id, paths = self._assistant_id, local_paths([url])
        if assistant_id and paths:
            self._do(lambda: services.studio().knowledge.watch_folder(assistant_id, paths[0]))

    @Slot(str)
    def pause(self, folder_id: str) -> None:
        """Leave a folder and its files alone until it is resumed."""
        self._do(lambda: services.studio().knowledge.pause_folder(folder_id))

    @Slot(str)
    def resume(self, folder_id: str) -> None:
        """Go on with a folder where it was."""
        self._do(lambda: services.studio().knowledge.resume_folder(folder_id))

    @Slot(str, bool)
    def stop(self, folder_id: str, forget: bool) -> None:
        """Watch a folder no more; its files stay as they were read last, or go."""
        self._do(lambda: services.studio().knowledge.stop_folder(folder_id, forget=forget))

    def _do(self, act: Callable[[], Any]) -> None:
        assistant_id = self._assistant_id
        self.closeMessage()

        def done(_nothing: object) -> None:
            services.changes().documentsChanged.emit(assistant_id)

        def failed(error: StudioError) -> None:
            self._tell(error.message, error.hint)

        Task(self, lambda _token: act()).succeeded(done).failed(failed).start()

    def _say_again(self) -> None:
        if self._folders.rows:
            self._refresh()

    def _refresh(self) -> None:
        knows = self._assistant_id and services.has_studio()
        found = services.studio().knowledge.watched_folders(self._assistant_id) if knows else []
        self._folders.show([_row(folder) for folder in found])


def _row(folder: WatchedFolder) -> FolderRow:
    return FolderRow(
        key=folder.id,
        name=folder.label,
        path=folder.path,
        state_text=_state_text(folder),
        warning=_warning(folder),
        paused=folder.paused,
        unreachable=folder.error is not None and not folder.paused,
    )


def _state_text(folder: WatchedFolder) -> str:
    if folder.paused:
        parts = [_("Paused")]
    else:
        parts = [_("Watching") if folder.error is None else _("Out of reach")]
    if folder.files:
        parts.append(ngettext("{count} file", "{count} files", folder.files))
    parts.append(_looked_text(folder.looked_at))
    if folder.waiting:
        parts.append(ngettext("{count} waiting", "{count} waiting", folder.waiting))
    return " · ".join(parts)


def _looked_text(iso: str | None) -> str:
    if iso is None:
        return _("not looked at yet")
    passed_s = (datetime.now(UTC) - datetime.fromisoformat(iso)).total_seconds()
    if passed_s < 60:
        return _("looked at a moment ago")
    if passed_s < 3600:
        return ngettext(
            "looked at {count} minute ago", "looked at {count} minutes ago", int(passed_s // 60)
        )
    return _("looked at: {moment}", moment=moment_text(iso))


def _warning(folder: WatchedFolder) -> str:
    if folder.error is not None:
        error = from_record(folder.error)
        return f"{error.message} {error.hint}"
    said = [from_record(record).message for _path, record in folder.problems[:_NAMED_PROBLEMS]]
    further = folder.problem_count - len(said)
    if further > 0:
        said.append(further_files(further))
    return " ".join(said)
