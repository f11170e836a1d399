"""Rows of a table as text: each says the names of its columns, so that it stands for itself.

A passage is a few hundred characters; in a table of columns and bars the names of the columns are a
thousand rows above it, where neither a search nor a small model sees them. `dev.py bench tables`
asks for single values in both.
"""

from __future__ import annotations

from collections.abc import Sequence

_HEADER_SHARE = 0.6
_MAX_NAME_CHARS = 80


def header_in(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the first rows names the columns, or None.

    It is the first that fills nearly as many cells as the fullest row, holds words only, each once,
    and has rows below it.
    """
    fullest = max((_filled(row) for row in rows), default=0)
    if fullest < 2:
        return None  # a list, whose first item is no different from the others
    for position, row in enumerate(rows[:-1]):
        if _filled(row) < _HEADER_SHARE * fullest:
            continue
        cells = [cell for cell in row if cell]
        if all(_is_name(cell) for cell in cells) and len(set(cells)) == len(cells):
            return position
        return None
    return None


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell) for cell in row)


def _is_name(cell: str) -> bool:
    return (
        len(cell) <= 2 * _MAX_NAME_CHARS
        and any(c.isalpha() for c in cell)
        and not (cell[0].isdigit() and sum(c.isdigit() for c in cell) * 2 > len(cell))
    )


def names_in(header: Sequence[str]) -> list[str]:
    """The names of the columns as each row repeats them, endless ones shortened."""
    return [cell[:_MAX_NAME_CHARS] for cell in header]


def columns_line(header: Sequence[str]) -> str:
    """What stands where the header stood."""
    return f"Columns: {', '.join(name for name in header if name)}"


def fields_of(row: Sequence[str], names: Sequence[str]) -> list[str]:
    """The filled cells of a row, each with the name of its column where there is one."""
    padded = [*names, *[""] * (len(row) - len(names))]
    return [
        f"{name}: {cell}" if name else cell for name, cell in zip(padded, row, strict=False) if cell
    ]
