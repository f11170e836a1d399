"""Reading and embedding in the background: what is unfinished in knowledge.db, until it is done."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import DamagedDocument, DocumentError, EmptyDocument, StudioError
from assistant_studio.knowledge.chunking import TARGET_CHARS, chunks_of
from assistant_studio.knowledge.document import Chunk, ExtractedText, IndexingProgress
from assistant_studio.knowledge.embedding import embedded_text
from assistant_studio.knowledge.jobs import Job, Jobs
from assistant_studio.knowledge.pace import Pace, SearchFirst
from assistant_studio.knowledge.reading import DocumentReader
from assistant_studio.knowledge.source_file import file_to_read
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.telling import Teller
from assistant_studio.knowledge.vectors import Embedding
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.locks import FileLock

READER_VERSION = f"2/{TARGET_CHARS}"
"""Another one whenever readers or chunks come out differently, so that files are read again."""

_EMBED_AT_ONCE = 64
_OTHER_PROCESS_POLL_S = 0.5
_RETRY_S = 30.0
_SEARCH_FIRST_AT_MOST_S = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an indexer asks of its worker.

    Attributes:
        embedder_id: The id of the embedder for those who chose none.
        embedding: The embedder of an id (empty: that one); waits until it is loaded, raises
            `EmbedderError` if it cannot be.
        on_progress: Told at each step; quick.
        on_idle: Called whenever all work is done.
        search_first: Searches that go before the next batch.
    """

    embedder_id: str
    embedding: Callable[[str], Embedding]
    on_progress: Callable[[IndexingProgress], None]
    on_idle: Callable[[], None]
    search_first: SearchFirst


