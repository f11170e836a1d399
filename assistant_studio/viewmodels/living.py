"""The Qt objects of our own classes that are alive, found without making wrappers of others."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject


def living(wanted: Callable[[type[QObject]], bool]) -> list[QObject]:
    """The living Qt objects whose Python class is wanted, in no order.

    Not by `QObject.findChildren`: it wraps every object it passes, QML's own among them. PySide
    keeps those wrappers, and when one of their objects is gone takes a new one at the same
    address for it; sooner or later the process dies of that. Nor by the garbage collector's list:
    it holds what other threads are still making, which must not be touched.

    Args:
        wanted: Says of a class, a subclass of `QObject`, whether its objects are looked for.
    """
    return [
        found
        for found in shiboken6.getAllValidWrappers()
        if isinstance(found, QObject) and wanted(type(found)) and shiboken6.isValid(found)
    ]
