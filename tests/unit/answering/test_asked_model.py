"""What a turn keeps of what its model says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from assistant_studio.answering.asked_model import AskedModel
from assistant_studio.answering.turn import Turn
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.models.engine import (
    ChatMessage,
    GenerationDone,
    GenerationEvent,
    Sampling,
    TextPiece,
)

SENTENCE = "The museum is closed on Mondays, and a ticket costs four euros at the desk. "


class Parrot:
    """An engine that says the same until it is ended."""

    def generate(self, *_prompt: Any, **_options: Any) -> Iterator[GenerationEvent]:
        for piece in ("It depends. ", SENTENCE, SENTENCE, SENTENCE):
            yield TextPiece(piece)
        yield GenerationDone("", "repeats", 1, 0, 60, 0.1, 0.1, 1)


def test_what_was_said_again_and_again_is_kept_once() -> None:
    turn = Turn(Assistant(name="A"), "When?", (), Sampling(), CancelToken(), "sha")
    list(
        AskedModel(cast("Any", None), cast("Any", Parrot())).answer(turn, [ChatMessage("user", "")])
    )
    answered = turn.answered()
    assert answered.text == "It depends. " + SENTENCE.strip()
    assert answered.finish == "repeats"
