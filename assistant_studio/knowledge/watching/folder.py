"""What a watched folder is, as a person sees it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.errors import ErrorRecord

Problem = tuple[str, ErrorRecord]
"""A path within the folder, and why what lies there is not read."""


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder whose files an assistant knows as they are now.

    Attributes:
        id: Unique in this data folder.
        assistant_id: Whose knowledge its files are.
        path: Where it lies.
        label: What the names of its documents begin with.
        paused: Whether it is neither looked at nor its files indexed until it is resumed.
        added_at: ISO 8601, UTC.
        looked_at: When its files were last compared with the knowledge; None until they were.
        indexed_at: When the last of its documents was indexed; None until one was.
        files: How many of its files are known.
        waiting: How many of its documents are not ready.
        error: Why it could not be looked at the last time, as `errors.ErrorRecord`; nothing was
            taken out of the knowledge then.
        problems: The first of what is in it and is not read.
        problem_count: How many there are of these.
    """

    id: str
    assistant_id: str
    path: str
    label: str
    paused: bool
    added_at: str
    looked_at: str | None = None
    indexed_at: str | None = None
    files: int = 0
    waiting: int = 0
    error: ErrorRecord | None = None
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0
