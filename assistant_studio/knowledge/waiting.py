"""Waiting until an assistant's documents are indexed, with each step passed on to who waits."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import replace

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import NotFound
from assistant_studio.knowledge.document import Document, DocumentState, IndexingProgress

_LOOK_AGAIN_S = 0.5
_DONE = (DocumentState.READY, DocumentState.FAILED)


class Steps:
    """The steps heard while somebody waits, passed on in the waiting thread.

    A document's last step is always passed on, also when it was missed: the worker may have been
    killed, or have ended its work a moment before it said so.
    """

    def __init__(self, on_progress: Callable[[IndexingProgress], None] | None) -> None:
        self._on_progress = on_progress
        self._heard: queue.SimpleQueue[IndexingProgress | None] = queue.SimpleQueue()
        self._unfinished: dict[str, IndexingProgress] = {}

    def hear(self, step: IndexingProgress) -> None:
        """Take a step in, from any thread."""
        self._heard.put(step)

    def follow(self, token: CancelToken | None) -> Callable[[], None]:
        """Have the token end a wait at once; returns a function that undoes it."""
        if token is None:
            return lambda: None
        return token.on_cancel(lambda: self._heard.put(None))

    def pass_on(self) -> None:
        """Wait a little for a step, and pass on whatever has come."""
        try:
            step = self._heard.get(timeout=_LOOK_AGAIN_S)
            while True:
                self._pass(step)
                step = self._heard.get_nowait()
        except queue.Empty:
            return

    def finish(self, document_of: Callable[[str], Document]) -> None:
        """Pass on the rest, when the work is known to be done."""
        while not self._heard.empty():
            self._pass(self._heard.get_nowait())
        for step in list(self._unfinished.values()):
            try:
                document = document_of(step.document.id)
            except NotFound:
                continue  # removed meanwhile
            if document.state in _DONE:
                total = document.passages
                self._pass(replace(step, document=document, done=total, total=total))

    def _pass(self, step: IndexingProgress | None) -> None:
        if step is None:
            return
        if step.document.state in _DONE:
            self._unfinished.pop(step.document.id, None)
        else:
            self._unfinished[step.document.id] = step
        if self._on_progress is not None:
            self._on_progress(step)
