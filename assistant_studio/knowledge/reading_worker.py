"""The process that opens documents: with little memory, and expendable."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedDocument, DocumentTooLarge
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.registry import reading_of
from assistant_studio.knowledge.readers.source import GET_AGAIN, Source
from assistant_studio.knowledge.readers.wire import as_plain
from assistant_studio.language import N_, _
from assistant_studio.workers.exposed import exposed
from assistant_studio.workers.limits import limit_memory

DEFAULT_MEMORY_BYTES = 2 << 30
DEFAULT_CPU_S = 300.0
"""Processor time that any document is given; a large one gets more."""

_BYTES_PER_CPU_S = 50_000
"""A thousand PDF pages of 4 kB each take about a minute; what needs ten times that for its size is
made to keep a computer busy."""

_BEYOND_MEMORY_HINT = N_(
    "Split it into smaller files, or save it anew with its program, and add that."
)


def create(options: dict[str, Any]) -> ReadingWorker:
    """Make the worker's object.

    Args:
        options: `memory_bytes`: how much address space this process may use; `cpu_s`: how much
            processor time a small document may take.
    """
    limit_memory(options.get("memory_bytes", DEFAULT_MEMORY_BYTES))
    return ReadingWorker(options.get("cpu_s", DEFAULT_CPU_S))


class ReadingWorker:
    """Reads one document after the other."""

    def __init__(self, cpu_s: float) -> None:
        self._cpu_s = cpu_s

    @exposed()
    def read(
        self, path: bytes, name: str, token: CancelToken
    ) -> Generator[dict[str, int], None, dict[str, Any]]:
        """Read the file at `path`, which the person knows as `name`.

        Yields:
            `page` and `pages`, both 0 where there are no pages.

        Returns:
            The text as `wire.as_plain` makes it.
        """
        source = Source(Path(os.fsdecode(path)), name)
        try:
            extracted = yield from self._progress(source, token)
            return as_plain(extracted, source)
        except MemoryError:
            pass
        except RecursionError:
            raise DamagedDocument(
                _(
                    "{name} is damaged: its parts contain each other without end.",
                    name=source.quoted,
                ),
                _(GET_AGAIN),
            ) from None
        # Outside the handler, so that what filled the memory is let go of first.
        raise DocumentTooLarge(
            _("{name} needs more memory than one document is given.", name=source.quoted),
            _(_BEYOND_MEMORY_HINT),
        )

    def _progress(
        self, source: Source, token: CancelToken
    ) -> Generator[dict[str, int], None, ExtractedText]:
        """Read step by step, as long as the processor time lasts."""
        size_bytes = source.path.stat().st_size if source.path.is_file() else 0
        end_s = time.process_time() + self._cpu_s + size_bytes / _BYTES_PER_CPU_S
        reading = reading_of(source, token)
        while True:
            try:
                step = next(reading)
            except StopIteration as end:
                return cast(ExtractedText, end.value)
            if time.process_time() > end_s:
                reading.close()
                raise DocumentTooLarge(
                    _(
                        "{name} takes far more work than a document of its size should.",
                        name=source.quoted,
                    ),
                    _(_BEYOND_MEMORY_HINT),
                )
            yield {"page": step.page, "pages": step.pages}
