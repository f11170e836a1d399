"""What pyproject.toml asks for, in the portions in which set-up installs it."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# These two are installed by steps of their own.
_APART = frozenset({"torch", "llama-cpp-python"})


@dataclass(frozen=True, slots=True)
class Requirements:
    """The project's dependencies.

    Attributes:
        packages: Everything that pip fetches as it is, development tools included.
        key: Changes when anything that concerns installation does.
    """

    packages: tuple[str, ...]
    key: str


def read(pyproject: Path) -> Requirements:
    """Read the dependencies.

    Args:
        pyproject: The file `pyproject.toml`.
    """
    content = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    project: dict[str, Any] = content["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    packages = tuple(line for line in wanted if name_of(line) not in _APART)
    # The version, the scripts and the build's mapping shape the installed project as well.
    concerned = repr((project, content["build-system"], content["tool"]["hatch"]))
    return Requirements(packages, hashlib.sha256(concerned.encode("utf-8")).hexdigest()[:32])


def name_of(requirement: str) -> str:
    """A requirement's project name, in its normal form (PEP 503).

    Args:
        requirement: Such as "Jinja2>=3.1.6,<4".
    """
    found = re.match(r"\s*([A-Za-z0-9._-]+)", requirement)
    return re.sub(r"[-_.]+", "-", found[1]).lower() if found else ""
