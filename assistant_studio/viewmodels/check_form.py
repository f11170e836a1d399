"""The form in which a check is written: its texts as they are typed, and what is wrong."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.check import Check, checked_check
from assistant_studio.errors import UsageError
from assistant_studio.language import _

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CheckForm(QObject):
    """One check while it is written; lists stand with one entry in each line.

    Signals:
        fieldsChanged: Some field holds something else, by typing or by `begin`.
        begun: Another check is written, or none any more.
        errorChanged: What is wrong.
    """

    fieldsChanged = Signal()
    begun = Signal()
    errorChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._before: Check | None = None
        self._error: UsageError | None = None
        self._texts = dict.fromkeys(_TEXTS, "")
        self._says_unknown = False

    def begin(self, check: Check | None) -> None:
        """Write this check; None begins a new one."""
        self._open, self._before = True, check
        shown = check or Check("")
        self._texts = {
            "question": shown.question,
            "mustHold": "\n".join(shown.must_hold),
            "mustNotHold": "\n".join(shown.must_not_hold),
            "numbers": "\n".join(shown.numbers),
            "document": shown.document,
            "page": "" if shown.page is None else str(shown.page),
        }
        self._says_unknown = shown.says_unknown
        self._fail(None)
        self.fieldsChanged.emit()
        self.begun.emit()

    def check(self) -> Check | None:
        """The check as it is written; None if it makes no sense, and `error` says why."""
        try:
            written = checked_check(self._written())
        except UsageError as error:
            self._fail(error)
            return None
        self._fail(None)
        return written

    @Slot()
    def close(self) -> None:
        """Write no check any more."""
        self._open, self._before = False, None
        self._fail(None)
        self.begun.emit()

    @Property(bool, notify=begun)
    def isOpen(self) -> bool:
        """Whether a check is being written."""
        return self._open

    @Property(str, notify=begun)
    def key(self) -> str:
        """The id of the check that is changed; empty for a new one."""
        return self._before.id if self._before is not None else ""

    @Property(str, notify=errorChanged)
    def error(self) -> str:
        """What is wrong with the check; empty while nothing is."""
        return self._error.message if self._error is not None else ""

    @Property(str, notify=errorChanged)
    def hint(self) -> str:
        """What to do about `error`."""
        return self._error.hint if self._error is not None else ""

    @Property(str, notify=fieldsChanged)
    def question(self) -> str:
        """What is asked."""
        return self._texts["question"]

    @Property(str, notify=fieldsChanged)
    def mustHold(self) -> str:
        """Words the answer must hold."""
        return self._texts["mustHold"]

    @Property(str, notify=fieldsChanged)
    def mustNotHold(self) -> str:
        """Words the answer must not hold."""
        return self._texts["mustNotHold"]

    @Property(str, notify=fieldsChanged)
    def numbers(self) -> str:
        """Numbers the answer must hold."""
        return self._texts["numbers"]

    @Property(str, notify=fieldsChanged)
    def document(self) -> str:
        """The document the answer must cite."""
        return self._texts["document"]

    @Property(str, notify=fieldsChanged)
    def page(self) -> str:
        """Its page."""
        return self._texts["page"]

    @Property(bool, notify=fieldsChanged)
    def saysUnknown(self) -> bool:
        """Whether a good answer says that it does not know."""
        return self._says_unknown

    @saysUnknown.setter  # type: ignore[no-redef]
    def saysUnknown(self, wanted: bool) -> None:
        if wanted != self._says_unknown:
            self._says_unknown = wanted
            self._changed()

    @Slot(str, str)
    def write(self, field: str, text: str) -> None:
        """Take what was typed into the field with this property's name."""
        if self._texts[field] != text:
            self._texts[field] = text
            self._changed()

    def _changed(self) -> None:
        self._fail(None)
        self.fieldsChanged.emit()

    def _written(self) -> Check:
        texts = self._texts
        made = Check(
            question=texts["question"],
            must_hold=tuple(texts["mustHold"].splitlines()),
            must_not_hold=tuple(texts["mustNotHold"].splitlines()),
            numbers=tuple(texts["numbers"].splitlines()),
            document=texts["document"],
            page=_page(texts["page"]),
            says_unknown=self._says_unknown,
        )
        if self._before is None:
            return made
        return replace(made, id=self._before.id)

    def _fail(self, error: UsageError | None) -> None:
        self._error = error
        self.errorChanged.emit()


def _page(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError:
        raise UsageError(
            _("“{text}” is no page.", text=text.strip()), _("Write its number, such as 12.")
        ) from None


_TEXTS = ("question", "mustHold", "mustNotHold", "numbers", "document", "page")
