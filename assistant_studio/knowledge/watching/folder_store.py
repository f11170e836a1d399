"""Watched folders in knowledge.db, and what is known of each file in them."""

from __future__ import annotations

import json
import os
import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant_studio.errors import ErrorRecord, FileUnavailable, NotFound, StudioError
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.knowledge.schema import KnowledgeDatabase
from assistant_studio.knowledge.watching.folder import WatchedFolder
from assistant_studio.language import _, writable
from assistant_studio.storage.database import utc_now

_KEPT_PROBLEMS = 50
_FOLDERS = (
    "SELECT watched_folders.*, assistant_id FROM watched_folders"
    " JOIN bases ON bases.id = watched_folders.base_id"
)
_DOCUMENTS_OF_FOLDER = (
    "SELECT documents.id FROM watched_files"
    " JOIN documents ON documents.base_id = ? AND documents.sha256 = watched_files.sha256"
    " AND reference IS NOT NULL WHERE folder_id = ?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was when it was last looked at.

    Attributes:
        sha256: Of its content; empty when it is not read.
        size_bytes: Of the file.
        mtime_ns: When it was written; -1 where it may have been written again within the clock's
            grain, so that only its content tells.
        device: The file system it lay on.
        error: Why it is not read, as `errors.ErrorRecord`.
    """

    sha256: str
    size_bytes: int
    mtime_ns: int
    device: int
    error: ErrorRecord | None = None


@dataclass(frozen=True, slots=True)
class FolderRow:
    """What looking at a folder needs to know of it."""

    id: str
    base_id: int
    assistant_id: str
    path: Path
    label: str
    paused: bool

    def name_of(self, path: bytes) -> str:
        """What the document of a file within the folder is called."""
        return f"{self.label}/{writable(os.fsdecode(path)).replace(os.sep, '/')}"


class FolderStore:
    """Watched folders. Each writing method is one transaction, or joins the caller's."""

    def __init__(self, database: KnowledgeDatabase) -> None:
        self._database = database

    def add(self, base_id: int, path: Path) -> str:
        """Watch a folder from now on; returns its id, the same for a folder that is watched."""
        with self._database.transaction() as connection:
            others = self.of_base(base_id)
            same = next((other for other in others if other.path == path), None)
            if same is not None:
                return same.id
            folder_id = uuid.uuid4().hex
            connection.execute(
                "INSERT INTO watched_folders (id, base_id, path, label, added_at)"
                " VALUES (?,?,?,?,?)",
                (
                    folder_id,
                    base_id,
                    os.fsencode(path),
                    _label(path, {other.label for other in others}),
                    utc_now(),
                ),
            )
        return folder_id

    def rows(self) -> list[FolderRow]:
        """All watched folders, those of one assistant together."""
        return [
            _folder_row(row)
            for row in self._database.query(f"{_FOLDERS} ORDER BY base_id, watched_folders.rowid")
        ]

    def row(self, folder_id: str) -> FolderRow:
        """One watched folder.

        Raises:
            NotFound: It is not watched.
        """
        row = self._database.query_one(f"{_FOLDERS} WHERE watched_folders.id = ?", (folder_id,))
        if row is None:
            raise NotFound(
                _("This folder is not watched any more."),
                _("Look at the assistant's list of documents."),
            )
        return _folder_row(row)

    def folders(self, assistant_id: str) -> list[WatchedFolder]:
        """An assistant's watched folders as a person sees them, in the order they were added."""
        rows = self._database.query(
            f"{_FOLDERS} WHERE assistant_id = ? ORDER BY watched_folders.rowid", (assistant_id,)
        )
        return [self._folder(row) for row in rows]

    def known(self, folder_id: str) -> dict[bytes, Known]:
        """Every file of a folder as it was last seen, by its path within."""
        rows = self._database.query("SELECT * FROM watched_files WHERE folder_id = ?", (folder_id,))
        return {
            row["path"]: Known(
                row["sha256"],
                row["size_bytes"],
                row["mtime_ns"],
                row["device"],
                json.loads(row["error"]) if row["error"] else None,
            )
            for row in rows
        }

    def hashes(self, folder_id: str) -> list[tuple[bytes, str]]:
        """Path and content of each file of a folder that is read."""
        rows = self._database.query(
            "SELECT path, sha256 FROM watched_files WHERE folder_id = ? AND sha256 <> ''",
            (folder_id,),
        )
        return [(row["path"], row["sha256"]) for row in rows]

    def keep(self, folder_id: str, files: Mapping[bytes, Known]) -> None:
        """Note files as they are now."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO watched_files"
                " (folder_id, path, sha256, size_bytes, mtime_ns, device, error)"
                " VALUES (?,?,?,?,?,?,?)",
                (
                    (
                        folder_id,
                        path,
                        known.sha256,
                        known.size_bytes,
                        known.mtime_ns,
                        known.device,
                        json.dumps(known.error) if known.error else None,
                    )
                    for path, known in files.items()
                ),
            )

    def forget_files(self, folder_id: str, paths: Sequence[bytes]) -> None:
        """Note that files are gone."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM watched_files WHERE folder_id = ? AND path = ?",
                [(folder_id, path) for path in paths],
            )

    def looked(self, folder_id: str, problems: Mapping[bytes, StudioError]) -> None:
        """Note that a folder was looked at now."""
        first = list(problems.items())[:_KEPT_PROBLEMS]
        said = [(writable(os.fsdecode(path)), error.record()) for path, error in first]
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE watched_folders SET looked_at = ?, error = NULL, problems = ?,"
                " problem_count = ? WHERE id = ?",
                (utc_now(), json.dumps(said), len(problems), folder_id),
            )

    def failed(self, folder_id: str, error: StudioError) -> None:
        """Note why a folder could not be looked at."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE watched_folders SET error = ? WHERE id = ?",
                (json.dumps(error.record()), folder_id),
            )

    def try_again(self, base_id: int) -> bool:
        """Have read again what could not be reached in its turn; says whether there is any."""
        with self._database.transaction() as connection:
            found = connection.execute(
                "UPDATE documents SET state = ?, error = NULL WHERE base_id = ? AND state = ?"
                " AND reference IS NOT NULL AND json_extract(error, '$.kind') = ?",
                (
                    DocumentState.WAITING,
                    base_id,
                    DocumentState.FAILED,
                    FileUnavailable.__name__,
                ),
            )
            return found.rowcount > 0

    def pause(self, folder_id: str, *, paused: bool) -> list[str]:
        """Hold a folder and its documents, or let them go on; returns the documents' ids."""
        folder = self.row(folder_id)
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE watched_folders SET paused = ? WHERE id = ?", (paused, folder_id)
            )
            ids = self.document_ids(folder)
            connection.executemany(
                "UPDATE documents SET held = ? WHERE id = ?",
                [(paused, document_id) for document_id in ids],
            )
        return ids

    def document_ids(self, folder: FolderRow) -> list[str]:
        """The documents that stand for a folder's files."""
        rows = self._database.query(_DOCUMENTS_OF_FOLDER, (folder.base_id, folder.id))
        return [row["id"] for row in rows]

    def stop(self, folder_id: str) -> None:
        """Watch a folder no more; its documents stay as they are."""
        self.pause(folder_id, paused=False)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM watched_folders WHERE id = ?", (folder_id,))

    def of_base(self, base_id: int) -> list[FolderRow]:
        """The watched folders of one assistant."""
        return [row for row in self.rows() if row.base_id == base_id]

    def _folder(self, row: sqlite3.Row) -> WatchedFolder:
        files = self._database.query_one(
            "SELECT count(*) AS files FROM watched_files WHERE folder_id = ? AND sha256 <> ''",
            (row["id"],),
        )
        work = self._database.query_one(
            "SELECT count(*) AS waiting FROM documents WHERE state IN (?, ?, ?)"
            f" AND id IN ({_DOCUMENTS_OF_FOLDER})",
            (
                DocumentState.WAITING,
                DocumentState.READING,
                DocumentState.EMBEDDING,
                row["base_id"],
                row["id"],
            ),
        )
        last = self._database.query_one(
            f"SELECT max(indexed_at) AS at FROM documents WHERE id IN ({_DOCUMENTS_OF_FOLDER})",
            (row["base_id"], row["id"]),
        )
        return WatchedFolder(
            id=row["id"],
            assistant_id=row["assistant_id"],
            path=writable(os.fsdecode(row["path"])),
            label=row["label"],
            paused=bool(row["paused"]),
            added_at=row["added_at"],
            looked_at=row["looked_at"],
            indexed_at=last["at"] if last else None,
            files=files["files"] if files else 0,
            waiting=work["waiting"] if work else 0,
            error=json.loads(row["error"]) if row["error"] else None,
            problems=tuple((path, error) for path, error in json.loads(row["problems"])),
            problem_count=row["problem_count"],
        )


def _folder_row(row: sqlite3.Row) -> FolderRow:
    return FolderRow(
        row["id"],
        row["base_id"],
        row["assistant_id"],
        Path(os.fsdecode(row["path"])),
        row["label"],
        bool(row["paused"]),
    )


def _label(path: Path, taken: set[str]) -> str:
    """The folder's name; with that of the one around it where two are called the same."""
    named = writable(path.name) or "/"
    if named in taken and path.parent.name:
        named = writable(f"{path.parent.name}/{path.name}")
    label, number = named, 2
    while label in taken:
        label, number = f"{named} ({number})", number + 1
    return label
