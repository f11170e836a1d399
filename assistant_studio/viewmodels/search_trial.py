"""Try a search: what the files give for some words, why, and what the model would get of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.answering.trying import Tried
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.colors import TextColors
from assistant_studio.errors import StudioError
from assistant_studio.knowledge.explaining import Explained, Given
from assistant_studio.knowledge.place_words import found_by_text, said_place
from assistant_studio.language import N_, _, decimal_number, ngettext, whole_number
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.asked_document import show_passage
from assistant_studio.viewmodels.excerpts import excerpt
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_GIVEN = {
    Given.GIVEN: N_("Given to the model"),
    Given.CUT: N_("Given to the model, cut to fit"),
    Given.OVER_LIMIT: N_("Left out: enough better passages were found"),
    Given.OVER_BUDGET: N_("Left out: no room beside the better passages"),
}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One passage that was found.

    Attributes:
        key: Its place in the list, from 1.
        document: The file's name.
        place: Where in the file.
        score: "0.93".
        score_share: The same, 0 to 1.
        found_by: Which searches found it, in words.
        why: Its rank in each search, and the words that stand in it.
        excerpt: Rich text: where the searched words stand, pointed out.
        passage: The whole passage, plain.
        given: Whether the model would be given it.
        given_text: The same in words, with what keeps it out.
    """

    key: int
    document: str
    place: str
    score: str
    score_share: float
    found_by: str
    why: str
    excerpt: str
    passage: str
    given: bool
    given_text: str


class FoundModel(RowsModel):
    """What was found, best first; what is left out comes last."""

    row_type = FoundRow


@QmlElement
class SearchTrial(QObject):
    """A search in an assistant's files.

    Signals:
        assistantIdChanged: Another assistant.
        changed: A search begins or ends.
        colorsChanged: Other colours.
    """

    assistantIdChanged = Signal()
    changed = Signal()
    colorsChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant_id = ""
        self._colors: dict[str, str] = {}
        self._tried: Tried | None = None
        self._problem: StudioError | None = None
        self._task: Task[Tried] | None = None
        self._found = FoundModel(self)

    @Property(str, notify=assistantIdChanged)
    def assistantId(self) -> str:
        """Whose files are searched."""
        return self._assistant_id

    @assistantId.setter  # type: ignore[no-redef]
    def assistantId(self, assistant_id: str) -> None:
        if assistant_id != self._assistant_id:
            self._assistant_id = assistant_id
            self.assistantIdChanged.emit()
            self.clear()

    @Property("QVariantMap", notify=colorsChanged)
    def colors(self) -> dict[str, str]:
        """The theme's colours, by the names of `TextColors`."""
        return self._colors

    @colors.setter  # type: ignore[no-redef]
    def colors(self, colors: dict[str, str]) -> None:
        if colors != self._colors:
            self._colors = colors
            self.colorsChanged.emit()
            self._fill()

    @Property(QObject, constant=True)
    def found(self) -> QObject:
        """A list of `FoundRow`."""
        return self._found

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether a search is under way."""
        return self._task is not None

    @Property(bool, notify=changed)
    def tried(self) -> bool:
        """Whether there is an outcome to show."""
        return self._tried is not None

    @Property(str, notify=changed)
    def query(self) -> str:
        """What was searched for."""
        return self._tried.query if self._tried is not None else ""

    @Property(bool, notify=changed)
    def answerable(self) -> bool:
        """Whether a question in these words would be answered."""
        return self._tried is not None and (self._tried.answerable or bool(self._tried.whole))

    @Property(str, notify=changed)
    def verdict(self) -> str:
        """What the assistant would do with a question in these words."""
        tried = self._tried
        if tried is None:
            return ""
        if not tried.needs_files:
            return _("There is nothing in these words to look up; the files would not be asked.")
        if tried.whole:
            names = ", ".join(f"“{name}”" for name in tried.whole)
            return _("To a question in these words all of {names} would be read.", names=names)
        if not tried.found:
            return _("Nothing in the files fits.")
        if tried.answerable:
            return _("A question in these words would be answered from the files.")
        return _(
            "To a question in these words the assistant would say that it is not in your files."
        )

    @Property(str, notify=changed)
    def summary(self) -> str:
        """How many passages the model would be given, and how long the search took."""
        tried = self._tried
        if tried is None or not tried.found:
            return ""
        given = sum(one.given in (Given.GIVEN, Given.CUT) for one in tried.found)
        return _(
            "{passages} for the model (at most {limit}, together {chars} characters) · found in "
            "{seconds} s",
            passages=ngettext("{count} passage", "{count} passages", given),
            limit=tried.limit,
            chars=whole_number(tried.budget_chars),
            seconds=decimal_number(tried.seconds, 2),
        )

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why the search failed; empty where it did not."""
        return self._problem.message if self._problem is not None else ""

    @Property(str, notify=changed)
    def problemHint(self) -> str:
        """What to do about it."""
        return self._problem.hint if self._problem is not None else ""

    @Slot(str)
    def run(self, query: str) -> None:
        """Search; a search that is still under way is given up."""
        self.clear()
        query = query.strip()
        if not query or not self._assistant_id:
            return
        assistant_id = self._assistant_id

        def done(tried: Tried) -> None:
            self._task, self._tried = None, tried
            self._fill()
            self.changed.emit()

        def failed(error: StudioError) -> None:
            self._task, self._problem = None, error
            self.changed.emit()

        def search(token: CancelToken) -> Tried:
            studio = services.studio()
            return studio.trials.run(studio.assistants.get(assistant_id), query, token)

        self._task = Task(self, search).succeeded(done).failed(failed).start()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Forget what was found."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._tried = self._problem = None
        self._fill()
        self.changed.emit()

    @Slot(int)
    def openFound(self, key: int) -> None:
        """Show a passage in its document."""
        if self._tried is not None and 0 < key <= len(self._tried.found):
            show_passage(self._tried.found[key - 1].passage)

    def _fill(self) -> None:
        tried = self._tried
        found = tried.found if tried is not None else ()
        colors = TextColors.of(self._colors) if self._colors else TextColors()
        query = tried.query if tried is not None else ""
        self._found.show([_row(key, one, query, colors) for key, one in enumerate(found, 1)])


def _row(key: int, one: Explained, query: str, colors: TextColors) -> FoundRow:
    passage = one.passage
    return FoundRow(
        key=key,
        document=passage.document,
        place=said_place(passage.place),
        score=decimal_number(passage.score, 2),
        score_share=passage.score,
        found_by=found_by_text(passage.found_by),
        why=_why(one),
        excerpt=excerpt(passage.text, [query]).rich_text(colors),
        passage=passage.text,
        given=one.given in (Given.GIVEN, Given.CUT),
        given_text=_(_GIVEN[one.given]),
    )


def _why(one: Explained) -> str:
    """The ranks of a passage and what made them, in words."""
    if one.words_rank:
        words = ", ".join(one.words)
        said = [_("By words no. {rank}: {words}", rank=one.words_rank, words=words)]
    else:
        said = [_("None of the words stands in it")]
    if one.meaning_rank and one.cosine is not None:
        likeness = decimal_number(one.cosine, 2)
        said.append(
            _(
                "By meaning no. {rank}: likeness {likeness}",
                rank=one.meaning_rank,
                likeness=likeness,
            )
        )
    else:
        said.append(_("Meaning was not searched"))
    return " · ".join(said)
