"""Builds the wheel, looks into it, and starts it from a clean environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from studio_dev.places import Places

_PACKAGE = "assistant_studio"
_LIMIT_BYTES = 30_000_000
_UNWANTED_SUFFIXES = (".pyc", ".pyo", ".gguf", ".safetensors", ".onnx", ".db")
_UNWANTED_PARTS = frozenset({"tests", "__pycache__", ".git", ".venv", ".build", "node_modules"})

# Run by the installed package, far from the checkout.
_PROBE = """\
import pathlib, sys
from assistant_studio import paths
prefix = pathlib.Path(sys.prefix).resolve()
def inside(found):
    return prefix in pathlib.Path(found).resolve().parents
if not inside(paths.__file__):
    print("the package is imported from", paths.__file__)
elif not inside(paths.ui_dir()):
    print("paths.ui_dir() leads out of the package:", paths.ui_dir())
elif not inside(paths.resources_dir()):
    print("paths.resources_dir() leads out of the package:", paths.resources_dir())
elif not any(pathlib.Path(paths.ui_dir()).rglob("*.qml")):
    print("paths.ui_dir() holds no QML:", paths.ui_dir())
"""


def check(places: Places) -> list[str]:
    """Build the wheel and check it.

    Args:
        places: The checkout's folders.

    Returns:
        What is wrong, a sentence each; empty if all is well.
    """
    work = places.build / "wheel"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    status, words = _run(
        [places.python, "-m", "build", "--wheel", "--no-isolation", "--outdir", work, places.root],
        folder=work,
    )
    wheels = sorted(work.glob("*.whl"))
    if status != 0 or len(wheels) != 1:
        return [f"The wheel was not built: {words}"]
    with zipfile.ZipFile(wheels[0]) as archive:
        names = archive.namelist()
    findings = inspect(names, wheels[0].stat().st_size)
    findings += [f"{name} is missing" for name in sorted(set(expected(places.root)) - set(names))]
    return findings or _start(places, wheels[0], work)


def inspect(names: Iterable[str], size_bytes: int) -> list[str]:
    """What is wrong with a wheel's contents.

    Args:
        names: Its members.
        size_bytes: How large it is.
    """
    names = list(names)
    findings = []
    top = {name.partition("/")[0] for name in names}
    strange = sorted(part for part in top if part != _PACKAGE and not part.endswith(".dist-info"))
    if strange:
        findings.append(f"At the top of the wheel lies what does not belong there: {strange}")
    for name in names:
        if name.endswith(_UNWANTED_SUFFIXES) or _UNWANTED_PARTS & set(name.split("/")):
            findings.append(f"{name} does not belong into the wheel")
    for folder in ("ui", "resources"):
        if not any(name.startswith(f"{_PACKAGE}/{folder}/") for name in names):
            findings.append(f"{folder}/ is missing from the wheel")
    if size_bytes > _LIMIT_BYTES:
        findings.append(f"The wheel has {size_bytes / 1e6:.0f} MB; something large slipped in")
    return findings


def expected(root: Path) -> Iterator[str]:
    """The files of the checkout that the wheel must hold, by their names in it.

    Args:
        root: The checkout.
    """
    for folder in (_PACKAGE, "ui", "resources"):
        for path in (root / folder).rglob("*"):
            name = path.relative_to(root).as_posix()
            left_out = path.suffix in _UNWANTED_SUFFIXES or name.startswith("resources/models/")
            if path.is_file() and not left_out and "__pycache__" not in path.parts:
                yield name if folder == _PACKAGE else f"{_PACKAGE}/{name}"


def _start(places: Places, wheel: Path, work: Path) -> list[str]:
    clean = Places(work / "clean", places.cache)
    status, words = _run([places.python, "-m", "venv", "--without-pip", clean.venv], folder=work)
    if status != 0:
        return [f"A clean environment could not be made: {words}"]
    pip = ["-m", "pip", "--python", str(clean.python), "install", "--no-deps", "--no-index"]
    status, words = _run([places.python, *pip, wheel], folder=work)
    if status != 0:
        return [f"The wheel could not be installed: {words}"]
    # The dependencies are those of .venv; its .pth files, and with them the checkout, are not read.
    borrowed = clean.site_packages / "borrowed.pth"
    borrowed.write_text(f"{places.site_packages}\n", encoding="utf-8")
    findings = []
    version = tomllib.loads(places.pyproject.read_text(encoding="utf-8"))["project"]["version"]
    status, words = _run([clean.script("assistant-studio"), "--version"], folder=work)
    if status != 0 or version not in words.split():
        findings.append(f"assistant-studio --version answered: {words}")
    status, words = _run([clean.python, "-P", "-c", _PROBE], folder=work)
    if status != 0 or words:
        findings.append(f"The installed package is not whole: {words}")
    return findings


def _run(command: Sequence[str | Path], folder: Path) -> tuple[int, str]:
    answer = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    words = answer.stdout.strip()
    return answer.returncode, words if answer.returncode == 0 else words[-2000:]


if __name__ == "__main__":
    sys.exit("\n".join(check(Places.of_this_checkout())) or None)
