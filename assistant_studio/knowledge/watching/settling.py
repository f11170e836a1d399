"""After a look: documents follow their files that moved, and go with those that are gone."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence

from assistant_studio.knowledge.document import DocumentState
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.watching.folder_store import FolderRow, FolderStore
from assistant_studio.language import writable

_Place = tuple[bytes, FolderRow, bytes]


def settle(
    store: KnowledgeStore, base_id: int, on_leaving: Callable[[Sequence[str]], None]
) -> bool:
    """Bring the documents of an assistant's watched folders in line with the files that are known.

    It asks only what is so, not what happened, so that it makes good whatever was cut off before.

    Returns:
        Whether any document moved or went.
    """
    with store.database.transaction() as connection:
        places, hashes = _places(store, base_id)
        rows = connection.execute(
            "SELECT id, seq, name, sha256, state, reference FROM documents WHERE base_id = ?",
            (base_id,),
        ).fetchall()
        by_hash = {row["sha256"]: row for row in rows}
        roots = [_inside(folder) for folder in FolderStore(store.database).of_base(base_id)]
        moved, gone = [], []
        for row in rows:
            if row["reference"] is None:
                continue
            there = places.get(row["sha256"])
            if there:
                if all(row["reference"] != place[0] for place in there):
                    moved.append((row, min(there, key=lambda place: place[0])))
            elif any(row["reference"].startswith(root) for root in roots):
                successor = by_hash.get(hashes.get(row["reference"], ""))
                if not _awaited(row, successor):
                    gone.append(row)
        for row, place in moved:
            _move(store, base_id, row, place)
        ids = [row["id"] for row in gone]
        if ids:
            on_leaving(ids)
            store.forget(ids)
    for row in gone:
        store.drop_file(row["sha256"])
    return bool(moved or gone)


def _places(
    store: KnowledgeStore, base_id: int
) -> tuple[dict[str, list[_Place]], dict[bytes, str]]:
    """Where each content lies in watched folders, and the content of each file."""
    folders = FolderStore(store.database)
    places: dict[str, list[_Place]] = defaultdict(list)
    hashes: dict[bytes, str] = {}
    for folder in folders.of_base(base_id):
        for path, sha256 in folders.hashes(folder.id):
            full = _inside(folder) + path
            places[sha256].append((full, folder, path))
            hashes[full] = sha256
    return places, hashes


def _inside(folder: FolderRow) -> bytes:
    return os.path.join(os.fsencode(folder.path), b"")


def _awaited(row: sqlite3.Row, successor: sqlite3.Row | None) -> bool:
    """Whether a document's newer version is on its way; it takes the place when it is ready."""
    return (
        successor is not None
        and successor["name"] == row["name"]
        and successor["seq"] > row["seq"]
        and successor["state"] != DocumentState.READY
    )


def _move(store: KnowledgeStore, base_id: int, row: sqlite3.Row, place: _Place) -> None:
    full, folder, path = place
    content_id = store.content_of(row["id"])
    name = folder.name_of(path)
    with store.database.transaction() as connection:
        if content_id is not None and name != row["name"]:
            words = store.words(base_id)
            words.remove(content_id, row["name"])
            words.add(content_id, name)
            store.touch(base_id)
        connection.execute(
            "UPDATE documents SET name = ?, source_path = ?, reference = ?, held = ? WHERE id = ?",
            (name, writable(os.fsdecode(full)), full, folder.paused, row["id"]),
        )
