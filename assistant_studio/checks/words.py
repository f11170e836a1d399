"""Checks and findings in sentences for people."""

from __future__ import annotations

from collections.abc import Callable

from assistant_studio.assistants.check import Check, alternatives
from assistant_studio.checks.events import Standing
from assistant_studio.checks.judging import Expectation, Finding
from assistant_studio.checks.result import Given
from assistant_studio.errors import from_record
from assistant_studio.language import N_, _, ngettext

_PART_WORDS = {
    "name": N_("name"),
    "instructions": N_("instructions"),
    "model": N_("model"),
    "adapters": N_("adapters"),
    "knowledge": N_("knowledge"),
    "sampling": N_("sampling"),
    "retrieval": N_("use of the knowledge"),
}
# The first few say enough.
_SOME = 5


def finding_sentence(finding: Finding, given: Given) -> str:
    """Whether one expectation was met, and if not, what stands there instead."""
    sentence = _MET[finding.kind] if finding.met else _MISSED[finding.kind]
    return sentence(finding, given)


def expectation_sentences(check: Check) -> list[str]:
    """What a good answer to a check is, one line for each expectation."""
    lines = [_("Holds {words}", words=_either(words)) for words in check.must_hold]
    lines += [_("Does not hold {words}", words=_either(words)) for words in check.must_not_hold]
    lines += [_("Holds the number {number}", number=number) for number in check.numbers]
    if check.document:
        lines.append(_("Cites {place}", place=_place(check.document, check.page)))
    if check.says_unknown:
        lines.append(_("Says that it does not know"))
    return [str(line) for line in lines]


def standing_sentence(passed: int, total: int) -> str:
    """How many of an assistant's checks pass."""
    if passed == total:
        return ngettext("The check passes.", "All {count} checks pass.", total)
    return ngettext("The check fails.", "{passed} of {count} checks pass.", total, passed=passed)


def badge(standing: Standing) -> str:
    """How checks stand, in the least room: "7/8" pass; "8" before any ran; empty without checks."""
    if not standing.passed + standing.failed:
        return f"{standing.total}" if standing.total else ""
    return f"{standing.passed}/{standing.total}"


def standing_text(standing: Standing) -> str:
    """How an assistant's checks stand, those that did not run included; empty without checks."""
    done = standing.passed + standing.failed
    if not standing.total:
        return ""
    if not done:
        return _("Not run since the last change.")
    if done == standing.total:
        return standing_sentence(standing.passed, standing.total)
    return _(
        "{passed} pass, {failed} fail, {rest} did not run since the last change.",
        passed=standing.passed,
        failed=standing.failed,
        rest=standing.total - done,
    )


def running_sentence(n: int, total: int, seconds_left: float | None) -> str:
    """Where a run stands."""
    if seconds_left is None:
        return _("Check {n} of {total}", n=n, total=total)
    left = duration(seconds_left)
    return _("Check {n} of {total}, about {left} left", n=n, total=total, left=left)


def changed_words(parts: tuple[str, ...]) -> str:
    """The parts of an assistant that changed: "instructions, model"."""
    words = (_PART_WORDS.get(part) for part in parts)
    return ", ".join(_(word) if word else part for word, part in zip(words, parts, strict=True))


def duration(seconds: float) -> str:
    """A time left as a person says it, rounded so that it does not jump about."""
    if seconds < 60:
        return _("{seconds} s", seconds=max(1, round(seconds)))
    return _("{minutes} min", minutes=round(seconds / 60))


def _either(words: str) -> str:
    first, *more = (_("“{words}”", words=part) for part in alternatives(words))
    either: str = first
    for part in more:
        either = _("{either} or {words}", either=either, words=part)
    return either


def _place(document: str, page: int | None) -> str:
    if page is None:
        return document
    return _("{document}, page {page}", document=document, page=page)


def _some(found: tuple[str, ...]) -> str:
    shown = ", ".join(found[:_SOME])
    return f"{shown} …" if len(found) > _SOME else shown


def _no_number(finding: Finding, _given: Given) -> str:
    number = finding.expected
    if not finding.found:
        return _(
            "The number {number} is not in the answer; it holds no number at all.", number=number
        )
    return _(
        "The number {number} is not in the answer; it holds {others}.",
        number=number,
        others=_some(finding.found),
    )


def _not_cited(finding: Finding, _given: Given) -> str:
    place = _place(finding.expected, finding.page)
    if not finding.found:
        return _("It does not cite {place}; it cites nothing.", place=place)
    others = _some(finding.found)
    return _("It does not cite {place}; it cites {others}.", place=place, others=others)


def _no_answer(_finding: Finding, given: Given) -> str:
    if given.error is None:
        return _("There is no answer.")
    return _("There is no answer: {why}", why=from_record(given.error).message)


def _cites(finding: Finding, _given: Given) -> str:
    return _("It cites {place}.", place=_place(finding.expected, finding.page))


_MET: dict[Expectation, Callable[[Finding, Given], str]] = {
    Expectation.ANSWERED: lambda _f, _g: _("It answers."),
    Expectation.HOLDS: lambda f, _g: _("It holds {words}.", words=_either(f.expected)),
    Expectation.HOLDS_NOT: lambda f, _g: _("It does not hold {words}.", words=_either(f.expected)),
    Expectation.NUMBER: lambda f, _g: _("It holds the number {number}.", number=f.expected),
    Expectation.CITES: _cites,
    Expectation.UNKNOWN: lambda _f, _g: _("It says that it does not know."),
}
_MISSED: dict[Expectation, Callable[[Finding, Given], str]] = {
    Expectation.ANSWERED: _no_answer,
    Expectation.HOLDS: lambda f, _g: _("{words} is not in the answer.", words=_either(f.expected)),
    Expectation.HOLDS_NOT: lambda f, _g: _(
        "{words} should not be in the answer.", words=_either(f.expected)
    ),
    Expectation.NUMBER: _no_number,
    Expectation.CITES: _not_cited,
    Expectation.UNKNOWN: lambda _f, _g: _("It should say that it does not know, and it answers."),
}
