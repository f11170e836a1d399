"""A person's settings: typed, in one JSON file, kept across versions of the app."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant_studio.errors import NewerData
from assistant_studio.language import _
from assistant_studio.storage import atomic

FORMAT = 1
SMALLEST_TEXT, LARGEST_TEXT = 90, 150
SLOWEST_READING, FASTEST_READING = 60, 200


class Theme(StrEnum):
    """Which colours the window takes."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Motion(StrEnum):
    """How much moves in the window."""

    SYSTEM = "system"
    FULL = "full"
    REDUCED = "reduced"


class LibrarySort(StrEnum):
    """The order of the library."""

    USED = "used"
    NAME = "name"
    NEWEST = "newest"


class Settings(BaseModel):
    """All settings; each has a default that suits most people.

    Attributes:
        format: The version of this file's shape.
        theme: The window's colours.
        text_percent: The size of all text, 100 being the usual.
        motion: Whether things move.
        language: A language's code, or "system" for the computer's own.
        enter_sends: Whether Enter sends a message and Shift+Enter begins a line; otherwise
            Ctrl+Enter sends, and Enter begins a line.
        read_aloud_voice: The voice that reads answers aloud; empty takes one that suits the text.
        read_aloud_speed_percent: How fast it reads, 100 being the usual.
        offline: Whether even a download that a person started is not let through.
        default_model: The sha256 of the model for assistants that name none; None for the one
            that came with the app.
        context_tokens: The largest context a model is loaded with.
        snapshots_limit_bytes: How much disk prompt snapshots may take.
        window_width: In device-independent pixels, as the person left it.
        window_height: Likewise.
        window_x: Likewise, on the whole desktop; None before the first time.
        window_y: Likewise.
        window_maximized: Whether it filled the screen.
        sidebar_shown: Whether the sidebar was there.
        last_page: Which page was shown last.
        last_conversation_id: What was open last.
        last_assistant_id: Likewise.
        library_sort: The order of the library's cards.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int = FORMAT
    theme: Theme = Theme.SYSTEM
    text_percent: int = Field(default=100, ge=SMALLEST_TEXT, le=LARGEST_TEXT)
    motion: Motion = Motion.SYSTEM
    language: str = "system"
    enter_sends: bool = True
    read_aloud_voice: str = Field(default="", max_length=100)
    read_aloud_speed_percent: int = Field(default=100, ge=SLOWEST_READING, le=FASTEST_READING)
    offline: bool = False
    default_model: str | None = None
    context_tokens: int = 4096
    snapshots_limit_bytes: int = 2 << 30
    window_width: int = 1280
    window_height: int = 840
    window_x: int | None = None
    window_y: int | None = None
    window_maximized: bool = False
    sidebar_shown: bool = True
    last_page: str = "chat"
    last_conversation_id: str | None = None
    last_assistant_id: str | None = None
    library_sort: LibrarySort = LibrarySort.USED


# From the format in the key to the next one; each takes and gives the file's plain data.
_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


class SettingsStore:
    """Reads settings once and writes each change whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self.notice: str | None = None
        self._current = self._read()

    @property
    def current(self) -> Settings:
        """The settings as they are now."""
        return self._current

    def change(self, **values: Any) -> Settings:
        """Change some settings, and save them all.

        Raises:
            DiskFull: They could not be saved; the old ones stay.
        """
        with self._lock:
            changed = Settings.model_validate({**self._current.model_dump(), **values})
            if changed != self._current:
                atomic.write_text(self._path, changed.model_dump_json(indent=2) + "\n")
                self._current = changed
            return changed

    def _read(self) -> Settings:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            return Settings.model_validate(self._migrated(data))
        except FileNotFoundError:
            return Settings()
        except (ValueError, ValidationError, AttributeError):
            # Settings can be chosen again; refusing to start over them would be worse. The file
            # is kept beside, so that nothing is lost.
            kept = self._path.with_suffix(".unreadable.json")
            self._path.replace(kept)
            self.notice = _(
                "Your settings could not be read, so the ordinary ones are used. The old file "
                "is kept as {kept}.",
                kept=kept.name,
            )
            return Settings()

    def _migrated(self, data: dict[str, Any]) -> dict[str, Any]:
        version = int(data.get("format", FORMAT))
        if version > FORMAT:
            raise NewerData(
                _(
                    "{name} was written by a newer version of Assistant Studio.",
                    name=self._path.name,
                ),
                _(
                    "Install the newer version again, or choose another data folder with --home; "
                    "nothing was changed."
                ),
            )
        while version < FORMAT:
            atomic.write_text(
                self._path.with_suffix(f".format-{version}.json"), json.dumps(data, indent=2)
            )
            data = _MIGRATIONS[version](data)
            version += 1
        return {**data, "format": FORMAT}
