"""Variables in instructions: filled in, left alone, pointed out."""

from __future__ import annotations

import getpass
from datetime import date

import pytest

from assistant_studio.answering import prompt, variables
from assistant_studio.answering.variables import Facts, expanded, unknown_variables
from assistant_studio.assistants.assistant import Assistant

FACTS = Facts(date(2026, 11, 25), "Acme Handbook", "ada")


def test_variables_are_filled_in() -> None:
    text = "Today is {{weekday}}, {{ date }} ({{Year}}). You are {{assistant}}; I am {{user}}."

    assert expanded(text, FACTS) == (
        "Today is Wednesday, 25 November 2026 (2026). You are Acme Handbook; I am ada."
    )


def test_what_is_no_variable_stays_as_it_is_and_is_pointed_out() -> None:
    text = "{{time}} {{dat}} {{date}} {{dat}} {{}} {date} {{two words}}"

    assert expanded(text, FACTS) == text.replace("{{date}}", "25 November 2026")
    assert unknown_variables(text) == ("time", "dat")


def test_a_value_is_not_searched_for_variables_again() -> None:
    facts = Facts(FACTS.today, "{{user}}", "{{date}}")

    assert expanded("{{assistant}} {{user}}", facts) == "{{user}} {{date}}"


def test_nothing_in_the_front_changes_within_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = Assistant(
        name="A", instructions=" ".join(f"{{{{{n}}}}}" for n in variables.VARIABLES)
    )
    monkeypatch.setattr(variables, "facts_for", lambda _name: FACTS)
    (first,) = prompt.front(assistant, False)

    assert "{{" not in first.content
    assert not variables.CLOCK_NAMES & set(variables.VARIABLES)
    assert first.content == "25 November 2026 Wednesday 2026 Acme Handbook ada"


def test_a_computer_that_names_nobody_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1234")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert variables.user_name() == "the user"
