"""What the rest of the app asks of an embedder, whoever runs it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant_studio.cancel import CancelToken

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors that lie close together when the texts mean the same.

    Attributes:
        id: Names the embedder and its weights; vectors of different ids are never mixed.
        dimensions: Length of a vector.
    """

    id: str
    dimensions: int

    def embed(self, texts: list[str], token: CancelToken | None = None) -> Vectors:
        """The vectors of texts: (n, dimensions) float32, unit length, in the order given."""
        ...


def embedded_text(headings: tuple[str, ...], text: str) -> str:
    """What is embedded of a chunk: the headings above it say what it is about."""
    return "\n".join((" › ".join(headings), text)) if headings else text
