"""Exporting an assistant from the window: what travels, what looks secret, how far it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import SecretsFound, StudioError
from assistant_studio.language import _, again, ngettext
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.bundle_rows import size_text
from assistant_studio.viewmodels.task import Task

if TYPE_CHECKING:
    from assistant_studio.bundles.exporting import Estimate, Exported
    from assistant_studio.bundles.gathering import Choices
    from assistant_studio.bundles.secrets import Finding

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BundleExport(QObject):
    """One export: chosen, searched for secrets, answered, written.

    `state` is "empty", "searching", "ready", "exporting" or "done".

    Signals:
        changed: The choices, what was found, or the state is another.
        progressChanged: It is further.
        asked: Somebody wants to export an assistant.
    """

    changed = Signal()
    progressChanged = Signal()
    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = "empty"
        self._assistant_id = ""
        self._name = self._author = self._licence = ""
        self._choices: Choices | None = None
        self._estimate: Estimate | None = None
        self._found: list[Finding] = []
        self._allowed = False
        self._told = ("", "", "")
        self._progress = -1.0
        self._target: Path | None = None
        self._task: Task[Any] | None = None
        services.changes().exportAsked.connect(self.begin)

    # What is shown

    @Property(str, notify=changed)
    def state(self) -> str:
        """See the class."""
        return self._state

    @Property(str, notify=changed)
    def name(self) -> str:
        """What the assistant is called."""
        return self._name

    @Property(str, notify=changed)
    def author(self) -> str:
        """Who the assistant says has made it."""
        return self._author

    @Property(str, notify=changed)
    def licence(self) -> str:
        """Under which terms, as it says."""
        return self._licence

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def choices(self) -> dict[str, bool]:
        """What travels: documents, text, vectors, model, signed."""
        if self._choices is None:
            return {}
        names = ("documents", "text", "vectors", "model", "signed")
        return {name: getattr(self._choices, name) for name in names}

    @Property(str, notify=changed)
    def sizeText(self) -> str:
        """How large the file will be, in words."""
        if self._estimate is None:
            return ""
        return ngettext(
            "About {size}, with {count} document",
            "About {size}, with {count} documents",
            self._estimate.documents,
            size=size_text(self._estimate.size_bytes),
        )

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def findings(self) -> list[dict[str, str]]:
        """What looks secret or personal, and would travel."""
        from assistant_studio.bundles.secrets import told

        return [
            {
                "documentId": finding.document_id,
                "place": finding.place,
                "text": told(finding),
            }
            for finding in self._found[:100]
        ]

    @Property(bool, notify=changed)
    def allowed(self) -> bool:
        """Whether a person lets travel what was found."""
        return self._allowed

    @Property(bool, notify=changed)
    def mayExport(self) -> bool:
        """Whether everything is answered."""
        return self._state == "ready" and (self._allowed or not self._found)

    @Property(float, notify=progressChanged)
    def progress(self) -> float:
        """How far it is, from 0 to 1; below 0 while nobody knows."""
        return self._progress

    @Property(str, notify=changed)
    def tellKind(self) -> str:
        """Of what there is to tell: "good" or "bad"."""
        return self._told[0]

    @Property(str, notify=changed)
    def tellText(self) -> str:
        """What there is to tell; empty when there is nothing."""
        return again(self._told[1])

    @Property(str, notify=changed)
    def tellHint(self) -> str:
        """The next step."""
        return again(self._told[2])

    # What a person does

    @Slot(str)
    def begin(self, assistant_id: str) -> None:
        """Begin with an assistant."""
        from assistant_studio.bundles.gathering import Choices

        if self._state == "exporting":
            return
        try:
            assistant = services.studio().assistants.get(assistant_id)
        except StudioError as error:
            services.changes().problemMet.emit(error.message, error.hint)
            return
        self._assistant_id, self._choices = assistant_id, Choices()
        self._name, self._author = assistant.name, assistant.author
        self._licence, self._told, self._allowed = assistant.licence, ("", "", ""), False
        self._search()
        self.asked.emit()

    @Slot(str, bool)
    def choose(self, what: str, travels: bool) -> None:
        """Choose whether something travels; a name of `choices`."""
        if self._choices is not None and self._state in ("ready", "searching"):
            self._choices = replace(self._choices, **{what: travels})  # type: ignore[arg-type]
            self._search()

    @Slot(str)
    def leaveOut(self, document_id: str) -> None:
        """Leave a document here."""
        if self._choices is not None and self._state in ("ready", "searching"):
            left_out = self._choices.left_out | {document_id}
            self._choices = replace(self._choices, left_out=left_out)
            self._search()

    @Slot(bool)
    def allow(self, allowed: bool) -> None:
        """Let travel what was found, or not."""
        self._allowed = allowed
        self.changed.emit()

    @Slot(QUrl, str, str)
    def exportTo(self, file: QUrl, author: str, licence: str) -> None:
        """Write the file."""
        if not self.mayExport or self._choices is None:
            return
        target, assistant_id = Path(file.toLocalFile()), self._assistant_id
        choices = self._choices = replace(self._choices, author=author, licence=licence)
        allowed = set(self._found) if self._allowed else None

        def work(token: CancelToken) -> Exported:
            exporter = services.studio().exporter
            # A yes was given to what was seen; documents and names may be others by now.
            accepted = allowed is not None and allowed.issuperset(
                exporter.search_secrets(assistant_id, choices, token)
            )
            return exporter.export(
                assistant_id, target, choices, secrets_accepted=accepted, report=report, token=token
            )

        task = Task(self, work)

        def report(done: int, total: int) -> None:
            task.report(done / max(1, total))

        task.progress(self._further).succeeded(self._exported).failed(self._not_exported)
        self._task = task.lasting().cancelled(lambda: self._show("ready"))
        self._progress = -1.0
        self._told = ("", "", "")
        self._show("exporting")
        task.start()

    @Slot()
    def stop(self) -> None:
        """Write nothing after all; nothing of it stays."""
        if self._task is not None:
            self._task.cancel()

    @Slot()
    def close(self) -> None:
        """The person is done with it."""
        if self._state != "exporting":
            self._stop_search()
            self._show("empty")

    @Slot()
    def showFolder(self) -> None:
        """Show where the file lies."""
        if self._target is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

    # How it goes on

    def _search(self) -> None:
        assert self._choices is not None
        assistant_id, choices = self._assistant_id, self._choices
        self._stop_search()

        def work(token: CancelToken) -> tuple[Estimate, list[Finding]]:
            exporter = services.studio().exporter
            estimate = exporter.estimate(assistant_id, choices)
            return estimate, exporter.search_secrets(assistant_id, choices, token)

        def done(result: tuple[Estimate, list[Finding]]) -> None:
            found = result[1]
            # A yes was given to what was seen, and to nothing else.
            self._allowed = self._allowed and set(found) <= set(self._found)
            self._estimate, self._found = result
            self._show("ready")

        self._show("searching")
        self._task = Task(self, work).succeeded(done).failed(self._failed).start()

    def _stop_search(self) -> None:
        if self._task is not None:
            self._task.cancelled(lambda: None).cancel()
            self._task = None

    def _further(self, progress: object) -> None:
        assert isinstance(progress, float)
        self._progress = progress
        self.progressChanged.emit()

    def _exported(self, made: Exported) -> None:
        self._target, self._task = made.path, None
        text = _(
            "“{name}” is written ({size}).", name=made.path.name, size=size_text(made.size_bytes)
        )
        self._told = (
            "good",
            text,
            _("Not in it, as they have not been read: {names}.", names=", ".join(made.left_out))
            if made.left_out
            else _("Whoever opens it sees all of it before anything is taken in."),
        )
        self._show("done")

    def _not_exported(self, error: StudioError) -> None:
        if isinstance(error, SecretsFound):
            self._allowed = False
            self._told = ("bad", error.message, _("Nothing was written. Look at them below."))
            self._search()
        else:
            self._failed(error)

    def _failed(self, error: StudioError) -> None:
        self._task = None
        self._told = ("bad", error.message, error.hint)
        self._show("ready")

    def _show(self, state: str) -> None:
        self._state = state
        self.changed.emit()
