"""How many documents each assistant has, in one look at knowledge.db."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.knowledge.document import DocumentState
from assistant_studio.knowledge.schema import KnowledgeDatabase


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """An assistant's documents in numbers.

    Attributes:
        files: All of them.
        failed: Those that could not be read.
        pending: Those that wait, are read or are embedded.
    """

    files: int = 0
    failed: int = 0
    pending: int = 0


def count_documents(database: KnowledgeDatabase) -> dict[str, DocumentCounts]:
    """The counts of every assistant that ever had a document, by its id."""
    rows = database.query(
        "SELECT assistant_id, count(*) AS files, total(state = ?) AS failed,"
        " total(state IN (?, ?, ?)) AS pending"
        " FROM documents JOIN bases ON bases.id = base_id GROUP BY base_id",
        (
            DocumentState.FAILED,
            DocumentState.WAITING,
            DocumentState.READING,
            DocumentState.EMBEDDING,
        ),
    )
    return {
        row["assistant_id"]: DocumentCounts(row["files"], int(row["failed"]), int(row["pending"]))
        for row in rows
    }
