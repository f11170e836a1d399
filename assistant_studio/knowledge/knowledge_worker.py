"""The knowledge worker: adds, indexes and searches documents; alone writes their data."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.adding import Adder
from assistant_studio.knowledge.asked import Asked
from assistant_studio.knowledge.checking import problems_of
from assistant_studio.knowledge.copying import copy_knowledge
from assistant_studio.knowledge.document import IndexingProgress
from assistant_studio.knowledge.embedder_slots_worker import EmbedderSlots
from assistant_studio.knowledge.embedders import EmbedderSource, shipped_embedder
from assistant_studio.knowledge.explaining import explained_as_plain
from assistant_studio.knowledge.index_keeper_worker import IndexKeeper
from assistant_studio.knowledge.indexer import Indexer, Surroundings
from assistant_studio.knowledge.jobs import Jobs
from assistant_studio.knowledge.pace import SearchFirst
from assistant_studio.knowledge.removing import KEPT_FOR_S, RemovedDocuments, bin_of
from assistant_studio.knowledge.search import Meaning, Searcher
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.taking_in import TakingIn, incoming_from_plain, join
from assistant_studio.knowledge.watching.watcher import LOOK_EVERY_S, Told, Watcher
from assistant_studio.knowledge.wire import (
    Plain,
    outcome_as_plain,
    progress_as_plain,
)
from assistant_studio.knowledge.word_index import DamagedWords
from assistant_studio.paths import Home
from assistant_studio.workers.exposed import exposed

Found = TypeVar("Found")

LARGE_FROM_CHUNKS = 5_000
"""Below this, comparing with every vector in memory is quicker than asking Chroma."""


class KnowledgeWorker:
    """One data folder's knowledge. Searches have a lane of their own: none waits for indexing."""

    def __init__(
        self, home: Home, source: EmbedderSource, large_from_chunks: int, look_every_s: float
    ) -> None:
        self._home = home
        self._store = KnowledgeStore(home)
        self._jobs = Jobs(self._store)
        self._searcher = Searcher(self._store)
        self._search_first = SearchFirst()
        self._keeper = IndexKeeper(home, self._store, large_from_chunks)
        self._slots = EmbedderSlots(home, source, self._store.database, self._keeper)
        self._watchers: list[queue.SimpleQueue[Plain | None]] = []
        self._watchers_lock = threading.Lock()
        around = Surroundings(
            embedder_id=source.id,
            embedding=lambda embedder_id: self._slots.of(embedder_id).wait(),
            on_progress=self._publish,
            on_idle=self._keeper.wake,
            search_first=self._search_first,
        )
        self._indexer = Indexer(home, self._store, around)
        self._adder = Adder(home, self._store, self._indexer.wake)
        told = Told(self._indexer.wake, self._indexer.interrupt, self._folders_looked_at)
        self._watcher = Watcher(home, self._store, told, look_every_s)
        self._removed = RemovedDocuments(self._store)
        self._emptying: threading.Timer | None = None
        self._removed.empty()
        self._forget_missing_embedders()
        self._slots.own.load()
        self._indexer.start()
        self._watcher.start()

    @exposed("index")
    def add(self, assistant_id: str, paths: list[bytes], token: CancelToken) -> Plain:
        """Take files and folders in; see `adding.Adder.add`. They are indexed in the background."""
        try:
            outcome = self._adder.add(assistant_id, [Path(os.fsdecode(p)) for p in paths], token)
        finally:
            self._indexer.wake()
        return outcome_as_plain(outcome)

    @exposed("watched")
    def watch_folder(self, assistant_id: str, path: bytes) -> str:
        """Watch a folder; see `watching.watcher.Watcher`, as for the methods that follow."""
        return self._watcher.watch(assistant_id, Path(os.fsdecode(path)))

    @exposed("watched")
    def pause_folder(self, folder_id: str) -> None:
        """Neither look at a folder nor index its files until it is resumed."""
        self._watcher.pause(folder_id)

    @exposed("watched")
    def resume_folder(self, folder_id: str) -> None:
        """Go on with a folder where it was."""
        self._watcher.resume(folder_id)

    @exposed("watched")
    def stop_folder(self, folder_id: str, forget: bool) -> None:
        """Watch a folder no more; its documents stay or go."""
        self._watcher.stop(folder_id, forget=forget)
        self._keeper.wake()

    @exposed("look")
    def look(self, assistant_id: str, token: CancelToken) -> None:
        """Look at an assistant's watched folders now."""
        self._watcher.look(assistant_id, token)

    @exposed("index")
    def choose_embedder(self, assistant_id: str, embedder_id: str) -> bool:
        """Search an assistant's documents by another embedder; they are embedded again behind it.

        Returns:
            Whether that is another one than before.
        """
        changed = self._store.choose_embedder(assistant_id, self._slots.usable(embedder_id))
        if changed:
            self._indexer.take_up_again([d.id for d in self._store.documents(assistant_id)])
            self._keeper.wake()
        return changed

    @exposed("index")
    def remove(self, document_id: str) -> None:
        """Take a document out of every index."""
        self._indexer.interrupt([document_id])
        self._store.remove(document_id)
        self._keeper.wake()

    @exposed("index")
    def set_aside(self, document_id: str) -> None:
        """As `remove`, but for a while `put_back` brings it again."""
        self._indexer.interrupt([document_id])
        self._removed.remove(document_id)
        self._removed.empty()
        self._keeper.wake()
        self._empty_later()

    def _empty_later(self) -> None:
        """Once, after the last of them: each thread that looks keeps a connection of its own."""
        if self._emptying is not None:
            self._emptying.cancel()
        self._emptying = threading.Timer(KEPT_FOR_S + 1, self._removed.empty)
        self._emptying.daemon = True
        self._emptying.start()

    @exposed("index")
    def put_back(self, document_id: str) -> None:
        """Bring a document back that was set aside."""
        self._removed.put_back(document_id)
        self._indexer.wake()
        self._keeper.wake()

    @exposed("index")
    def read_again(self, document_id: str) -> None:
        """Have one document read and embedded again in the background."""
        self._store.read_document_again(document_id)
        self._indexer.interrupt([document_id])
        self._indexer.wake()

    @exposed("index")
    def remove_assistant(self, assistant_id: str) -> None:
        """Take all of an assistant's documents out of every index."""
        self._indexer.interrupt([d.id for d in self._store.documents(assistant_id)])
        self._store.remove_assistant(assistant_id)
        self._store.remove_assistant(bin_of(assistant_id))
        self._keeper.wake()

    @exposed("index")
    def copy(self, from_assistant_id: str, to_assistant_id: str) -> None:
        """Give an assistant what another knows; see `copying.copy_knowledge`."""
        copy_knowledge(self._store, from_assistant_id, to_assistant_id)
        self._indexer.wake()
        self._keeper.wake()

    @exposed("take_in")
    def take_in(
        self,
        assistant_id: str,
        embedder_id: str,
        dimensions: int,
        plain: list[Plain],
        token: CancelToken,
    ) -> Iterator[int]:
        """Take documents in that come with texts and vectors; see `taking_in.TakingIn`."""
        slot = self._slots.of(self._slots.usable(embedder_id))
        same = slot.id == embedder_id and slot.dimensions == dimensions
        taking = TakingIn(self._home, self._store, embedder_id if same else "", dimensions)
        yield from taking.take(
            assistant_id, self._slots.usable(embedder_id), incoming_from_plain(plain), token
        )
        self._indexer.wake()
        self._keeper.wake()

    @exposed("index")
    def join(self, from_id: str, to_id: str, gone: list[str]) -> None:
        """Move what was taken in to the assistant it is for; see `taking_in.join`."""
        self._indexer.interrupt([d.id for d in self._store.documents(to_id)])
        join(self._store, from_id, to_id, gone)
        self._indexer.take_up_again([d.id for d in self._store.documents(to_id)])
        self._keeper.wake()

    @exposed("index")
    def reindex(self, assistant_id: str) -> None:
        """Have all of an assistant's documents read and embedded again in the background."""
        self._store.read_again(assistant_id)
        self._indexer.interrupt([d.id for d in self._store.documents(assistant_id)])
        self._indexer.wake()

    @exposed("search")
    def search(
        self,
        assistant_id: str,
        query: str,
        limit: int,
        budget_chars: int,
        context: str,
        closely: bool,
        token: CancelToken,
    ) -> Plain:
        """The passages that fit a question, and how long finding them took."""
        started_s = time.monotonic()
        asked = Asked(query, context)
        search = partial(self._searcher.search, closely=closely)
        passages = self._searched(search, assistant_id, asked, limit, budget_chars, token)
        return {
            "passages": [asdict(passage) for passage in passages],
            "seconds": time.monotonic() - started_s,
        }

    @exposed("search")
    def explain(
        self, assistant_id: str, query: str, limit: int, budget_chars: int, token: CancelToken
    ) -> Plain:
        """As `search`, with the reasons, and with what was left out."""
        started_s = time.monotonic()
        found = self._searched(
            self._searcher.explain, assistant_id, Asked(query), limit, budget_chars, token
        )
        return {
            "found": [explained_as_plain(one) for one in found],
            "seconds": time.monotonic() - started_s,
        }

    @exposed("state")
    def pending(self, assistant_id: str) -> Plain:
        """How many of an assistant's documents are not ready, and what holds them up."""
        mine = self._jobs.unfinished_of(assistant_id)
        trouble = self._indexer.trouble
        return {"unfinished": mine, "trouble": trouble.record() if trouble else None}

    @exposed("state")
    def index_state(self) -> Plain:
        """Which bases the vector index serves, for `doctor` and tests."""
        return self._keeper.state()

    @exposed("watch")
    def watch(self, token: CancelToken) -> Iterator[Plain]:
        """Each step of indexing as it happens, for as long as somebody listens."""
        events: queue.SimpleQueue[Plain | None] = queue.SimpleQueue()
        with self._watchers_lock:
            self._watchers.append(events)
        forget = token.on_cancel(lambda: events.put(None))
        try:
            while (event := events.get()) is not None:
                yield event
            token.check()
        finally:
            forget()
            with self._watchers_lock:
                self._watchers.remove(events)

    @exposed("prepare")
    def prepare(self, token: CancelToken) -> Iterator[str]:
        """Verify the embedder and export it if that was never done."""
        yield from self._slots.own.prepare(token)

    @exposed("care")
    def problems(self) -> list[str]:
        """What is wrong with the database, its indexes or the copies of files."""
        return problems_of(self._home, self._store)

    def _searched(
        self,
        search: Callable[[str, Asked, int, int, Meaning | None, CancelToken], list[Found]],
        assistant_id: str,
        asked: Asked,
        limit: int,
        budget_chars: int,
        token: CancelToken,
    ) -> list[Found]:
        with self._search_first.searching():
            base = self._store.base(assistant_id)
            embedding = self._slots.of(base.embedder if base else "").soon(token)
            nearest = self._slots.nearest(embedding) if embedding is not None else None
            meaning = None
            if embedding is not None and nearest is not None:
                meaning = Meaning(embedding.embedder, embedding.vectors, nearest)
            try:
                found = search(assistant_id, asked, limit, budget_chars, meaning, token)
            except DamagedWords:
                self._store.rebuild_words(assistant_id)
                found = search(assistant_id, asked, limit, budget_chars, meaning, token)
        self._keeper.searched()
        return found

    def _forget_missing_embedders(self) -> None:
        for base in self._store.bases():
            if base.embedder and not self._slots.usable(base.embedder):
                self._store.forget_embedder(base.embedder)

    def _folders_looked_at(self, assistant_id: str, changed: bool) -> None:
        if changed:
            self._keeper.wake()
        self._send({"folders_of": assistant_id, "changed": changed})

    def _publish(self, progress: IndexingProgress) -> None:
        self._send(progress_as_plain(progress))

    def _send(self, event: Plain) -> None:
        with self._watchers_lock:
            for events in self._watchers:
                events.put(event)


def create(options: dict[str, Any]) -> KnowledgeWorker:
    """The worker's object.

    Args:
        options: `home`, the data folder; `embedder` as `EmbedderSource.as_data` writes it,
            `large_from_chunks` and `look_every_s`, where they differ from the shipped ones.
    """
    data = options.get("embedder")
    source = EmbedderSource.from_data(data) if data else shipped_embedder()
    large_from_chunks = int(options.get("large_from_chunks", LARGE_FROM_CHUNKS))
    look_every_s = float(options.get("look_every_s", LOOK_EVERY_S))
    return KnowledgeWorker(Home(Path(options["home"])), source, large_from_chunks, look_every_s)
