"""How soon the window can be used, and what its process carries."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

RUNS = 7
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "chromadb",
    "llama_cpp",
    "onnxruntime",
    "tokenizers",
    "ctranslate2",
    "faster_whisper",
)
_USABLE = re.compile(r"window usable after ([\d.]+) s")


def run() -> dict[str, Any]:
    """Start the window with a warm file cache, several times, offscreen."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        seconds = [_start(home) for _ in range(RUNS + 1)][1:]
    return {
        "window_usable_median_s": statistics.median(seconds),
        "window_usable_s": seconds,
        "target_s": 1.0,
        "heavy_packages_in_the_window": _heavy_in_window(),
    }


def _start(home: Path) -> float:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_QUICK_BACKEND": "software",
        "ASSISTANT_STUDIO_TRACE_START": "1",
    }
    command = [sys.executable, "-m", "assistant_studio", "--home", str(home)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    ) as app:
        assert app.stderr is not None
        for line in app.stderr:
            if match := _USABLE.search(line):
                app.terminate()
                app.communicate()
                return float(match[1])
    raise RuntimeError("the window never said that it is usable")


def _heavy_in_window() -> list[str]:
    """Which heavy packages are loaded once the window's modules are."""
    script = "import sys, assistant_studio.app\nprint(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return sorted(set(HEAVY) & {name.split(".")[0] for name in loaded.stdout.split()})
