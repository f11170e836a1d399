"""A right-looking sentence that gives a name, a number or a time to the wrong thing is marked."""

from __future__ import annotations

import pytest

from assistant_studio.answering.citing import cited_sentences
from assistant_studio.answering.events import Source
from assistant_studio.knowledge.document import Passage

CLUB = (
    "Rosa Lindqvist keeps the keys of the boathouse. Omar Haddad orders the paint; it is delivered "
    "in spring. The harbour office opens at half past seven in the morning and closes at six in "
    "the evening. Ring the harbour on 0411 220 735 if both lamps are dark. A berth costs 310 "
    "francs, a buoy 95 francs. Dogs travel on deck, not in the cabin. Rowing boats are covered, "
    "but sails are not. Fuel is included in the fee."
)
VEREIN = (
    "Das Fest findet in der Lindenhalle statt. Kinder bis vierzehn Jahre zahlen nichts. Der Platz "
    "kostet 31 Euro, ermäßigt 12 Euro."
)


def _supported(sentence: str, text: str) -> bool:
    passage = Passage(1, "club.md", "D", None, "Line 1", "", 0, len(text), text, 1.0, ("words",))
    return all(each.supported for each in cited_sentences(sentence, [Source(1, passage)]))


@pytest.mark.parametrize(
    "sentence",
    [
        "Rosa Lindqvist has the keys of the boathouse.",
        "The harbour office opens at 7:30 and closes at 18:00.",
        "Call the harbour on 0411 220 735 if the two lamps are dark.",
        "A berth costs 310 francs and a buoy 95 francs.",
        "Dogs travel on deck.",
        "Rowing boats are covered.",
    ],
)
def test_what_the_passage_says_in_other_words_is_not_marked(sentence: str) -> None:
    assert _supported(sentence, CLUB)


@pytest.mark.parametrize(
    "sentence",
    [
        "Omar Haddad keeps the keys of the boathouse.",
        "Rosa Lindqvist orders the paint.",
        "The harbour office opens at half past seven in the evening.",
        "The harbour office closes at 17:00.",
        "Ring the harbour on 0411 220 753.",
        "A berth costs 95 francs, a buoy 310 francs.",
        "Dogs travel in the cabin.",
        "Sails are covered.",
        "Fuel is not included in the fee.",
    ],
)
def test_what_it_says_of_another_is_marked(sentence: str) -> None:
    assert not _supported(sentence, CLUB)


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        ("Das Fest findet in der Lindenhalle statt.", True),
        ("Das Fest findet in der Halle statt.", True),
        ("Das Fest findet in der Kastanienhalle statt.", False),
        ("Kinder bis 14 Jahre zahlen nichts.", True),
        ("Kinder bis sechzehn Jahre zahlen nichts.", False),
        ("Der ermäßigte Platz kostet 12 Euro.", True),
        ("Der Platz kostet 12 Euro, ermäßigt 31 Euro.", False),
    ],
)
def test_german_nouns_and_numbers_are_held_against_the_passage(
    sentence: str, supported: bool
) -> None:
    assert _supported(sentence, VEREIN) is supported
