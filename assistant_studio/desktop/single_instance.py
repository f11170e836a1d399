"""One window for each data folder: a lock decides who is first, a local socket calls it forward."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from assistant_studio.errors import FolderInUse, StorageError
from assistant_studio.language import _

LOCK_NAME = "window.lock"
# A window that has the lock but does not listen yet is still starting.
CALL_TIMEOUT_S = 5.0
_STEP_MS = 200
_MESSAGE_LIMIT_BYTES = 1 << 16
_RECEIVED = b"ok\n"


class SingleInstance(QObject):
    """This process's claim to be the data folder's window.

    The lock decides, never the socket: a second `listen` under the same name would silently take
    the name away from the first (`QLocalServer.UserAccessOption`).

    Attributes:
        socket_name: Where the first window listens.

    Signals:
        called: Another start of the app asked this window to show itself, with files to open.
    """

    called = Signal(list)

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = root
        self._lock = QLockFile(str(root / LOCK_NAME))
        # A window may be open for weeks; only a process that is gone makes its lock stale.
        self._lock.setStaleLockTime(0)
        self.socket_name = _socket_name(root)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the window of the data folder; says whether this process is it now.

        Raises:
            StorageError: The data folder cannot be written.
        """
        if self._lock.tryLock(0):
            self._listen()
            return True
        if self._lock.error() == QLockFile.LockError.LockFailedError:
            return False
        raise StorageError(
            _("The data folder {root} cannot be written.", root=self._root),
            _(
                "Check that you may write there and that its disk is connected, or choose "
                "another folder with --home."
            ),
        )

    def call_forward(self, files: Sequence[Path], timeout_s: float | None = None) -> None:
        """Ask the window that is open already to show itself and open these files.

        Raises:
            FolderInUse: It did not answer.
        """
        message = json.dumps({"files": [str(path.absolute()) for path in files]}).encode() + b"\n"
        end_s = time.monotonic() + (CALL_TIMEOUT_S if timeout_s is None else timeout_s)
        while time.monotonic() < end_s:
            if _sent(self.socket_name, message):
                return
        raise FolderInUse(
            _(
                "Another Assistant Studio has the data folder {root} and does not answer.",
                root=self._root,
            ),
            _(
                "Close it, or end its process, and start again; or choose another folder with "
                "--home."
            ),
        )

    def release(self) -> None:
        """Stop listening and give the lock back."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _listen(self) -> None:
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # With the lock in hand, a socket that lies there was left by a crash.
        QLocalServer.removeServer(self.socket_name)
        server.newConnection.connect(self._accept)
        server.listen(self.socket_name)
        self._server = server

    def _accept(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            socket.readyRead.connect(lambda socket=socket: self._receive(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._receive(socket)

    def _receive(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MESSAGE_LIMIT_BYTES:
                socket.abort()
            return
        files = _files(bytes(socket.readLine(_MESSAGE_LIMIT_BYTES).data()))
        if files is None:
            socket.abort()
            return
        socket.write(_RECEIVED)
        socket.flush()
        self.called.emit(files)


def _sent(name: str, message: bytes) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_STEP_MS):
        # Refused at once while nobody listens: the wait is what keeps this from spinning.
        time.sleep(_STEP_MS / 1000)
        return False
    socket.write(message)
    socket.flush()
    answered = socket.waitForReadyRead(10 * _STEP_MS)
    received = bytes(socket.readAll().data()) == _RECEIVED if answered else False
    socket.disconnectFromServer()
    return received


def _files(line: bytes) -> list[str] | None:
    """The files of a message, or None where it is none of ours."""
    try:
        message = json.loads(line)
    except ValueError:
        return None
    files = message.get("files") if isinstance(message, dict) else None
    if not isinstance(files, list) or not all(isinstance(name, str) for name in files):
        return None
    return files


def _socket_name(root: Path) -> str:
    # Socket paths are limited to about a hundred bytes, and data folders are not.
    digest = hashlib.sha256(str(root.resolve()).encode()).hexdigest()
    return f"assistant-studio-{digest[:24]}"
