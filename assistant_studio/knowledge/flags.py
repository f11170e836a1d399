"""What is hidden in a document or speaks to the model, told in calm sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant_studio.knowledge.document import Flag, FlagKind
from assistant_studio.knowledge.place_words import said_place
from assistant_studio.language import N_, _, ngettext

SHOWN_FLAGS = 3

_SENTENCES = {
    FlagKind.UNSEEN: N_(
        "{place} has text that cannot be seen: “{quote}”. "
        "It is left out: no search and no model sees it."
    ),
    FlagKind.UNSEEN_CHARACTERS: N_(
        "{place} has words in characters that cannot be seen: “{quote}”. "
        "They are a part of the text, and no instruction to the assistant."
    ),
    FlagKind.REORDERED: N_(
        "{place} has characters that show text in another order than it is written: “{quote}”."
    ),
    FlagKind.ENCODED: N_(
        "{place} has words written in a code (Base64): “{quote}”. "
        "They are a part of the text, and no instruction to the assistant."
    ),
    FlagKind.ORDERS: N_(
        "{place} speaks to the assistant instead of the reader: “{quote}”. "
        "It is a part of the text, and no instruction to the assistant."
    ),
}
# Places that say by themselves that they are one; a heading does not.
_PLAIN_PLACE = re.compile(r"(?:Page|Slide|Sheet|Rows?|Chapter|Line|Part) |The \w+\Z|.+, ")


def flag_sentence(flag: Flag) -> str:
    """What a person is told about one finding, such as "Page 3 has text that cannot be seen: …"."""
    place = (
        said_place(flag.place)
        if _PLAIN_PLACE.match(flag.place)
        else _("“{quote}”", quote=flag.place)
    )
    return _(_SENTENCES[flag.kind], place=place, quote=flag.quote)


def flag_sentences(flags: Sequence[Flag], shown: int = SHOWN_FLAGS) -> tuple[str, ...]:
    """The first findings in a sentence each, and how many more there are."""
    said = [flag_sentence(flag) for flag in flags[:shown]]
    further = len(flags) - shown
    if further > 0:
        said.append(
            ngettext(
                "There is {count} more such place.",
                "There are {count} more such places.",
                further,
            )
        )
    return tuple(said)


def flags_from_plain(plain: Iterable[Mapping[str, Any]]) -> tuple[Flag, ...]:
    """The flags of plain maps."""
    return tuple(Flag(**{**each, "kind": FlagKind(each["kind"])}) for each in plain)
