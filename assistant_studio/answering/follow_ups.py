"""What a follow-up question leaves unsaid ("And for enterprise?"), from the questions before it.

No model is asked: the context only changes what is searched, so the prompt's front stays as it was
and its KV state is reused. `tests/bench/follow_ups.py` measures it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant_studio.answering.words import content_words
from assistant_studio.conversations.message import Message, Role

# So few telling words hardly say what is asked.
_SHORT_QUESTION_WORDS = 2
# A longer question names what it speaks of, whatever pronouns it has.
_POINTING_AT_MOST_WORDS = 8
_LEADS_ON = re.compile(
    r"\W*(?:and|but|or|so|also|then|what about|how about|what if|what else|which one"
    r"|und|aber|oder|et|mais|y|pero|e|ma)\b",
    re.IGNORECASE,
)
_POINTING = frozenset(
    "it its that this those these they them their there then one ones same such he she his her him"
    " dies diese dieser dieses das dort davon dafür es sie ihn ça cela eso esto".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_MAX_QUESTIONS = 3
_MAX_CHARS = 300


def leans_on_what_was_said(question: str) -> bool:
    """Whether a question can hardly be understood without the one before it."""
    words = [word.lower() for word in _WORD.findall(question)]
    points = len(words) <= _POINTING_AT_MOST_WORDS and not _POINTING.isdisjoint(words)
    short = len(content_words(question)) <= _SHORT_QUESTION_WORDS
    return short or points or _LEADS_ON.match(question) is not None


def context_of(question: str, earlier: Sequence[Message]) -> str:
    """The earlier questions that a question leans on, oldest first; empty when it stands alone.

    Args:
        question: The person's words now.
        earlier: What was said before, first message first.
    """
    if not leans_on_what_was_said(question):
        return ""
    taken: list[str] = []
    for message in reversed(earlier):
        # Thanks and greetings say nothing of the subject.
        if message.role != Role.USER or not content_words(message.text):
            continue
        taken.append(message.text[:_MAX_CHARS])
        if len(taken) == _MAX_QUESTIONS or not leans_on_what_was_said(message.text):
            break
    return " ".join(reversed(taken))
