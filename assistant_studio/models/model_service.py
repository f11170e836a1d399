"""What the language model's worker offers to the app: load, count, warm, generate."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedModel, UnsupportedModel
from assistant_studio.language import _
from assistant_studio.models.chat_template import ChatTemplate
from assistant_studio.models.engine import ChatMessage, PromptProgress, Sampling, TextPiece
from assistant_studio.models.native import NativeLibrary
from assistant_studio.models.prompting import Prompter
from assistant_studio.models.session import Identity, Session
from assistant_studio.models.snapshots import SnapshotStore
from assistant_studio.workers.exposed import exposed

# Counting must not wait behind an answer that is being written.
TEXT_LANE = "text"
STATUS_LANE = "status"
# A frame for each token of a fast model would cost both processes more than it tells anybody.
_SEND_EVERY_S = 0.02

Stream = Generator[dict[str, Any], None, dict[str, Any]]


class ModelService:
    """One model at a time, loaded when a call needs it.

    A model is given as a map: `sha256`, `name`, `path`, `architecture`, `chat_template` (or None)
    and `context_tokens`. Every call brings it along, so that a fresh process after a crash finds
    its way alone.
    """

    def __init__(self, library: NativeLibrary, options: dict[str, Any]) -> None:
        self._library = library
        self._snapshots = SnapshotStore(
            Path(options["snapshots_dir"]), options["snapshots_limit_bytes"]
        )
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None

    @exposed()
    def load(self, model: dict[str, Any], token: CancelToken) -> dict[str, Any]:
        """Make a model ready; see `engine.LoadedModel` for what comes back."""
        return self._ready(model, token).facts()

    @exposed()
    def unload(self) -> None:
        """Free the model and its context."""
        with self._lock:
            loaded, self._loaded = self._loaded, None
            if loaded is not None:
                loaded.session.close()

    @exposed()
    def warm(
        self, model: dict[str, Any], front: list[dict[str, str]], token: CancelToken
    ) -> dict[str, Any]:
        """Prepare the front of a prompt."""
        loaded = self._ready(model, token)
        loaded.session.warm(_messages(front), token)
        return loaded.facts()

    @exposed()
    def generate(
        self, model: dict[str, Any], request: dict[str, Any], token: CancelToken
    ) -> Stream:
        """Answer a prompt: a stream of `{"progress": […]}` and `{"text": …}`.

        When it is stopped it ends like any other answer, with what was written until then.
        """
        loaded = self._ready(model, token)
        sampling = Sampling(**{**request["sampling"], "stop": tuple(request["sampling"]["stop"])})
        answer = loaded.session.generate(
            _messages(request["messages"]), sampling, request["front_messages"], token
        )
        waiting, sent_at = "", 0.0
        while True:
            try:
                event = next(answer)
            except StopIteration as end:
                done = end.value
                break
            match event:
                case PromptProgress():
                    yield {"progress": [event.done, event.total, event.reused]}
                case TextPiece():
                    waiting += event.text
                    now = time.monotonic()
                    if now - sent_at >= _SEND_EVERY_S:
                        yield {"text": waiting}
                        waiting, sent_at = "", now
        if waiting:
            yield {"text": waiting}
        return {"done": _plain(done), **loaded.facts()}

    @exposed(TEXT_LANE)
    def count_tokens(self, model_sha256: str, texts: list[str]) -> list[int] | None:
        """Tokens of each text; None when the model is not the one that is loaded."""
        with self._lock:
            if self._loaded is None or self._loaded.sha256 != model_sha256:
                return None
            return self._loaded.prompter.count(texts)

    @exposed(TEXT_LANE)
    def prompt_size(self, model_sha256: str, messages: list[dict[str, str]]) -> int | None:
        """Tokens of a rendered prompt; None when the model is not the one that is loaded."""
        with self._lock:
            if self._loaded is None or self._loaded.sha256 != model_sha256:
                return None
            return self._loaded.prompter.size(_messages(messages))

    @exposed(TEXT_LANE)
    def knows_architecture(self, architecture: str) -> bool:
        """Whether models of this architecture can be loaded at all."""
        return self._library.knows(architecture)

    @exposed(STATUS_LANE)
    def status(self) -> dict[str, Any]:
        """What is loaded, if anything, and with what library."""
        loaded = self._loaded
        return {
            "library": self._library.version,
            "model": loaded.facts() if loaded is not None else None,
        }

    def _ready(self, model: dict[str, Any], token: CancelToken) -> _Loaded:
        wanted = (model["sha256"], model["context_tokens"])
        loaded = self._loaded
        if loaded is not None and (loaded.sha256, loaded.wanted_context_tokens) == wanted:
            return loaded
        self.unload()
        loaded = self._open(model, token)
        with self._lock:
            self._loaded = loaded
        return loaded

    def _open(self, model: dict[str, Any], token: CancelToken) -> _Loaded:
        name, architecture = model["name"], model["architecture"]
        if not self._library.knows(architecture):
            raise UnsupportedModel(
                _(
                    "{name} has the architecture {architecture!r}, which this version cannot run.",
                    name=name,
                    architecture=architecture,
                ),
                _("Choose another model, or a newer version of Assistant Studio."),
            )
        native = self._library.open(model["path"], model["context_tokens"], token)
        if native is None:
            raise DamagedModel(
                _(
                    "{name} could not be loaded, although its header looks right: its contents do "
                    "not fit together.",
                    name=name,
                ),
                _("Get the file again from where it came from."),
            )
        template = ChatTemplate(model["chat_template"], native.bos_text, native.eos_text)
        prompter = Prompter(native, template)
        identity = Identity(model["sha256"], self._library.version)
        session = Session(native, identity, prompter, template.stops, self._snapshots)
        return _Loaded(model, session, prompter, template.notice, native.trained_context_tokens)


class _Loaded:
    """A model that is ready."""

    def __init__(
        self,
        model: dict[str, Any],
        session: Session,
        prompter: Prompter,
        notice: str,
        trained_context_tokens: int,
    ) -> None:
        self.sha256: str = model["sha256"]
        self.wanted_context_tokens: int = model["context_tokens"]
        self.session = session
        self.prompter = prompter
        self._name: str = model["name"]
        self._notice = notice
        self._trained_context_tokens = trained_context_tokens

    def facts(self) -> dict[str, Any]:
        """The fields of `engine.LoadedModel`."""
        return {
            "sha256": self.sha256,
            "name": self._name,
            "context_tokens": self.session.context_tokens,
            "trained_context_tokens": self._trained_context_tokens,
            "prompt_tokens_per_s": self.session.prompt_tokens_per_s,
            "notice": self._notice,
        }


def _messages(plain: list[dict[str, str]]) -> list[ChatMessage]:
    return [ChatMessage(each["role"], each["content"]) for each in plain]


def _plain(done: Any) -> dict[str, Any]:
    return {name: getattr(done, name) for name in done.__slots__}
