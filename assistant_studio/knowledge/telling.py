"""Saying where indexing stands: one event for each step."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace

from assistant_studio.errors import NotFound, StudioError
from assistant_studio.knowledge.document import IndexingProgress
from assistant_studio.knowledge.jobs import UNFINISHED, Backlog, Jobs
from assistant_studio.knowledge.pace import Pace
from assistant_studio.knowledge.store import KnowledgeStore

_COUNT_AGAIN_S = 0.5
# Counting takes longer the more there is; with so many left nobody sees that one more is done.
_MANY = 100


class Teller:
    """Makes the events of indexing out of what the database says."""

    def __init__(
        self,
        store: KnowledgeStore,
        jobs: Jobs,
        pace: Pace,
        on_progress: Callable[[IndexingProgress], None],
    ) -> None:
        self._store = store
        self._jobs = jobs
        self._pace = pace
        self._on_progress = on_progress
        self._backlog = (0.0, Backlog(0, 0, 0))

    def tell(self, document_id: str, done: int = 0) -> None:
        """Tell where a document stands; nothing if it was removed.

        Args:
            document_id: Which.
            done: So many of its chunks are embedded.
        """
        with contextlib.suppress(NotFound):
            document = self._store.document(document_id)
            unfinished = document.state in UNFINISHED
            backlog = self._counted(fresh=not unfinished)
            self._on_progress(
                IndexingProgress(
                    document=document,
                    done=done,
                    total=document.passages,
                    waiting=max(0, backlog.documents - unfinished),
                    seconds_left=self._pace.seconds_left(backlog, done if unfinished else 0),
                )
            )

    def tell_trouble(self, trouble: StudioError) -> None:
        """Tell why nothing goes on, with the document that is held up by it."""
        job = self._jobs.next()
        if job is not None:
            with contextlib.suppress(NotFound):
                document = replace(self._store.document(job.id), error=trouble.record())
                waiting = self._jobs.backlog().documents - 1
                self._on_progress(IndexingProgress(document, 0, 0, waiting, None))

    def _counted(self, *, fresh: bool) -> Backlog:
        """What is left; counted anew when one of the last documents is done, else now and then."""
        counted_s, backlog = self._backlog
        fresh = fresh and backlog.documents <= _MANY
        if fresh or time.monotonic() - counted_s > _COUNT_AGAIN_S:
            backlog = self._jobs.backlog()
            self._backlog = (time.monotonic(), backlog)
        return backlog
