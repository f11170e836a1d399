"""What went wrong inside the window: every uncaught error and Qt warning goes to one file."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LOG_NAME = "assistant_studio.window"
_LIMIT_BYTES = 1 << 20
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class WindowLog:
    """Hooks into Python's and Qt's ways of saying that something is off.

    Args:
        path: The log file; its folder is made.
        unexpected: Called on any thread with an error that nobody caught.
    """

    def __init__(self, path: Path, unexpected: Callable[[BaseException], None]) -> None:
        self._unexpected = unexpected
        self._logger = logging.getLogger(LOG_NAME)
        self._handler = _handler(path)
        self._logger.addHandler(self._handler)
        self._logger.propagate = False
        self._hooks = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Begin to listen."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        qInstallMessageHandler(self._qt_message)

    def close(self) -> None:
        """Put everything back as it was."""
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook = self._hooks
        self._logger.removeHandler(self._handler)
        self._handler.close()

    def _uncaught(
        self,
        kind: type[BaseException],
        error: BaseException,
        traceback: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        self._logger.critical("Uncaught", exc_info=(kind, error, traceback))
        if sys.stderr is not None and sys.stderr.isatty():
            sys.__excepthook__(kind, error, traceback)
        self._unexpected(error)

    def _uncaught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._uncaught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        place = f" ({context.file}:{context.line})" if context.file else ""
        self._logger.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s%s", text, place)
        if sys.stderr is not None and sys.stderr.isatty() and kind != QtMsgType.QtDebugMsg:
            sys.stderr.write(f"{text}{place}\n")


def _handler(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LIMIT_BYTES:
            path.replace(path.with_suffix(".old.log"))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        # A full or read-only disk must not keep the window from saying so.
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
