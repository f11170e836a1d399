"""What goes into a bundle: the manifest, and every file that it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant_studio import __version__
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.bundles.manifest import (
    AVATAR,
    CHECKS,
    FORMAT,
    MAJOR,
    MINOR,
    Manifest,
    canonical,
)
from assistant_studio.bundles.origins import Origin
from assistant_studio.bundles.parts import DocumentParts, Part, bytes_part, file_part
from assistant_studio.bundles.pictures import plain_png
from assistant_studio.bundles.reading import check_as_data
from assistant_studio.bundles.stores import Stores
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import ModelMissing
from assistant_studio.knowledge.carrying import Carried
from assistant_studio.models.store import InstalledModel

WANTED_MODEL = "wanted_model"
"""Under this name an origin keeps the model that was missing when the bundle was taken in."""


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
class Content:
    """A bundle before it is written.

    Attributes:
        manifest: As it will be written.
        parts: The other files, in their order.
        left_out: The names of documents of which nothing can be carried.
    """

    manifest: dict[str, Any]
    parts: list[Part]
    left_out: tuple[str, ...]


class Gathering:
    """Puts the content of bundles together."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def carried(self, assistant_id: str, choices: Choices) -> list[Carried]:
        """The documents that travel, in an order that is the same for the same documents."""
        carrier = self._stores.knowledge.carrier()
        if carrier is None or not (choices.documents or choices.text):
            return []
        found = carrier.documents(assistant_id)
        return [one for one in found if one.document.id not in choices.left_out]

    def model(self, assistant: Assistant) -> InstalledModel:
        """The model that answers for an assistant.

        Raises:
            ModelMissing: It is not here.
        """
        if assistant.model_sha256 is None:
            return self._stores.models.default()
        return self._stores.models.get(assistant.model_sha256)

    def content(self, assistant: Assistant, choices: Choices, token: CancelToken | None) -> Content:
        """All of a bundle.

        Raises:
            ModelMissing: The model's file is to travel, and is not here.
            Cancelled: `token` was set.
        """
        origin = self._stores.origins.of(assistant.id)
        unknown = origin.unknown if origin is not None else {}
        parts: list[Part] = []
        body, documents, left_out = assistant_data(assistant), [], []
        picture = self._picture(assistant)
        if picture is not None:
            parts.append(picture)
            body["avatar"]["picture"] = AVATAR
        carrier = self._stores.knowledge.carrier()
        embedder = self._embedder(assistant.id, choices)
        for number, one in enumerate(self.carried(assistant.id, choices), 1):
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
            "id": self._stores.origins.bundle_id(assistant.id),
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
        return Content(whole, parts, tuple(left_out))

    def _embedder(self, assistant_id: str, choices: Choices) -> dict[str, Any] | None:
        if not (choices.text and choices.vectors):
            return None
        for one in self.carried(assistant_id, choices):
            if one.vectors is not None:
                return {"id": one.vectors.embedder, "dimensions": one.vectors.dimensions}
        return None

    def _picture(self, assistant: Assistant) -> Part | None:
        path = self._stores.avatars.path(assistant.avatar.picture)
        if not assistant.avatar.picture or not path.is_file():
            return None
        picture = plain_png(path.read_bytes())
        return bytes_part(AVATAR, picture, pack=False) if picture is not None else None

    def _model_data(
        self, assistant: Assistant, choices: Choices, origin: Origin | None
    ) -> tuple[dict[str, Any] | None, list[Part]]:
        wanted = origin.unknown.get(WANTED_MODEL) if origin is not None else None
        if not choices.model and assistant.model_sha256 is None:
            return wanted, []
        address = {"address": choices.model_address} if choices.model_address else {}
        try:
            model = self.model(assistant)
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
