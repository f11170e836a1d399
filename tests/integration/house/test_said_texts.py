"""No sentence for people is left as a plain string: each can be said in another language."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant_studio import errors

REPOSITORY = Path(__file__).resolve().parents[3]
MODULES = sorted((REPOSITORY / "assistant_studio").rglob("*.py"))
SAYING = {"_", "ngettext", "pgettext", "N_"}
ERRORS = {
    name for name, kind in inspect.getmembers(errors, inspect.isclass) if name != "ErrorRecord"
}
# What these say is read by programmers, in a log or a traceback.
FOR_PROGRAMMERS = {
    *("debug", "info", "warning", "error", "exception", "critical"),
    *("RuntimeError", "TypeError", "ValueError", "AssertionError", "KeyError", "OSError"),
    *("execute", "executemany", "executescript"),
}
# What these hold is read by a model or by an embedder, not by a person.
NOT_FOR_PEOPLE = {"answering/prompt.py", "answering/whole/words.py", "knowledge/referee.py"}
SENTENCE = re.compile(r"[“A-ZÄÖÜ{].*\w[”}]? \w.*[.!?…]", re.DOTALL)
# A question to the database ends with a question mark, too.
SQL = re.compile(r"(?:[=<>]|\b(?:MATCH|IS|LIMIT)) \?")
WORDS = re.compile(r"[A-Za-z]{2,}")


def test_a_sentence_in_the_code_is_said_through_the_catalogue() -> None:
    plain = [f"{_name(path)}:{line}: {text}" for path in MODULES for line, text in _plain_in(path)]

    assert not plain, "Say these with `_`, `ngettext` or `N_`:\n" + "\n".join(plain)


def test_an_error_for_people_is_made_of_texts() -> None:
    plain = [f"{_name(path)}:{line}: {text}" for path in MODULES for line, text in _in_errors(path)]

    assert not plain, "Say these with `_` or `ngettext`:\n" + "\n".join(plain)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('say("The file is gone.")', True),
        ('say(f"{name} is gone.")', True),
        ('say("The file " "is gone.")', True),
        ('say(_("The file is gone."))', False),
        ('GONE = N_("The file is gone.")', False),
        ('"""The file is gone."""', False),
        ('log.warning("The file is gone.")', False),
        ('run("git status")', False),
        ('ask("SELECT id FROM assistants WHERE deleted_at < ?")', False),
    ],
)
def test_what_counts_as_a_sentence(code: str, found: bool) -> None:
    assert bool(list(_sentences(ast.parse(code)))) == found


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY / "assistant_studio").as_posix()


def _plain_in(path: Path) -> Iterator[tuple[int, str]]:
    if _name(path) not in NOT_FOR_PEOPLE:
        yield from _sentences(ast.parse(path.read_text(encoding="utf-8")))


def _sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    passed = _passed_over(tree)
    for node in ast.walk(tree):
        text = _text_of(node)
        if text is None or id(node) in passed or SQL.search(text):
            continue
        if SENTENCE.fullmatch(text.strip()):
            yield node.lineno, text  # type: ignore[attr-defined]


def _passed_over(tree: ast.Module) -> set[int]:
    """What is said, what is a docstring, what is for programmers, and the pieces of f-strings."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in SAYING | FOR_PROGRAMMERS:
            passed |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            passed |= {id(piece) for piece in node.values}
        elif isinstance(node, ast.Assert):
            passed |= {id(inner) for inner in ast.walk(node)}
    return passed


def _in_errors(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _called(node) in ERRORS:
            for argument in node.args:
                text = _text_of(argument)
                if text is not None and WORDS.search(text):
                    yield node.lineno, text


def _called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _text_of(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        pieces = [p.value if isinstance(p, ast.Constant) else "{}" for p in node.values]
        return "".join(str(piece) for piece in pieces)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None
