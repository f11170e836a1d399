"""Names of files made from what people and models write."""

from __future__ import annotations

import pytest

from assistant_studio.storage.safe_names import file_name, is_safe_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Refunds for annual plans", "Refunds for annual plans"),
        ("../../etc/passwd", "etc passwd"),
        ("What is 3/4 of 1.5?", "What is 3 4 of 1 5"),
        ("C:\\Windows", "C Windows"),
        ("החזרים 👩‍👩‍👧", "החזרים 👩‍👩‍👧"),
        ("one\ntwo\u202e", "one two"),
        ("con", "Conversation"),
        ("???", "Conversation"),
        ("", "Conversation"),
    ],
)
def test_a_title_becomes_a_name_that_stays_in_its_folder(title: str, name: str) -> None:
    assert file_name(title, "Conversation") == name
    assert is_safe_name(name)


def test_a_long_title_is_cut() -> None:
    assert len(file_name("word " * 100, "Conversation")) <= 80
