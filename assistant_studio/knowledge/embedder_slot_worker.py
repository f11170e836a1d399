"""The one embedder of a knowledge worker: loaded in the background, waited for where it pays."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import EmbedderError, StudioError
from assistant_studio.knowledge.embedder_worker import (
    open_embedder,
    prepare_export,
    verify_weights,
)
from assistant_studio.knowledge.embedders import EmbedderSource, find_export, languages_of
from assistant_studio.knowledge.schema import KnowledgeDatabase
from assistant_studio.knowledge.vectors import Embedding, StoredVectors
from assistant_studio.language import _
from assistant_studio.paths import Home

# A search waits for an embedder that is being loaded, not for one that has yet to be exported.
_LOADING_AT_MOST_S = 20.0
_log = logging.getLogger(__name__)


class EmbedderSlot:
    """Holds the embedder from the moment it is loaded; a load that failed is tried again."""

    def __init__(
        self,
        home: Home,
        source: EmbedderSource,
        database: KnowledgeDatabase,
        on_loaded: Callable[[Embedding], None],
    ) -> None:
        self._home = home
        self._source = source
        self._database = database
        self._on_loaded = on_loaded
        self._lock = threading.Lock()
        self._loading: Future[Embedding] | None = None

    @property
    def id(self) -> str:
        """The id of the embedder."""
        return self._source.id

    @property
    def dimensions(self) -> int | None:
        """The length of its vectors; None as long as nobody knows."""
        export = find_export(self._home, self._source)
        return export.manifest.dimensions if export is not None else None

    def load(self) -> Future[Embedding]:
        """Begin to load, unless that is under way or done."""
        with self._lock:
            loading = self._loading
            failed = loading is not None and loading.done() and loading.exception() is not None
            if loading is None or failed:
                loading = self._loading = Future()
                threading.Thread(
                    target=self._load, args=(loading,), name="embedder", daemon=True
                ).start()
            return loading

    def wait(self) -> Embedding:
        """The embedder, however long it takes.

        Raises:
            EmbedderError: It is missing or was changed.
        """
        return self.load().result()

    def soon(self, token: CancelToken) -> Embedding | None:
        """The embedder if it is loaded or nearly so, else None.

        Raises:
            Cancelled: `token` was set while waiting.
        """
        loading = self.load()
        if not loading.done() and find_export(self._home, self._source) is not None:
            awake = threading.Event()
            loading.add_done_callback(lambda _loading: awake.set())
            forget = token.on_cancel(awake.set)
            try:
                awake.wait(_LOADING_AT_MOST_S)
            finally:
                forget()
            token.check()
        try:
            return loading.result(0)
        except (StudioError, TimeoutError):
            return None

    def prepare(self, token: CancelToken) -> Iterator[str]:
        """Verify the embedder and export it if that was never done; yields what is being done.

        Raises:
            EmbedderError: It is missing or was changed.
        """
        yield _("Checking the embedder")
        verify_weights(self._source)
        yield from prepare_export(self._home, self._source, token)
        yield _("Loading it")
        self.wait()

    def _load(self, loading: Future[Embedding]) -> None:
        try:
            embedder = open_embedder(self._home, self._source, CancelToken())
            vectors = StoredVectors(self._database, embedder.id, embedder.dimensions)
            vectors.note_languages(languages_of(self._source))
            embedding = Embedding(embedder, vectors)
            self._on_loaded(embedding)
            loading.set_result(embedding)
        except StudioError as error:
            loading.set_exception(error)
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of a panic too
            _log.exception("the embedder could not be loaded")
            loading.set_exception(
                EmbedderError(
                    _(
                        "The embedder {name} could not be loaded ({error}).",
                        name=self._source.name,
                        error=error,
                    ),
                    _("Start the app again; until then files are searched by words only."),
                )
            )
