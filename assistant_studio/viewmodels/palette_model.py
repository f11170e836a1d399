"""The palette: everything in the window that can be opened or done, found by typing."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.search import Hit
from assistant_studio.viewmodels import palette_rows, services
from assistant_studio.viewmodels.commands import CommandRow, command_list
from assistant_studio.viewmodels.palette_rows import PaletteRow
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_RECENT_CONVERSATIONS = 6
_MOST_CONVERSATIONS = 20
# A quick typist's letters make one search, not five.
_REST_MS = 40


@QmlElement
class PaletteModel(RowsModel):
    """What fits the words that are typed; without any, what was used last.

    Signals:
        queryChanged: Something else is typed.
        searchedChanged: The conversations were searched for what is typed.
        assistantChosen: This assistant is to be opened.
        conversationChosen: This conversation is to be opened, at this message unless it is empty.
    """

    row_type = PaletteRow
    queryChanged = Signal()
    searchedChanged = Signal()
    assistantChosen = Signal(str)
    conversationChosen = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._query = ""
        self._assistants: dict[str, Assistant] = {}
        self._commands: list[CommandRow] = []
        self._recent: list[PaletteRow] = []
        self._found: list[PaletteRow] = []
        self._searched = ""
        self._behind = False
        self._search: Task[tuple[list[Hit], bool]] | None = None
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._begin_search)

    @Property(str, notify=queryChanged)
    def query(self) -> str:
        """What is typed."""
        return self._query

    @query.setter  # type: ignore[no-redef]
    def query(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self.queryChanged.emit()
            self._show()
            self._resting.start()

    @Property(bool, notify=searchedChanged)
    def foundNothing(self) -> bool:
        """Whether everything was looked through, and nothing fits."""
        words = self._query.strip()
        return bool(words) and words == self._searched and not self._rows

    @Property(bool, notify=searchedChanged)
    def behind(self) -> bool:
        """Whether there are messages that the search does not know yet, after an import."""
        return self._behind

    @Slot()
    def open(self) -> None:
        """The palette opens: look again at what there is."""
        self._query, self._found, self._searched = "", [], ""
        studio = services.studio()
        recent = studio.listing.page(limit=_RECENT_CONVERSATIONS)
        used = {entry.assistant_id: None for entry in studio.listing.page(limit=100)}
        everyone = {assistant.id: assistant for assistant in studio.assistants.list()}
        order = [*(key for key in used if key in everyone), *everyone]
        self._assistants = {key: everyone[key] for key in order}
        self._commands = _by_use(command_list().rows)
        self._recent = palette_rows.conversation_rows(recent, self._assistants)
        self.queryChanged.emit()
        self.searchedChanged.emit()
        self._show()

    @Slot(int)
    def run(self, place: int) -> None:
        """Open or do what stands at this place."""
        if not 0 <= place < len(self._rows):
            return
        row: PaletteRow = self._rows[place]
        match row.kind:
            case palette_rows.ASSISTANTS:
                self.assistantChosen.emit(row.target)
            case palette_rows.CONVERSATIONS:
                self.conversationChosen.emit(row.target, row.message_id)
            case _:
                command_list().run(row.target)

    def _show(self) -> None:
        words = self._query.strip()
        assistants = palette_rows.assistant_rows(words, list(self._assistants.values()))
        commands = palette_rows.command_rows(words, self._commands)
        conversations = self._found if words else self._recent
        if words:
            # What fits best comes first; words that conversations hold come after names.
            named = sorted((assistants, commands), key=lambda found: -found[0][0] if found else 0)
            rows = [*(row for group in named for _, row in group), *conversations]
        else:
            rows = [*conversations, *(row for _, row in (*assistants, *commands))]
        if rows != self._rows:
            # Most of them change with each letter, and none of them holds the focus.
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            self.countChanged.emit()
        self.searchedChanged.emit()

    def _begin_search(self) -> None:
        if self._search is not None:
            self._search.cancel()
        words = self._query

        def found(outcome: tuple[list[Hit], bool]) -> None:
            if words == self._query:
                hits, self._behind = outcome
                self._searched = words.strip()
                self._found = palette_rows.hit_rows(hits, self._assistants)
                self._show()

        self._search = Task(self, lambda token: _searched(words, token)).succeeded(found).start()


def _searched(words: str, token: CancelToken) -> tuple[list[Hit], bool]:
    search = services.studio().conversation_search
    hits = search.find(words, limit=_MOST_CONVERSATIONS, token=token)
    return hits, search.index.behind


def _by_use(commands: list[CommandRow]) -> list[CommandRow]:
    """What can be done now, the latest used first."""
    recent = {name: place for place, name in enumerate(command_list().recent)}
    usable = [command for command in commands if command.usable and command.listed]
    return sorted(usable, key=lambda command: recent.get(command.key, len(recent)))
