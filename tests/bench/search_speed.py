"""How fast a search is over many chunks, by the exact index and by Chroma; and the first of all.

The texts are those of Python's own library, so words are as frequent as they are in real texts; the
vectors are drawn around centres, since the speed does not depend on what they mean. The questions
are real ones and embedded for real.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from assistant_studio.knowledge.document import Chunk, ExtractedText, Section
from assistant_studio.knowledge.embedders import shipped_embedder
from assistant_studio.knowledge.embedding import Vectors
from assistant_studio.knowledge.jobs import Jobs
from assistant_studio.knowledge.recording import NewFile, Recorder
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.vectors import StoredVectors
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import copy_by_hash

CHUNKS = 20_000
LARGE_CHUNKS = 100_000
TARGET_P95_MS = 150
QUESTIONS = 120
FIRST_SEARCHES = 5
FIRST_SEARCH_TARGET_S = 1.5
_DOCUMENTS = 20
_DIMENSIONS = 384
_CENTRES = 400
_WORDS_PER_CHUNK = 40
_MAX_CHARS = 450
_CHROMA_AT_MOST_S = 1800.0
_EXACT_ONLY = 10**9
_DATA = Path(__file__).resolve().parents[1] / "data"
_QUESTION_FILES = (
    _DATA / "retrieval" / "questions.jsonl",
    _DATA / "starters" / "acme-handbook-questions.jsonl",
)


def run(chunks: int = CHUNKS) -> dict[str, Any]:
    """Measure on a data folder that is made for it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home").create()
        _prepare_embedder(home)
        texts = _Texts()
        _fill(home, texts, chunks)
        questions = _questions()
        return {
            "chunks": chunks,
            "first_search": _first_search(home, questions[0]),
            "exact": _with_index(home, questions, _EXACT_ONLY),
            "chroma": _with_index(home, questions, 1),
        }


class _Texts:
    """Pieces of the standard library's text, the same ones each time, and questions."""

    def __init__(self) -> None:
        self._pieces = itertools.cycle(_library_pieces())

    def chunk(self) -> str:
        return next(self._pieces)


def _library_pieces() -> Iterator[str]:
    for path in sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py")):
        if "site-packages" not in path.parts:
            words = path.read_text(encoding="utf-8", errors="ignore").split()
            for first in range(0, len(words), _WORDS_PER_CHUNK):
                yield " ".join(words[first : first + _WORDS_PER_CHUNK])[:_MAX_CHARS]


def _questions() -> list[str]:
    lines = [line for path in _QUESTION_FILES for line in path.read_text("utf-8").splitlines()]
    asked = [json.loads(line)["question"] for line in lines]
    return list(itertools.islice(itertools.cycle(asked), QUESTIONS))


def _prepare_embedder(home: Home) -> None:
    service = KnowledgeService(home)
    service.prepare(lambda _line: None)
    service.close()