class Indexer:
    """Works through the documents that are not ready, in a thread of its own.

    Of several processes on one data folder, one indexes for all.

    Attributes:
        trouble: Why nothing goes on at the moment (a full disk, no embedder), or None.
    """

    def __init__(self, home: Home, store: KnowledgeStore, surroundings: Surroundings) -> None:
        self.trouble: StudioError | None = None
        self._home = home
        self._store = store
        self._around = surroundings
        self._jobs = Jobs(store)
        self._reader = DocumentReader(home)
        self._lock = FileLock(home.cache_dir / "indexing.lock")
        self._wake = threading.Event()
        self._closed = False
        self._current: tuple[str, CancelToken] = ("", CancelToken())
        self._pace = Pace()
        self._teller = Teller(store, self._jobs, self._pace, surroundings.on_progress)
        # By content and embedder: the last chunk that has a vector, and how many have one.
        self._embedded: dict[tuple[int, str], tuple[int, int]] = {}
        # The document whose embedding met a bug, and is tried once more.
        self._stumbled = ""
        self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)

    def start(self) -> None:
        """Begin with whatever is unfinished."""
        self._thread.start()

    def wake(self) -> None:
        """There may be new work, or an obstacle may be gone."""
        self.trouble = None
        self._wake.set()

    def take_up_again(self, document_ids: Sequence[str]) -> None:
        """Another embedder was chosen for these: have embedded again what it has not embedded."""
        self.interrupt(document_ids)
        self._jobs.take_up(self._around.embedder_id)
        self.wake()

    def interrupt(self, document_ids: Sequence[str]) -> None:
        """Stop working on documents that are gone or are to be read again."""
        current, token = self._current
        if current in document_ids:
            token.cancel()

    def close(self) -> None:
        """Stop at once; what was not committed is done again after the next start."""
        self._closed = True
        self._current[1].cancel()
        self._wake.set()
        self._reader.close()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed:
            self._wake.clear()
            self.trouble = None
            try:
                self._work()
            except StudioError as error:
                self.trouble = error
            except BaseException:  # noqa: BLE001 - not even a library's panic may end the thread
                _log.exception("indexing failed")
                self.trouble = StudioError(
                    _("Indexing stopped at an unexpected error."),
                    _(
                        "It is tried again by itself; if it stays so, "
                        "run `assistant-studio doctor`."
                    ),
                )
            finally:
                self._lock.release()
            self._rest()

    def _rest(self) -> None:
        """Wait for new work, or for the trouble to be over."""
        try:
            if self.trouble is None:
                self._around.on_idle()
            elif not self._closed:
                _log.warning("indexing waits: %s", self.trouble)
                self._teller.tell_trouble(self.trouble)
        except BaseException:  # noqa: BLE001 - who cannot be told must not end the thread
            _log.exception("the state of indexing could not be told")
        if not self._closed:
            self._wake.wait(None if self.trouble is None else _RETRY_S)

    def _work(self) -> None:
        """Until nothing is left to do, here or in the process that does it for us."""
        taken_up = False
        while not self._closed:
            if not self._lock.acquire():
                if not self._followed():
                    return
                continue
            if not taken_up:
                self._jobs.take_up(self._around.embedder_id)
                self._store.drop_stray_files()
                taken_up = True
            job = self._jobs.next()
            if job is None:
                return
            self._step(job)

    def _step(self, job: Job) -> None:
        token = CancelToken()
        self._current = (job.id, token)
        if self._closed:
            return
        with contextlib.suppress(Cancelled):
            if job.to_read:
                self._read(job, token)
            else:
                self._embed_or_fail(job, token)

    def _read(self, job: Job, token: CancelToken) -> None:
        self._jobs.start_reading(job)
        self._teller.tell(job.id)
        try:
            read = self._read_file(job, token)
            self._jobs.finish_reading(job, READER_VERSION, read)
        except DocumentError as error:
            self._jobs.fail(job, error)
        except StudioError:
            # Not this document's doing (a full disk): it waits for its next turn.
            with contextlib.suppress(StudioError):
                self._jobs.put_back(job)
            raise
        except Cancelled:
            raise
        except BaseException:  # noqa: BLE001 - or it would stand before all others for ever
            self._fail(job, _("read"))
        self._teller.tell(job.id)

    def _embed_or_fail(self, job: Job, token: CancelToken) -> None:
        """Embed; a document at which that fails twice must not stand before all others."""
        try:
            self._embed(job, token)
        except (StudioError, Cancelled):
            raise
        except BaseException:
            self._embedded.pop((job.content_id or 0, job.embedder), None)
            if self._stumbled != job.id:
                self._stumbled = job.id
                raise
            self._fail(job, _("prepared for searching"))
            self._teller.tell(job.id)
        self._stumbled = ""

    def _fail(self, job: Job, done_to_it: str) -> None:
        _log.exception("“%s” could not be %s", job.name, done_to_it)
        error = DamagedDocument(
            _(
                "“{job}” could not be {done_to_it}: it led to an unexpected error.",
                job=job.name,
                done_to_it=done_to_it,
            ),
            _("Save it anew or in another format and add that; the others are not affected."),
        )
        self._jobs.fail(job, error)

    def _read_file(
        self, job: Job, token: CancelToken
    ) -> tuple[ExtractedText, Sequence[Chunk]] | None:
        """The text and its chunks; None when the same content was read before."""
        known = self._store.contents.find(job.sha256, READER_VERSION)
        if known is not None and not job.read_again:
            return None
        with file_to_read(self._home, job, token) as path:
            extracted = storable(self._reader.read(path, token, name=job.name))
        chunks = chunks_of(extracted)
        if not chunks:
            raise EmptyDocument(
                _("“{job}” holds no text.", job=job.name), _("Add a file that has text in it.")
            )
        self._pace.read(job.size_bytes, len(chunks))
        return extracted, chunks

    def _embed(self, job: Job, token: CancelToken) -> None:
        """One batch, or the end of it when no chunk is left without a vector."""
        assert job.content_id is not None
        embedding = self._around.embedding(job.embedder)
        vectors, content_id = embedding.vectors, job.content_id
        key = (content_id, job.embedder)
        after, done = self._embedded.get(key) or (0, vectors.count(content_id))
        pending = self._store.contents.without_vector(
            content_id, vectors.embedder_id, after, _EMBED_AT_ONCE
        )
        if not pending:
            self._embedded.pop(key, None)
            self._jobs.finish(job, vectors)
            self._teller.tell(job.id, job.chunks)
            return
        self._around.search_first.wait(_SEARCH_FIRST_AT_MOST_S)
        started_s = time.monotonic()
        texts = [embedded_text(chunk.headings, chunk.text) for chunk in pending]
        found = embedding.embedder.embed(texts, token)
        vectors.save([chunk.id for chunk in pending], found)
        self._pace.embedded(len(pending), time.monotonic() - started_s)
        self._embedded[key] = (pending[-1].id, done + len(pending))
        self._teller.tell(job.id, done + len(pending))

    def _followed(self) -> bool:
        """Wait a little for the process that indexes; False when nothing is left to wait for."""
        before = self._jobs.unfinished_ids()
        if not before:
            return False
        self._teller.tell(before[0])
        self._wake.wait(_OTHER_PROCESS_POLL_S)
        self._wake.clear()
        left = set(self._jobs.unfinished_ids())
        for document_id in before:
            if document_id not in left:
                self._teller.tell(document_id)
        return True


def storable(extracted: ExtractedText) -> ExtractedText:
    """The text without lone surrogates, which some files hold and no UTF-8 can; offsets stay."""
    try:
        extracted.text.encode()
    except UnicodeEncodeError:
        return replace(extracted, text=extracted.text.encode("utf-8", "replace").decode())
    return extracted
