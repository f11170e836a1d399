"""Reading e-mail (.eml): who wrote to whom, the message, and the documents attached to it."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Generator, Iterator
from email.errors import MessageError
from email.message import EmailMessage, Message

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedDocument, DocumentError
from assistant_studio.knowledge.document import ExtractedText, Section
from assistant_studio.knowledge.readers.encodings import NotText, decode
from assistant_studio.knowledge.readers.inside import Inside, ReadInner
from assistant_studio.knowledge.readers.limits import MAX_MAIL_PARTS, MAX_PART_BYTES
from assistant_studio.knowledge.readers.sections import short_title
from assistant_studio.knowledge.readers.source import GET_AGAIN, Progress, Reading, Source
from assistant_studio.language import _

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_BOUNDARY = re.compile(rb"boundary\s*=|message/rfc822", re.IGNORECASE)
_MAX_HEADER_CHARS = 2_000
_MAX_PARTS = 2_000
_ENDINGS = {"text/html": ".html", "text/csv": ".csv", "application/json": ".json"}
_QUIET = email.policy.default.clone(raise_on_defect=False)


def read(source: Source, token: CancelToken, read_inner: ReadInner) -> Reading:
    """Read a message; attachments of known kinds are read as documents inside it."""
    data = source.read_bytes(MAX_PART_BYTES, _("e-mails"))
    if len(_BOUNDARY.findall(data)) > MAX_MAIL_PARTS:
        raise _too_deep(source)
    inside = Inside(source, read_inner, token)
    try:
        message = email.message_from_bytes(data, policy=_QUIET)
        yield from _read_message(message, inside, source, token, read_inner)
    except RecursionError as error:
        raise _too_deep(source) from error
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise DamagedDocument(
            _(
                "{name} is cut off or damaged: it is no e-mail as programs write them.",
                name=source.quoted,
            ),
            _(GET_AGAIN),
        ) from error
    return inside.result(_("an e-mail"))


def _read_message(
    message: Message, inside: Inside, source: Source, token: CancelToken, read_inner: ReadInner
) -> Generator[Progress, None, None]:
    parts = list(_parts(message))
    bodies = [part for part in parts if _is_body(part)]
    body = _chosen(bodies)
    head = _headers(message)
    subject = short_title(_header(message, "Subject"))
    text = ExtractedText("", ())
    if body is not None:
        text = yield from _read_body(body, source, token, read_inner)
    own = "\n\n".join(each for each in (head, text.text) if each)
    shift = len(own) - len(text.text)
    titles = (subject,) if subject else ()
    first = [Section(0, shift, headings=titles)] if shift else []
    rest = [
        Section(s.start + shift, s.end + shift, headings=titles + s.headings) for s in text.sections
    ]
    if own:
        inside.own(own, tuple(first + rest), text.flags)
    for number, part in enumerate(parts, 1):
        if part not in bodies and not _is_decoration(part):
            content = _content(part)
            if content:
                yield from inside.add(_name(part, number), content)


def _read_body(
    body: Message, source: Source, token: CancelToken, read_inner: ReadInner
) -> Generator[Progress, None, ExtractedText]:
    """The message itself, which may be a web page."""
    content = _content(body)
    if body.get_content_type() == "text/html" and content:
        try:
            return (yield from read_inner(source.inner("message.html", content), token))
        except DocumentError:
            return ExtractedText("", ())
    text = _decoded(body, content).strip()
    return ExtractedText(text, (Section(0, len(text)),) if text else ())


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something, attached messages as one each."""
    pending = [message]
    count = 0
    while pending and count < _MAX_PARTS:
        part = pending.pop()
        count += 1
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            pending.extend(each for each in reversed(payload) if isinstance(each, Message))
        else:
            yield part


def _is_body(part: Message) -> bool:
    kind = part.get_content_type()
    named = part.get_filename() or part.get_content_disposition() == "attachment"
    return kind in ("text/plain", "text/html") and not named


def _is_decoration(part: Message) -> bool:
    """Whether a part is a picture in the message, not a file attached to it."""
    return part.get_content_maintype() in ("image", "audio", "video") and not part.get_filename()


def _chosen(bodies: list[Message]) -> Message | None:
    """The plain text where there is one, as a person's program shows both the same."""
    for kind in ("text/plain", "text/html"):
        for part in bodies:
            if part.get_content_type() == kind and _content(part).strip():
                return part
    return None


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        return inner.as_bytes(policy=_QUIET) if isinstance(inner, EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: Message, content: bytes) -> str:
    charset = part.get_content_charset()
    if charset:
        try:
            return content.decode(charset).replace("\r\n", "\n").replace("\0", "\ufffd")
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(content).text.replace("\r\n", "\n")
    except NotText:
        return ""


def _name(part: Message, number: int) -> str:
    name = part.get_filename()
    if name:
        return str(name)
    if part.get_content_type() == "message/rfc822":
        return f"message {number}.eml"
    return f"part {number}{_ENDINGS.get(part.get_content_type(), '')}"


def _headers(message: Message) -> str:
    lines = [f"{name}: {said}" for name in _HEADERS if (said := _header(message, name))]
    return "\n".join(lines)


def _header(message: Message, name: str) -> str:
    try:
        said = str(message.get(name) or "")
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""  # broken beyond what the parser mends
    return " ".join(said[:_MAX_HEADER_CHARS].split())


def _too_deep(source: Source) -> DamagedDocument:
    return DamagedDocument(
        _("{name} is damaged: its parts contain each other without end.", name=source.quoted),
        _(GET_AGAIN),
    )
