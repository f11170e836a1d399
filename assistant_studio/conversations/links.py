"""Web addresses in replies: which may be offered to a person, and how they are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

MAX_ADDRESS_CHARS = 2000
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?")
_IPV6 = re.compile(r"[0-9a-f:.]+")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_AUTHORITY_END = re.compile(r"[/?#]")
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"
_BARE = re.compile(r"https?://[^\s<>\"'`\\|]+", re.IGNORECASE)
_TRAILING = ".,;:!?*_~'\""


@dataclass(frozen=True, slots=True)
class Address:
    """An address in three parts, ASCII throughout, so that no character in it can hide or mislead.

    Attributes:
        before: The scheme.
        host: Whose it is: the part to look at before saying yes.
        after: The rest.
    """

    before: str
    host: str
    after: str

    @property
    def url(self) -> str:
        """The whole address."""
        return self.before + self.host + self.after


def safe_address(raw: str) -> Address | None:
    """The address a person may be asked about, or None where it must stay plain text.

    Only http, https and mailto. A name with letters beyond ASCII is shown as it is looked up
    (`xn--…`), other such characters as the bytes that would be asked for (`%E2%80%AE`). An
    address that names a user before the host is refused: it is nearly always meant to mislead.
    """
    if len(raw) > MAX_ADDRESS_CHARS or not raw.isprintable():
        raw = "".join(char for char in raw if char.isprintable() or ord(char) > 127)
        if len(raw) > MAX_ADDRESS_CHARS:
            return None
    try:
        parts = urlsplit(raw)
        if parts.scheme in ("http", "https"):
            return _web_address(raw, parts)
        return _mail_address(raw) if parts.scheme == "mailto" else None
    except ValueError:
        return None


def _web_address(raw: str, parts: SplitResult) -> Address | None:
    authority = _AUTHORITY_END.split(raw[len(parts.scheme) + 3 :], maxsplit=1)[0]
    host = parts.hostname
    if not host or not raw.lower().startswith(f"{parts.scheme}://"):
        return None
    if "@" in authority or "\\" in authority or " " in authority:
        return None
    if ":" in host:
        if not _IPV6.fullmatch(host):
            return None
        host = f"[{host}]"
    else:
        host = host.encode("idna").decode("ascii").lower()
        if not _HOST.fullmatch(host):
            return None
    if parts.port is not None:
        host += f":{parts.port}"
    after = quote(raw[len(parts.scheme) + 3 + len(authority) :], safe=_SAFE, errors="replace")
    return Address(f"{parts.scheme}://", host, after)


def _mail_address(raw: str) -> Address | None:
    found = _MAIL.match(raw, len("mailto:"))
    if found is None:
        return None
    after = raw[found.end() :]
    if after and not after.startswith("?"):
        return None
    return Address("mailto:", found[0], quote(after, safe=_SAFE, errors="replace"))


def bare_addresses(text: str) -> list[tuple[int, int, Address]]:
    """Web addresses that stand in a text as they are: start, end and address of each."""
    found = []
    for match in _BARE.finditer(text):
        written = _without_trailing_marks(match[0])
        address = safe_address(written)
        if address is not None:
            found.append((match.start(), match.start() + len(written), address))
    return found


def _without_trailing_marks(written: str) -> str:
    """What belongs to an address at the end of a sentence or in brackets."""
    while written:
        last = written[-1]
        unpaired = last in ")]}" and written.count(last) > written.count("([{"[")]}".index(last)])
        if last not in _TRAILING and not unpaired:
            break
        written = written[:-1]
    return written
