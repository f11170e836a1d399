"""Each expectation is judged on its own, and a missed one says what stands there instead."""

from __future__ import annotations

import pytest

from assistant_studio.answering.fitting import not_found_text
from assistant_studio.assistants.check import Check
from assistant_studio.checks.judging import holds, holds_number, judge, passed, says_unknown
from assistant_studio.checks.result import Citation, Given
from assistant_studio.checks.words import expectation_sentences, finding_sentence
from assistant_studio.errors import WorkerDied

HANDBOOK = Citation("Staff handbook.pdf", 9, "Page 9")
ANSWER = Given("You have **28 days** of paid leave a year.", (HANDBOOK,))


def told(check: Check, given: Given = ANSWER) -> list[str]:
    return [finding_sentence(finding, given) for finding in judge(check, given)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You have **28 days** off.", "28 DAYS"),
        ("It’s the “Berlin” office", 'it\'s the "berlin" office'),
        ("thirty\n  days", "thirty days"),
        ("within 30 days", "thirty days | 30 days"),
        ("the well‑known rule", "well-known"),
        ("您可以退款吗", "退款"),
        ("C++ and _snake_case_", "c++"),
        ("Grüße", "grüsse"),
    ],
)
def test_words_are_held_in_any_capitals_quotes_and_emphasis(text: str, words: str) -> None:
    assert holds(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [("cleaves", "leave"), ("228 days", "28 days"), ("", "leave"), ("day | night", "noon")],
)
def test_parts_of_words_are_not_held(text: str, words: str) -> None:
    assert not holds(text, words)


@pytest.mark.parametrize("number", ["1,500", "1500", "1 500", "1.500", "€1,500.00", "A4"])
def test_a_number_is_held_in_another_notation(number: str) -> None:
    assert holds_number("The limit is 1'500 euros on plan A4.", number)


@pytest.mark.parametrize("number", ["150", "15", "500", "1.5", "-1500", "1501", "A", "7:40"])
def test_another_number_is_not_held(number: str) -> None:
    assert not holds_number("The limit is 1,500 euros; come at 7.", number)


@pytest.mark.parametrize(
    "text",
    [
        "The files do not say.",
        "I don’t know that.",
        "This is not mentioned in the passages.",
        "I could not find this.",
        "There is no information about that.",
        "Das weiß ich nicht.",
        "Je ne sais pas.",
    ],
)
def test_not_knowing_is_heard(text: str) -> None:
    assert says_unknown(Given(text))


@pytest.mark.parametrize(
    "text",
    [
        "You have 28 days.",
        "Lunch is not provided on Sundays.",
        "Leave does not include public holidays.",
        "You cannot carry days over.",
        "Do not tell anyone your password.",
    ],
)
def test_an_ordinary_no_is_an_answer(text: str) -> None:
    assert not says_unknown(Given(text))


def test_the_apps_own_words_count_as_not_knowing() -> None:
    assert says_unknown(Given(not_found_text(())))
    assert says_unknown(Given("Das steht in keiner Ihrer Dateien.", not_found=True))


def test_a_good_answer_meets_every_expectation() -> None:
    check = Check("?", ("paid leave",), ("public holidays",), ("28",), "staff HANDBOOK.pdf", 9)
    assert passed(check, ANSWER)
    assert told(check) == [
        "It holds “paid leave”.",
        "It does not hold “public holidays”.",
        "It holds the number 28.",
        "It cites staff HANDBOOK.pdf, page 9.",
    ]


def test_each_missed_expectation_says_what_stands_there_instead() -> None:
    check = Check("?", ("sick leave | illness",), ("paid leave",), ("30",), "Staff handbook.pdf", 8)
    assert not passed(check, ANSWER)
    assert told(check) == [
        "“sick leave” or “illness” is not in the answer.",
        "“paid leave” should not be in the answer.",
        "The number 30 is not in the answer; it holds 28.",
        "It does not cite Staff handbook.pdf, page 8; it cites Staff handbook.pdf, Page 9.",
    ]
    assert told(Check("?", says_unknown=True)) == [
        "It should say that it does not know, and it answers."
    ]


def test_what_is_not_there_at_all_is_said() -> None:
    bare = Given("Ask your manager.")
    assert told(Check("?", numbers=("30",), document="a.pdf"), bare) == [
        "The number 30 is not in the answer; it holds no number at all.",
        "It does not cite a.pdf; it cites nothing.",
    ]


def test_no_answer_passes_no_check_and_names_the_cause() -> None:
    failed = Given("", error=WorkerDied("The language model stopped unexpectedly.", "").record())
    check = Check("?", must_not_hold=("rain",))
    assert not passed(check, failed)
    assert told(check, failed) == ["There is no answer: The language model stopped unexpectedly."]


def test_a_check_reads_as_sentences() -> None:
    check = Check("?", ("a | b",), ("c",), ("1,500",), "x.pdf", 3)
    assert expectation_sentences(check) == [
        "Holds “a” or “b”",
        "Does not hold “c”",
        "Holds the number 1,500",
        "Cites x.pdf, page 3",
    ]
    assert expectation_sentences(Check("?", says_unknown=True)) == ["Says that it does not know"]
