"""Why a bundle is not accepted, in the sentences that a person reads."""

from __future__ import annotations

from pathlib import Path

from assistant_studio.errors import DamagedBundle
from assistant_studio.language import N_, _

_DAMAGED = N_("{file} is damaged or was cut off.")
_HOSTILE = N_("{file} was not accepted: it is put together as no bundle is ({detail}).")
_NONE = N_("{file} is no assistant that Assistant Studio can open.")
_TOO_MUCH = N_("{file} was not accepted: it holds more than a bundle may ({detail}).")

# By the reasons of `BadZip`: the sentence, and what is put into it.
_SENTENCES: dict[str, tuple[str, str]] = {
    "no-zip": (_NONE, ""),
    "no-end": (_DAMAGED, ""),
    "cut-off": (_DAMAGED, ""),
    "damaged-entry": (_DAMAGED, ""),
    "no-bundle": (_NONE, ""),
    "missing-entry": (_HOSTILE, N_("something that it lists is missing")),
    "stray-data": (_HOSTILE, N_("something lies before, between or behind its files")),
    "overlapping": (_HOSTILE, N_("files in it overlap")),
    "odd-zip": (_HOSTILE, N_("its zip has parts that are not allowed")),
    "two-answers": (_HOSTILE, N_("it says two different things of one file")),
    "encrypted": (_HOSTILE, N_("it is encrypted")),
    "no-plain-file": (_HOSTILE, N_("it holds a link or a device instead of a file")),
    "unsafe-name": (_HOSTILE, N_("a file in it has a name that is not allowed")),
    "twin-names": (_HOSTILE, N_("two files in it would have one name")),
    "unlisted": (_HOSTILE, N_("it holds files that its list does not name")),
    "wrong-hash": (_HOSTILE, N_("a file in it is not the one that its list names")),
    "no-json": (_HOSTILE, N_("its description cannot be read")),
    "deep-json": (_TOO_MUCH, N_("its description is nested too deep")),
    "bomb": (_TOO_MUCH, N_("a small file in it would unpack to an enormous one")),
    "too-large": (_TOO_MUCH, N_("it would unpack to more than 64 GB")),
    "too-large-entry": (_TOO_MUCH, N_("one of its files is too large")),
    "too-many-entries": (_TOO_MUCH, N_("it has too many files")),
}


def refused(path: Path, reason: str, name: str = "") -> DamagedBundle:
    """The error for a bundle that is not accepted.

    Args:
        path: The bundle.
        reason: One of `BadZip`.
        name: The file in it that this is about, if it is about one.
    """
    sentence, detail = _SENTENCES[reason]
    message = _(sentence, file=path.name, detail=_(detail) if detail else "")
    if sentence == _NONE:
        hint = _("Choose a file that was made with “Export”; nothing was changed.")
    elif name:
        hint = _(
            "It is about “{name}”. Nothing was changed; ask for the file again.", name=name[:80]
        )
    else:
        hint = _("Nothing was changed; ask whoever gave it to you for the file again.")
    return DamagedBundle(message, hint)


def described_badly(path: Path, field: str) -> DamagedBundle:
    """The error for a manifest with a field that cannot be."""
    return DamagedBundle(
        _(
            "{file} was not accepted: “{field}” in its description is not as it has to be.",
            file=path.name,
            field=field[:80],
        ),
        _("Nothing was changed; ask whoever gave it to you for the file again."),
    )
