"""Reading web pages: what a person would see, with headings, lists and table rows kept."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import EmptyDocument
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.encodings import Decoded, decoded_as
from assistant_studio.knowledge.readers.html_text import HtmlText
from assistant_studio.knowledge.readers.limits import MAX_HTML_FILE_BYTES
from assistant_studio.knowledge.readers.plain_text import decoded_bytes, notes_on
from assistant_studio.knowledge.readers.source import ALIVE, Reading, Source
from assistant_studio.knowledge.readers.writer import TextWriter

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEAD_BYTES = 4096
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w:.+-]{1,40})""",
    re.IGNORECASE,
)
# Codecs that write text; Python knows others by such names (punycode, unicode_escape, hex).
_TEXT_CODEC = re.compile(
    r"(?:ascii|utf-8|iso8859-\d+|cp\d+|koi8-[rtu]|gb\w+|hz|big5\w*|euc_\w+|shift\w+|iso2022_\w+"
    r"|mac-\w+|tis-620|johab)\Z"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = frozenset(
    """
    head script style template noscript svg canvas object embed iframe frameset audio video map
    datalist select input textarea title meta link base rp rt
    """.split()  # noqa: SIM905 - a list of quoted words would hide the words
)
_CHECK_EVERY_NODES = 10_000


def read(source: Source, token: CancelToken) -> Reading:
    """Read a web page from a file; nothing it refers to is fetched."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    decoded = _decoded(source, source.read_bytes(MAX_HTML_FILE_BYTES, "web pages"))
    token.check()
    yield ALIVE
    text = HtmlText(TextWriter(source))
    try:
        root = LexborHTMLParser(decoded.text).body
    except SelectolaxError as error:
        # Every text is a page to an HTML5 parser; only memory can fail it.
        raise MemoryError from error
    for count, (node, entering) in enumerate(_walk(root) if root is not None else ()):
        if count % _CHECK_EVERY_NODES == 0:
            token.check()
            yield ALIVE
        if node.is_text_node:
            text.words(node.text_content or "")
        elif entering:
            text.enter(node.tag or "", node.attributes)
        else:
            text.leave(node.tag or "")
    whole, sections = text.result()
    if not whole:
        raise EmptyDocument(
            f"{source.quoted} holds no text that a person would see.",
            "If scripts fill it in: open it in a browser, print it to PDF, and add that.",
        )
    return ExtractedText(whole, sections, notes=notes_on(decoded), encoding=decoded.encoding)


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """The visible nodes in order: True when an element or text begins, False when one ends."""
    above: list[LexborNode] = []
    node = root.first_child
    while True:
        if node is None:
            if not above:
                return
            node = above.pop()
            yield node, False
            node = node.next
        elif node.is_element_node and not _hidden(node):
            yield node, True
            above.append(node)
            node = node.first_child
        else:
            if node.is_text_node:
                yield node, True
            node = node.next


def _hidden(node: LexborNode) -> bool:
    if node.tag in _UNSEEN:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(attributes.get("style") or "") is not None
    )


def _decoded(source: Source, data: bytes) -> Decoded:
    """The page's characters: by its mark, as UTF-8, by what it declares, or by what fits."""
    declared = _declared(data)
    if declared in (None, "utf-8") or data.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        return decoded_bytes(source, data)
    if not data.isascii():
        as_utf8 = decoded_as(data, "utf-8")
        if not as_utf8.broken:
            return as_utf8
    return decoded_as(data, declared)


def _declared(data: bytes) -> str | None:
    """The encoding that the page says it has, as Python calls it."""
    found = _CHARSET.search(data, 0, _HEAD_BYTES)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"  # as every browser takes it (WHATWG Encoding Standard, 4.2)
    return name if _TEXT_CODEC.match(name) else None
