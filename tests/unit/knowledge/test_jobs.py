"""Documents on their way through knowledge.db: each step, and what a search sees after it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant_studio.errors import DamagedDocument, NotFound
from assistant_studio.knowledge.checking import problems_of
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.document import Document, DocumentState, ExtractedText, Section
from assistant_studio.knowledge.jobs import Job, Jobs
from assistant_studio.knowledge.recording import CopyGone, NewFile, Recorder
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.vectors import StoredVectors
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import copy_by_hash

ASSISTANT = "A"
VERSION = "1"


class _Desk:
    """Does by hand what the indexer does."""

    def __init__(self, home: Home, folder: Path) -> None:
        self.home = home
        self.store = KnowledgeStore(home)
        self.jobs = Jobs(self.store)
        self.vectors = StoredVectors(self.store.database, "e", 4)
        self._recorder = Recorder(home, self.store)
        self._folder = folder

    def add(self, name: str, text: str, assistant_id: str = ASSISTANT) -> tuple[Document, bool]:
        path = self._folder / "source"
        path.write_text(text)
        sha256, size_bytes = copy_by_hash(path, self.home.files_dir)
        return self._recorder.record(assistant_id, NewFile(name, sha256, size_bytes, str(path)))

    def next_job(self) -> Job:
        job = self.jobs.next()
        assert job is not None
        return job

    def read(self) -> Job:
        job = self.next_job()
        assert job.to_read
        self.jobs.start_reading(job)
        known = self.store.contents.find(job.sha256, VERSION)
        if known is not None and not job.read_again:
            self.jobs.finish_reading(job, VERSION, None)
            return job
        text = (self.home.files_dir / job.sha256).read_text()
        extracted = ExtractedText(text, (Section(0, len(text)),))
        self.jobs.finish_reading(job, VERSION, (extracted, chunks_of(extracted)))
        return job

    def embed(self) -> Job:
        job = self.next_job()
        assert job.content_id is not None
        embedder_id = self.vectors.embedder_id
        pending = self.store.contents.without_vector(job.content_id, embedder_id, 0, 1000)
        self.vectors.save([c.id for c in pending], np.ones((len(pending), 4), np.float32))
        self.jobs.finish(job, self.vectors)
        return job

    def index(self) -> None:
        while job := self.jobs.next():
            if job.to_read:
                self.read()
            else:
                self.embed()

    def names(self, assistant_id: str = ASSISTANT) -> list[str]:
        return [document.name for document in self.store.documents(assistant_id)]

    def by_words(self, query: str, assistant_id: str = ASSISTANT) -> int:
        """In how many chunks the index of words finds the query."""
        base = self.store.base(assistant_id)
        assert base is not None
        return sum(len(w.scores) for w in self.store.words(base.id).lookup(query, 1000))

    def by_meaning(self, assistant_id: str = ASSISTANT) -> int:
        base = self.store.base(assistant_id)
        assert base is not None
        return len(self.vectors.matrix(base.id).ids)

    def generation(self) -> str:
        base = self.store.base(ASSISTANT)
        assert base is not None
        return base.generation


@pytest.fixture
def desk(home: Home, tmp_path: Path) -> _Desk:
    return _Desk(home, tmp_path)


def test_a_document_waits_then_is_found_by_words_then_by_meaning(desk: _Desk) -> None:
    document, _ = desk.add("a.txt", "Bicycles are repaired here.")
    assert document.state is DocumentState.WAITING
    assert (desk.by_words("bicycles"), desk.by_meaning()) == (0, 0)
    desk.read()
    assert desk.store.document(document.id).state is DocumentState.EMBEDDING
    assert (desk.by_words("bicycles"), desk.by_meaning()) == (1, 0)
    desk.embed()
    ready = desk.store.document(document.id)
    assert (ready.state, ready.passages) == (DocumentState.READY, 1)
    assert ready.indexed_at is not None
    assert (desk.by_words("bicycles"), desk.by_meaning()) == (1, 1)


def test_each_change_of_what_a_search_sees_is_a_new_generation(desk: _Desk) -> None:
    document, _ = desk.add("a.txt", "Bicycles.")
    seen = [desk.generation()]
    for step in (desk.read, desk.embed, lambda: desk.store.remove(document.id)):
        step()
        seen.append(desk.generation())
    assert len(set(seen)) == 4
    assert [generation.partition("-")[0] for generation in seen] == ["1", "2", "3", "4"]


def test_the_same_content_is_recorded_once(desk: _Desk) -> None:
    first, new = desk.add("a.txt", "Bicycles.")
    again, new_again = desk.add("b.txt", "Bicycles.")
    assert (new, new_again) == (True, False)
    assert again.id == first.id


def test_a_document_whose_copy_is_gone_is_not_recorded(desk: _Desk) -> None:
    with pytest.raises(CopyGone):
        Recorder(desk.home, desk.store).record(ASSISTANT, NewFile("a", "0" * 64, 1, "a"))
    assert desk.store.base(ASSISTANT) is None


def test_a_new_version_takes_the_old_ones_place_only_when_it_is_ready(desk: _Desk) -> None:
    desk.add("policy.txt", "The old rule about bicycles.")
    desk.index()
    desk.add("policy.txt", "The new rule about tricycles.")
    desk.read()
    assert (desk.by_words("bicycles"), desk.by_words("tricycles")) == (1, 0)
    desk.embed()
    assert (desk.by_words("bicycles"), desk.by_words("tricycles")) == (0, 1)
    assert desk.by_meaning() == 1
    assert desk.names() == ["policy.txt"]
    assert len(list(desk.home.files_dir.iterdir())) == 1


def test_a_new_version_that_cannot_be_read_leaves_the_old_one_in_place(desk: _Desk) -> None:
    desk.add("policy.txt", "The old rule about bicycles.")
    desk.index()
    desk.add("policy.txt", "broken")
    desk.jobs.fail(desk.next_job(), DamagedDocument("It is broken.", "Mend it."))
    assert desk.by_words("bicycles") == 1
    states = [document.state for document in desk.store.documents(ASSISTANT)]
    assert states == [DocumentState.READY, DocumentState.FAILED]


def test_of_versions_that_were_never_ready_only_the_newest_stays(desk: _Desk) -> None:
    desk.add("policy.txt", "one")
    desk.add("policy.txt", "two")
    newest, _ = desk.add("policy.txt", "three")
    assert [document.id for document in desk.store.documents(ASSISTANT)] == [newest.id]


def test_adding_the_old_version_again_stops_the_new_one(desk: _Desk) -> None:
    old, _ = desk.add("policy.txt", "The old rule.")
    desk.index()
    desk.add("policy.txt", "The new rule.")
    desk.read()
    desk.add("policy.txt", "The old rule.")
    desk.index()
    assert [document.id for document in desk.store.documents(ASSISTANT)] == [old.id]
    assert desk.by_words("old") == 1


def test_a_failed_document_is_tried_again_when_it_is_added_again(desk: _Desk) -> None:
    document, _ = desk.add("a.txt", "Bicycles.")
    desk.jobs.fail(desk.next_job(), DamagedDocument("It is broken.", "Mend it."))
    failed = desk.store.document(document.id)
    assert failed.error == {
        "kind": "DamagedDocument",
        "message": "It is broken.",
        "hint": "Mend it.",
    }
    again, taken = desk.add("a.txt", "Bicycles.")
    assert (again.id, taken, again.state) == (document.id, True, DocumentState.WAITING)
    desk.index()
    assert desk.store.document(document.id).error is None


def test_equal_files_of_two_assistants_are_read_and_embedded_once(desk: _Desk) -> None:
    desk.add("a.txt", "Bicycles.")
    desk.index()
    desk.add("b.txt", "Bicycles.", "B")
    desk.read()
    assert len(desk.store.database.query("SELECT 1 FROM contents")) == 1
    job = desk.next_job()
    assert job.content_id is not None
    assert desk.vectors.count(job.content_id) == job.chunks
    desk.index()
    assert desk.by_meaning("B") == 1


def test_a_removed_document_is_gone_from_everything(desk: _Desk) -> None:
    document, _ = desk.add("a.txt", "Bicycles.")
    desk.index()
    desk.store.remove(document.id)
    for table in ("documents", "contents", "text_blocks", "chunks", "vectors"):
        assert desk.store.database.query(f"SELECT 1 FROM {table}") == []
    assert desk.by_words("bicycles") == 0
    assert list(desk.home.files_dir.iterdir()) == []
    with pytest.raises(NotFound):
        desk.store.document(document.id)


def test_what_another_assistant_still_has_stays_its_own(desk: _Desk) -> None:
    mine, _ = desk.add("a.txt", "Bicycles.")
    desk.add("a.txt", "Bicycles.", "B")
    desk.index()
    desk.store.remove(mine.id)
    assert desk.by_words("bicycles") == 0
    assert (desk.by_words("bicycles", "B"), desk.by_meaning("B")) == (1, 1)
    assert len(list(desk.home.files_dir.iterdir())) == 1


def test_removing_an_assistant_takes_its_index_of_words_away(desk: _Desk) -> None:
    desk.add("a.txt", "Bicycles.")
    desk.index()
    desk.store.remove_assistant(ASSISTANT)
    desk.store.remove_assistant(ASSISTANT)
    tables = desk.store.database.query("SELECT name FROM sqlite_master WHERE name LIKE 'words%'")
    assert tables == []
    assert list(desk.home.files_dir.iterdir()) == []


def test_a_step_for_a_document_that_was_removed_does_nothing(desk: _Desk) -> None:
    document, _ = desk.add("a.txt", "Bicycles.")
    job = desk.next_job()
    desk.store.remove(document.id)
    text = ExtractedText("Bicycles.", (Section(0, 9),))
    desk.jobs.finish_reading(job, VERSION, (text, chunks_of(text)))
    desk.jobs.finish(job, desk.vectors)
    desk.jobs.fail(job, DamagedDocument("It is broken."))
    assert desk.names() == []
    assert desk.store.database.query("SELECT 1 FROM contents") == []


def test_reading_again_keeps_the_old_text_in_sight_until_the_new_one_is_ready(
    desk: _Desk,
) -> None:
    document, _ = desk.add("a.txt", "Bicycles.")
    desk.index()
    before = desk.store.content_of(document.id)
    desk.store.read_again(ASSISTANT)
    desk.read()
    assert desk.store.content_of(document.id) == before
    assert desk.by_words("bicycles") == 1
    desk.embed()
    assert desk.store.content_of(document.id) != before
    assert (desk.by_words("bicycles"), desk.by_meaning()) == (1, 1)
    assert len(desk.store.database.query("SELECT 1 FROM contents")) == 1


def test_another_embedder_has_everything_embedded_again_and_leaves_nothing_of_the_old(
    desk: _Desk,
) -> None:
    document, _ = desk.add("a.txt", "Bicycles.")
    desk.index()
    desk.jobs.take_up("e")
    assert desk.store.document(document.id).state is DocumentState.READY
    desk.jobs.take_up("other")
    assert desk.store.document(document.id).state is DocumentState.EMBEDDING
    desk.vectors = StoredVectors(desk.store.database, "other", 4)
    assert desk.by_meaning() == 0
    desk.index()
    assert desk.by_meaning() == 1
    assert len(desk.store.database.query("SELECT 1 FROM vectors")) == 1


def test_what_does_not_fit_together_is_told(desk: _Desk) -> None:
    document, _ = desk.add("a.txt", "Bicycles.")
    desk.index()
    assert problems_of(desk.home, desk.store) == []
    (desk.home.files_dir / document.sha256).unlink()
    with desk.store.database.transaction() as connection:
        connection.execute("DELETE FROM vectors")
        connection.execute("UPDATE contents SET chunk_count = 2")
    copy, vectors, words = problems_of(desk.home, desk.store)
    assert "copy of “a.txt” is missing" in copy
    assert "not wholly searchable by meaning" in vectors
    assert "1 passages instead of 2" in words


def test_copies_that_no_document_needs_are_tidied_away(desk: _Desk) -> None:
    kept, _ = desk.add("a.txt", "Bicycles.")
    stray = desk.home.files_dir / ("0" * 64)
    stray.write_text("left behind")
    desk.store.drop_stray_files()
    assert [path.name for path in desk.home.files_dir.iterdir()] == [kept.sha256]
