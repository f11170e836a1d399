"""Reading web pages: what a person would see, with headings, lists and table rows kept."""

from __future__ import annotations

import codecs
import re
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import EmptyDocument
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.encodings import Decoded, decoded_as
from assistant_studio.knowledge.readers.html_text import HtmlText
from assistant_studio.knowledge.readers.html_unseen import Judge
from assistant_studio.knowledge.readers.limits import MAX_HTML_FILE_BYTES
from assistant_studio.knowledge.readers.plain_text import decoded_bytes, notes_on
from assistant_studio.knowledge.readers.source import ALIVE, Progress, Reading, Source
from assistant_studio.knowledge.readers.unseen import UnseenTexts
from assistant_studio.knowledge.readers.writer import TextWriter
from assistant_studio.language import _

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
_CHECK_EVERY_NODES = 10_000


def read(source: Source, token: CancelToken) -> Reading:
    """Read a web page from a file; nothing it refers to is fetched."""
    decoded = decoded_page(source, source.read_bytes(MAX_HTML_FILE_BYTES, _("web pages")))
    token.check()
    yield ALIVE
    text = HtmlText(TextWriter(source))
    unseen = UnseenTexts()
    yield from write_page(decoded.text, text, Judge(unseen), token)
    whole, sections = text.result()
    if not whole:
        raise EmptyDocument(
            _("{name} holds no text that a person would see.", name=source.quoted),
            _("If scripts fill it in: open it in a browser, print it to PDF, and add that."),
        )
    return ExtractedText(
        whole,
        sections,
        notes=notes_on(decoded),
        encoding=decoded.encoding,
        flags=unseen.flags(),
    )


def write_page(
    page: str, text: HtmlText, judge: Judge, token: CancelToken
) -> Generator[Progress, None, None]:
    """Write what a person would see of a page.

    Args:
        page: Its HTML.
        text: Where to write.
        judge: Says what is not to be seen.
        token: Stops.
    """
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        tree = LexborHTMLParser(page)
    except SelectolaxError as error:
        # Every text is a page to an HTML5 parser; only memory can fail it.
        raise MemoryError from error
    judge.look_at(tree)
    root = tree.body
    for count, (node, entering) in enumerate(_walk(root, judge) if root is not None else ()):
        if count % _CHECK_EVERY_NODES == 0:
            token.check()
            yield ALIVE
        if node.is_text_node:
            text.words(node.text_content or "")
        elif entering:
            text.enter(node.tag or "", node.attributes)
        else:
            text.leave(node.tag or "")
            judge.place = text.last_heading or judge.place


def _walk(root: LexborNode, judge: Judge) -> Iterator[tuple[LexborNode, bool]]:
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
        elif node.is_element_node and not judge.is_unseen(node):
            yield node, True
            above.append(node)
            node = node.first_child
        else:
            if node.is_text_node:
                yield node, True
            node = node.next


def decoded_page(source: Source, data: bytes) -> Decoded:
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