def _fill(home: Home, texts: _Texts, chunks: int) -> None:
    store = KnowledgeStore(home)
    vectors = StoredVectors(store.database, shipped_embedder().id, _DIMENSIONS)
    chance = np.random.default_rng(5)
    centres = chance.normal(size=(_CENTRES, _DIMENSIONS))
    for number in range(_DOCUMENTS):
        source = home.root / "source.txt"
        pieces = [texts.chunk() for _ in range(chunks // _DOCUMENTS)]
        source.write_text("\n\n".join(pieces))
        sha256, size_bytes = copy_by_hash(source, home.files_dir)
        Recorder(home, store).record("A", NewFile(f"{number}.txt", sha256, size_bytes, ""))
        _index(store, vectors, pieces, _drawn(chance, centres, len(pieces)))
    store.database.close()


def _index(
    store: KnowledgeStore, vectors: StoredVectors, pieces: list[str], drawn: Vectors
) -> None:
    jobs = Jobs(store)
    text, made, at = "\n\n".join(pieces), [], 0
    for piece in pieces:
        made.append(Chunk(at, at + len(piece), piece, None, ()))
        at += len(piece) + 2
    extracted = ExtractedText(text, (Section(0, len(text)),))
    waiting = jobs.next()
    assert waiting is not None
    jobs.finish_reading(waiting, "bench", (extracted, made))
    job = jobs.next()
    assert job is not None
    assert job.content_id is not None
    pending = store.contents.without_vector(job.content_id, vectors.embedder_id, 0, len(made))
    vectors.save([chunk.id for chunk in pending], drawn)
    jobs.finish(job, vectors)


def _drawn(chance: np.random.Generator, centres: Any, count: int) -> Vectors:
    chosen = centres[chance.integers(0, len(centres), count)]
    vectors = chosen + chance.normal(scale=0.7, size=chosen.shape)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit.astype(np.float32)


def _first_search(home: Home, question: str) -> dict[str, Any]:
    """Seconds from starting the worker to the first result by both searches."""
    seconds = []
    ways: set[str] = set()
    for _ in range(FIRST_SEARCHES):
        service = KnowledgeService(home)
        started_s = time.monotonic()
        found = service.search("A", question)
        seconds.append(time.monotonic() - started_s)
        ways |= {way for passage in found.passages for way in passage.found_by}
        service.close()
    return {
        "median_s": round(statistics.median(seconds), 3),
        "best_s": round(min(seconds), 3),
        "target_s": FIRST_SEARCH_TARGET_S,
        "found_by": sorted(ways),
    }


def _with_index(home: Home, questions: list[str], large_from_chunks: int) -> dict[str, Any]:
    service = KnowledgeService(home, {"large_from_chunks": large_from_chunks})
    try:
        service.search("A", questions[0])
        ready_s = _wait_for_chroma(service) if large_from_chunks < _EXACT_ONLY else 0.0
        inside, around, busy = [], [], []
        for question in questions:
            started_s, busy_s = time.monotonic(), _processor_s(service)
            inside.append(service.search("A", question).seconds)
            around.append(time.monotonic() - started_s)
            busy.append(_processor_s(service) - busy_s)
        return {
            "p50_ms": _percentile_ms(inside, 50),
            "p95_ms": _percentile_ms(inside, 95),
            "p50_ms_by_processor_time": _percentile_ms(busy, 50),
            "p95_ms_by_processor_time": _percentile_ms(busy, 95),
            "p95_ms_with_the_way_to_the_worker": _percentile_ms(around, 95),
            "target_p95_ms": TARGET_P95_MS,
            "index_made_in_s": round(ready_s, 1),
            "memory_mib": _memory_mib(),
        }
    finally:
        service.close()


def _wait_for_chroma(service: KnowledgeService) -> float:
    started_s = time.monotonic()
    pause = threading.Event()
    while not service.host.call("index_state")["serving"]:
        if time.monotonic() - started_s > _CHROMA_AT_MOST_S:
            raise TimeoutError("Chroma was not ready in time")
        pause.wait(0.2)
    return time.monotonic() - started_s


def _processor_s(service: KnowledgeService) -> float:
    """What the worker has taken of the processors so far; what others take does not count."""
    pid = service.host.pid
    assert pid is not None
    if sys.platform == "linux":
        return time.clock_gettime(~pid << 3 | 2)  # to the nanosecond; psutil's ticks are 10 ms
    taken = psutil.Process(pid).cpu_times()
    return taken.user + taken.system


def _memory_mib() -> dict[str, float]:
    """The resident memory of this process and of the knowledge worker it has started."""
    own = psutil.Process()
    workers = [child for child in own.children(recursive=True) if "knowledge" in child.cmdline()]
    named = {"the app's own": own, **{f"knowledge worker {n}": w for n, w in enumerate(workers, 1)}}
    return {name: round(p.memory_info().rss / 2**20, 1) for name, p in named.items()}


def _percentile_ms(seconds: list[float], percent: int) -> float:
    return round(1000 * float(np.percentile(seconds, percent)), 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=CHUNKS)
    print(json.dumps(run(parser.parse_args().chunks), indent=1))  # noqa: T201
