"""One turn: save the question, retrieve, lay out the prompt, generate, cite, save the answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from assistant_studio.answering import budget, prompt
from assistant_studio.answering.citing import cited_sentences
from assistant_studio.answering.events import (
    AnswerSaved,
    AnswerText,
    CitedSentence,
    Found,
    LeftOut,
    ModelLoading,
    PromptReady,
    ReadingPrompt,
    Searching,
    Source,
    Timings,
    TurnEvent,
    UserSaved,
)
from assistant_studio.answering.fitting import (
    answerable,
    needs_files,
    not_found_text,
    search_text,
)
from assistant_studio.answering.focus import focused
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.store import AssistantStore
from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.conversations.message import Message, MessageState, Role
from assistant_studio.conversations.store import ConversationStore
from assistant_studio.errors import NotFound, StudioError
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.knowledge.service import KnowledgeService, SearchResult
from assistant_studio.models.engine import (
    ChatMessage,
    Engine,
    GenerationDone,
    LoadedModel,
    PromptProgress,
    Sampling,
    TextPiece,
)
from assistant_studio.models.store import ModelStore

SEARCH_LIMIT = 8
# More messages than any context holds.
HISTORY_LIMIT = 1000
# How many characters of ordinary text a token stands for, at least.
_CHARS_PER_TOKEN = 3


@dataclass(slots=True)
class _Turn:
    """What is known of a turn while it goes on."""

    assistant: Assistant
    conversation_id: str
    question: str
    earlier: tuple[Message, ...]
    sampling: Sampling
    token: CancelToken
    model_sha256: str
    answer: Message
    started_s: float = field(default_factory=time.monotonic)
    sources: tuple[Source, ...] = ()
    retrieval_s: float = 0.0
    first_token_s: float = 0.0
    left_out: LeftOut = field(default_factory=LeftOut)
    text: str = ""
    done: GenerationDone | None = None

    @property
    def elapsed_s(self) -> float:
        """Seconds since the person asked."""
        return time.monotonic() - self.started_s


class Answering:
    """Answers questions in conversations; the window, the commands and checks all come here."""

    def __init__(
        self,
        assistants: AssistantStore,
        conversations: ConversationStore,
        knowledge: KnowledgeService,
        models: ModelStore,
        engine: Engine,
    ) -> None:
        self._assistants = assistants
        self._conversations = conversations
        self._knowledge = knowledge
        self._models = models
        self._engine = engine
        self._searches = ThreadPoolExecutor(2, "search")

    def close(self) -> None:
        """End the threads that searches run on."""
        self._searches.shutdown(cancel_futures=True)

    def ask(
        self,
        conversation_id: str,
        text: str,
        token: CancelToken | None = None,
        **sampling: Any,
    ) -> Iterator[TurnEvent]:
        """Say something in a conversation and stream what happens; ends with `AnswerSaved`.

        The person's message is on disk when `UserSaved` comes, before anything else is tried.

        Args:
            conversation_id: Where.
            text: The person's words.
            token: Stops the answer; what was written so far is kept.
            sampling: Fields of `Sampling` that go before the assistant's own.

        Raises:
            StudioError: The turn failed; the message stays, and the failure is kept as its answer.
        """
        message = self._conversations.add_user_message(conversation_id, text)
        yield UserSaved(conversation_id, message.id)
        yield from self._answer(conversation_id, message, token or CancelToken(), sampling)

    def retry(
        self, conversation_id: str, token: CancelToken | None = None, **sampling: Any
    ) -> Iterator[TurnEvent]:
        """Answer a conversation's last question again, as another branch; otherwise as `ask`."""
        asked = [m for m in self._conversations.messages(conversation_id) if m.role == Role.USER]
        if not asked:
            raise NotFound("There is no question here to answer.", "Ask one first.")
        yield UserSaved(conversation_id, asked[-1].id)
        yield from self._answer(conversation_id, asked[-1], token or CancelToken(), sampling)

    def warm(self, assistant_id: str, token: CancelToken | None = None) -> LoadedModel:
        """Make the model and the front of the prompt ready before the first question."""
        assistant = self._assistants.get(assistant_id)
        front = self._front(assistant, self._has_knowledge(assistant))
        model_sha256 = self._model_sha256(assistant)
        loaded = self._engine.load(model_sha256, token)
        self._engine.warm(front, token, model_sha256=model_sha256)
        return loaded

    def _answer(
        self, conversation_id: str, asked: Message, token: CancelToken, sampling: dict[str, Any]
    ) -> Iterator[TurnEvent]:
        conversation = self._conversations.get(conversation_id)
        assistant = self._assistants.get(conversation.assistant_id)
        turn = _Turn(
            assistant=assistant,
            conversation_id=conversation_id,
            question=asked.text,
            # What stands before the question itself: another window may have gone on meanwhile.
            earlier=self._conversations.latest_messages(
                conversation_id, HISTORY_LIMIT, before=asked.id
            ),
            sampling=_sampling(assistant, sampling),
            token=token,
            model_sha256=self._model_sha256(assistant),
            answer=self._conversations.begin_answer(conversation_id, asked.id),
        )
        with self._failure_kept(turn):
            yield from self._run(turn)
            saved = self._save(turn)
        # Outside: whoever leaves at the last event must not turn a saved answer into a stopped one.
        yield saved

    def _run(self, turn: _Turn) -> Iterator[TurnEvent]:
        has_knowledge = self._has_knowledge(turn.assistant)
        search: Future[SearchResult] | None = None
        if has_knowledge and needs_files(turn.question):
            yield Searching(turn.question)
            search = self._begin_search(turn)
        yield ModelLoading(self._models.get(turn.model_sha256).name)
        loaded = self._engine.load(turn.model_sha256, turn.token)
        room = self._room(turn, loaded, has_knowledge)
        if search is not None:
            yield from self._take_passages(turn, search, room)
            if not answerable(search.result().passages):
                yield from self._not_found(turn, loaded)
                return
        messages = self._lay_out(turn, room, has_knowledge)
        used_tokens = self._prompt_size(turn, messages)
        yield PromptReady(used_tokens, loaded.context_tokens, turn.left_out)
        yield from self._generate(turn, messages)

    def _begin_search(self, turn: _Turn) -> Future[SearchResult]:
        """Search beside the loading of the model: they are different processes' work."""
        small = self._small(turn.assistant)
        budget_chars = budget.passages_chars(small, turn.assistant.retrieval.thorough)
        query = search_text(turn.question, turn.earlier)
        return self._searches.submit(
            self._search, turn.assistant.id, query, budget_chars, turn.token
        )

    def _search(
        self, assistant_id: str, query: str, budget_chars: int, token: CancelToken
    ) -> SearchResult:
        documents = self._knowledge.documents(assistant_id)
        if all(document.state in _UNREAD for document in documents):
            # Nothing at all can be found yet; "not in your files" would be no honest answer.
            self._knowledge.wait_until_indexed(assistant_id, None, token)
        return self._knowledge.search(assistant_id, query, SEARCH_LIMIT, budget_chars, token)

    def _take_passages(
        self, turn: _Turn, search: Future[SearchResult], room: budget.Room
    ) -> Iterator[TurnEvent]:
        result = search.result()
        turn.retrieval_s = result.seconds
        share = room.passages_tokens
        max_chars = share * _CHARS_PER_TOKEN
        short = [focused(passage, turn.question, max_chars) for passage in result.passages]
        offered = [Source(n, passage) for n, passage in enumerate(short, 1)]
        texts = [prompt.passage_text(passage) for passage in short]
        sizes_tokens = self._count_tokens(turn, texts)
        taken = [offered[i] for i in budget.passages_that_fit(sizes_tokens, share)]
        turn.sources = tuple(replace(source, n=n) for n, source in enumerate(taken, 1))
        turn.left_out = LeftOut(passages=len(offered) - len(taken))
        yield Found(turn.sources, result.seconds)

    def _room(self, turn: _Turn, loaded: LoadedModel, has_knowledge: bool) -> budget.Room:
        fixed = [*self._front(turn.assistant, has_knowledge), ChatMessage("user", turn.question)]
        return budget.room(
            context_tokens=loaded.context_tokens,
            fixed_tokens=self._prompt_size(turn, fixed),
            wanted_answer_tokens=turn.sampling.max_tokens,
            prompt_tokens_per_s=loaded.prompt_tokens_per_s,
            thorough=turn.assistant.retrieval.thorough,
        )

    def _lay_out(self, turn: _Turn, room: budget.Room, has_knowledge: bool) -> list[ChatMessage]:
        """The whole prompt; notes in `turn` what did not fit, and how long the answer may be."""
        front = self._front(turn.assistant, has_knowledge)
        turn.sampling = replace(turn.sampling, max_tokens=room.answer_tokens)
        last = prompt.question(turn.question, turn.sources)
        last_tokens, question_tokens = self._count_tokens(turn, [last.content, turn.question])
        earlier = prompt.history(turn.earlier)
        sizes_tokens = self._count_tokens(turn, [message.content for message in earlier])
        framed = [size + _FRAME_TOKENS for size in sizes_tokens]
        free_tokens = room.rest_tokens - (last_tokens - question_tokens)
        first = budget.first_kept_message(framed, free_tokens)
        turn.left_out = replace(turn.left_out, messages=first)
        return [*front, *earlier[first:], last]

    def _generate(self, turn: _Turn, messages: list[ChatMessage]) -> Iterator[TurnEvent]:
        fence = prompt.fence_of(messages[-1])
        sampling = turn.sampling
        if fence is not None:
            sampling = replace(sampling, stop=(*sampling.stop, fence))
        for event in self._engine.generate(
            messages, sampling, 1, turn.token, model_sha256=turn.model_sha256
        ):
            match event:
                case PromptProgress(done, total, _):
                    yield ReadingPrompt(done, total)
                case TextPiece(text):
                    turn.first_token_s = turn.first_token_s or turn.elapsed_s
                    turn.text += text
                    yield AnswerText(text)
                case GenerationDone():
                    turn.done = event

    def _not_found(self, turn: _Turn, loaded: LoadedModel) -> Iterator[TurnEvent]:
        yield PromptReady(0, loaded.context_tokens, turn.left_out)
        turn.first_token_s = turn.elapsed_s
        turn.text = not_found_text(near=bool(turn.sources))
        yield AnswerText(turn.text)

    def _save(self, turn: _Turn) -> AnswerSaved:
        finish = turn.done.finish if turn.done is not None else "not_found"
        sentences: tuple[CitedSentence, ...] = ()
        if finish != "not_found":
            turn.text = turn.text.strip()
            sentences = cited_sentences(turn.text, turn.sources)
        timings = _timings(turn)
        details = {
            "sources": [asdict(source) for source in turn.sources],
            "sentences": [asdict(sentence) for sentence in sentences],
            "timings": asdict(timings),
            "finish": finish,
            "left_out": asdict(turn.left_out),
        }
        state = MessageState.STOPPED if finish == "cancelled" else MessageState.COMPLETE
        shown_prompt = turn.done.prompt if turn.done is not None else None
        self._conversations.finish_answer(turn.answer.id, turn.text, state, details, shown_prompt)
        return AnswerSaved(
            turn.answer.id, turn.text, sentences, turn.sources, finish, timings, turn.left_out
        )

    @contextmanager
    def _failure_kept(self, turn: _Turn) -> Iterator[None]:
        """Whatever ends a turn early, the answer's place says so and keeps what was written."""
        try:
            yield
        except (Cancelled, GeneratorExit, KeyboardInterrupt):
            self._keep(turn, MessageState.STOPPED, {"finish": "cancelled"})
            raise
        except StudioError as error:
            self._keep(turn, MessageState.FAILED, {"error": error.record()})
            raise
        except BaseException:
            self._keep(turn, MessageState.FAILED, {"error": _BUG.record()})
            raise

    def _keep(self, turn: _Turn, state: MessageState, details: dict[str, Any]) -> None:
        shown = {**details, "sources": [asdict(source) for source in turn.sources]}
        self._conversations.finish_answer(turn.answer.id, turn.text.strip(), state, shown, None)

    def _has_knowledge(self, assistant: Assistant) -> bool:
        return any(
            document.state != DocumentState.FAILED
            for document in self._knowledge.documents(assistant.id)
        )

    def _count_tokens(self, turn: _Turn, texts: list[str]) -> list[int]:
        if not texts:
            return []
        return self._engine.count_tokens(texts, model_sha256=turn.model_sha256, token=turn.token)

    def _prompt_size(self, turn: _Turn, messages: list[ChatMessage]) -> int:
        return self._engine.prompt_size(messages, model_sha256=turn.model_sha256, token=turn.token)

    def _front(self, assistant: Assistant, has_knowledge: bool) -> list[ChatMessage]:
        return prompt.front(assistant, has_knowledge and not self._small(assistant))

    def _small(self, assistant: Assistant) -> bool:
        model = self._models.get(self._model_sha256(assistant))
        return model.info.parameters < budget.SMALL_MODEL_PARAMETERS

    def _model_sha256(self, assistant: Assistant) -> str:
        return assistant.model_sha256 or self._models.default().sha256


_BUG = StudioError("Something went wrong inside the app.", "Ask again; the question is kept.")
_UNREAD = (DocumentState.WAITING, DocumentState.READING, DocumentState.FAILED)
# What a chat template puts around a message, generously.
_FRAME_TOKENS = 12


def _sampling(assistant: Assistant, changes: dict[str, Any]) -> Sampling:
    own = {k: v for k, v in asdict(assistant.sampling).items() if v is not None}
    given = {k: v for k, v in changes.items() if v is not None}
    return replace(Sampling(), **{**own, **given})


def _timings(turn: _Turn) -> Timings:
    done = turn.done
    return Timings(
        retrieval_s=turn.retrieval_s,
        prompt_s=done.prompt_s if done else 0.0,
        first_token_s=turn.first_token_s,
        total_s=turn.elapsed_s,
        prompt_tokens=done.prompt_tokens if done else 0,
        reused_tokens=done.reused_tokens if done else 0,
        output_tokens=done.output_tokens if done else 0,
        tokens_per_s=done.output_tokens / done.output_s if done and done.output_s > 0 else 0.0,
    )
