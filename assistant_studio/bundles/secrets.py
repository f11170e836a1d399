"""What looks secret or personal in the texts that are about to travel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from assistant_studio.assistants.field_words import field_title
from assistant_studio.language import N_, _

MOST_OF_A_KIND = 50
_WINDOW_CHARS = 1 << 19
_OVERLAP_CHARS = 512


class SecretKind(StrEnum):
    """What was found."""

    PRIVATE_KEY = "private_key"
    TOKEN = "token"
    PASSWORD = "password"
    MAIL_ADDRESS = "mail_address"
    HOME_PATH = "home_path"
    UNREAD = "unread"


KIND_WORDS = {
    SecretKind.PRIVATE_KEY: N_("a private key"),
    SecretKind.TOKEN: N_("an access token"),
    SecretKind.PASSWORD: N_("a password"),
    SecretKind.MAIL_ADDRESS: N_("a mail address"),
    SecretKind.HOME_PATH: N_("a path with a user's name"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks secret.

    Attributes:
        kind: What it looks like; `UNREAD` where nobody could look.
        place: Where: a field such as `instructions`, or a document's name.
        document_id: Of that document; empty for a field.
        quote: What stands there; of keys and passwords only the beginning.
        offset: Where in the text.
    """

    kind: SecretKind
    place: str
    document_id: str
    quote: str
    offset: int


# Each begins with a fixed text or class and repeats only what its end cannot be part of, so that
# none takes more than linear time. The shapes are those that the services document.
_PATTERNS: tuple[tuple[SecretKind, re.Pattern[str]], ...] = (
    (SecretKind.PRIVATE_KEY, re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----")),
    (
        SecretKind.TOKEN,
        re.compile(
            r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
            r"|\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{40,}"
            r"|\bglpat-[A-Za-z0-9_-]{20,}"
            r"|\bxox[abeoprs]-[A-Za-z0-9-]{10,}"
            r"|\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}"
            r"|\b[sr]k_live_[A-Za-z0-9]{16,}"
            r"|\bAIza[0-9A-Za-z_-]{35}"
            r"|\bhf_[A-Za-z0-9]{30,}"
            r"|\bnpm_[A-Za-z0-9]{36}|\bpypi-[A-Za-z0-9_-]{40,}"
            r"|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"
            r"|\beyJ[A-Za-z0-9_-]{10,300}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,}"
        ),
    ),
    (
        SecretKind.PASSWORD,
        re.compile(
            r"(?i)\b(?:password|passwd|passwort|kennwort|secret|api[_-]?key|access[_-]?token)"
            r"[\"']?[ \t]{0,4}[:=][ \t]{0,4}[\"']?(?P<value>[^\s\"'<>{}\[\](),;]{6,80})"
            r"|\b[a-z][a-z0-9+.-]{1,15}://[^\s/:@]{1,64}:(?P<in_url>[^\s/:@]{3,64})@"
        ),
    ),
    (
        SecretKind.MAIL_ADDRESS,
        re.compile(
            r"\b[A-Za-z0-9._%+-]{1,64}@(?P<domain>(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})\b"
        ),
    ),
    (
        SecretKind.HOME_PATH,
        re.compile(
            r"(?:/home/|/Users/|[A-Za-z]:\\(?:Users|Documents and Settings)\\)"
            r"(?P<user>[^\s/\\:*?\"<>|]{1,64})"
        ),
    ),
)
# RFC 2606 and RFC 6761: these names belong to nobody.
_NOBODYS = re.compile(r"(?i)(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$")
_NO_USER = {"user", "username", "you", "yourname", "name", "shared", "public", "default"}
_SHOWN_CHARS = 6


def told(finding: Finding) -> str:
    """What a person is told about one finding."""
    if finding.kind is SecretKind.UNREAD:
        return _("“{place}” has not been read: nobody knows what it holds.", place=finding.place)
    return _(
        "“{place}” holds {what}: {quote}",
        place=finding.place if finding.document_id else field_title(finding.place),
        what=_(KIND_WORDS[finding.kind]),
        quote=" ".join(finding.quote.split()),
    )


def unread(name: str, document_id: str) -> Finding:
    """What stands for a document that travels although nothing could be searched in it."""
    return Finding(SecretKind.UNREAD, name, document_id, "", 0)


def find_secrets(place: str, text: str, document_id: str = "") -> list[Finding]:
    """What looks secret in a text; of each kind at most `MOST_OF_A_KIND` different ones.

    Args:
        place: Where the text stands.
        text: Any length.
        document_id: Of the document whose text it is.
    """
    found: dict[tuple[SecretKind, str], Finding] = {}
    for kind, pattern in _PATTERNS:
        for offset, quote in islice(_matches(kind, pattern, text), MOST_OF_A_KIND):
            shown = Finding(kind, place, document_id, _masked(kind, quote), offset)
            found.setdefault((kind, quote), shown)
    return sorted(found.values(), key=lambda finding: finding.offset)


def _matches(kind: SecretKind, pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    for start in range(0, max(1, len(text)), _WINDOW_CHARS):
        window = text[start : start + _WINDOW_CHARS + _OVERLAP_CHARS]
        for match in pattern.finditer(window):
            if match.start() < _WINDOW_CHARS and _counts(kind, match):
                yield start + match.start(), match[0]


def _counts(kind: SecretKind, match: re.Match[str]) -> bool:
    if kind is SecretKind.MAIL_ADDRESS:
        return not _NOBODYS.search(match["domain"])
    if kind is SecretKind.HOME_PATH:
        return match["user"].casefold() not in _NO_USER
    if kind is SecretKind.PASSWORD and match["value"]:
        # "password: required" is prose; what is secret has digits or signs in it.
        return any(sign.isdigit() or not sign.isalnum() for sign in match["value"].rstrip(".!?:"))
    return True


def _masked(kind: SecretKind, quote: str) -> str:
    if kind in (SecretKind.MAIL_ADDRESS, SecretKind.HOME_PATH, SecretKind.PRIVATE_KEY):
        return quote[:120]
    return f"{quote[:_SHOWN_CHARS]}… ({len(quote)})"
