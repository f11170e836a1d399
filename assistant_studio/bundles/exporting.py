"""Puts an assistant into a file: chosen, searched for secrets, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.bundles.gathering import Choices, Gathering
from assistant_studio.bundles.manifest import (
    MANIFEST,
    MEDIA_TYPE,
    MIMETYPE,
    SIGNATURE,
    canonical,
)
from assistant_studio.bundles.parts import (
    Part,
    checked_pieces,
)
from assistant_studio.bundles.reading import Report
from assistant_studio.bundles.secrets import Finding, find_secrets, unread
from assistant_studio.bundles.signing import sign
from assistant_studio.bundles.stores import Stores
from assistant_studio.bundles.zip_writing import ZipWriter
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import SecretsFound, StorageError, UsageError
from assistant_studio.language import _, ngettext
from assistant_studio.storage import atomic

# About what the manifest takes, and what it says of each document.
_MANIFEST_BYTES, _LISTING_BYTES = 2_500, 1_500


@dataclass(frozen=True, slots=True)
class Estimate:
    """How large a bundle will be, before it is made.

    Attributes:
        size_bytes: About; what packs well makes it smaller.
        documents: How many travel.
        not_ready: The names of documents that have not been read, whose text cannot travel.
    """

    size_bytes: int
    documents: int
    not_ready: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that was written.

    Attributes:
        path: The file.
        size_bytes: Its size.
        documents: How many documents are in it.
        left_out: The names of documents of which nothing could travel.
        signed: Whether it is signed.
    """

    path: Path
    size_bytes: int
    documents: int
    left_out: tuple[str, ...]
    signed: bool


