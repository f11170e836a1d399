"""An honest "not in your files": what is asked must stand together in a passage that fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant_studio.answering.fitting import answerable, not_found_text
from assistant_studio.knowledge.document import Passage

TEXT = (
    "The hotel limit in London is 210 euros. Acme has 118 employees and two offices. "
    "The IT desk gives you a laptop."
)
GERMAN = "Die Bibliothek bleibt am Montag geschlossen, und der Ausweis kostet achtzehn Euro."


def passage(fit: float, text: str = TEXT) -> Passage:
    words = ("words",)
    return Passage(1, "a.md", "d", None, "Line 1", "", 0, len(text), text, 1.0, words, fit)


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("What is the hotel limit in London?", 0.5),
        ("How many employees does Acme have?", 0.8),
        ("How many offices are there?", 0.8),
        ("Which laptop does the IT desk give me?", 0.7),
    ],
)
def test_what_the_passages_speak_of_is_answered(question: str, fit: float) -> None:
    assert answerable(question, [passage(fit)])


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("What is the hotel limit in London?", 0.2),
        ("What is the hotel limit in Tokyo?", 0.8),
        ("How many laptops does the IT desk have?", 0.8),
        ("Which airline does Acme prefer for flights?", 0.7),
    ],
)
def test_what_no_passage_speaks_of_is_not(question: str, fit: float) -> None:
    assert not answerable(question, [passage(fit)])


def test_without_passages_nothing_is_answered() -> None:
    assert not answerable("What is the hotel limit?", [])


def test_words_are_compared_in_one_language_only() -> None:
    assert answerable("What does a library card cost?", [passage(0.6, GERMAN)])
    assert answerable("Wie teuer ist ein Bibliotheksausweis?", [passage(0.6, TEXT)])


def test_a_question_that_leans_on_another_is_judged_by_its_fit() -> None:
    assert answerable("And for Tokyo?", [passage(0.6)], context="What is the hotel limit?")


def test_the_assistants_own_name_need_not_stand_in_a_passage() -> None:
    question = "What is the hotel limit of Zenith in London?"
    assert answerable(question, [passage(0.9)], known_names="Zenith guide")
    assert not answerable(question, [passage(0.9)])


def close(closeness: float, start: int = 0, end: int = 40) -> Passage:
    found = passage(0.1)
    return replace(found, closeness=closeness, close_start=start, close_end=end)


def test_a_model_that_can_tell_is_asked_where_the_words_differ() -> None:
    question = "What may a room for the night cost in the capital?"
    assert not answerable(question, [close(0.5)])
    assert answerable(question, [close(0.5)], strictly=False)


def test_it_is_not_asked_where_nothing_is_near_or_has_such_an_answer() -> None:
    assert not answerable("How does a heat pump work?", [close(0.2)], strictly=False)
    question = "What is the phone number of the hotel in London?"
    assert not answerable(question, [close(0.6)], strictly=False)


def test_the_sentence_that_comes_nearest_is_quoted() -> None:
    start = TEXT.index("Acme has")
    end = TEXT.index(" The IT desk")
    said = not_found_text([close(0.4), close(0.55, start, end)])
    assert "could not find this in your files for certain" in said
    assert "\n\n> Acme has 118 employees and two offices.\n\n" in said
    assert "a.md" in said
    assert "Line 1" in said


def test_what_is_not_near_is_not_quoted() -> None:
    assert "listed as sources" in not_found_text([close(0.1)])
    assert "sources" not in not_found_text([])
