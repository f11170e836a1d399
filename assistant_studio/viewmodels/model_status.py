"""The language model as the sidebar's foot shows it, made ready before it is needed."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Signal

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.models.engine import LoadedModel
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import Task

# What file names add for those who build models: the training variant and the quantisation.
_FOR_BUILDERS = re.compile(
    r"[-_. ](instruct|chat|it|gguf|i?q\d[\w]*|f16|bf16|f32|fp16)(?=$|[-_. ])", re.IGNORECASE
)


class ModelStatus(QObject):
    """What the language model does.

    Attributes:
        state: "idle", "loading", "ready" or "failed".
        text: The same in words.

    Signals:
        changed: One of them changed.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.state = "idle"
        self.text = "The language model starts when needed"
        self._name = ""
        self._task: Task[LoadedModel] | None = None
        services.changes().speedMeasured.connect(self._measured)

    def prepare(self, assistant_id: str) -> None:
        """Load the assistant's model and read the front of its prompts, in the background."""
        if self._task is not None:
            self._task.cancel()
        self._set("loading", f"Preparing {self._name or 'the language model'}…")
        self._task = Task(self, lambda token: _warm(assistant_id, token))
        self._task.succeeded(self._loaded).failed(self._failed).start()

    def _loaded(self, loaded: LoadedModel) -> None:
        self._name = short_name(loaded.name)
        self._set("ready", f"{self._name} ready")

    def _failed(self, error: StudioError) -> None:
        self._set("failed", error.message)

    def _measured(self, tokens_per_s: float) -> None:
        if self._name and tokens_per_s > 0:
            self._set("ready", f"{self._name} · {tokens_per_s:.0f} tokens/s")

    def _set(self, state: str, text: str) -> None:
        self.state, self.text = state, text
        self.changed.emit()


def short_name(name: str) -> str:
    """A model's name without what only its builders need: "SmolLM2 135M"."""
    short = name
    while (shorter := _FOR_BUILDERS.sub("", short)) != short:
        short = shorter
    return re.sub(r"[-_ ]+", " ", short).strip() or name


def _warm(assistant_id: str, token: CancelToken) -> LoadedModel:
    return services.studio().answering.warm(assistant_id, token)
