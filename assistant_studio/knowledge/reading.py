"""Reading documents in a process of their own, so that a hostile one costs a sentence."""

from __future__ import annotations

import contextlib
import logging
import os
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, cast

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedDocument, DocumentTooLarge, WorkerDied, WorkerTimedOut
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.source import GET_AGAIN, Source
from assistant_studio.knowledge.readers.wire import from_plain
from assistant_studio.language import N_, _
from assistant_studio.paths import Home
from assistant_studio.workers.host import WorkerBug, WorkerHost

PAGE_TIMEOUT_S = 60.0
"""How long the reader may be silent; it speaks after each page."""

DOCUMENT_TIMEOUT_S = 3600.0
"""How long one document may take, however lively it is."""

_SAVE_ANEW = N_("Open it with its program, save it anew, and add that.")
_log = logging.getLogger(__name__)


class DocumentReader:
    """Reads documents one at a time; the process starts with the first and again after a crash.

    Not to be used by two threads at once, whose documents would wait in one line; `close` may come
    from another.

    Attributes:
        host: The process behind it.
    """

    def __init__(
        self,
        home: Home,
        *,
        page_timeout_s: float = PAGE_TIMEOUT_S,
        document_timeout_s: float = DOCUMENT_TIMEOUT_S,
        memory_bytes: int | None = None,
        cpu_s: float | None = None,
    ) -> None:
        options = {"memory_bytes": memory_bytes, "cpu_s": cpu_s}
        given = {name: value for name, value in options.items() if value is not None}
        self.host = WorkerHost("reading", home, given)
        self._page_timeout_s = page_timeout_s
        self._document_timeout_s = document_timeout_s
        self._closed = False

    def read(
        self,
        path: Path,
        token: CancelToken,
        on_progress: Callable[[int, int], None] | None = None,
        name: str | None = None,
    ) -> ExtractedText:
        """Read a file of any kind that a reader knows.

        Args:
            path: Where it lies.
            token: Stops the reading.
            on_progress: Told the page read last and the number of pages, after each page.
            name: The file's name as the person knows it, where that differs from the path's; its
                ending says what cannot be told from the content.

        Raises:
            DocumentError: This file cannot be read; the next one can.
            WorkerError: The reader itself cannot work, or was closed.
            Cancelled: `token` was set.
        """
        source = Source(path, name or path.name)
        for last_try in (False, True):
            try:
                return self._read(source, token, on_progress)
            except WorkerDied as error:
                # Once may be somebody else's doing (memory ran out, the system is going down).
                if self._closed:
                    raise
                if last_try:
                    raise DamagedDocument(
                        _(
                            "{name} cannot be read: it makes the document reader crash.",
                            name=source.quoted,
                        ),
                        _(_SAVE_ANEW),
                    ) from error
            except WorkerTimedOut as error:
                raise DamagedDocument(
                    _(
                        "{name} cannot be read: after {seconds} seconds the reader was still busy "
                        "with one page or part of it, and was stopped.",
                        name=source.quoted,
                        seconds=f"{self._page_timeout_s:g}",
                    ),
                    _(_SAVE_ANEW),
                ) from error
            except DocumentTooLarge:
                self.host.kill()  # its memory may be full of what was too large
                raise
            except WorkerBug as error:
                self.host.kill()
                _log.exception("the reader failed on a document")
                raise DamagedDocument(
                    _(
                        "{name} cannot be read: something in it is not as it should be.",
                        name=source.quoted,
                    ),
                    _(GET_AGAIN),
                ) from error
        raise AssertionError  # the last try returns or raises

    def close(self) -> None:
        """End the process, and for ever."""
        self._closed = True
        self.host.close()

    def _read(
        self,
        source: Source,
        token: CancelToken,
        on_progress: Callable[[int, int], None] | None,
    ) -> ExtractedText:
        deadline = time.monotonic() + self._document_timeout_s
        # As bytes: a path need not be text. The name is only shown.
        arguments = os.fsencode(source.path), source.name.encode(errors="replace").decode()
        stream = self.host.stream("read", *arguments, timeout_s=self._page_timeout_s, token=token)
        with contextlib.closing(cast(Generator[dict[str, int], None, Any], stream)) as steps:
            while True:
                try:
                    step = next(steps)
                except StopIteration as end:
                    return from_plain(end.value)
                if time.monotonic() > deadline:
                    raise DocumentTooLarge(
                        _(
                            "{name} cannot be read: after {minutes} minutes it was not read to "
                            "its end.",
                            name=source.quoted,
                            minutes=f"{self._document_timeout_s / 60:g}",
                        ),
                        _("Split it into smaller files and add those."),
                    )
                if on_progress is not None and step["pages"]:
                    on_progress(step["page"], step["pages"])
                # The worker may be done before it hears of a stop; who asked for one gets it.
                token.check()
