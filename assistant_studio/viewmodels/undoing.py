"""A way back from what was just done, offered for a while at one place of the window.

Whoever takes something away calls `undo_offer().offer(…)`; the sidebar shows the sentence with an
"Undo" beside it. The next offer takes the place of the one before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.language import again
from assistant_studio.viewmodels.of_the_app import one_of_the_app

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Long enough to be read and reached by any means; nothing is lost when it is over.
OFFER_MS = 30_000


class UndoOffer(QObject):
    """What can be undone now.

    Attributes:
        text: What was done, a whole sentence; empty when there is nothing to undo.

    Signals:
        changed: Another offer, or none any more.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self._undo: Callable[[], None] | None = None
        self._about = ""
        self._ending = QTimer(self, singleShot=True, interval=OFFER_MS)
        self._ending.timeout.connect(self.withdraw)

    def offer(self, text: str, undo: Callable[[], None], about: str = "") -> None:
        """Offer to take back what was just done.

        Args:
            text: What was done, a whole sentence.
            undo: Takes it back; called on the window's thread.
            about: The id of what it was done to, by which `settle` knows it.
        """
        self.text, self._undo, self._about = text, undo, about
        self._ending.start()
        self.changed.emit()

    def undo(self) -> None:
        """Take it back."""
        undo = self._undo
        self.withdraw()
        if undo is not None:
            undo()

    def settle(self, about: str) -> None:
        """It was taken back in another way: the offer about it has no object any more."""
        if about and about == self._about:
            self.withdraw()

    def withdraw(self) -> None:
        """Offer nothing any more."""
        self.text, self._undo, self._about = "", None, ""
        self._ending.stop()
        self.changed.emit()


def undo_offer() -> UndoOffer:
    """The one offer of the app; it ends with the Qt application."""
    return one_of_the_app(UndoOffer)


@QmlElement
class UndoViewModel(QObject):
    """The offer as QML shows it.

    Signals:
        changed: Another offer, or none any more.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        undo_offer().changed.connect(self.changed)

    @Property(str, notify=changed)
    def text(self) -> str:
        """What was done; empty when there is nothing to undo."""
        return again(undo_offer().text)

    @Slot()
    def undo(self) -> None:
        """Take it back."""
        undo_offer().undo()

    @Slot()
    def close(self) -> None:
        """The person does not want it back."""
        undo_offer().withdraw()
