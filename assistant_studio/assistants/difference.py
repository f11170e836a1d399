"""What differs between two versions of an assistant, field by field, down to the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from assistant_studio.assistants.assistant import Assistant

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing words costs their number squared; longer stretches are shown as a whole.
_MOST_WORDS = 1500
# Not content, or told in another way.
_PASSED_OVER = frozenset({"id", "version", "created_at", "changed_at", "model_name"})


class PieceKind(StrEnum):
    """What happened to a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs.

    Attributes:
        field: Its name, such as `instructions` or `sampling.temperature`.
        before: As text; empty if there was nothing.
        after: Likewise.
        pieces: Both in one, word by word.
    """

    field: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


def differences(before: Assistant, after: Assistant) -> tuple[Change, ...]:
    """Every field that differs, in the order an assistant lists them."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    names = [*old, *(name for name in new if name not in old)]
    changes = []
    for name in names:
        was, became = old.get(name, ""), new.get(name, "")
        if was != became:
            changes.append(Change(name, was, became, text_pieces(was, became)))
    return tuple(changes)


def text_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts in one: compared by lines, and by words where lines were rewritten."""
    stretches: list[_Stretch] = []
    for lines in _aligned(_LINES.findall(before), _LINES.findall(after)):
        was, became = _WORDS.findall(lines.before), _WORDS.findall(lines.after)
        if lines.same or max(len(was), len(became)) > _MOST_WORDS:
            stretches.append(lines)
        else:
            stretches += _aligned(was, became)
    return tuple(piece for stretch in _phrases(stretches) for piece in stretch.pieces())


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some text as it was, and as it became."""

    before: str
    after: str

    @property
    def same(self) -> bool:
        return self.before == self.after

    def pieces(self) -> Iterator[Piece]:
        if self.same:
            yield Piece(PieceKind.SAME, self.before)
            return
        if self.before:
            yield Piece(PieceKind.REMOVED, self.before)
        if self.after:
            yield Piece(PieceKind.ADDED, self.after)


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[_Stretch]:
    # The matcher's own heuristics would take common words for noise; only where there is very much
    # to compare are they the lesser evil.
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 4 * _MOST_WORDS)
    return [
        _Stretch("".join(old[i:j]), "".join(new[k:m])) for _, i, j, k, m in matcher.get_opcodes()
    ]


def _phrases(stretches: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """Neighbours that changed as one, with the single blanks between them: no confetti."""
    changed: _Stretch | None = None
    blank: _Stretch | None = None
    for stretch in stretches:
        if not stretch.same:
            parts = [part for part in (changed, blank, stretch) if part is not None]
            changed = _Stretch("".join(p.before for p in parts), "".join(p.after for p in parts))
            blank = None
        elif changed is not None and blank is None and stretch.before == " ":
            blank = stretch
        else:
            yield from (part for part in (changed, blank) if part is not None)
            changed = blank = None
            yield stretch
    yield from (part for part in (changed, blank) if part is not None)


def _leaves(assistant: Assistant) -> Iterator[tuple[str, str]]:
    for field in fields(assistant):
        if field.name == "model_sha256":
            yield field.name, _model_text(assistant)
        elif field.name not in _PASSED_OVER:
            yield from _leaf(field.name, getattr(assistant, field.name))


def _model_text(assistant: Assistant) -> str:
    if assistant.model_sha256 is None:
        return ""
    return f"{assistant.model_name} ({assistant.model_sha256[:12]})".strip()


def _leaf(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _leaf(f"{name}.{part.name}", getattr(value, part.name))
    else:
        yield name, _as_text(value)


def _as_text(value: Any) -> str:
    """A value as a person reads it: one line for each item of a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "\n".join(_as_text(item).replace("\n", ", ") for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((part.name, getattr(value, part.name)) for part in fields(value))
        told = ((name, _as_text(part)) for name, part in parts if part and name != "id")
        return "; ".join(f"{name.replace('_', ' ')}: {text}" for name, text in told)
    return str(value)
