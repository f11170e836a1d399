"""Runs a turn and saves nothing: retrieve, lay out the prompt, generate, cite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from assistant_studio.answering import budget, prompt
from assistant_studio.answering.asked_model import AskedModel
from assistant_studio.answering.attached import (
    MOST_CHARS_PER_TOKEN,
    SHARE,
    Attached,
    AttachedPart,
    left_out_of,
    parts_that_fit,
    wholes,
)
from assistant_studio.answering.events import (
    AnswerText,
    Found,
    LeftOut,
    ModelLoading,
    PromptReady,
    Searching,
    Source,
    TurnEvent,
)
from assistant_studio.answering.fitting import (
    answerable,
    needs_files,
    not_found_text,
)
from assistant_studio.answering.focus import focused, nearest_first
from assistant_studio.answering.follow_ups import context_of
from assistant_studio.answering.turn import Turn, chosen_sampling
from assistant_studio.answering.ways import WantedWay, WayKind
from assistant_studio.answering.whole.list_answer import list_items
from assistant_studio.answering.whole.planning import Plan, plan_for
from assistant_studio.answering.whole.reader import WholeReader
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.message import Message
from assistant_studio.knowledge.document import DocumentState, Passage
from assistant_studio.knowledge.service import KnowledgeService, SearchResult
from assistant_studio.models.engine import ChatMessage, Engine, LoadedModel
from assistant_studio.models.store import ModelStore

SEARCH_LIMIT = 8
# How many characters of ordinary text a token stands for, at least.
_CHARS_PER_TOKEN = 3
_UNREAD = (DocumentState.WAITING, DocumentState.READING, DocumentState.FAILED)
# What a chat template puts around a message, generously.
_FRAME_TOKENS = 12


@dataclass(frozen=True, slots=True)
class _LookedAt:
    """What was found for a question.

    Attributes:
        read: What the model is to read.
        judged: What tells whether the files answer, and is quoted if they may not.
    """

    read: SearchResult
    judged: tuple[Passage, ...]


class TurnRunner:
    """Takes a question to its answer for any assistant, an unsaved draft included."""

    def __init__(self, knowledge: KnowledgeService, models: ModelStore, engine: Engine) -> None:
        self._knowledge = knowledge
        self._model = AskedModel(models, engine)
        self._whole = WholeReader(knowledge, self._model)
        self._searches = ThreadPoolExecutor(2, "search")

    def close(self) -> None:
        """End the threads that searches run on."""
        self._searches.shutdown(cancel_futures=True)

    def turn(
        self,
        assistant: Assistant,
        question: str,
        earlier: Sequence[Message],
        token: CancelToken,
        sampling: Mapping[str, Any],
        attached: Sequence[Attached] = (),
        wanted_way: WantedWay | None = None,
    ) -> Turn:
        """A turn that has not begun.

        Args:
            assistant: Who answers.
            question: The person's words.
            earlier: What was said before, first message first.
            token: Stops the turn.
            sampling: Fields of `Sampling` that go before the assistant's own.
            attached: What came with the question and the earlier ones, in order.
            wanted_way: How the files are to be used; None where the question decides.
        """
        return Turn(
            assistant=assistant,
            question=question,
            earlier=tuple(earlier),
            sampling=chosen_sampling(assistant, sampling),
            token=token,
            model_sha256=self._model.sha256(assistant),
            attached=tuple(attached),
            wanted_way=wanted_way,
        )

    def run(self, turn: Turn) -> Iterator[TurnEvent]:
        """What happens until the answer is written; `turn.answered()` is the answer then."""
        has_knowledge = self._has_knowledge(turn.assistant)
        plan = plan_for(turn, self._knowledge)
        if plan is not None:
            yield from self._read_whole(turn, plan, has_knowledge)
            return
        search: Future[_LookedAt] | None = None
        context = context_of(turn.question, turn.earlier)
        if has_knowledge and needs_files(turn.question, context):
            yield Searching(turn.question)
            search = self._begin_search(turn)
        yield ModelLoading(self._model.name(turn.assistant))
        loaded = self._model.load(turn)
        room = self._room(turn, loaded, has_knowledge)
        if search is not None:
            yield from self._take_passages(turn, search, room)
            passages, name = search.result().judged, turn.assistant.name
            strictly = self._model.small(turn.assistant)
            if not answerable(turn.question, passages, context, name, strictly=strictly):
                if not turn.attached:
                    yield from self._not_found(turn, loaded, passages)
                    return
                turn.sources = ()
        messages = self._lay_out(turn, room, has_knowledge)
        used_tokens = self._model.prompt_size(turn, messages)
        yield PromptReady(used_tokens, loaded.context_tokens, turn.left_out)
        yield from self._model.answer(turn, messages)

    def go_on(self, turn: Turn) -> Iterator[TurnEvent]:
        """Write on where `turn.text` stops, from the sources it has; otherwise as `run`."""
        has_knowledge = self._has_knowledge(turn.assistant)
        yield ModelLoading(self._model.name(turn.assistant))
        loaded = self._model.load(turn)
        room = self._room(turn, loaded, has_knowledge)
        if turn.way.kind is WayKind.SECTIONS:
            front = self._model.front(turn.assistant, has_knowledge)
            yield from self._whole.go_on(turn, loaded, room, front)
            return
        messages = self._lay_out(turn, room, has_knowledge)
        used_tokens = self._model.prompt_size(turn, messages)
        yield PromptReady(used_tokens, loaded.context_tokens, turn.left_out)
        yield from self._model.answer(turn, messages)

    def _read_whole(self, turn: Turn, plan: Plan, has_knowledge: bool) -> Iterator[TurnEvent]:
        if not plan.documents:
            yield from self._whole.unclear(turn, plan)
            return
        turn.question = plan.question or turn.question
        if plan.listed is not None:
            documents = self._whole.documents(turn, plan)
            yield from list_items(turn, plan.listed, documents)
            return
        yield ModelLoading(self._model.name(turn.assistant))
        loaded = self._model.load(turn)
        room = self._model.room(turn, loaded, has_knowledge, thorough=True)
        documents = self._whole.documents(turn, plan)
        if self._whole.take_whole(turn, documents, room):
            # What is attached stands in the prompt as it always does.
            turn.sources = () if plan.attached_only else turn.sources
            messages = self._lay_out(turn, room, has_knowledge)
            if not turn.left_out.attachments:
                yield Found(turn.sources, 0.0)
                yield PromptReady(
                    self._model.prompt_size(turn, messages), loaded.context_tokens, turn.left_out
                )
                yield from self._model.answer(turn, messages)
                return
            turn.parts = ()
        front = self._model.front(turn.assistant, has_knowledge)
        yield from self._whole.read_in_sections(turn, plan, documents, loaded, room, front)

    def warm(self, assistant: Assistant, token: CancelToken | None) -> LoadedModel:
        """Make the model and the front of the prompt ready before the first question."""
        return self._model.warm(assistant, self._has_knowledge(assistant), token)

    def _begin_search(self, turn: Turn) -> Future[_LookedAt]:
        """Search beside the loading of the model: they are different processes' work."""
        small = self._model.small(turn.assistant)
        budget_chars = budget.passages_chars(small, turn.assistant.retrieval.thorough)
        return self._searches.submit(self._looked_at, turn, budget_chars)

    def _looked_at(self, turn: Turn, budget_chars: int) -> _LookedAt:
        """What the model reads, and what tells whether it can answer."""
        close = self._search(turn, max(budget_chars, budget.ORDINARY_CHARS), closely=True)
        if budget_chars >= budget.ORDINARY_CHARS:
            return _LookedAt(close, close.passages)
        wanted = f"{context_of(turn.question, turn.earlier)} {turn.question}"
        nearest = tuple(nearest_first(close.passages, wanted, budget_chars))
        read = self._search(turn, budget_chars)
        return _LookedAt(replace(read, seconds=read.seconds + close.seconds), nearest)

    def _search(self, turn: Turn, budget_chars: int, closely: bool = False) -> SearchResult:
        assistant_id, token = turn.assistant.id, turn.token
        documents = self._knowledge.documents(assistant_id)
        if all(document.state in _UNREAD for document in documents):
            # Nothing at all can be found yet; "not in your files" would be no honest answer.
            self._knowledge.wait_until_indexed(assistant_id, None, token)
        return self._knowledge.search(
            assistant_id,
            turn.question,
            SEARCH_LIMIT,
            budget_chars,
            token,
            context=context_of(turn.question, turn.earlier),
            closely=closely,
        )

    def _take_passages(
        self, turn: Turn, search: Future[_LookedAt], room: budget.Room
    ) -> Iterator[TurnEvent]:
        result = search.result().read
        turn.retrieval_s = result.seconds
        share = room.passages_tokens
        max_chars = share * _CHARS_PER_TOKEN
        wanted = f"{context_of(turn.question, turn.earlier)} {turn.question}"
        short = [focused(passage, wanted, max_chars) for passage in result.passages]
        offered = [Source(n, passage) for n, passage in enumerate(short, 1)]
        texts = [prompt.passage_text(passage) for passage in short]
        sizes_tokens = self._model.count_tokens(turn, texts)
        taken = [offered[i] for i in budget.passages_that_fit(sizes_tokens, share)]
        turn.sources = tuple(replace(source, n=n) for n, source in enumerate(taken, 1))
        turn.left_out = LeftOut(passages=len(offered) - len(taken))
        yield Found(turn.sources, result.seconds)

    def _room(self, turn: Turn, loaded: LoadedModel, has_knowledge: bool) -> budget.Room:
        thorough = turn.assistant.retrieval.thorough
        return self._model.room(turn, loaded, has_knowledge, thorough=thorough)

    def _lay_out(self, turn: Turn, room: budget.Room, has_knowledge: bool) -> list[ChatMessage]:
        """The whole prompt; notes in `turn` what did not fit, and how long the answer may be."""
        front = self._model.front(turn.assistant, has_knowledge)
        turn.sampling = replace(turn.sampling, max_tokens=room.answer_tokens)
        last, earlier = self._with_attached(turn, room)
        last_tokens, question_tokens = self._model.count_tokens(turn, [last.content, turn.question])
        sizes_tokens = self._model.count_tokens(turn, [message.content for message in earlier])
        framed = [size + _FRAME_TOKENS for size in sizes_tokens]
        free_tokens = room.rest_tokens - (last_tokens - question_tokens)
        first = budget.first_kept_message(framed, free_tokens)
        turn.left_out = replace(turn.left_out, messages=first)
        return [*front, *earlier[first:], last, *prompt.begun(turn.begun)]

    def _with_attached(
        self, turn: Turn, room: budget.Room
    ) -> tuple[ChatMessage, list[ChatMessage]]:
        """The last message and the earlier ones, with as much of what is attached as fits."""
        if not turn.attached:
            return prompt.question(turn.question, turn.sources), prompt.history(turn.earlier)
        last, earlier = _with_wholes(turn)
        texts = [message.content for message in (*earlier, last)]
        # Nobody need count what is far too long.
        if sum(map(len, texts)) <= MOST_CHARS_PER_TOKEN * room.rest_tokens:
            needed = sum(self._model.count_tokens(turn, texts)) + _FRAME_TOKENS * len(texts)
            if needed <= room.rest_tokens:
                turn.parts = tuple(AttachedPart(each) for each in turn.attached)
                return last, earlier
        plain = prompt.question(turn.question, turn.sources)
        used = self._model.count_tokens(turn, [plain.content])[0]
        share = int((room.rest_tokens - used) * SHARE)
        found = parts_that_fit(
            turn.attached, turn.question, share, lambda texts: self._model.count_tokens(turn, texts)
        )
        turn.parts = tuple(found)
        partly = left_out_of(turn.attached, found).attachments
        turn.left_out = replace(turn.left_out, attachments=partly)
        return prompt.question(turn.question, turn.sources, found), prompt.history(turn.earlier)

    def _not_found(
        self, turn: Turn, loaded: LoadedModel, nearest: Sequence[Passage]
    ) -> Iterator[TurnEvent]:
        yield PromptReady(0, loaded.context_tokens, turn.left_out)
        turn.first_token_s = turn.elapsed_s
        turn.text = not_found_text(nearest)
        yield AnswerText(turn.text)

    def _has_knowledge(self, assistant: Assistant) -> bool:
        return any(
            document.state != DocumentState.FAILED
            for document in self._knowledge.documents(assistant.id)
        )


def _with_wholes(turn: Turn) -> tuple[ChatMessage, list[ChatMessage]]:
    """The last message and the earlier ones, each with all that came with it."""
    whole = wholes(turn.attached)
    before = {message.id for message in turn.earlier}
    own = [part for key, parts in whole.items() if key not in before for part in parts]
    last = prompt.question(turn.question, turn.sources, own)
    return last, prompt.history(turn.earlier, whole)
