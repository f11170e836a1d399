"""The tree of errors a person can be shown, each with its cause and the next step in words.

    StudioError
    ├── UsageError            the request itself is off
    │   ├── NotFound          no such assistant, document, model …
    │   └── Ambiguous         a name that fits more than one
    ├── StorageError
    │   ├── NewerData         written by a newer version of the app
    │   ├── DamagedData       the database does not pass its own check
    │   ├── DiskFull
    │   ├── FolderInUse       another app has the data folder
    │   └── DamagedBackup     a backup that is cut off, changed, or none
    ├── BundleError
    │   ├── DamagedBundle     a bundle that is cut off, changed, hostile, or none
    │   ├── NewerBundle       its format is newer than this app
    │   ├── SecretsFound      what looks secret would travel, and nobody has said yes
    │   └── SignerChanged     not signed by whoever signed it before
    ├── DocumentError         one file could not be read; the others go on
    │   ├── FileUnavailable   missing, no permission, not an ordinary file
    │   ├── EncryptedDocument
    │   ├── EmptyDocument     0 bytes, or no text in it
    │   ├── DamagedDocument   truncated, or not what its name says
    │   ├── UnsupportedDocument
    │   └── DocumentTooLarge
    ├── EmbedderError         the embedder is missing, changed or failed its check
    ├── ModelError
    │   ├── ModelMissing
    │   ├── DamagedModel
    │   ├── UnsupportedModel  an architecture the engine does not know
    │   ├── ModelTooLarge     for this computer's memory
    │   └── ContextTooSmall   the instructions alone fill the context
    ├── WorkerError
    │   ├── WorkerDied
    │   └── WorkerTimedOut
    └── NetworkBlocked

Bugs are ordinary exceptions and stay apart. `Cancelled` lives in `cancel.py`: it is no error.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from assistant_studio.language import PackedText, again, packed, unpacked, writable


class ErrorRecord(TypedDict):
    """How an error looks as data: in a database row, between processes, in JSON output.

    `said` is what the sentences were made from, so that they can be said in another language.
    """

    kind: str
    message: str
    hint: str
    said: NotRequired[dict[str, PackedText]]


class StudioError(Exception):
    """Something went wrong that a person can be told about.

    Attributes:
        message: What happened and what it means, one plain sentence.
        hint: What to do next, one plain sentence; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self._message = message
        self._hint = hint

    @property
    def message(self) -> str:
        """What happened and what it means, in the language that is chosen now."""
        return again(self._message)

    @property
    def hint(self) -> str:
        """What to do next, likewise."""
        return again(self._hint)

    @property
    def kind(self) -> str:
        """The class name, which other programs may rely on."""
        return type(self).__name__

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()

    def record(self) -> ErrorRecord:
        """The error as plain data, from which `from_record` makes it again."""
        record = self.summary()
        parts = {"message": packed(self._message), "hint": packed(self._hint)}
        said = {name: part for name, part in parts.items() if part is not None}
        if said:
            record["said"] = said
        return record

    def summary(self) -> ErrorRecord:
        """The error as other programs read it: its kind, and its sentences as they are said."""
        message, hint = writable(self.message), writable(self.hint)
        return {"kind": self.kind, "message": message, "hint": hint}


class UsageError(StudioError):
    """The request itself is off."""


class NotFound(UsageError):
    """Nothing goes by that name."""


class Ambiguous(UsageError):
    """The name fits more than one thing."""


class StorageError(StudioError):
    """The data folder could not be read or written."""


class NewerData(StorageError):
    """The data was written by a newer version of the app."""


class DamagedData(StorageError):
    """The database does not pass its own integrity check."""


class DiskFull(StorageError):
    """There is no room left on the disk."""


class FolderInUse(StorageError):
    """Another running app has the data folder."""


class DamagedBackup(StorageError):
    """A backup is cut off, was changed, or is none."""


class BundleError(StudioError):
    """An assistant could not be put into a file, or taken out of one."""


class DamagedBundle(BundleError):
    """A bundle is cut off, was changed, is put together as none is, or is none."""


class NewerBundle(BundleError):
    """A bundle's format is newer than this app."""


class SecretsFound(BundleError):
    """Something that looks secret would travel, and nobody has said that it may."""


class SignerChanged(BundleError):
    """A bundle is not signed by whoever signed it before, and nobody has said that it may be."""


class DocumentError(StudioError):
    """One document could not be read; the others go on."""


class FileUnavailable(DocumentError):
    """The file is missing, may not be read, or is no ordinary file."""


class EncryptedDocument(DocumentError):
    """The document asks for a password."""


class EmptyDocument(DocumentError):
    """The document holds no text."""


class DamagedDocument(DocumentError):
    """The document is cut off, broken, or not what its name says."""


class UnsupportedDocument(DocumentError):
    """No reader knows this kind of file."""


class DocumentTooLarge(DocumentError):
    """The document is beyond the limits of a reader."""


class EmbedderError(StudioError):
    """The embedder is missing, was changed, or failed its check."""


class ModelError(StudioError):
    """A language model could not be used."""


class ModelMissing(ModelError):
    """The model's file is not on this computer."""


class DamagedModel(ModelError):
    """The model's file is cut off, broken, or no GGUF."""


class UnsupportedModel(ModelError):
    """The engine does not know the model's architecture."""


class ModelTooLarge(ModelError):
    """The model does not fit into this computer's memory."""


class ContextTooSmall(ModelError):
    """The instructions alone fill the model's context."""


class WorkerError(StudioError):
    """A worker process could not do its work."""


class WorkerDied(WorkerError):
    """A worker process ended in the middle of its work."""


class WorkerTimedOut(WorkerError):
    """A worker process did not answer in time and was ended."""


class NetworkBlocked(StudioError):
    """Something tried to reach the network without a person's yes."""


def _tree(root: type[StudioError]) -> dict[str, type[StudioError]]:
    found = {root.__name__: root}
    for child in root.__subclasses__():
        found |= _tree(child)
    return found


def from_record(record: ErrorRecord) -> StudioError:
    """Make the error again that `StudioError.record` wrote, in the language that is chosen now.

    An unknown kind (data from a newer version) becomes a plain `StudioError`.
    """
    kind = _tree(StudioError).get(record["kind"], StudioError)
    said = record.get("said", {})
    return kind(
        unpacked(said.get("message"), record["message"]),
        unpacked(said.get("hint"), record["hint"]),
    )
