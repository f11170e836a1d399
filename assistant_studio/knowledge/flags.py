"""What is hidden in a document or speaks to the model, told in calm sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant_studio.knowledge.document import Flag, FlagKind

SHOWN_FLAGS = 3

_LEFT_OUT = "It is left out: no search and no model sees it."
_AS_DATA = "It is kept as a part of the text and is no instruction to the assistant."
_SAYS = {
    FlagKind.UNSEEN: "has text that cannot be seen",
    FlagKind.UNSEEN_CHARACTERS: "has words written in characters that cannot be seen",
    FlagKind.REORDERED: "has characters that show text in another order than it is written",
    FlagKind.ENCODED: "has text that is written in a code (Base64)",
    FlagKind.ORDERS: "speaks to the assistant instead of the reader",
}


def flag_sentence(flag: Flag) -> str:
    """What a person is told about one finding, such as "Page 3 has text that cannot be seen: …"."""
    more = f" ({flag.count} times)" if flag.count > 1 else ""
    quote = f": “{flag.quote}”" if flag.quote else ""
    return (
        f"{flag.place} {_SAYS[flag.kind]}{more}{quote}. {_LEFT_OUT if flag.left_out else _AS_DATA}"
    )


def flag_sentences(flags: Sequence[Flag], shown: int = SHOWN_FLAGS) -> tuple[str, ...]:
    """The first findings in a sentence each, and how many more there are."""
    said = [flag_sentence(flag) for flag in flags[:shown]]
    further = len(flags) - shown
    if further > 0:
        said.append(
            "There is one more such place."
            if further == 1
            else f"There are {further} more such places."
        )
    return tuple(said)


def flags_from_plain(plain: Iterable[Mapping[str, Any]]) -> tuple[Flag, ...]:
    """The flags of plain maps."""
    return tuple(Flag(**{**each, "kind": FlagKind(each["kind"])}) for each in plain)
