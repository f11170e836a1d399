"""The window's process stays light: none of the heavy packages is ever imported in it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    "chromadb",
    "ctranslate2",
    "faster_whisper",
    "llama_cpp",
    "onnx",
    "onnxruntime",
    "sentence_transformers",
    "tokenizers",
    "torch",
    "transformers",
)

# No burden once it is there, but the window would show later: loaded with its first use.
SLOW_TO_IMPORT = ("numpy", "markdown_it", "pygments", "ziamath", "PIL", "lxml", "snowballstemmer")


def imported_by(module: str) -> set[str]:
    """The top-level packages that a fresh Python has loaded after importing a module."""
    code = (
        "import importlib, json, sys\n"
        f"importlib.import_module({module!r})\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )
    loaded: list[str] = json.loads(answer.stdout)
    return set(loaded)


@pytest.mark.parametrize(
    "module", ["assistant_studio.app", "assistant_studio.viewmodels.registered"]
)
def test_the_window_imports_no_heavy_package(module: str) -> None:
    loaded = imported_by(module)
    assert "PySide6" in loaded
    assert not loaded & {*HEAVY, *SLOW_TO_IMPORT}


@pytest.mark.parametrize("module", ["assistant_studio.studio", "assistant_studio.cli.main"])
def test_the_core_imports_neither_a_heavy_package_nor_qt(module: str) -> None:
    assert not imported_by(module) & {*HEAVY, "PySide6", "shiboken6"}
