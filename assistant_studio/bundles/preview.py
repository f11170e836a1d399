"""What a person sees of a bundle before it is taken in: all of it, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
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
from assistant_studio.bundles.manifest import MINOR, Manifest
from assistant_studio.bundles.origins import Origin, Signer
from assistant_studio.bundles.reading import Bundle
from assistant_studio.language import _, ngettext
from assistant_studio.storage.safe_names import is_deceptive

_SHOWN = 3


class SignerState(StrEnum):
    """What a signature says."""

    UNSIGNED = "unsigned"
    NEW = "new"
    KNOWN = "known"
    OWN = "own"
    CHANGED = "changed"
    BROKEN = "broken"


class Severity(StrEnum):
    """How much a problem matters."""

    NOTE = "note"
    WARNING = "warning"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know before they say yes.

    Attributes:
        kind: A fixed word, for programs.
        severity: Whether it is only worth knowing, odd, or in the way.
        message: The sentence.
    """

    kind: str
    severity: Severity
    message: str


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
class Surroundings:
    """What this data folder knows that matters for a bundle.

    Attributes:
        embedder_here: Whether what made the vectors is here.
        embedder: The id that the assistant's settings would name for it; empty for the app's own.
        model_here: Whether the model it was made with is here.
        default_model: The name of the model that would answer instead; empty where there is none.
        own_key: This data folder's public key.
        signer: The bundle's key, if it was seen before.
        namesakes: Other keys that were seen under the author's name.
        origin: What is known of the last bundle of this assistant.
        existing: The assistant that is here from this bundle.
        existing_documents: The names of its documents by their sha256.
    """

    embedder_here: bool = False
    embedder: str = ""
    model_here: bool = False
    default_model: str = ""
    own_key: bytes | None = None
    signer: Signer | None = None
    namesakes: tuple[Signer, ...] = ()
    origin: Origin | None = None
    existing: Assistant | None = None
    existing_documents: tuple[tuple[str, str], ...] = ()


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
    signer = _signer_state(bundle, around)
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
        problems=tuple(_problems(bundle, around, signer, model_here=model_here)),
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


def honest(name: str) -> str:
    """A name without characters that show it in another order than it is written."""
    kept = "".join(sign for sign in name if not is_deceptive(sign)).strip()
    # Of signs without a width alone nobody would see anything.
    return kept if any(sign.isprintable() and not sign.isspace() for sign in kept) else "?"


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


def _signer_state(bundle: Bundle, around: Surroundings) -> SignerState:
    signed, origin = bundle.signed, around.origin
    if signed is not None and not signed.valid:
        return SignerState.BROKEN
    before = origin.public_key if origin is not None else None
    if before is not None and (signed is None or signed.public_key != before):
        return SignerState.CHANGED
    if signed is None:
        return SignerState.UNSIGNED
    if signed.public_key == around.own_key:
        return SignerState.OWN
    if around.signer is not None:
        return SignerState.KNOWN
    return SignerState.CHANGED if around.namesakes else SignerState.NEW


def _problems(
    bundle: Bundle, around: Surroundings, signer: SignerState, *, model_here: bool
) -> Iterator[Problem]:
    yield from _signer_problems(bundle, around, signer)
    manifest = bundle.manifest
    if not model_here and manifest.model is not None:
        yield _missing_model(honest(manifest.model.name), around.default_model)
    embedder = manifest.embedder
    if embedder is not None and not around.embedder_here:
        yield Problem(
            "other-embedder",
            Severity.NOTE,
            _(
                "Its search data was made by “{embedder}”, which is not here: its files are found "
                "by their words at once, and by their meaning after a while.",
                embedder=honest(embedder.id),
            ),
        )
    if manifest.adapters:
        yield Problem(
            "adapters",
            Severity.NOTE,
            ngettext(
                "It comes with {count} adapter, which this version does not use.",
                "It comes with {count} adapters, which this version does not use.",
                len(manifest.adapters),
            ),
        )
    yield from _odd_names(manifest)
    yield from _unknown_problems(bundle)


def _signer_problems(
    bundle: Bundle, around: Surroundings, signer: SignerState
) -> Iterator[Problem]:
    if signer is SignerState.BROKEN:
        yield Problem(
            "broken-signature",
            Severity.REFUSED,
            _(
                "The signature does not fit: the file was changed after it was signed, or the "
                "signature is another's. It cannot be taken in."
            ),
        )
    elif signer is SignerState.UNSIGNED:
        yield Problem(
            "unsigned",
            Severity.NOTE,
            _("Nobody has signed it, so nobody can tell who made it or whether it was changed."),
        )
    elif signer is SignerState.CHANGED and bundle.signed is None:
        yield Problem(
            "signature-gone",
            Severity.WARNING,
            _("The one that you have was signed; this one is not. Anybody may have made it."),
        )
    elif signer is SignerState.CHANGED:
        yield Problem(
            "signer-changed",
            Severity.WARNING,
            _(
                "Somebody else has signed it than before, under the name “{name}”. Ask that "
                "person by another way whether it is theirs.",
                name=honest(bundle.manifest.assistant.author) if around.namesakes else "?",
            )
            if around.namesakes
            else _(
                "Somebody else has signed it than the one that you have. Ask whoever gave it to "
                "you why."
            ),
        )


def _missing_model(name: str, default_model: str) -> Problem:
    message = (
        _(
            "It was made with the model “{model}”, which is not here; “{other}” answers instead.",
            model=name,
            other=default_model,
        )
        if default_model
        else _("It was made with the model “{model}”, and there is no model here.", model=name)
    )
    return Problem("missing-model", Severity.NOTE, message)


def _odd_names(manifest: Manifest) -> Iterator[Problem]:
    names = [manifest.assistant.name, manifest.assistant.tagline, manifest.assistant.author]
    names += [document.name for document in manifest.documents]
    odd = [name for name in names if any(is_deceptive(sign) for sign in name)]
    if odd:
        yield Problem(
            "odd-names",
            Severity.WARNING,
            _(
                "Names in it held characters that show them in another order than they are "
                "written; they were taken out of: {names}.",
                names=", ".join(f"“{honest(name)[:60]}”" for name in odd[:_SHOWN]),
            ),
        )


def _unknown_problems(bundle: Bundle) -> Iterator[Problem]:
    if bundle.unknown:
        yield Problem(
            "unknown-fields",
            Severity.NOTE,
            _(
                "It says things that this version does not know; they are kept as they are, and "
                "not used: {names}.",
                names=", ".join(honest(name.rstrip("."))[:40] for name in sorted(bundle.unknown)),
            ),
        )
    if bundle.unknown_files:
        yield Problem(
            "unknown-files",
            Severity.NOTE,
            ngettext(
                "{count} file in it is of a kind that this version does not know; it is left out.",
                "{count} files in it are of a kind that this version does not know; they are left "
                "out.",
                len(bundle.unknown_files),
            ),
        )
    minor = int(bundle.manifest.version.partition(".")[2])
    if minor > MINOR:
        yield Problem(
            "newer-minor",
            Severity.NOTE,
            _(
                "It was made by a newer version of the app (format {version}); what this one "
                "knows of it is used.",
                version=bundle.manifest.version,
            ),
        )


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
