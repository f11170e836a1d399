"""Catalogues are read as translators write them, and the right one is chosen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant_studio import language, translations
from assistant_studio.language import Catalogue
from assistant_studio.paths import Home
from text_places import FoundText, UnreadableText, python_texts
from update_catalogues import merged, read, written

PO = """msgid ""
msgstr ""
"X-Language-Name: Deutsch\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: assistant_studio/a.py
msgid "Hello, “{name}”"
msgstr "Hallo, „{name}“"

#. Said of a door
#: assistant_studio/a.py
msgctxt "state"
msgid "Open"
msgstr "Offen"

#: ui/B.qml
msgid "{count} file"
msgid_plural "{count} files"
msgstr[0] "{count} Datei"
msgstr[1] "{count} Dateien"

#: ui/B.qml
#, fuzzy
msgid "Doubtful"
msgstr "Zweifelhaft"

#: ui/B.qml
msgid ""
"Two lines:\\n"
"\\"quoted\\" and a \\\\"
msgstr ""
"Zwei Zeilen:\\n"
"„zitiert“ und ein \\\\"

#~ msgid "Gone"
#~ msgstr "Weg"
"""


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use(Catalogue())


def test_a_catalogue_is_read_as_it_is_written(tmp_path: Path) -> None:
    entries = list(translations.read_entries(PO.splitlines(keepends=True)))

    assert [e.text for e in entries[1:]] == [
        "Hello, “{name}”",
        "Open",
        "{count} file",
        "Doubtful",
        'Two lines:\n"quoted" and a \\',
    ]
    assert entries[2].context == "state"
    assert entries[3].forms == ["{count} Datei", "{count} Dateien"]
    assert [e.translated for e in entries[1:]] == [True, True, True, False, True]
    assert entries[5].forms == ["Zwei Zeilen:\n„zitiert“ und ein \\"]


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "de.po"
    path.write_text(PO, encoding="utf-8")
    entries = read(path)
    path.write_text(written(entries), encoding="utf-8")

    assert read(path) == entries


def test_updating_takes_new_texts_in_and_gone_ones_out_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "de.po"
    path.write_text(PO, encoding="utf-8")
    found = [
        FoundText("Open", "assistant_studio/a.py:7", context="state", note="Said of a door"),
        FoundText("Fresh", "ui/B.qml:3"),
        FoundText("{count} file", "ui/C.qml:9", plural="{count} files"),
        FoundText("Doubtful", "ui/B.qml:3"),
    ]
    path.write_text(written(merged(read(path), found, english=False)), encoding="utf-8")

    entries = {entry.text: entry for entry in read(path)}
    assert set(entries) == {"", "Open", "Fresh", "{count} file", "Doubtful"}
    assert entries["Open"].forms == ["Offen"]
    assert entries["Open"].comments == ["#. Said of a door", "#: assistant_studio/a.py"]
    assert entries["{count} file"].forms[1] == "{count} Dateien"
    assert not entries["Fresh"].translated
    assert not entries["Doubtful"].translated
    assert "Deutsch" in entries[""].forms[0]


def test_texts_are_found_where_they_are_written_out(tmp_path: Path) -> None:
    source = tmp_path / "some.py"
    source.write_text(
        '_("One " "text", name=1)\nngettext("a", "b", 3)\npgettext("verb", "Open")\n'
        'X = N_("Marked")\n_(X)\nother("no")\n',
        encoding="utf-8",
    )
    found = list(python_texts(source, tmp_path))

    assert [(f.text, f.plural, f.context) for f in found] == [
        ("One text", "", ""),
        ("a", "b", ""),
        ("Open", "", "verb"),
        ("Marked", "", ""),
    ]
    source.write_text('_(f"{x} is gone")', encoding="utf-8")
    with pytest.raises(UnreadableText, match=r"some\.py:1"):
        list(python_texts(source, tmp_path))


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        (["de_AT.UTF-8"], "de"),
        (["de-CH"], "de"),
        (["DE"], "de"),
        (["xx", "de"], "de"),
        (["C.UTF-8", "de"], "en"),
        (["xx"], "en"),
        ([], "en"),
    ],
)
def test_the_first_wanted_language_that_comes_with_the_app_is_chosen(
    wanted: list[str], chosen: str
) -> None:
    assert translations.best_of(wanted) == chosen


def test_the_system_is_asked_as_gettext_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert translations.speak("system") == "de"
    monkeypatch.setenv("LANGUAGE", "en:de")
    assert translations.speak("system") == "en"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    assert translations.speak("system") == "en"


def test_the_settings_of_the_data_folder_name_the_language(home: Home) -> None:
    home.settings_file.write_text(json.dumps({"language": "de"}), encoding="utf-8")
    assert translations.speak_as_chosen_in(home) == "de"
    assert language.current().name == "Deutsch"
    assert language.current().decimal_sign == ","
    for broken in ('{"language": 3}', "[]", "{", '{"language": "tlh"}'):
        home.settings_file.write_text(broken, encoding="utf-8")
        assert translations.speak_as_chosen_in(home) in translations.available()


def test_the_languages_name_themselves() -> None:
    assert translations.available() == {"en": "English", "de": "Deutsch"}
