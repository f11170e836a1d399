"""Reading JSON and JSON Lines: each value with the keys that lead to it.

Braces and quotation marks say nothing to a search; a value without its keys does not either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.document import ExtractedText, PlaceKind, PlaceStep
from assistant_studio.knowledge.readers.json_scan import BrokenJson, Leaf, Path, Scanner
from assistant_studio.knowledge.readers.plain_text import decoded_file, notes_on, read_decoded
from assistant_studio.knowledge.readers.rows import MAX_SINGLE_ROWS
from assistant_studio.knowledge.readers.source import ALIVE, Reading, Source
from assistant_studio.knowledge.readers.writer import TextWriter
from assistant_studio.language import N_, _

_CHECK_EVERY_LEAVES = 20_000
_LINE_CHARS = 300
_LINES = (".jsonl", ".ndjson")
_NOT_JSON = N_("It is no JSON as programs write it, and was read as plain text.")


def read(source: Source, token: CancelToken) -> Reading:
    """Read JSON; what is none is read as the text it is."""
    decoded = decoded_file(source)
    token.check()
    yield ALIVE
    records = _Records(TextWriter(source))
    try:
        for count, leaf in enumerate(_leaves(decoded.text, source.suffix)):
            if count % _CHECK_EVERY_LEAVES == 0:
                token.check()
                yield ALIVE
            records.add(leaf)
    except BrokenJson:
        return read_decoded(decoded, (_(_NOT_JSON),))
    records.end()
    text, sections = records.writer.result()
    if not text:
        return read_decoded(decoded)
    return ExtractedText(text, sections, notes=notes_on(decoded), encoding=decoded.encoding)


def _leaves(text: str, suffix: str) -> Iterator[Leaf]:
    """The leaves of one value, or of the values of JSON Lines as those of a list."""
    scanner = Scanner(text)
    number = 0
    yield from _numbered(scanner, 0 if suffix in _LINES else None)
    while not scanner.done:
        number += 1
        yield from _numbered(scanner, number)


def _numbered(scanner: Scanner, number: int | None) -> Iterator[Leaf]:
    for leaf in scanner.value():
        yield leaf if number is None else Leaf((number, *leaf.path), leaf.text, leaf.line)


class _Records:
    """Writes leaves, those of one record together.

    A record is an element of the outermost list of objects, or what stands under one key of the
    outermost object.
    """

    def __init__(self, writer: TextWriter) -> None:
        self.writer = writer
        self._record: Path | None = None
        self._label: Path = ()
        self._fields: list[tuple[str, list[str]]] = []
        self._line = 0
        self._places = 0
        self._shared = 0

    def add(self, leaf: Leaf) -> None:
        """Add a leaf, in the order of the file."""
        if not leaf.text:
            return
        label = leaf.path[:-1] if leaf.path and isinstance(leaf.path[-1], int) else leaf.path
        record = record_of(leaf.path)
        full = self._fields and sum(len(v) for v in self._fields[-1][1]) > _LINE_CHARS
        if record != self._record or (full and label == self._label):
            self.end()
            self._record, self._line = record, leaf.line
        elif self._fields and label == self._label and label != leaf.path:
            self._fields[-1][1].append(leaf.text)
            return
        self._label = label
        self._fields.append((spoken_path(label[len(record) :]), [leaf.text]))

    def end(self) -> None:
        """Write the record that was gathered."""
        if not self._fields:
            return
        lines = []
        for name, values in self._fields:
            said = ", ".join(" ".join(value.split()) for value in values)
            lines.append(f"{name}: {said}" if name else said)
        record = "\n".join(lines)
        self._begin_place(len(record))
        self.writer.block(record)
        self._fields = []

    def _begin_place(self, length: int) -> None:
        """Give a record a place of its own; of very many, several share one."""
        self._places += 1
        self._shared += length
        if self._places > MAX_SINGLE_ROWS + 1 and self._shared <= _LINE_CHARS:
            return
        self._shared = length
        title = spoken_path(self._record or ())
        self.writer.at((PlaceStep(PlaceKind.LINE, self._line),), (title,) if title else ())


def record_of(path: Path) -> Path:
    """The beginning of a path that all values of one record share."""
    core = list(path)
    while core and isinstance(core[-1], int):
        core.pop()
    for position, step in enumerate(core):
        if isinstance(step, int):
            return path[: position + 1]
    return tuple(core[:-1][:1])


def spoken_path(path: Sequence[str | int]) -> str:
    """A path as people write it: "orders[3].address", positions from 1."""
    said = ""
    for step in path:
        if isinstance(step, int):
            said += f"[{step + 1}]"
        else:
            said += f".{step}" if said else step
    return said
