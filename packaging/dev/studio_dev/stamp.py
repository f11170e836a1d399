"""Remembers which steps of set-up are done, so that doing nothing takes no time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_FORMAT = 1
_NAME = "assistant-studio-setup.json"


class Stamp:
    """The record of finished steps, kept in the virtual environment and gone with it.

    A step is done if its key is the recorded one. A record that cannot be read counts as empty:
    the steps are then done again, which costs time and breaks nothing.

    Args:
        folder: The virtual environment.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._keys: dict[str, str] = {}
        self._facts: dict[str, Any] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            record = json.loads(self._path.read_text(encoding="utf-8"))
            if record.get("format") == _FORMAT:
                self._keys = dict(record["keys"])
                self._facts = dict(record["facts"])

    def has(self, step: str, key: str) -> bool:
        """Whether the step was finished with this key."""
        return self._keys.get(step) == key

    def fact(self, name: str) -> Any:
        """Something that was noted down; None if it was not."""
        return self._facts.get(name)

    def record(self, step: str, key: str) -> None:
        """The step is finished."""
        self._keys[step] = key
        self._write()

    def note(self, name: str, value: Any) -> None:
        """Keep a JSON value."""
        self._facts[name] = value
        self._write()

    def forget(self, steps: Iterable[str]) -> None:
        """These steps must be done again."""
        for step in steps:
            self._keys.pop(step, None)
        self._write()

    def _write(self) -> None:
        if not self._path.parent.is_dir():
            return
        record = {"format": _FORMAT, "keys": self._keys, "facts": self._facts}
        new = self._path.with_suffix(f".{os.getpid()}.new")
        new.write_text(json.dumps(record, indent=1, sort_keys=True), encoding="utf-8")
        new.replace(self._path)


def key_of(facts: Mapping[str, Any]) -> str:
    """A short key that changes when any of the facts does.

    Args:
        facts: JSON values by name.
    """
    text = json.dumps(facts, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]
