"""Remembers how fast each model reads a prompt on this computer."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from assistant_studio.errors import StorageError
from assistant_studio.storage.atomic import write_text

# A change that alters no decision is not worth a write.
_NOTEWORTHY = 0.1


class PromptSpeeds:
    """A small file in the cache folder: tokens per second by the sha256 of the model."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def get(self, model_sha256: str) -> float | None:
        """Tokens per second; None if it was never measured."""
        return self._read().get(model_sha256)

    def put(self, model_sha256: str, tokens_per_s: float) -> None:
        """Remember a speed; a disk that takes no more is no reason to stop."""
        with self._lock:
            known = self._read()
            before = known.get(model_sha256)
            if before is not None and abs(tokens_per_s - before) < _NOTEWORTHY * before:
                return
            known[model_sha256] = round(tokens_per_s, 2)
            try:
                write_text(self._path, json.dumps(known, indent=1, sort_keys=True))
            except (OSError, StorageError):
                return

    def _read(self) -> dict[str, float]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(content, dict):
            return {}
        return {key: float(value) for key, value in content.items() if _is_speed(value)}


def _is_speed(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1e7
