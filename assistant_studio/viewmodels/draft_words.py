"""What the builder says about a draft: how it is kept, what it began from, what is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant_studio.assistants.assistant import Assistant, checked
from assistant_studio.assistants.drafts import Draft
from assistant_studio.errors import UsageError
from assistant_studio.language import _
from assistant_studio.viewmodels.draft_keeper import DraftKeeper
from assistant_studio.viewmodels.moments import is_a_moment_ago, moment_text

# A name that passes every check, so that one field can be checked without the others.
_ANY_NAME = "Assistant"
CHECKED_FIELDS = ("name", "tagline", "instructions", "greeting", "starters", "checks")


def keeping_text(keeper: DraftKeeper, changed: bool, before: Assistant) -> str:
    """How the draft stands, for the foot of the builder."""
    if keeper.error is not None:
        return _("Not saved")
    if keeper.pending:
        return _("Saving…")
    if changed and keeper.kept_at:
        # "Saved" is what is in use.
        return _("Draft kept, not in use yet")
    return _saved_text(before.changed_at) if before.changed_at else _("Nothing to save yet")


def _saved_text(iso: str) -> str:
    if is_a_moment_ago(iso):
        return _("Saved a moment ago")
    return _("Saved: {moment}", moment=moment_text(iso))


def unfinished_text(kept: Draft, before: Assistant) -> str:
    """What is said when a draft from an earlier time is opened again."""
    when = moment_text(kept.kept_at)
    if not before.id:
        return _("You began this assistant ({moment}) and have not made it yet.", moment=when)
    if kept.assistant.version == before.version:
        return _("You have unsaved changes from {moment}.", moment=when)
    return _(
        "You have unsaved changes from {moment}. They began from version {old}; the assistant is at"
        " version {new} now, which stays in the history.",
        moment=when,
        old=kept.assistant.version,
        new=before.version,
    )


def problems(assistant: Assistant) -> dict[str, UsageError]:
    """What the core finds wrong, by field."""
    found = ((name, _problem(name, getattr(assistant, name))) for name in CHECKED_FIELDS)
    return {name: error for name, error in found if error is not None}


def _problem(field: str, value: Any) -> UsageError | None:
    draft = replace(Assistant(name=_ANY_NAME), **{field: value})
    try:
        checked(draft)
    except UsageError as error:
        return error
    return None
