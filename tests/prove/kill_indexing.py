"""Kills the indexing of 200 files at random moments, and opens what is left each time."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.knowledge.schema import KnowledgeDatabase
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

FILES = 200
KILLS = 100
VICTIM = Path(__file__).with_name("indexing_victim.py")
LARGE_FROM_CHUNKS = 50
"""So few that the vector index is built and brought up while it is killed."""

_EARLIEST_S, _LATEST_S = 0.3, 6.0
_SEARCH_EVERY = 10


def kill_the_indexing(kills: int = KILLS, files: int = FILES) -> dict[str, Any]:
    """What was promised and is there; each `…_failed` must be 0."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, home = Path(scratch) / "notes", Home(Path(scratch) / "home").create()
        folder.mkdir()
        for number in range(files):
            words = f"The harbour of note {number:03} opens at {number % 24} o'clock. "
            (folder / f"note-{number:03}.md").write_text(f"# Note {number:03}\n\n{words * 6}")
        promised: dict[str, str] = {}
        found: Counter[str] = Counter()
        for kill in range(1, kills + 1):
            _run_and_kill(home, folder, random.uniform(_EARLIEST_S, _LATEST_S), promised)
            found += _looked_at(home, promised)
            if kill % _SEARCH_EVERY == 0:
                found["searches_failed"] += not _searched(home, promised)
            sys.stderr.write(f"\rkill {kill} of {kills}, {len(promised)} documents promised")
        sys.stderr.write("\n")
        return {
            "kills": kills,
            "files": files,
            "documents_promised": len(promised),
            "not_opened_failed": found["not_opened"],
            "damaged_failed": found["damaged"],
            "documents_lost": found["lost"],
            "documents_doubled": found["doubled"],
            "searches": kills // _SEARCH_EVERY,
            "searches_failed": found["searches_failed"],
            **_in_the_end(home, files),
        }


def _run_and_kill(home: Home, folder: Path, moment_s: float, promised: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, str(VICTIM), str(home.root), str(folder), str(LARGE_FROM_CHUNKS)],
        stdout=subprocess.PIPE,
        text=True,
    ) as app:
        threading.Event().wait(moment_s)
        app.kill()
        said, _rest = app.communicate()
    # A line that the kill cut off was no promise.
    for line in said.splitlines(keepends=True):
        if line.endswith("\n"):
            name, document_id = line.split()
            promised[name] = document_id


def _looked_at(home: Home, promised: dict[str, str]) -> Counter[str]:
    """What is wrong with knowledge.db right after a kill, seen by another process than the app."""
    found: Counter[str] = Counter()
    try:
        with closing(KnowledgeDatabase(home)) as database:
            found["damaged"] = len(database.integrity_problems())
            rows = database.query("SELECT id, name FROM documents")
    except Exception as error:  # noqa: BLE001 - whatever it is, that is what the proof is about
        sys.stderr.write(f"\nnot opened: {error!r}\n")
        return Counter(not_opened=1)
    ids = {row["id"] for row in rows}
    found["lost"] = sum(document_id not in ids for document_id in promised.values())
    found["doubled"] = len(rows) - len({row["name"] for row in rows})
    return found


def _searched(home: Home, promised: dict[str, str]) -> bool:
    """Whether the whole app opens the indexes, finds something and sees nothing wrong."""
    service = KnowledgeService(home, {"large_from_chunks": LARGE_FROM_CHUNKS})
    try:
        passages = service.search("A", "When does the harbour open?").passages
        return bool(passages or not promised) and not service.problems()
    finally:
        service.close()


def _in_the_end(home: Home, files: int) -> dict[str, Any]:
    """Indexed to the end, every file is there once, is ready and is found."""
    service = KnowledgeService(home, {"large_from_chunks": LARGE_FROM_CHUNKS})
    started_s = time.monotonic()
    try:
        service.wait_until_indexed("A")
        documents: list[Document] = service.documents("A")
        unfound = sum(not _is_found(service, document) for document in documents)
        return {
            "documents": len(documents),
            "documents_not_ready": sum(d.state is not DocumentState.READY for d in documents),
            "documents_missing_failed": files - len({document.name for document in documents}),
            "documents_not_found_failed": unfound,
            "problems_failed": service.problems(),
            "rest_s": round(time.monotonic() - started_s, 1),
        }
    finally:
        service.close()


def _is_found(service: KnowledgeService, document: Document) -> bool:
    number = document.name.removeprefix("note-").removesuffix(".md")
    passages = service.search("A", f"the harbour of note {number}").passages
    return any(passage.document_id == document.id for passage in passages)
