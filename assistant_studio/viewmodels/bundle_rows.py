"""A bundle's preview as plain maps that QML shows."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from assistant_studio.assistants.field_words import field_title
from assistant_studio.language import N_, _, decimal_number, ngettext

if TYPE_CHECKING:
    from assistant_studio.bundles.preview import Preview

_MOST_CHARS = 4_000
_KINDS = {"note": "info", "warning": "warn", "refused": "bad"}
_SIGNERS = {
    "unsigned": N_("Not signed"),
    "new": N_("Signed by somebody you have not met"),
    "known": N_("Signed by somebody you know"),
    "own": N_("Signed by you"),
    "changed": N_("Not signed by whoever signed it before"),
    "broken": N_("The signature does not fit"),
}


def preview_map(preview: Preview) -> dict[str, Any]:
    """All of a preview but its documents."""
    assistant, bundle = preview.assistant, preview.bundle
    picture = base64.b64encode(bundle.picture).decode() if bundle.picture else ""
    model = bundle.manifest.model
    return {
        "name": assistant.name,
        "tagline": assistant.tagline,
        "author": assistant.author,
        "licence": assistant.licence,
        "letter": assistant.letter,
        "color": assistant.avatar.color,
        "picture": f"data:image/png;base64,{picture}" if picture else "",
        "instructions": assistant.instructions,
        "greeting": assistant.greeting,
        "starters": list(assistant.starters),
        "tags": ", ".join(assistant.tags),
        "file": bundle.path.name,
        "size": size_text(bundle.size_bytes),
        "model": model.name if model is not None else "",
        "modelAddress": (model.address or "") if model is not None else "",
        "modelComes": model is not None and model.file is not None,
        "checks": [check.question for check in bundle.checks],
        "problems": [
            {"kind": _KINDS[problem.severity.value], "text": str(problem.message)}
            for problem in preview.problems
        ],
        "refused": preview.is_refused,
        "signer": _signer(preview),
        "update": _update(preview),
    }


def document_rows(preview: Preview) -> list[dict[str, Any]]:
    """The documents of a preview."""
    return [
        {
            "name": document.name,
            "size": size_text(document.size_bytes),
            "withFile": document.with_file,
            "about": "" if document.with_file else _("Only its text comes along."),
        }
        for document in preview.documents
    ]


def size_text(size_bytes: int) -> str:
    """A size in words."""
    if size_bytes < 1_000:
        return ngettext("{count} byte", "{count} bytes", size_bytes)
    if size_bytes < 100_000:
        return _("{size} kB", size=decimal_number(size_bytes / 1e3))
    if size_bytes < 1_000_000_000:
        return _("{size} MB", size=decimal_number(size_bytes / 1e6))
    return _("{size} GB", size=decimal_number(size_bytes / 1e9))


def _signer(preview: Preview) -> dict[str, Any]:
    from assistant_studio.bundles.fingerprints import fingerprint

    state, signed = preview.signer.value, preview.bundle.signed
    found = {
        "state": state,
        "title": _(_SIGNERS[state]),
        "words": "",
        "cells": [],
        "hue": 0,
        "needsYes": state == "changed",
    }
    if signed is not None and signed.valid:
        key = fingerprint(signed.public_key)
        found |= {"words": key.spoken, "cells": list(key.cells), "hue": key.hue}
    return found


def _update(preview: Preview) -> dict[str, Any] | None:
    update = preview.update
    if update is None:
        return None
    files = [_("+ {name}", name=name) for name in update.added]
    files += [_("− {name}", name=name) for name in update.removed]
    return {
        "name": update.assistant.name,
        "isEmpty": update.is_empty,
        "title": _("“{name}” is here already", name=update.assistant.name),
        "changes": [
            {
                "title": field_title(change.field),
                "before": change.before[:_MOST_CHARS],
                "after": change.after[:_MOST_CHARS],
            }
            for change in update.changes
        ],
        "files": files,
        "summary": _("Nothing differs.")
        if update.is_empty
        else ngettext("{count} difference", "{count} differences", _differences(preview)),
    }


def _differences(preview: Preview) -> int:
    update = preview.update
    assert update is not None
    return len(update.changes) + len(update.added) + len(update.removed)
