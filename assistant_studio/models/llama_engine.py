"""The embedded engine: llama.cpp in a worker process of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import DamagedModel, WorkerDied
from assistant_studio.language import _
from assistant_studio.models.engine import (
    ChatMessage,
    GenerationDone,
    GenerationEvent,
    LoadedModel,
    PromptProgress,
    Sampling,
    TextPiece,
)
from assistant_studio.models.memory import check_fits, memory_need
from assistant_studio.models.speeds import PromptSpeeds
from assistant_studio.models.store import InstalledModel, ModelStore
from assistant_studio.paths import Home
from assistant_studio.workers.host import WorkerHost
from assistant_studio.workers.turns import Turns

DEFAULT_CONTEXT_TOKENS = 4096
DEFAULT_SNAPSHOTS_LIMIT_BYTES = 2 << 30
_COUNT_TIMEOUT_S = 60.0
T = TypeVar("T")


class LlamaEngine:
    """Implements `engine.Engine`; safe to use from several threads.

    One answer is written at a time; who comes meanwhile waits, and can be cancelled waiting. A
    worker that died is started again by the next call, which loads the model it needs by itself.
    """

    def __init__(
        self, home: Home, store: ModelStore, options: Mapping[str, int] | None = None
    ) -> None:
        """Prepare the engine; no process is started yet.

        Args:
            home: Where snapshots, speeds and the worker's log lie.
            store: The models on this computer.
            options: `context_tokens`, `snapshots_limit_bytes`, and `threads` (0, the default,
                uses the cores that other programs leave free).
        """
        chosen = options or {}
        self._context_tokens = chosen.get("context_tokens", DEFAULT_CONTEXT_TOKENS)
        limit_bytes = chosen.get("snapshots_limit_bytes", DEFAULT_SNAPSHOTS_LIMIT_BYTES)
        worker_options = {
            "snapshots_dir": str(home.snapshots_dir),
            "snapshots_limit_bytes": limit_bytes,
            "threads": chosen.get("threads", 0),
        }
        self._host = WorkerHost("model", home, worker_options)
        self._store = store
        self._speeds = PromptSpeeds(home.cache_dir / "prompt-speeds.json")
        self._turns = Turns()
        self._model: InstalledModel | None = None
        self._loaded: LoadedModel | None = None
        self._loaded_by: int | None = None
        self._warming: set[CancelToken] = set()

    @property
    def worker_pid(self) -> int | None:
        """The worker's process, or None."""
        return self._host.pid

    @property
    def loaded(self) -> LoadedModel | None:
        """The model that is ready in the running worker, if any."""
        pid = self._host.pid
        return self._loaded if pid is not None and pid == self._loaded_by else None

    def knows_architecture(self, architecture: str) -> bool:
        """Whether models of an architecture can be run; asks the library."""
        known = self._host.call("knows_architecture", architecture, timeout_s=_COUNT_TIMEOUT_S)
        return bool(known)

    def load(self, model_sha256: str, token: CancelToken | None = None) -> LoadedModel:
        """Make a model ready; see `Engine.load`."""
        ready = self.loaded
        if ready is not None and ready.sha256 == model_sha256:
            return ready
        model = self._store.get(model_sha256)
        with self._turns.taken(token):
            return self._load(model, token)

    def count_tokens(
        self,
        texts: list[str],
        *,
        model_sha256: str | None = None,
        token: CancelToken | None = None,
    ) -> list[int]:
        """Tokens of each text; see `Engine.count_tokens`."""
        counts: list[int] = self._counted("count_tokens", texts, model_sha256, token)
        return counts

    def prompt_size(
        self,
        messages: list[ChatMessage],
        *,
        model_sha256: str | None = None,
        token: CancelToken | None = None,
    ) -> int:
        """Tokens of a rendered prompt; see `Engine.prompt_size`."""
        size: int = self._counted("prompt_size", _plain(messages), model_sha256, token)
        return size

    def warm(
        self,
        front: list[ChatMessage],
        token: CancelToken | None = None,
        *,
        model_sha256: str | None = None,
    ) -> None:
        """Prepare a prompt's front; see `Engine.warm`. Gives way to an answer that is wanted."""
        asked = token or CancelToken()
        mine = CancelToken()
        forget = asked.on_cancel(mine.cancel)
        self._warming.add(mine)
        try:
            with self._turns.taken(mine):
                model = self._ready(mine, model_sha256)
                self._note(self._host.call("warm", self._spec(model), _plain(front), token=mine))
        except Cancelled:
            asked.check()
        finally:
            forget()
            self._warming.discard(mine)

    def generate(
        self,
        messages: list[ChatMessage],
        sampling: Sampling,
        front_messages: int,
        token: CancelToken | None = None,
        *,
        model_sha256: str | None = None,
    ) -> Iterator[GenerationEvent]:
        """Answer a prompt; see `Engine.generate`."""
        request = {
            "messages": _plain(messages),
            "sampling": asdict(sampling),
            "front_messages": front_messages,
        }
        for warming in tuple(self._warming):
            warming.cancel()
        try:
            with self._turns.taken(token):
                result = yield from self._answer(request, token, model_sha256)
                self._note(result)
        except Cancelled:
            yield GenerationDone("", "cancelled", 0, 0, 0, 0.0, 0.0, sampling.seed or 0)
            return
        yield GenerationDone(**result["done"])

    def kill(self) -> None:
        """End the worker at once; the next call starts another."""
        self._host.kill()

    def close(self) -> None:
        """End the worker in good order, for ever."""
        self._host.close()

    def _answer(
        self, request: dict[str, Any], token: CancelToken | None, model_sha256: str | None
    ) -> Generator[GenerationEvent, None, dict[str, Any]]:
        """The worker's stream; anew if the worker turns out to have died while nobody asked."""
        died = False
        while True:
            spec = self._spec(self._ready(token, model_sha256))
            events = _events(self._host.stream("generate", spec, request, token=token))
            try:
                first = next(events)  # there is always one: the prompt's first progress
            except WorkerDied:
                if died:
                    raise
                died = True
                continue
            yield first
            return (yield from events)

    def _ready(self, token: CancelToken | None, model_sha256: str | None) -> InstalledModel:
        """The model that is wanted, loaded (again, if the worker died); call it in one's turn.

        None wants the model loaded last, or the app's own if none was.
        """
        model = self._model
        if model_sha256 is not None and (model is None or model.sha256 != model_sha256):
            model = self._store.get(model_sha256)
        model = model or self._store.default()
        self._load(model, token)
        return model

    def _load(self, model: InstalledModel, token: CancelToken | None) -> LoadedModel:
        ready = self.loaded
        if ready is not None and ready.sha256 == model.sha256:
            return ready
        self._store.verify(model, token)
        check_fits(model.name, model.info, self._context_of(model), self._freed_bytes())
        self._loaded = None
        facts = _tried_twice(
            lambda: self._host.call("load", self._spec(model), token=token), model.name
        )
        self._model = model
        return self._note(facts)

    def _note(self, facts: dict[str, Any]) -> LoadedModel:
        """Take in what the worker says about its model, and remember the speed it measured."""
        fields = {name: facts[name] for name in LoadedModel.__slots__}
        speed = fields["prompt_tokens_per_s"]
        if speed is None:
            fields["prompt_tokens_per_s"] = self._speeds.get(fields["sha256"])
        else:
            self._speeds.put(fields["sha256"], speed)
        self._loaded = LoadedModel(**fields)
        self._loaded_by = self._host.pid
        return self._loaded

    def _freed_bytes(self) -> int:
        """What the model that is loaded now gives back; its file is only mapped, so not that."""
        if self._model is None or self.loaded is None:
            return 0
        need = memory_need(self._model.info, self._context_of(self._model))
        return need.kv_bytes + need.working_bytes

    def _context_of(self, model: InstalledModel) -> int:
        return min(model.info.context_length or self._context_tokens, self._context_tokens)

    def _spec(self, model: InstalledModel) -> dict[str, Any]:
        return {
            "sha256": model.sha256,
            "name": model.name,
            "path": str(model.path),
            "architecture": model.info.architecture,
            "chat_template": model.info.chat_template,
            "context_tokens": self._context_of(model),
        }

    def _counted(
        self, method: str, argument: Any, model_sha256: str | None, token: CancelToken | None
    ) -> Any:
        """Ask in the worker's own lane for it, so that no answer is waited for."""
        model = self._model
        if model is not None and self.loaded is not None and model_sha256 in (None, model.sha256):
            with contextlib.suppress(WorkerDied):  # perhaps long ago, while nobody asked
                counted = self._count(method, model, argument, token)
                if counted is not None:
                    return counted
        died = False
        with self._turns.taken(token):
            while True:
                try:
                    model = self._ready(token, model_sha256)
                    counted = self._count(method, model, argument, token)
                except WorkerDied:
                    if died:
                        raise
                    died, counted = True, None
                if counted is not None:
                    return counted
                self._loaded = None  # the worker has another model, whatever was noted

    def _count(
        self, method: str, model: InstalledModel, argument: Any, token: CancelToken | None
    ) -> Any:
        """What the worker counts; None when it has another model."""
        return self._host.call(
            method, model.sha256, argument, timeout_s=_COUNT_TIMEOUT_S, token=token
        )


def _tried_twice(load: Callable[[], T], name: str) -> T:
    """Load a model; a file that ends the worker twice is the one to blame."""
    try:
        return load()
    except WorkerDied:
        try:
            return load()
        except WorkerDied as died:
            raise DamagedModel(
                _(
                    "{name} cannot be used: the language model stops each time it loads this file.",
                    name=name,
                ),
                _("Get the file again from where it came from, or choose another model."),
            ) from died


def _events(
    stream: Iterator[dict[str, Any]],
) -> Generator[GenerationEvent, None, dict[str, Any]]:
    """The worker's stream as events; returns what the worker returned."""
    while True:
        try:
            item = next(stream)
        except StopIteration as end:
            result: dict[str, Any] = end.value
            return result
        if "text" in item:
            yield TextPiece(item["text"])
        else:
            yield PromptProgress(*item["progress"])


def _plain(messages: list[ChatMessage]) -> list[dict[str, str]]:
    return [{"role": each.role, "content": each.content} for each in messages]
