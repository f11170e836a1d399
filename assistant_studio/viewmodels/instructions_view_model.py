"""What the instructions cost, what their variables stand for, and what may be pasted into them."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtQml import QmlElement

from assistant_studio.answering import variables
from assistant_studio.answering.cost import InstructionsCost
from assistant_studio.assistants.assistant import MAX_INSTRUCTIONS_CHARS
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.language import N_, _, ngettext, whole_number
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.assistant_draft import AssistantDraft
from assistant_studio.viewmodels.draft_part import DraftPart
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Who types has better uses for the processor than a count of each letter.
_WAIT_MS = 500
_HELP = {
    "date": N_("today's date"),
    "weekday": N_("today's day of the week"),
    "year": N_("this year"),
    "assistant": N_("the assistant's name"),
    "user": N_("your name on this computer"),
}


@QmlElement
class InstructionsViewModel(DraftPart):
    """The editor of the instructions, besides the text itself.

    Signals:
        changed: The draft, the cost or a refusal is different.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cost: InstructionsCost | None = None
        self._measured: tuple[str, str | None] | None = None
        self._problem: StudioError | None = None
        self._refused_chars = 0
        self._task: Task[InstructionsCost] | None = None
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._measure)

    def _begin(self, draft: AssistantDraft) -> None:
        draft.draftChanged.connect(self._look)
        self._look()

    # The cost

    @Property(str, notify=changed)
    def costText(self) -> str:
        """Words and tokens: "52 words · takes 71 of the model's 4,096 tokens"."""
        count = len(self._draft.assistant.instructions.split()) if self._draft else 0
        words = ngettext("{count} word", "{count} words", count)
        if self._problem is not None:
            return _("{words} · tokens unknown: {why}", words=words, why=self._problem.message)
        if self._cost is None:
            return _("{words} · counting tokens…", words=words)
        known = {
            "words": words,
            "tokens": whole_number(self._cost.tokens),
            "context": whole_number(self._cost.context_tokens),
        }
        if self.tooLong:
            return _("{words} · {tokens} tokens, more than half of the model's {context}: little room is left for files and answers", **known)  # fmt: skip  # noqa: E501
        return _("{words} · takes {tokens} of the model's {context} tokens", **known)

    @Property(bool, notify=changed)
    def tooLong(self) -> bool:
        """Whether the instructions leave too little of the context."""
        return self._cost is not None and self._cost.tokens * 2 > self._cost.context_tokens

    def _look(self) -> None:
        self.changed.emit()
        if self._draft is not None and self._key() != self._measured:
            self._soon.start()

    def _key(self) -> tuple[str, str | None]:
        assert self._draft is not None
        assistant = self._draft.assistant
        return assistant.instructions, assistant.model_sha256

    def _measure(self) -> None:
        if self._draft is None:
            return
        if self._task is not None:
            self._task.cancel()
        key, assistant = self._key(), self._draft.assistant

        def work(token: CancelToken) -> InstructionsCost:
            return services.studio().instructions_meter.measure(assistant, token)

        def done(cost: InstructionsCost | None, problem: StudioError | None) -> None:
            if self._task is task:
                self._task = None
                self._cost, self._problem, self._measured = cost, problem, key
                self.changed.emit()

        task: Task[InstructionsCost] = Task(self, work)
        self._task = task
        task.succeeded(lambda cost: done(cost, None)).failed(lambda error: done(None, error))
        task.start()

    # Variables

    @Property(list, constant=True)
    def variables(self) -> list[str]:
        """The variables there are, as they are written: `{{date}}`."""
        return [f"{{{{{name}}}}}" for name in variables.VARIABLES]

    @Slot(str, result=str)
    def meaning(self, variable: str) -> str:
        """What a variable stands for, with its value now: "today's date: 25 November 2026"."""
        name = variable.strip("{}")
        assistant = self._draft.assistant.name if self._draft is not None else ""
        value = variables.VARIABLES[name](variables.facts_for(assistant))
        return _("{what}: {value}", what=_(_HELP[name]), value=value)

    @Property(str, notify=changed)
    def unknownText(self) -> str:
        """Which names between braces stand for nothing; empty if all are known."""
        if self._draft is None:
            return ""
        unknown = variables.unknown_variables(self._draft.assistant.instructions)
        if not unknown:
            return ""
        names = ", ".join(f"{{{{{name}}}}}" for name in unknown[:4])
        if {name.lower() for name in unknown} & variables.CLOCK_NAMES:
            return _("There is no clock: {names} stays as it is written. The instructions are prepared once and reused, so nothing in them can change each minute; {date} changes once a day.", names=names, date="{{date}}")  # fmt: skip  # noqa: E501
        return _("{names} is no variable and stays as it is written.", names=names)

    # Pasting

    @Slot(int, bool, result=str)
    def pasteable(self, room: int, selection: bool) -> str:
        """What the clipboard holds if it fits; a text that does not is refused with a sentence.

        Args:
            room: How many characters there is room for.
            selection: Take what is selected elsewhere, as the middle mouse button does.
        """
        clipboard = QGuiApplication.clipboard()
        mode = QClipboard.Mode.Selection if selection else QClipboard.Mode.Clipboard
        text = clipboard.text(mode)
        self._refused_chars = len(text) if len(text) > room else 0
        self.changed.emit()
        return "" if self._refused_chars else text

    @Property(str, notify=changed)
    def pasteProblem(self) -> str:
        """Why the last paste was refused; empty if it was not."""
        if not self._refused_chars:
            return ""
        return _(
            "What you pasted is {count} characters long and does not fit.",
            count=whole_number(self._refused_chars),
        )

    @Property(str, notify=changed)
    def pasteHint(self) -> str:
        """What to do about `pasteProblem`."""
        return _(
            "Nothing was changed. Instructions hold {limit} characters; save the text as a file and"
            " add it to the knowledge, where it is searched.",
            limit=whole_number(MAX_INSTRUCTIONS_CHARS),
        )

    @Slot()
    def closePasteProblem(self) -> None:
        """The person has read why a paste was refused."""
        self._refused_chars = 0
        self.changed.emit()
