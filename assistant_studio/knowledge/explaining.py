"""Why a search gave what it gave: each passage's standing in both searches, and what was left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from operator import itemgetter
from typing import Any

from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.findings import Findings
from assistant_studio.knowledge.passages import Stretch
from assistant_studio.knowledge.wire import Plain, passage_from_plain


class Given(StrEnum):
    """Whether a passage would go to the model, or what keeps it out."""

    GIVEN = "given"
    CUT = "cut"
    OVER_LIMIT = "over_limit"
    OVER_BUDGET = "over_budget"


@dataclass(frozen=True, slots=True)
class Explained:
    """A passage that a search found, and why it stands where it stands.

    Attributes:
        passage: It.
        given: Whether it is among those that a question is answered from.
        words: The question's telling words that stand in it, the rarest first.
        words_rank: Its place in the search by words alone, from 1; 0 where no word stands in it.
        words_score: 0 to 1; the best passage by words has 1.
        meaning_rank: Its place in the search by meaning alone, from 1; 0 without an embedder.
        cosine: Of its nearest part with the question; None without an embedder.
    """

    passage: Passage
    given: Given
    words: tuple[str, ...]
    words_rank: int
    words_score: float
    meaning_rank: int
    cosine: float | None


@dataclass(frozen=True, slots=True)
class ExplainedSearch:
    """What a search found, and why.

    Attributes:
        query: What was searched for.
        found: Those that go to the model first, best first, then those that were left out.
        seconds: How long it took inside the worker.
    """

    query: str
    found: tuple[Explained, ...]
    seconds: float


def explained(stretch: Stretch, passage: Passage, given: Given, found: Findings) -> Explained:
    """Put together what both searches know about a passage."""
    ids = [i for i in stretch.chunk_ids if i in found.ids]
    cosines = {i: found.cosines[i] for i in ids if i in found.cosines}
    scores = {i: found.word_scores[i] for i in ids if i in found.word_scores}
    held = [word for word in found.words if any(i in word.scores for i in ids)]
    held.sort(key=lambda word: -word.worth)
    return Explained(
        passage=passage,
        given=given,
        words=tuple(word.word.rstrip("*") for word in held),
        words_rank=_rank(found.word_scores, scores),
        words_score=round(max(scores.values(), default=0.0), 4),
        meaning_rank=_rank(found.cosines, cosines),
        cosine=round(max(cosines.values()), 4) if cosines else None,
    )


def explained_as_plain(one: Explained) -> Plain:
    """As a map."""
    return {**asdict(one), "given": one.given.value}


def explained_from_plain(plain: Mapping[str, Any]) -> Explained:
    """The explained passage of a map."""
    return Explained(
        **{
            **plain,
            "passage": passage_from_plain(plain["passage"]),
            "given": Given(plain["given"]),
            "words": tuple(plain["words"]),
        }
    )


def _rank(scores: Mapping[int, float], own: Mapping[int, float]) -> int:
    """The place of the best of `own` among all, from 1; 0 where there is none."""
    if not own:
        return 0
    _best, highest = max(own.items(), key=itemgetter(1))
    return 1 + sum(score > highest for score in scores.values())
