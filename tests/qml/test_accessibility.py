"""The keyboard reaches everything, and everything it reaches has a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickItem

SECTIONS = ("appearance", "answers", "data", "network", "shortcuts", "about")
PAGES = (
    *("chat", "library", "templates", "form", "new"),
    *(f"settings/{section}" for section in SECTIONS),
)
MOST_STOPS = 80
# What a person can operate; each must say what it is.
OPERABLE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ListItem,
    QAccessible.Role.MenuItem,
    QAccessible.Role.Link,
    QAccessible.Role.ComboBox,
    QAccessible.Role.List,
    QAccessible.Role.ProgressBar,
    QAccessible.Role.Slider,
    QAccessible.Role.PageTab,
}


@pytest.fixture
def window(studio: Any, open_window: Callable[[], Any]) -> Any:
    assistant_id = studio.with_sample()
    opened = open_window()
    opened.assistant_id = assistant_id
    return opened


BY_KEYBOARD = {
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.List,
    QAccessible.Role.Slider,
    QAccessible.Role.PageTab,
}
GROUPED = {QAccessible.Role.RadioButton, QAccessible.Role.PageTab}


def show(window: Any, page: str) -> None:
    app = window.view_model("AppViewModel")
    page, _slash, section = page.partition("/")
    if section:
        app.openSettingsAt(section)
    elif page == "library":
        app.openLibrary()
    elif page == "templates":
        app.openTemplates()
    elif page == "form":
        app.editAssistant(window.assistant_id)
    elif page == "new":
        app.newAssistant()
    window.wait_for(lambda: app.page == ("form" if page == "new" else page))


@pytest.mark.parametrize("page", PAGES)
def test_everything_operable_has_a_name(window: Any, page: str) -> None:
    show(window, page)
    nameless = []
    seen = 0
    for item in window.items():
        interface = QAccessible.queryAccessibleInterface(item)
        if interface is None or interface.role() not in OPERABLE:
            continue
        seen += 1
        if not interface.text(QAccessible.Text.Name).strip():
            nameless.append(described(item))

    assert seen > 5
    assert not nameless


@pytest.mark.parametrize("page", PAGES)
def test_tab_walks_round_and_stops_only_at_named_things(window: Any, page: str) -> None:
    show(window, page)
    around: set[int] = set()
    stops = tab_stops(window, each=lambda item: around.update(pointers_around(item)))

    nameless = [described(item) for item in stops if not name_of(item)]
    assert not nameless
    names = [name_of(item) for item in stops]
    # The builder has its sections where the sidebar stands.
    assert (
        "Profile" if page in ("form", "new") else "Search conversations and assistants"
    ) in names
    assert len(stops) == len({id(item) for item in stops})
    # What the keyboard comes to can be operated, and says as what.
    wrong = [described(item) for item in stops if role_of(item) not in OPERABLE]
    assert not wrong
    unreached = [
        described(item)
        for item in window.items()
        if role_of(item) in BY_KEYBOARD
        and item.isEnabled()
        and not is_empty_list(item)
        and not is_reached(item, around)
    ]
    assert not unreached


@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_every_button(window: Any, page: str) -> None:
    show(window, page)
    reached = {name_of(item) for item in tab_stops(window)}
    buttons = {
        name_of(item)
        for item in window.items()
        if item.isEnabled()
        and item.property("focusPolicy") not in (None, 0, Qt.FocusPolicy.NoFocus)
        and QAccessible.queryAccessibleInterface(item) is not None
        and QAccessible.queryAccessibleInterface(item).role() == QAccessible.Role.Button
    }

    assert buttons - reached == set()


@pytest.mark.parametrize("page", [*PAGES[:5], "settings/appearance", "settings/data"])
def test_focus_can_be_seen_wherever_it_is(window: Any, page: str) -> None:
    show(window, page)
    before = window.grab()
    unseen = []
    for item in tab_stops(window, each=lambda _item: window.wait_for(lambda: True)):
        item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        after = window.grab()
        if after == before:
            unseen.append(described(item))
        before = after

    assert not unseen


def tab_stops(window: Any, each: Callable[[QQuickItem], None] | None = None) -> list[QQuickItem]:
    """Where Tab stops, once round."""
    window.window.requestActivate()
    window.wait_for(window.window.isActive)
    stops: list[QQuickItem] = []
    for _ in range(MOST_STOPS):
        press(window, Qt.Key.Key_Tab)
        item = window.window.activeFocusItem()
        if item is None or (stops and item is stops[0]):
            break
        if item in stops:
            # A ring that does not close where it began is closed all the same.
            break
        stops.append(item)
        if each is not None:
            each(item)
    else:
        pytest.fail(f"Tab never came round: {[name_of(item) for item in stops]}")
    return stops


def press(window: Any, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QGuiApplication.sendEvent(
            window.window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
        )


def pointers_around(item: QQuickItem) -> set[int]:
    """The item and everything it lies in, as addresses: a list's rows may be gone soon."""
    found = set()
    at: QQuickItem | None = item
    while at is not None:
        found.add(shiboken6.getCppPointer(at)[0])
        at = at.parentItem()
    return found


def is_empty_list(item: QQuickItem) -> bool:
    interface = QAccessible.queryAccessibleInterface(item)
    children = [interface.child(place) for place in range(interface.childCount())]
    rows = [c for c in children if c is not None and c.role() == QAccessible.Role.ListItem]
    return role_of(item) == QAccessible.Role.List and not rows


def is_reached(item: QQuickItem, around: set[int]) -> bool:
    """Whether Tab came to an item or into it, or to another of its group: arrow keys go on."""
    parent = item.parentItem()
    grouped = role_of(item) in GROUPED and parent is not None
    wanted = parent if grouped and parent is not None else item
    return shiboken6.getCppPointer(wanted)[0] in around


def role_of(item: QQuickItem) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.role() if interface is not None else QAccessible.Role.NoRole


def name_of(item: QQuickItem) -> str:
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def described(item: QQuickItem) -> str:
    parents = []
    at: QQuickItem | None = item
    while at is not None and len(parents) < 4:
        parents.append(at.metaObject().className().split("_QMLTYPE")[0])
        at = at.parentItem()
    return f"{' in '.join(parents)} ({name_of(item)!r})"
