"""Which way an answer came about: by searching, or by reading whole documents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WayKind(StrEnum):
    """How the files were used."""

    SEARCH = "search"
    WHOLE = "whole"
    SECTIONS = "sections"
    LISTED = "listed"


class WantedWay(StrEnum):
    """What a person asks for once, whatever the question looks like."""

    SEARCH = "search"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Way:
    """The way one answer came about.

    Attributes:
        kind: `WHOLE`: the model read the documents in one go. `SECTIONS`: it read them part by
            part and the answer was put together from its notes. `LISTED`: they were gone through
            without a model. `SEARCH`: the passages that fit the question.
        documents: Names of the documents that were read whole.
        sections: In how many parts.
        read: How many of them were read; fewer than `sections` if it was stopped.
        notes: What the model noted of each part that was read.
        reused: How many of those notes were there from before.
    """

    kind: WayKind = WayKind.SEARCH
    documents: tuple[str, ...] = ()
    sections: int = 0
    read: int = 0
    notes: tuple[str, ...] = ()
    reused: int = 0
