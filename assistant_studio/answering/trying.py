"""Trying a search: what a question would be answered from, without asking any model."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.answering import budget
from assistant_studio.answering.fitting import answerable, needs_files
from assistant_studio.answering.runner import SEARCH_LIMIT
from assistant_studio.answering.turn import Turn, chosen_sampling
from assistant_studio.answering.whole.planning import plan_for
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.knowledge.explaining import Explained, Given
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.models.store import ModelStore


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying a search.

    Attributes:
        query: What was searched for.
        found: Those that the model would be given first, best first, then those left out.
        seconds: How long the search took.
        limit: So many passages are looked for at most.
        budget_chars: So many characters, at most, in all of them.
        answerable: Whether a question in these words would be answered; False says "not in your
            files" instead.
        whole: Names of the documents that would be read whole instead, as for a summary; empty for
            a question that is answered from passages.
        needs_files: Whether there is anything in the words to look up; a greeting has nothing.
    """

    query: str
    found: tuple[Explained, ...]
    seconds: float
    limit: int
    budget_chars: int
    answerable: bool
    needs_files: bool
    whole: tuple[str, ...] = ()


class SearchTrials:
    """Searches as a turn would, and says why it finds what it finds."""

    def __init__(self, knowledge: KnowledgeService, models: ModelStore) -> None:
        self._knowledge = knowledge
        self._models = models

    def run(
        self,
        assistant: Assistant,
        query: str,
        token: CancelToken | None = None,
        limit: int | None = None,
        budget_chars: int | None = None,
    ) -> Tried:
        """Try a search.

        Args:
            assistant: Whose files, and who would read what is found.
            query: Any text.
            token: Stops it.
            limit: How many passages; by default as many as the assistant gets.
            budget_chars: How many characters in all; by default as many as its model gets.
        """
        limit = limit or SEARCH_LIMIT
        budget_chars = budget_chars or self.budget_chars(assistant)
        result = self._knowledge.explain(assistant.id, query, limit, budget_chars, token)
        given = [one.passage for one in result.found if one.given in (Given.GIVEN, Given.CUT)]
        return Tried(
            query=query,
            found=result.found,
            seconds=result.seconds,
            limit=limit,
            budget_chars=budget_chars,
            answerable=bool(given) and answerable(query, given, "", assistant.name),
            needs_files=needs_files(query),
            whole=self._read_whole(assistant, query),
        )

    def _read_whole(self, assistant: Assistant, query: str) -> tuple[str, ...]:
        turn = Turn(
            assistant=assistant,
            question=query,
            earlier=(),
            sampling=chosen_sampling(assistant, {}),
            token=CancelToken(),
            model_sha256="",
        )
        plan = plan_for(turn, self._knowledge)
        return plan.names if plan is not None else ()

    def budget_chars(self, assistant: Assistant) -> int:
        """How many characters of passages are looked for when this assistant is asked."""
        try:
            model = self._models.get(assistant.model_sha256 or self._models.default().sha256)
            small = model.info.parameters < budget.SMALL_MODEL_PARAMETERS
        except StudioError:
            small = False  # its model is not on this computer
        return budget.passages_chars(small, assistant.retrieval.thorough)
