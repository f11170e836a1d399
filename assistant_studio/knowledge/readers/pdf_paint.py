"""Following what a PDF page's instructions paint, as far as it takes to know which text is seen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assistant_studio.knowledge.readers.unseen import TINY_PT, near_white

if TYPE_CHECKING:
    from pypdf import PageObject

SHOWS_TEXT = (b"Tj", b"TJ", b"'", b'"')
_FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_PATH_ENDS = (*_FILLS, b"S", b"s", b"n")
_POINTS = {b"m": (0,), b"l": (0,), b"c": (0, 2, 4), b"v": (0, 2), b"y": (0, 2)}
_NOT_PAINTED = 3
_STROKED = (1, 2, 5, 6)
_TRANSPARENT = 0.05
_MAX_REGIONS = 4_000
_THICK_LINE = 4.0

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Operation = tuple[Any, bytes]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class _State:
    """What PDF 32000-1, 8.4 calls the graphics state, as far as it matters here."""

    matrix: Matrix = _SAME
    space: str = "/DeviceGray"
    white: bool = False
    alpha: float = 1.0
    mode: int = 0
    size: float = 0.0
    line_width: float = 1.0


@dataclass(slots=True)
class Painter:
    """Goes through the instructions of one page.

    Attributes:
        page: Of pypdf.
    """

    page: PageObject
    _state: _State = field(default_factory=_State)
    _above: list[_State] = field(default_factory=list)
    _text: Matrix = _SAME
    _line: Matrix = _SAME
    _leading: float = 0.0
    _path: list[tuple[float, float]] = field(default_factory=list)
    _coloured: list[Box] = field(default_factory=list)
    _pictures: list[Box] = field(default_factory=list)
    _unpainted: list[tuple[int, float, float]] = field(default_factory=list)
    _unseen: set[int] = field(default_factory=set)

    def unseen_of(self, operations: Sequence[Operation]) -> set[int]:
        """Positions of the instructions that show text which is not seen."""
        for at, (operands, operator) in enumerate(operations):
            try:
                self._do(at, operands, operator)
            except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError):
                continue  # an instruction that no viewer follows either
        if len(self._coloured) + len(self._pictures) > _MAX_REGIONS:
            return set()
        # The letters of a scan may be laid under its picture or over it.
        for at, x, y in self._unpainted:
            if not _covers(self._pictures, x, y):
                self._unseen.add(at)
        return self._unseen

    def _do(self, at: int, operands: Any, operator: bytes) -> None:
        if operator == b"q":
            self._above.append(self._state)
        elif operator == b"Q":
            self._state = self._above.pop() if self._above else self._state
        elif operator == b"cm":
            self._state = replace(self._state, matrix=_times(_matrix(operands), self._state.matrix))
        elif operator in SHOWS_TEXT:
            if operator in (b"'", b'"'):
                self._move(0, -self._leading)
            self._judge(at)
        elif operator in _PATH_ENDS or operator in _POINTS or operator in (b"re", b"sh"):
            self._draw(operands, operator)
        elif operator in (b"Do", b"INLINE IMAGE", b"BI", b"EI"):
            self._place_object(operands, operator)
        elif not self._set_text(operands, operator):
            self._set_colour(operands, operator)

    def _judge(self, at: int) -> None:
        """Decide about one piece of text."""
        whole = _times(self._text, self._state.matrix)
        x, y = whole[4], whole[5]
        if self._state.mode == _NOT_PAINTED:
            self._unpainted.append((at, x, y))
            return
        size = abs(self._state.size) * math.hypot(whole[2], whole[3])
        dust = size < TINY_PT or self._state.alpha < _TRANSPARENT
        white = self._state.white and self._state.mode not in _STROKED
        if dust or (white and not _covers(self._coloured, x, y + size / 3)):
            self._unseen.add(at)

    def _set_text(self, operands: Any, operator: bytes) -> bool:
        match operator:
            case b"BT":
                self._text = self._line = _SAME
            case b"Tf":
                self._state = replace(self._state, size=float(operands[1]))
            case b"Tr":
                self._state = replace(self._state, mode=int(operands[0]))
            case b"TL":
                self._leading = float(operands[0])
            case b"Tm":
                self._text = self._line = _matrix(operands)
            case b"Td":
                self._move(float(operands[0]), float(operands[1]))
            case b"TD":
                self._leading = -float(operands[1])
                self._move(float(operands[0]), float(operands[1]))
            case b"T*":
                self._move(0, -self._leading)
            case _:
                return False
        return True

    def _move(self, x: float, y: float) -> None:
        self._text = self._line = _times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _set_colour(self, operands: Any, operator: bytes) -> None:
        match operator:
            case b"g" | b"rg" | b"k":
                spaces = {b"g": "/DeviceGray", b"rg": "/DeviceRGB", b"k": "/DeviceCMYK"}
                self._state = replace(self._state, space=spaces[operator])
                self._state = replace(self._state, white=_is_white(operands))
            case b"cs":
                space = self._space(str(operands[0]))
                self._state = replace(self._state, space=space, white=False)
            case b"sc" | b"scn":
                plain = self._state.space in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK")
                self._state = replace(self._state, white=plain and _is_white(operands))
            case b"w":
                self._state = replace(self._state, line_width=float(operands[0]))
            case b"gs":
                alpha = self._resource("/ExtGState", operands[0]).get("/ca")
                if alpha is not None:
                    self._state = replace(self._state, alpha=float(alpha))

    def _space(self, name: str) -> str:
        """A colour space as one of the three plain ones, or as it is called."""
        try:
            found = self._resource("/ColorSpace", name)
        except (KeyError, AttributeError):
            found = name
        if isinstance(found, list) and len(found) > 1:
            kind = str(found[0])
            if kind == "/ICCBased":
                count = int(found[1].get_object().get("/N", 0))
                names = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
                return names.get(count, kind)
            return {"/CalGray": "/DeviceGray", "/CalRGB": "/DeviceRGB"}.get(kind, kind)
        return str(found)

    def _draw(self, operands: Any, operator: bytes) -> None:
        if operator == b"re":
            x, y, width, height = (float(each) for each in operands[:4])
            self._add_points((x, y), (x + width, y), (x, y + height), (x + width, y + height))
        elif operator == b"sh":
            self._coloured.append(_EVERYWHERE)
        elif operator in _POINTS:
            for at in _POINTS[operator]:
                self._add_points((float(operands[at]), float(operands[at + 1])))
        else:
            self._end_path(operator)

    def _end_path(self, operator: bytes) -> None:
        box = _around(self._path)
        self._path = []
        if box is None:
            return
        if operator in _FILLS and not self._state.white and self._state.alpha >= _TRANSPARENT:
            self._coloured.append(box)
        elif operator in (b"S", b"s") and self._state.line_width >= _THICK_LINE:
            reach = self._state.line_width / 2
            self._coloured.append((box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach))

    def _place_object(self, operands: Any, operator: bytes) -> None:
        """A picture, or a form, which may be a background."""
        box, matrix = (0.0, 0.0, 1.0, 1.0), self._state.matrix
        if operator == b"Do":
            thing = self._resource("/XObject", operands[0])
            if thing.get("/Subtype") == "/Form":
                box = tuple(float(each) for each in thing["/BBox"])  # type: ignore[assignment]
                own = thing.get("/Matrix")
                matrix = _times(_matrix(own), matrix) if own is not None else matrix
        corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        around = _around([_at(matrix, x, y) for x, y in corners])
        if around is not None:
            self._coloured.append(around)
            self._pictures.append(around)

    def _resource(self, kind: str, name: Any) -> Any:
        resources: Any = self.page["/Resources"].get_object()
        group = resources[kind].get_object()
        return group[name].get_object()

    def _add_points(self, *points: tuple[float, float]) -> None:
        if len(self._path) < _MAX_REGIONS:
            self._path += [_at(self._state.matrix, x, y) for x, y in points]


def _is_white(operands: Any) -> bool:
    parts = [float(each) for each in operands]
    match len(parts):
        case 1:
            return near_white(parts[0], parts[0], parts[0])
        case 3:
            return near_white(*parts)
        case 4:
            cyan, magenta, yellow, black = parts
            return near_white(*((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)))
    return False


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return a, b, c, d, e, f


def _times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does the first and then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + m),
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: Sequence[tuple[float, float]]) -> Box | None:
    if not points:
        return None
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _covers(boxes: Iterable[Box], x: float, y: float) -> bool:
    return any(left <= x <= right and low <= y <= high for left, low, right, high in boxes)
