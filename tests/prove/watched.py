"""Watches a folder of 5,000 small files through kills, changes, moves and deletions."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from assistant_studio.knowledge.document import DocumentState, IndexingProgress
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

FILES = 5_000
KILLS = 10
_CHANGED, _MOVED, _DELETED = 10, 100, 50
# Nothing is looked at but when it is asked for, so that looks can be timed.
_NEVER_BY_ITSELF_S = 86_400.0
_LIMIT_S = 1_800.0
_POLL_S = 1.0


def watch_a_large_folder(files: int = FILES, kills: int = KILLS) -> dict[str, Any]:
    """What came of it: seconds, and counts of what must be 0 (`…_failed`)."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        folder = _folder(root / "notes", files)
        home = Home(root / "home").create()
        service = KnowledgeService(home, {"look_every_s": _NEVER_BY_ITSELF_S})
        try:
            return _watched(service, folder, files, kills)
        finally:
            service.close()


def _watched(service: KnowledgeService, folder: Path, files: int, kills: int) -> dict[str, Any]:
    read: list[str] = []

    def heard(progress: IndexingProgress) -> None:
        if progress.document.state is DocumentState.READING:
            read.append(progress.document.name)

    service.subscribe(heard)
    started_s = time.monotonic()
    service.watch_folder("A", folder)
    for kill in range(kills):
        share = (kill + 1) / (kills + 2)
        _until(service, files, share)
        sys.stderr.write(f"\rkill {kill + 1} of {kills}, {share:.0%} indexed")
        if (pid := service.host.pid) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        # A worker that keeps dying is started again only by who asks for something.
        service.look_at_folders("A")
    service.look_at_folders("A")
    service.wait_until_indexed("A")
    first_s = time.monotonic() - started_s
    sys.stderr.write(f"\nindexed in {first_s:.0f} s\n")
    before = {d.name: d.id for d in service.documents("A")}
    lost_or_doubled = abs(files - len(before)) + len(service.documents("A")) - len(before)

    quiet_s = _look_s(service)
    read.clear()
    names = sorted(folder.iterdir())
    for path in names[:_CHANGED]:
        path.write_text(f"{path.read_text()} And it was changed.")
    (folder / "moved").mkdir()
    moved = names[_CHANGED : _CHANGED + _MOVED]
    for path in moved:
        path.rename(folder / "moved" / path.name)
    for path in names[-_DELETED:]:
        path.unlink()
    changed_s = _look_s(service)
    after = {d.name: d.id for d in service.documents("A")}
    kept = sum(
        after.get(f"notes/moved/{path.name}") == before[f"notes/{path.name}"] for path in moved
    )
    return {
        "files": files,
        "kills": kills,
        "seconds": round(first_s, 1),
        "lost_or_doubled_failed": lost_or_doubled,
        "quiet_look_s": round(quiet_s, 2),
        "changed_look_s": round(changed_s, 2),
        "read_again": len(set(read)),
        "read_again_failed": len(set(read)) > _CHANGED,
        "moved_with_another_id_failed": len(moved) - kept,
        "left_of_deleted_failed": len(after) - (files - _DELETED),
        "problems_failed": service.problems(),
    }


def _look_s(service: KnowledgeService) -> float:
    started_s = time.monotonic()
    service.look_at_folders("A")
    service.wait_until_indexed("A")
    return time.monotonic() - started_s


def _until(service: KnowledgeService, files: int, share: float) -> None:
    """Wait until so much of the work is done: reading is one half of it, embedding the other."""
    deadline_s = time.monotonic() + _LIMIT_S
    pause = threading.Event()
    while time.monotonic() < deadline_s:
        states = [document.state for document in service.documents("A")]
        ready = states.count(DocumentState.READY)
        read = ready + states.count(DocumentState.EMBEDDING)
        if ready + read >= 2 * files * share:
            return
        pause.wait(_POLL_S)
    raise TimeoutError(f"{share:.0%} of the files were not indexed in {_LIMIT_S:g} s")


def _folder(folder: Path, files: int) -> Path:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number:05}.md").write_text(f"Note {number} is about the number {number}.")
    return folder
