"""The app's side of knowledge: adding, watching and searching documents through the worker.

What is only looked up (documents, texts) is read from knowledge.db at once, without the worker.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import NotFound, WorkerDied, from_record
from assistant_studio.knowledge.carrying import Carrier
from assistant_studio.knowledge.document import (
    AddOutcome,
    ExtractedText,
    IndexingProgress,
    Passage,
)
from assistant_studio.knowledge.explaining import ExplainedSearch, explained_from_plain
from assistant_studio.knowledge.listening import FoldersCallback, Listener
from assistant_studio.knowledge.reading import DocumentReader
from assistant_studio.knowledge.stored_documents import StoredDocuments
from assistant_studio.knowledge.waiting import Steps
from assistant_studio.knowledge.watching.folder import WatchedFolder
from assistant_studio.knowledge.watching.folder_store import FolderStore
from assistant_studio.knowledge.wire import outcome_from_plain, passage_from_plain
from assistant_studio.paths import Home
from assistant_studio.workers.host import WorkerHost


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    Attributes:
        query: What was searched for.
        passages: Best first.
        seconds: How long it took inside the worker.
    """

    query: str
    passages: tuple[Passage, ...]
    seconds: float


class KnowledgeService(StoredDocuments):
    """Every assistant's documents. Safe to use from several threads.

    Opening it starts nothing; the worker starts with the first call that needs it, or with the
    first subscriber, and again after a crash.

    Attributes:
        embedder_of: The id of the embedder in an assistant's settings; empty for the app's own.
        host: The worker's process.
    """

    def __init__(self, home: Home, options: dict[str, Any] | None = None) -> None:
        super().__init__(home)
        settled = {"home": str(home.root), **(options or {})}
        # Indexing shares the process: a search that is given up must not end it.
        self.embedder_of: Callable[[str], str] = lambda _assistant_id: ""
        self.host = WorkerHost("knowledge", home, settled, ends_when_stuck=False)
        self._listener = Listener(self.host, self._has_work)

    def follow_choice(self, assistant_id: str) -> None:
        """Search an assistant's documents by the embedder that its settings name now.

        Asking for what is so already costs a look into knowledge.db and starts nothing.
        """
        store = self._reading()
        base = store.base(assistant_id) if store is not None else None
        wanted = self.embedder_of(assistant_id)
        if base is not None and base.embedder != wanted:
            self._listener.listen()
            self._call("choose_embedder", assistant_id, wanted)

    def add(
        self, assistant_id: str, paths: Sequence[Path], token: CancelToken | None = None
    ) -> AddOutcome:
        """Take files and folders in. What is in the outcome is durable; indexing follows.

        Raises:
            Cancelled: `token` was set; what was taken until then stays.
            WorkerDied: The worker ended; adding the same files again does no harm.
        """
        self._listener.listen()
        raw = [os.fsencode(Path(path).absolute()) for path in paths]
        outcome = outcome_from_plain(self.host.call("add", assistant_id, raw, token=token))
        self.follow_choice(assistant_id)
        return outcome

    def watch_folder(self, assistant_id: str, path: Path) -> None:
        """Have an assistant know a folder's files as they are, from now on.

        Raises:
            FileUnavailable: It is no folder, or one that cannot be watched.
        """
        self._listener.listen()
        self._call("watch_folder", assistant_id, os.fsencode(Path(path).expanduser().absolute()))
        self.follow_choice(assistant_id)

    def watched_folders(self, assistant_id: str) -> list[WatchedFolder]:
        """An assistant's watched folders in the order they were added."""
        store = self._reading()
        return FolderStore(store.database).folders(assistant_id) if store is not None else []

    def pause_folder(self, folder_id: str) -> None:
        """Neither look at a watched folder nor index its files until it is resumed."""
        self._call("pause_folder", folder_id)

    def resume_folder(self, folder_id: str) -> None:
        """Go on with a watched folder where it was."""
        self._listener.listen()
        self._call("resume_folder", folder_id)

    def stop_folder(self, folder_id: str, *, forget: bool = False) -> None:
        """Watch a folder no more; its documents stay as they are, or go (`forget`)."""
        self._call("stop_folder", folder_id, forget)

    def look_at_folders(self, assistant_id: str, token: CancelToken | None = None) -> None:
        """Look at an assistant's watched folders now; what is new is indexed in the background."""
        self._listener.listen()
        self._call("look", assistant_id, token=token)

    def subscribe_to_folders(self, callback: FoldersCallback) -> Callable[[], None]:
        """Have `callback` told of each look at watched folders; returns a function that ends it."""
        return self._listener.subscribe_to_folders(callback)

    def read_file(self, path: Path, name: str, token: CancelToken) -> ExtractedText:
        """The text of a file that joins nobody's knowledge.

        Args:
            path: Where it lies.
            name: What the person calls it.
            token: Stops the reading.

        Raises:
            DocumentError: It cannot be read.
        """
        # A process of its own, which ends with it: rarely wanted, and never in indexing's way.
        reader = DocumentReader(self._home)
        try:
            return reader.read(path, token, name=name)
        finally:
            reader.close()

    def remove(self, document_id: str) -> None:
        """Take a document out of everything.

        Raises:
            NotFound: It is not there.
        """
        try:
            self.host.call("remove", document_id)
        except WorkerDied:
            # It may have been done just before.
            with contextlib.suppress(NotFound):
                self.host.call("remove", document_id)

    def set_aside(self, document_id: str) -> None:
        """As `remove`, but for ten minutes `put_back` brings it again, as searchable as it was.

        Raises:
            NotFound: It is not there.
        """
        self._call("set_aside", document_id)

    def put_back(self, document_id: str) -> None:
        """Bring a document back that was set aside.

        Raises:
            NotFound: It is gone for good.
        """
        self._listener.listen()
        self._call("put_back", document_id)

    def read_again(self, document_id: str) -> None:
        """Read and embed one document again; it stays searchable meanwhile."""
        self._listener.listen()
        self._call("read_again", document_id)

    def copy(self, from_assistant_id: str, to_assistant_id: str) -> None:
        """Give an assistant that has no documents those of another, all or none.

        Raises:
            DiskFull: There was no room.
        """
        if self._reading() is not None:
            self._listener.listen()
            self._call("copy", from_assistant_id, to_assistant_id)

    def carrier(self) -> Carrier | None:
        """Reads what is carried to another computer; None while nobody knows anything."""
        store = self._reading()
        return Carrier(self._home, store) if store is not None else None

    def take_in(
        self,
        assistant_id: str,
        embedder: tuple[str, int],
        documents: Sequence[dict[str, Any]],
        token: CancelToken | None = None,
    ) -> Iterator[int]:
        """Take documents in that come with texts and vectors; gives how many are done.

        Args:
            assistant_id: An id that no assistant has yet.
            embedder: The id of what made the vectors, and their length.
            documents: As maps with the fields of `taking_in.Incoming`, their paths as bytes.
            token: Stops it; what was taken until then stays.
        """
        self._listener.listen()
        yield from self.host.stream("take_in", assistant_id, *embedder, documents, token=token)

    def join(self, from_id: str, to_id: str, gone: Sequence[str]) -> None:
        """Move what was taken in under one id to an assistant that is there, all or none.

        Args:
            from_id: Where it was taken in.
            to_id: The assistant.
            gone: The sha256s of documents that the assistant is to know no more.
        """
        self._listener.listen()
        self._call("join", from_id, to_id, list(gone))

    def remove_assistant(self, assistant_id: str) -> None:
        """Take all of an assistant's documents out of everything."""
        if self._reading() is not None:
            self._call("remove_assistant", assistant_id)

    def reindex(self, assistant_id: str) -> None:
        """Read and embed all of an assistant's documents again; they stay searchable meanwhile."""
        self._listener.listen()
        self._call("reindex", assistant_id)

    def search(
        self,
        assistant_id: str,
        query: str,
        limit: int = 8,
        budget_chars: int = 4000,
        token: CancelToken | None = None,
        context: str = "",
        closely: bool = False,
    ) -> SearchResult:
        """The passages that fit a question.

        Args:
            assistant_id: Whose knowledge.
            query: Any text.
            limit: At most so many passages.
            budget_chars: At most so many characters in all of them.
            token: Stops the search.
            context: What was spoken of before, for a question that leans on it.
            closely: Look also at which of their sentences is closest to the question.
        """
        self.follow_choice(assistant_id)
        found = self._call(
            "search",
            assistant_id,
            _storable(query),
            limit,
            budget_chars,
            _storable(context),
            closely,
            token=token,
        )
        passages = tuple(passage_from_plain(plain) for plain in found["passages"])
        return SearchResult(query, passages, found["seconds"])

    def explain(
        self,
        assistant_id: str,
        query: str,
        limit: int = 8,
        budget_chars: int = 4000,
        token: CancelToken | None = None,
    ) -> ExplainedSearch:
        """As `search`, with the reasons of each passage, and the best of what was left out."""
        self.follow_choice(assistant_id)
        told = self._call(
            "explain", assistant_id, _storable(query), limit, budget_chars, token=token
        )
        found = tuple(explained_from_plain(plain) for plain in told["found"])
        return ExplainedSearch(query, found, told["seconds"])

    def wait_until_indexed(
        self,
        assistant_id: str,
        on_progress: Callable[[IndexingProgress], None] | None = None,
        token: CancelToken | None = None,
    ) -> None:
        """Wait until each of an assistant's documents is ready or has failed.

        Args:
            assistant_id: Whose documents.
            on_progress: Told each step, on this thread.
            token: Stops the waiting, not the indexing.

        Raises:
            StudioError: Indexing cannot go on (a full disk, no embedder).
        """
        steps = Steps(on_progress)
        unsubscribe = self.subscribe(steps.hear)
        forget = steps.follow(token)
        try:
            while True:
                state = self._call("pending", assistant_id, token=token)
                if not state["unfinished"]:
                    steps.finish(self.document)
                    return
                if state["trouble"]:
                    raise from_record(state["trouble"])
                steps.pass_on()
        finally:
            unsubscribe()
            forget()

    def subscribe(self, callback: Callable[[IndexingProgress], None]) -> Callable[[], None]:
        """Have `callback` told each step of indexing, on a thread of the service's own.

        Returns:
            A function that ends it.
        """
        return self._listener.subscribe(callback)

    def problems(self) -> list[str]:
        """What is wrong with knowledge.db; empty when all is well."""
        found: list[str] = self._call("problems") if self._home.knowledge_db.exists() else []
        return found

    def prepare(self, on_progress: Callable[[str], None], token: CancelToken | None = None) -> None:
        """Verify the embedder, and export it if that was never done here.

        Args:
            on_progress: Told what is being done, in words.
            token: Stops it.

        Raises:
            EmbedderError: The embedder is missing or was changed.
        """
        for line in self.host.stream("prepare", token=token):
            on_progress(line)

    def close(self) -> None:
        """End the worker and every thread of this service, for ever."""
        self._listener.close()
        self.host.close()
        self._listener.join()
        self.close_store()

    def _call(self, method: str, *arguments: Any, token: CancelToken | None = None) -> Any:
        """A call that may be made twice: after a crash it is, in a fresh process."""
        try:
            return self.host.call(method, *arguments, token=token)
        except WorkerDied:
            return self.host.call(method, *arguments, token=token)
        finally:
            self._listener.listen_again()

    def _has_work(self) -> bool:
        store = self._reading()
        if store is None:
            return False
        return store.has_unfinished() or bool(FolderStore(store.database).rows())


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
