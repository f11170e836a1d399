"""A walk through a watched folder: names, sizes and times, without opening a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DocumentTooLarge, FileUnavailable, StudioError
from assistant_studio.knowledge.readers.limits import MAX_FILE_BYTES
from assistant_studio.language import _, whole_number, writable

MAX_FILES = 50_000
MAX_DEPTH = 64
_MAX_ENTRIES = 200_000

# Made by programs for programs; nobody asks an assistant about them.
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "venv", "$RECYCLE.BIN"})


@dataclass(frozen=True, slots=True)
class Seen:
    """An ordinary file as the folder lists it.

    Attributes:
        size_bytes: Of the file.
        mtime_ns: When it was last written.
        device: The file system it lies on.
    """

    size_bytes: int
    mtime_ns: int
    device: int


@dataclass(slots=True)
class Walk:
    """What a walk found.

    Attributes:
        files: By path within the folder, as bytes: a name need not be text.
        folders: Each folder that was listed: its device, and whether nothing at all is in it.
        unlisted: Folders that could not be listed; what is known of their files stays as it was.
        whole: Whether the walk came to its end.
        problems: What is not read, and why, by path.
    """

    files: dict[bytes, Seen] = field(default_factory=dict)
    folders: dict[bytes, tuple[int, bool]] = field(default_factory=dict)
    unlisted: list[bytes] = field(default_factory=list)
    whole: bool = True
    problems: dict[bytes, StudioError] = field(default_factory=dict)


def walk(root: Path, token: CancelToken, max_files: int = MAX_FILES) -> Walk:
    """Look through a folder. Links are not followed, so that no loop of them has to be feared.

    Raises:
        FileUnavailable: The folder itself cannot be listed.
        Cancelled: `token` was set.
    """
    found = Walk()
    pending = [(b"", 0)]
    while pending and found.whole:
        token.check()
        inside, depth = pending.pop()
        try:
            entries = _listed(root, inside)
            device = os.stat(os.path.join(os.fsencode(root), inside)).st_dev
        except OSError as error:
            if not inside:
                raise unreachable(root, error) from error
            found.unlisted.append(inside)
            found.problems[inside] = unreachable(Path(os.fsdecode(inside)), error)
            continue
        found.folders[inside] = (device, not entries)
        if len(entries) == _MAX_ENTRIES:
            found.whole = False
            found.problems[b""] = _too_many(max_files)
        folders = list(_sorted_out(found, inside, entries, max_files))
        if depth + 1 < MAX_DEPTH:
            pending += [(folder, depth + 1) for folder in reversed(folders)]
        else:
            found.unlisted += folders
            found.problems.update((folder, _too_deep(folder)) for folder in folders)
    return found


def unreachable(path: Path, error: OSError | None = None) -> FileUnavailable:
    """Why a folder cannot be looked at, and that nothing is lost by it."""
    reason = (error.strerror or str(error)) if error is not None else _("it is empty")
    return FileUnavailable(
        _("{path} cannot be reached: {reason}.", path=writable(str(path)), reason=reason),
        _(
            "What was read from it stays in the knowledge. Connect the drive or put the folder "
            "back, and it is looked at again by itself."
        ),
    )


def _listed(root: Path, inside: bytes) -> list[os.DirEntry[bytes]]:
    with os.scandir(os.path.join(os.fsencode(root), inside)) as entries:
        return sorted(islice(entries, _MAX_ENTRIES), key=lambda entry: entry.name)


def _sorted_out(
    found: Walk, inside: bytes, entries: list[os.DirEntry[bytes]], max_files: int
) -> Iterator[bytes]:
    """Take note of a folder's files; gives the folders in it."""
    for entry in entries:
        name = os.fsdecode(entry.name)
        if name.startswith(".") or name in _LEFT_OUT:
            continue
        path = os.path.join(inside, entry.name)
        try:
            if entry.is_dir(follow_symlinks=False):
                yield path
                continue
            state = entry.stat(follow_symlinks=False)
        except OSError as error:
            found.problems[path] = _unseen(name, error)
            continue
        problem = _problem(name, entry, state)
        if problem is not None:
            found.problems[path] = problem
        elif len(found.files) >= max_files:
            found.whole = False
            found.problems[b""] = _too_many(max_files)
            return
        else:
            found.files[path] = Seen(state.st_size, state.st_mtime_ns, state.st_dev)


def _problem(name: str, entry: os.DirEntry[bytes], state: os.stat_result) -> StudioError | None:
    said = writable(name)
    if stat.S_ISLNK(state.st_mode):
        if os.path.exists(entry.path):
            message = _("“{name}” is a link, and links are not followed.", name=said)
        else:
            message = _("“{name}” is a link to something that is not there.", name=said)
        return FileUnavailable(message, _("Put the file itself into the folder."))
    if not stat.S_ISREG(state.st_mode):
        return FileUnavailable(
            _("“{name}” is no ordinary file, so it is left alone.", name=said),
            _("Nothing needs to be done."),
        )
    if state.st_size > MAX_FILE_BYTES:
        return DocumentTooLarge(
            _("“{name}” is larger than 1 GB, so it is not read.", name=said),
            _("Split it, or move it out of the folder."),
        )
    return None


def _unseen(name: str, error: OSError) -> FileUnavailable:
    reason = error.strerror or str(error)
    return FileUnavailable(
        _("“{name}” cannot be looked at: {reason}.", name=writable(name), reason=reason),
        _("Check that you may open it."),
    )


def _too_deep(path: bytes) -> FileUnavailable:
    name = writable(os.path.basename(os.fsdecode(path)))
    return FileUnavailable(
        _("“{name}” lies too deep in folders within folders.", name=name),
        _("Watch a folder further inside."),
    )


def _too_many(max_files: int) -> DocumentTooLarge:
    return DocumentTooLarge(
        _(
            "There are more than {count} files in this folder; the others are left out.",
            count=whole_number(max_files),
        ),
        _("Watch folders further inside, one by one."),
    )
