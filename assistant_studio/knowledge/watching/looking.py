"""One look at watched folders: what changed is taken in, and what is gone is noted."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import FileUnavailable, NotFound, StudioError, from_record
from assistant_studio.knowledge.adding import unfit
from assistant_studio.knowledge.recording import NewFile, Recorder
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.watching.folder_store import FolderRow, FolderStore, Known
from assistant_studio.knowledge.watching.settling import settle
from assistant_studio.knowledge.watching.walking import Seen, Walk, unreachable, walk
from assistant_studio.language import _, writable
from assistant_studio.storage.atomic import sha256_of

_AT_ONCE = 100
# A file written so shortly before it is looked at may be written again within the same tick of the
# file system's clock (FAT's is 2 s), with its size and time staying the same.
_CLOCK_GRAIN_NS = 2_500_000_000


class Looker:
    """Compares folders with what is known of them."""

    def __init__(
        self,
        store: KnowledgeStore,
        recorder: Recorder,
        on_taken: Callable[[], None],
        on_leaving: Callable[[Sequence[str]], None],
    ) -> None:
        """Make one.

        Args:
            store: Documents.
            recorder: Takes files into the knowledge.
            on_taken: Called when there may be something new to index.
            on_leaving: Told the ids of documents that are about to go.
        """
        self._store = store
        self._folders = FolderStore(store.database)
        self._recorder = recorder
        self._on_taken = on_taken
        self._on_leaving = on_leaving

    def look(self, folders: Iterable[FolderRow], token: CancelToken) -> bool:
        """Look at folders of one assistant, so that a move between them is seen as one.

        Each portion of files is durable before the next is begun; a look that was cut off is made
        good by the next. A folder that cannot be reached loses nothing.

        Returns:
            Whether some document came, went or changed its name.

        Raises:
            Cancelled: `token` was set, or a folder is not watched any more.
        """
        changed, looked = False, None
        for folder in folders:
            try:
                changed |= self._take_in(folder, token)
                looked = folder
            except FileUnavailable as error:
                self._folders.failed(folder.id, error)
        if looked is None:
            return changed
        changed |= self._folders.try_again(looked.base_id)
        changed |= settle(self._store, looked.base_id, self._on_leaving)
        if changed:
            self._on_taken()
        return changed

    def _take_in(self, folder: FolderRow, token: CancelToken) -> bool:
        found = walk(folder.path, token)
        known = self._folders.known(folder.id)
        vanished = [path for path in known if path not in found.files]
        away = _out_of_reach(found, known, vanished)
        if away and found.whole and found.folders[b""][1]:
            raise unreachable(folder.path)
        for path in away if found.whole else ():
            parent = os.path.dirname(path)
            found.problems.setdefault(parent, unreachable(Path(os.fsdecode(parent))))
        kept = {path: known[path] for path in found.files if path in known}
        fresh = self._fresh(folder, found, kept, token)
        changed = False
        while portion := dict(islice(fresh, _AT_ONCE)):
            token.check()
            changed |= self._record(folder, portion, kept)
            kept |= portion
            self._on_taken()
        self._folders.forget_files(folder.id, [p for p in vanished if p not in away])
        for path, file in kept.items():
            if file.error is not None:
                found.problems.setdefault(path, from_record(file.error))
        self._folders.looked(folder.id, found.problems)
        return changed

    def _fresh(
        self, folder: FolderRow, found: Walk, known: Mapping[bytes, Known], token: CancelToken
    ) -> Iterator[tuple[bytes, Known]]:
        """The files that are not as they were, with their hash."""
        for path, seen in found.files.items():
            before = known.get(path)
            if before is not None and _looks_the_same(before, seen):
                if before.device != seen.device:
                    yield path, replace(before, device=seen.device)
                continue
            token.check()
            full = folder.path / os.fsdecode(path)
            try:
                yield path, _as_it_is(full, seen, token)
            except OSError as error:
                # Not noted: it is tried again at the next look.
                found.problems[path] = _unread(full, error)

    def _record(
        self, folder: FolderRow, portion: Mapping[bytes, Known], before: Mapping[bytes, Known]
    ) -> bool:
        changed = False
        with self._store.database.transaction():
            self._check_watched(folder)
            for path, file in portion.items():
                known = before.get(path)
                # What a person took out of the knowledge stays out until it changes.
                if not file.sha256 or (known is not None and known.sha256 == file.sha256):
                    continue
                full = folder.path / os.fsdecode(path)
                new = NewFile(
                    folder.name_of(path),
                    file.sha256,
                    file.size_bytes,
                    writable(str(full)),
                    reference=os.fsencode(full),
                )
                changed |= self._recorder.record(folder.assistant_id, new)[1]
            self._folders.keep(folder.id, portion)
        return changed

    def _check_watched(self, folder: FolderRow) -> None:
        """Another process may have paused the folder, or ended its watching."""
        try:
            now = self._folders.row(folder.id)
        except NotFound:
            raise Cancelled from None
        if now.paused:
            raise Cancelled


def _out_of_reach(
    found: Walk, known: Mapping[bytes, Known], vanished: Sequence[bytes]
) -> set[bytes]:
    """The files among those not found of which nobody can tell that they are gone.

    Where a drive was taken away, its place is left as an empty folder of another file system.
    """
    if not found.whole:
        return set(vanished)
    away = set()
    for path in vanished:
        parent = os.path.dirname(path)
        while parent and parent not in found.folders and parent not in found.unlisted:
            parent = os.path.dirname(parent)
        device, empty = found.folders.get(parent, (known[path].device, False))
        if parent in found.unlisted or (empty and device != known[path].device):
            away.add(path)
    return away


def _looks_the_same(before: Known, seen: Seen) -> bool:
    return (before.size_bytes, before.mtime_ns) == (seen.size_bytes, seen.mtime_ns)


def _as_it_is(full: Path, seen: Seen, token: CancelToken) -> Known:
    """A file as it is now; one that is no text is not read through."""
    if not stat.S_ISREG(full.lstat().st_mode):  # opening a pipe would wait for ever
        raise FileNotFoundError(_("it was replaced by something else"))
    settled = abs(time.time_ns() - seen.mtime_ns) > _CLOCK_GRAIN_NS
    problem = unfit(full)
    sha256 = "" if problem is not None else sha256_of(full, token)
    after = full.lstat()
    same = (after.st_size, after.st_mtime_ns) == (seen.size_bytes, seen.mtime_ns)
    return Known(
        sha256,
        after.st_size,
        seen.mtime_ns if settled and same else -1,
        seen.device,
        problem.record() if problem is not None else None,
    )


def _unread(full: Path, error: OSError) -> StudioError:
    return FileUnavailable(
        _(
            "“{name}” cannot be read: {reason}.",
            name=writable(full.name),
            reason=error.strerror or str(error),
        ),
        _("Check that you may open it."),
    )
