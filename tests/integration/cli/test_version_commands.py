"""versions, restore and diff, as other programs rely on them."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="module", autouse=True)
def quill(command: Any) -> None:
    assert command("new", "Quill", "--instructions", "Answer in two sentences.").status == 0
    edited = command(
        *("edit", "Quill", "--instructions", "Answer in three sentences."),
        *("--version-name", "longer answers"),
    )
    assert edited.status == 0, edited.err


def test_versions_are_listed_with_names_and_restored_as_new_ones(command: Any) -> None:
    listed = command("versions", "Quill", "--json").data
    assert [(v["version"], v["name"], v["current"]) for v in listed] == [
        (2, "longer answers", True),
        (1, "", False),
    ]
    assert "longer answers" in command("versions", "Quill").out

    restored = command("restore", "Quill", "1", "--json")
    assert restored.status == 0
    assert restored.data["version"] == 3
    assert restored.data["instructions"] == "Answer in two sentences."
    assert "already is as version 3 was" in command("restore", "Quill", "3").out
    assert command("edit", "Quill", "--version-name", "as at first").status == 0
    assert command("versions", "Quill", "--json").data[0]["name"] == "as at first"


def test_a_difference_is_told_word_by_word(command: Any) -> None:
    (change,) = command("diff", "Quill", "1", "2", "--json").data["changes"]
    assert change["field"] == "instructions"
    assert [(p["kind"], p["text"]) for p in change["pieces"]] == [
        ("same", "Answer in "),
        ("removed", "two"),
        ("added", "three"),
        ("same", " sentences."),
    ]
    assert command("diff", "Quill", "1", "2").out == (
        "Instructions\nAnswer in [-two-]{+three+} sentences.\n"
    )
    assert command("diff", "Quill", "1", "1").out == "The two versions hold the same.\n"


def test_a_version_that_is_not_there_is_told(command: Any) -> None:
    ran = command("restore", "Quill", "99", "--json")
    assert ran.status == 1
    assert ran.data["error"]["message"] == "There is no version 99 of this assistant."
