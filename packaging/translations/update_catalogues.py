"""Run in the virtual environment: brings the catalogues of translations up to date.

dev.py texts            take new texts in, take gone ones out, and count what is missing
dev.py texts --check    change nothing; exit 1 and name every text without a translation
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant_studio.translations import Entry, read_entries
from text_places import FoundText, UnreadableText, all_texts

_NAMED = 20
_WIDTH = 96
_Key = tuple[str, str]


def main(arguments: Sequence[str]) -> int:
    """Bring the catalogues up to date, or check them.

    Args:
        arguments: What stands behind the verb.

    Returns:
        0 where nothing is missing, 1 where `--check` finds something or a text cannot be read.
    """
    root = Path(__file__).resolve().parents[2]
    checking = "--check" in arguments
    try:
        found = all_texts(root)
    except UnreadableText as error:
        sys.stdout.write(f"{error}\n")
        return 1
    status = 0
    for path in sorted((root / "resources" / "translations").glob("*.po")):
        entries = merged(read(path), found, english=path.stem == "en")
        if not checking:
            path.write_text(written(entries), encoding="utf-8", newline="\n")
        missing = [entry for entry in entries if entry.text and not entry.translated]
        sys.stdout.write(f"{path.name}: {len(entries) - 1} texts, {len(missing)} missing\n")
        for entry in missing if checking else missing[:_NAMED]:
            sys.stdout.write(f"  {' '.join(entry.comments)} {entry.text!r}\n")
        status = 1 if checking and missing else status
    return status


def read(path: Path) -> list[Entry]:
    """The entries of a .po file.

    Args:
        path: The file.
    """
    with path.open(encoding="utf-8") as lines:
        return list(read_entries(lines))


def merged(known: Sequence[Entry], found: Iterable[FoundText], *, english: bool) -> list[Entry]:
    """A catalogue that holds exactly the texts that there are, in an order that stays.

    Args:
        known: What the catalogue holds now; its header comes first.
        found: The texts of the app.
        english: Whether it is the English one, which needs only what Qt counts with `%n`.
    """
    translated = {(entry.context, entry.text): entry for entry in known if entry.text}
    header = next((entry for entry in known if not entry.text), Entry(forms=[""]))
    entries: dict[_Key, Entry] = {}
    for text in found:
        if english and not text.counted:
            continue
        entry = entries.setdefault((text.context, text.text), Entry(text.text, text.context))
        entry.plural = entry.plural or text.plural
        # Without lines, a moved text would change the catalogue.
        file = f"#: {text.place.rpartition(':')[0]}"
        entry.comments += [line for line in (file, *_notes(text)) if line not in entry.comments]
    for key, entry in entries.items():
        before = translated.get(key)
        forms = 2 if entry.plural else 1
        fits = before is not None and len(before.forms) == forms
        entry.forms = list(before.forms) if before is not None and fits else [""] * forms
        entry.comments.sort(key=lambda line: (line.startswith("#:"), line))
        if before is not None and not before.translated and fits and any(before.forms):
            entry.comments.append("#, fuzzy")
    ordered = sorted(entries.values(), key=lambda entry: (_file(entry), entry.text, entry.context))
    return [header, *ordered]


def _notes(text: FoundText) -> list[str]:
    return [f"#. {text.note}"] if text.note else []


def _file(entry: Entry) -> str:
    return next(line for line in entry.comments if line.startswith("#:"))


def written(entries: Iterable[Entry]) -> str:
    """A .po file's text.

    Args:
        entries: The header first.
    """
    return "\n".join(_entry_text(entry) for entry in entries)


def _entry_text(entry: Entry) -> str:
    lines = list(entry.comments)
    if entry.context:
        lines.append(_field("msgctxt", entry.context))
    lines.append(_field("msgid", entry.text))
    if entry.plural:
        lines.append(_field("msgid_plural", entry.plural))
        lines += [_field(f"msgstr[{place}]", form) for place, form in enumerate(entry.forms)]
    else:
        lines.append(_field("msgstr", entry.forms[0]))
    return "\n".join(lines) + "\n"


def _field(keyword: str, text: str) -> str:
    """One keyword and its text; long ones over several lines, as gettext's own tools do."""
    if "\n" not in text and len(keyword) + len(text) < _WIDTH:
        return f"{keyword} {_quoted(text)}"
    pieces = [piece for line in text.splitlines(keepends=True) for piece in _wrapped(line)]
    return "\n".join([f'{keyword} ""', *(_quoted(piece) for piece in pieces)])


def _wrapped(line: str) -> list[str]:
    pieces = [""]
    for word in line.split(" "):
        if len(pieces[-1]) + len(word) > _WIDTH and pieces[-1]:
            pieces.append("")
        pieces[-1] += f"{word} "
    pieces[-1] = pieces[-1][:-1]
    return pieces


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped.replace(chr(9), chr(92) + "t")}"'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
