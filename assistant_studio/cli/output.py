"""What a command says: results to standard output, messages and progress to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from assistant_studio.errors import StudioError
from assistant_studio.language import _, decimal_number, ngettext

# Control characters could retitle, clear or write through the terminal; texts come from anywhere.
_CONTROLS = dict.fromkeys({*range(0x20), 0x7F, *range(0x80, 0xA0)} - {0x09, 0x0A}, "�")


class Output:
    """One command's voice.

    Attributes:
        as_json: Whether results are printed as JSON.
    """

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._progress_shown = False

    def result(self, data: Any, text: str) -> None:
        """Print a result: `data` as JSON if that was asked for, otherwise `text`."""
        self._end_progress()
        text = json.dumps(data, ensure_ascii=False) if self.as_json else _harmless(text)
        sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")
        sys.stdout.flush()

    def piece(self, text: str) -> None:
        """Print a piece of a result as it comes; silent with JSON."""
        if not self.as_json:
            self._end_progress()
            sys.stdout.write(_harmless(text))
            sys.stdout.flush()

    def message(self, text: str) -> None:
        """Say something that is no result."""
        self._end_progress()
        sys.stderr.write(f"{_harmless(text)}\n")
        sys.stderr.flush()

    def progress(self, text: str) -> None:
        """Show where long work stands, in one line that is written over; only on a terminal."""
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{_harmless(text)}")
            sys.stderr.flush()
            self._progress_shown = True

    def error(self, error: StudioError) -> None:
        """Say why something could not be done."""
        if self.as_json:
            self.result({"error": error.summary()}, "")
        else:
            self.message(_("assistant-studio: {error}", error=error))

    def _end_progress(self) -> None:
        if self._progress_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._progress_shown = False


def confirmed(question: str) -> bool:
    """Ask on the terminal; anything but a yes is a no."""
    sys.stderr.write(f"{_harmless(question)} {_('[y/N]')} ")
    sys.stderr.flush()
    # In the chosen language, and in English all the same.
    return sys.stdin.readline().strip().lower() in {"y", "yes", *_("y yes").split()}


def _harmless(text: str) -> str:
    return text.translate(_CONTROLS)


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows of cells as aligned text."""
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join(lines)


def human_size(size_bytes: int) -> str:
    """A size as people write it, in powers of 1,000."""
    if size_bytes < 1000:
        return ngettext("{count} byte", "{count} bytes", size_bytes)
    size = float(size_bytes)
    for unit in ("kB", "MB"):
        size /= 1000
        if size < 1000:
            return f"{size:.0f} {unit}"
    return f"{decimal_number(size / 1000)} GB"
