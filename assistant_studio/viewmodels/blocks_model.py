"""The blocks of one message for QML: they and their rich text are made when first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from assistant_studio.conversations.blocks import Block, BlockChanges, BlockKind, split
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.formulas import latex_of
from assistant_studio.conversations.sentence_marks import SentenceMark, marks_in

if TYPE_CHECKING:
    from assistant_studio.viewmodels.rendering import GrowingCode

_NOWHERE = QModelIndex()
# Blocks that QML shows from their source.
_SOURCES = (BlockKind.CODE, BlockKind.MATH)


class BlockRole(IntEnum):
    """What QML can ask of a block."""

    kind = int(Qt.ItemDataRole.UserRole) + 1
    markup = kind + 1
    code = kind + 2
    language = kind + 3
    parts = kind + 4


class BlocksModel(QAbstractListModel):
    """The blocks of a Markdown text that may still grow at its end.

    Roles: `kind` (a `BlockKind`), `markup` (safe rich text); of code `parts` (the same, in several
    parts), `code` (what "Copy" copies) and `language`; of a formula `code`, its LaTeX.

    Signals:
        countChanged: There are more or fewer blocks.
    """

    countChanged = Signal()

    def __init__(self, colors: TextColors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colors = colors
        self._text = ""
        self._made: list[Block] = []
        # Whether the text is still to be split: of thousands of messages few are ever looked at.
        self._whole = False
        self._marks: tuple[SentenceMark, ...] = ()
        self._markup: dict[int, str | tuple[str, ...]] = {}
        # The row of code that still grows, and what colours it.
        self._growing: tuple[int, GrowingCode] | None = None

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's question for the roles."""
        return {int(role): QByteArray(role.name.encode()) for role in BlockRole}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Qt's question for the number of blocks."""
        return 0 if parent.isValid() else len(self._blocks)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Qt's question for one value."""
        if not index.isValid() or index.row() >= len(self._blocks):
            return None
        block = self._blocks[index.row()]
        match role:
            case BlockRole.kind:
                return str(block.kind)
            case BlockRole.markup:
                return self._markup_of(index.row()) if block.kind not in _SOURCES else ""
            case BlockRole.parts:
                code = block.kind is BlockKind.CODE
                return list(self._markup_of(index.row())) if code else []
            case BlockRole.code:
                return self._code_of(block)
            case BlockRole.language:
                return block.language
        return None

    @property
    def _blocks(self) -> list[Block]:
        if self._whole:
            self._whole = False
            self._made = list(split(self._text))
        return self._made

    def show(self, text: str, marks: Sequence[SentenceMark] = ()) -> None:
        """Become a whole text; blocks that look the same stay as they are drawn."""
        if not self._text and not self._made:
            self._text, self._marks, self._whole = text, tuple(marks), True
            return
        blocks = split(text)
        kept = 0
        marked = tuple(marks) != self._marks
        for old, new in zip(self._blocks, blocks, strict=False):
            if old != new or self._text[old.start : old.end] != text[new.start : new.end]:
                break
            if marked and (marks_in(old, self._marks) or marks_in(new, marks)):
                break
            kept += 1
        self._marks = tuple(marks)
        self.apply(BlockChanges(kept, blocks[kept:]), text, growing=False)

    def apply(self, changes: BlockChanges, text: str, *, growing: bool = True) -> None:
        """Take over what the splitter says of a text that grew.

        Args:
            changes: Which blocks stand and which follow.
            text: The whole text so far.
            growing: Whether more of it will come.
        """
        old = self._blocks[changes.keep :]
        same = 0
        # A block that became another kind needs another delegate; QML chooses it only once.
        while same < min(len(old), len(changes.blocks)):
            if old[same].kind != changes.blocks[same].kind:
                break
            same += 1
        before = len(self._blocks)
        self._remove_from(changes.keep + same)
        self._text = text
        self._blocks[changes.keep :] = changes.blocks[:same]
        for row in range(changes.keep, changes.keep + same):
            if (
                self._markup.pop(row, None) is not None
                or old[row - changes.keep] != (self._blocks[row])
            ):
                self.dataChanged.emit(self.index(row), self.index(row))
        self._append(changes.blocks[same:])
        self._settle_code(growing)
        if len(self._blocks) != before:
            self.countChanged.emit()

    def recolor(self, colors: TextColors) -> None:
        """Take other colours."""
        self._colors = colors
        self._markup.clear()
        self._growing = None
        if self._blocks:
            self.dataChanged.emit(
                self.index(0),
                self.index(len(self._blocks) - 1),
                [int(BlockRole.markup), int(BlockRole.parts)],
            )

    def _remove_from(self, first: int) -> None:
        if first < len(self._blocks):
            self.beginRemoveRows(_NOWHERE, first, len(self._blocks) - 1)
            for row in range(first, len(self._blocks)):
                self._markup.pop(row, None)
            del self._blocks[first:]
            self.endRemoveRows()

    def _append(self, blocks: Sequence[Block]) -> None:
        if blocks:
            first = len(self._blocks)
            self.beginInsertRows(_NOWHERE, first, first + len(blocks) - 1)
            self._blocks.extend(blocks)
            self.endInsertRows()

    def _settle_code(self, growing: bool) -> None:
        """Colour code once more, as a whole, when it has come to its end."""
        last = len(self._blocks) - 1
        if self._growing is not None and not (growing and self._growing[0] == last):
            row, self._growing = self._growing[0], None
            if row <= last and self._markup.pop(row, None) is not None:
                self.dataChanged.emit(self.index(row), self.index(row), [int(BlockRole.parts)])
        if growing and self._growing is None and last >= 0:
            block = self._blocks[last]
            if block.kind is BlockKind.CODE:
                self._growing = (last, renderer().GrowingCode(block.language, self._colors))

    def _markup_of(self, row: int) -> str | tuple[str, ...]:
        if row not in self._markup:
            block = self._blocks[row]
            if block.kind is BlockKind.CODE:
                self._markup[row] = self._parts_of(row, block)
            else:
                source = self._text[block.start : block.end]
                self._markup[row] = renderer().rich_text(
                    source, block.kind, self._colors, marks_in(block, self._marks)
                )
        return self._markup[row]

    def _parts_of(self, row: int, block: Block) -> tuple[str, ...]:
        if self._growing is not None and self._growing[0] == row:
            return self._growing[1].parts(self._code_of(block))
        code = self._code_of(block)
        parts: tuple[str, ...] = renderer().highlighted(code, block.language, self._colors)
        return parts

    def _code_of(self, block: Block) -> str:
        if block.kind is BlockKind.MATH:
            return latex_of(self._text[block.start : block.end])
        if block.kind is not BlockKind.CODE:
            return ""
        code: str = renderer().code_text(self._text[block.start : block.end])
        return code


def renderer() -> ModuleType:
    """What makes rich text; loaded at the first call, which the window makes in the background."""
    from assistant_studio.viewmodels import rendering

    return rendering
