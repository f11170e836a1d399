"""Taking files in: folders are walked, contents copied by hash, and each file named."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import (
    DocumentTooLarge,
    ErrorRecord,
    FileUnavailable,
    StudioError,
    UnsupportedDocument,
)
from assistant_studio.knowledge.document import AddOutcome, Document
from assistant_studio.knowledge.readers.kinds import SUFFIXES, Foreign, content_kind
from assistant_studio.knowledge.readers.limits import MAX_FILE_BYTES
from assistant_studio.knowledge.recording import CopyGone, NewFile, Recorder
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.language import _, writable
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import copy_by_hash, sha256_of

_TRIES = 3
_AT_ONCE = 100

Refused = list[tuple[str, ErrorRecord]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that is to be added.

    Attributes:
        path: Absolute.
        name: What its document will be called.
    """

    path: Path
    name: str


class Adder:
    """Takes files into the knowledge of assistants."""

    def __init__(
        self, home: Home, store: KnowledgeStore, on_taken: Callable[[], None] = lambda: None
    ) -> None:
        """Make one.

        Args:
            home: Where copies are kept.
            store: Documents.
            on_taken: Called now and then while many files are taken in: indexing may begin.
        """
        self._home = home
        self._on_taken = on_taken
        self._store = store
        self._recorder = Recorder(home, store)

    def add(self, assistant_id: str, paths: Iterable[Path], token: CancelToken) -> AddOutcome:
        """Copy and record files; each is durable before the next is begun.

        Args:
            assistant_id: Whose knowledge they join.
            paths: Files, and folders whose ordinary files are all taken, hidden ones left out.
            token: Stops; what was taken until then stays.
        """
        documents: list[Document] = []
        unchanged: list[Document] = []
        refused: Refused = []
        for candidate in self._candidates(assistant_id, list(paths), refused):
            token.check()
            try:
                document, taken = self._take(assistant_id, candidate, token)
            except (StudioError, OSError) as error:
                refused.append(_refusal(candidate.path, error))
                continue
            (documents if taken else unchanged).append(document)
            if taken and len(documents) % _AT_ONCE == 0:
                self._on_taken()
        return AddOutcome(tuple(documents), tuple(unchanged), tuple(refused))

    def _take(
        self, assistant_id: str, candidate: Candidate, token: CancelToken
    ) -> tuple[Document, bool]:
        _check_size(candidate.path)
        for _turn in range(_TRIES):
            sha256 = sha256_of(candidate.path, token)
            size_bytes = candidate.path.stat().st_size
            if not (self._home.files_dir / sha256).exists():
                # The file may change in between: what was copied is what counts.
                sha256, size_bytes = copy_by_hash(candidate.path, self._home.files_dir, token)
            source_path = writable(str(candidate.path))
            file = NewFile(writable(candidate.name), sha256, size_bytes, source_path)
            try:
                return self._recorder.record(assistant_id, file)
            except CopyGone:
                continue  # tidied away between copy and record: copy it again
        raise FileUnavailable(
            _("{candidate} could not be kept in the data folder.", candidate=candidate.name),
            _("Check that no other program cleans that folder, and add the file again."),
        )

    def _candidates(
        self, assistant_id: str, paths: list[Path], refused: Refused
    ) -> list[Candidate]:
        named: list[Path] = []
        walked: list[tuple[Path, Path]] = []
        for path in paths:
            try:
                absolute = path.expanduser().absolute()
                if absolute.is_dir():
                    walked += [(file, absolute) for file in _worth_adding(absolute, refused)]
                elif absolute.is_file():
                    named.append(absolute)
                else:
                    refused.append(_refusal(absolute, _no_file(absolute)))
            except (OSError, RuntimeError) as error:  # a name too long; a home nobody has
                refused.append(_refusal(path, _not_found_out(path, error)))
        return self._with_names(assistant_id, named, walked)

    def _with_names(
        self, assistant_id: str, named: list[Path], walked: list[tuple[Path, Path]]
    ) -> list[Candidate]:
        """Name each file so that only a newer version of a document takes its place.

        A file that was chosen by itself takes the place of the one of its name. Files of one call,
        and those found in folders, must not replace files that merely are called the same.
        """
        counts = Counter(path.name for path in {*named, *(path for path, _size in walked)})
        sources = {d.name: d.source_path for d in self._store.documents(assistant_id)}
        found: dict[Path, Candidate] = {}
        for path in named:
            name = path.name if counts[path.name] == 1 else f"{path.parent.name}/{path.name}"
            found.setdefault(path, Candidate(path, name))
        for path, folder in walked:
            other = sources.get(path.name, str(path))
            foreign = other != str(path) and _is_there(Path(other))
            inside = path.relative_to(folder.parent).as_posix()
            name = inside if counts[path.name] > 1 or foreign else path.name
            found.setdefault(path, Candidate(path, name))
        return list(found.values())


