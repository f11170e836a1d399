"""Texts with questions for the experiments on searching, and what is known of each question.

`wikitexts` and `state_of_the_union` come from the folder given; `handbook` is the sample assistant
with its questions; `python` is the language reference that comes with Python, and `licences` are
those that Debian keeps, both with questions of our own (`tests/data/retrieval`). `crowd` is all of
them in one assistant. `german` are texts of our own that were written, with their questions, before
anything was tried on them.
"""

from __future__ import annotations

import hashlib
import json
import pydoc_data.topics
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.chunking import TARGET_CHARS, chunks_of
from assistant_studio.knowledge.document import Chunk, ExtractedText
from assistant_studio.knowledge.embedder_worker import open_embedder
from assistant_studio.knowledge.embedders import shipped_embedder
from assistant_studio.knowledge.embedding import embedded_text
from assistant_studio.knowledge.readers.registry import read_document
from assistant_studio.knowledge.sentences import sentence_spans
from assistant_studio.knowledge.stems import stemmed_text
from assistant_studio.paths import Home

REPOSITORY = Path(__file__).resolve().parents[2]
KEPT = REPOSITORY / ".build" / "experiments"
_OWN = REPOSITORY / "tests" / "data" / "retrieval" / "questions.jsonl"
_GERMAN = _OWN.parent / "german"
_STARTER = REPOSITORY / "resources" / "starters" / "acme-handbook" / "documents"
_STARTER_QUESTIONS = REPOSITORY / "tests" / "data" / "starters" / "acme-handbook-questions.jsonl"
_LICENCES = Path("/usr/share/common-licenses")
_LICENCE_NAMES = ("GPL-3", "MPL-2.0", "Apache-2.0", "LGPL-3", "CC0-1.0", "GFDL-1.3", "Artistic")
_TOPICS = (
    "execmodel import objects compound debugger formatstrings types specialnames typesseq"
    " string-methods"
).split()
_GAP_CHARS = 900

Floats = npt.NDArray[np.float32]
Span = tuple[str, int, int]
"""A document's name, and characters of it."""


@dataclass(frozen=True)
class Asked:
    """A question and where its answers stand."""

    text: str
    answers: tuple[Span, ...]


@dataclass
class Corpus:
    """Documents in one assistant, cut into chunks, and questions about them.

    Attributes:
        documents: The text of each, by name.
        language: What stems are made by, as `knowledge/stems.py` names it.
        names: The document of each chunk.
        numbers: The number of each chunk's document.
    """

    name: str
    documents: dict[str, ExtractedText]
    questions: list[Asked]
    target_chars: int = TARGET_CHARS
    parts: tuple[Corpus, ...] = ()
    language: str | None = None
    chunks: list[Chunk] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, extracted in self.documents.items():
            pieces = chunks_of(extracted, self.target_chars)
            self.chunks += pieces
            self.names += [name] * len(pieces)
        order = {name: number for number, name in enumerate(self.documents)}
        self.numbers = np.array([order[name] for name in self.names])
        self._made: dict[str, Any] = {}

    def made(self, key: str, make: Callable[[], Any]) -> Any:
        """What was made for this corpus under that key, making it the first time."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def with_chunks(self, target_chars: int) -> Corpus:
        """The same texts in chunks of another size."""
        if target_chars == self.target_chars:
            return self
        made: Corpus = self.made(
            f"chunks {target_chars}",
            lambda: Corpus(self.name, self.documents, self.questions, target_chars, self.parts),
        )
        return made

    def _sized_parts(self) -> list[Corpus]:
        return [part.with_chunks(self.target_chars) for part in self.parts]

    @cached_property
    def vectors(self) -> Floats:
        """(chunks, dimensions), of text with headings, as the app embeds them."""
        if self.parts:
            return np.concatenate([part.vectors for part in self._sized_parts()])
        return embedded([embedded_text(c.headings, c.text) for c in self.chunks])

    @cached_property
    def query_vectors(self) -> Floats:
        """(questions, dimensions)."""
        if self.parts:
            asking = [part for part in self.parts if part.name != "wikitexts"]
            return np.concatenate([part.query_vectors for part in asking])
        return embedded([question.text for question in self.questions])

    @cached_property
    def sentences(self) -> list[tuple[int, int, int]]:
        """The number of its chunk, start and end in the document, of each sentence."""
        found = []
        for number, chunk in enumerate(self.chunks):
            for start, end in sentence_spans(chunk.text):
                found.append((number, chunk.start + start, chunk.start + end))
        return found

    @cached_property
    def sentence_texts(self) -> list[str]:
        """The text of each sentence."""
        return [
            self.documents[self.names[number]].text[start:end]
            for number, start, end in self.sentences
        ]

    @cached_property
    def sentence_vectors(self) -> Floats:
        """(sentences, dimensions), each embedded by itself."""
        if self.parts:
            return np.concatenate([part.sentence_vectors for part in self._sized_parts()])
        return embedded(self.sentence_texts)

    @cached_property
    def words(self) -> Words:
        """The index of words, as the app makes it."""
        return Words([tuple(map(self._stemmed, row)) for row in self.rows])

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Text, headings and document of each chunk."""
        pairs = zip(self.chunks, self.names, strict=True)
        return [(chunk.text, " ".join(chunk.headings), name) for chunk, name in pairs]

    def _stemmed(self, text: str) -> str:
        return stemmed_text(text, self.language) if self.language else text


