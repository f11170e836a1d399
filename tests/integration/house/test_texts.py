"""Every text for people can be found, is translated, and its translation fits it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant_studio import translations
from assistant_studio.translations import Entry
from text_places import FoundText, all_texts
from update_catalogues import read

REPOSITORY = Path(__file__).resolve().parents[3]
SAYING = {"_", "ngettext", "pgettext"}
LANGUAGES = [code for code in translations.available() if code != "en"]
# What is filled in: {name}, {number:,}, {name!r}, and Qt's %1 and %n.
HOLE = re.compile(r"\{\w+(?:![rs])?(?::[^}]*)?\}|%[\dnL]\d?")


@pytest.fixture(scope="module")
def found() -> list[FoundText]:
    # It fails by itself, with the place, for a text that is put together before it is said.
    return all_texts(REPOSITORY)


def entries(code: str) -> list[Entry]:
    return [entry for entry in read(translations.folder() / f"{code}.po") if entry.text]


def test_texts_are_found_in_both_halves_of_the_app(found: list[FoundText]) -> None:
    places = {text.place.partition("/")[0] for text in found}

    assert places == {"assistant_studio", "ui"}
    assert len(found) > 500


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_fills_in_what_its_text_does(code: str) -> None:
    wrong = [
        f"{entry.text!r}: {form!r}"
        for entry in entries(code)
        if entry.translated
        for text, form in zip((entry.text, entry.plural), entry.forms, strict=False)
        if set(HOLE.findall(text)) != set(HOLE.findall(form))
    ]

    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_there_twice(code: str) -> None:
    keys = [(entry.context, entry.text) for entry in entries(code)]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_is_translated(code: str, found: list[FoundText]) -> None:
    translated = {(e.context, e.text) for e in entries(code) if e.translated}
    missing = sorted(
        {f"{t.place}: {t.text!r}" for t in found if (t.context, t.text) not in translated}
    )
    listed = "\n".join(missing)
    assert not missing, (
        f"These texts are not translated. `python3 dev.py texts` puts them into "
        f"resources/translations/{code}.po; write what they are in that language there:\n{listed}"
    )


def test_nothing_that_is_thrown_away_hides_the_function_that_says_texts() -> None:
    hidden = [
        f"{path.relative_to(REPOSITORY)}:{line}"
        for path in sorted((REPOSITORY / "assistant_studio").rglob("*.py"))
        for line in _hidden(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert hidden == []


def _hidden(tree: ast.Module) -> Iterator[int]:
    says = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "assistant_studio.language"
        and any(name.name in SAYING for name in node.names)
        for node in ast.walk(tree)
    )
    for node in ast.walk(tree):
        if says and isinstance(node, ast.Name | ast.arg):
            name = node.id if isinstance(node, ast.Name) else node.arg
            stores = isinstance(node, ast.arg) or isinstance(node.ctx, ast.Store)
            if name == "_" and stores:
                yield node.lineno


def test_every_text_is_given_the_values_it_names() -> None:
    wrong = [
        f"{path.relative_to(REPOSITORY)}:{line}"
        for path in sorted((REPOSITORY / "assistant_studio").rglob("*.py"))
        for line in _with_other_values(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert wrong == []


def _with_other_values(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        texts = [text for text in texts if isinstance(text, str)]
        given = {keyword.arg for keyword in node.keywords}
        if node.func.id not in SAYING or not texts or None in given:
            continue
        if node.func.id == "ngettext":
            given.add("count")
            named = {hole for text in texts for hole in _names_in(text)} | {"count"}
        else:
            named = _names_in(texts[-1])
        # Without a value, braces are ordinary signs.
        if given and named != given:
            yield node.lineno


def _names_in(text: str) -> set[str]:
    return {name for _text, name, _spec, _how in string.Formatter().parse(text) if name}
