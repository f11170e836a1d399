"""QML's own way to the network, closed: only what lies on this computer is given out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest
from PySide6.QtQml import QQmlNetworkAccessManagerFactory

from assistant_studio import network

# What can be answered without any host; everything else is refused.
_LOCAL_SCHEMES = frozenset({"file", "qrc", "data", "image"})


class _RefusingManager(QNetworkAccessManager):
    def createRequest(
        self, op: QNetworkAccessManager.Operation, request: QNetworkRequest, *rest: Any
    ) -> QNetworkReply:
        if not is_local_url(request.url()):
            network.log_blocked(f"{request.url().scheme()}://{request.url().host()}")
            # An empty address makes Qt answer with an error at once, without any connection.
            request = QNetworkRequest(QUrl())
        return super().createRequest(op, request, *rest)


class RefusingAccessFactory(QQmlNetworkAccessManagerFactory):
    """Gives the QML engine a network access manager that reaches nothing."""

    def __init__(self) -> None:
        super().__init__()
        # The engine does not own what `create` gives from Python: without this it would be freed.
        self._made: list[QNetworkAccessManager] = []

    def create(self, parent: QObject) -> QNetworkAccessManager:
        """Called by the engine, perhaps on a loader's thread."""
        manager = _RefusingManager(parent)
        self._made.append(manager)
        return manager


def is_local_url(url: QUrl) -> bool:
    """Whether an address names something on this computer itself."""
    scheme = url.scheme().lower()
    if scheme == "file":
        return url.host() == ""  # file://host/share is a Windows share: a connection
    return scheme in _LOCAL_SCHEMES
