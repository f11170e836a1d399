"""A thousand replies full of HTML, scripts, pictures and file links: nothing is asked for."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QDesktopServices, QFontMetricsF

from assistant_studio import network
from assistant_studio.conversations.message import MessageState

REPLIES = 1_000
PER_MESSAGE = 40


class Opened(QObject):
    """Takes the place of whatever opens addresses on this computer."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot("QUrl")
    def open(self, url: Any) -> None:
        self.addresses.append(url.toString())


def fragments(canary: Path) -> list[str]:
    file = canary.as_uri()
    return [
        f'<img src="{file}">',
        f"![picture]({file})",
        f"[click]({file})",
        f"<{file}>",
        f'<link rel="stylesheet" href="{file}">',
        f"<style>@import url({file});</style>",
        f'<p style="background-image:url({file})">x</p>',
        f'<a href="{file}">here</a>',
        f"$$\\includegraphics{{{file}}}$$",
        f"$\\href{{{file}}}{{x}}$",
        f'<svg><image href="{file}"/></svg>',
        f'<table background="{file}"><tr><td>a</td></tr></table>',
        "<script>fetch('https://evil.example/x')</script>",
        "![](https://evil.example/pixel.png)",
        "![](//evil.example/pixel.png)",
        '<iframe src="https://evil.example/"></iframe>',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[ref]: https://evil.example/ref\n[ref]",
        "<img src=x onerror=alert(1)>",
        "&#x3c;img src=x&#x3e;",
        "```html\n<script>1</script>\n```",
        "> <b>quote</b>",
        "| a | <img src=x> |\n|---|---|\n| `<i>` | ![](https://evil.example/t.png) |",
        "\u202egnp.exe <!-- -->",
        "<![CDATA[<img src=y>]]>",
        "\\[ <img src=z> \\]",
        "plain words",
    ]


def reads_are_noticed(file: Path) -> bool:
    """Whether this file system says when a file was read."""
    os.utime(file, (1, file.stat().st_mtime))
    file.read_bytes()
    noticed = file.stat().st_atime > 1
    os.utime(file, (1, file.stat().st_mtime))
    return noticed


def test_a_thousand_hostile_replies_ask_for_nothing(chat: Any, tmp_path: Path):
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"\x89PNG\r\n\x1a\n")
    noticed = reads_are_noticed(canary)
    dice = random.Random(7)
    pieces = fragments(canary)
    replies = ["\n".join(dice.choices(pieces, k=dice.randint(1, 4))) for _ in range(REPLIES)]
    store = chat.studio.conversations
    conversation = store.create(chat.assistant_id)
    for first in range(0, REPLIES, PER_MESSAGE):
        asked = store.add_user_message(conversation.id, "Go on.")
        answer = store.begin_answer(conversation.id, asked.id)
        text = "\n\n".join(replies[first : first + PER_MESSAGE])
        store.finish_answer(answer.id, text, MessageState.COMPLETE, {"finish": "stop"}, None)
    opened = Opened()
    schemes = ("http", "https", "file", "data", "javascript", "mailto")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, opened, "open")
    network.install_network_guard(chat.studio.home, process="test")
    try:
        chat.open()
        chat.app.openConversation(conversation.id)
        chat.wait_for(lambda: chat.model.messages.rows)
        shown = set()
        while chat.model.hasOlder:
            chat.model.loadOlder()
        messages = chat.items("MessageList")[0]
        messages.toEnd()
        for _ in range(400):
            chat.settle(1)
            shown |= {item.property("text") for item in chat.items("AnswerDelegate")}
            if len(shown) == REPLIES // PER_MESSAGE:
                break
            messages.scroll(-600)
    finally:
        for scheme in schemes:
            QDesktopServices.unsetUrlHandler(scheme)
    assert len(shown) == REPLIES // PER_MESSAGE
    assert opened.addresses == []
    log = chat.studio.home.network_log
    assert not log.exists() or log.read_text("utf-8") == ""
    if noticed:
        assert canary.stat().st_atime == 1


def test_marks_in_an_assistants_name_are_shown_as_they_are(chat: Any) -> None:
    name = "<h1>Big</h1> & <b>bold</b>"
    saved = chat.studio.assistants.get(chat.assistant_id)
    chat.studio.assistants.save(replace(saved, name=name), "")
    chat.open()
    chat.wait_for(lambda: f"Ask {name}…" in chat.texts())
    (hint,) = (i for i in chat.visible() if i.property("text") == f"Ask {name}…")
    # Read as HTML it would be without its marks, and so much shorter.
    whole_px = QFontMetricsF(hint.property("font")).horizontalAdvance(f"Ask {name}…")
    assert hint.property("contentWidth") > 0.9 * whole_px
    assert chat.window.description("Your message") == f"Ask {name}…"
