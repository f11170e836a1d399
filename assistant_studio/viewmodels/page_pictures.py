"""Drawn pages on their way to QML, which asks for `image://page/NUMBER`."""

from __future__ import annotations

from collections import OrderedDict
from itertools import count

from PySide6.QtGui import QImage

from assistant_studio.knowledge.showing.pages import PagePicture

PROVIDER = "page"
# What is drawn again when it is scrolled to again; each may take 30 MB.
_KEPT = 12


class PagePictures:
    """The pages that were drawn last, each under a number that is never used again."""

    def __init__(self) -> None:
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._numbers = count(1)

    def keep(self, picture: PagePicture) -> str:
        """Take a picture in; returns its address for QML."""
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            picture.stride,
            QImage.Format.Format_RGB32,
        ).copy()
        number = str(next(self._numbers))
        self._images[number] = image
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)
        return f"image://{PROVIDER}/{number}"

    def image(self, number: str) -> QImage:
        """The picture under a number; empty once others have taken its place."""
        return self._images.get(number, QImage())

    def holds(self, address: str) -> bool:
        """Whether the picture of an address is still here."""
        return address.rpartition("/")[2] in self._images

    def clear(self) -> None:
        """Let go of all."""
        self._images.clear()


_pictures = PagePictures()


def page_pictures() -> PagePictures:
    """The one store of the window."""
    return _pictures
