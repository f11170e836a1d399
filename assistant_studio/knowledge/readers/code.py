"""Reading source code: the file's own text, with sections that follow its definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.document import ExtractedText, PlaceKind, PlaceStep
from assistant_studio.knowledge.newlines import plain_newlines
from assistant_studio.knowledge.readers.limits import MAX_HEADINGS
from assistant_studio.knowledge.readers.plain_text import decoded_file, notes_on
from assistant_studio.knowledge.readers.sections import Heading, sections_of
from assistant_studio.knowledge.readers.source import ALIVE, Reading, Source

# The words with which the common languages begin a definition, and the name behind them. Indented
# ones are methods; deeper ones are details of a body.
_DEFINITION = re.compile(
    r"^(?P<indent>(?: {4}| {2}|\t)?)"
    r"(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|pub"
    r"|virtual|override|sealed|open|data|unsafe|const|extern|inline|partial)(?:\([\w:]{1,40}\))?\s{1,4}){0,6}"
    r"(?P<word>class|interface|struct|enum|trait|impl|module|namespace|record|object|protocol"
    r"|def|function|func|fun|fn|sub|procedure|PROCEDURE|FUNCTION|CREATE\s(?:TABLE|VIEW|FUNCTION)"
    r"|create\s(?:table|view|function))\*?\s{1,4}"
    r"(?P<name>(?:\([^()\n]{0,80}\)\s{0,4})?[\w$.:<>\"`~]{1,100})",
    re.MULTILINE,
)
_ABOVE = re.compile(
    r"(?:^[ \t]*(?:@[^\n]*|#[^\n]*|//[^\n]*|/?\*[^\n]*|\"\"\"[^\n]*)\n)+\Z", re.MULTILINE
)
_ABOVE_CHARS = 2_000
_MAX_DEFINITIONS = min(20_000, MAX_HEADINGS)


def read(source: Source, token: CancelToken) -> Reading:
    """Read source code; its places are lines, and offsets are the file's."""
    decoded = decoded_file(source)
    token.check()
    yield ALIVE
    line = (PlaceStep(PlaceKind.LINE),)
    sections = sections_of(decoded.text, list(definitions_in(decoded.text)))
    return ExtractedText(
        decoded.text,
        tuple(replace(section, place=line) for section in sections),
        notes=notes_on(decoded),
        encoding=decoded.encoding,
    )


def definitions_in(text: str) -> Iterator[Heading]:
    """The definitions of a file, each from the comments and decorators right above it."""
    plain = plain_newlines(text)
    floor = 0
    for count, found in enumerate(_DEFINITION.finditer(plain)):
        if count >= _MAX_DEFINITIONS:
            return
        begin = max(floor, found.start() - _ABOVE_CHARS)
        above = _ABOVE.search(plain, begin, found.start())
        start = above.start() if above is not None else found.start()
        title = f"{' '.join(found['word'].split())} {' '.join(found['name'].split())}".rstrip(":.<")
        yield Heading(start, found.end(), 2 if found["indent"] else 1, title)
        floor = found.end()
