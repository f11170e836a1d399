"""Puts an assistant into a file: chosen, searched for secrets, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant_studio import __version__
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.avatars import AvatarStore
from assistant_studio.assistants.store import AssistantStore
from assistant_studio.bundles.manifest import (
    AVATAR,
    CHECKS,
    FORMAT,
    MAJOR,
    MANIFEST,
    MEDIA_TYPE,
    MIMETYPE,
    MINOR,
    SIGNATURE,
    Manifest,
    canonical,
)
from assistant_studio.bundles.origins import Origin, Origins
from assistant_studio.bundles.parts import (
    DocumentParts,
    Part,
    bytes_part,
    checked_pieces,
    file_part,
)
from assistant_studio.bundles.pictures import plain_png
from assistant_studio.bundles.reading import Report, check_as_data
from assistant_studio.bundles.secrets import Finding, find_secrets
from assistant_studio.bundles.signing import sign
from assistant_studio.bundles.zip_writing import ZipWriter
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import ModelMissing, SecretsFound, StorageError, UsageError
from assistant_studio.knowledge.carrying import Carried
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.language import _, ngettext
from assistant_studio.models.store import InstalledModel, ModelStore
from assistant_studio.paths import Home
from assistant_studio.storage import atomic

WANTED_MODEL = "wanted_model"
"""Under this name an origin keeps the model that was missing when the bundle was taken in."""


# About what the manifest takes, and what it says of each document.
_MANIFEST_BYTES, _LISTING_BYTES = 2_500, 1_500


@dataclass(frozen=True, slots=True)
class Choices:
    """What travels, and under which name.

    Attributes:
        documents: The original files.
        text: The text that was read from them, so that nobody reads them again.
        vectors: The vectors of their passages, so that nobody embeds them again.
        model: The model's file itself; otherwise its name and hash.
        model_address: Where the model can be had, an https address; may be empty.
        author: Who made the assistant; None leaves what it says.
        licence: Under which terms; None leaves what it says.
        signed: Whether to sign with this data folder's key.
        left_out: The ids of documents that stay here.
    """

    documents: bool = True
    text: bool = True
    vectors: bool = True
    model: bool = False
    model_address: str = ""
    author: str | None = None
    licence: str | None = None
    signed: bool = False
    left_out: frozenset[str] = frozenset()


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

    def __init__(
        self,
        home: Home,
        assistants: AssistantStore,
        avatars: AvatarStore,
        knowledge: KnowledgeService,
        models: ModelStore,
        origins: Origins,
    ) -> None:
        self._home = home
        self._assistants = assistants
        self._avatars = avatars
        self._knowledge = knowledge
        self._models = models
        self._origins = origins

    def estimate(self, assistant_id: str, choices: Choices) -> Estimate:
        """How large the bundle will be, from what is known without reading anything."""
        assistant = self._assistants.get(assistant_id)
        carried = self._carried(assistant_id, choices)
        size_bytes = _MANIFEST_BYTES + len(assistant.instructions)
        for one in carried:
            size_bytes += _LISTING_BYTES
            size_bytes += one.document.size_bytes if choices.documents and one.file else 0
            size_bytes += one.text_chars // 2 if choices.text else 0
            if choices.text and choices.vectors and one.vectors is not None:
                size_bytes += one.vectors.size_bytes
        if choices.model:
            size_bytes += self._model(assistant).size_bytes
        not_ready = tuple(one.document.name for one in carried if not one.has_text)
        return Estimate(size_bytes, len(carried), not_ready if choices.text else ())

    def search_secrets(
        self, assistant_id: str, choices: Choices, token: CancelToken | None = None
    ) -> list[Finding]:
        """What looks secret or personal in all that would travel.

        Of documents the text that was read from them is searched; what nobody can read in them
        (pictures, a file's own properties) is not.
        """
        assistant = _under_name(self._assistants.get(assistant_id), choices)
        found: list[Finding] = []
        for place, text in _texts(assistant):
            found += find_secrets(place, text)
        carrier = self._knowledge.carrier()
        for one in self._carried(assistant_id, choices):
            if token is not None:
                token.check()
            found += find_secrets(one.document.name, one.document.name, one.document.id)
            if one.has_text and carrier is not None:
                text = carrier.extracted(one.document.id).text
                found += find_secrets(one.document.name, text, one.document.id)
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
        assistant = _under_name(self._assistants.get(assistant_id), choices)
        manifest, parts, left_out = self._put_together(assistant, choices, token)
        raw = canonical(manifest)
        try:
            with atomic.writing(target) as file:
                # Made to be given away: whoever may look into its folder may read it.
                if os.chmod in os.supports_fd:
                    os.chmod(file.fileno(), 0o644)
                self._write(ZipWriter(file), raw, parts, choices, report, token)
        except OSError as error:
            raise _unwritable(target, error) from error
        documents = len(manifest["documents"])
        return Exported(target, target.stat().st_size, documents, left_out, choices.signed)

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
            signature = sign(self._home, manifest)
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

    def _put_together(
        self, assistant: Assistant, choices: Choices, token: CancelToken | None
    ) -> tuple[dict[str, Any], list[Part], tuple[str, ...]]:
        """The manifest, the other files in their order, and the names of what stays here."""
        origin = self._origins.of(assistant.id)
        unknown = origin.unknown if origin is not None else {}
        parts: list[Part] = []
        body, documents, left_out = assistant_data(assistant), [], []
        picture = self._picture(assistant)
        if picture is not None:
            parts.append(picture)
            body["avatar"]["picture"] = AVATAR
        carrier = self._knowledge.carrier()
        embedder = self._embedder(assistant.id, choices)
        for number, one in enumerate(self._carried(assistant.id, choices), 1):
            assert carrier is not None
            made = DocumentParts(carrier, one, number).make(
                original=choices.documents,
                text=choices.text,
                embedder=embedder["id"] if embedder is not None else None,
                token=token,
            )
            if made is None:
                left_out.append(one.document.name)
                continue
            data = made[0].model_dump(exclude_none=True)
            documents.append({**unknown.get("documents.", {}).get(one.document.sha256, {}), **data})
            parts += made[1]
        if assistant.checks:
            kept = unknown.get("checks.", {})
            checks = [{**kept.get(c.id, {}), **check_as_data(c)} for c in assistant.checks]
            parts.append(bytes_part(CHECKS, canonical(checks)))
        model, model_parts = self._model_data(assistant, choices, origin)
        parts += model_parts
        manifest = {
            "format": FORMAT,
            "version": f"{MAJOR}.{max(MINOR, int(unknown.get('minor.', 0)))}",
            "id": self._origins.bundle_id(assistant.id),
            "made_by": f"Assistant Studio {__version__}",
            "assistant": body,
            "model": model,
            "embedder": embedder,
            "documents": documents,
            "adapters": [],
            "checks": CHECKS if assistant.checks else None,
            "files": [
                {"path": part.path, "sha256": part.sha256, "size": part.size_bytes}
                for part in parts
            ],
        }
        whole = _with_unknown(manifest, unknown)
        Manifest.model_validate(whole)
        return whole, parts, tuple(left_out)

    def _carried(self, assistant_id: str, choices: Choices) -> list[Carried]:
        carrier = self._knowledge.carrier()
        if carrier is None or not (choices.documents or choices.text):
            return []
        found = carrier.documents(assistant_id)
        return [one for one in found if one.document.id not in choices.left_out]

    def _embedder(self, assistant_id: str, choices: Choices) -> dict[str, Any] | None:
        if not (choices.text and choices.vectors):
            return None
        for one in self._carried(assistant_id, choices):
            if one.vectors is not None:
                return {"id": one.vectors.embedder, "dimensions": one.vectors.dimensions}
        return None

    def _picture(self, assistant: Assistant) -> Part | None:
        path = self._avatars.path(assistant.avatar.picture)
        if not assistant.avatar.picture or not path.is_file():
            return None
        picture = plain_png(path.read_bytes())
        return bytes_part(AVATAR, picture, pack=False) if picture is not None else None

    def _model(self, assistant: Assistant) -> InstalledModel:
        if assistant.model_sha256 is None:
            return self._models.default()
        return self._models.get(assistant.model_sha256)

    def _model_data(
        self, assistant: Assistant, choices: Choices, origin: Origin | None
    ) -> tuple[dict[str, Any] | None, list[Part]]:
        wanted = origin.unknown.get(WANTED_MODEL) if origin is not None else None
        if not choices.model and assistant.model_sha256 is None:
            return wanted, []
        address = {"address": choices.model_address} if choices.model_address else {}
        try:
            model = self._model(assistant)
        except ModelMissing:
            if choices.model:
                raise
            known = {"sha256": assistant.model_sha256, "name": assistant.model_name}
            return {**known, **address}, []
        data = {"sha256": model.sha256, "name": model.name, "size": model.size_bytes, **address}
        if not choices.model:
            return data, []
        path = f"model/{model.sha256[:16]}.gguf"
        return {**data, "file": path}, [file_part(path, model.path, model.sha256, model.size_bytes)]


def assistant_data(assistant: Assistant) -> dict[str, Any]:
    """An assistant as the manifest has it, without its files."""
    sampling = assistant.sampling
    return {
        "name": assistant.name,
        "tagline": assistant.tagline,
        "instructions": assistant.instructions,
        "greeting": assistant.greeting,
        "starters": list(assistant.starters),
        "avatar": {"letter": assistant.avatar.letter, "color": assistant.avatar.color},
        "sampling": {
            name: value
            for name, value in (
                ("temperature", sampling.temperature),
                ("top_p", sampling.top_p),
                ("max_tokens", sampling.max_tokens),
            )
            if value is not None
        },
        "retrieval": {"thorough": assistant.retrieval.thorough},
        "author": assistant.author,
        "licence": assistant.licence,
        "tags": list(assistant.tags),
    }


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


def _with_unknown(manifest: dict[str, Any], unknown: dict[str, Any]) -> dict[str, Any]:
    """The manifest with the fields that came in a bundle and are not known here."""
    whole = {name: value for name, value in unknown.items() if not name.endswith(".")}
    whole.pop(WANTED_MODEL, None)
    whole |= manifest
    for name, fields in unknown.items():
        place: Any = whole
        steps = name.removesuffix(".").split(".")
        if not name.endswith(".") or steps[0] in ("documents", "checks", "minor"):
            continue
        for step in steps:
            place = place.get(step) if isinstance(place, dict) else None
        if isinstance(place, dict):
            place |= {key: value for key, value in fields.items() if key not in place}
    return whole


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