class Words:
    """An FTS5 table over chunks."""

    def __init__(
        self,
        rows: Sequence[tuple[str, ...]],
        tokenize: str = "porter unicode61 remove_diacritics 2",
    ) -> None:
        self.count = len(rows)
        self._table = sqlite3.connect(":memory:")
        self._table.execute(
            "CREATE VIRTUAL TABLE w USING fts5(text, headings, name, content='',"
            f" tokenize='{tokenize}')"
        )
        self._table.executemany(
            "INSERT INTO w (rowid, text, headings, name) VALUES (?,?,?,?)",
            ((number, *row) for number, row in enumerate(rows)),
        )
        self._known: dict[Any, dict[int, float]] = {}

    def scores(
        self, expression: str, weights: tuple[float, float, float] = (1.0, 0.5, 0.5)
    ) -> dict[int, float]:
        """BM25 of each chunk that fits an FTS5 expression."""
        key = (expression, weights)
        if key not in self._known:
            found = self._table.execute(
                "SELECT rowid, -bm25(w, ?, ?, ?) FROM w WHERE w MATCH ?", (*weights, expression)
            )
            self._known[key] = {row: max(score, 1e-6) for row, score in found}
        return self._known[key]


def embedded(texts: Sequence[str], name: str = "") -> Floats:
    """Unit vectors of texts, kept on disk by what the texts are."""
    digest = hashlib.sha256(json.dumps([name, *texts]).encode()).hexdigest()[:24]
    path = KEPT / f"{digest}.npy"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        home = Home(KEPT / "home").create()
        embedder = open_embedder(home, shipped_embedder(), CancelToken())
        np.save(path, embedder.embed(list(texts)).astype(np.float32))
    vectors: Floats = np.load(path)
    return vectors


def corpora(folder: Path | None) -> dict[str, Corpus]:
    """Every corpus that this computer has, by name."""
    made = [*_given(folder), *_own_texts(), _handbook()]
    documents = {n: text for corpus in made for n, text in corpus.documents.items()}
    questions = [q for corpus in made for q in corpus.questions if corpus.name != "wikitexts"]
    crowd = Corpus("crowd", documents, questions, parts=tuple(made))
    return {corpus.name: corpus for corpus in (*made, crowd, _german())}


def _given(folder: Path | None) -> Iterator[Corpus]:
    if folder is None:
        return
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    for name in dict.fromkeys(each["corpus"] for each in asked):
        document = f"{name}.md"
        questions = [
            Asked(
                each["question"],
                tuple((document, r["start_index"], r["end_index"]) for r in each["references"]),
            )
            for each in asked
            if each["corpus"] == name
        ]
        yield Corpus(name, {document: _read(folder / document)}, questions)


def _own_texts() -> Iterator[Corpus]:
    texts = {"python": {f"{t}.txt": pydoc_data.topics.topics[t] for t in _TOPICS}}
    if all((_LICENCES / name).is_file() for name in _LICENCE_NAMES):
        texts["licences"] = {f"{n}.txt": (_LICENCES / n).read_text() for n in _LICENCE_NAMES}
    lines = [json.loads(line) for line in _OWN.read_text(encoding="utf-8").splitlines()]
    for corpus, files in texts.items():
        documents = {}
        for name, text in files.items():
            path = KEPT / "texts" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            documents[name] = _read(path)
        asked = [line for line in lines if line["corpus"] == corpus]
        yield Corpus(corpus, documents, [_asked(line, documents) for line in asked])


def _handbook() -> Corpus:
    documents = {path.name: _read(path) for path in sorted(_STARTER.iterdir())}
    lines = _STARTER_QUESTIONS.read_text(encoding="utf-8").splitlines()
    asked = [line for line in map(json.loads, lines) if line["answerable"]]
    questions = []
    for line in asked:
        only = {line["document"]: documents[line["document"]]}
        questions.append(_asked({**line, "answers": [line["passage"]]}, only))
    return Corpus("handbook", documents, questions)


def _german() -> Corpus:
    documents = {path.name: _read(path) for path in sorted(_GERMAN.glob("*.md"))}
    lines = (_GERMAN / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [_asked(json.loads(line), documents) for line in lines]
    return Corpus("german", documents, questions, language="de")


def _asked(line: dict[str, Any], documents: dict[str, ExtractedText]) -> Asked:
    found = []
    for quote in line["answers"]:
        places = [(name, _place(text.text, quote)) for name, text in documents.items()]
        spans = [(name, *place) for name, place in places if place]
        if not spans:
            raise LookupError(f"not found in {sorted(documents)}: {quote}")
        found.append(spans[0])
    return Asked(line["question"], tuple(found))


def _place(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands, however it is broken into lines; " … " leaves something out."""
    parts = (r"\s+".join(map(re.escape, part.split())) for part in quote.split(" … "))
    found = re.search(rf"[\s\S]{{0,{_GAP_CHARS}}}?".join(parts), text)
    return found.span() if found else None


def _read(path: Path) -> ExtractedText:
    return read_document(path, CancelToken())
