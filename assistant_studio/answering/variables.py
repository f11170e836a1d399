"""Variables in instructions: `{{date}}` and a few others, filled in when a prompt is laid out.

What they stand for changes once a day at most. The instructions are the front of every prompt,
which the model reads once and whose state is kept; a clock in them would make it read everything
again each minute, so there is none.
"""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

# What people write between the braces: letters, perhaps several words.
_VARIABLE = re.compile(r"\{\{\s*([^\W\d]\w{0,29})\s*\}\}")
# Wanted often enough to say why there is none.
CLOCK_NAMES = frozenset({"time", "now", "hour", "minute", "clock", "datetime"})
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the variables are filled in from.

    Attributes:
        today: The day on this computer.
        assistant: The assistant's name.
        user: Who uses this computer.
    """

    today: date
    assistant: str
    user: str


# The language of prompts is English, whatever the window's is: the person's own instructions
# around them say it otherwise if need be.
VARIABLES: dict[str, Callable[[Facts], str]] = {
    "date": lambda facts: f"{facts.today.day} {_MONTHS[facts.today.month - 1]} {facts.today.year}",
    "weekday": lambda facts: _WEEKDAYS[facts.today.weekday()],
    "year": lambda facts: str(facts.today.year),
    "assistant": lambda facts: facts.assistant,
    "user": lambda facts: facts.user,
}


def facts_for(assistant_name: str) -> Facts:
    """The facts as they are now."""
    return Facts(date.today(), assistant_name, user_name())


def expanded(text: str, facts: Facts) -> str:
    """The text with its variables filled in; what is no variable stays as it was written."""

    def filled(found: re.Match[str]) -> str:
        value = VARIABLES.get(found[1].lower())
        return found[0] if value is None else value(facts)

    return _VARIABLE.sub(filled, text)


def unknown_variables(text: str) -> tuple[str, ...]:
    """The names between braces that stand for nothing, each once, in order."""
    names = (found[1] for found in _VARIABLE.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name.lower() not in VARIABLES))


def user_name() -> str:
    """What this computer calls the person who uses it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # An account without a name, as in some containers.
        return "the user"
