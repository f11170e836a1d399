"""The draft of an assistant: its history of edits, its place on disk, its saving as a version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from assistant_studio.assistants.assistant import Assistant, fresh_avatar
from assistant_studio.assistants.drafts import Draft
from assistant_studio.assistants.editing import EditHistory, place_of_change, typing_run
from assistant_studio.errors import StudioError, UsageError
from assistant_studio.language import _
from assistant_studio.viewmodels import draft_words, services
from assistant_studio.viewmodels.draft_keeper import DraftKeeper
from assistant_studio.viewmodels.knowledge_view_model import add_files, follow_search_model

_MINUTE_MS = 60_000


class DraftState(QObject):
    """What is true of a draft whatever its fields are.

    Every change goes through `change`, which makes it undoable and keeps it on disk.

    Signals:
        assistantIdChanged: Another assistant is changed, or it was saved.
        opened: Another assistant is changed.
        draftChanged: Some field of the draft changed.
        errorsChanged: What is wrong with the draft.
        keepingChanged: How the draft stands on disk.
        unfinishedChanged: There is something to say of a draft from an earlier time, or no more.
        moved: An undo or redo changed this field; where in its text a cursor belongs.
        saved: The assistant was saved as a version; its id.
    """

    assistantIdChanged = Signal()
    opened = Signal()
    draftChanged = Signal()
    errorsChanged = Signal()
    keepingChanged = Signal()
    unfinishedChanged = Signal()
    moved = Signal(str, int)
    saved = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = Draft(Assistant())
        self._history = EditHistory(self._before)
        self._errors: dict[str, UsageError] = {}
        self._save_error: StudioError | None = None
        self._unfinished: Draft | None = None
        self._discarded = False
        # The version that the changes began from.
        self._base = 0
        # Errors of fields nobody has touched yet would be nagging.
        self._touched: set[str] = set()
        self._opened = False
        self._keeper = DraftKeeper(self)
        self._keeper.changed.connect(self.keepingChanged)
        # "A moment ago" becomes a time by itself.
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self.keepingChanged)
        self._minute.start()

    # For other view models

    @property
    def draft(self) -> Draft:
        """The draft as it stands."""
        return self._history.state

    @property
    def assistant(self) -> Assistant:
        """The assistant as it would be saved."""
        return self._history.state.assistant

    def change(self, field: str, value: Any, run: str | None = None) -> None:
        """Change one field of the assistant: undoable, and kept on disk.

        Args:
            field: Its name.
            value: What it becomes.
            run: Edits of one field in one run are undone together; None sees whether it is typing.
        """
        before = getattr(self.assistant, field)
        if before != value:
            changed = replace(self.assistant, **{field: value})
            run = typing_run(before, value) if run is None else run
            self.edit(replace(self.draft, assistant=changed), field, run)

    def edit(self, draft: Draft, what: str, run: str = "") -> None:
        """Take a whole new state; `what` names the field for undo."""
        self._history.edit(draft, what, run)
        self._touched.add(what)
        self._save_error = None
        self._note_discarded(False)
        self._show()
        self._keep()

    # Which assistant

    @Property(str, notify=assistantIdChanged)
    def assistantId(self) -> str:
        """The assistant that is changed; empty for a new one."""
        return self._before.assistant.id

    @assistantId.setter  # type: ignore[no-redef]
    def assistantId(self, assistant_id: str) -> None:
        if self._opened and assistant_id == self._before.assistant.id:
            # A binding that is merely evaluated again must not undo what was typed.
            return
        self.open(assistant_id)

    @Slot(str)
    def open(self, assistant_id: str) -> None:
        """Edit this assistant (a new one if empty), with the changes that were kept of it."""
        self._keeper.flush()
        self._opened = True
        studio = services.studio()
        try:
            found = studio.assistants.get(assistant_id) if assistant_id else _new_assistant()
            kept = studio.drafts.get(assistant_id)
        except StudioError as error:
            services.changes().problemMet.emit(error.message, error.hint)
            return
        self._begin(Draft(found), kept)

    def _begin(self, before: Draft, kept: Draft | None) -> None:
        self._before = before
        self._history = EditHistory(before)
        self._errors, self._save_error, self._unfinished = {}, None, None
        self._discarded = False
        self._touched.clear()
        self._base = before.assistant.version
        self._keeper.begin(kept.kept_at if kept is not None else "")
        if kept is not None and not kept.same_as(before):
            # As an edit, so that undo leads to what was saved.
            self._history.edit(replace(kept, kept_at=""), "draft")
            self._unfinished = kept
            self._base = kept.assistant.version
        self.assistantIdChanged.emit()
        self.opened.emit()
        self.unfinishedChanged.emit()
        self._show()

    @Property(str, notify=assistantIdChanged)
    def savedName(self) -> str:
        """The name as it was saved last."""
        return self._before.assistant.name

    @property
    def saved_assistant(self) -> Assistant:
        """The assistant as it was saved last."""
        return self._before.assistant

    @Property(int, notify=assistantIdChanged)
    def version(self) -> int:
        """The version that was saved last; 0 for an assistant that does not exist yet."""
        return self._before.assistant.version if self._before.assistant.id else 0

    @Property(bool, notify=draftChanged)
    def changed(self) -> bool:
        """Whether saving would change anything."""
        return not self.draft.same_as(self._before)

    # Undo and redo

    @Property(bool, notify=draftChanged)
    def canUndo(self) -> bool:
        """Whether there is an edit to take back."""
        return self._history.undone_next != ""

    @Property(bool, notify=draftChanged)
    def canRedo(self) -> bool:
        """Whether there is an edit to do again."""
        return self._history.redone_next != ""

    @Slot()
    def undo(self) -> None:
        """Take the last edit back."""
        before = self.assistant
        self._moved(before, self._history.undo())

    @Slot()
    def redo(self) -> None:
        """Do an edit again that was taken back."""
        before = self.assistant
        self._moved(before, self._history.redo())

    @Slot()
    def endRun(self) -> None:
        """The person turned to something else: what is typed next is undone by itself."""
        self._history.seal()

    def _moved(self, before: Assistant, what: str) -> None:
        if not what:
            return
        self._note_discarded(False)
        self._show()
        self._keep()
        old, new = getattr(before, what, None), getattr(self.assistant, what, None)
        place = -1
        if isinstance(old, str) and isinstance(new, str):
            place = place_of_change(old, new)
        self.moved.emit(what, place)

    def _show(self) -> None:
        self._errors = draft_words.problems(self.assistant)
        self.errorsChanged.emit()
        self.draftChanged.emit()
        self.keepingChanged.emit()

    # On disk

    def _keep(self) -> None:
        kept = None
        if self.changed:
            kept = replace(self.draft, assistant=replace(self.assistant, version=self._base))
        self._keeper.keep(self._before.assistant.id, kept)

    @Slot(result=bool)
    def flush(self) -> bool:
        """Write the draft now; gives whether it is on disk."""
        return self._keeper.flush()

    @Property(str, notify=keepingChanged)
    def keepingText(self) -> str:
        """How the draft stands: "Saved a moment ago"."""
        return draft_words.keeping_text(self._keeper, bool(self.changed), self._before.assistant)

    @Property(str, notify=keepingChanged)
    def keepingError(self) -> str:
        """Why the draft is not on disk; empty when it is, or soon will be."""
        return self._keeper.error.message if self._keeper.error else ""

    @Property(str, notify=keepingChanged)
    def keepingHint(self) -> str:
        """What to do about `keepingError`."""
        return self._keeper.error.hint if self._keeper.error else ""

    @Property(str, notify=unfinishedChanged)
    def unfinishedText(self) -> str:
        """Where a draft from an earlier time comes from; empty if there is none."""
        if self._unfinished is None:
            return ""
        return draft_words.unfinished_text(self._unfinished, self._before.assistant)

    @Property(str, notify=unfinishedChanged)
    def discardedText(self) -> str:
        """That all changes were taken back just now; empty if they were not."""
        return _("Your changes were discarded.") if self._discarded else ""

    @Slot()
    def goOn(self) -> None:
        """The person goes on with the draft as it stands."""
        self._unfinished, self._discarded = None, False
        self.unfinishedChanged.emit()

    @Slot()
    def discard(self) -> None:
        """Take back every change since the last save; undo brings them again."""
        self.goOn()
        if self.changed:
            self.edit(self._before, "draft")
            self._base = self._before.assistant.version
            self._touched.clear()
            self._note_discarded(True)
            self._show()

    def _note_discarded(self, discarded: bool) -> None:
        if discarded != self._discarded:
            self._discarded = discarded
            self.unfinishedChanged.emit()

    # Saving

    @Slot(str)
    def save(self, version_name: str = "") -> None:
        """Keep the draft as a new assistant, or as the next version of the one that is changed."""
        self._touched.update(draft_words.CHECKED_FIELDS)
        self._save_error = None
        self._show()
        if self._errors:
            # Where it can be mended.
            self.moved.emit(next(iter(self._errors)), -1)
            return
        draft, before = self.draft, self._before.assistant
        try:
            kept = self._saved(draft.assistant, version_name)
        except StudioError as error:
            self._save_error = error
            self.errorsChanged.emit()
            return
        self._keeper.keep(self._before.assistant.id, None)
        self._keeper.flush()
        self._go_on_from(Draft(kept))
        services.changes().assistantsChanged.emit()
        if draft.files:
            add_files(kept.id, [Path(path) for path in draft.files])
        if before.id and before.retrieval.embedder != kept.retrieval.embedder:
            follow_search_model(kept.id)
        self.saved.emit(kept.id)

    @Slot(int)
    def restore(self, version: int) -> None:
        """Bring back what an earlier version held, as a new version.

        What was not saved becomes a version of its own first, so that nothing is lost.
        """
        store = services.studio().assistants
        try:
            earlier = store.version(self._before.assistant.id, version)
        except StudioError as error:
            services.changes().problemMet.emit(error.message, error.hint)
            return
        if self.changed:
            self.save(_("Before version {version} was restored", version=version))
            if self.changed:
                # It could not be saved, and the person is told why.
                return
        self.edit(Draft(replace(earlier, version=self._before.assistant.version)), "draft")
        self.save(_("Restored from version {version}", version=version))

    def _go_on_from(self, saved: Draft) -> None:
        """What was saved is the ground now; the edits before it can still be taken back."""
        made = not self._before.assistant.id
        self._before, self._base = saved, saved.assistant.version
        if made:
            # Undoing the making would be a delete, and that is another thing.
            self._history = EditHistory(saved)
        elif not self.draft.same_as(saved):
            self._history.edit(saved, "draft")
        self._history.seal()
        self._keeper.begin("")
        self._touched.clear()
        self.assistantIdChanged.emit()
        self.goOn()
        self._show()

    def _saved(self, assistant: Assistant, version_name: str) -> Assistant:
        assistants = services.studio().assistants
        if not self._before.assistant.id:
            return assistants.create(assistant)
        return assistants.save(replace(assistant, id=self._before.assistant.id), version_name)

    @Property(str, notify=errorsChanged)
    def saveError(self) -> str:
        """Why the last save did not work; empty when it did."""
        return self._save_error.message if self._save_error else ""

    @Property(str, notify=errorsChanged)
    def saveHint(self) -> str:
        """What to do about `saveError`."""
        return self._save_error.hint if self._save_error else ""

    def _error(self, field: str) -> str:
        error = self._errors.get(field) if field in self._touched else None
        return str(error) if error is not None else ""


def _new_assistant() -> Assistant:
    return Assistant(avatar=fresh_avatar(services.studio().assistants.list()))
