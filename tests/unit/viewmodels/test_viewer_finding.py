"""Words are found in a document beside the window's thread, and a failure is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import WorkerDied
from assistant_studio.knowledge.showing.lines import found_in, lines_of
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.page_rows import PageRows
from assistant_studio.viewmodels.text_lines import TextLines
from assistant_studio.viewmodels.viewer_finding import Finding

WaitFor = Callable[[Callable[[], object]], None]
# Words that lie across the border of every slice, and some that are blanks apart.
LONG = ("x" * 997 + " the  sea\n") * 2000


@pytest.fixture
def parent(application: QGuiApplication) -> QObject:
    return QObject()


@pytest.fixture
def finding(parent: QObject) -> Finding:
    lines = TextLines(parent)
    lines.open(LONG, lines_of(LONG, ()), (0, 0))
    return Finding(parent, PageRows(parent), lines)


def _document(text: str = "", pages: int = 0) -> Any:
    return SimpleNamespace(
        pages=((1.0, 1.0),) * pages,
        original=SimpleNamespace(path=Path("/x/a.pdf")),
        stored=SimpleNamespace(text=text),
    )


def test_words_in_a_long_text_are_found_without_holding_the_window(
    finding: Finding, wait_for: WaitFor
) -> None:
    finding.find(_document(LONG), "The sea")
    assert finding.text == "Searching…"
    wait_for(lambda: finding.text == "1 of 2,000")
    finding.step(-1)
    assert finding.text == "2,000 of 2,000"
    finding.find(_document(LONG), "the land")
    wait_for(lambda: finding.text == "Not found")


def test_a_search_of_pages_that_fails_says_so(finding: Finding, wait_for: WaitFor) -> None:
    def find(*_arguments: object) -> Iterator[Any]:
        raise WorkerDied("The drawing stopped.", "Try again.")

    services.set_studio(SimpleNamespace(viewer=SimpleNamespace(pages=SimpleNamespace(find=find))))  # type: ignore[arg-type]
    finding.find(_document(pages=3), "sea")
    wait_for(lambda: finding.text == "The drawing stopped.")
    finding.forget()
    assert finding.text == ""


def test_slices_find_what_a_whole_look_finds() -> None:
    found = found_in(LONG, "the sea")
    assert len(found) == 2000
    assert {LONG[start:end] for start, end in found} == {"the  sea"}
    with_border = "a" * ((1 << 17) - 5) + "the" + " " * 3000 + "sea"
    assert found_in(with_border, "THE sea") == [((1 << 17) - 5, len(with_border))]
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        found_in(LONG, "the sea", stopped)
