"""Indexes a PDF of 1,000 pages and 10,000 small files, and watches the workers' memory."""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from assistant_studio.knowledge.document import DocumentState, IndexingProgress
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

PAGES = 1000
FILES = 10_000
_SAMPLE_EVERY_S = 2.0
_SAY_EVERY_S = 15.0
_SHOWN = 12
# Caches fill in the first third; what still grows after it would grow with every file.
_MAY_GROW_BY = 1.25
_WORDS = (
    "river meeting invoice harbour warranty engine lemon budget holiday signal teacher winter"
    " module contract volcano recipe orbit ladder policy garden quarter vaccine bridge software"
).split()


def index_large_corpora(pages: int = PAGES, files: int = FILES) -> dict[str, Any]:
    """Each corpus in a data folder of its own; the memory is in MiB, over the time it took."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pdf = _pdf(root / "long.pdf", pages)
        small = _small_files(root / "small", files)
        one = _indexed(root / "one", pdf, pages // 2)
        many = _indexed(root / "many", small, files // 2)
    found = {f"pdf_{key}": value for key, value in one.items()}
    return found | {f"files_{key}": value for key, value in many.items()}


def _indexed(root: Path, what: Path, number: int) -> dict[str, Any]:
    service = KnowledgeService(Home(root).create())
    memory: list[dict[str, float]] = []
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(memory, done))
    started_s = time.monotonic()
    watcher.start()
    try:
        service.add("A", [what])
        service.wait_until_indexed("A", _Said())
        seconds = time.monotonic() - started_s
        documents = service.documents("A")
        not_ready = sum(d.state is not DocumentState.READY for d in documents)
        passages = sum(document.passages for document in documents)
        found = service.search("A", f"the page or file with number {number}").passages
    finally:
        done.set()
        watcher.join()
        service.close()
    return {
        "documents": len(documents),
        "passages": passages,
        "seconds": round(seconds, 1),
        "not_ready": not_ready,
        "search_failed": not any(f" {number}" in passage.text for passage in found),
        "memory_mib": {
            name: _thinned([m.get(name, 0.0) for m in memory]) for name in _named(memory)
        },
        "stable_memory_failed": _grew([m.get("knowledge", 0.0) for m in memory]),
    }


class _Said:
    """Says now and then how far it is."""

    def __init__(self) -> None:
        self._said_s = 0.0

    def __call__(self, step: IndexingProgress) -> None:
        if time.monotonic() - self._said_s > _SAY_EVERY_S:
            self._said_s = time.monotonic()
            sys.stderr.write(f"{step.waiting} files wait, {step.done} of {step.total} passages\n")


def _watch(memory: list[dict[str, float]], done: threading.Event) -> None:
    """Note the resident memory of this process's workers until it is over."""
    while not done.wait(_SAMPLE_EVERY_S):
        now: dict[str, float] = {}
        for child in psutil.Process().children(recursive=True):
            try:
                words = child.cmdline()
                if "--worker" in words:
                    name = words[words.index("--worker") + 1]
                    now[name] = now.get(name, 0.0) + child.memory_info().rss / 2**20
            except psutil.Error:
                continue  # it ended meanwhile
        memory.append(now)


def _named(memory: list[dict[str, float]]) -> list[str]:
    return sorted({name for sample in memory for name in sample})


def _thinned(values: list[float]) -> list[int]:
    step = max(1, len(values) // _SHOWN)
    return [round(value) for value in values[::step]]


def _grew(values: list[float]) -> bool:
    """Whether the last sixth takes clearly more than the second sixth did."""
    sixth = len(values) // 6
    if not sixth:
        return False
    early = statistics.median(values[sixth : 2 * sixth])
    return statistics.median(values[-sixth:]) > _MAY_GROW_BY * early


def _pdf(path: Path, pages: int) -> Path:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=A4)
    for page in range(1, pages + 1):
        canvas.drawString(72, 780, f"Page with number {page}")
        for line in range(12):
            canvas.drawString(72, 750 - 20 * line, _sentence(page * 12 + line))
        canvas.showPage()
    canvas.save()
    return path


def _small_files(folder: Path, files: int) -> Path:
    folder.mkdir()
    for number in range(files):
        text = f"File with number {number}. {_sentence(number)} {_sentence(number * 7 + 3)}\n"
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return folder


def _sentence(number: int) -> str:
    words = [_WORDS[(number * step + step) % len(_WORDS)] for step in range(1, 11)]
    return f"The {' '.join(words)} of {number}."
