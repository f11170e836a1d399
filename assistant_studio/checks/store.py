"""Where results of checks are kept: each as soon as it is there, for good."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict

from assistant_studio.checks.circumstances import Circumstances
from assistant_studio.checks.result import CheckResult, Citation, Given
from assistant_studio.storage.database import Database, sql_migration

CHECK_MIGRATIONS = (
    sql_migration(
        "2026-11-25-check-results",
        """CREATE TABLE check_circumstances (
            assistant_id TEXT NOT NULL REFERENCES assistants(id) ON DELETE CASCADE,
            circumstances TEXT NOT NULL,
            parts TEXT NOT NULL,
            PRIMARY KEY (assistant_id, circumstances)
        )""",
        """CREATE TABLE check_results (
            assistant_id TEXT NOT NULL REFERENCES assistants(id) ON DELETE CASCADE,
            check_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            circumstances TEXT NOT NULL,
            question TEXT NOT NULL,
            given TEXT NOT NULL,
            seconds REAL NOT NULL,
            ran_at TEXT NOT NULL,
            PRIMARY KEY (assistant_id, check_id, version, circumstances)
        )""",
    ),
)


class CheckResults:
    """The results of a data folder; the latest of each check, version and circumstances."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(self, assistant_id: str, result: CheckResult, under: Circumstances) -> None:
        """Save one result; it is on disk when this returns."""
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO check_circumstances VALUES (?, ?, ?)",
                (assistant_id, under.key, json.dumps(dict(under.parts))),
            )
            connection.execute(
                "INSERT OR REPLACE INTO check_results VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    assistant_id,
                    result.check_id,
                    result.version,
                    under.key,
                    result.question,
                    json.dumps(asdict(result.given), ensure_ascii=False),
                    result.seconds,
                    result.ran_at,
                ),
            )

    def of(self, assistant_id: str) -> list[CheckResult]:
        """All results of an assistant, the oldest first."""
        rows = self._db.query(
            "SELECT * FROM check_results WHERE assistant_id = ? ORDER BY ran_at, rowid",
            (assistant_id,),
        )
        return [_result(row) for row in rows]

    def assistants(self) -> set[str]:
        """The ids of the assistants that have results."""
        rows = self._db.query("SELECT DISTINCT assistant_id FROM check_results")
        return {str(row["assistant_id"]) for row in rows}

    def under(self, assistant_id: str, circumstances: str) -> list[CheckResult]:
        """The results that came about under these circumstances, the oldest first."""
        rows = self._db.query(
            "SELECT * FROM check_results WHERE assistant_id = ? AND circumstances = ?"
            " ORDER BY ran_at, rowid",
            (assistant_id, circumstances),
        )
        return [_result(row) for row in rows]

    def circumstances(self, assistant_id: str) -> dict[str, Circumstances]:
        """The circumstances that results are kept for, by their keys."""
        rows: Sequence[sqlite3.Row] = self._db.query(
            "SELECT * FROM check_circumstances WHERE assistant_id = ?", (assistant_id,)
        )
        return {row["circumstances"]: Circumstances(json.loads(row["parts"])) for row in rows}


def _result(row: sqlite3.Row) -> CheckResult:
    data = json.loads(row["given"])
    citations = tuple(Citation(**citation) for citation in data.pop("citations", ()))
    return CheckResult(
        check_id=row["check_id"],
        question=row["question"],
        given=Given(**data, citations=citations),
        seconds=row["seconds"],
        version=row["version"],
        circumstances=row["circumstances"],
        ran_at=row["ran_at"],
    )
