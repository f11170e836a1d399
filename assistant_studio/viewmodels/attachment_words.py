"""What the window says about attachments."""

from __future__ import annotations

from assistant_studio.conversations.attachments import Attachment
from assistant_studio.language import _, whole_number


def pasted() -> str:
    """What a pasted text is called."""
    return _("Pasted text")


def reading() -> str:
    """It is not ready yet."""
    return _("being read…")


def size_text(attachment: Attachment) -> str:
    """How long its text is."""
    return _("{count} characters", count=whole_number(attachment.chars))


def partly_text(name: str, taken: int, all_passages: int) -> str:
    """How much of an attached text the model got."""
    if not taken:
        return _("“{name}” did not fit into the context.", name=name)
    return _(
        "Of “{name}”, the {taken} of {count} passages that fit the question best.",
        name=name,
        taken=whole_number(taken),
        count=whole_number(all_passages),
    )
