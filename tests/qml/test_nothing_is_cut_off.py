"""No word runs out of the window or of its place, in the longer language, the largest text and the
smallest window: what 1440 × 900 leaves at 200 %."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtQuick import QQuickItem

from assistant_studio import language, translations
from assistant_studio.assistants.check import Check
from assistant_studio.language import Catalogue

SECTIONS = ("appearance", "answers", "data", "network", "shortcuts", "about")
# Width, height and the size of text in percent.
SIZES = ((720, 480, 100), (1024, 700, 150), (1440, 900, 100))
# A letter's edge may lie a pixel beyond what its font says.
SLACK_PX = 1.5


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use(Catalogue())


@pytest.mark.parametrize("code", translations.available())
def test_every_word_is_inside_its_place(
    code: str, studio: Any, open_window: Callable[[], Any]
) -> None:
    assistant_id = studio.with_sample()
    give_checks(studio, assistant_id)
    translations.speak(code)
    opened = open_window()
    app = opened.view_model("AppViewModel")
    cut: list[str] = []
    for width, height, percent in SIZES:
        theme_of(opened).setProperty("textScale", percent / 100)
        opened.window.resize(width, height)
        opened.wait_for(lambda w=width: opened.window.width() == w)
        for name, show in pages(opened, app, assistant_id):
            show()
            settle(opened)
            cut += [
                f"{width}×{height} {percent} % {name}: {text}"
                for text in cut_off(opened.window.contentItem(), width, height)
            ]

    assert not cut, "\n".join(cut)


def give_checks(studio: Any, assistant_id: str) -> None:
    sample = studio.assistants.get(assistant_id)
    days = Check("How many days of leave do I have?", numbers=("25",), id="days")
    studio.assistants.save(replace(sample, checks=(days,)), "with a check")


def theme_of(opened: Any) -> Any:
    return opened.engine.singletonInstance("AssistantStudio.Theme", "Theme")


def pages(opened: Any, app: Any, assistant_id: str) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "chat", lambda: app.openAssistant(assistant_id)
    yield "library", app.openLibrary
    yield "templates", app.openTemplates
    yield "archive", app.openArchive
    yield "builder", lambda: app.editAssistant(assistant_id)
    for place in range(7):
        yield f"builder {place}", lambda place=place: turn(opened, place)
    yield "new assistant", app.newAssistant
    for section in SECTIONS:
        yield f"settings {section}", lambda section=section: app.openSettingsAt(section)


def turn(opened: Any, place: int) -> None:
    page = next(i for i in everything(opened.window.contentItem()) if is_builder(i))
    page.setProperty("current", place)


def is_builder(item: QQuickItem) -> bool:
    return item.metaObject().className().startswith("BuilderPage")


def settle(opened: Any) -> None:
    for _round in range(4):
        opened.window.grabWindow()
        QCoreApplication.processEvents()


def everything(root: QQuickItem) -> Iterator[QQuickItem]:
    found = [root]
    for item in found:
        yield item
        found.extend(child for child in item.childItems() if child.isVisible())


def cut_off(root: QQuickItem, width: int, height: int) -> list[str]:
    return [
        f"{why}: {item.property('text')!r}"
        for item in everything(root)
        if item.inherits("QQuickText") and item.property("text") and item.opacity() > 0
        for why in [wrong_with(item, QRectF(0, 0, width, height))]
        if why
    ]


def wrong_with(item: QQuickItem, window: QRectF) -> str:
    # Of a text that elides, what is left of it.
    wanted = item.property("contentWidth")
    if wanted > item.width() + SLACK_PX:
        return "wider than its place"
    corner = item.mapToScene(QPointF(0, 0))
    seen = QRectF(corner.x(), corner.y(), min(item.width(), wanted), item.height())
    around, scrolls = item.parentItem(), False
    while around is not None:
        if around.inherits("QQuickFlickable"):
            if around.property("contentWidth") > around.width() + SLACK_PX:
                return ""
            scrolls = True
        if around.clip():
            at = around.mapToScene(QPointF(0, 0))
            if seen.left() < at.x() - SLACK_PX or seen.right() > at.x() + around.width() + SLACK_PX:
                return "cut off at the side"
        around = around.parentItem()
    if seen.left() < -SLACK_PX or seen.right() > window.right() + SLACK_PX:
        return "beside the window"
    if not scrolls and (seen.top() < -SLACK_PX or seen.bottom() > window.bottom() + SLACK_PX):
        return "above or below the window"
    return ""
