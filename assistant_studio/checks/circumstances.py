"""Everything an assistant's answers depend on, so that two results can be compared honestly."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant_studio.assistants.assistant import Assistant, to_content
from assistant_studio.knowledge.document import Document

MODEL = "model"
KNOWLEDGE = "knowledge"
# What a person sees or hears of an assistant, but what its answers do not come from (the name can
# stand in the instructions). A new field that is not named here counts as one that changes answers.
_OUTWARD = frozenset(
    ("tagline", "greeting", "starters", "avatar", "author", "licence", "tags", "voice")
    + ("checks", "model_sha256")
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an answer came from, part by part.

    Attributes:
        parts: The name of each part ("instructions", "model", "knowledge" …) and a digest of it.
    """

    parts: Mapping[str, str]

    @property
    def key(self) -> str:
        """The same for the same circumstances, and for no others."""
        return _digest(dict(sorted(self.parts.items())))

    def changed_from(self, other: Circumstances) -> tuple[str, ...]:
        """The names of the parts that differ, in the order of the builder's sections."""
        names = [*other.parts, *(name for name in self.parts if name not in other.parts)]
        return tuple(name for name in names if self.parts.get(name) != other.parts.get(name))


def circumstances(
    assistant: Assistant, model_sha256: str, documents: Iterable[Document]
) -> Circumstances:
    """The circumstances under which an assistant answers now.

    Args:
        assistant: The assistant, or a draft of it.
        model_sha256: The model it answers with, the default resolved.
        documents: Its knowledge.
    """
    content = to_content(assistant)
    parts = {name: _digest(value) for name, value in content.items() if name not in _OUTWARD}
    # A document that could not be read answers nothing, and one that is still being read will.
    known = sorted((document.name, document.sha256) for document in documents)
    return Circumstances({**parts, MODEL: model_sha256, KNOWLEDGE: _digest(known)})


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
