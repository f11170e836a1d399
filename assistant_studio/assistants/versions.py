"""The versions of an assistant as a list: number, name, date."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.errors import UsageError
from assistant_studio.language import _
from assistant_studio.storage.database import Database, sql_migration

MAX_VERSION_NAME_CHARS = 80

VERSION_NAMES_MIGRATION = sql_migration(
    "2026-11-25-version-names",
    "ALTER TABLE assistant_versions ADD COLUMN name TEXT NOT NULL DEFAULT ''",
)


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One version in the list.

    Attributes:
        version: Counts from 1.
        name: What a person called it; may be empty.
        saved_at: ISO 8601, UTC.
        current: Whether it is the one that answers now.
    """

    version: int
    name: str
    saved_at: str
    current: bool


def version_infos(database: Database, assistant_id: str, current: int) -> list[VersionInfo]:
    """All versions of an assistant, the latest first."""
    rows = database.query(
        "SELECT version, name, saved_at FROM assistant_versions WHERE assistant_id = ?"
        " ORDER BY version DESC",
        (assistant_id,),
    )
    return [
        VersionInfo(row["version"], row["name"], row["saved_at"], row["version"] == current)
        for row in rows
    ]


def checked_name(name: str) -> str:
    """A version's name in one line, or a `UsageError` that says what to change."""
    line = " ".join(name.split())
    if len(line) > MAX_VERSION_NAME_CHARS:
        raise UsageError(
            _(
                "The version's name is {length} characters long; {limit} is the most there can be.",
                length=len(line),
                limit=MAX_VERSION_NAME_CHARS,
            ),
            _("Shorten it."),
        )
    return line
