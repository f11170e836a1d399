"""Where assistants are kept: every save is a version, and nothing is overwritten."""

from __future__ import annotations

import builtins
import json
import sqlite3
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant_studio.assistants.assistant import Assistant, checked, from_content, to_content
from assistant_studio.assistants.deleted import DELETED_MIGRATION
from assistant_studio.assistants.drafts import DRAFT_MIGRATION
from assistant_studio.assistants.versions import (
    VERSION_NAMES_MIGRATION,
    VersionInfo,
    checked_name,
    version_infos,
)
from assistant_studio.errors import Ambiguous, NotFound
from assistant_studio.language import _
from assistant_studio.storage.database import Database, sql_migration, utc_now

ASSISTANT_MIGRATIONS = (
    sql_migration(
        "2026-11-23-assistants",
        """CREATE TABLE assistants (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            changed_at TEXT NOT NULL
        )""",
        """CREATE TABLE assistant_versions (
            assistant_id TEXT NOT NULL REFERENCES assistants(id) ON DELETE CASCADE,
            version INTEGER NOT NULL,
            content TEXT NOT NULL,
            saved_at TEXT NOT NULL,
            PRIMARY KEY (assistant_id, version)
        )""",
        """CREATE TABLE installed_starters (
            starter_id TEXT PRIMARY KEY,
            installed_at TEXT NOT NULL
        )""",
    ),
    VERSION_NAMES_MIGRATION,
    DRAFT_MIGRATION,
    DELETED_MIGRATION,
)

_CURRENT = """SELECT a.id, a.version, a.created_at, a.changed_at, v.content
    FROM assistants a
    JOIN assistant_versions v ON v.assistant_id = a.id AND v.version = a.version
    WHERE a.deleted_at IS NULL"""

T = TypeVar("T")


class AssistantStore:
    """The assistants of a data folder."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def list(self) -> list[Assistant]:
        """All assistants, the latest changed first."""
        rows = self._db.query(f"{_CURRENT} ORDER BY a.changed_at DESC, a.rowid DESC")
        return [_assistant(row) for row in rows]

    def get(self, assistant_id: str) -> Assistant:
        """One assistant by its id.

        Raises:
            NotFound: There is none.
        """
        row = self._db.query_one(f"{_CURRENT} AND a.id = ?", (assistant_id,))
        if row is None:
            raise NotFound(_("This assistant is not here any more."), _("Choose another one."))
        return _assistant(row)

    def knows(self, assistant_id: str) -> bool:
        """Whether an assistant is here, be it among the deleted ones."""
        row = self._db.query_one("SELECT 1 FROM assistants WHERE id = ?", (assistant_id,))
        return row is not None

    def resolve(self, reference: str) -> Assistant:
        """The assistant a person means by its name, its id, or a unique beginning of either.

        Raises:
            NotFound: Nothing begins like that.
            Ambiguous: More than one does.
        """
        return resolved(
            reference,
            self.list(),
            names=lambda assistant: (assistant.name, assistant.id),
            what=_("assistant"),
            listing="assistant-studio list",
        )

    def create(self, assistant: Assistant) -> Assistant:
        """Keep a new assistant as version 1; its dates, and a missing id, are given here."""
        now = utc_now()
        new = replace(
            checked(assistant),
            id=assistant.id or uuid.uuid4().hex,
            version=1,
            created_at=now,
            changed_at=now,
        )
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT INTO assistants (id, name, version, created_at, changed_at)"
                " VALUES (?, ?, 1, ?, ?)",
                (new.id, new.name, now, now),
            )
            _keep_version(connection, new)
        return new

    def save(self, assistant: Assistant, version_name: str = "") -> Assistant:
        """Keep a changed assistant as its next version.

        Args:
            assistant: As it should be.
            version_name: What a person calls this version; may be empty.

        Returns:
            The assistant as it is kept now. If nothing changed no version is made; a name then
            goes to the current one.
        """
        name = checked_name(version_name)
        with self._db.transaction() as connection:
            current = self.get(assistant.id)
            wanted = checked(assistant)
            if to_content(wanted) == to_content(current):
                if name:
                    _name_version(connection, current.id, current.version, name)
                return current
            now = utc_now()
            new = replace(
                wanted,
                version=current.version + 1,
                created_at=current.created_at,
                changed_at=now,
            )
            connection.execute(
                "UPDATE assistants SET name = ?, version = ?, changed_at = ? WHERE id = ?",
                (new.name, new.version, now, new.id),
            )
            _keep_version(connection, new, name)
        return new

    def versions(self, assistant_id: str) -> builtins.list[VersionInfo]:
        """All versions of an assistant, the latest first.

        Raises:
            NotFound: There is no such assistant.
        """
        current = self.get(assistant_id)
        return version_infos(self._db, assistant_id, current.version)

    def name_version(self, assistant_id: str, version: int, name: str) -> None:
        """Call a version by a name; an empty one takes the name away.

        Raises:
            NotFound: It has no such version.
        """
        self.version(assistant_id, version)
        with self._db.transaction() as connection:
            _name_version(connection, assistant_id, version, checked_name(name))

    def restore(self, assistant_id: str, version: int) -> Assistant:
        """Bring back what an earlier version held, as a new version; none is taken away.

        Returns:
            The assistant as it is now; unchanged if that version held the same.

        Raises:
            NotFound: It has no such version.
        """
        return self.save(
            self.version(assistant_id, version),
            _("Restored from version {version}", version=version),
        )

    def version(self, assistant_id: str, version: int) -> Assistant:
        """An assistant as it stood in one version.

        Raises:
            NotFound: It has no such version.
        """
        row = self._db.query_one(
            """SELECT a.id, v.version, a.created_at, v.saved_at AS changed_at, v.content
            FROM assistants a JOIN assistant_versions v ON v.assistant_id = a.id
            WHERE a.id = ? AND v.version = ?""",
            (assistant_id, version),
        )
        if row is None:
            raise NotFound(_("There is no version {version} of this assistant.", version=version))
        return _assistant(row)

    def delete(self, assistant_id: str) -> None:
        """Take an assistant away, with all its versions."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM assistants WHERE id = ?", (assistant_id,))

    def starter_was_installed(self, starter_id: str) -> bool:
        """Whether a starter assistant was installed here once; a deleted one stays away."""
        row = self._db.query_one(
            "SELECT 1 FROM installed_starters WHERE starter_id = ?", (starter_id,)
        )
        return row is not None

    def mark_starter_installed(self, starter_id: str) -> None:
        """Remember that a starter assistant was installed."""
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO installed_starters VALUES (?, ?)", (starter_id, utc_now())
            )


