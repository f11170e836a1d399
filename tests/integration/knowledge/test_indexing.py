"""Indexing with the real worker: files that fail, kills in the middle, and another embedder."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import WorkerDied
from assistant_studio.knowledge.document import DocumentState, IndexingProgress
from assistant_studio.knowledge.embedder_worker import prepare_export
from assistant_studio.knowledge.embedders import EmbedderSource
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

MakeService = Callable[..., KnowledgeService]
Until = Callable[[Callable[[], object]], None]
FILES, KILLS = 36, 5


def _counted(home: Home, sql: str) -> int:
    with closing(sqlite3.connect(home.knowledge_db)) as connection:
        count: int = connection.execute(sql).fetchone()[0]
        return count


def test_files_that_cannot_be_read_say_why_and_the_others_are_found(
    service: KnowledgeService, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "cut off.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "latin.txt").write_bytes(
        "Die Größe des Fahrrads beträgt 56 Zentimeter.".encode("latin-1")
    )
    (tmp_path / "good.md").write_text("# Tyres\n\nA flat tyre is mended on the same day.\n")
    service.add("A", sorted(path for path in tmp_path.iterdir() if path.is_file()))
    service.wait_until_indexed("A")
    states = {document.name: document for document in service.documents("A")}
    failed = {name for name, d in states.items() if d.state is DocumentState.FAILED}
    assert failed == {"empty.txt", "cut off.pdf", "picture.md"}
    for name in failed:
        error = states[name].error
        assert error is not None
        assert name in error["message"]
        assert error["hint"]
    assert service.search("A", "flat tyre").passages[0].document == "good.md"
    assert service.search("A", "Größe Fahrrad").passages[0].document == "latin.txt"
    assert service.problems() == []


def test_files_are_not_read_again_when_they_are_added_again(
    service: KnowledgeService, tmp_path: Path, until: Until
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("Bicycles are repaired here.")
    events: list[IndexingProgress] = []
    service.subscribe(events.append)
    service.add("A", [paper])
    # What is told of the first indexing may arrive after its end.
    until(lambda: events and events[-1].document.state is DocumentState.READY)
    told = len(events)
    outcome = service.add("A", [paper])
    other = service.add("B", [paper])
    service.wait_until_indexed("B")
    assert [d.name for d in outcome.unchanged] == ["paper.md"]
    assert outcome.documents == ()
    assert {event.document.id for event in events[told:]} <= {other.documents[0].id}
    assert service.search("B", "bicycles").passages[0].found_by == ("meaning", "words")


def test_reindexing_reads_everything_again_and_changes_nothing_else(
    service: KnowledgeService, tmp_path: Path, home: Home
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("# Shop\n\nBicycles are repaired here.\n")
    service.add("A", [paper])
    service.wait_until_indexed("A")
    before = service.search("A", "bicycles").passages
    content_before = _counted(home, "SELECT max(id) FROM contents")
    service.reindex("A")
    service.wait_until_indexed("A")
    assert service.search("A", "bicycles").passages == before
    assert _counted(home, "SELECT max(id) FROM contents") > content_before
    assert _counted(home, "SELECT count(*) FROM contents") == 1


def test_a_document_that_is_removed_while_it_is_embedded_leaves_nothing(
    service: KnowledgeService, tmp_path: Path, home: Home, until: Until
) -> None:
    big = tmp_path / "big.txt"
    big.write_text(
        "".join(f"Sentence number {n} says something of its own.\n" for n in range(3000))
    )
    document = service.add("A", [big]).documents[0]
    until(lambda: service.document(document.id).state is DocumentState.EMBEDDING)
    service.remove(document.id)
    service.wait_until_indexed("A")
    for table in ("documents", "contents", "chunks", "vectors", "text_blocks"):
        assert _counted(home, f"SELECT count(*) FROM {table}") == 0
    assert list(home.files_dir.iterdir()) == []


def test_killing_the_worker_loses_nothing_that_was_acknowledged_and_doubles_nothing(
    service: KnowledgeService, tmp_path: Path, home: Home
) -> None:
    chance = random.Random(4)
    paths = []
    for number in range(FILES):
        paths.append(tmp_path / f"note {number}.txt")
        paths[-1].write_text(
            f"Note {number}. The code word of note {number} is word{number}x.\n" * 12
        )
    acknowledged: set[str] = set()
    pause = threading.Event()
    for kill in range(KILLS):
        share = paths[kill * FILES // KILLS : (kill + 1) * FILES // KILLS]
        killer = threading.Timer(chance.uniform(0.4, 1.6), _kill, [service])
        killer.start()
        for path in share:
            try:
                outcome = service.add("A", [path])
            except WorkerDied:
                continue
            acknowledged |= {document.name for document in outcome.documents}
        killer.join()
        pause.wait(chance.uniform(0, 0.3))
    assert acknowledged
    # The last kill may only now be noticed; what a person is told then is to try once more.
    with contextlib.suppress(WorkerDied):
        service.add("A", paths)
    service.add("A", paths)
    service.wait_until_indexed("A")
    documents = service.documents("A")
    assert acknowledged <= {document.name for document in documents}
    assert sorted(d.name for d in documents) == sorted(path.name for path in paths)
    assert {d.state for d in documents} == {DocumentState.READY}
    chunks = sum(document.passages for document in documents)
    assert _counted(home, "SELECT count(*) FROM chunks") == chunks
    assert _counted(home, "SELECT count(*) FROM vectors") == chunks
    assert _counted(home, "SELECT count(*) FROM words_1") == chunks
    assert service.search("A", "word7x").passages[0].document == "note 7.txt"
    assert {path.name for path in home.files_dir.iterdir()} >= {d.sha256 for d in documents}
    assert service.problems() == []


def _kill(service: KnowledgeService) -> None:
    pid = service.host.pid
    if pid is not None:
        os.kill(pid, signal.SIGKILL)


def test_vectors_of_another_embedder_are_made_again(
    make_service: MakeService,
    tiny_embedder: EmbedderSource,
    tmp_path: Path,
    home: Home,
    until: Until,
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("Bicycles are repaired here.\n")
    first = make_service()
    first.add("A", [paper])
    first.wait_until_indexed("A")
    first.close()
    for _ in prepare_export(home, tiny_embedder, CancelToken()):
        pass
    second = make_service(embedder=tiny_embedder.as_data())
    second.search("A", "bicycles")
    until(lambda: _counted(home, "SELECT max(length(vector)) FROM vectors") == 4 * 32)
    second.wait_until_indexed("A")
    assert second.search("A", "bicycles").passages[0].found_by == ("meaning", "words")
    assert _counted(home, "SELECT count(*) FROM vectors") == 1
