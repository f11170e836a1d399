"""Texts for people: marked where they are written, said in the language that is chosen now.

    from assistant_studio.language import N_, _, ngettext

    raise NotFound(
        _("No assistant is called “{name}”.", name=name),
        _("See the names with: assistant-studio list"),
    )
    ngettext("{count} file", "{count} files", len(files))
    TITLES = {"pdf": N_("PDF file")}        # a constant is only marked …
    _(TITLES["pdf"])                        # … and said when it is shown

What comes out is a `Text`: a `str` that remembers what it was made from (as `Message` of
zope.i18nmessageid does). So a sentence that a worker made, or that has lain in the database for a
year, can be said again in the language of whoever reads it: a worker needs to know no language.
The English sentence is its own key; the other languages lie in `resources/translations/`.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict

ENGLISH = "en"


class PackedText(TypedDict, total=False):
    """A text as plain data, to be kept or sent to another process."""

    text: str
    plural: str
    count: int
    context: str
    values: dict[str, Any]


def _english_form(count: int) -> int:
    return 0 if count == 1 else 1


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's texts.

    Attributes:
        code: The language, such as "de" or "pt_BR".
        name: The language in its own words, such as "Deutsch".
        forms: The text's forms (one, or one for each plural form) by context and English text.
        plural_form: Which form a count takes.
        qt_plural_rules: The same for Qt, in its own code (qtbase, `numerusHelper`).
        decimal_sign: What stands before the fraction of a number.
        group_sign: What stands between each three digits of a large number.
    """

    code: str = ENGLISH
    name: str = "English"
    forms: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    plural_form: Callable[[int], int] = _english_form
    qt_plural_rules: bytes = b"\x01\x01"  # the first form for exactly 1
    decimal_sign: str = "."
    group_sign: str = ","

    def find(self, context: str, source: str, count: int | None = None) -> str | None:
        """The text in this language; None where the catalogue lacks it."""
        forms = self.forms.get((context, source), ())
        place = 0 if count is None else self.plural_form(abs(count))
        return forms[place] if place < len(forms) else None


class Text(str):
    """A sentence in the language of the moment it was made, which can be said again in another."""

    __slots__ = ("origin",)
    origin: PackedText

    def __new__(cls, said: str, origin: PackedText) -> Text:
        """Make a text of what is said and what it was made from."""
        made = super().__new__(cls, said)
        made.origin = origin
        return made

    def __copy__(self) -> Text:
        return self

    def __deepcopy__(self, _memo: object) -> Text:
        return self

    def __reduce__(self) -> tuple[type[Text], tuple[str, PackedText]]:
        return Text, (str(self), self.origin)


class _Chosen:
    """The language that the whole process speaks."""

    catalogue = Catalogue()


def use(catalogue: Catalogue) -> None:
    """Speak this language from now on, in every thread of the process."""
    _Chosen.catalogue = catalogue


def current() -> Catalogue:
    """The language that is spoken now."""
    return _Chosen.catalogue


def _(source: str, /, **values: object) -> str:
    """Say a text in the chosen language.

    Args:
        source: The English text, written out at the call; `{name}` stands for a value. A variable
            is allowed only where `N_` marks each text that it can hold.
        values: What to put in; without any, braces in the text are ordinary signs.
    """
    return _said({"text": source, "values": values})


def ngettext(one: str, many: str, /, count: int, **values: object) -> str:
    """Say a text that depends on a number, in which `{count}` is that number.

    Args:
        one: The English text for 1.
        many: The English text for any other number.
        count: The number.
        values: What else to put in.
    """
    values = {"count": count, **values}
    return _said({"text": one, "plural": many, "count": count, "values": values})


def pgettext(context: str, source: str, /, **values: object) -> str:
    """Say a text whose English needs a word of explanation to be translated, as "Open" does."""
    return _said({"text": source, "context": context, "values": values})


def N_(source: str, /) -> str:
    """Mark the text of a constant, to be said with `_` where it is shown."""
    return source


def again(text: str) -> str:
    """A text in the language that is chosen now; anything but a `Text` as it is."""
    return _said(text.origin) if isinstance(text, Text) else text


def packed(text: str) -> PackedText | None:
    """What a text was made from, as plain data; None for a string of another kind."""
    if not isinstance(text, Text):
        return None
    values = {name: to_plain(value) for name, value in text.origin.get("values", {}).items()}
    return {**text.origin, "values": values}


def unpacked(data: Mapping[str, Any] | None, fallback: str) -> str:
    """Say a packed text in the language that is chosen now.

    Args:
        data: What `packed` gave, perhaps in an earlier version of the app.
        fallback: What was said then, for data that makes no sense.
    """
    if not data or not isinstance(data.get("text"), str):
        return fallback
    try:
        values = {name: from_plain(value) for name, value in data.get("values", {}).items()}
        return _said({**data, "values": values})  # type: ignore[typeddict-item]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return fallback


def writable(text: str) -> str:
    """A text without the bytes of a path that are no characters, which no UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode()


def texts_from_plain(values: Iterable[object]) -> tuple[str, ...]:
    """Texts that `to_plain` made plain; a value of another kind becomes its words."""
    said = (from_plain(value) for value in values)
    return tuple(text if isinstance(text, str) else str(text) for text in said)


def whole_number(value: int) -> str:
    """A whole number with its thousands set off: "12,500", or "12.500" in German."""
    return f"{value:,}".replace(",", current().group_sign)


def decimal_number(value: float, digits: int = 1) -> str:
    """A number with a fixed count of decimals: "1.5", or "1,5" in German."""
    whole, dot, fraction = f"{value:,.{digits}f}".partition(".")
    grouped = whole.replace(",", current().group_sign)
    return f"{grouped}{current().decimal_sign}{fraction}" if dot else grouped


class _Formatter(string.Formatter):
    """Puts values into a text; numbers with a format are written as the language does."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Called for each value."""
        text = format(value, format_spec)
        if not format_spec or not isinstance(value, int | float):
            return text
        now = current()
        signs: dict[str, str | int | None] = {",": now.group_sign, ".": now.decimal_sign}
        return text.translate(str.maketrans(signs))


_FORMATTER = _Formatter()


def _said(origin: PackedText) -> Text:
    source, count = origin["text"], origin.get("count")
    found = current().find(origin.get("context", ""), source, count)
    if found is None:
        plural = origin.get("plural")
        found = source if plural is None or count is None or _english_form(count) == 0 else plural
    values = origin.get("values")
    if values:
        said = {name: _said_value(value) for name, value in values.items()}
        if count is not None:
            said["count"] = whole_number(count)
        found = _FORMATTER.vformat(found, (), said)
    return Text(found, origin)


def _said_value(value: object) -> object:
    return again(value) if isinstance(value, Text) else value


def to_plain(value: object) -> object:
    """A text or another value as plain data, which `from_plain` can say in another language."""
    if isinstance(value, Text):
        return {"said": packed(value), "as": str(value)}
    return value if isinstance(value, bool | int | float) else writable(str(value))


def from_plain(value: object) -> object:
    """What `to_plain` made plain, said in the language that is chosen now."""
    if isinstance(value, dict):
        return unpacked(value["said"], value["as"])
    return value
