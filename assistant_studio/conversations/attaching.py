"""Attaches files and pasted texts: copies them into the data folder, and has them read."""

from __future__ import annotations

import hashlib
import threading
import time
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.attachments import (
    Attachment,
    AttachmentPlace,
    AttachmentStore,
)
from assistant_studio.errors import DocumentTooLarge, FileUnavailable, UsageError
from assistant_studio.knowledge.document import ExtractedText, Section
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.language import _, whole_number, writable
from assistant_studio.paths import Home
from assistant_studio.storage import atomic

# Some 700 pages. Beyond, choosing what fits a question would take longer than an answer.
MAX_CHARS = 2_000_000
MAX_FILE_BYTES = 200 << 20
MAX_WAITING = 20
# Another process may have copied a content and not recorded it yet.
_UNUSED_FOR_S = 600


class Attaching:
    """Takes things into a conversation; safe to use from several threads."""

    def __init__(self, home: Home, store: AttachmentStore, knowledge: KnowledgeService) -> None:
        self._folder = home.attachments_dir
        self._store = store
        self._knowledge = knowledge
        self._lock = threading.Lock()

    def attach_file(
        self, place: AttachmentPlace, path: Path, token: CancelToken | None = None
    ) -> Attachment:
        """Attach a file to what is being written; returns when it is read and durable.

        Raises:
            DocumentError: It cannot be read, or is too large.
            Cancelled: `token` was set; nothing is attached.
        """
        self._check_room(place)
        name = writable(path.name)
        if not path.is_file():
            raise FileUnavailable(
                _("“{name}” is no file that can be attached.", name=name),
                _("Choose an ordinary file; folders can be added to the assistant's knowledge."),
            )
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _too_large(name)
        token = token or CancelToken()
        with self._lock:
            sha256, size_bytes = atomic.copy_by_hash(path, self._folder, token)
        # Unlocked: a long document must not keep a pasted text waiting.
        extracted = self._knowledge.read_file(self._folder / sha256, name, token)
        if len(extracted.text) > MAX_CHARS:
            raise _too_large(name)
        with self._lock:
            token.check()
            if not (self._folder / sha256).is_file():
                # Read for so long that tidying took it for unused.
                sha256, size_bytes = atomic.copy_by_hash(path, self._folder, token)
            return self._store.add(place, name, sha256, size_bytes, extracted, pasted=False)

    def attach_text(self, place: AttachmentPlace, text: str) -> Attachment:
        """Attach a text that was pasted.

        Raises:
            DocumentTooLarge: It is far too long.
            UsageError: There is nothing in it.
        """
        self._check_room(place)
        if not text.strip():
            raise UsageError(_("There is no text to attach."), _("Copy some text first."))
        if len(text) > MAX_CHARS:
            raise pasted_too_large(len(text))
        clean = text.encode("utf-8", "replace").decode()
        content = clean.encode()
        sha256 = hashlib.sha256(content).hexdigest()
        with self._lock:
            atomic.write_bytes(self._folder / sha256, content)
            extracted = ExtractedText(clean, (Section(0, len(clean)),))
            name = self._free_name(place)
            return self._store.add(place, name, sha256, len(content), extracted, pasted=True)

    def tidy(self) -> None:
        """Take away contents and texts whose conversations are gone."""
        if not self._folder.is_dir():
            return
        with self._lock:
            used = self._store.forget_unused_texts()
            long_ago = time.time() - _UNUSED_FOR_S
            for content in self._folder.iterdir():
                unused = content.is_file() and content.name not in used
                if unused and content.stat().st_mtime < long_ago:
                    content.unlink(missing_ok=True)

    def _check_room(self, place: AttachmentPlace) -> None:
        if len(self._store.waiting(place)) >= MAX_WAITING:
            raise UsageError(
                _("No more than {count} things can be attached to a message.", count=MAX_WAITING),
                _("Send these first, or add files to the assistant's knowledge."),
            )

    def _free_name(self, place: AttachmentPlace) -> str:
        taken = {attachment.name for attachment in self._store.waiting(place)}
        plain = _("Pasted text")
        names = (plain, *(f"{plain} {number}" for number in range(2, MAX_WAITING + 2)))
        return next(name for name in names if name not in taken)


def pasted_too_large(chars: int) -> DocumentTooLarge:
    """What a person is told of a text that is far too long to be pasted."""
    return DocumentTooLarge(
        _(
            "The text you pasted is {chars} characters long; {most} is the most that can be "
            "attached to a message.",
            chars=whole_number(chars),
            most=whole_number(MAX_CHARS),
        ),
        _("Save it as a file and add that to the assistant's knowledge."),
    )


def _too_large(name: str) -> DocumentTooLarge:
    return DocumentTooLarge(
        _("“{name}” holds too much text to be attached to a message.", name=name),
        _("Add it to the assistant's knowledge instead: there it is searched for each question."),
    )
