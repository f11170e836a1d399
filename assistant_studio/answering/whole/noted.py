"""What was noted of the parts of documents so far, and how long the rest will take."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant_studio.answering import budget
from assistant_studio.answering.events import ReadingDocuments
from assistant_studio.answering.ways import Way, WayKind
from assistant_studio.answering.whole import words
from assistant_studio.answering.whole.list_answer import says_nothing
from assistant_studio.answering.whole.planning import Plan
from assistant_studio.conversations.escaping import plain_markdown
from assistant_studio.knowledge.document import Passage
from assistant_studio.models.engine import LoadedModel

NOTE_TOKENS = 200
_ASSUMED_WRITING_TOKENS_PER_S = 20.0


@dataclass(slots=True)
class Reading:
    """Sections that are being read for one turn.

    Attributes:
        plan: What for.
        sections: All of them.
        notes: Of those that were read.
        reused: How many of the notes were there from before.
        spent_s: On the notes that were not.
    """

    plan: Plan
    sections: tuple[Passage, ...]
    notes: list[str] = field(default_factory=list)
    reused: int = 0
    spent_s: float = 0.0

    def way(self) -> Way:
        """The way of the answer that these notes lead to."""
        return Way(
            WayKind.SECTIONS,
            self.plan.names,
            len(self.sections),
            len(self.notes),
            tuple(self.notes),
            self.reused,
        )

    def progress(self, expected_s: float) -> ReadingDocuments:
        """Where it stands; `expected_s` is what a section takes before one was read."""
        done = len(self.notes)
        made = done - self.reused
        each_s = self.spent_s / made if made else expected_s
        left = len(self.sections) - done
        return ReadingDocuments(self.plan.names, done, len(self.sections), left * each_s)


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes as an answer: a head, a line for each, and the sections that they were taken from."""

    head: str
    lines: list[str]
    sections: list[Passage]

    @property
    def text(self) -> str:
        """All of it, as Markdown."""
        return "\n".join([self.head, "", *self.lines])


def so_far(reading: Reading, head: str = "") -> Notes:
    """The notes that there are, each with its place; those that say nothing are passed over."""
    head = head or words.notes_so_far(len(reading.notes), len(reading.sections))
    several = len(reading.plan.documents) > 1
    pairs = zip(reading.sections, reading.notes, strict=False)
    telling = [(section, note) for section, note in pairs if not says_nothing(note)]
    lines = [
        f"- **{plain_markdown(_where(section, several))}**: {' '.join(note.split())}"
        for section, note in telling
    ]
    return Notes(head, lines, [section for section, _note in telling])


def section_seconds(size_tokens: int, loaded: LoadedModel) -> float:
    """What a section takes, from the speed that was measured on this computer."""
    reading = loaded.prompt_tokens_per_s or budget.ASSUMED_PROMPT_TOKENS_PER_S
    return size_tokens / reading + NOTE_TOKENS / 2 / _ASSUMED_WRITING_TOKENS_PER_S


def _where(section: Passage, several: bool) -> str:
    return f"{section.document}, {section.place}" if several else section.place
