"""From messages to the tokens a model reads, so that no message can pass for the template.

A special token such as `<|im_start|>` must come from the template alone. So each text of a special
token that stands in a message is masked with a name nobody can guess before the template runs, and
put back afterwards as ordinary text, tokenised without special tokens. A prompt without such texts
is tokenised in one piece: its tokens are exactly those of the plain way.

Some vocabularies hold such marks as "user-defined" tokens (`<think>`, in older files also
`<start_of_turn>`), which llama.cpp finds in any text, without special tokens too. In what a person
or a file says they are taken apart behind their first letter, so that they stay letters.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Protocol

from assistant_studio.errors import UnsupportedModel
from assistant_studio.models.chat_template import ChatTemplate
from assistant_studio.models.engine import ChatMessage

# What a next message may begin with: a tokeniser joins these differently to what stands before.
_CONTINUATIONS = ("A", "x", " b", "\n", "1", "?", "é", "…", "你")
_KEPT_FRONTS = 16
OPENS_THOUGHTS = "<think>"


class Vocabulary(Protocol):
    """What laying out a prompt needs of a loaded model."""

    @property
    def bos_text(self) -> str:
        """The token that begins a text; empty if the model has none."""
        ...

    @property
    def eos_text(self) -> str:
        """The token that ends a text; empty if the model has none."""
        ...

    @property
    def adds_bos(self) -> bool:
        """Whether every text begins with it."""
        ...

    @property
    def control_texts(self) -> Sequence[str]:
        """The texts of all tokens that only a template may write."""
        ...

    @property
    def mark_texts(self) -> Sequence[str]:
        """The texts of other tokens that look like a template's marks, found in any text."""
        ...

    def tokenize(self, text: str, special: bool) -> list[int]:
        """Tokens of a text; with `special`, texts of control tokens become those tokens."""
        ...


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A prompt as the model sees it.

    Attributes:
        text: The exact text, special tokens included.
        tokens: Its tokens.
    """

    text: str
    tokens: list[int]


class Prompter:
    """Lays out prompts for one loaded model."""

    def __init__(self, vocabulary: Vocabulary, template: ChatTemplate) -> None:
        self._vocabulary = vocabulary
        self._template = template
        self._nonce = secrets.token_hex(16)
        self._masked = re.compile(f"{self._nonce}n([0-9]+)x")
        self._control = _any_of(vocabulary.control_texts)
        self._marks = frozenset(vocabulary.mark_texts) - frozenset(vocabulary.control_texts)
        self._said = _any_of([*vocabulary.control_texts, *vocabulary.mark_texts])
        # Kept per object: a prompt's front is asked for again at every turn.
        self.front: Callable[[tuple[ChatMessage, ...]], list[int]] = lru_cache(_KEPT_FRONTS)(
            self._front
        )

    def lay_out(self, messages: Sequence[ChatMessage]) -> LaidOut:
        """Text and tokens of a chat prompt.

        A last message that is the assistant's is the beginning of its reply: it stands behind what
        the template puts before a reply, and nothing closes it.

        Raises:
            UnsupportedModel: The model's template refuses these messages.
        """
        found: list[str] = []
        masked = [ChatMessage(each.role, self._mask(each, found)) for each in messages]
        begun = masked.pop().content if masked and masked[-1].role == "assistant" else ""
        text = _joined(self._template.render(masked), begun)
        bos = self._vocabulary.bos_text
        if self._vocabulary.adds_bos and bos and not text.startswith(bos):
            text = bos + text
        pieces = self._masked.split(text)
        tokens: list[int] = []
        for position, piece in enumerate(pieces):
            is_message_text = position % 2 == 1
            if is_message_text:
                pieces[position] = found[int(piece)]
                tokens += self._as_letters(pieces[position])
            else:
                tokens += self._vocabulary.tokenize(piece, special=True)
        return LaidOut("".join(pieces), tokens)

    def size(self, messages: Sequence[ChatMessage]) -> int:
        """Tokens of the whole prompt."""
        return len(self.lay_out(messages).tokens)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as it would count inside a message."""
        return [len(self._vocabulary.tokenize(text, special=False)) for text in texts]

    def _front(self, messages: tuple[ChatMessage, ...]) -> list[int]:
        """The tokens that every prompt with these first messages begins with."""
        if not messages:
            return []
        followed = [[*messages, ChatMessage("user", text)] for text in _CONTINUATIONS]
        try:
            prompts = [self.lay_out(each).tokens for each in followed]
        except UnsupportedModel:  # such as a question after a question
            return []
        common = prompts[0]
        for other in prompts[1:]:
            common = common[: common_length(common, other)]
        return common

    def _as_letters(self, text: str) -> list[int]:
        """The tokens of a special token's text as a text like any other."""
        parts = (text[:1], text[1:]) if text in self._marks else (text,)
        return [t for part in parts for t in self._vocabulary.tokenize(part, special=False)]

    def _mask(self, message: ChatMessage, found: list[str]) -> str:
        # The model's own thoughts stand between such marks; a file's never do.
        texts = self._control if message.role == "assistant" else self._said
        if texts is None:
            return message.content

        def masked(match: re.Match[str]) -> str:
            found.append(match.group())
            return f"{self._nonce}n{len(found) - 1}x"

        return texts.sub(masked, message.content)


def _joined(rendered: str, begun: str) -> str:
    """A rendered prompt with the beginning of the reply; thoughts are opened once."""
    if begun.startswith(OPENS_THOUGHTS) and opens_thoughts(rendered):
        return rendered.rstrip() + begun.removeprefix(OPENS_THOUGHTS)
    return rendered + begun


def opens_thoughts(prompt: str) -> bool:
    """Whether a prompt ends where the model is to think aloud, the tag being written already."""
    return prompt.rstrip().endswith(OPENS_THOUGHTS)


def common_length(first: Sequence[int], second: Sequence[int]) -> int:
    """How many tokens two prompts have in common at their beginning."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _any_of(texts: Sequence[str]) -> re.Pattern[str] | None:
    """Finds any of the texts, the longest first, as llama.cpp's tokeniser does."""
    longest_first = sorted({text for text in texts if text}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
