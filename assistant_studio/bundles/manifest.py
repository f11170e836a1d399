"""`manifest.json` of a bundle: what it may say, field by field; see `docs/assistant-file.md`."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant_studio.bundles import limits

FORMAT = "assistant-studio.assistant"
MAJOR, MINOR = 1, 0
MEDIA_TYPE = b"application/vnd.assistant-studio.assistant+zip"
MIMETYPE, MANIFEST, SIGNATURE, CHECKS = "mimetype", "manifest.json", "signature", "checks.json"
AVATAR = "avatar.png"
SUFFIX = ".assistant"

Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
EntryName = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Short = Annotated[str, StringConstraints(max_length=limits.MOST_SHORT_CHARS)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=limits.MOST_DOCUMENT_NAME_CHARS)]
Size = Annotated[int, Field(ge=0, le=limits.MOST_TOTAL_BYTES)]


class _Part(BaseModel):
    """A part of a manifest: strict about what it knows, and it keeps what it does not."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)


class ListedFile(_Part):
    """One entry of the zip, and what it unpacks to."""

    path: EntryName
    sha256: Sha256
    size: Size


class AvatarPart(_Part):
    """How the assistant looks: a letter on a colour, or the picture `avatar.png`."""

    letter: Annotated[str, StringConstraints(max_length=2)] = ""
    color: Annotated[str, StringConstraints(pattern="^#[0-9A-Fa-f]{6}$")] = "#0B6E69"
    picture: Literal["avatar.png"] | None = None


class SamplingPart(_Part):
    """How tokens are drawn; what is missing is the app's default."""

    temperature: Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    max_tokens: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


class RetrievalPart(_Part):
    """How knowledge is used."""

    thorough: bool = False


class AssistantPart(_Part):
    """What the assistant is, apart from its files."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=limits.MAX_NAME_CHARS)]
    tagline: Annotated[str, StringConstraints(max_length=limits.MAX_TAGLINE_CHARS)] = ""
    instructions: Annotated[str, StringConstraints(max_length=limits.MAX_INSTRUCTIONS_CHARS)] = ""
    greeting: Annotated[str, StringConstraints(max_length=limits.MAX_GREETING_CHARS)] = ""
    starters: Annotated[
        list[Annotated[str, StringConstraints(max_length=limits.MAX_STARTER_CHARS)]],
        Field(max_length=limits.MAX_STARTERS),
    ] = []
    avatar: AvatarPart = AvatarPart()
    sampling: SamplingPart = SamplingPart()
    retrieval: RetrievalPart = RetrievalPart()
    author: Short = ""
    licence: Short = ""
    tags: Annotated[list[Short], Field(max_length=limits.MOST_TAGS)] = []


class ModelPart(_Part):
    """The language model that the assistant was made with."""

    sha256: Sha256
    name: Short
    size: Size = 0
    address: (
        Annotated[
            str,
            StringConstraints(max_length=limits.MOST_ADDRESS_CHARS, pattern="^https://[^\\s]+$"),
        ]
        | None
    ) = None
    file: EntryName | None = None


class DocumentPart(_Part):
    """One knowledge document: the original, the text in it, and the vectors of its passages."""

    name: Name
    sha256: Sha256
    size: Size
    file: EntryName | None = None
    text: EntryName | None = None
    layout: EntryName | None = None
    vectors: EntryName | None = None
    passages: Sha256 | None = None


class EmbedderPart(_Part):
    """What the vectors were made by; vectors of another embedder are of no use."""

    id: Short
    dimensions: Annotated[int, Field(ge=1, le=8192)]


class AdapterPart(_Part):
    """A LoRA adapter; the place is kept for it, and it is never switched on by an import."""

    name: Short
    sha256: Sha256
    scale: Annotated[float, Field(ge=-4, le=4, allow_inf_nan=False)] = 1.0
    on: bool = False
    file: EntryName | None = None


class Manifest(_Part):
    """A whole manifest."""

    format: Literal["assistant-studio.assistant"]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$")]
    id: Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
    made_by: Short = ""
    assistant: AssistantPart
    model: ModelPart | None = None
    embedder: EmbedderPart | None = None
    documents: Annotated[list[DocumentPart], Field(max_length=limits.MOST_DOCUMENTS)] = []
    adapters: Annotated[list[AdapterPart], Field(max_length=limits.MOST_ADAPTERS)] = []
    checks: Literal["checks.json"] | None = None
    files: Annotated[list[ListedFile], Field(max_length=limits.MOST_ENTRIES)]

    def unknown_fields(self) -> dict[str, Any]:
        """The fields that this version does not know, by where they stand; kept, never used."""
        found: dict[str, Any] = dict(self.model_extra or {})
        for name in ("assistant", "model", "embedder"):
            part = getattr(self, name)
            if part is not None and part.model_extra:
                found[f"{name}."] = dict(part.model_extra)
        for name in ("avatar", "sampling", "retrieval"):
            part = getattr(self.assistant, name)
            if part.model_extra:
                found[f"assistant.{name}."] = dict(part.model_extra)
        return found


def manifest_schema() -> dict[str, Any]:
    """The JSON Schema of a manifest, as `resources/bundles/manifest.schema.json` holds it."""
    schema = Manifest.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"manifest.json of an .assistant file, format {MAJOR}.{MINOR}",
    }


def canonical(data: Any) -> bytes:
    """JSON that is the same for the same data: sorted keys, one space of indent, UTF-8."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return text.encode() + b"\n"
