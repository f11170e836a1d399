"""An answer's text with the numbers of its sources in it, and those sources for a reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant_studio.conversations.message import Message

_QUOTE_CHARS = 300


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source of an answer.

    Attributes:
        n: The number it is cited by.
        document: The file's name.
        place: Where in it, such as "Page 12".
        quote: The beginning of the passage, in one line.
    """

    n: int
    document: str
    place: str
    quote: str


def cited_sources(message: Message) -> list[CitedSource]:
    """The sources that an answer cites, by their numbers."""
    numbers = {
        n for sentence in _sentences(message) for n in sentence.get("sources", ()) if sentence
    }
    found = []
    for source in message.details.get("sources", ()):
        passage: dict[str, Any] = source.get("passage", {})
        if source.get("n") in numbers:
            quote = " ".join(str(passage.get("text", "")).split())
            found.append(
                CitedSource(
                    n=source["n"],
                    document=str(passage.get("document", "")),
                    place=str(passage.get("place", "")),
                    quote=quote if len(quote) <= _QUOTE_CHARS else quote[:_QUOTE_CHARS] + "…",
                )
            )
    return sorted(found, key=lambda source: source.n)


def cited_text(message: Message, mark: Callable[[int], str]) -> str:
    """The answer's text with a mark behind each sentence that a source supports.

    Args:
        message: The answer.
        mark: Gives the mark for a source's number.
    """
    text = message.text
    ends = sorted(
        ((s.get("end", 0), s.get("sources", ())) for s in _sentences(message)), reverse=True
    )
    for end, numbers in ends:
        if numbers and 0 < end <= len(text):
            text = text[:end] + "".join(mark(n) for n in numbers) + text[end:]
    return text


def unsupported_sentences(message: Message) -> list[str]:
    """What an answer says that is not in the files, each sentence in one line."""
    return [
        " ".join(str(sentence.get("text", "")).split())
        for sentence in _sentences(message)
        if not sentence.get("supported", True)
    ]


def _sentences(message: Message) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = message.details.get("sentences", [])
    return found
