"""Shares out the model's context, counted in the model's own tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant_studio.errors import ContextTooSmall
from assistant_studio.language import _

# A person waits this long for the passages to be read; a slow computer gets fewer of them.
PATIENCE_S = 4.0
ASSUMED_PROMPT_TOKENS_PER_S = 120.0
MIN_PASSAGES_TOKENS = 256
MAX_PASSAGES_SHARE = 0.5
# Earlier turns leave in groups, so that the kept part stays the same for several turns and its
# KV state can be reused.
HISTORY_STEP = 4
MIN_ANSWER_TOKENS = 64


# The passages' characters to search for. Each passage more misleads a very small model more than it
# helps: of 30 questions to the sample assistant the starter model answered 9 from 2,000 characters
# and 16 from 600.
SMALL_MODEL_PARAMETERS = 500_000_000
SMALL_MODEL_CHARS = 600
ORDINARY_CHARS = 2400
THOROUGH_CHARS = 8000


def passages_chars(small_model: bool, thorough: bool) -> int:
    """How many characters of passages to look for.

    Args:
        small_model: A model of fewer than `SMALL_MODEL_PARAMETERS` weights will read them.
        thorough: The person asked for more.
    """
    if thorough:
        return THOROUGH_CHARS
    return SMALL_MODEL_CHARS if small_model else ORDINARY_CHARS


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a context after the parts that are never cut.

    Attributes:
        answer_tokens: Kept free for the answer.
        passages_tokens: For passages, delimiters included.
        rest_tokens: For passages and history together.
    """

    answer_tokens: int
    passages_tokens: int
    rest_tokens: int


def room(
    *,
    context_tokens: int,
    fixed_tokens: int,
    wanted_answer_tokens: int,
    prompt_tokens_per_s: float | None,
    thorough: bool,
) -> Room:
    """Share out a context.

    Args:
        context_tokens: All there is.
        fixed_tokens: Instructions and question as rendered: never cut.
        wanted_answer_tokens: The longest answer that is wanted.
        prompt_tokens_per_s: Prompt speed measured on this computer; None before the first prompt.
        thorough: Fill the context instead of answering soon.

    Raises:
        ContextTooSmall: Instructions and question leave no room for an answer.
    """
    free_tokens = context_tokens - fixed_tokens
    if free_tokens < MIN_ANSWER_TOKENS:
        raise ContextTooSmall(
            _(
                "The instructions and the question take {fixed_tokens:,} of the model's "
                "{context_tokens:,} tokens, so there is no room for an answer.",
                fixed_tokens=fixed_tokens,
                context_tokens=context_tokens,
            ),
            _("Shorten the instructions or the question, or choose a model with a larger context."),
        )
    answer_tokens = max(MIN_ANSWER_TOKENS, min(wanted_answer_tokens, free_tokens // 2))
    rest_tokens = free_tokens - answer_tokens
    speed = prompt_tokens_per_s or ASSUMED_PROMPT_TOKENS_PER_S
    passages_tokens = int(rest_tokens * MAX_PASSAGES_SHARE)
    if not thorough:
        passages_tokens = min(passages_tokens, max(MIN_PASSAGES_TOKENS, int(speed * PATIENCE_S)))
    return Room(answer_tokens, passages_tokens, rest_tokens)


def passages_that_fit(sizes_tokens: Sequence[int], budget_tokens: int) -> list[int]:
    """Indexes of the passages to take, best first; one that is too long lets a shorter one in."""
    taken, used_tokens = [], 0
    for index, size_tokens in enumerate(sizes_tokens):
        if used_tokens + size_tokens <= budget_tokens:
            taken.append(index)
            used_tokens += size_tokens
    return taken


def first_kept_message(sizes_tokens: Sequence[int], budget_tokens: int) -> int:
    """The index of the first earlier message that is kept; always the start of a group of turns."""
    for first in range(0, len(sizes_tokens), HISTORY_STEP):
        if sum(sizes_tokens[first:]) <= budget_tokens:
            return first
    return len(sizes_tokens)
