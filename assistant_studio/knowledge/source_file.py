"""The file behind a document: the copy in the data folder, or the original in a watched folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import FileUnavailable
from assistant_studio.knowledge.jobs import Job
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import sha256_of


@contextmanager
def file_to_read(home: Home, job: Job, token: CancelToken) -> Iterator[Path]:
    """Where to read a document from; what was read is good if nothing is raised at the end.

    Raises:
        FileUnavailable: The original cannot be reached, or is not what it was.
    """
    copy = home.files_dir / job.sha256
    if job.reference is None or copy.is_file():
        yield copy
        return
    original = Path(os.fsdecode(job.reference))
    _check_there(job, original)
    yield original
    # A text must never be kept under the hash of another: the file may have been saved meanwhile.
    try:
        same = sha256_of(original, token) == job.sha256
    except OSError:
        same = False
    if not same:
        raise FileUnavailable(
            _("“{name}” was changed while it was read.", name=job.name),
            _("It is read again at the next look at its folder."),
        )


def _check_there(job: Job, original: Path) -> None:
    try:
        if stat.S_ISREG(original.lstat().st_mode):
            return
        reason = _("it is no ordinary file any more")
    except OSError as error:
        reason = error.strerror or str(error)
    raise FileUnavailable(
        _("“{name}” cannot be reached: {reason}.", name=job.name, reason=reason),
        _("Connect the drive or put the file back; it is read when its folder is looked at."),
    )
