"""The square that is cut out of a picture to be an avatar: moved, made larger and smaller, kept."""

from __future__ import annotations

from PySide6.QtCore import Property, QPointF, QRectF, QUrl, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from assistant_studio.errors import StudioError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.avatar_pictures import encoded, read_picture
from assistant_studio.viewmodels.knowledge_view_model import local_paths
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

MAX_ZOOM = 5.0
_CORNER_SHARE = 0.32


@QmlElement
class AvatarCrop(QQuickPaintedItem):
    """Shows the square of a picture, and keeps it as an avatar.

    Signals:
        changed: Another picture, another square, or something went wrong.
        kept: The square is on disk as an avatar; its sha256.
    """

    changed = Signal()
    kept = Signal(str)

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._zoom = 1.0
        self._center = QPointF()
        self._problem: StudioError | None = None
        self._task: Task[QImage] | Task[str] | None = None

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether there is a picture to cut from."""
        return not self._image.isNull()

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether a picture is read or written."""
        return self._task is not None

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why the picture could not be taken; empty if nothing went wrong."""
        return self._problem.message if self._problem else ""

    @Property(str, notify=changed)
    def problemHint(self) -> str:
        """What to do about `problem`."""
        return self._problem.hint if self._problem else ""

    @Property(float, notify=changed)
    def zoom(self) -> float:
        """1 takes the largest square there is; 5 a fifth of its side."""
        return self._zoom

    @zoom.setter  # type: ignore[no-redef]
    def zoom(self, zoom: float) -> None:
        self._zoom = min(max(zoom, 1.0), MAX_ZOOM)
        self._settle()

    @Slot(QUrl)
    def load(self, url: QUrl) -> None:
        """Read a picture from this computer."""
        paths = local_paths([url])
        if not paths or self._task is not None:
            return

        def read(image: QImage) -> None:
            self._image, self._zoom = image, 1.0
            self._center = QPointF(image.width() / 2, image.height() / 2)
            self._done(None)
            self._settle()

        self._image = QImage()
        self._problem = None
        task: Task[QImage] = Task(self, lambda _token: read_picture(paths[0]))
        self._task = task
        task.succeeded(read).failed(self._done).start()
        self.changed.emit()

    @Slot(float, float)
    def move(self, right: float, down: float) -> None:
        """Move the picture under the square, in pixels of the screen."""
        if self.ready and self.width() > 0:
            scale = self._square().width() / self.width()
            self._center -= QPointF(right * scale, down * scale)
            self._settle()

    @Slot()
    def keep(self) -> None:
        """Keep the square as an avatar; `kept` tells when it is."""
        if not self.ready or self._task is not None:
            return
        image, square = self._image, self._square()

        def written(sha256: str) -> None:
            self._done(None)
            self.kept.emit(sha256)

        task: Task[str] = Task(
            self, lambda _token: services.studio().avatars.keep(encoded(image, square))
        )
        self._task = task
        task.succeeded(written).failed(self._done).start()
        self.changed.emit()

    def paint(self, painter: QPainter) -> None:
        """Qt's call to draw: the square, rounded as avatars are."""
        if self._image.isNull():
            return
        target = QRectF(0, 0, self.width(), self.height())
        shape = QPainterPath()
        corner = self.width() * _CORNER_SHARE
        shape.addRoundedRect(target, corner, corner)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(shape)
        painter.drawImage(target, self._image, self._square())

    def _square(self) -> QRectF:
        side = min(self._image.width(), self._image.height()) / self._zoom
        return QRectF(self._center.x() - side / 2, self._center.y() - side / 2, side, side)

    def _settle(self) -> None:
        """Keep the square inside the picture."""
        half = min(self._image.width(), self._image.height()) / self._zoom / 2
        self._center = QPointF(
            min(max(self._center.x(), half), self._image.width() - half),
            min(max(self._center.y(), half), self._image.height() - half),
        )
        self.update()
        self.changed.emit()

    def _done(self, error: StudioError | None) -> None:
        self._task = None
        self._problem = error
        self.changed.emit()
