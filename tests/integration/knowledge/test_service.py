"""The knowledge service with its real worker: adding, looking up, removing, surviving its end."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import Ambiguous, EmbedderError, NotFound
from assistant_studio.knowledge.document import DocumentState, IndexingProgress
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

MakeService = Callable[..., KnowledgeService]
Until = Callable[[Callable[[], object]], None]
TEXTS = {
    "bicycles.md": "# Workshop\n\n## Tyres\n\nA flat tyre is mended on the same day.\n",
    "ünïcode notes.txt": "Die Bibliothek öffnet um neun Uhr.\n",
    "bills.txt": "Bills are paid within thirty days.\n",
    "leave.md": "# Leave\n\nEverybody has 25 days of paid holiday a year.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_looking_up_needs_no_worker(service: KnowledgeService, home: Home) -> None:
    assert service.documents("A") == []
    assert service.problems() == []
    service.remove_assistant("A")
    with pytest.raises(NotFound):
        service.document("nothing")
    assert service.host.starts == 0
    assert not home.knowledge_db.exists()


def test_a_folder_is_indexed_and_found_by_both_searches(
    service: KnowledgeService, folder: Path
) -> None:
    outcome = service.add("A", [folder])
    assert {d.name for d in outcome.documents} == set(TEXTS)
    service.wait_until_indexed("A")
    documents = service.documents("A")
    assert {d.state for d in documents} == {DocumentState.READY}
    result = service.search("A", "how many holidays do I get")
    best = result.passages[0]
    assert (best.document, best.found_by) == ("leave.md", ("meaning", "words"))
    assert (best.rank, best.place, best.heading, best.page) == (1, "Leave", "Leave", None)
    assert best.fit >= 0.4
    assert service.text_of(best.document_id)[best.start : best.end] == best.text
    assert service.search("B", "holidays").passages == ()


def test_texts_are_the_files_own_and_documents_answer_to_their_names(
    service: KnowledgeService, folder: Path
) -> None:
    service.add("A", [folder])
    service.wait_until_indexed("A")
    for name, text in TEXTS.items():
        document = service.resolve_document("A", name)
        assert service.text_of(document.id) == text
        assert service.resolve_document("A", document.id[:12]) == document
        assert service.document(document.id) == document
    assert service.resolve_document("A", "BICY").name == "bicycles.md"
    with pytest.raises(NotFound):
        service.resolve_document("A", "tricycles")
    with pytest.raises(Ambiguous):
        service.resolve_document("A", "b")


def test_a_removed_document_is_found_no_more(service: KnowledgeService, folder: Path) -> None:
    service.add("A", [folder])
    service.wait_until_indexed("A")
    document = service.resolve_document("A", "leave.md")
    service.remove(document.id)
    assert "leave.md" not in {d.name for d in service.documents("A")}
    found = service.search("A", "25 days of paid holiday").passages
    assert "leave.md" not in {passage.document for passage in found}
    with pytest.raises(NotFound):
        service.remove(document.id)
    service.remove_assistant("A")
    assert service.documents("A") == []
    assert service.search("A", "tyre").passages == ()
    assert service.problems() == []


def test_progress_comes_in_order_on_a_thread_of_the_services_own(
    service: KnowledgeService, folder: Path, until: Until
) -> None:
    events: list[IndexingProgress] = []
    threads = set()

    def hear(progress: IndexingProgress) -> None:
        threads.add(threading.current_thread())
        events.append(progress)

    unsubscribe = service.subscribe(hear)
    heard_here: list[IndexingProgress] = []
    service.add("A", [folder / "leave.md"])
    service.wait_until_indexed("A", heard_here.append)
    until(lambda: events[-1].document.state is DocumentState.READY)
    unsubscribe()
    states = list(dict.fromkeys(event.document.state for event in events))
    assert states == [DocumentState.READING, DocumentState.EMBEDDING, DocumentState.READY]
    assert events[-1].done == events[-1].total == 1
    assert heard_here[-1].document.name == "leave.md"
    assert heard_here[-1].document.state is DocumentState.READY
    assert threading.current_thread() not in threads
    assert len(threads) == 1


def test_a_listener_that_fails_does_not_cost_others_their_events(
    service: KnowledgeService, folder: Path, until: Until
) -> None:
    def fail(_progress: IndexingProgress) -> None:
        raise RuntimeError

    events: list[IndexingProgress] = []
    service.subscribe(fail)
    service.subscribe(events.append)
    service.add("A", [folder / "leave.md"])
    until(lambda: events and events[-1].document.state is DocumentState.READY)


def test_waiting_can_be_stopped(service: KnowledgeService, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text(
        "".join(f"Sentence number {n} says something of its own.\n" for n in range(9000))
    )
    service.add("A", [big])
    token = CancelToken()
    threading.Timer(0.3, token.cancel).start()
    with pytest.raises(Cancelled):
        service.wait_until_indexed("A", None, token)
    service.remove(service.documents("A")[0].id)
    service.wait_until_indexed("A")


def test_words_are_searched_while_a_document_is_still_being_embedded(
    service: KnowledgeService, tmp_path: Path, until: Until
) -> None:
    big = tmp_path / "big.txt"
    big.write_text(
        "".join(f"Sentence number {n} says something of its own.\n" for n in range(3000))
    )
    service.add("A", [big])
    until(lambda: service.documents("A")[0].state is DocumentState.EMBEDDING)
    result = service.search("A", "number 2977")
    assert service.documents("A")[0].state is DocumentState.EMBEDDING
    assert "number 2977" in result.passages[0].text
    assert result.passages[0].found_by == ("words",)
    service.remove_assistant("A")


def test_after_the_worker_was_killed_the_next_call_works_and_indexing_goes_on(
    service: KnowledgeService, folder: Path
) -> None:
    service.add("A", [folder])
    pid = service.host.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    service.wait_until_indexed("A")
    assert service.search("A", "flat tyre").passages[0].document == "bicycles.md"
    assert service.host.starts >= 2


def test_a_listener_alone_has_a_killed_worker_finish_its_work(
    service: KnowledgeService, folder: Path, until: Until
) -> None:
    service.subscribe(lambda _progress: None)
    service.add("A", [folder])
    pid = service.host.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until(lambda: all(d.state is DocumentState.READY for d in service.documents("A")))


def test_two_processes_on_one_data_folder_both_search_and_index(
    make_service: MakeService, folder: Path
) -> None:
    window, command = make_service(), make_service()
    window.add("A", [folder / "leave.md"])
    command.add("A", [folder / "bicycles.md"])
    events: list[IndexingProgress] = []
    command.wait_until_indexed("A", events.append)
    window.wait_until_indexed("A")
    for service in (window, command):
        assert service.search("A", "flat tyre").passages[0].document == "bicycles.md"
        assert [d.name for d in service.documents("A")] == ["leave.md", "bicycles.md"]
    assert window.problems() == []


def test_two_windows_ask_while_indexing_runs(
    make_service: MakeService, folder: Path, tmp_path: Path, until: Until
) -> None:
    windows = [make_service(), make_service()]
    windows[0].add("A", [folder])
    windows[0].wait_until_indexed("A")
    lines = [f"Sentence number {n} says something of its own.\n" for n in range(3000)]
    (tmp_path / "big.txt").write_text("".join(lines))
    windows[0].add("A", [tmp_path / "big.txt"])

    def is_embedded() -> bool:
        states = [d.state for d in windows[0].documents("A") if d.name == "big.txt"]
        return states == [DocumentState.EMBEDDING]

    def asked(service: KnowledgeService) -> list[bool]:
        return [
            any(words in passage.text for passage in service.search("A", words).passages)
            for words in ("flat tyre", "number 2977") * 5
        ]

    until(is_embedded)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(asked, windows))
    assert is_embedded()
    assert answers == [[True] * 10] * 2
    windows[0].remove_assistant("A")


def test_without_an_embedder_words_are_searched_and_the_cause_is_told(
    make_service: MakeService, folder: Path, tmp_path: Path
) -> None:
    gone = {"name": "gone", "folder": str(tmp_path / "gone"), "weights_sha256": "0" * 64}
    service = make_service(embedder=gone)
    service.add("A", [folder])
    with pytest.raises(EmbedderError, match="not on this computer"):
        service.wait_until_indexed("A")
    best = service.search("A", "mended tyre").passages[0]
    assert (best.document, best.found_by) == ("bicycles.md", ("words",))
    with pytest.raises(EmbedderError):
        service.prepare(lambda _line: None)


def test_closing_ends_the_worker_and_closes_for_good(
    service: KnowledgeService, folder: Path
) -> None:
    service.add("A", [folder])
    started_s = time.monotonic()
    service.close()
    assert time.monotonic() - started_s < 5
    assert service.host.pid is None
    service.close()
