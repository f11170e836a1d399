"""Nothing connects anywhere without a person's yes: the guard in every process, and its log.

Python's audit hooks (PEP 578) see each connection before it is made, whichever library asks.
Connections on this computer itself (loopback, local sockets) are allowed and not logged.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant_studio.errors import NetworkBlocked
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.database import utc_now

_LOG_LIMIT_BYTES = 1 << 20
_allowed = threading.local()
_guards: list[_Guard] = []


def install_network_guard(home: Home, process: str) -> None:
    """Block and log every connection that leaves this computer, in this process, for good.

    A second call (the data folder was changed) moves the log; an audit hook cannot be taken out.

    Args:
        home: Whose network log is written.
        process: What to call this process in the log.
    """
    if _guards:
        _guards[0].home = home
        return
    guard = _Guard(home, process)
    _guards.append(guard)
    sys.addaudithook(guard.hook)


@contextlib.contextmanager
def network_allowed(reason: str) -> Iterator[None]:
    """Let this thread connect, because a person asked for it; each connection is logged.

    Args:
        reason: What the person started, such as "download of SmolLM2 135M".
    """
    before = getattr(_allowed, "reason", None)
    _allowed.reason = reason
    try:
        yield
    finally:
        _allowed.reason = before


class _Guard:
    """One process's hook."""

    def __init__(self, home: Home, process: str) -> None:
        self.home = home
        self._process = process

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Called by Python before each audited event."""
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            self._check(arguments[1] if len(arguments) > 1 else None)
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
            self._check(arguments[:2])
        elif event == "socket.getnameinfo":
            self._check(arguments[0])

    def _check(self, address: object) -> None:
        if address is None or is_local(address):
            return
        reason: str | None = getattr(_allowed, "reason", None)
        if reason is not None and is_offline(self.home):
            self.log(_spoken(address), None)
            raise NetworkBlocked(
                _(
                    "A connection to {address} was blocked: you are offline.",
                    address=_spoken(address),
                ),
                _("To let a download through, switch “Stay offline” off in the settings."),
            )
        self.log(_spoken(address), reason)
        if reason is None:
            raise NetworkBlocked(
                _(
                    "A connection to {spoken} was blocked: nothing leaves this computer.",
                    spoken=_spoken(address),
                ),
                _("If you wanted a download, start it from the Models screen."),
            )

    def log(self, address: str, reason: str | None) -> None:
        """Write one line; a full disk must not turn a block into a crash."""
        line = {
            "time": utc_now(),
            "process": self._process,
            "address": address,
            "allowed": reason is not None,
            "reason": reason or "",
        }
        with contextlib.suppress(OSError):
            log = self.home.network_log
            log.parent.mkdir(parents=True, exist_ok=True)
            if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES:
                log.replace(log.with_suffix(".old.jsonl"))
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


def is_offline(home: Home) -> bool:
    """Whether a person wants no connection at all, not even a download that somebody started.

    The settings are read anew each time: a switch counts at once, in every process. Connections
    are rare enough for that. Settings that cannot be read let nothing through.
    """
    try:
        data = json.loads(home.settings_file.read_text(encoding="utf-8"))
        return bool(data.get("offline", False))
    except FileNotFoundError:
        return False
    except (OSError, ValueError, AttributeError):
        return True


@dataclass(frozen=True, slots=True)
class NetworkUse:
    """One line of the network log.

    Attributes:
        time: ISO 8601, UTC.
        process: Which of the app's processes.
        address: Host and port.
        allowed: Whether the connection was let through.
        reason: What a person had started; empty where nobody had.
    """

    time: str
    process: str
    address: str
    allowed: bool
    reason: str


def network_uses(home: Home, limit: int = 500) -> list[NetworkUse]:
    """The latest lines of the network log, the newest first; what is no line is left out."""
    lines: list[str] = []
    for log in (home.network_log.with_suffix(".old.jsonl"), home.network_log):
        with contextlib.suppress(OSError):
            lines += log.read_text(encoding="utf-8", errors="replace").splitlines()
    uses = [use for line in lines[-limit:] if (use := _use_from(line)) is not None]
    return uses[::-1]


def _use_from(line: str) -> NetworkUse | None:
    try:
        data = json.loads(line)
        return NetworkUse(
            time=str(data["time"]),
            process=str(data["process"]),
            address=str(data["address"]),
            allowed=bool(data["allowed"]),
            reason=str(data.get("reason", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def log_blocked(address: str) -> None:
    """Log a connection that was blocked outside Python's sockets (a picture asked for by QML)."""
    if _guards:
        _guards[0].log(address, None)


def is_local(address: object) -> bool:
    """Whether an address as sockets take it stays on this computer."""
    if isinstance(address, (str, bytes)):
        return True  # the path of a local (Unix) socket
    if not isinstance(address, tuple) or not address:
        return True  # netlink, packet and other families that reach no host
    host = address[0]
    if host is None or host in ("", b"", "localhost", b"localhost"):
        return True
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _spoken(address: object) -> str:
    if isinstance(address, tuple):
        return ":".join(str(part) for part in address[:2])
    return str(address)
