"""What a conversation is called: by its first message, its first answer, or a person."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from typing import Any

TITLE_CHARS = 60
# A question that is no longer than this says what it is about.
_SHORT_CHARS = 34
_MIN_HEADING_CHARS = 4

_GREETING = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks|thank you|hallo|guten tag|moin"
    r"|bonjour|salut|hola|ciao)\b(?: (?:there|all|everyone))?[\s,.!:;–—-]*",
    re.IGNORECASE,
)
_POLITENESS = re.compile(
    r"^(?:please|could you(?: please)?|can you(?: please)?|would you(?: please)?|tell me"
    r"|i(?:'d|’d| would) like to know|i want to know|do you know|bitte"
    r"|kannst du(?: mir)?(?: bitte)?|können sie(?: mir)?(?: bitte)?)\b[\s,:]*",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*\s*$")
_NUMBERING = re.compile(r"^(?:[\dIVX]+[.)](?:\d+[.)]?)*|§\s*\d+|\d+(?:\.\d+)+)\s+")
_MARKS = re.compile(r"[*_`~]{1,3}")
_WORD = re.compile(r"[^\W\d_]{4,}")

# Embeddings, overrides and isolates: without their end they turn the rest of a line around.
_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_title(text: str) -> str:
    """A title as it is kept: one line, not too long, and nothing that turns other text around."""
    return _one_line(text)[:TITLE_CHARS].strip()


def title_of(text: str) -> str:
    """A conversation's title from its first message: the first line, cut at a word."""
    return _cut(clean_line(text))


def clean_line(text: str) -> str:
    """The first line of a text that says anything, as one line without what turns text around."""
    return next((cleaned for line in text.split("\n") if (cleaned := _one_line(line))), "")


def better_title(question: str, answer: str, details: dict[str, Any]) -> str:
    """What a conversation is about, once its first answer is there.

    A short question is its own best title. Of a long one the topic is taken from where it is
    written already: the answer's own heading, or the heading of the passage the answer cites if it
    shares a word with the question; otherwise the question without its greeting.

    Args:
        question: The first message.
        answer: The first answer, Markdown.
        details: What the answer was saved with (see `Message.details`).
    """
    core = _core(question)
    if core and len(core) <= _SHORT_CHARS:
        return core
    heading = _own_heading(answer) or _cited_heading(question, details)
    return _cut(heading or core or _MARKS.sub("", clean_line(answer)))


def retitle(
    connection: sqlite3.Connection, message_id: str, text: str, details: dict[str, Any]
) -> None:
    """Give a conversation its better title if this is its first answer; never over a person's own.

    Joins the caller's transaction.
    """
    row = connection.execute(
        """SELECT c.id, c.assistant_id, q.text AS question FROM messages a
        JOIN messages q ON q.id = a.parent_id AND q.parent_id IS NULL
        JOIN conversations c ON c.id = a.conversation_id AND NOT c.titled_by_person
        WHERE a.id = ? AND NOT EXISTS (
            SELECT 1 FROM messages o WHERE o.parent_id = q.id AND o.id <> a.id)""",
        (message_id,),
    ).fetchone()
    if row is None or not text.strip():
        return
    title = better_title(row["question"], text, details)
    taken = connection.execute(
        "SELECT 1 FROM conversations WHERE assistant_id = ? AND title = ? AND id <> ?"
        " AND deleted_at IS NULL",
        (row["assistant_id"], title, row["id"]),
    ).fetchone()
    # Two conversations of one name could not be told apart; the questions can.
    if title and taken is None:
        connection.execute("UPDATE conversations SET title = ? WHERE id = ?", (title, row["id"]))


def _core(question: str) -> str:
    """The first line of a question that is more than a greeting, without courtesies before it."""
    for line in question.split("\n"):
        text = clean_line(line)
        before = None
        while text and text != before:
            before = text
            text = _POLITENESS.sub("", _GREETING.sub("", text))
        if text:
            first = text[0].upper() + text[1:]
            return _cut(first)
    return ""


def _own_heading(answer: str) -> str:
    found = _HEADING.match(clean_line(answer))
    return _as_title(found["text"]) if found else ""


def _cited_heading(question: str, details: dict[str, Any]) -> str:
    cited = [n for sentence in details.get("sentences", ()) for n in sentence.get("sources", ())]
    headings = {
        source.get("n"): str(source.get("passage", {}).get("heading") or "")
        for source in details.get("sources", ())
    }
    asked = _words(question)
    for n in cited:
        # Of "Leave › Annual leave", the last says most.
        heading = _as_title(re.split(r"\s[›>/]\s|\n", headings.get(n, ""))[-1])
        if asked & _words(heading):
            return heading
    return ""


def _as_title(heading: str) -> str:
    text = _NUMBERING.sub("", _MARKS.sub("", clean_line(heading))).strip(" :.-–—")
    return text if _MIN_HEADING_CHARS <= len(text) <= TITLE_CHARS else ""


def _one_line(text: str) -> str:
    shown = (
        c for c in text if c not in _TURNS_TEXT and (c.isspace() or unicodedata.category(c) != "Cc")
    )
    return " ".join("".join(shown).split())


def _words(text: str) -> set[str]:
    """The longer words, without their endings: enough to see whether two texts share a topic."""
    return {word.casefold()[:5] for word in _WORD.findall(text)}


def _cut(line: str) -> str:
    if len(line) <= TITLE_CHARS:
        return line
    cut = line[: TITLE_CHARS - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.") + "…"
