"""Where set-up keeps things: in the checkout, and in the person's cache for the next clone."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that set-up reads and writes.

    Attributes:
        root: The checkout.
        cache: What the next clone finds again: the compiled wheel and the starter models.
    """

    root: Path
    cache: Path

    @classmethod
    def of_this_checkout(cls) -> Places:
        """The places of the checkout that this file lies in."""
        return cls(REPOSITORY, user_cache_dir(os.environ, sys.platform, Path.home()))

    @property
    def pyproject(self) -> Path:
        """The list of dependencies and the tools' rules."""
        return self.root / "pyproject.toml"

    @property
    def venv(self) -> Path:
        """The virtual environment."""
        return self.root / ".venv"

    @property
    def build(self) -> Path:
        """What checks and set-up make on the way; can be deleted at any time."""
        return self.root / ".build"

    @property
    def setup_log(self) -> Path:
        """Everything that pip, the compiler and apt said during the last set-up."""
        return self.build / "setup.log"

    @property
    def models(self) -> Path:
        """The starter models, beside the other resources."""
        return self.root / "resources" / "models"

    @property
    def python(self) -> Path:
        """The virtual environment's Python."""
        return self.script("python")

    @property
    def site_packages(self) -> Path:
        """Where the virtual environment keeps its packages (it may not exist yet)."""
        if os.name == "nt":
            return self.venv / "Lib" / "site-packages"
        found = sorted(self.venv.glob("lib/python3.*/site-packages"))
        return found[-1] if found else self.venv / "lib" / "site-packages"

    def script(self, name: str) -> Path:
        """A program of the virtual environment, by its name without `.exe`."""
        if os.name == "nt":
            return self.venv / "Scripts" / f"{name}.exe"
        return self.venv / "bin" / name


def user_cache_dir(environment: Mapping[str, str], platform: str, home: Path) -> Path:
    """The person's cache folder for this project, as each system has it.

    Args:
        environment: The environment variables.
        platform: As in `sys.platform`.
        home: The person's own folder.
    """
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        base = Path(local) if local else home / "AppData" / "Local"
    elif platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        stated = environment.get("XDG_CACHE_HOME", "")
        # The XDG specification asks to ignore relative paths.
        base = Path(stated) if os.path.isabs(stated) else home / ".cache"
    return base / "assistant-studio"
