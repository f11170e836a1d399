"""Passages as they are read in the drawer: paragraphs flow, lists and headings stay."""

from __future__ import annotations

import pytest

from assistant_studio.knowledge.document import Passage
from assistant_studio.viewmodels.excerpts import flowing


def _passage(text: str, page: int | None) -> Passage:
    return Passage(1, "a.pdf", "a", page, "Page 1", "", 0, len(text), text, 1.0, ())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Annual plans\ncan be\nrefunded.", "Annual plans can be refunded."),
        ("One.\n\nTwo\nthree.", "One.\n\nTwo three."),
        ("Bring:\n- a towel\n- shoes", "Bring:\n- a towel\n- shoes"),
        ("6.6 Customers\npay.\n6.7 Schools\ndo not.", "6.6 Customers pay.\n6.7 Schools do not."),
    ],
)
def test_lines_of_a_page_are_joined(text: str, read: str) -> None:
    assert flowing(_passage(text, 3)) == read


def test_other_texts_keep_their_lines() -> None:
    assert flowing(_passage("a\nb", None)) == "a\nb"
