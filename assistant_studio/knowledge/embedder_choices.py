"""Search models for people: what is there, adding one, and naming one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant_studio.assistants.store import resolved
from assistant_studio.errors import EmbedderError
from assistant_studio.knowledge.embedder_library import AddedEmbedder, EmbedderLibrary
from assistant_studio.language import _
from assistant_studio.paths import Home


class EmbedderChoices:
    """The embedders an assistant may be given instead of the app's own."""

    def __init__(self, home: Home, users_of: Callable[[str], list[str]]) -> None:
        """Make it for one data folder.

        Args:
            home: The data folder.
            users_of: The names of the assistants that use an embedder.
        """
        self._library = EmbedderLibrary(home)
        self._users_of = users_of

    def list(self) -> list[AddedEmbedder]:
        """Those that were added, by name."""
        return self._library.list()

    def add(self, folder: Path) -> AddedEmbedder:
        """Copy a sentence-transformers model's folder into the data folder.

        Raises:
            EmbedderError: It is none, or needs more than data.
        """
        return self._library.add(folder)

    def resolve(self, reference: str) -> AddedEmbedder:
        """The embedder a person means by its name, its weights' sha256 or a unique beginning.

        Raises:
            NotFound: None fits.
            Ambiguous: More than one does.
        """
        return resolved(
            reference,
            self.list(),
            names=lambda one: (one.source.name, one.source.weights_sha256, one.source.id),
            what=_("search model"),
            listing="assistant-studio embedders list",
        )

    def remove(self, embedder_id: str) -> None:
        """Delete an embedder.

        Raises:
            EmbedderError: An assistant still uses it.
        """
        if users := self._users_of(embedder_id):
            raise EmbedderError(
                _("“{name}” still searches with this model.", name=users[0]),
                _(
                    "Give it another one first: assistant-studio edit “{name}” --embedder -",
                    name=users[0],
                ),
            )
        self._library.remove(embedder_id)
