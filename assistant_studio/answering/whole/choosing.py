"""Which documents a question about whole documents means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant_studio.answering.whole.intent import WholeQuestion, Wish, plain_words
from assistant_studio.answering.words import is_stop_word

# Of a large collection a single word names no document: too many are called something like it.
_FEW_DOCUMENTS = 30
_COMPARED = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that can be read as a whole.

    Attributes:
        id: Of the document or the attached text.
        name: As the person knows it.
        attached: Whether it came with the question that is asked.
        spoken_of: Whether the answer before drew on it.
    """

    id: str
    name: str
    attached: bool = False
    spoken_of: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The documents that a question names.

    Attributes:
        documents: In the order they were added.
        words: The words by which it does, as `plain_words` gives them.
    """

    documents: tuple[Candidate, ...] = ()
    words: frozenset[str] = frozenset()


def named_in(question: str, candidates: Sequence[Candidate]) -> Named:
    """The documents whose name stands in a question, whole or by a word no other name has."""
    said = plain_words(question)
    names = {each.id: _telling(each.name) for each in candidates}
    whole = [each for each in candidates if names[each.id] and names[each.id] <= said]
    if whole:
        return Named(tuple(whole), frozenset().union(*(names[each.id] for each in whole)))
    if len(candidates) > _FEW_DOCUMENTS:
        return Named()
    spread = Counter(word for words in names.values() for word in words)
    found, by = [], frozenset[str]()
    for each in candidates:
        own = frozenset(word for word in names[each.id] & said if spread[word] == 1)
        if own:
            found.append(each)
            by |= own
    return Named(tuple(found), by)


def chosen(
    wanted: WholeQuestion, named: Named, candidates: Sequence[Candidate], first_question: bool
) -> tuple[Candidate, ...] | None:
    """The documents to read; empty if the question does not tell which, None if it means none.

    Args:
        wanted: What the question wants.
        named: What it names.
        candidates: All there are.
        first_question: Whether nothing was said before, so that it can lean on nothing else.
    """
    if wanted.wish is Wish.COMPARISON:
        return _compared(named, candidates)
    if named.documents:
        return named.documents
    attached = tuple(each for each in candidates if each.attached)
    if attached:
        return attached
    if not wanted.named:
        # "Summarise this" after an answer means the answer.
        return tuple(candidates) if first_question and len(candidates) == 1 else None
    if wanted.several or len(candidates) == 1:
        return tuple(candidates)
    spoken_of = tuple(each for each in candidates if each.spoken_of)
    return spoken_of if len(spoken_of) == 1 else ()


def _compared(named: Named, candidates: Sequence[Candidate]) -> tuple[Candidate, ...] | None:
    if len(named.documents) >= _COMPARED:
        return named.documents
    attached = tuple(each for each in candidates if each.attached)
    if len(attached) >= _COMPARED:
        return attached
    if len(candidates) == _COMPARED:
        return tuple(candidates)
    return () if len(candidates) > _COMPARED else None


def _telling(name: str) -> frozenset[str]:
    stem = name.rsplit(".", 1)[0] if "." in name else name
    words = frozenset(word for word in plain_words(stem) if not is_stop_word(word))
    # "2024" alone, or a letter, would be met in questions that mean no document.
    return frozenset() if all(word.isdigit() or len(word) == 1 for word in words) else words
