"""What a person should know of a bundle before they say yes: its signer, and what is odd."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.bundles.manifest import MINOR, Manifest
from assistant_studio.bundles.origins import Origin, Signer
from assistant_studio.bundles.reading import Bundle
from assistant_studio.language import _, ngettext
from assistant_studio.storage.safe_names import is_deceptive

_SHOWN = 3
# Blanks, and signs without a width of their own.
_UNSEEN = {"Cf", "Zs", "Zl", "Zp"}


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


def honest(name: str) -> str:
    """A name without characters that show it in another order than it is written."""
    kept = "".join(sign for sign in name if not is_deceptive(sign)).strip()
    # Of signs without a width alone nobody would see anything.
    return kept if any(unicodedata.category(sign) not in _UNSEEN for sign in kept) else "?"


def signer_state(bundle: Bundle, around: Surroundings) -> SignerState:
    """What a bundle's signature says here."""
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


def problems_of(
    bundle: Bundle, around: Surroundings, signer: SignerState, *, model_here: bool
) -> Iterator[Problem]:
    """What is odd about a bundle, the most telling first."""
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
