"""Where assistants came from, whose signatures were seen, what an import still has to finish."""

from __future__ import annotations

import json
import sqlite3
import uuid
from dataclasses import dataclass
from typing import Any

from assistant_studio.errors import StudioError
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database, sql_migration, utc_now

# Two databases cannot change in one transaction: `bundle_joins` says what knowledge.db has yet to
# do for a version that studio.db has kept already.
ORIGINS_MIGRATION = sql_migration(
    "2026-11-25-bundles",
    """CREATE TABLE bundle_origins (
        assistant_id TEXT PRIMARY KEY REFERENCES assistants(id) ON DELETE CASCADE,
        bundle_id TEXT NOT NULL,
        manifest_sha256 TEXT NOT NULL,
        documents TEXT NOT NULL,
        unknown TEXT NOT NULL,
        public_key BLOB,
        installed_at TEXT NOT NULL
    )""",
    "CREATE INDEX bundle_origins_by_bundle ON bundle_origins (bundle_id)",
    """CREATE TABLE bundle_signers (
        public_key BLOB PRIMARY KEY,
        name TEXT NOT NULL,
        first_seen_at TEXT NOT NULL
    )""",
    """CREATE TABLE bundle_joins (
        from_id TEXT PRIMARY KEY,
        to_id TEXT NOT NULL,
        gone TEXT NOT NULL
    )""",
)
BUNDLE_MIGRATIONS = (ORIGINS_MIGRATION,)

STAGING_NAME = ".incoming"
"""The folder of a data folder in which imports unpack; with a dot, so that no backup takes it."""

_NAMESPACE = uuid.UUID("0d3a0e0e-9c7f-4a86-8d8e-52a3c9a5b7f1")


@dataclass(frozen=True, slots=True)
class Origin:
    """The bundle that an assistant came in.

    Attributes:
        assistant_id: The assistant.
        bundle_id: The same in every bundle of this assistant, whoever made it.
        manifest_sha256: Of the bundle that was taken in last.
        documents: The sha256s of the documents that came in it.
        unknown: The fields in it that this version does not know.
        public_key: Who signed it; None where nobody did.
    """

    assistant_id: str
    bundle_id: str
    manifest_sha256: str
    documents: tuple[str, ...]
    unknown: dict[str, Any]
    public_key: bytes | None


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that was seen in a bundle that somebody took in.

    Attributes:
        name: What the bundle's author was called then.
        first_seen_at: ISO 8601, UTC.
    """

    public_key: bytes
    name: str
    first_seen_at: str


@dataclass(frozen=True, slots=True)
class Join:
    """What knowledge.db has yet to do: see `knowledge.taking_in.join`."""

    from_id: str
    to_id: str
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of updates that were cut off.

    Attributes:
        assistant_ids: Whose knowledge is as their version has it now.
        errors: Why others are not; they stay owed.
    """

    assistant_ids: tuple[str, ...]
    errors: tuple[StudioError, ...]


class Origins:
    """The tables of this room in studio.db; the writing methods join the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, assistant_id: str) -> Origin | None:
        """The bundle that an assistant came in; None where it was made here."""
        row = self._db.query_one(
            "SELECT * FROM bundle_origins WHERE assistant_id = ?", (assistant_id,)
        )
        return _origin(row) if row is not None else None

    def bundle_id(self, assistant_id: str) -> str:
        """What names an assistant in its bundles: kept from where it came, else its own."""
        origin = self.of(assistant_id)
        return origin.bundle_id if origin is not None else own_bundle_id(assistant_id)

    def assistant_of(self, bundle_id: str) -> str | None:
        """The assistant that is here from this bundle, or that it was made of; the latest."""
        row = self._db.query_one(
            "SELECT assistant_id FROM bundle_origins JOIN assistants ON id = assistant_id"
            " WHERE bundle_id = ? AND deleted_at IS NULL ORDER BY installed_at DESC, id LIMIT 1",
            (bundle_id,),
        )
        if row is not None:
            return str(row["assistant_id"])
        rows = self._db.query(
            "SELECT id FROM assistants WHERE deleted_at IS NULL"
            " AND id NOT IN (SELECT assistant_id FROM bundle_origins)"
        )
        return next((r["id"] for r in rows if own_bundle_id(r["id"]) == bundle_id), None)

    def keep(self, origin: Origin) -> None:
        """Remember where an assistant came from."""
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO bundle_origins VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    origin.assistant_id,
                    origin.bundle_id,
                    origin.manifest_sha256,
                    json.dumps(origin.documents),
                    json.dumps(origin.unknown, ensure_ascii=False),
                    origin.public_key,
                    utc_now(),
                ),
            )

    def signer(self, public_key: bytes) -> Signer | None:
        """A key that was seen before."""
        row = self._db.query_one("SELECT * FROM bundle_signers WHERE public_key = ?", (public_key,))
        return Signer(row["public_key"], row["name"], row["first_seen_at"]) if row else None

    def signers_called(self, name: str) -> list[Signer]:
        """The keys of everybody who was called so."""
        rows = self._db.query("SELECT * FROM bundle_signers ORDER BY first_seen_at")
        return [
            Signer(row["public_key"], row["name"], row["first_seen_at"])
            for row in rows
            if row["name"].casefold() == name.casefold()
        ]

    def remember_signer(self, public_key: bytes, name: str) -> None:
        """Trust on first use: from now on this key is known by this name."""
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO bundle_signers VALUES (?, ?, ?)",
                (public_key, name, utc_now()),
            )

    def joins(self) -> list[Join]:
        """What knowledge.db has yet to do."""
        rows = self._db.query("SELECT * FROM bundle_joins")
        return [Join(r["from_id"], r["to_id"], tuple(json.loads(r["gone"]))) for r in rows]

    def has_unfinished(self, home: Home) -> bool:
        """Whether an import was cut off; tells it without loading what imports need."""
        return (home.root / STAGING_NAME).is_dir() or bool(self.joins())

    def owe(self, join: Join) -> None:
        """Note what knowledge.db has yet to do."""
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO bundle_joins VALUES (?, ?, ?)",
                (join.from_id, join.to_id, json.dumps(join.gone)),
            )

    def done(self, join: Join) -> None:
        """It has done it."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM bundle_joins WHERE from_id = ?", (join.from_id,))


def own_bundle_id(assistant_id: str) -> str:
    """The bundle id of an assistant that was made here; it does not tell the assistant's own id."""
    return uuid.uuid5(_NAMESPACE, assistant_id).hex


def _origin(row: sqlite3.Row) -> Origin:
    return Origin(
        row["assistant_id"],
        row["bundle_id"],
        row["manifest_sha256"],
        tuple(json.loads(row["documents"])),
        json.loads(row["unknown"]),
        row["public_key"],
    )