def files_in(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    """The ordinary files below a folder, in order; links are not followed, hidden ones left out.

    Args:
        folder: Where to begin.
        on_error: Told of each folder that cannot be listed and each file that cannot be looked at;
            the others are.
    """
    for parent, folders, files in os.walk(folder, onerror=on_error):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent) / name
            if name.startswith("."):
                continue
            try:
                ordinary = stat.S_ISREG(path.lstat().st_mode)
            except OSError as error:
                on_error(error)
                continue
            if ordinary:
                yield path


def _worth_adding(folder: Path, refused: Refused) -> list[Path]:
    """The files below a folder that may hold text."""

    def refuse(error: OSError) -> None:
        refused.append(_refusal(Path(error.filename), error))

    return [file for file in files_in(folder, refuse) if _worth_copying(file, refused)]


def _worth_copying(path: Path, refused: Refused) -> bool:
    """Whether a file found in a folder may hold text: nobody chose its pictures one by one."""
    try:
        problem: UnsupportedDocument | OSError | None = unfit(path)
    except OSError as error:
        problem = error
    if problem is not None:
        refused.append(_refusal(path, problem))
    return problem is None


def unfit(path: Path) -> UnsupportedDocument | None:
    """Why a file holds no text that can be read; None where it may, by its first bytes.

    Raises:
        OSError: It cannot be opened.
    """
    with path.open("rb") as file:
        # What is in an archive is for the reader to find out, in its own process.
        if file.read(2) == b"PK":
            return None
        file.seek(0)
        kind = content_kind(file, SUFFIXES.get(path.suffix.lower()))
    if not isinstance(kind, Foreign):
        return None
    name = writable(path.name)
    message = _("“{path}” is {what}, which cannot be read here.", path=name, what=kind.what)
    return UnsupportedDocument(message, kind.hint)


def _check_size(path: Path) -> None:
    """Refuse a file before gigabytes of it are copied that no reader would take.

    Raises:
        DocumentTooLarge: It is.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise DocumentTooLarge(
            _("“{name}” is larger than 1 GB, so it is not read.", name=writable(path.name)),
            _("Split it into smaller files and add those."),
        )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # nobody can tell: what may be there must not be replaced
        return True


def _no_file(path: Path) -> FileUnavailable:
    if path.exists():
        return FileUnavailable(
            _("{path} is no ordinary file, so it cannot be added.", path=path),
            _("Choose a file or a folder."),
        )
    return FileUnavailable(
        _("There is no file {path}.", path=path), _("Check the name, and add it again.")
    )


def _not_found_out(path: Path, error: OSError | RuntimeError) -> FileUnavailable:
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    return FileUnavailable(
        _("{path} cannot be looked at: {reason}.", path=path, reason=reason),
        _("Check its name, and that you may open its folder."),
    )


def _refusal(path: Path, error: StudioError | OSError) -> tuple[str, ErrorRecord]:
    if not isinstance(error, StudioError):
        reason = error.strerror or str(error)
        error = FileUnavailable(
            _("{path} cannot be read: {reason}.", path=path, reason=reason),
            _("Check that you may open it, and add it again."),
        )
    return writable(str(path)), error.record()
