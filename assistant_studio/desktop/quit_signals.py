"""Ctrl+C in the terminal and a session's end close the window in good order."""

from __future__ import annotations

import contextlib
import signal
import socket

from PySide6.QtCore import QCoreApplication, QMetaObject, QObject, QSocketNotifier, Qt


class QuitSignals(QObject):
    """Turns SIGINT and SIGTERM into the application's ordinary end.

    While Qt waits for events no Python code runs, so that a Python handler alone would never be
    called: the wake-up socket makes Qt come back.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        self._old_fd = signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._old = {
            number: signal.signal(number, self._quit) for number in (signal.SIGINT, signal.SIGTERM)
        }

    def close(self) -> None:
        """Put the former handlers back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_fd)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        self._reading.close()
        self._writing.close()

    def _drain(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._reading.recv(64)

    def _quit(self, *_arguments: object) -> None:
        # Queued: Python runs this in the middle of whatever Qt was doing, and quitting closes the
        # windows at once, also while QML is still making what they show.
        application = QCoreApplication.instance()
        if application is not None:
            QMetaObject.invokeMethod(application, "quit", Qt.ConnectionType.QueuedConnection)
