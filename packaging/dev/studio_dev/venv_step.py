"""Makes .venv, and mends it after an interruption."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from studio_dev.places import Places
from studio_dev.problems import Problem, explain_failure
from studio_dev.workshop import Workshop, environment

# The first pip whose progress can be read without a terminal ("raw") is 24.1.
_PIP_MAJOR = 25
SUPPORTED = ((3, 11), (3, 15))


def is_usable(places: Places) -> bool:
    """Whether .venv is there, belongs to this folder and has a supported Python.

    Looks at files alone; whether pip works shows when it is called.

    Args:
        places: The checkout's folders.
    """
    settings = _read_settings(places.venv)
    version = _version(settings)
    if not SUPPORTED[0] <= version < SUPPORTED[1] or not places.python.exists():
        return False
    # The scripts in it name its folder: a moved checkout needs a new one.
    command = settings.get("command", "")
    if command and not command.endswith((str(places.venv), os.path.realpath(places.venv))):
        return False
    return any(places.site_packages.glob("pip-*.dist-info/RECORD"))


def has_current_pip(places: Places) -> bool:
    """Whether .venv's pip is one that set-up knows how to follow.

    Args:
        places: The checkout's folders.
    """
    found = (re.match(r"pip-(\d+)", name) for name in distributions(places.site_packages))
    return any(int(match[1]) >= _PIP_MAJOR for match in found if match)


def update_pip(shop: Workshop) -> None:
    """Give .venv a current pip.

    Args:
        shop: What to work with.

    Raises:
        Problem: It could not be had.
    """
    with shop.doing("updating pip", outcome="") as tell:
        shop.pip(
            ["install", f"pip>={_PIP_MAJOR}"],
            what="Updating pip",
            tell=tell,
            # The old pip would refuse the setting that the new one is wanted for.
            extra={"PIP_PROGRESS_BAR": "off"},
        )


def make(shop: Workshop) -> None:
    """Make .venv anew.

    Args:
        shop: What to work with.

    Raises:
        Problem: It could not be made.
    """
    places = shop.places
    # Started from inside the environment that is to be replaced, we need the Python behind it.
    python = getattr(sys, "_base_executable", sys.executable) or sys.executable
    with shop.doing("making .venv", outcome=""):
        status, lines = shop.run.run_any(
            [python, "-m", "venv", "--clear", places.venv], environment=environment()
        )
        if status != 0 and "ensurepip" in "\n".join(lines):
            major, minor = sys.version_info[:2]
            raise Problem(
                "This Python has no module to make virtual environments with (ensurepip).",
                f"On Debian and Ubuntu: sudo apt-get install python{major}.{minor}-venv. "
                "Then run the same command again.",
            )
        if status != 0:
            raise explain_failure("Making .venv", lines)


def mend(site_packages: Path) -> list[str]:
    """Remove what an interrupted pip left half installed, so that pip installs it again.

    pip writes a package's files first and its RECORD last; a package without RECORD, or with
    files that are missing or cut short, would count as installed all the same.

    Args:
        site_packages: The environment's packages.

    Returns:
        The names of the packages that were removed.
    """
    removed = []
    for leftover in site_packages.glob("~*"):
        _remove(leftover)
    for info in site_packages.glob("*.dist-info"):
        if not _is_complete(info):
            _remove(info)
            removed.append(info.name.removesuffix(".dist-info"))
    return removed


def distributions(site_packages: Path) -> list[str]:
    """The installed packages with their versions, as their folders are named.

    Args:
        site_packages: The environment's packages.
    """
    if not site_packages.is_dir():
        return []
    return sorted(
        entry.removesuffix(".dist-info")
        for entry in os.listdir(site_packages)
        if entry.endswith(".dist-info")
    )


def lacking(wanted: Iterable[str], site_packages: Path) -> list[str]:
    """Packages that were installed and no longer are, in that version.

    Args:
        wanted: As `distributions` gave them once.
        site_packages: The environment's packages.
    """
    return sorted(set(wanted) - set(distributions(site_packages)))


def _is_complete(info: Path) -> bool:
    record = info / "RECORD"
    if not record.is_file():
        return False
    for line in record.read_text(encoding="utf-8", errors="replace").splitlines():
        # "path,sha256=...,size": a path with a comma in it is quoted and rare; it is passed over.
        path, _, rest = line.partition(",")
        size = rest.rpartition(",")[2]
        if path.startswith('"') or not size.isdigit():
            continue
        try:
            found = os.stat(info.parent / path).st_size
        except OSError:
            return False
        if found != int(size):
            return False
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _read_settings(venv: Path) -> dict[str, str]:
    try:
        text = (venv / "pyvenv.cfg").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    pairs = (line.partition("=") for line in text.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _version(settings: dict[str, str]) -> tuple[int, int]:
    found = re.match(r"(\d+)\.(\d+)", settings.get("version", ""))
    return (int(found[1]), int(found[2])) if found else (0, 0)
