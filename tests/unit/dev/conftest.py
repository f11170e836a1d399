"""A checkout in a temporary folder whose Python is a script that notes down what it is told."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from studio_dev.children import Children
from studio_dev.places import Places
from studio_dev.progress import Board
from studio_dev.workshop import Workshop


@dataclass(frozen=True)
class Bench:
    """A workshop for a test, and what was said and called in it."""

    shop: Workshop
    said: io.StringIO
    calls_file: Path

    @property
    def calls(self) -> list[str]:
        """The arguments of each call of the fake Python, oldest first."""
        if not self.calls_file.exists():
            return []
        return self.calls_file.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Empty folders for a checkout and a cache."""
    found = Places(tmp_path / "checkout", tmp_path / "cache")
    found.build.mkdir(parents=True)
    return found


@pytest.fixture
def bench(places: Places) -> Iterator[Bench]:
    """A workshop whose board writes into a text."""
    said = io.StringIO()
    run = Children(places.setup_log)
    yield Bench(Workshop(places, Board(said), run), said, places.root / "calls.txt")
    run.stop()


@pytest.fixture
def fake_python(bench: Bench) -> Callable[[str], None]:
    """Puts a Python into the checkout's environment that runs the given lines instead.

    The lines see `arguments`, what it was called with after `-m pip`.
    """

    def put(lines: str) -> None:
        script = bench.shop.places.python
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(
            f"#!{sys.executable} -I\n"
            "import pathlib, sys\n"
            "arguments = sys.argv[3:]\n"
            f"with open({os.fspath(bench.calls_file)!r}, 'a') as calls:\n"
            "    calls.write(' '.join(arguments) + '\\n')\n" + lines,
            encoding="utf-8",
        )
        script.chmod(0o755)

    return put
