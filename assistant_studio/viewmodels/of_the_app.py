"""Objects of which the app has one: made when first asked for, gone with the Qt application."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject

One = TypeVar("One", bound=QObject)


def one_of_the_app(kind: type[One]) -> One:
    """The one object of this kind.

    Args:
        kind: Its class, which takes its parent and nothing else.
    """
    application = QCoreApplication.instance()
    assert application is not None
    name = f"the one {kind.__name__}"
    found = application.findChild(kind, name)
    if not isinstance(found, kind):
        found = kind(application)
        found.setObjectName(name)
    return found
