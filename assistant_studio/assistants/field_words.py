"""What an assistant's fields are called, where versions are compared."""

from __future__ import annotations

from assistant_studio.language import N_, _

_TITLES = {
    "name": N_("Name"),
    "tagline": N_("Tagline"),
    "instructions": N_("Instructions"),
    "greeting": N_("Greeting"),
    "starters": N_("Conversation starters"),
    "avatar.letter": N_("Avatar: letter"),
    "avatar.color": N_("Avatar: colour"),
    "avatar.picture": N_("Avatar: picture"),
    "model_sha256": N_("Model"),
    "sampling.temperature": N_("Temperature"),
    "sampling.top_p": N_("Share of likely words (top-p)"),
    "sampling.max_tokens": N_("Longest answer, in tokens"),
    "retrieval.thorough": N_("Thorough reading of the knowledge"),
    "checks": N_("Checks"),
    "author": N_("Author"),
    "licence": N_("Licence"),
    "tags": N_("Tags"),
}


def field_title(field: str) -> str:
    """A field's name for people; one that has none goes by its own."""
    if field in _TITLES:
        return _(_TITLES[field])
    return field.replace("_", " ").replace(".", ": ").capitalize()
