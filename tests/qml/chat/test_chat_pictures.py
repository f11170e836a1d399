"""Pictures of the chat page; each is looked at by a person, and tests see that it is not empty."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.answering.events import LeftOut
from assistant_studio.errors import ModelMissing

QUESTION = "How long do I have to ask for a refund on an annual plan?"
UPGRADE = "Upgrading starts a new thirty-day window for the difference in price"


def two_turns(chat: Any) -> None:
    """One finished answer, and one on its way."""
    chat.script_answer()
    chat.ask(QUESTION)
    go_on = threading.Event()

    def wait(place: int, token: Any) -> None:
        while place == 1 and not token.cancelled and not go_on.wait(0.01):
            pass

    chat.script(UPGRADE, ".", wait=wait)
    chat.model.send("And if I upgraded half way through?")
    chat.wait_for(lambda: chat.model.phase == "Writing…")


RICH = """# Leave at Acme

Everybody has **28 days** of leave. *Part-time* staff get `28 × share` days, ~~rounded down~~ \
rounded up; see https://acme.example/leave?year=2026 and [the form](https://forms.acme.example/a).

1. Ask your manager in good time, which means four weeks before for more than a week, and do it \
in writing so that nobody forgets.
2. Enter it in the calendar:
   - whole days
   - half days
3. Enjoy it.

> Leave that is left at the end of the year can be taken until the end of March.

| Years at Acme | Days | Note |
|---------------|-----:|:----:|
| up to 2 | 28 | |
| 3 to 5 | 30 | after the probation |
| more | 32 | |

---

<script>alert("shown as text")</script> ![a chart](http://evil.example/x.png)
"""


def shot(chat: Any, path: Path) -> Any:
    chat.settle()
    picture = chat.window.grab()
    assert picture.save(str(path))
    side = range(picture.width() // 3, picture.width(), 7)
    seen = {picture.pixel(x, y) for x in side for y in range(0, picture.height(), 7)}
    assert len(seen) > 10
    return picture


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (720, 480)])
def test_a_conversation(chat: Any, theme: str, size: tuple[int, int], tmp_path: Path):
    chat.open(*size, theme=theme)
    two_turns(chat)
    shot(chat, tmp_path / "streaming.png")
    chat.model.stop()
    chat.wait_for(lambda: not chat.model.busy)
    shot(chat, tmp_path / "stopped.png")
    chat.model.showSource(chat.model.messages.rows[1].key, 1)
    shot(chat, tmp_path / "selected.png")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_of_block(chat: Any, theme: str, tmp_path: Path):
    chat.open(theme=theme)
    chat.script(RICH, sources=())
    chat.ask("Tell me everything about leave.")
    shot(chat, tmp_path / "end.png")
    chat.items("MessageList")[0].scroll(-10_000)
    shot(chat, tmp_path / "top.png")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_empty_conversation(chat: Any, theme: str, tmp_path: Path):
    chat.open(theme=theme)
    shot(chat, tmp_path / "empty.png")
    assert len(chat.items("StarterCard")) == 4


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sheets_and_failures(chat: Any, theme: str, tmp_path: Path):
    chat.open(theme=theme)
    chat.script_answer()
    chat.ask(QUESTION)
    error = ModelMissing("The model’s file is not on this computer any more.", "Choose another.")
    chat.script("Half an", error=error, left_out=LeftOut(messages=4, passages=1))
    chat.ask("And if I upgraded half way through?")
    shot(chat, tmp_path / "failed.png")
    chat.items("MessageList")[0].linkActivated.emit(
        "https://xn--pypal-4ve.example/a/very/long/path?with=" + "x" * 90
    )
    shot(chat, tmp_path / "link.png")
    chat.window.press("Cancel")
    chat.window.press("Source 1")
    chat.settle()
    chat.window.press("What the model saw")
    shot(chat, tmp_path / "prompt.png")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sources_over_a_narrow_window(chat: Any, theme: str, tmp_path: Path):
    chat.open(1024, 700, theme=theme)
    chat.script_answer(left_out=LeftOut(messages=4, passages=1))
    chat.ask(QUESTION)
    chat.settle()
    chat.window.press("Source 2")
    shot(chat, tmp_path / "drawer.png")


def test_before_the_first_word(chat: Any, tmp_path: Path):
    chat.open()
    go_on = threading.Event()

    def wait(place: int, token: Any) -> None:
        while not token.cancelled and not go_on.wait(0.01):
            pass

    chat.script("Yes.", wait=wait)
    chat.model.send(QUESTION)
    chat.wait_for(lambda: chat.model.phase == "Reading 690 of 690 tokens…")
    shot(chat, tmp_path / "reading.png")
