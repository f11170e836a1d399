"""The language model as the sidebar's foot shows it."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Signal

from assistant_studio.language import N_, _, whole_number
from assistant_studio.viewmodels import services

_IDLE = N_("The language model starts when it is needed")

# What file names add for those who build models: the training variant and the quantisation.
_FOR_BUILDERS = re.compile(
    r"[-_. ](instruct|chat|it|gguf|i?q\d[\w]*|f16|bf16|f32|fp16)(?=$|[-_. ])", re.IGNORECASE
)


class ModelStatus(QObject):
    """What the language model does.

    Attributes:
        state: "idle", "loading" or "ready".
        text: The same in words.

    Signals:
        changed: One of them changed.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.state = "idle"
        self.text = _(_IDLE)
        self._tokens_per_s = 0.0
        self._awaited = ""
        changes = services.changes()
        changes.modelChanged.connect(self._look)
        changes.modelAwaited.connect(self._await)
        changes.speedMeasured.connect(self._measured)

    def expect(self) -> None:
        """The model of the first assistant is about to be made ready."""
        self._set("loading", _("Preparing the language model…"))

    def _await(self, words: str) -> None:
        self._awaited = words
        self._look()

    def _look(self) -> None:
        if self._awaited:
            self._set("loading", self._awaited)
            return
        loaded = services.studio().engine.loaded if services.has_studio() else None
        if loaded is None:
            self._set("idle", _(_IDLE))
            return
        name = short_name(loaded.name)
        if self._tokens_per_s:
            speed = whole_number(round(self._tokens_per_s))
            text = _("{model} · {speed} tokens/s", model=name, speed=speed)
        else:
            text = _("{model} ready", model=name)
        self._set("ready", text)

    def _measured(self, tokens_per_s: float) -> None:
        self._tokens_per_s = tokens_per_s
        self._look()

    def _set(self, state: str, text: str) -> None:
        if (state, text) != (self.state, self.text):
            self.state, self.text = state, text
            self.changed.emit()


def short_name(name: str) -> str:
    """A model's name without what only its builders need: "SmolLM2 135M"."""
    short = name
    while (shorter := _FOR_BUILDERS.sub("", short)) != short:
        short = shorter
    return re.sub(r"[-_ ]+", " ", short).strip() or name
