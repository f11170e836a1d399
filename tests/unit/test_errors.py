"""Errors for people keep their kind, sentence and next step as data."""

from __future__ import annotations

import re

import pytest

from assistant_studio import errors
from assistant_studio.errors import DocumentError, EncryptedDocument, StudioError, from_record


def test_an_error_comes_back_from_its_record_as_itself() -> None:
    error = EncryptedDocument("It asks for a password.", "Save a copy without one.")
    again = from_record(error.record())
    assert isinstance(again, EncryptedDocument)
    assert isinstance(again, DocumentError)
    assert str(again) == "It asks for a password. Save a copy without one."


def test_an_unknown_kind_becomes_a_plain_error() -> None:
    again = from_record({"kind": "FromTheFuture", "message": "Something.", "hint": ""})
    assert type(again) is StudioError
    assert str(again) == "Something."


def test_the_tree_in_the_docstring_is_the_tree_in_the_code() -> None:
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__ or "")) | {"StudioError"}
    made = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, StudioError)
    }
    assert drawn == made


def test_a_sentence_without_a_hint_stands_alone() -> None:
    with pytest.raises(StudioError, match=r"^It broke\.$"):
        raise StudioError("It broke.")
