"""Undo and redo of a draft: one edit at a time, typing in runs."""

from __future__ import annotations

from assistant_studio.assistants import editing
from assistant_studio.assistants.editing import EditHistory, place_of_change, typing_run


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def typed(history: EditHistory[str], *texts: str) -> None:
    for text in texts:
        history.edit(text, "name", typing_run(history.state, text))


def test_letters_typed_in_one_go_are_undone_together() -> None:
    history = EditHistory("", Clock())
    typed(history, "A", "Ac", "Acm", "Acme")

    assert history.undo() == "name"
    assert (history.state, history.undone_next, history.redone_next) == ("", "", "name")
    history.redo()
    assert history.state == "Acme"


def test_a_pause_a_paste_and_erasing_each_begin_another_step() -> None:
    clock = Clock()
    history = EditHistory("", clock)
    typed(history, "A", "Ac")
    clock.now_s += editing.RUN_PAUSE_S + 1
    typed(history, "Acm", "Acm pasted words", "Acm pasted word", "Acm pasted wor")

    states = []
    while history.undo():
        states.append(history.state)
    assert states == ["Acm pasted words", "Acm", "Ac", ""]


def test_another_field_or_turning_away_ends_a_run() -> None:
    history = EditHistory("", Clock())
    typed(history, "A")
    history.edit("A|b", "tagline", "typed")
    history.seal()
    history.edit("A|bc", "tagline", "typed")

    history.undo()
    assert history.state == "A|b"
    history.undo()
    assert history.state == "A"


def test_a_new_edit_gives_up_what_was_undone() -> None:
    history = EditHistory("", Clock())
    typed(history, "one two three")
    history.undo()
    typed(history, "Z")

    assert history.redo() == ""
    assert history.state == "Z"


def test_the_oldest_steps_go_when_there_are_too_many() -> None:
    history = EditHistory(0, Clock())
    for number in range(1, editing.MAX_STEPS + 51):
        history.edit(number, "count")
    steps = 0
    while history.undo():
        steps += 1

    assert steps == editing.MAX_STEPS
    assert history.state == 50


def test_the_cursor_goes_behind_what_changed() -> None:
    assert place_of_change("Answer briefly.", "Answer quite briefly.") == 12
    assert place_of_change("Answer quite briefly.", "Answer briefly.") == 6
    assert place_of_change("aaa", "aa") == 0
