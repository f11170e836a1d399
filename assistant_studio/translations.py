"""The languages that come with the app: gettext's own .po files, read as they are.

A translator's file is what is shipped: nothing is compiled, so nothing can be out of date. The
window's texts (`qsTr`) and the core's (`_`) share one file for each language.
"""

from __future__ import annotations

import ast
import ctypes
import gettext
import itertools
import json
import locale
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assistant_studio import language, paths
from assistant_studio.language import ENGLISH, Catalogue
from assistant_studio.paths import Home

SYSTEM = "system"
_HEADER_NAME = re.compile(r"^X-Language-Name: *(.+)$", re.MULTILINE)
_HEADER_PLURAL = re.compile(r"^Plural-Forms:.*?plural=([^;]+)", re.MULTILINE)
_HEADER_QT_PLURAL = re.compile(r"^X-Qt-Plural-Rules: *([0-9a-f]+)", re.MULTILINE)
_HEADER_DECIMAL = re.compile(r"^X-Decimal-Sign: *(\S)", re.MULTILINE)
_HEADER_GROUP = re.compile(r"^X-Group-Sign: *(\S)", re.MULTILINE)


@dataclass(slots=True)
class Entry:
    """One text of a .po file.

    Attributes:
        text: The English text; empty for the file's header.
        context: What tells it from the same words meant otherwise; usually empty.
        plural: The English plural, where there is one.
        forms: The translation: one text, or one for each plural form; empty texts where none.
        comments: The lines that begin with `#`, as they stand in the file.
    """

    text: str = ""
    context: str = ""
    plural: str = ""
    forms: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def translated(self) -> bool:
        """Whether a translator has written it, and it is not marked as doubtful."""
        doubtful = any(line.startswith("#,") and "fuzzy" in line for line in self.comments)
        return bool(self.forms) and all(self.forms) and not doubtful


def folder() -> Path:
    """Where the .po files lie."""
    return paths.resources_dir() / "translations"


@cache
def available() -> dict[str, str]:
    """The languages by code, each with its name in its own words; English first."""
    names = {}
    for path in sorted(folder().glob("*.po")):
        with path.open(encoding="utf-8") as lines:
            header = next(read_entries(lines), Entry())
        found = _HEADER_NAME.search(_first(header))
        names[path.stem] = found[1].strip() if found else path.stem
    return {ENGLISH: "English", **names}


@cache
def catalogue(code: str) -> Catalogue:
    """The texts of a language; plain English for one that does not come with the app."""
    path = folder() / f"{code}.po"
    if code not in available() or not path.is_file():
        return Catalogue()
    with path.open(encoding="utf-8") as lines:
        entries = list(read_entries(lines))
    header = next((_first(entry) for entry in entries if not entry.text), "")
    plural = _HEADER_PLURAL.search(header)
    qt_plural = _HEADER_QT_PLURAL.search(header)
    decimal, group = _HEADER_DECIMAL.search(header), _HEADER_GROUP.search(header)
    forms = {
        (entry.context, entry.text): tuple(entry.forms)
        for entry in entries
        if entry.text and entry.translated
    }
    return Catalogue(
        code=code,
        name=available()[code],
        forms=forms,
        plural_form=gettext.c2py(plural[1]) if plural else Catalogue().plural_form,
        qt_plural_rules=bytes.fromhex(qt_plural[1]) if qt_plural else Catalogue().qt_plural_rules,
        decimal_sign=decimal[1] if decimal else ".",
        group_sign=group[1] if group else ",",
    )


def speak(choice: str) -> str:
    """Speak the language a person chose, in this process, from now on.

    Args:
        choice: A language's code, or "system" for the computer's own.

    Returns:
        The code of the language that is spoken now.
    """
    code = best_of(system_languages()) if choice == SYSTEM else best_of([choice])
    language.use(catalogue(code))
    return code


def speak_as_chosen_in(home: Home) -> str:
    """Speak the language that the settings of a data folder name; takes a millisecond.

    The settings themselves are read later, and say then what may be wrong with them.
    """
    try:
        data = json.loads(home.settings_file.read_text(encoding="utf-8"))
        choice = data.get("language", SYSTEM)
    except (OSError, ValueError, AttributeError):
        choice = SYSTEM
    return speak(choice if isinstance(choice, str) else SYSTEM)


def best_of(wanted: Iterable[str]) -> str:
    """The first language of the list that comes with the app, else English.

    Args:
        wanted: Codes as systems write them, the dearest first: "de_AT.UTF-8", "pt-BR".
    """
    known = available()
    for name in wanted:
        code = re.split(r"[.@]", name)[0].replace("-", "_")
        for candidate in (code, code.partition("_")[0].lower()):
            if candidate in known:
                return candidate
        if code in ("C", "POSIX"):
            return ENGLISH
    return ENGLISH


def system_languages() -> list[str]:
    """The languages that this computer is set to, the dearest first."""
    named = os.environ.get("LANGUAGE", "").split(":")
    # As gettext has it: LANGUAGE counts only where the locale is not C.
    category = next((os.environ[n] for n in _LOCALE_VARIABLES if os.environ.get(n)), "")
    if category:
        plain = category.split(".")[0] in ("C", "POSIX")
        return [category] if plain else [name for name in (*named, category) if name]
    if sys.platform == "win32":
        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return [locale.windows_locale.get(number, ENGLISH)]
    return [name for name in named if name]


_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def read_entries(lines: Iterable[str]) -> Iterator[Entry]:
    """Read a .po file's entries, its header (the entry with an empty text) among them.

    Args:
        lines: The file's lines; an empty line stands between two entries.

    Yields:
        The entries in their order, without obsolete ones (`#~`).
    """
    for filled, block in itertools.groupby(lines, lambda line: bool(line.strip())):
        entry = _entry(line.strip() for line in block) if filled else Entry()
        if entry.forms:
            yield entry


def _entry(lines: Iterable[str]) -> Entry:
    entry, place = Entry(), ""
    for line in lines:
        if line.startswith("#"):
            entry.comments.append(line)
            continue
        keyword, _space, quoted = line.partition(" ")
        if line.startswith('"'):
            quoted = line
        else:
            place = keyword
            if place.startswith("msgstr"):
                entry.forms.append("")
        _append(entry, place, _unquoted(quoted))
    return entry


def _append(entry: Entry, place: str, text: str) -> None:
    match place:
        case "msgctxt":
            entry.context += text
        case "msgid":
            entry.text += text
        case "msgid_plural":
            entry.plural += text
        case _ if entry.forms:
            entry.forms[-1] += text


def _unquoted(quoted: str) -> str:
    # A C string; Python reads the same escapes.
    if "\\" not in quoted:
        return quoted[1:-1]
    return str(ast.literal_eval(quoted))


def _first(entry: Entry) -> str:
    return entry.forms[0] if entry.forms else ""
