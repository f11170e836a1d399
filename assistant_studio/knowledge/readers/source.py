"""One file to read: opened with care, called by the name a person knows."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import (
    DamagedDocument,
    DocumentError,
    DocumentTooLarge,
    EmptyDocument,
    FileUnavailable,
)
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.limits import (
    MAX_INNER_DOCUMENTS,
    MAX_UNPACKED_BYTES,
    spoken_size,
)
from assistant_studio.language import N_, _

GET_AGAIN = N_("Get the file once more from where it came, and add it again.")
_NAME_CHARS = 120
# Opening a pipe would wait for its writer for ever; Windows knows neither flag.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reader has come; also its sign of life.

    Attributes:
        page: The page that was read last, counted from 1; 0 where there are no pages.
        pages: How many there are; 0 where there are none.
    """

    page: int
    pages: int


Reading = Generator[Progress, None, ExtractedText]
"""A document being read: yields after each page or stretch of work, and returns the text."""
ALIVE = Progress(0, 0)


@contextmanager
def damage_named(source: Source, cause: str) -> Iterator[None]:
    """Turn whatever a library raises on a broken file into one sentence.

    Args:
        source: The file.
        cause: What is wrong with it, such as "its pages cannot be found".

    Raises:
        DamagedDocument: The library failed; what else goes wrong stays what it is.
    """
    try:
        yield
    except (DocumentError, Cancelled, MemoryError):
        raise
    except Exception as error:
        raise DamagedDocument(
            _("{name} is cut off or damaged: {cause}.", name=source.quoted, cause=cause),
            _(GET_AGAIN),
        ) from error


class Reader(Protocol):
    """Reads one kind of file."""

    def __call__(self, source: Source, token: CancelToken) -> Reading:
        """Read `source`.

        Raises:
            DocumentError: The file cannot be read; the sentence says why and what to do.
            Cancelled: `token` was set.
        """
        ...


@dataclass(slots=True)
class Allowance:
    """How much the documents inside one file may still hold, all of them together.

    Attributes:
        documents_left: So many more are read.
        bytes_left: So much more is unpacked.
    """

    documents_left: int = MAX_INNER_DOCUMENTS
    bytes_left: int = MAX_UNPACKED_BYTES


@dataclass(frozen=True, slots=True)
class Source:
    """A file and what it is called.

    Attributes:
        path: Where it lies (a copy lies under its content hash).
        name: Its name as the person knows it.
        content: Its bytes, for a file inside another; None for one that lies at `path`.
        depth: In how many files it lies.
        allowance: Shared by all that lie in one file.
    """

    path: Path
    name: str
    content: bytes | None = None
    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance, compare=False)

    def inner(self, name: str, content: bytes) -> Source:
        """A file inside this one."""
        return Source(self.path, name, content, self.depth + 1, self.allowance)

    @property
    def quoted(self) -> str:
        """The name for use in a sentence; a hostile one is shortened and shown on one line."""
        name = "".join(c if c.isprintable() else "\ufffd" for c in self.name)
        shown = f"{name[:_NAME_CHARS]}…" if len(name) > _NAME_CHARS else name
        return _("“{quote}”", quote=shown)

    @property
    def suffix(self) -> str:
        """The ending of the name in lower case, such as ".pdf"."""
        return Path(self.name).suffix.lower()

    def open(self) -> BinaryIO:
        """Open the file for reading.

        Raises:
            FileUnavailable: It is missing, may not be read, or is no ordinary file.
            EmptyDocument: It has 0 bytes.
        """
        if self.content is not None:
            self._check_size(len(self.content))
            return io.BytesIO(self.content)
        try:
            self._check(self.path.stat().st_mode)
            descriptor = os.open(self.path, _OPEN_FLAGS)
        except (OSError, ValueError) as error:
            raise self.unavailable(error) from error
        file = os.fdopen(descriptor, "rb")
        try:
            self._check_open(os.fstat(descriptor))
        except BaseException:
            file.close()
            raise
        return file

    def read_bytes(self, limit_bytes: int, what: str) -> bytes:
        """The whole content.

        Args:
            limit_bytes: How much there may be.
            what: What such files are called in a sentence, such as "Text files".

        Raises:
            DocumentTooLarge: The file is larger than that.
            FileUnavailable: It cannot be read.
            EmptyDocument: It has 0 bytes.
        """
        with self.open() as file:
            size_bytes = file.seek(0, os.SEEK_END)
            file.seek(0)
            if size_bytes > limit_bytes:
                raise DocumentTooLarge(
                    _(
                        "{name} has {size}; {what} are read up to {limit}.",
                        name=self.quoted,
                        size=spoken_size(size_bytes),
                        what=what,
                        limit=spoken_size(limit_bytes),
                    ),
                    _("Split it into smaller files and add those."),
                )
            try:
                return file.read(limit_bytes)
            except OSError as error:
                raise self.unavailable(error) from error

    def unavailable(self, error: OSError | ValueError) -> FileUnavailable:
        """What to say when the operating system refuses."""
        match error:
            case PermissionError():
                return FileUnavailable(
                    _(
                        "{name} may not be read: this account has no permission for it.",
                        name=self.quoted,
                    ),
                    _("Change the file's permissions, or copy it to a folder of your own."),
                )
            case FileNotFoundError() | NotADirectoryError() if self.path.is_symlink():
                return FileUnavailable(
                    _("{name} is a link to a file that is not there.", name=self.quoted),
                    _("Add the file itself, or repair the link."),
                )
            case FileNotFoundError() | NotADirectoryError():
                return FileUnavailable(
                    _("{name} was not found: it was moved, renamed or deleted.", name=self.quoted),
                    _("Check the path, and add the file again."),
                )
            case OSError():
                reason = error.strerror or type(error).__name__
                return FileUnavailable(
                    _("{name} could not be read: {reason}.", name=self.quoted, reason=reason),
                    _("Check the drive it lies on, and add the file again."),
                )
            case _:
                return FileUnavailable(
                    _("{name} is no path of a file.", name=self.quoted),
                    _("Check the path, and try again."),
                )

    def _check_open(self, status: os.stat_result) -> None:
        self._check(status.st_mode)
        self._check_size(status.st_size)

    def _check_size(self, size_bytes: int) -> None:
        if size_bytes == 0:
            raise EmptyDocument(
                _("{name} is empty: it has 0 bytes.", name=self.quoted),
                _("Check whether it was saved or copied completely, and add it again."),
            )

    def _check(self, mode: int) -> None:
        if stat.S_ISREG(mode):
            return
        if stat.S_ISDIR(mode):
            raise FileUnavailable(
                _("{name} is a folder, not a file.", name=self.quoted),
                _("Choose the files in the folder."),
            )
        raise FileUnavailable(
            _("{name} is no ordinary file but a device or a pipe.", name=self.quoted),
            _("Save what it gives as a file, and add that."),
        )
