"""A place is said in the language of whoever reads it, whoever wrote it down."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant_studio import language, translations
from assistant_studio.knowledge.place_words import found_by_text, said_place
from assistant_studio.language import Catalogue


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use(Catalogue())


@pytest.mark.parametrize(
    ("place", "german"),
    [
        ("Page 12", "Seite 12"),
        ("Line 40", "Zeile 40"),
        ("Slide 3", "Folie 3"),
        ("Chapter 2", "Kapitel 2"),
        ("Sheet Q1", "Blatt Q1"),
        ("Sheet Q1, row 14", "Blatt Q1, Zeile 14"),
        ("Sheet A, B, rows 2–9", "Blatt A, B, Zeilen 2–9"),
        ("Rows 2–9", "Zeilen 2–9"),
        ("offer.pdf, Page 4", "offer.pdf, Seite 4"),
        ("offers.zip, offer.xlsx, Sheet Q1, row 14", "offers.zip, offer.xlsx, Blatt Q1, Zeile 14"),
        ("data.csv, row 14", "data.csv, Zeile 14"),
        ("The document", "Das Dokument"),
        ("Upgrades", "Upgrades"),
        ("Page by page", "Page by page"),
        ("", ""),
    ],
)
def test_a_place_is_said_in_german(place: str, german: str) -> None:
    translations.speak("de")
    assert said_place(place) == german


@pytest.mark.parametrize("place", ["Page 12", "Sheet Q1, row 14", "Sheet A, rows 2–9", "Line 3"])
def test_in_english_a_place_stays_what_other_programs_read(place: str) -> None:
    assert said_place(place) == place


def test_how_a_passage_was_found_is_said_too() -> None:
    assert found_by_text(("meaning", "words")) == "meaning + words"
    translations.speak("de")
    assert found_by_text(("meaning", "words")) == "Bedeutung + Wörter"
    assert found_by_text(("magic",)) == "magic"
