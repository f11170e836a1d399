"""ARCHITECTURE.md lists every room of the house, with a line on what it is for, and no other."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
LINE = re.compile(r"^- `(?P<room>[^`]+/)` — (?P<purpose>\S.*)$", re.M)


def listed() -> list[str]:
    text = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return [found["room"] for found in LINE.finditer(text)]


def files() -> list[str]:
    """Every file that belongs to the project, ignored ones left out."""
    answer = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in answer.stdout.split("\0") if (REPOSITORY / name).is_file()]


def rooms() -> set[str]:
    """The folders at the top, and every package inside the package."""
    top = {name.partition("/")[0] for name in files() if "/" in name}
    packages = {name.removesuffix("__init__.py") for name in files() if _is_package(name)}
    return {f"{folder}/" for folder in top if not folder.startswith(".")} | packages


def _is_package(name: str) -> bool:
    return name.startswith("assistant_studio/") and name.endswith("/__init__.py")


def test_every_room_is_listed_and_every_listed_room_is_there() -> None:
    assert set(listed()) == rooms()


def test_no_room_is_listed_twice() -> None:
    assert len(listed()) == len(set(listed()))
