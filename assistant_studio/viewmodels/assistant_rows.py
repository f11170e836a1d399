"""Assistants as rows of a list: what the sidebar and the library's cards show of each."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.checks.events import Standing
from assistant_studio.knowledge.counting import DocumentCounts
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.indexing import indexing


@dataclass(frozen=True, slots=True)
class AssistantRow:
    """One assistant in a list.

    Attributes:
        key: Its id; empty for the card that makes a new one.
        kind: "assistant", or "new" for that card.
        name: What a person calls it.
        tagline: One line about what it does.
        letter: What the avatar shows.
        color: `#RRGGBB`.
        picture: The sha256 of the avatar's picture; empty shows the letter.
        files: How many documents it has.
        indexing: Percent of the files' work that is done; -1 when there is none.
        failed: How many documents could not be read.
        checks: How many checks it has.
        checks_passed: How many of them it passes as it is now.
        checks_failed: How many of them it does not; the others did not run.
    """

    key: str = ""
    kind: str = "assistant"
    name: str = ""
    tagline: str = ""
    letter: str = ""
    color: str = ""
    picture: str = ""
    files: int = 0
    indexing: int = -1
    failed: int = 0
    checks: int = 0
    checks_passed: int = 0
    checks_failed: int = 0


class AssistantRows:
    """Reads rows; what did not change is not read again."""

    def __init__(self) -> None:
        self._assistants: list[Assistant] | None = None
        self._counts: dict[str, DocumentCounts] | None = None
        self._standings: dict[str, Standing] | None = None

    def forget(
        self, *, assistants: bool = False, documents: bool = False, checks: bool = False
    ) -> None:
        """What was read of this is not so any more."""
        if assistants or documents or checks:
            self._standings = None
        if assistants:
            self._assistants = None
        if documents:
            self._counts = None

    @property
    def assistants(self) -> list[Assistant]:
        """All assistants, the latest changed first."""
        if self._assistants is None:
            self._assistants = services.studio().assistants.list()
        return self._assistants

    def row(self, assistant: Assistant) -> AssistantRow:
        """One assistant as a row."""
        if self._counts is None:
            self._counts = services.studio().knowledge.counts()
        counts = self._counts.get(assistant.id, DocumentCounts())
        if self._standings is None:
            self._standings = services.studio().checks.standings(self.assistants)
        standing = self._standings.get(assistant.id, Standing(0, 0, 0))
        return AssistantRow(
            key=assistant.id,
            name=assistant.name,
            tagline=assistant.tagline,
            letter=assistant.letter,
            color=assistant.avatar.color,
            picture=assistant.avatar.picture,
            files=counts.files,
            indexing=_percent(assistant.id) if counts.pending else -1,
            failed=counts.failed,
            checks=len(assistant.checks),
            checks_passed=standing.passed,
            checks_failed=standing.failed,
        )


def fits(assistant: Assistant, words: str) -> bool:
    """Whether an assistant's name, tagline and tags hold all of these words."""
    found = " ".join((assistant.name, assistant.tagline, *assistant.tags)).casefold()
    return all(word in found for word in words.casefold().split())


def _percent(assistant_id: str) -> int:
    return indexing().percent(services.studio().knowledge.documents(assistant_id))
