"""qmllint over every QML file, with the types that Python gives to QML."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from studio_dev.places import Places

MODULE = "AssistantStudio.ViewModels"
_MAJOR, _MINOR = "1", "0"
OUR_PACKAGE = "assistant_studio"
_FOLDERS = ("assistant_studio/viewmodels", "assistant_studio/desktop")


def qml_files(places: Places) -> list[Path]:
    """Every QML file of the app.

    Args:
        places: The checkout's folders.
    """
    return sorted((places.root / "ui").rglob("*.qml"))


def lint(places: Places) -> tuple[bool, str]:
    """Run qmllint; any warning is a failure.

    Args:
        places: The checkout's folders.

    Returns:
        Whether there was none, and a word on what was looked at.
    """
    files = qml_files(places)
    if not files:
        return True, "no QML files"
    types = generate(places)
    if types is None:
        return False, "the Python types could not be described"
    command = [str(places.script("pyside6-qmllint")), "--max-warnings", "0"]
    command += ["-I", str(places.root / "ui"), "-I", str(types)]
    passed = _run([*command, *map(str, files)], places)
    return passed, f"{len(files)} files"


def generate(places: Places) -> Path | None:
    """Write the QML module of the Python types, as a folder that qmllint can import from.

    Args:
        places: The checkout's folders.

    Returns:
        The import folder; None if a tool failed, whose words were shown.
    """
    folder = places.build / "qmltypes"
    shutil.rmtree(folder, ignore_errors=True)
    module = folder.joinpath(*MODULE.split("."))
    module.mkdir(parents=True)
    sources = [path for name in _FOLDERS for path in sorted((places.root / name).rglob("*.py"))]
    described = folder / "types.json"
    dump = Path(__file__).with_name("qml_dump.py")
    if not _run(
        [str(places.python), "-P", str(dump), str(described), str(places.root), OUR_PACKAGE]
        + [str(path) for path in sources],
        places,
    ):
        return None
    registrar = [str(places.script("pyside6-qmltyperegistrar"))]
    registrar += ["--generate-qmltypes", str(module / "types.qmltypes")]
    registrar += ["-o", str(folder / "unused.cpp"), "--import-name", MODULE]
    registrar += ["--major-version", _MAJOR, "--minor-version", _MINOR, str(described)]
    # It warns of every base class of Qt's own, whose description PySide does not ship.
    if not _run(registrar, places):
        return None
    (module / "qmldir").write_text(
        f"module {MODULE}\ntypeinfo types.qmltypes\ndepends QtQml\ndepends QtQuick\n",
        encoding="utf-8",
    )
    return folder


def _run(command: Sequence[str], places: Places) -> bool:
    """Run a tool, and show its words only if it fails."""
    answer = subprocess.run(
        command,
        cwd=places.root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if answer.returncode != 0:
        lines = answer.stdout.splitlines(keepends=True)
        # PySide's wrapper repeats the whole command when the tool behind it fails.
        sys.stdout.writelines(line for line in lines if not line.startswith("'"))
    return answer.returncode == 0
