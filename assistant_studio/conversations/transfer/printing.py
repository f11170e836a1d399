"""PDF by a process of its own: it needs Qt, which the core does not know, and takes its time."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

from assistant_studio.paths import Home
from assistant_studio.storage.atomic import writing
from assistant_studio.workers.host import WorkerHost

# A conversation of thousands of messages takes a minute on a slow computer.
_TIMEOUT_S = 600.0


class PdfPrinter:
    """Writes web pages as PDF files; its process starts with the first and ends after it."""

    def __init__(self, home: Home) -> None:
        self._host = WorkerHost("printing", home)
        self._one_at_a_time = threading.Lock()

    def write(self, page: str, path: Path) -> None:
        """Write a page that stands alone to a PDF file, whole or not at all.

        Raises:
            WorkerError: The process could not do it.
        """
        with self._one_at_a_time, tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "page.pdf"
            try:
                self._host.call("write", page, str(made), timeout_s=_TIMEOUT_S)
            finally:
                # Qt and its fonts are not to lie in memory until the next one.
                self._host.kill()
            with writing(path, private=False) as file:
                file.write(made.read_bytes())

    def close(self) -> None:
        """End the process, if there is one."""
        self._host.close()
