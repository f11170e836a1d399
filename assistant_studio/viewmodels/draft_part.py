"""What the builder's objects about one part of a draft have in common: whose draft it is."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal

from assistant_studio.viewmodels.assistant_draft import AssistantDraft


class DraftPart(QObject):
    """Something of a draft, such as its instructions or its model; it is given its draft once.

    Signals:
        draftTaken: The draft is known.
    """

    draftTaken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft: AssistantDraft | None = None

    @Property(AssistantDraft, notify=draftTaken)
    def draft(self) -> AssistantDraft | None:
        """Whose part it is."""
        return self._draft

    @draft.setter  # type: ignore[no-redef]
    def draft(self, draft: AssistantDraft) -> None:
        if self._draft is None and draft is not None:
            self._draft = draft
            self.draftTaken.emit()
            self._begin(draft)

    def _begin(self, draft: AssistantDraft) -> None:
        """Follow the draft from now on."""
        raise NotImplementedError
