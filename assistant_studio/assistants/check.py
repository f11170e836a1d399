"""What a check is: a question, and what a good answer to it must hold."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from assistant_studio.errors import UsageError
from assistant_studio.language import _, ngettext, whole_number

MAX_CHECKS = 200
MAX_QUESTION_CHARS = 4_000
MAX_EXPECTATIONS = 20
MAX_WORDS_CHARS = 200


@dataclass(frozen=True, slots=True)
class Check:
    """A question with everything that its answer is measured against.

    Attributes:
        question: What is asked, with no conversation before it.
        must_hold: Words the answer must hold, each as a phrase; `a | b` is content with either.
        must_not_hold: Words the answer must not hold, written likewise.
        numbers: Numbers the answer must hold, in whatever notation: "1,500" means 1500.
        document: The name of a document that the answer must cite; empty for none.
        page: The page of that document, from 1; None for any.
        says_unknown: Whether a good answer says that it does not know.
        id: Stays the same when the check is edited, so that its results can be followed.
    """

    question: str
    must_hold: tuple[str, ...] = ()
    must_not_hold: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    document: str = ""
    page: int | None = None
    says_unknown: bool = False
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def expects_something(self) -> bool:
        """Whether any answer could fail it."""
        lists = self.must_hold or self.must_not_hold or self.numbers
        return bool(lists or self.document or self.says_unknown)


def alternatives(words: str) -> tuple[str, ...]:
    """The phrases of `a | b`, of which one is enough."""
    return tuple(part for piece in words.split("|") if (part := " ".join(piece.split())))


def checked_checks(checks: Sequence[Check]) -> tuple[Check, ...]:
    """The checks with their texts trimmed, or a `UsageError` that names what to change."""
    if len(checks) > MAX_CHECKS:
        raise UsageError(
            ngettext("{count} check is too many.", "{count} checks are too many.", len(checks)),
            _("Keep the best {limit}.", limit=MAX_CHECKS),
        )
    tidied = tuple(checked_check(check) for check in checks)
    if len({check.id for check in tidied}) < len(tidied):
        raise UsageError(
            _("Two checks have the same id."), _("Take the id away from one; it gets another.")
        )
    return tidied


def checked_check(check: Check) -> Check:
    """The check with its texts trimmed, or a `UsageError` that names what to change."""
    question = check.question.strip()
    if not question:
        raise UsageError(_("A check needs a question."), _("Write what to ask the assistant."))
    if len(question) > MAX_QUESTION_CHARS:
        raise UsageError(
            _(
                "The question is {length} characters long; {limit} is the most there can be.",
                length=whole_number(len(question)),
                limit=whole_number(MAX_QUESTION_CHARS),
            ),
            _("Shorten it."),
        )
    tidy = replace(
        check,
        question=question,
        must_hold=_tidied(check.must_hold, question),
        must_not_hold=_tidied(check.must_not_hold, question),
        numbers=_tidied(check.numbers, question),
        document=check.document.strip(),
    )
    _require_sense(tidy)
    return tidy


def check_from_content(content: dict[str, Any]) -> Check:
    """A check from plain data, as `asdict` makes it; what newer versions add is passed over."""
    known = {name: value for name, value in content.items() if name in _FIELDS}
    for name in ("must_hold", "must_not_hold", "numbers"):
        known[name] = tuple(known.get(name, ()))
    return Check(**known)


def _tidied(texts: Sequence[str], question: str) -> tuple[str, ...]:
    tidied = tuple(dict.fromkeys(" ".join(text.split()) for text in texts if alternatives(text)))
    if len(tidied) > MAX_EXPECTATIONS:
        raise UsageError(
            _(
                "The check “{question}” expects {count} things of one kind.",
                question=_short(question),
                count=len(tidied),
            ),
            _("Keep the {limit} that matter most.", limit=MAX_EXPECTATIONS),
        )
    if any(len(text) > MAX_WORDS_CHARS for text in tidied):
        raise UsageError(
            _(
                "The check “{question}” expects a phrase of more than {limit} characters, which "
                "no answer would hold word for word.",
                question=_short(question),
                limit=MAX_WORDS_CHARS,
            ),
            _("Expect the few words that matter."),
        )
    return tidied


def _require_sense(check: Check) -> None:
    question = _short(check.question)
    if not check.expects_something:
        raise UsageError(
            _("The check “{question}” would be passed by any answer.", question=question),
            _("Say what a good answer must hold, or that it must say it does not know."),
        )
    for number in check.numbers:
        if not any(character.isdecimal() for character in number):
            raise UsageError(
                _("“{text}” is no number.", text=number), _("Write it in digits, such as 1,500.")
            )
    if check.page is not None and check.page < 1:
        raise UsageError(_("There is no page {page}.", page=check.page), _("Pages count from 1."))
    if check.page is not None and not check.document:
        raise UsageError(
            _("The check “{question}” names a page but no document.", question=question),
            _("Name the document too."),
        )
    _require_no_contradiction(check, question)


def _require_no_contradiction(check: Check, question: str) -> None:
    if check.says_unknown and (check.document or check.numbers):
        raise UsageError(
            _(
                "The check “{question}” wants an answer that does not know, and yet cites a "
                "document or a number.",
                question=question,
            ),
            _("Keep one of the two."),
        )
    unwanted = {part.casefold() for words in check.must_not_hold for part in alternatives(words)}
    for words in check.must_hold:
        if all(part.casefold() in unwanted for part in alternatives(words)):
            raise UsageError(
                _(
                    "The check “{question}” wants “{words}” both in the answer and not in it.",
                    question=question,
                    words=words,
                ),
                _("Keep one of the two."),
            )


def _short(question: str) -> str:
    return question if len(question) <= 60 else question[:59].rstrip() + "…"


_FIELDS = frozenset(item.name for item in fields(Check))
