"""The file behind a document as it is now: still what was read, changed since, or gone."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import FileUnavailable
from assistant_studio.knowledge.document import Document
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import sha256_of

# What a program opens to be read. Of everything else the folder is shown: the system might run it,
# as a browser runs the scripts of a page from the disk.
OPENED_ENDINGS = frozenset(
    ".pdf .docx .pptx .xlsx .odt .ods .odp .rtf .epub .txt .text .md .markdown .csv .tsv"
    " .eml".split()
)


class OriginalState(StrEnum):
    """How a file stands to what was read from it."""

    HERE = "here"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a document was read from.

    Attributes:
        state: Whether it still is what was read.
        path: Where its content lies under whatever name; None unless it is what was read.
    """

    state: OriginalState
    path: Path | None = None


def original_of(
    home: Home, document: Document, reference: bytes | None, token: CancelToken | None = None
) -> Original:
    """Look at the file behind a document; one in a watched folder is hashed.

    Args:
        home: The data folder, which keeps a copy of whatever was not watched.
        document: Which.
        reference: The path of a file in a watched folder.
        token: Stops the hashing of a long file.
    """
    copy = home.files_dir / document.sha256
    if copy.is_file():
        return Original(OriginalState.HERE, copy)
    if reference is None:
        return Original(OriginalState.GONE)
    path = Path(os.fsdecode(reference))
    state = quick_state(path, document.size_bytes)
    if state is OriginalState.HERE:
        try:
            same = sha256_of(path, token or CancelToken()) == document.sha256
        except OSError:
            return Original(OriginalState.GONE)
        state = OriginalState.HERE if same else OriginalState.CHANGED
    return Original(state, path if state is OriginalState.HERE else None)


def quick_state(path: Path, size_bytes: int) -> OriginalState:
    """What can be told without reading a file; a change that keeps its size is not seen."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return OriginalState.GONE
    if not stat.S_ISREG(found.st_mode):
        return OriginalState.GONE
    return OriginalState.HERE if found.st_size == size_bytes else OriginalState.CHANGED


def to_open(home: Home, document: Document, original: Original) -> Path:
    """What to hand to the system so that a person sees the file in its own program.

    The file where it was added from, if it still is the same; else a copy under its own name. Of a
    kind that the system might run instead of show, its folder.

    Raises:
        FileUnavailable: There is no such file any more.
    """
    if original.path is None:
        raise FileUnavailable(
            _("“{name}” is not there any more as it was read.", name=document.name),
            _("Its text as it was read is kept, and shown here."),
        )
    source = Path(document.source_path)
    in_place = original.path
    if original.path.parent == home.files_dir:
        same = quick_state(source, document.size_bytes) is OriginalState.HERE
        in_place = source if same and sha256_of(source) == document.sha256 else original.path
    if Path(document.name).suffix.lower() not in OPENED_ENDINGS:
        return in_place.parent if in_place is not original.path else _copied(home, document).parent
    return in_place if in_place.suffix else _copied(home, document)


def _copied(home: Home, document: Document) -> Path:
    """A copy under the file's own name, for programs that go by endings; the cache is no truth."""
    target = home.cache_dir / "opened" / document.sha256[:16] / Path(document.name).name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(home.files_dir / document.sha256, target)
    return target
