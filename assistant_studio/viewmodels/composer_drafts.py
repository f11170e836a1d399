"""What stands in the composer of each conversation, written to disk while it is typed."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer

from assistant_studio.errors import StudioError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.of_the_app import one_of_the_app
from assistant_studio.viewmodels.task import Task

_SAVE_AFTER_MS = 400
_log = logging.getLogger("assistant_studio.window")

Place = tuple[str, str]


class ComposerDrafts(QObject):
    """The drafts of the whole app, by assistant and conversation (empty for a new one)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[Place, str] = {}
        self._unsaved: set[Place] = set()
        self._saving: Task[None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._soon.timeout.connect(self._save)

    def get(self, place: Place) -> str:
        """What stands there."""
        if place not in self._texts:
            self._texts[place] = _kept(place)
        return self._texts[place]

    def put(self, place: Place, text: str) -> None:
        """Something else stands there now; soon it is on disk."""
        self._texts[place] = text
        self._unsaved.add(place)
        if not self._soon.isActive():
            self._soon.start()

    def give_back(self, place: Place, text: str) -> None:
        """Words that could not be sent stand there again, before what was typed since."""
        typed_since = self.get(place)
        self.put(place, f"{text}\n\n{typed_since}" if typed_since else text)

    def flush(self) -> None:
        """Write what is not on disk yet, before the app ends."""
        if self._unsaved and services.has_studio():
            try:
                _write(self._taken())
            except StudioError:
                # There is nobody left to tell.
                _log.exception("what stood in the composer could not be kept")

    def _save(self) -> None:
        if self._saving is not None:
            self._soon.start()
            return
        texts = self._taken()
        if not texts or not services.has_studio():
            return
        saving = Task(self, lambda _token: _write(texts))
        self._saving = saving
        saving.succeeded(lambda _none: self._saved()).failed(
            lambda error: self._not_saved(error, texts)
        )
        saving.cancelled(self._saved).start()

    def _taken(self) -> dict[Place, str]:
        texts = {place: self._texts[place] for place in self._unsaved}
        self._unsaved.clear()
        return texts

    def _saved(self) -> None:
        self._saving = None

    def _not_saved(self, _error: StudioError, texts: dict[Place, str]) -> None:
        """It stands in the field still; the next key tries again."""
        self._saving = None
        self._unsaved.update(texts)


def _write(texts: dict[Place, str]) -> None:
    store = services.studio().conversations.unsent
    for (assistant_id, conversation_id), text in texts.items():
        store.keep(assistant_id, conversation_id or None, text)


def _kept(place: Place) -> str:
    assistant_id, conversation_id = place
    try:
        return services.studio().conversations.unsent.get(assistant_id, conversation_id or None)
    except StudioError:
        return ""


def composer_drafts() -> ComposerDrafts:
    """The one of the app; it ends with the Qt application."""
    return one_of_the_app(ComposerDrafts)
