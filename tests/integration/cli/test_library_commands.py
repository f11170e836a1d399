"""The library on the command line: templates, copies, and a delete with a way back."""

from __future__ import annotations

from typing import Any


def test_templates_are_listed_and_one_is_made(command: Any) -> None:
    listed = command("templates", "--json").data
    assert {"contract-reader", "recipe-helper"} <= {template["id"] for template in listed}

    made = command("new", "Oma", "--template", "recipe-helper", "--without-samples", "--json").data
    assert (made["name"], made["documents"]) == ("Oma", 0)
    assert made["starters"]
    again = command("new", "Mine", "--template", "recipe", "--tagline", "Own", "--json").data
    assert (again["tagline"], again["documents"]) == ("Own", 1)


def test_an_unknown_template_is_a_sentence(command: Any) -> None:
    ran = command("new", "Odd", "--template", "horoscope")
    assert ran.status == 1
    assert "There is no template called “horoscope”." in ran.err
    assert "assistant-studio templates" in ran.err


def test_what_is_deleted_comes_back(command: Any) -> None:
    command("new", "Brief life", "--instructions", "Answer kindly.")
    deleted = command("delete", "Brief life")
    assert "assistant-studio undelete" in deleted.out
    assert "Brief life" in command("list", "--deleted").out
    assert command("show", "Brief life").status == 1

    assert "is back" in command("undelete", "Brief life").out
    assert command("show", "Brief life", "--json").data["instructions"] == "Answer kindly."


def test_for_good_means_it(command: Any) -> None:
    command("new", "Gone")
    command("delete", "Gone")
    assert command("delete", "Gone", "--for-good").status == 0
    ran = command("undelete", "Gone")
    assert ran.status == 1
    assert "There is no deleted assistant called “Gone”." in ran.err
    assert "assistant-studio list --deleted" in ran.err


def test_a_copy_has_a_name_of_its_own(command: Any) -> None:
    command("new", "Twin")
    copy = command("duplicate", "Twin", "--json").data
    assert copy["name"] == "Twin copy"
    named = command("duplicate", "Twin copy", "--name", "Third", "--json").data
    assert (named["name"], named["id"] != copy["id"]) == ("Third", True)
