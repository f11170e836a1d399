"""Questions that only a certain kind of answer answers, and texts that have none of it."""

from __future__ import annotations

import pytest

from assistant_studio.answering.answer_kinds import has_such_an_answer, kind_of_answer

CLUB = "The boathouse of Farholm is open to members. Ask the warden for the key."


@pytest.mark.parametrize(
    ("question", "kind", "answer"),
    [
        ("What is the warden's phone number?", "phone", "Ring 0411 220 735."),
        ("What is the e-mail address of the club?", "address", "Write to keys@farholm.example."),
        ("Which colour is the door?", "colour", "The door is dark green."),
        ("How old is the boathouse?", "age", "It is sixty years old."),
        ("How many boats are there?", "count", "There are nine boats."),
        ("What does a key cost?", "money", "A key is 12 francs."),
        ("What does a key cost?", "money", "Keys are free of charge."),
        ("How heavy is the door?", "measure", "The door weighs 80 kg."),
        ("When was it built?", "time", "It was built in 1961."),
        ("Bis wann ist das Tor offen?", "time", "Das Tor ist bis abends offen."),
        ("Wie lautet die Telefonnummer?", "phone", "Rufen Sie 0411 220735 an."),
    ],
)
def test_such_an_answer_is_known(question: str, kind: str, answer: str) -> None:
    assert kind_of_answer(question) == kind
    assert not has_such_an_answer(question, CLUB)
    assert has_such_an_answer(question, f"{CLUB} {answer}")


@pytest.mark.parametrize("question", ["Who has the key?", "May I row alone?", "Why is it shut?"])
def test_where_anything_may_answer_nothing_is_ruled_out(question: str) -> None:
    assert kind_of_answer(question) == ""
    assert has_such_an_answer(question, CLUB)
