"""Checked files: hashes, and moving a finished file to its place in one step."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

from studio_dev.problems import Problem

_PIECE_BYTES = 1 << 20


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Args:
        path: The file.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def is_whole(path: Path, sha256: str) -> bool:
    """Whether the file is there and is the expected one.

    Args:
        path: The file.
        sha256: Its expected hash, in hexadecimal.
    """
    return path.is_file() and sha256_of(path) == sha256


def require_hash(path: Path, sha256: str, what: str) -> None:
    """Refuse a file that is not the expected one, and remove it.

    Args:
        path: The file.
        sha256: Its expected hash, in hexadecimal.
        what: What the file is, for the sentence.

    Raises:
        Problem: The hash differs.
    """
    found = sha256_of(path)
    if found != sha256:
        path.unlink()
        raise Problem(
            f"{what} is not the expected file (SHA-256 {found[:12]}... instead of "
            f"{sha256[:12]}...); it was not used and has been removed.",
            "Run the same command again; if it happens twice, do not use that package index.",
        )


def link_or_copy(source: Path, target: Path) -> None:
    """Put a file of the cache in its place, as a link where the disk allows it.

    The target is whole or not there at all, whenever this is interrupted.

    Args:
        source: The checked file.
        target: Its place; replaced if it is there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    with contextlib.suppress(FileNotFoundError):
        new.unlink()
    try:
        os.link(source, new)
    except OSError:
        shutil.copyfile(source, new)
    new.replace(target)
    # Two links to one file make replace() do nothing and leave the new name (POSIX rename).
    with contextlib.suppress(FileNotFoundError):
        new.unlink()
