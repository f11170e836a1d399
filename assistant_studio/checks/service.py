"""Asks an assistant its checks one after another, and knows how each stands."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant_studio.answering.events import Answered
from assistant_studio.answering.service import Answering
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.check import Check, checked_check
from assistant_studio.assistants.drafts import DraftStore
from assistant_studio.assistants.store import AssistantStore
from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.checks.circumstances import Circumstances, circumstances
from assistant_studio.checks.comparing import Comparison, compared
from assistant_studio.checks.events import (
    CheckAsked,
    CheckEvent,
    CheckJudged,
    FilesAwaited,
    Standing,
)
from assistant_studio.checks.judging import judge, passed
from assistant_studio.checks.making import check_from_answer
from assistant_studio.checks.result import CheckResult, Given, given
from assistant_studio.checks.store import CheckResults
from assistant_studio.conversations.message import Role
from assistant_studio.conversations.store import ConversationStore
from assistant_studio.errors import (
    ContextTooSmall,
    EmbedderError,
    ModelMissing,
    UsageError,
    WorkerDied,
)
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.language import _
from assistant_studio.models.store import ModelStore
from assistant_studio.storage.database import utc_now

# The same question gets the same answer, so that only a change to the assistant changes it.
_STEADY: dict[str, Any] = {"temperature": 0.0, "seed": 1}


class Checks:
    """Runs checks of assistants and unsaved drafts, and keeps what came of them."""

    def __init__(
        self,
        results: CheckResults,
        assistants: AssistantStore,
        drafts: DraftStore,
        conversations: ConversationStore,
        knowledge: KnowledgeService,
        models: ModelStore,
        answering: Answering,
    ) -> None:
        self._results = results
        self._assistants = assistants
        self._drafts = drafts
        self._conversations = conversations
        self._knowledge = knowledge
        self._models = models
        self._answering = answering

    def add(self, assistant_id: str, check: Check) -> Assistant:
        """Give an assistant one more check; this is its next version, and its draft has it too."""
        assistant = self._assistants.get(assistant_id)
        saved = self._assistants.save(replace(assistant, checks=(*assistant.checks, check)))
        draft = self._drafts.get(assistant_id)
        if draft is not None:
            # Otherwise saving the draft would take the check away again.
            both = (*draft.assistant.checks, saved.checks[-1])
            goes_on = replace(draft.assistant, checks=both, version=saved.version)
            self._drafts.keep(replace(draft, assistant=goes_on))
        return saved

    def add_from_answer(self, message_id: str) -> Check:
        """Make a check of a good answer in a conversation, and give it to the assistant.

        Raises:
            NotFound: The answer or its question is not there any more.
            UsageError: The answer holds nothing that could be measured.
        """
        answer = self._conversations.message(message_id)
        if answer.role != Role.ASSISTANT or answer.parent_id is None:
            raise UsageError(
                _("A check is made from an answer, and this is a question."),
                _("Choose the answer to it."),
            )
        question = self._conversations.message(answer.parent_id)
        made = check_from_answer(question.text, answer)
        if not made.expects_something:
            raise UsageError(
                _("This answer holds nothing that could be measured: no number, source or word."),
                _("Write the check by hand, in the assistant's checks."),
            )
        conversation = self._conversations.get(answer.conversation_id)
        return self.add(conversation.assistant_id, made).checks[-1]

    def run(
        self,
        assistant: Assistant,
        checks: Sequence[Check] | None = None,
        token: CancelToken | None = None,
    ) -> Iterator[CheckEvent]:
        """Ask the checks one after another; each result is saved before the next is asked.

        Args:
            assistant: The assistant, or a changed draft of it.
            checks: Those to ask; all of the assistant's by default.
            token: Stops before the next word; what is done by then stays.

        Raises:
            UsageError: There is no check, or the assistant was never saved.
            Cancelled: `token` was set.
            StudioError: No check could be answered, whatever it asks.
        """
        asked = [checked_check(check) for check in (assistant.checks if checks is None else checks)]
        _require_runnable(assistant, asked)
        token = token or CancelToken()
        yield FilesAwaited()
        # Without an embedder words are searched all the same, as in a conversation.
        with contextlib.suppress(EmbedderError):
            self._knowledge.wait_until_indexed(assistant.id, None, token)
        under = self._circumstances(assistant)
        version = self._version_of(assistant, under)
        took_s = self._took_s(assistant.id)
        for n, check in enumerate(asked, 1):
            yield CheckAsked(check, n, len(asked), _seconds_left(asked[n - 1 :], took_s))
            started_s = time.monotonic()
            answer = self._answer(assistant, check, token)
            seconds = time.monotonic() - started_s
            took_s[check.id] = seconds
            result = CheckResult(
                check.id, check.question, answer, seconds, version, under.key, utc_now()
            )
            self._results.keep(assistant.id, result, under)
            yield CheckJudged(check, n, len(asked), result, judge(check, answer))

    def latest(self, assistant: Assistant) -> dict[str, CheckResult]:
        """What came of each check of the assistant as it is now, by the check's id."""
        if not assistant.id or not assistant.checks:
            return {}
        questions = {check.id: check.question for check in assistant.checks}
        results = self._results.under(assistant.id, self._circumstances(assistant).key)
        return {r.check_id: r for r in results if questions.get(r.check_id) == r.question}

    def standing(self, assistant: Assistant) -> Standing:
        """How many checks pass and fail with the assistant as it is now."""
        results = self.latest(assistant)
        judged = [
            passed(check, results[check.id].given)
            for check in assistant.checks
            if check.id in results
        ]
        return Standing(len(assistant.checks), sum(judged), len(judged) - sum(judged))

    def standings(self, assistants: Iterable[Assistant]) -> dict[str, Standing]:
        """How the checks of those assistants stand that ever ran some, by the assistant's id."""
        ran = self._results.assistants()
        return {a.id: self.standing(a) for a in assistants if a.checks and a.id in ran}

    def comparison(self, assistant: Assistant) -> Comparison:
        """What changes to the assistant did to its checks, as a table."""
        if not assistant.id:
            return Comparison((), ())
        return compared(
            assistant,
            self._results.of(assistant.id),
            self._results.circumstances(assistant.id),
            self._circumstances(assistant),
            saved_version=self._version_of(assistant, self._circumstances(assistant)),
        )

    def _answer(self, assistant: Assistant, check: Check, token: CancelToken) -> Given:
        try:
            *_events, answered = self._answering.preview(
                assistant, check.question, token=token, **_STEADY
            )
        except (ContextTooSmall, WorkerDied) as error:
            # This question's own trouble; the next one may do.
            return Given("", error=error.record())
        if not isinstance(answered, Answered) or answered.finish == "cancelled":
            raise Cancelled
        return given(answered)

    def _circumstances(self, assistant: Assistant) -> Circumstances:
        documents = self._knowledge.documents(assistant.id)
        return circumstances(assistant, self._model_sha256(assistant), documents)

    def _model_sha256(self, assistant: Assistant) -> str:
        try:
            return assistant.model_sha256 or self._models.default().sha256
        except ModelMissing:
            # Whoever asks a question is told; how old results stand can be shown all the same.
            return ""

    def _version_of(self, assistant: Assistant, under: Circumstances) -> int:
        """The saved version that answers like this; 0 if none does yet."""
        saved = self._assistants.get(assistant.id)
        return saved.version if self._circumstances(saved).key == under.key else 0

    def _took_s(self, assistant_id: str) -> dict[str, float]:
        return {result.check_id: result.seconds for result in self._results.of(assistant_id)}


def _require_runnable(assistant: Assistant, checks: Sequence[Check]) -> None:
    if not assistant.id:
        raise UsageError(
            _("This assistant was not saved yet."), _("Save it once; then its checks can run.")
        )
    if not checks:
        raise UsageError(
            _("“{name}” has no checks.", name=assistant.name),
            _("Add one: a question, and what a good answer must hold."),
        )


def _seconds_left(checks: Sequence[Check], took_s: dict[str, float]) -> float | None:
    """From how long each took the last time; one that is new takes as long as the others."""
    if not took_s:
        return None
    usual_s = sum(took_s.values()) / len(took_s)
    return sum(took_s.get(check.id, usual_s) for check in checks)
