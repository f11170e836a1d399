"""PDF pages as pictures, drawn in a process of their own: a hostile file costs a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedDocument, WorkerDied, WorkerTimedOut
from assistant_studio.language import N_, _
from assistant_studio.paths import Home
from assistant_studio.workers.host import WorkerHost
from assistant_studio.workers.turns import Turns

TIMEOUT_S = 30.0
"""How long one page may take; what takes longer is made to keep a computer busy."""

_FIND_AT_ONCE = 16
_OTHERWISE = N_("Its text is shown instead. Its own program may show more.")


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page.

    Attributes:
        width: In pixels.
        height: In pixels.
        stride: Bytes of a row.
        pixels: Four bytes each: blue, green, red, and one that means nothing.
    """

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page; each number is a share of the page's width or height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageLink:
    """A web address that a page leads to; it is only ever shown, and opened after a yes."""

    mark: Mark
    address: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where searched words stand.

    Attributes:
        page: From 0.
        marks: A box for each line of it.
    """

    page: int
    marks: tuple[Mark, ...]


class PdfPages:
    """Draws PDF pages. Safe to use from several threads, whose calls wait for each other.

    Attributes:
        host: The process behind it; it starts with the first call and again after a crash.
    """

    def __init__(
        self, home: Home, *, timeout_s: float = TIMEOUT_S, memory_bytes: int | None = None
    ) -> None:
        options = {} if memory_bytes is None else {"memory_bytes": memory_bytes}
        self.host = WorkerHost("pages", home, options)
        self._turns = Turns()
        self._timeout_s = timeout_s

    def sizes(
        self, path: Path, token: CancelToken | None = None
    ) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points.

        Raises:
            DamagedDocument: It is no PDF that can be drawn.
        """
        found = self._call("sizes", path, token=token)
        return tuple((width, height) for width, height in found)

    def draw(
        self, path: Path, number: int, width_px: int, token: CancelToken | None = None
    ) -> PagePicture:
        """A page (from 0) as a picture so wide.

        Raises:
            DamagedDocument: It cannot be drawn.
        """
        return PagePicture(**self._call("draw", path, number, width_px, token=token))

    def marks(
        self, path: Path, number: int, wanted: str, token: CancelToken | None = None
    ) -> tuple[Mark, ...]:
        """Where the words of a passage stand on a page; empty where they cannot be found.

        Raises:
            DamagedDocument: The page cannot be read.
        """
        return tuple(Mark(*box) for box in self._call("marks", path, number, wanted, token=token))

    def links(
        self, path: Path, number: int, token: CancelToken | None = None
    ) -> tuple[PageLink, ...]:
        """The web addresses a page leads to.

        Raises:
            DamagedDocument: The page cannot be read.
        """
        found = self._call("links", path, number, token=token)
        return tuple(PageLink(Mark(*link["mark"]), link["address"]) for link in found)

    def find(
        self, path: Path, page_count: int, words: str, token: CancelToken | None = None
    ) -> Iterator[Occurrence]:
        """Every place where words stand, page by page; drawing goes on between.

        Raises:
            DamagedDocument: A page cannot be read.
        """
        for first in range(0, page_count, _FIND_AT_ONCE):
            for page, boxes in self._call("find", path, first, _FIND_AT_ONCE, words, token=token):
                yield Occurrence(page, tuple(Mark(*box) for box in boxes))

    def close(self) -> None:
        """End the process, and for ever."""
        self.host.close()

    def _call(
        self, method: str, path: Path, *arguments: Any, token: CancelToken | None = None
    ) -> Any:
        # One call at a time in the process: what ends it is this file's doing and costs no other's
        # call, and the time limit counts from when the work on this file begins.
        try:
            with self._turns.taken(token):
                return self.host.call(
                    method, os.fsencode(path), *arguments, timeout_s=self._timeout_s, token=token
                )
        except WorkerDied as error:
            raise DamagedDocument(
                _("The pages of this file cannot be drawn: it makes the drawing crash."),
                _(_OTHERWISE),
            ) from error
        except WorkerTimedOut as error:
            raise DamagedDocument(
                _("The pages of this file take too long to be drawn."), _(_OTHERWISE)
            ) from error
