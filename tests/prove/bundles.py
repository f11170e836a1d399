"""Proofs about assistants as files: hostile ones, and imports that are killed at random moments."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.bundles.gathering import Choices
from assistant_studio.doctor import examine
from assistant_studio.errors import StudioError
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "integration" / "bundles"))
from make_hostile_bundles import hostile_bundles  # noqa: E402

LONGEST_S = 30.0
MOST_BYTES = 1 << 30
KILLS = 100
# Takes one bundle in, and says so when it is done.
IMPORT = """
import sys
from pathlib import Path
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

with Studio(Home(Path(sys.argv[1]))) as studio:
    print("begun", flush=True)
    studio.importer.install(studio.importer.preview(Path(sys.argv[2])))
    print("done", flush=True)
"""


def open_hostile_bundles() -> dict[str, Any]:
    """Look at each file and take it in where it is shown; count what must never happen."""
    shown = refused = 0
    failed: list[str] = []
    slowest = reading = ("", 0.0)
    peak = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home, file = Home(folder / "home").create(), folder / "x.assistant"
        with Studio(home) as studio, _Watched() as watched:
            file.touch()
            before = _outside(folder, home)
            for case, make in hostile_bundles():
                file.write_bytes(make())
                started_s = time.monotonic()
                took_s = 0.0
                try:
                    kept = studio.importer.install(studio.importer.preview(file)).assistant
                    took_s = time.monotonic() - started_s
                    # Reading what came without its text goes on behind it, within its own limits.
                    studio.knowledge.wait_until_indexed(kept.id)
                    reading = max(reading, (case, time.monotonic() - started_s - took_s), key=_time)
                    shown += 1
                    studio.library.delete(kept.id)
                    studio.library.erase(kept.id)
                except StudioError as error:
                    refused += 1
                    if not error.message or not error.hint:
                        failed.append(f"{case}: no sentence")
                except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                    failed.append(f"{case}: {error!r}")
                took_s = took_s or time.monotonic() - started_s
                slowest = max(slowest, (case, took_s), key=_time)
                if took_s > LONGEST_S:
                    failed.append(f"{case}: {took_s:.0f} s")
                if _outside(folder, home) != before:
                    failed.append(f"{case}: wrote outside")
                sys.stderr.write(f"\r{shown} shown, {refused} refused")
            peak = watched.peak_bytes
            doctor = [f"{f.what}: {f.detail}" for f in examine(studio) if not f.ok]
            left = studio.assistants.list()
    sys.stderr.write("\n")
    if peak > MOST_BYTES:
        failed.append(f"{peak >> 20} MB in one process")
    return {
        "files": shown + refused + len(failed),
        "shown_and_taken_in": shown,
        "refused": refused,
        "files_failed": failed,
        "assistants_not_ready": [assistant.name for assistant in left],
        "slowest": f"{slowest[0]}: {slowest[1]:.1f} s",
        "slowest_to_be_read_behind_it": f"{reading[0]}: {reading[1]:.1f} s",
        "peak_mb_of_a_process": round(peak / 1e6),
        "doctor": doctor,
    }


def kill_imports(times: int) -> dict[str, Any]:
    """Kill an import at random moments; the library is as it was or whole, every time."""
    half: list[str] = []
    whole = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bundles = [_bundle(folder, number) for number in (1, 2)]
        home = Home(folder / "home")
        longest_s = _length_s(home, bundles[0])
        for n in range(1, times + 1):
            expected = _state(home)
            moment_s = random.uniform(0.2, 1.1 * longest_s)
            said = _killed_after(home, bundles[n % 2], moment_s)
            found = _state(home)
            after = f"version {n % 2 + 1}"
            if found not in (expected, {**expected, "Large": after}):
                half.append(f"kill {n} after {moment_s:.1f} s: {expected} became {found}")
            if "done" in said and found.get("Large") != after:
                half.append(f"kill {n}: it was done, and is {found}")
            whole += found == {**expected, "Large": after}
            sys.stderr.write(f"\rkill {n} of {times}, {whole} whole, {len(half)} half")
        sys.stderr.write("\n")
        with Studio(home) as studio:
            doctor = [f"{f.what}: {f.detail}" for f in examine(studio) if not f.ok]
            left_over = sorted(path.name for path in (home.root / ".incoming").glob("*"))
    return {
        "kills": times,
        "whole": whole,
        "half_failed": half,
        "folders_not_ready": left_over,
        "doctor": doctor,
    }


def _bundle(folder: Path, number: int) -> Path:
    """The same assistant in two versions, with other documents in each."""
    files = folder / f"files-{number}"
    files.mkdir()
    for n in range(40):
        line = f"The word of {n * number} is zephyr{n}. "
        (files / f"{n:02d}.txt").write_text(f"Document {n} of version {number}. {line * 40}")
    target = folder / f"{number}.assistant"
    with Studio(Home(folder / f"maker-{number}")) as studio:
        made = studio.assistants.create(
            Assistant(id="a" * 32, name="Large", instructions=f"version {number}")
        )
        studio.knowledge.add(made.id, sorted(files.iterdir()))
        studio.knowledge.wait_until_indexed(made.id)
        studio.exporter.export(made.id, target, Choices(), secrets_accepted=True)
    return target


def _state(home: Home) -> dict[str, str]:
    """Each assistant's version, if all of its documents are those of that version."""
    with Studio(home) as studio:
        studio.finish_imports()
        found = {}
        for assistant in studio.assistants.list():
            documents = studio.knowledge.documents(assistant.id)
            texts = [studio.knowledge.text_of(document.id) for document in documents]
            right = len(texts) == 40 and all(assistant.instructions in text for text in texts)
            found[assistant.name] = assistant.instructions if right else f"{len(texts)} documents"
        return found


def _length_s(home: Home, bundle: Path) -> float:
    started_s = time.monotonic()
    command = [sys.executable, "-c", IMPORT, home.root, bundle]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started_s


def _killed_after(home: Home, bundle: Path, moment_s: float) -> str:
    with subprocess.Popen(
        [sys.executable, "-c", IMPORT, home.root, bundle], stdout=subprocess.PIPE, text=True
    ) as process:
        time.sleep(moment_s)
        workers = []
        if process.poll() is None:
            workers = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        said, _ = process.communicate()
        psutil.wait_procs(workers, timeout=60)
    return said


def _time(case: tuple[str, float]) -> float:
    return case[1]


def _outside(folder: Path, home: Home) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*") if not path.is_relative_to(home.root))


class _Watched:
    """The most memory that this process or one of its workers held."""

    def __init__(self) -> None:
        self.peak_bytes = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> _Watched:
        self._thread.start()
        return self

    def __exit__(self, *_about: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._over.wait(0.2):
            for process in [me, *me.children(recursive=True)]:
                try:
                    self.peak_bytes = max(self.peak_bytes, process.memory_info().rss)
                except psutil.Error:
                    continue  # between two processes
