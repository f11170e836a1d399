"""Run in the virtual environment: finds every text for people, in Python and in QML."""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CALLS = {"_": 1, "N_": 1, "ngettext": 2, "pgettext": 2}


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text for people, where it is written.

    Attributes:
        text: The English text.
        place: The file, relative to the repository, and the line.
        context: What tells it from the same words meant otherwise.
        plural: The English plural, where there is one.
        counted: Whether Qt picks a form by a number (`%n`), in English too.
        note: What the author says to translators.
    """

    text: str
    place: str
    context: str = ""
    plural: str = ""
    counted: bool = False
    note: str = ""


class UnreadableText(Exception):
    """A text that is not written out where it is said, so that nobody could translate it."""


def all_texts(root: Path) -> list[FoundText]:
    """Every text of the app.

    Args:
        root: The repository.

    Raises:
        UnreadableText: One is put together before it is said.
    """
    files = sorted((root / "assistant_studio").rglob("*.py"))
    found = [text for path in files for text in python_texts(path, root)]
    return [*found, *qml_texts(root)]


def python_texts(path: Path, root: Path) -> Iterator[FoundText]:
    """The texts of one Python file, in order.

    Args:
        path: The file.
        root: What its places are relative to.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id not in _CALLS:
            continue
        place = f"{path.relative_to(root).as_posix()}:{node.lineno}"
        parts = [_written_out(argument, place) for argument in node.args[: _CALLS[node.func.id]]]
        if None in parts or not parts:
            continue  # `_(CONSTANT)`: the constant's own text is marked with N_
        first, *further = [part or "" for part in parts]
        match node.func.id:
            case "ngettext":
                yield FoundText(first, place, plural=further[0])
            case "pgettext":
                yield FoundText(further[0], place, context=first)
            case _:
                yield FoundText(first, place)


def _written_out(argument: ast.expr, place: str) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise UnreadableText(f"{place}: write the text out, and hand the values over by name")
    return None


def qml_texts(root: Path) -> list[FoundText]:
    """The texts of all QML files, as Qt's own lupdate finds them.

    Args:
        root: The repository.
    """
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "found.ts"
        tool = Path(sys.executable).with_name("pyside6-lupdate")
        command = [str(tool), str(root / "ui"), "-extensions", "qml", "-locations", "absolute"]
        answer = subprocess.run(
            [*command, "-silent", "-ts", str(listing)], capture_output=True, text=True, check=False
        )
        if answer.returncode != 0 or not listing.exists():
            raise OSError(f"lupdate failed: {answer.stdout}{answer.stderr}")
        # Made by our own tool from our own files a moment ago.
        messages = list(ElementTree.parse(listing).iter("message"))
        return [_from_message(message, Path(folder), root) for message in messages]


def _from_message(message: ElementTree.Element, folder: Path, root: Path) -> FoundText:
    location = message.find("location")
    place = ""
    if location is not None:
        file = (folder / location.get("filename", "")).resolve()
        place = f"{file.relative_to(root).as_posix()}:{location.get('line')}"
    text = message.findtext("source", "")
    counted = message.get("numerus") == "yes"
    return FoundText(
        text,
        place,
        context=message.findtext("comment", ""),
        plural=text if counted else "",
        counted=counted,
        note=message.findtext("extracomment", ""),
    )
