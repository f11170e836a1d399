"""Documents read in a process of their own: what it costs when one is hostile."""

import contextlib
import io
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    FileUnavailable,
    WorkerError,
)
from assistant_studio.knowledge.document import Flag, FlagKind
from assistant_studio.knowledge.places import place_of
from assistant_studio.knowledge.reading import DocumentReader
from assistant_studio.paths import Home

MakeReader = Callable[..., DocumentReader]


@pytest.fixture
def make_reader(home: Home) -> Iterator[MakeReader]:
    """Makes readers that are closed after the test."""
    readers: list[DocumentReader] = []

    def make(**options: float) -> DocumentReader:
        readers.append(DocumentReader(home, **options))  # type: ignore[arg-type]
        return readers[-1]

    yield make
    for reader in readers:
        reader.close()


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A PDF of 40 pages."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for page in range(1, 41):
        canvas.drawString(72, 700, f"This is page {page}.")
        canvas.showPage()
    canvas.save()
    path = tmp_path / "forty.pdf"
    path.write_bytes(file.getvalue())
    return path


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A small text, to see that the reader goes on."""
    path = tmp_path / "note.txt"
    path.write_text("All is well.")
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A page whose elements are nested so deep that laying it out takes minutes."""
    path = tmp_path / "endless.html"
    path.write_text("<div>" * 200_000 + "x")
    return path


def read(reader: DocumentReader, path: Path) -> str:
    return reader.read(path, CancelToken()).text


def test_pages_come_one_by_one_and_whole(make_reader: MakeReader, pdf: Path) -> None:
    seen: list[tuple[int, int]] = []
    text = make_reader().read(pdf, CancelToken(), lambda page, pages: seen.append((page, pages)))
    assert seen == [(page, 40) for page in range(1, 41)]
    assert text.page_count == 40
    assert [section.page for section in text.sections] == list(range(1, 41))
    last = text.sections[-1]
    assert text.text[last.start : last.end] == "This is page 40."


def test_everything_known_about_a_text_arrives(make_reader: MakeReader, tmp_path: Path) -> None:
    path = tmp_path / "0a1b2c"
    path.write_bytes("# Größe\r\n\r\nText\r\n## Länge\r\nmehr ü".encode("cp1252"))
    text = make_reader().read(path, CancelToken(), name="maße.md")
    assert text.text == "# Größe\r\n\r\nText\r\n## Länge\r\nmehr ü"
    assert text.encoding == "cp1252"
    assert [section.headings for section in text.sections] == [("Größe",), ("Größe", "Länge")]
    assert text.sections[0].end == text.sections[1].start


def test_a_bad_file_is_told_and_the_process_goes_on(
    make_reader: MakeReader, tmp_path: Path, note: Path
) -> None:
    reader = make_reader()
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "not.pdf").write_text("no pdf")
    expected = {"gone.txt": FileUnavailable, "empty.pdf": EmptyDocument, "not.pdf": DamagedDocument}
    for name, kind in expected.items():
        with pytest.raises(kind, match=name):
            read(reader, tmp_path / name)
    assert read(reader, note) == "All is well."
    assert reader.host.starts == 1


