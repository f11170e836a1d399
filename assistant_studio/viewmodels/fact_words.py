"""How an answer was made, in words: each fact with its name."""

from __future__ import annotations

from collections.abc import Iterator

from assistant_studio.answering.events import Timings
from assistant_studio.answering.way_words import way_text
from assistant_studio.language import _, decimal_number, whole_number
from assistant_studio.viewmodels import chat_words
from assistant_studio.viewmodels.answer_details import AnswerDetails

Fact = tuple[str, str]


def facts_about(details: AnswerDetails) -> list[Fact]:
    """Names and values, in the order in which things happened."""
    return list(_facts(details))


def _facts(details: AnswerDetails) -> Iterator[Fact]:
    timings = details.timings
    if timings is not None:
        if timings.retrieval_s > 0 or details.sources:
            yield _("Search of the files"), _seconds(timings.retrieval_s)
        if timings.prompt_tokens:
            yield from _prompt(timings)
        if details.finish != "not_found":
            yield _("First word after"), _seconds(timings.first_token_s)
    if way := way_text(details.way):
        yield _("How the files were used"), way
    if details.reasoning is not None:
        yield _("Thoughts before it"), _seconds(details.reasoning.seconds)
    if timings is not None:
        if timings.output_tokens:
            yield _("Written"), _written(timings)
        yield _("All together"), _seconds(timings.total_s)
    if left_out := chat_words.left_out_text(details.left_out):
        yield _("Left out"), left_out


def _prompt(timings: Timings) -> Iterator[Fact]:
    tokens = whole_number(timings.prompt_tokens)
    if timings.reused_tokens:
        reused = whole_number(timings.reused_tokens)
        value = _("{tokens} tokens, {reused} of them known already", tokens=tokens, reused=reused)
    else:
        value = _("{tokens} tokens", tokens=tokens)
    yield _("What the model read"), value
    yield _("Reading it"), _seconds(timings.prompt_s)


def _written(timings: Timings) -> str:
    return _(
        "{tokens} tokens, {speed} a second",
        tokens=whole_number(timings.output_tokens),
        speed=decimal_number(timings.tokens_per_s),
    )


def _seconds(seconds: float) -> str:
    return _("{seconds} s", seconds=decimal_number(seconds, 2 if seconds < 1 else 1))