class Exporter:
    """Makes bundles. Conversations, memory and settings are not within its reach."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._gathering = Gathering(stores)

    def estimate(self, assistant_id: str, choices: Choices) -> Estimate:
        """How large the bundle will be, from what is known without reading anything."""
        assistant = self._stores.assistants.get(assistant_id)
        carried = self._gathering.carried(assistant_id, choices)
        size_bytes = _MANIFEST_BYTES + len(assistant.instructions)
        for one in carried:
            size_bytes += _LISTING_BYTES
            size_bytes += one.document.size_bytes if choices.documents and one.file else 0
            size_bytes += one.text_chars // 2 if choices.text else 0
            if choices.text and choices.vectors and one.vectors is not None:
                size_bytes += one.vectors.size_bytes
        if choices.model:
            size_bytes += self._gathering.model(assistant).size_bytes
        not_ready = tuple(one.document.name for one in carried if not one.has_text)
        return Estimate(size_bytes, len(carried), not_ready if choices.text else ())

    def search_secrets(
        self, assistant_id: str, choices: Choices, token: CancelToken | None = None
    ) -> list[Finding]:
        """What looks secret or personal in all that would travel.

        Of documents the text that was read from them is searched; what nobody can read in them
        (pictures, a file's own properties) is not. One that has no text yet and travels as it is
        counts as found.
        """
        assistant = _under_name(self._stores.assistants.get(assistant_id), choices)
        found: list[Finding] = []
        for place, text in _texts(assistant):
            found += find_secrets(place, text)
        carrier = self._stores.knowledge.carrier()
        for one in self._gathering.carried(assistant_id, choices):
            if token is not None:
                token.check()
            found += find_secrets(one.document.name, one.document.name, one.document.id)
            if one.has_text and carrier is not None:
                text = carrier.extracted(one.document.id).text
                found += find_secrets(one.document.name, text, one.document.id)
            elif choices.documents and one.file is not None:
                found.append(unread(one.document.name, one.document.id))
        return found

    def export(
        self,
        assistant_id: str,
        target: Path,
        choices: Choices,
        *,
        secrets_accepted: bool = False,
        report: Report | None = None,
        token: CancelToken | None = None,
    ) -> Exported:
        """Write an assistant to a file, which takes its place only when it is whole.

        Args:
            assistant_id: The assistant.
            target: The file; an older one there is replaced.
            choices: What travels.
            secrets_accepted: Somebody has seen what looks secret, and lets it travel.
            report: Told how far it is.
            token: Stops it; then nothing is left of it.

        Raises:
            SecretsFound: Something looks secret and nobody has accepted that.
            StorageError: It cannot be written, or a document was changed meanwhile.
            ModelMissing: The model was to travel and is not here.
        """
        target = target.expanduser().absolute()
        _check_target(target)
        if not secrets_accepted:
            found = self.search_secrets(assistant_id, choices, token)
            if found:
                raise secrets_found(found)
        assistant = _under_name(self._stores.assistants.get(assistant_id), choices)
        content = self._gathering.content(assistant, choices, token)
        raw = canonical(content.manifest)
        try:
            with atomic.writing(target) as file:
                # Made to be given away: whoever may look into its folder may read it.
                if os.chmod in os.supports_fd:
                    os.chmod(file.fileno(), 0o644)
                self._write(ZipWriter(file), raw, content.parts, choices, report, token)
        except OSError as error:
            raise _unwritable(target, error) from error
        documents = len(content.manifest["documents"])
        return Exported(target, target.stat().st_size, documents, content.left_out, choices.signed)

    def _write(
        self,
        archive: ZipWriter,
        manifest: bytes,
        parts: list[Part],
        choices: Choices,
        report: Report | None,
        token: CancelToken | None,
    ) -> None:
        archive.add(MIMETYPE, len(MEDIA_TYPE), lambda: (MEDIA_TYPE,), pack=False)
        archive.add(MANIFEST, len(manifest), lambda: (manifest,), pack=True)
        if choices.signed:
            signature = sign(self._stores.home, manifest)
            archive.add(SIGNATURE, len(signature), lambda: (signature,), pack=False)
        tell = _teller(sum(part.size_bytes for part in parts), report)
        for part in parts:
            archive.add(
                part.path,
                part.size_bytes,
                lambda part=part: tell(checked_pieces(part, token)),  # type: ignore[misc]
                pack=part.pack,
            )
        archive.finish()


def secrets_found(found: list[Finding]) -> SecretsFound:
    """The error that asks for an answer."""
    places = ", ".join(dict.fromkeys(f"“{finding.place}”" for finding in found[:3]))
    return SecretsFound(
        ngettext(
            "{count} place that would travel looks secret or personal, in {places}.",
            "{count} places that would travel look secret or personal, in {places}.",
            len(found),
            places=places,
        ),
        _(
            "Look at them; then take them out, leave a document out (--without NAME), or let them "
            "travel with --allow-found."
        ),
    )


def _under_name(assistant: Assistant, choices: Choices) -> Assistant:
    author = assistant.author if choices.author is None else choices.author.strip()
    licence = assistant.licence if choices.licence is None else choices.licence.strip()
    return replace(assistant, author=author, licence=licence)


def _texts(assistant: Assistant) -> Iterator[tuple[str, str]]:
    yield "name", assistant.name
    yield "tagline", assistant.tagline
    yield "instructions", assistant.instructions
    yield "greeting", assistant.greeting
    yield "starters", "\n".join(assistant.starters)
    yield "author", assistant.author
    yield "licence", assistant.licence
    yield "tags", "\n".join(assistant.tags)
    for check in assistant.checks:
        lists = (check.must_hold, check.must_not_hold, check.numbers)
        yield "checks", "\n".join([check.question, *(text for each in lists for text in each)])


def _teller(
    total_bytes: int, report: Report | None
) -> Callable[[Iterator[bytes]], Iterator[bytes]]:
    done_bytes = 0

    def tell(pieces: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal done_bytes
        for piece in pieces:
            yield piece
            done_bytes += len(piece)
            if report is not None:
                report(min(done_bytes, total_bytes), total_bytes)

    return tell


def _check_target(target: Path) -> None:
    if not target.parent.is_dir():
        raise UsageError(
            _("There is no folder {folder}.", folder=target.parent),
            _("Make it first, or choose another place for the file."),
        )
    if target.is_dir():
        raise UsageError(
            _("{path} is a folder.", path=target),
            _("Give the name of a file, such as a.assistant."),
        )


def _unwritable(target: Path, error: OSError) -> StorageError:
    return StorageError(
        _(
            "The assistant cannot be written to {path}: {reason}.",
            path=target,
            reason=error.strerror or str(error),
        ),
        _("Check that its disk is connected and that you may write there."),
    )
