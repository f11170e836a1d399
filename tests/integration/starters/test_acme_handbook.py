"""The sample assistant: its files are there, and they say what the questions expect of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

REPOSITORY = Path(__file__).resolve().parents[3]
STARTER = REPOSITORY / "resources" / "starters" / "acme-handbook"
QUESTIONS = REPOSITORY / "tests" / "data" / "starters" / "acme-handbook-questions.jsonl"
MAKER = REPOSITORY / "packaging" / "starters" / "make_starters.py"
HANDBOOK = "Staff handbook.pdf"
GUIDE = "Travel and expenses.docx"


def _assistant() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((STARTER / "assistant.json").read_text(encoding="utf-8"))
    return loaded


def _questions(*, answerable: bool) -> list[dict[str, Any]]:
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    return [question for question in questions if question["answerable"] is answerable]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@cache
def _pages(path: Path) -> list[str]:
    """The pages of a PDF, or the whole of a document that has no pages."""
    match path.suffix:
        case ".pdf":
            return [_plain(page.extract_text()) for page in PdfReader(path).pages]
        case ".docx":
            document = docx.Document(str(path))
            cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
            return [_plain(" ".join([p.text for p in document.paragraphs] + cells))]
        case ".html":
            body = LexborHTMLParser(path.read_text(encoding="utf-8")).body
            assert body is not None
            return [_plain(body.text())]
        case _:
            return [_plain(path.read_text(encoding="utf-8"))]


def test_every_document_of_the_assistant_is_there_and_none_besides() -> None:
    listed = {STARTER / name for name in _assistant()["documents"]}

    assert listed == set((STARTER / "documents").iterdir())
    assert len(listed) >= 3


def test_starters_are_questions_that_the_files_answer() -> None:
    answerable = {question["question"] for question in _questions(answerable=True)}

    assert len(_assistant()["starters"]) == 4
    assert set(_assistant()["starters"]) <= answerable


@pytest.mark.parametrize(
    "asked", _questions(answerable=True), ids=lambda asked: asked["question"][:40]
)
def test_a_passage_stands_on_its_page_and_holds_the_answer(asked: dict[str, Any]) -> None:
    pages = _pages(STARTER / "documents" / asked["document"])
    page = pages[(asked["page"] or 1) - 1]

    assert asked["passage"] in page
    assert all(words.lower() in asked["passage"].lower() for words in asked["must_hold"])
    if asked["page"] is not None:
        assert [asked["passage"] in text for text in pages].count(True) == 1


def test_there_are_questions_with_and_without_an_answer_and_none_twice() -> None:
    answerable, unanswerable = _questions(answerable=True), _questions(answerable=False)

    assert (len(answerable), len(unanswerable)) == (30, 15)
    assert len({question["question"] for question in answerable + unanswerable}) == 45


def test_the_handbook_is_long_and_each_page_says_its_number() -> None:
    pages = _pages(STARTER / "documents" / HANDBOOK)

    assert 24 <= len(pages) <= 30
    for number, page in enumerate(pages[1:], start=2):
        assert page.endswith(f"Acme staff handbook, edition of 2026 Page {number}")


def test_the_contents_name_the_page_on_which_each_chapter_begins() -> None:
    pages = _pages(STARTER / "documents" / HANDBOOK)
    listed = re.findall(r"(\d+ [A-Z][A-Za-z ]+?) (\d+)(?= \d+ [A-Z]| Acme)", pages[1])

    assert len(listed) == 18
    for chapter, page in listed:
        assert pages[int(page) - 1].startswith(chapter)


def test_the_handbook_carries_title_language_outline_and_fonts() -> None:
    reader = PdfReader(STARTER / "documents" / HANDBOOK)
    fonts = [
        font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
        for page in reader.pages
        for font in (f.get_object() for f in page["/Resources"]["/Font"].values())
    ]

    assert reader.metadata is not None
    assert reader.metadata.title == "Acme staff handbook, edition of 2026"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert len(reader.outline) >= 18
    assert (STARTER / "documents" / HANDBOOK).stat().st_size < 400_000
    embedded = [font for font in fonts if "/FontFile2" in font.get("/FontDescriptor", {})]
    assert embedded


def test_references_between_the_documents_point_at_sections_that_exist() -> None:
    handbook = " ".join(_pages(STARTER / "documents" / HANDBOOK)[2:])
    pattern = r"(?:section|chapter) (\d+(?:\.\d+)?)(?: of the staff handbook)?"

    for name in _assistant()["documents"]:
        for number in re.findall(pattern, " ".join(_pages(STARTER / name))):
            assert re.search(rf"(?<![\d.]){re.escape(number)} [A-Z]", handbook), (name, number)


def test_the_committed_documents_are_what_their_sources_make(tmp_path: Path) -> None:
    made = [tmp_path / "first", tmp_path / "second"]
    for folder in made:
        folder.mkdir()
        subprocess.run(
            [sys.executable, str(MAKER), "--out", str(folder)], check=True, capture_output=True
        )

    for name in (HANDBOOK, GUIDE):
        assert (made[0] / name).read_bytes() == (made[1] / name).read_bytes()
        assert _pages(made[0] / name) == _pages(STARTER / "documents" / name)
