"""How fast texts are embedded: by the app, by sentence-transformers itself, and quantised.

The three take turns on the same texts, each in a process of its own, so that what else the
computer does falls on all alike; a ratio is the median over the turns. The quantised one is made
here and kept beside nothing: the app does not use it unless recall says that it may.
"""

from __future__ import annotations

import argparse
import json
import os
import pydoc_data.topics
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.embedders import shipped_embedder
from assistant_studio.paths import Home

TARGET_RATIO = 1.2
TARGET_QUANTISED_RATIO = 1.5
ROUNDS = 7
TEXTS = 96
_TEXT_CHARS = 300
_WAYS = ("sentence-transformers", "app", "quantised")


def run(_folder: Path | None = None) -> dict[str, Any]:
    """Texts a second of each way, and the ratios to sentence-transformers."""
    rates: dict[str, list[float]] = {way: [] for way in _WAYS}
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home").create()
        _prepare(home, Path(folder) / "quantised.onnx")
        with ExitStack() as stack:
            ways = {name: stack.enter_context(_started(name, folder)) for name in _WAYS}
            for _ in range(ROUNDS):
                for name, way in ways.items():
                    rates[name].append(_timed(way))
    base = rates["sentence-transformers"]
    return {
        "texts": TEXTS,
        "texts_per_s": {name: round(statistics.median(found), 1) for name, found in rates.items()},
        "app_to_sentence_transformers": _ratio(rates["app"], base),
        "target": TARGET_RATIO,
        "quantised_to_sentence_transformers": _ratio(rates["quantised"], base),
        "target_quantised": TARGET_QUANTISED_RATIO,
    }


def texts() -> list[str]:
    """Pieces of the language reference, as long as chunks are."""
    whole = " ".join(" ".join(pydoc_data.topics.topics[t].split()) for t in ("types", "compound"))
    starts = range(0, TEXTS * _TEXT_CHARS, _TEXT_CHARS)
    return [whole[start : start + _TEXT_CHARS] for start in starts]


def _prepare(home: Home, quantised: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from assistant_studio.knowledge.embedder_worker import prepare_export
    from assistant_studio.knowledge.embedders import find_export

    for _ in prepare_export(home, shipped_embedder(), CancelToken()):
        pass
    export = find_export(home, shipped_embedder())
    assert export is not None
    quantize_dynamic(
        export.model,
        quantised,
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        weight_type=QuantType.QInt8,
    )


@contextmanager
def _started(way: str, folder: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(Path(__file__)), "--serve", way, "--folder", folder]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        try:
            yield process
        finally:
            process.stdin.close()


def _timed(process: subprocess.Popen[str]) -> float:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    return TEXTS / float(process.stdout.readline())


def _ratio(found: list[float], base: list[float]) -> float:
    return round(statistics.median(f / b for f, b in zip(found, base, strict=True)), 2)


def serve(way: str, folder: Path) -> None:
    """Embed the texts once for each line that comes in, and say how long it took."""
    import time

    embed = _embedder(way, folder)
    embed(texts()[:4])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _ in sys.stdin:
        started_s = time.perf_counter()
        embed(texts())
        sys.stdout.write(f"{time.perf_counter() - started_s}\n")
        sys.stdout.flush()


def _embedder(way: str, folder: Path) -> Any:
    source = shipped_embedder()
    if way == "sentence-transformers":
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(source.folder), device="cpu", local_files_only=True)
        return lambda some: model.encode(some, show_progress_bar=False)
    import onnxruntime

    from assistant_studio.knowledge.embedder_worker import open_embedder

    embedder: Any = open_embedder(Home(folder / "home"), source, CancelToken())
    if way == "quantised":
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = os.cpu_count() or 1
        embedder._session = onnxruntime.InferenceSession(
            str(folder / "quantised.onnx"), options, providers=["CPUExecutionProvider"]
        )
    return embedder.embed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", choices=_WAYS)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, given.folder)
    else:
        print(json.dumps(run(), indent=1))  # noqa: T201
