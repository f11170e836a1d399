"""Lists of the settings: the network log, and what is inside the app with its licences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QDateTime, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio import language
from assistant_studio.language import _
from assistant_studio.network import NetworkUse, network_uses
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task

if TYPE_CHECKING:
    from assistant_studio.licences import Part

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One use of the network.

    Attributes:
        key: Its place in the log.
        time: When, as the person's language writes it.
        address: Where to.
        allowed: Whether it was let through.
        what: What became of it and why, in words.
    """

    key: int
    time: str
    address: str
    allowed: bool
    what: str


@QmlElement
class NetworkLogModel(RowsModel):
    """Every connection that was let through or blocked, the newest first."""

    row_type = NetworkRow

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._uses: list[NetworkUse] = []
        services.changes().languageChanged.connect(self._say)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the log again."""
        if services.has_studio():
            home = services.studio().home
            Task(self, lambda _token: network_uses(home)).succeeded(self._show_uses).start()

    def _show_uses(self, uses: list[NetworkUse]) -> None:
        self._uses = uses
        self._say()

    def _say(self) -> None:
        last = len(self._uses)
        self.show([_row(last - place, use) for place, use in enumerate(self._uses)])


def _row(key: int, use: NetworkUse) -> NetworkRow:
    what = _("let through: {reason}", reason=use.reason) if use.allowed else _("blocked")
    return NetworkRow(key, _time_text(use.time), use.address, use.allowed, what)


def _time_text(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    locale = QLocale(language.current().code)
    shown = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))
    return locale.toString(shown, QLocale.FormatType.ShortFormat)


def _parts() -> list[Part]:
    # Reading packages' metadata loads a good deal that no start should wait for.
    from assistant_studio import licences

    return licences.parts()


def _words_of(part: Part) -> str:
    from assistant_studio import licences

    return licences.words_of(part)


@dataclass(frozen=True, slots=True)
class PartRow:
    """One thing that is inside the app.

    Attributes:
        key: Unique among them.
        name: Its name and version.
        licence: Its licence in a few words.
    """

    key: str
    name: str
    licence: str


@QmlElement
class LicencesModel(RowsModel):
    """What is inside the app; gathered when the first one looks.

    Signals:
        wordsChanged: The words of another licence are there.
    """

    wordsChanged = Signal()
    row_type = PartRow

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: dict[str, Part] = {}
        self._words = ("", "")
        Task(self, lambda _token: _parts()).succeeded(self._show_parts).start()

    @Property(str, notify=wordsChanged)
    def title(self) -> str:
        """Whose words are shown."""
        return self._words[0]

    @Property(str, notify=wordsChanged)
    def words(self) -> str:
        """The words of the licence that was asked for last; empty until they are read."""
        return self._words[1]

    @Slot(str)
    def read(self, key: str) -> None:
        """Read the words of a part's licence."""
        part = self._parts.get(key)
        if part is None:
            return
        self._set_words(part.name, "")
        Task(self, lambda _token: _words_of(part)).succeeded(
            lambda words: self._set_words(part.name, words)
        ).start()

    def _set_words(self, title: str, words: str) -> None:
        self._words = (title, words)
        self.wordsChanged.emit()

    def _show_parts(self, parts: list[Part]) -> None:
        self._parts = {part.key: part for part in parts}
        self.show([PartRow(p.key, f"{p.name} {p.version}".strip(), p.licence) for p in parts])
