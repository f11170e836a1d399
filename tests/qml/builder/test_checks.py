"""Checks in the builder: written, run, stopped, compared, in the real window."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QImage

from assistant_studio.answering.events import (
    Answered,
    AnswerText,
    CitedSentence,
    LeftOut,
    Source,
    Timings,
    TurnEvent,
)
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.check import Check
from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import ModelMissing, StudioError
from assistant_studio.knowledge.document import Passage
from assistant_studio.viewmodels import services

LEAVE = "How many days of leave do I have?"
PAYDAY = "On which day is the salary paid?"
CUP = "Who won the cup in 1998?"
HANDBOOK = "Staff handbook.pdf"
SOURCE = Source(
    1, Passage(1, HANDBOOK, "d", 8, "Page 8", "Leave", 0, 4, "leave", 1.0, ("words",), 0.9)
)
ROW = QAccessible.Role.ListItem
SECTION = QAccessible.Role.PageTab
PICTURES = Path(os.environ.get("PICTURES", ".build/pictures"))


@dataclass
class ScriptedPreview:
    """Answers questions as the model would, from a script."""

    answers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[Assistant, str]] = field(default_factory=list)
    error: StudioError | None = None
    hold: threading.Event = field(default_factory=threading.Event)
    held: str = ""

    def __call__(
        self, assistant: Assistant, question: str, *, token: CancelToken, **_sampling: Any
    ) -> Iterator[TurnEvent]:
        if self.error is not None:
            raise self.error
        self.asked.append((assistant, question))
        while question == self.held and not self.hold.wait(0.01):
            if token.cancelled:
                raise Cancelled
        text = self.answers.get(question, "")
        sentences = (CitedSentence(0, len(text), text, (1,), True),) if text else ()
        yield AnswerText(text)
        finish = "stop" if text else "not_found"
        timings = Timings(0, 0, 0, 0, 0, 0, 0, 0)
        yield Answered(text, sentences, (SOURCE,) if text else (), finish, timings, LeftOut())


@pytest.fixture
def preview(builder: Any) -> ScriptedPreview:
    script = ScriptedPreview(
        {LEAVE: "You have 25 days of paid leave.", PAYDAY: "On the last day of the month."}
    )
    builder.studio.answering.preview = script
    return script


def give_checks(builder: Any, *checks: Check) -> None:
    sample = builder.saved()
    builder.studio.assistants.save(replace(sample, checks=checks))


def leave(**more: Any) -> Check:
    return Check(LEAVE, numbers=("25",), document=HANDBOOK, page=8, id="leave", **more)


def payday() -> Check:
    return Check(PAYDAY, must_hold=("25th",), id="payday")


def cup() -> Check:
    return Check(CUP, says_unknown=True, id="cup")


def picture(builder: Any, name: str) -> QImage:
    PICTURES.mkdir(parents=True, exist_ok=True)
    image: QImage = builder.window.grab()
    image.save(str(PICTURES / f"{name}.png"))
    return image


def open_checks(builder: Any) -> None:
    builder.edit()
    builder.section("Checks")
    builder.wait(lambda: builder.has("Add a check"))


def test_a_check_is_written_mended_undone_and_changed(builder: Any, preview: Any) -> None:
    open_checks(builder)
    assert not builder.has("Run all checks")
    builder.press("Add a check")
    builder.wait(lambda: builder.has("A new check"))
    builder.press("Add check")
    said = "A check needs a question. Write what to ask the assistant."
    builder.wait(lambda: builder.has(said))
    builder.write("Question", LEAVE)
    builder.wait(lambda: not builder.has(said))
    builder.press("Add check")
    nothing = f"The check “{LEAVE}” would be passed by any answer."
    builder.wait(lambda: any(nothing in name for name in builder.window.names()))
    builder.write("It holds these numbers", "25")
    builder.write("It cites this document", HANDBOOK)
    builder.write("Page of the document", "eight")
    builder.press("Add check")
    page = "“eight” is no page. Write its number, such as 12."
    builder.wait(lambda: builder.has(page))
    builder.window.named("Page of the document").setProperty("text", "")
    builder.write("Page of the document", "8")
    picture(builder, "checks-editor-light")
    builder.press("Add check")

    builder.wait(lambda: builder.has(f"Run “{LEAVE}”"))
    (check,) = builder.draft.assistant.checks
    assert (check.numbers, check.document, check.page) == (("25",), HANDBOOK, 8)
    builder.press("Undo")
    builder.wait(lambda: not builder.has(f"Run “{LEAVE}”"))
    builder.press("Redo")
    builder.wait(lambda: builder.has(f"Run “{LEAVE}”"))

    builder.press(f"Change “{LEAVE}”")
    builder.wait(lambda: builder.has("Change a check"))
    builder.write("It does not hold these", "unpaid")
    builder.press("Keep check")
    builder.wait(lambda: not builder.has("Change a check"))
    (changed,) = builder.draft.assistant.checks
    assert (changed.id, changed.must_not_hold) == (check.id, ("unpaid",))
    builder.keys("Ctrl+S")
    builder.wait(lambda: builder.has("version 2"))
    assert builder.saved().checks == (changed,)
    builder.press(f"Remove “{LEAVE}”")
    builder.wait(lambda: builder.draft.assistant.checks == ())


def test_checks_run_and_the_table_shows_what_a_change_broke(builder: Any, preview: Any) -> None:
    give_checks(builder, leave(), payday(), cup())
    ran: list[str] = []
    services.changes().checksChanged.connect(ran.append)
    open_checks(builder)
    builder.wait(lambda: builder.has("Not run since the last change."))
    builder.press("Run all checks")
    builder.wait(lambda: builder.has("2 of 3 checks pass."))
    assert ran == [builder.assistant_id]
    described = builder.window.description(PAYDAY, ROW)
    assert described == "Fails. Holds “25th”. “25th” is not in the answer."
    assert builder.window.description("Checks", SECTION) == "2 of 3 checks pass."
    picture(builder, "checks-ran-light")

    builder.press(f"Show the answer to “{PAYDAY}”")
    builder.wait(lambda: builder.has("On the last day of the month."))

    preview.answers[LEAVE] = "Ask your manager."
    builder.draft.instructions = "Be vague."
    builder.wait(lambda: builder.has("Not run since the last change."))
    builder.press("Run all checks")
    broken = f"{LEAVE}, draft: Fails since this change"
    builder.wait(lambda: builder.has(broken))
    builder.wait(lambda: builder.has("1 of 3 checks pass."))
    assert builder.has("new: instructions")
    assert builder.has(f"{LEAVE}, v2: Passes")
    assert [assistant.instructions for assistant, _question in preview.asked[3:]] == [
        "Be vague."
    ] * 3
    light = picture(builder, "checks-table-light")
    builder.press(broken)
    builder.wait(lambda: builder.has("Close the result"))
    said = "The number 25 is not in the answer; it holds no number at all."
    builder.wait(lambda: builder.has(said))
    assert builder.has("Ask your manager.")
    picture(builder, "checks-answer-light")
    builder.press("Close the result")
    builder.wait(lambda: not builder.has("Close the result"))
    builder.app.chooseTheme("dark")
    dark = picture(builder, "checks-table-dark")
    assert dark != light
    # The instructions are shown then; the list of sections tells how the checks stand.
    builder.press("Undo")
    pass_again = "2 of 3 checks pass."
    builder.wait(lambda: builder.window.description("Checks", SECTION) == pass_again)


def test_a_run_shows_its_progress_and_can_be_stopped(builder: Any, preview: Any) -> None:
    give_checks(builder, leave(), payday(), cup())
    preview.held = PAYDAY
    open_checks(builder)
    builder.press("Run all checks")
    builder.wait(
        lambda: any(text.startswith("Check 2 of 3, about") for text in builder.window.names())
    )
    assert builder.window.named("Progress of the checks")
    assert builder.window.description(PAYDAY, ROW).startswith("Running…")
    picture(builder, "checks-running-light")
    builder.press("Stop the checks")
    builder.wait(lambda: builder.has("1 pass, 0 fail, 2 did not run since the last change."))
    assert [question for _assistant, question in preview.asked] == [LEAVE, PAYDAY]

    preview.held = ""
    builder.press(f"Run “{PAYDAY}”")
    builder.wait(lambda: builder.has("1 pass, 1 fail, 1 did not run since the last change."))
    preview.error = ModelMissing("The model is not on this computer.", "Choose another one.")
    builder.press("Run all checks")
    builder.wait(lambda: builder.has("The model is not on this computer. Choose another one."))


def test_the_library_s_card_says_how_the_checks_stand(builder: Any, preview: Any) -> None:
    def card() -> str:
        builder.app.openLibrary()
        builder.wait(lambda: builder.has("All assistants"))
        found = [
            item
            for item in builder.window.items()
            if item.property("checksPassed") is not None and item.property("dropTarget") is False
        ]
        interface = QAccessible.queryAccessibleInterface(found[0])
        return str(interface.text(QAccessible.Text.Description))

    give_checks(builder, leave(), payday())
    open_checks(builder)
    assert card().endswith("2 checks")
    open_checks(builder)
    builder.press("Run all checks")
    builder.wait(lambda: builder.has("1 of 2 checks pass."))
    assert card().endswith("1 check fails")
    picture(builder, "checks-library-light")
    preview.answers[PAYDAY] = "On the 25th."
    open_checks(builder)
    builder.press("Run all checks")
    builder.wait(lambda: builder.has("All 2 checks pass."))
    assert card().endswith("2 checks pass")


def test_an_assistant_that_does_not_exist_yet_is_checked_later(builder: Any) -> None:
    builder.new()
    builder.section("Checks")
    builder.wait(lambda: builder.has("Add a check"))
    builder.draft.change("checks", (leave(),))
    builder.wait(lambda: builder.has("Make the assistant first; then its checks can run."))
    assert not builder.window.named("Run all checks").isEnabled()
