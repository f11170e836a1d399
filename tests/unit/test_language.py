"""Texts are said in the chosen language, and said again in another after a journey as data."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator

import msgpack
import pytest

from assistant_studio import language
from assistant_studio.errors import NotFound, from_record
from assistant_studio.language import (
    N_,
    Catalogue,
    _,
    again,
    decimal_number,
    ngettext,
    packed,
    pgettext,
    unpacked,
    whole_number,
)

GERMAN = Catalogue(
    code="de",
    name="Deutsch",
    forms={
        ("", "No assistant is called “{name}”."): ("Kein Assistent heißt „{name}“.",),
        ("", "Make one."): ("Leg einen an.",),
        ("", "{count} file"): ("{count} Datei", "{count} Dateien"),
        ("verb", "Open"): ("Öffnen",),
        ("state", "Open"): ("Offen",),
        ("", "{what} is gone."): ("{what} ist weg.",),
        ("", "PDF file"): ("PDF-Datei",),
    },
    decimal_sign=",",
    group_sign=".",
)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    language.use(Catalogue())
    yield
    language.use(Catalogue())


def test_a_text_is_english_without_a_catalogue_and_german_with_one() -> None:
    def said() -> list[str]:
        return [
            _("No assistant is called “{name}”.", name="Ada"),
            pgettext("verb", "Open"),
            pgettext("state", "Open"),
        ]

    assert said() == ["No assistant is called “Ada”.", "Open", "Open"]
    language.use(GERMAN)
    assert said() == ["Kein Assistent heißt „Ada“.", "Öffnen", "Offen"]


def test_what_no_catalogue_holds_stays_english() -> None:
    language.use(GERMAN)

    assert _("Unknown {x}", x=1) == "Unknown 1"
    assert ngettext("{count} cat", "{count} cats", 2) == "2 cats"


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [
        (0, "0 files", "0 Dateien"),
        (1, "1 file", "1 Datei"),
        (7, "7 files", "7 Dateien"),
        (12345, "12,345 files", "12.345 Dateien"),
    ],
)
def test_a_number_picks_the_form(count: int, english: str, german: str) -> None:
    assert ngettext("{count} file", "{count} files", count) == english
    language.use(GERMAN)
    assert ngettext("{count} file", "{count} files", count) == german


def test_braces_in_a_value_or_a_plain_text_are_ordinary_signs() -> None:
    assert _("Use {{date}} or {this}") == "Use {{date}} or {this}"
    assert _("No assistant is called “{name}”.", name="{x!r}") == "No assistant is called “{x!r}”."


def test_a_marked_constant_is_said_where_it_is_shown() -> None:
    title = N_("PDF file")
    language.use(GERMAN)

    assert _(title) == "PDF-Datei"


def test_a_text_can_be_said_again_and_a_plain_string_stays() -> None:
    text = _("{what} is gone.", what=ngettext("{count} file", "{count} files", 2))
    language.use(GERMAN)

    assert text == "2 files is gone."
    assert again(text) == "2 Dateien ist weg."
    assert again("plain") == "plain"
    assert again(copy.deepcopy(text)) == "2 Dateien ist weg."


def test_an_error_changes_its_language_on_the_way_from_a_worker() -> None:
    error = NotFound(_("No assistant is called “{name}”.", name="Ada"), _("Make one."))
    sent = msgpack.unpackb(msgpack.packb(error.record()))
    language.use(GERMAN)

    arrived = from_record(sent)
    assert isinstance(arrived, NotFound)
    assert str(arrived) == "Kein Assistent heißt „Ada“. Leg einen an."
    assert str(error) == str(arrived)  # and so does one that is at hand


def test_a_kept_text_that_makes_no_sense_any_more_is_said_as_it_was() -> None:
    kept = json.loads(json.dumps(packed(_("{what} is gone.", what="It"))))

    assert unpacked({**kept, "values": {"other": 1}}, "as it was") == "as it was"
    assert unpacked({**kept, "values": 3}, "as it was") == "as it was"
    assert unpacked({"count": 1}, "as it was") == "as it was"
    assert unpacked(None, "as it was") == "as it was"
    assert unpacked(kept, "as it was") == "It is gone."


def test_an_unwritable_name_does_not_break_a_record() -> None:
    record = NotFound(_("{what} is gone.", what="a\udcff"), "").record()

    assert json.loads(json.dumps(record).encode())["message"] == "a? is gone."


def test_numbers_are_written_as_the_language_does() -> None:
    assert (whole_number(12500), decimal_number(1234.56, 1)) == ("12,500", "1,234.6")
    language.use(GERMAN)
    assert (whole_number(12500), decimal_number(1234.56, 1)) == ("12.500", "1.234,6")
    assert decimal_number(3, 0) == "3"
    assert _("{n:,} of {x:.1f}", n=12500, x=0.5) == "12.500 of 0,5"