@pytest.mark.skipif(os.name != "posix", reason="only here may paths be no text")
def test_a_path_that_is_no_text_is_read(make_reader: MakeReader, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("latte")
    assert read(make_reader(), path) == "latte"


def test_a_file_that_keeps_the_reader_busy_costs_a_sentence(
    make_reader: MakeReader, endless: Path, note: Path
) -> None:
    reader = make_reader(page_timeout_s=3.0)
    with pytest.raises(DamagedDocument) as caught:
        read(reader, endless)
    assert caught.value.message == (
        "“endless.html” cannot be read: after 3 seconds the reader was still busy with one page "
        "or part of it, and was stopped."
    )
    assert caught.value.hint
    assert read(reader, note) == "All is well."
    assert reader.host.starts == 2


def test_a_file_that_fills_the_memory_costs_a_sentence(
    make_reader: MakeReader, tmp_path: Path, note: Path
) -> None:
    pytest.importorskip("resource", reason="no limits on memory here")
    path = tmp_path / "fat.html"
    path.write_text("<p>x</p>" * 2_500_000)
    reader = make_reader(memory_bytes=600 << 20)
    with pytest.raises(DocumentTooLarge) as caught:
        read(reader, path)
    assert caught.value.message == "“fat.html” needs more memory than one document is given."
    assert read(reader, note) == "All is well."
    assert reader.host.starts >= 2


def test_a_file_that_takes_endless_work_costs_a_sentence(
    make_reader: MakeReader, pdf: Path, note: Path
) -> None:
    with pytest.raises(DocumentTooLarge, match="far more work than a document of its size"):
        read(make_reader(cpu_s=-1000.0), pdf)
    assert read(make_reader(), note) == "All is well."


def test_a_place_and_a_finding_arrive(make_reader: MakeReader, tmp_path: Path) -> None:
    path = tmp_path / "page.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.html", "<h1>A</h1><p>b</p><p style='opacity:0'>Hidden words</p>")
        archive.writestr("b.csv", "c,d\ne,f\n")
    text = make_reader().read(path, CancelToken())
    last = text.sections[-1]
    assert place_of(None, last.headings, 1, last.place) == "b.csv, row 2"
    assert text.flags == (Flag(FlagKind.UNSEEN, "a.html, A", "Hidden words", left_out=True),)


def test_the_readers_memory_is_bounded(make_reader: MakeReader, note: Path) -> None:
    pytest.importorskip("resource", reason="no limits on memory here")
    reader = make_reader()
    read(reader, note)
    process = psutil.Process(reader.host.pid)
    assert process.rlimit(psutil.RLIMIT_AS)[0] == 2 << 30
    assert process.rlimit(psutil.RLIMIT_CORE)[0] == 0


def test_a_crash_that_does_not_come_again_goes_unnoticed(
    make_reader: MakeReader, pdf: Path
) -> None:
    reader = make_reader()

    def kill_once(page: int, _pages: int) -> None:
        if page == 3 and reader.host.starts == 1:
            psutil.Process(reader.host.pid).kill()

    assert reader.read(pdf, CancelToken(), kill_once).page_count == 40
    assert reader.host.starts == 2


def test_a_file_that_makes_the_reader_crash_costs_a_sentence(
    make_reader: MakeReader, pdf: Path, note: Path
) -> None:
    reader = make_reader()

    def kill(page: int, _pages: int) -> None:
        if page == 3:
            psutil.Process(reader.host.pid).kill()

    with pytest.raises(DamagedDocument) as caught:
        reader.read(pdf, CancelToken(), kill)
    assert caught.value.message == (
        "“forty.pdf” cannot be read: it makes the document reader crash."
    )
    assert read(reader, note) == "All is well."


def test_a_document_that_never_ends_is_stopped(make_reader: MakeReader, pdf: Path) -> None:
    reader = make_reader(document_timeout_s=0.0)
    with pytest.raises(DocumentTooLarge, match="was not read to its end"):
        read(reader, pdf)


def test_reading_stops_when_asked(make_reader: MakeReader, pdf: Path, note: Path) -> None:
    reader = make_reader()
    token = CancelToken()

    def stop(page: int, _pages: int) -> None:
        if page == 2:
            token.cancel()

    with pytest.raises(Cancelled):
        reader.read(pdf, token, stop)
    assert read(reader, note) == "All is well."


def test_stopping_does_not_wait_for_a_busy_reader(
    make_reader: MakeReader, endless: Path, note: Path
) -> None:
    reader = make_reader()
    read(reader, note)
    token = CancelToken()
    timer = threading.Timer(0.5, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        reader.read(endless, token)
    timer.join()
    assert read(reader, note) == "All is well."


def test_closing_in_the_middle_blames_no_document(make_reader: MakeReader, pdf: Path) -> None:
    reader = make_reader()

    def close(page: int, _pages: int) -> None:
        if page == 2:
            threading.Thread(target=reader.close).start()

    with contextlib.suppress(WorkerError):  # it may also be quicker than the close
        reader.read(pdf, CancelToken(), close)
    with pytest.raises(WorkerError):
        read(reader, pdf)
