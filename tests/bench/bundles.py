"""Exporting and importing 500 documents of 1 GB, against zip, unzip and hashing the same bytes."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.bundles.gathering import Choices
from assistant_studio.knowledge.recording import NewFile, Recorder
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

DOCUMENTS = 500
DOCUMENT_BYTES = 2_000_000
WORDS = "leave budget refund invoice travel policy alarm customer contract winter report".split()


def measure(documents: int = DOCUMENTS) -> dict[str, Any]:
    """Seconds of each, and how they compare; needs `zip` and `unzip`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = folder / "files"
        files.mkdir()
        _make_files(files, documents)
        home = Home(folder / "home").create()
        assistant_id = _without_indexing(home, files)
        bundle = folder / "all.assistant"
        found: dict[str, Any] = {"documents": documents, "bytes": documents * DOCUMENT_BYTES}
        with Studio(home) as studio:
            found["export_s"], found["export_peak_mb"] = _timed(
                lambda: studio.exporter.export(
                    assistant_id, bundle, Choices(text=False), secrets_accepted=True
                )
            )
        found["zip_s"] = _timed(lambda: _run("zip", "-1", "-q", "-r", folder / "a.zip", files))[0]
        found["hash_s"] = _timed(lambda: _hash_all(files))[0]
        found["bundle_mb"] = round(bundle.stat().st_size / 1e6)
        found["zip_mb"] = round((folder / "a.zip").stat().st_size / 1e6)
        with Studio(Home(folder / "other").create()) as other:
            started_s = time.monotonic()
            preview = other.importer.preview(bundle)
            found["preview_s"] = round(time.monotonic() - started_s, 3)
            found["import_s"], found["import_peak_mb"] = _timed(
                lambda: other.importer.install(preview)
            )
        found["unzip_s"] = _timed(
            lambda: _run("unzip", "-q", "-o", folder / "a.zip", "-d", folder / "out")
        )[0]
        shutil.rmtree(folder / "out")
        found["export_ratio"] = round((found["zip_s"] + found["hash_s"]) / found["export_s"], 2)
        found["import_ratio"] = round((found["unzip_s"] + found["hash_s"]) / found["import_s"], 2)
        return found


def _make_files(folder: Path, count: int) -> None:
    """A third packs well (text), a third hardly (random, as in pictures), a third is between."""
    chance = random.Random(5)
    text = " ".join(chance.choice(WORDS) for _ in range(DOCUMENT_BYTES // 6)).encode()
    for number in range(count):
        noise = chance.randbytes(DOCUMENT_BYTES)
        half = DOCUMENT_BYTES // 2
        content = (text, noise, noise[:half] + text[:half])[number % 3]
        path = folder / f"{number:03d}.txt"
        path.write_bytes((b"%d " % number + content)[:DOCUMENT_BYTES].ljust(DOCUMENT_BYTES))


def _without_indexing(home: Home, folder: Path) -> str:
    """An assistant with these files as documents that nobody has read."""
    with Studio(home) as studio:
        assistant_id = studio.assistants.create(Assistant(name="Large")).id
    store = KnowledgeStore(home)
    recorder = Recorder(home, store)
    home.files_dir.mkdir(exist_ok=True)
    for path in sorted(folder.iterdir()):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        shutil.copyfile(path, home.files_dir / sha256)
        recorder.record(assistant_id, NewFile(path.name, sha256, DOCUMENT_BYTES, str(path)))
    store.database.close()
    return assistant_id


def _timed(work: Callable[[], object]) -> tuple[float, int]:
    """Seconds, and by how many MB this process grew at most meanwhile."""
    process = psutil.Process()
    before = most = process.memory_info().rss
    over = threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(0.05):
            most = max(most, process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    started_s = time.monotonic()
    try:
        work()
    finally:
        took_s = time.monotonic() - started_s
        over.set()
        watcher.join()
    return round(took_s, 2), round((most - before) / 1e6)


def _hash_all(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True)
