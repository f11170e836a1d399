"""Documents to look at: pages drawn by pdfium in its own process, and what became of the files."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.conversations.links import safe_address
from assistant_studio.errors import DamagedDocument, FileUnavailable, NotFound
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.knowledge.showing.original import OriginalState
from assistant_studio.knowledge.showing.pages import PdfPages
from assistant_studio.knowledge.showing.viewer import DocumentViewer
from assistant_studio.paths import Home

REFUND = "Annual plans can be refunded within thirty days of purchase."


def pdf_of(*pages: str, rotated: bool = False) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for text in pages:
        if rotated:
            canvas.setPageRotation(90)
        canvas.drawString(72, 700, text)
        canvas.linkURL("https://example.org/refunds", (72, 690, 300, 712))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def pages(home: Home) -> Iterator[PdfPages]:
    made = PdfPages(home)
    yield made
    made.close()


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    path = tmp_path / "handbook.pdf"
    path.write_bytes(pdf_of("Working hours", REFUND, "The end"))
    return path


def test_a_page_is_drawn_marked_searched_and_its_links_are_told(
    pages: PdfPages, handbook: Path
) -> None:
    assert len(pages.sizes(handbook)) == 3
    picture = pages.draw(handbook, 1, 400)
    assert (picture.width, len(picture.pixels)) == (400, picture.stride * picture.height)
    assert min(picture.pixels) < 128
    assert max(picture.pixels) == 255
    (mark,) = pages.marks(handbook, 1, REFUND)
    # 700 points up on a page of 842, from 72 of 595 on.
    assert mark.x == pytest.approx(72 / 595, abs=0.01)
    assert mark.y + mark.height == pytest.approx(1 - 700 / 842, abs=0.01)
    assert pages.marks(handbook, 0, REFUND) == ()
    found = list(pages.find(handbook, 3, "THIRTY  days"))
    assert [place.page for place in found] == [1]
    assert list(pages.find(handbook, 3, "forty days")) == []
    (link,) = pages.links(handbook, 1)
    assert link.address == "https://example.org/refunds"


def test_marks_follow_a_page_that_is_turned(pages: PdfPages, tmp_path: Path) -> None:
    path = tmp_path / "turned.pdf"
    path.write_bytes(pdf_of(REFUND, rotated=True))
    (mark,) = pages.marks(path, 0, REFUND)
    assert mark.height > mark.width


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnonsense", os.urandom(4096)])
def test_what_is_no_pdf_costs_a_sentence(pages: PdfPages, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(DamagedDocument, match="cannot be drawn"):
        pages.sizes(path)


def test_a_crash_while_drawing_costs_a_sentence_and_the_next_page_is_drawn(
    pages: PdfPages, handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.sizes(handbook)
    pid = pages.host.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    # It would answer once it goes on; it is killed instead, as by a page that makes it crash.
    monkeypatch.setattr(pages, "_timeout_s", 0.5)
    with pytest.raises(DamagedDocument, match="take too long"):
        pages.draw(handbook, 0, 200)
    monkeypatch.setattr(pages, "_timeout_s", 60.0)
    assert pages.draw(handbook, 0, 200).width == 200
    assert pages.host.starts == 2


class _ListenedToken(CancelToken):
    """Tells when somebody listens to it."""

    def __init__(self) -> None:
        super().__init__()
        self.listened = threading.Semaphore(0)

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        forget = super().on_cancel(callback)
        self.listened.release()
        return forget


def test_leaving_a_file_that_hangs_costs_the_next_file_nothing(
    pages: PdfPages, handbook: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(handbook.read_bytes())
    pages.sizes(handbook)
    pid = pages.host.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    token = _ListenedToken()
    with ThreadPoolExecutor(2) as threads:
        left = threads.submit(pages.draw, handbook, 0, 200, token)
        # Once while it waits its turn, once in the process.
        assert all(token.listened.acquire(timeout=30) for _ in range(2))
        shown = threads.submit(pages.sizes, other)
        token.cancel()
        with pytest.raises(Cancelled):
            left.result()
        assert len(shown.result()) == 3


def test_what_a_pdf_would_do_by_itself_is_not_done(
    pages: PdfPages, handbook: Path, tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=handbook)
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.launchURL('https://example.org/told');"),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject(
        [
            _link({"/S": NameObject("/URI"), "/URI": TextStringObject("file:///etc/passwd")}),
            _link({"/S": NameObject("/Launch"), "/F": TextStringObject("/bin/sh")}),
        ]
    )
    path = tmp_path / "hostile.pdf"
    writer.write(path)
    assert len(pages.sizes(path)) == 3
    assert pages.draw(path, 0, 300).width == 300
    # What would start a program is no link at all; an address is told, and refused when offered.
    assert [link.address for link in pages.links(path, 0)] == ["file:///etc/passwd"]
    assert safe_address("file:///etc/passwd") is None
    assert pages.host.starts == 1


def _link(action: dict[str, object]) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (10, 10, 90, 30)]),
            NameObject("/A"): DictionaryObject({NameObject(k): v for k, v in action.items()}),
        }
    )


def test_a_page_of_any_size_is_drawn_within_bounds(pages: PdfPages, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    file = BytesIO()
    canvas = Canvas(file, pagesize=(14_400, 3))
    canvas.showPage()
    canvas.save()
    path.write_bytes(file.getvalue())
    picture = pages.draw(path, 0, 1_000_000)
    assert 0 < picture.width <= 4097
    assert picture.height >= 1


def test_a_document_is_shown_as_its_file_is_now(
    service: KnowledgeService, home: Home, handbook: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "watched"
    folder.mkdir()
    watched = folder / "notes.md"
    watched.write_text("# Coffee\n\nThe machine is cleaned on Fridays.\n")
    service.add("A", [handbook])
    service.watch_folder("A", folder)
    service.look_at_folders("A")
    service.wait_until_indexed("A")
    pdf, notes = service.documents("A")
    viewer = DocumentViewer(home, service)
    try:
        shown = viewer.open(pdf.id)
        assert (len(shown.pages), shown.problem) == (3, None)
        assert shown.stored.page_at(shown.stored.text.index("thirty")) == 2
        start = shown.stored.text.index("Annual")
        assert shown.stored.page_slice(2, start, start + 12) == "Annual plans"
        assert shown.stored.page_slice(1, start, start + 12) == ""
        assert [p.place for p in service.passages_of(pdf.id)][:2] == ["Page 1", "Page 2"]
        assert viewer.path_to_open(pdf.id) == handbook

        text = viewer.open(notes.id)
        assert (text.pages, text.problem) == ((), None)
        assert text.stored.text.startswith("# Coffee")
        assert viewer.missing(service.documents("A")) == {}

        watched.write_text("# Coffee\n\nThe machine is cleaned on Mondays and on Fridays.\n")
        changed = viewer.open(notes.id)
        assert "was changed since it was read" in str(changed.problem)
        assert "cleaned on Fridays" in changed.stored.text
        assert viewer.missing(service.documents("A")) == {notes.id: OriginalState.CHANGED}
        watched.unlink()
        assert "is not there any more" in str(viewer.open(notes.id).problem)
        with pytest.raises(FileUnavailable):
            viewer.path_to_open(notes.id)

        # The file it was added from may go: its copy is kept, and opened under its own name.
        handbook.unlink()
        assert len(viewer.open(pdf.id).pages) == 3
        opened = viewer.path_to_open(pdf.id)
        assert opened.name == "handbook.pdf"
        assert opened.read_bytes().startswith(b"%PDF-")
        (home.files_dir / pdf.sha256).unlink()
        without = viewer.open(pdf.id)
        assert without.pages == ()
        assert "thirty days" in without.stored.text
        with pytest.raises(NotFound):
            viewer.open("nothing")
    finally:
        viewer.close()
