"""One loaded model at work: reads prompts with what is there already, and writes answers.

The front of a prompt is always read in batches of its own, counted from the first token, and the
rest after it. So a front that comes from a snapshot and one that was read just now went through the
same arithmetic, and greedy answers are the same. A token that is read alone goes through another
arithmetic than one in a batch (llama.cpp has kernels of its own for it), enough to change a word:
so prompts are never read token by token.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import ContextTooSmall, ModelError
from assistant_studio.language import _
from assistant_studio.models.engine import (
    ChatMessage,
    GenerationDone,
    PromptProgress,
    Sampling,
    TextPiece,
)
from assistant_studio.models.native import KV_TYPE, NativeModel
from assistant_studio.models.prompting import (
    OPENS_THOUGHTS,
    Prompter,
    common_length,
    opens_thoughts,
)
from assistant_studio.models.repetition import may_repeat, repeated_chars
from assistant_studio.models.snapshots import SnapshotStore, snapshot_key
from assistant_studio.models.text_stream import TextStream

# Reading so few tokens is quicker than finding, checking and restoring a file.
MIN_SNAPSHOT_TOKENS = 64
# A batch below this says little about the speed of large ones.
_MIN_MEASURED_TOKENS = 32
_SPEED_MEMORY = 0.7
_LARGEST_SEED = 0xFFFFFFFE  # one more means "draw one" to llama.cpp

Answer = Generator[PromptProgress | TextPiece, None, GenerationDone]


@dataclass(frozen=True, slots=True)
class Identity:
    """What, besides its tokens, the state of a prompt depends on.

    Attributes:
        model_sha256: Of the model's file.
        library: Versions of the native library.
        adapters: sha256 and scale of each adapter that is applied.
    """

    model_sha256: str
    library: str
    adapters: tuple[tuple[str, float], ...] = ()


class Session:
    """The context of a loaded model, and the tokens whose state it holds.

    Attributes:
        prompt_tokens_per_s: Measured over prompt batches; None before the first.
    """

    def __init__(
        self,
        model: NativeModel,
        identity: Identity,
        prompter: Prompter,
        stops: Sequence[str],
        snapshots: SnapshotStore,
    ) -> None:
        self.prompt_tokens_per_s: float | None = None
        self._model = model
        self._identity = identity
        self._prompter = prompter
        self._stops = tuple(stops)
        self._snapshots = snapshots
        self._there: list[int] = []
        self._front_length = 0
        # What the model said after the last prompt: the same prompt again needs no reading at all.
        self._asked: list[int] = []
        self._said = b""
        self._writer = ThreadPoolExecutor(1, "snapshots")
        self._writing: Future[bool] | None = None

    @property
    def context_tokens(self) -> int:
        """How many tokens the context holds."""
        return self._model.context_tokens

    def close(self) -> None:
        """Finish writing and free the model."""
        self._writer.shutdown()
        self._model.close()

    def warm(self, front_messages: Sequence[ChatMessage], token: CancelToken) -> None:
        """Make the state of a front ready and keep it on disk; leaves early when stopped."""
        front = self._prompter.front(tuple(front_messages))
        if common_length(front, self._there) == len(front) == self._front_length:
            return
        if len(front) >= MIN_SNAPSHOT_TOKENS and self._snapshots.has(self._key(front)):
            return
        with self._model.stopped_by(token):
            for _turn in self._read(front, front, token):
                pass
        if not token.cancelled:
            self._settle()

    def generate(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        front_messages: int,
        token: CancelToken,
    ) -> Answer:
        """Answer a prompt; see `Engine.generate`."""
        started = time.perf_counter()
        prompt = self._prompter.lay_out(messages)
        self._check_room(len(prompt.tokens))
        front = self._prompter.front(tuple(messages[:front_messages]))
        front = front[: common_length(front, prompt.tokens)]
        seed = secrets.randbits(32) if sampling.seed is None else sampling.seed
        seed %= _LARGEST_SEED + 1
        count = _Count()
        with self._model.stopped_by(token):
            count.reused = yield from self._read(prompt.tokens, front, token)
            read = time.perf_counter()
            if not token.cancelled:
                if opens_thoughts(prompt.text):
                    # What the template wrote for the model belongs to its reply all the same.
                    yield TextPiece(OPENS_THOUGHTS)
                self._asked, self._said = prompt.tokens, self._said or self._model.logits()
                yield from self._write(sampling, seed, count, token)
        ended = time.perf_counter()
        if not token.cancelled:
            self._settle()
        return GenerationDone(
            prompt=prompt.text,
            finish="cancelled" if token.cancelled else count.finish,
            prompt_tokens=len(prompt.tokens),
            reused_tokens=count.reused,
            output_tokens=count.written,
            prompt_s=read - started,
            output_s=ended - read,
            seed=seed,
        )

    def _check_room(self, prompt_tokens: int) -> None:
        if prompt_tokens >= self._model.context_tokens:
            raise ContextTooSmall(
                _(
                    "The prompt has {prompt_tokens:,} tokens, but this model's context holds only "
                    "{context_tokens:,}.",
                    prompt_tokens=prompt_tokens,
                    context_tokens=self._model.context_tokens,
                ),
                _(
                    "Shorten the instructions or the question, or raise the context in the "
                    "settings."
                ),
            )

    def _read(
        self, prompt: list[int], front: list[int], token: CancelToken
    ) -> Generator[PromptProgress, None, int]:
        """Bring the context to hold exactly `prompt`; returns how many tokens were there."""
        reused = self._reuse(prompt, front)
        yield PromptProgress(reused, len(prompt), reused)
        while len(self._there) < len(prompt) and not token.cancelled:
            done = len(self._there)
            in_front = done < len(front)
            end = self._batch_end(done, len(front) if in_front else len(prompt))
            if not self._decode(prompt[done:end]):
                break
            if in_front:
                self._front_length = end
                if end == len(front):
                    self._keep_snapshot(front)
            yield PromptProgress(end, len(prompt), reused)
        return reused

    def _batch_end(self, start: int, end: int) -> int:
        """Where the batch that begins at `start` ends: never so that a single token remains."""
        batch = self._model.batch_tokens
        return end if end - start <= batch else start + batch - (end - start == batch + 1)

    def _reuse(self, prompt: list[int], front: list[int]) -> int:
        """Keep what the context shares with `prompt`, or restore the front from disk."""
        same = self._said and prompt == self._asked == self._there[: len(prompt)]
        if same and self._cut(len(prompt)):
            return len(prompt)
        self._asked, self._said = [], b""
        common = common_length(self._there, prompt)
        # The end is read again even if it is there: drawing the next token needs its logits.
        most = max(len(front), len(prompt) - 2)
        whole_front = common >= len(front) == self._front_length
        if (whole_front or not front) and self._cut(min(common, most)):
            return len(self._there)
        if self._restore(front):
            return len(self._there)
        # Of an earlier front, the batches that would be read alike.
        batch = self._model.batch_tokens
        alike = min(common, max(0, self._front_length - 2), len(front)) // batch * batch
        self._cut(alike)
        self._front_length = len(self._there)
        return len(self._there)

    def _cut(self, count: int) -> bool:
        """Forget all but the first tokens; False (and all forgotten) if the model cannot."""
        if not self._model.keep(count):
            self._there.clear()
            self._front_length = 0
            return False
        del self._there[count:]
        self._front_length = min(self._front_length, count)
        return True

    def _restore(self, front: list[int]) -> bool:
        if len(front) < MIN_SNAPSHOT_TOKENS:
            return False
        key = self._key(front)
        state = self._snapshots.load(key, front)
        if state is None:
            return False
        self._there.clear()
        self._front_length = 0
        if not self._model.restore_state(state):
            self._snapshots.drop(key)
            return False
        self._there = list(front)
        self._front_length = len(front)
        return True

    def _keep_snapshot(self, front: list[int]) -> None:
        """Hand the state to the writer: the disk must not keep the first word waiting."""
        if len(front) < MIN_SNAPSHOT_TOKENS:
            return
        self._settle()
        state = self._model.save_state()
        self._writing = self._writer.submit(self._snapshots.save, self._key(front), front, state)

    def _settle(self) -> None:
        """Wait until what was handed to the writer is on disk."""
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()

    def _key(self, front: list[int]) -> str:
        identity = self._identity
        return snapshot_key(
            identity.model_sha256,
            front,
            self._model.context_tokens,
            KV_TYPE,
            identity.library,
            identity.adapters,
        )

    def _decode(self, tokens: list[int]) -> bool:
        started = time.perf_counter()
        try:
            whole = self._model.decode(tokens)
        except ModelError:
            self._cut(0)
            raise
        if not whole:
            self._cut(len(self._there))
            return False
        self._there += tokens
        seconds = time.perf_counter() - started
        if len(tokens) >= _MIN_MEASURED_TOKENS and seconds > 0:
            now = len(tokens) / seconds
            before = self.prompt_tokens_per_s
            mixed = now if before is None else _SPEED_MEMORY * before + (1 - _SPEED_MEMORY) * now
            self.prompt_tokens_per_s = mixed
        return True

    def _write(
        self, sampling: Sampling, seed: int, count: _Count, token: CancelToken
    ) -> Generator[TextPiece, None, None]:
        """Draw tokens until the answer ends; notes in `count` how it went."""
        text = TextStream((*sampling.stop, *self._stops))
        written = ""
        with self._model.sampler(sampling, seed) as sampler:
            while count.written < sampling.max_tokens and not token.cancelled:
                drawn = sampler.sample(None if count.written else self._said)
                if self._model.ends_answer(drawn):
                    count.finish = "stop"
                    break
                count.written += 1
                if shown := text.feed(self._model.piece(drawn)):
                    written += shown
                    yield TextPiece(shown)
                    if may_repeat(shown) and repeated_chars(written):
                        count.finish = "repeats"
                        break
                if text.stopped:
                    count.finish = "stop"
                    break
                if count.written < sampling.max_tokens and not self._go_on(drawn):
                    break
        if rest := text.finish():
            yield TextPiece(rest)

    def _go_on(self, drawn: int) -> bool:
        """Read a token that was drawn; False when the context is full or it was stopped."""
        return len(self._there) < self._model.context_tokens and self._decode([drawn])


@dataclass(slots=True)
class _Count:
    """How an answer went."""

    reused: int = 0
    written: int = 0
    finish: str = "length"
