"""A command line run as other programs run it: a process, its output, its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output read as JSON."""
        return json.loads(self.out)


Command = Callable[..., Ran]


@pytest.fixture(scope="module")
def command_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a module's commands."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def command(command_home: Path) -> Command:
    """Runs `assistant-studio ARGUMENTS` on one data folder for the whole module."""
    home = command_home

    def run(*arguments: str | Path, stdin: str = "") -> Ran:
        finished = subprocess.run(
            [sys.executable, "-m", "assistant_studio", "--home", home, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        return Ran(finished.returncode, finished.stdout, finished.stderr)

    return run
