"""What an assistant is: plain, frozen data that every version keeps whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from assistant_studio.assistants.check import Check, check_from_content, checked_checks
from assistant_studio.errors import UsageError
from assistant_studio.language import _

MAX_NAME_CHARS = 80
MAX_TAGLINE_CHARS = 200
MAX_INSTRUCTIONS_CHARS = 100_000
MAX_GREETING_CHARS = 2_000
MAX_STARTERS = 12
MAX_STARTER_CHARS = 300
MAX_TEMPERATURE = 2
AVATAR_COLORS = ("#0B6E69", "#B4552D", "#5B4B9A", "#3C6FA8", "#8A6A1F", "#9A3B63")
_HEX_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Avatar:
    """A picture, or a letter on a colour.

    Attributes:
        letter: One or two characters as shown; empty takes the name's first letter.
        color: `#RRGGBB`.
        picture: The sha256 of a picture that `AvatarStore` keeps; empty shows the letter.
    """

    letter: str = ""
    color: str = AVATAR_COLORS[0]
    picture: str = ""


def fresh_avatar(others: Iterable[Assistant]) -> Avatar:
    """An avatar in the colour that fewest of the other assistants have."""
    taken = Counter(other.avatar.color.upper() for other in others)
    return Avatar(color=min(AVATAR_COLORS, key=lambda color: taken[color]))


@dataclass(frozen=True, slots=True)
class SamplingChoice:
    """What a person set of the sampling; None leaves the app's default."""

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class RetrievalChoice:
    """How much of the knowledge goes into a prompt.

    Attributes:
        thorough: Take as many passages as the context holds instead of what this computer reads
            in a few seconds.
        embedder: The id of the search model; empty for the one that comes with the app.
    """

    thorough: bool = False
    embedder: str = ""


@dataclass(frozen=True, slots=True)
class Assistant:
    """One assistant as it stands in one version.

    Attributes:
        id: Unique in this data folder, never changes; empty until it is first kept.
        name: What a person calls it.
        tagline: One line about what it does.
        instructions: Markdown; the front of every prompt, never cut.
        greeting: Shown in an empty conversation.
        starters: Questions offered in an empty conversation.
        avatar: How it looks in lists.
        model_sha256: The model it answers with; None takes the default.
        model_name: What that model was called when it was chosen; tells a person which one is
            missing. Empty for the default.
        sampling: How tokens are drawn.
        retrieval: How knowledge is used.
        checks: Questions, and what good answers to them must hold.
        author: Who made it.
        licence: Under which terms, as an SPDX name where there is one.
        tags: Words to find it by.
        version: Counts from 1; every save adds one.
        created_at: ISO 8601, UTC.
        changed_at: ISO 8601, UTC.
    """

    id: str = ""
    name: str = ""
    tagline: str = ""
    instructions: str = ""
    greeting: str = ""
    starters: tuple[str, ...] = ()
    avatar: Avatar = field(default_factory=Avatar)
    model_sha256: str | None = None
    model_name: str = ""
    sampling: SamplingChoice = field(default_factory=SamplingChoice)
    retrieval: RetrievalChoice = field(default_factory=RetrievalChoice)
    checks: tuple[Check, ...] = ()
    author: str = ""
    licence: str = ""
    tags: tuple[str, ...] = ()
    version: int = 1
    created_at: str = ""
    changed_at: str = ""

    @property
    def letter(self) -> str:
        """What the avatar shows."""
        return self.avatar.letter or self.name.strip()[:1].upper() or "?"


def checked(assistant: Assistant) -> Assistant:
    """The assistant with its texts trimmed, or a `UsageError` that names what to change."""
    name = " ".join(assistant.name.split())
    if not name:
        raise UsageError(_("An assistant needs a name."), _("Type a name and save again."))
    _limit(_("name"), name, MAX_NAME_CHARS)
    _limit(_("tagline"), assistant.tagline, MAX_TAGLINE_CHARS)
    _limit(_("instructions"), assistant.instructions, MAX_INSTRUCTIONS_CHARS)
    _limit(_("greeting"), assistant.greeting, MAX_GREETING_CHARS)
    if not _HEX_COLOR.fullmatch(assistant.avatar.color):
        raise UsageError(
            _("“{color}” is no colour.", color=assistant.avatar.color),
            _("Use six hex digits, such as #0B6E69."),
        )
    if assistant.avatar.picture and not _SHA256.fullmatch(assistant.avatar.picture):
        raise UsageError(
            _("The avatar's picture is not one that was added."), _("Choose it again.")
        )
    temperature = assistant.sampling.temperature
    if temperature is not None and not 0 <= temperature <= MAX_TEMPERATURE:
        raise UsageError(
            _("A temperature of {temperature:g} is not possible.", temperature=temperature),
            _(
                "Use a number from 0 (the same each time) to {max_temperature} (wild).",
                max_temperature=MAX_TEMPERATURE,
            ),
        )
    starters = tuple(text for starter in assistant.starters if (text := starter.strip()))
    if len(starters) > MAX_STARTERS:
        raise UsageError(
            _("{count} starters are too many.", count=len(starters)),
            _("Keep the best {max_starters}.", max_starters=MAX_STARTERS),
        )
    for number, starter in enumerate(starters, 1):
        _limit(_("starter {number}", number=number), starter, MAX_STARTER_CHARS)
    return replace(
        assistant,
        name=name,
        tagline=assistant.tagline.strip(),
        starters=starters,
        checks=checked_checks(assistant.checks),
    )


# So much may be worth keeping in a file; a long name is not.
_LONG_CHARS = 1_000


def _limit(what: str, text: str, limit: int) -> None:
    if len(text) > limit:
        raise UsageError(
            _(
                "The {what} is {value:,} characters long; {limit:,} is the most there can be.",
                what=what,
                value=len(text),
                limit=limit,
            ),
            _("Shorten it, or move the long part into a knowledge file.")
            if limit >= _LONG_CHARS
            else _("Shorten it."),
        )


def to_content(assistant: Assistant) -> dict[str, Any]:
    """What a version keeps: all but the id, the version number and the dates."""
    content = asdict(assistant)
    for name in ("id", "version", "created_at", "changed_at"):
        del content[name]
    return content


def from_content(
    content: dict[str, Any], *, assistant_id: str, version: int, created_at: str, changed_at: str
) -> Assistant:
    """The inverse of `to_content`; fields of newer versions of the app are passed over."""
    known = {name: value for name, value in content.items() if name in _CONTENT_FIELDS}
    for name, kind in _PARTS.items():
        if name in known:
            part = {k: v for k, v in known[name].items() if k in kind.__dataclass_fields__}
            known[name] = kind(**part)
    for name in ("starters", "tags"):
        known[name] = tuple(known.get(name, ()))
    known["checks"] = tuple(check_from_content(check) for check in known.get("checks", ()))
    return Assistant(
        id=assistant_id, version=version, created_at=created_at, changed_at=changed_at, **known
    )


_PARTS: dict[str, Any] = {
    "avatar": Avatar,
    "sampling": SamplingChoice,
    "retrieval": RetrievalChoice,
}
_CONTENT_FIELDS = frozenset(Assistant.__dataclass_fields__) - {
    "id",
    "version",
    "created_at",
    "changed_at",
}
