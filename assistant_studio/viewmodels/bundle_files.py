"""Assistants as files among files that are opened or dropped: these are looked at first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant_studio.viewmodels import services

BUNDLE_SUFFIX = ".assistant"


def is_bundle(path: Path) -> bool:
    """Whether a file calls itself an assistant."""
    return path.suffix.lower() == BUNDLE_SUFFIX


def open_bundles(paths: Sequence[Path]) -> None:
    """Have bundles looked at, one after the other."""
    if paths:
        services.changes().bundlesOpened.emit([str(path) for path in paths])


def without_bundles(paths: Sequence[Path]) -> list[Path]:
    """The other files; bundles among them are looked at instead."""
    open_bundles([path for path in paths if is_bundle(path)])
    return [path for path in paths if not is_bundle(path)]
