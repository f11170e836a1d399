"""What holds on every screen: no word runs out of its place, and each can be read on its ground.

In the longer language, the largest text and the smallest window: what 1440 × 900 leaves at 200 %.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from assistant_studio import language, translations
from assistant_studio.assistants.check import Check
from assistant_studio.language import Catalogue

SECTIONS = ("appearance", "answers", "data", "network", "shortcuts", "about")
# Width, height and the size of text in percent.
SIZES = ((720, 480, 100), (1024, 700, 150), (1440, 900, 100))
# A letter's edge may lie a pixel beyond what its font says.
SLACK_PX = 1.5
# WCAG 2.2, 1.4.3: large text needs less.
LEAST, LEAST_LARGE = 4.5, 3.0
LARGE_PX = 24


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use(Catalogue())


@pytest.mark.parametrize("code", translations.available())
def test_every_word_is_inside_its_place(
    code: str, studio: Any, open_window: Callable[[], Any]
) -> None:
    translations.speak(code)
    cut: list[str] = []
    for where, opened in screens(studio, open_window, SIZES):
        window = QRectF(opened.window.contentItem().boundingRect())
        cut += [
            f"{where}: {wrong}: {item.property('text')!r}"
            for item in words_of(opened)
            if (wrong := wrong_with(item, window))
        ]

    assert not cut, "\n".join(cut)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_can_be_read_on_what_is_drawn_behind_it(
    theme: str, studio: Any, open_window: Callable[[], Any]
) -> None:
    studio.settings.change(theme=theme)
    weak: list[str] = []
    seen: set[tuple[str, str]] = set()
    for where, opened in screens(studio, open_window, SIZES[-1:]):
        window = QRectF(opened.window.contentItem().boundingRect())
        image = opened.grab()
        for item in words_of(opened):
            if wrong_with(item, window) or is_faded(item):
                continue
            ink, ground = item.property("color"), ground_of(item, image)
            if ground is None:
                continue
            seen.add((ink.name(), ground.name()))
            ratio = contrast(ink, ground)
            large = item.property("font").pixelSize() >= LARGE_PX
            if ratio < (LEAST_LARGE if large else LEAST):
                weak.append(
                    f"{where}: {ratio:.2f} {item.property('text')!r} {ink.name()} {ground.name()}"
                )

    assert len(seen) >= 10
    assert not weak, "\n".join(weak)


def screens(
    studio: Any, open_window: Callable[[], Any], sizes: tuple[tuple[int, int, int], ...]
) -> Iterator[tuple[str, Any]]:
    """The window at every screen and size, with a word for where it stands."""
    assistant_id = studio.with_sample()
    give_checks(studio, assistant_id)
    opened = open_window()
    app = opened.view_model("AppViewModel")
    for width, height, percent in sizes:
        theme_of(opened).setProperty("textScale", percent / 100)
        opened.window.resize(width, height)
        opened.wait_for(lambda w=width: opened.window.width() == w)
        for name, show in pages(opened, app, assistant_id):
            show()
            settle(opened)
            yield f"{width}×{height} {percent} % {name}", opened


def words_of(opened: Any) -> Iterator[QQuickItem]:
    for item in everything(opened.window.contentItem()):
        if item.inherits("QQuickText") and item.property("text") and item.opacity() > 0:
            yield item


def is_faded(item: QQuickItem) -> bool:
    """Whether it is drawn paler, as what is disabled is."""
    around: QQuickItem | None = item
    while around is not None:
        if around.opacity() < 1 or not around.isEnabled():
            return True
        around = around.parentItem()
    return False


def ground_of(item: QQuickItem, image: QImage) -> QColor | None:
    """What is drawn behind a word: the colour at most places along its edges, free of letters."""
    scale = image.devicePixelRatio()
    wide = min(item.width(), item.property("contentWidth")) - 1
    # Of a button's word, which has the button's height, not the border.
    spare = max(0.0, (item.height() - item.property("contentHeight")) / 2)
    ends = (spare, item.height() - 1 - spare)
    along = [(part * wide / 8, y) for part in range(9) for y in ends]
    found: Counter[int] = Counter()
    for x, y in along:
        at = item.mapToScene(QPointF(x, y)) * scale
        if image.rect().contains(at.toPoint()):
            found[image.pixelColor(at.toPoint()).rgb()] += 1
    if not found or found.most_common(1)[0][1] < 6:
        return None
    return QColor.fromRgb(found.most_common(1)[0][0])


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


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
