"""What a person sees of a bundle before it is taken in: all of it, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from assistant_studio.assistants.assistant import (
    Assistant,
    Avatar,
    RetrievalChoice,
    SamplingChoice,
    checked,
)
from assistant_studio.assistants.difference import Change, differences
from assistant_studio.bundles.fingerprints import fingerprint
from assistant_studio.bundles.problems import (
    Problem,
    Severity,
    SignerState,
    Surroundings,
    honest,
    problems_of,
    signer_state,
)
from assistant_studio.bundles.reading import Bundle


@dataclass(frozen=True, slots=True)
class PreviewedDocument:
    """A document as the preview lists it.

    Attributes:
        name: Without characters that deceive.
        size_bytes: Of the original.
        with_file: Whether the original comes along.
        with_text: Whether its text can be looked at here and now.
        with_vectors: Whether it is searchable by meaning at once.
        sha256: Of the original.
    """

    name: str
    size_bytes: int
    with_file: bool
    with_text: bool
    with_vectors: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Update:
    """What an assistant that is here already would become.

    Attributes:
        assistant: As it is here.
        changes: Every field that would differ.
        added: The names of documents that would come.
        removed: Those that would go; they came with an earlier bundle.
    """

    assistant: Assistant
    changes: tuple[Change, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.changes or self.added or self.removed)


@dataclass(frozen=True, slots=True)
class Preview:
    """A bundle as it is shown before it is taken in.

    Attributes:
        bundle: What was opened.
        assistant: What it would become here, not kept anywhere yet.
        documents: Its files.
        signer: What its signature says.
        problems: What a person should know.
        update: Where the assistant is here already; None otherwise.
        model_here: Whether the model it was made with is here, or it names none.
        searchable_at_once: Whether all its documents are searchable by meaning at once.
    """

    bundle: Bundle
    assistant: Assistant
    documents: tuple[PreviewedDocument, ...]
    signer: SignerState
    problems: tuple[Problem, ...]
    update: Update | None
    model_here: bool
    searchable_at_once: bool

    @property
    def is_refused(self) -> bool:
        """Whether it cannot be taken in at all."""
        return any(problem.severity is Severity.REFUSED for problem in self.problems)


def previewed(bundle: Bundle, around: Surroundings) -> Preview:
    """The preview of a bundle.

    Raises:
        UsageError: What the assistant says of itself cannot be.
    """
    manifest = bundle.manifest
    assistant = _assistant(bundle, around)
    signer = signer_state(bundle, around)
    reusable = manifest.embedder is not None and around.embedder_here
    documents = tuple(
        PreviewedDocument(
            honest(document.name),
            document.size,
            document.file is not None,
            document.text is not None,
            reusable and document.vectors is not None,
            document.sha256,
        )
        for document in manifest.documents
    )
    model_here = manifest.model is None or around.model_here or manifest.model.file is not None
    return Preview(
        bundle=bundle,
        assistant=assistant,
        documents=documents,
        signer=signer,
        problems=tuple(problems_of(bundle, around, signer, model_here=model_here)),
        update=_update(assistant, documents, around),
        model_here=model_here,
        searchable_at_once=all(document.with_vectors for document in documents),
    )


def preview_data(preview: Preview) -> dict[str, Any]:
    """A preview as `inspect --json` prints it: the manifest as it is, and what was found."""
    bundle, update = preview.bundle, preview.update
    signed = bundle.signed
    key = signed.public_key if signed is not None else b""
    return {
        **bundle.manifest.model_dump(mode="json"),
        "file": str(bundle.path),
        "file_bytes": bundle.file_bytes,
        "size_after_import_bytes": bundle.size_bytes,
        "manifest_sha256": bundle.manifest_sha256,
        "signer": {
            "state": preview.signer.value,
            "fingerprint": fingerprint(key).spoken if key else None,
            "sha256": fingerprint(key).hex if key else None,
        },
        "model_here": preview.model_here,
        "searchable_at_once": preview.searchable_at_once,
        "here_already": None
        if update is None
        else {
            "id": update.assistant.id,
            "name": update.assistant.name,
            "changes": [change.field for change in update.changes],
            "documents_added": list(update.added),
            "documents_removed": list(update.removed),
        },
        "unknown_fields": bundle.unknown,
        "check_count": len(bundle.checks),
        "problems": [
            {"kind": p.kind, "severity": p.severity.value, "message": str(p.message)}
            for p in preview.problems
        ],
    }


def _assistant(bundle: Bundle, around: Surroundings) -> Assistant:
    part = bundle.manifest.assistant
    model = bundle.manifest.model
    takes_model = model is not None and (around.model_here or model.file is not None)
    assistant = Assistant(
        name=honest(part.name),
        tagline=honest(part.tagline) if part.tagline else "",
        instructions=part.instructions,
        greeting=part.greeting,
        starters=tuple(part.starters),
        avatar=Avatar(part.avatar.letter, part.avatar.color),
        model_sha256=model.sha256 if model is not None and takes_model else None,
        model_name=honest(model.name) if model is not None and takes_model else "",
        sampling=SamplingChoice(
            part.sampling.temperature, part.sampling.top_p, part.sampling.max_tokens
        ),
        retrieval=RetrievalChoice(part.retrieval.thorough, around.embedder),
        checks=bundle.checks,
        author=honest(part.author) if part.author else "",
        licence=honest(part.licence) if part.licence else "",
        tags=tuple(part.tags),
    )
    return checked(assistant)


def _update(
    assistant: Assistant, documents: tuple[PreviewedDocument, ...], around: Surroundings
) -> Update | None:
    existing = around.existing
    if existing is None:
        return None
    there = dict(around.existing_documents)
    new = {document.sha256: document.name for document in documents}
    # What a person has added by hand since then stays.
    came = set(around.origin.documents) if around.origin is not None else set()
    gone = tuple(sha256 for sha256 in there if sha256 in came and sha256 not in new)
    # The picture has no hash here before it is kept.
    avatar = replace(assistant.avatar, picture=existing.avatar.picture)
    wanted = replace(assistant, avatar=avatar)
    return Update(
        existing,
        differences(existing, wanted),
        tuple(name for sha256, name in new.items() if sha256 not in there),
        tuple(there[sha256] for sha256 in gone),
        gone,
    )
