"""After a change of language: every text that the core gave to the window is asked for again."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QMetaProperty, QMetaType, QObject

from assistant_studio.viewmodels.living import living

_OURS = "assistant_studio."
_TEXTS = {QMetaType.Type.QString.value, QMetaType.Type.QStringList.value}


def say_again() -> None:
    """Let all view models tell QML that their texts are others now.

    A view model needs to do nothing for this, as long as its properties and its rows make their
    texts when they are read.
    """
    for found in living(lambda kind: kind.__module__.startswith(_OURS)):
        for signal in {_notify_signal(text) for text in _text_properties(found)}:
            getattr(found, signal).emit()
        if isinstance(found, QAbstractListModel) and found.rowCount() > 0:
            found.dataChanged.emit(found.index(0, 0), found.index(found.rowCount() - 1, 0))


def _text_properties(found: QObject) -> Iterator[QMetaProperty]:
    described = found.metaObject()
    # The first property is QObject's own name.
    for place in range(1, described.propertyCount()):
        text = described.property(place)
        if not text.hasNotifySignal() or text.metaType().id() not in _TEXTS:
            continue
        # A signal that carries values says something more than "look again".
        if text.notifySignal().parameterCount() == 0:
            yield text


def _notify_signal(text: QMetaProperty) -> str:
    return bytes(text.notifySignal().name().data()).decode("ascii")