def resolved(
    reference: str,
    candidates: Sequence[T],
    *,
    names: Callable[[T], Sequence[str]],
    what: str,
    listing: str,
) -> T:
    """The one candidate that a name, an id or a unique beginning of either means.

    A whole name wins over a beginning; capitals do not matter.

    Raises:
        NotFound: No candidate fits.
        Ambiguous: More than one does.
    """
    wanted = reference.strip().casefold()
    folded = [
        (candidate, [name.casefold() for name in names(candidate)]) for candidate in candidates
    ]
    exact = [candidate for candidate, own in folded if wanted in own]
    begun = [c for c, own in folded if wanted and any(name.startswith(wanted) for name in own)]
    found = exact or begun
    if not found:
        raise NotFound(
            _("There is no {what} called “{reference}”.", what=what, reference=reference),
            _("See what there is with: {listing}", listing=listing),
        )
    if len(found) > 1:
        some = ", ".join(
            f"{_('“{quote}”', quote=names(candidate)[0])} ({names(candidate)[-1][:8]})"
            for candidate in found[:5]
        )
        raise Ambiguous(
            _(
                "“{reference}” fits more than one {what}: {some}.",
                reference=reference,
                what=what,
                some=some,
            ),
            _("Write more of the name, or the id."),
        )
    return found[0]


def _keep_version(connection: sqlite3.Connection, assistant: Assistant, name: str = "") -> None:
    connection.execute(
        "INSERT INTO assistant_versions (assistant_id, version, content, saved_at, name)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            assistant.id,
            assistant.version,
            json.dumps(to_content(assistant), ensure_ascii=False),
            assistant.changed_at,
            name,
        ),
    )


def _name_version(
    connection: sqlite3.Connection, assistant_id: str, version: int, name: str
) -> None:
    connection.execute(
        "UPDATE assistant_versions SET name = ? WHERE assistant_id = ? AND version = ?",
        (name, assistant_id, version),
    )


def _assistant(row: sqlite3.Row) -> Assistant:
    return from_content(
        json.loads(row["content"]),
        assistant_id=row["id"],
        version=row["version"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
    )
