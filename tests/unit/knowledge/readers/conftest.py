"""Files of every kind, made on the spot, and the way to read them."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.places import line_of, place_of
from assistant_studio.knowledge.readers.registry import read_document

Read = Callable[[str, bytes | str], ExtractedText]
Said = Callable[[ExtractedText], list[tuple[str, str]]]
MakePdf = Callable[..., bytes]
MakeRawPdf = Callable[[Mapping[int, bytes], bytes], bytes]
MakeDocx = Callable[..., bytes]
MakeZip = Callable[..., bytes]
MakeXlsx = Callable[..., bytes]
MakeOdf = Callable[..., bytes]
MakeEpub = Callable[..., bytes]


# What a reading process has; hypothesis raises it in the process of the tests.
RECURSION_LIMIT = 1000


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Read]:
    """Writes a file with a name and a content, and reads it."""

    def write_and_read(name: str, content: bytes | str) -> ExtractedText:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_document(path, CancelToken())

    before = sys.getrecursionlimit()
    sys.setrecursionlimit(RECURSION_LIMIT)
    yield write_and_read
    sys.setrecursionlimit(before)


@pytest.fixture
def said() -> Said:
    """Gives the place and the text of each passage."""

    def passages(text: ExtractedText) -> list[tuple[str, str]]:
        return [
            (place_of(c.page, c.headings, line_of(text.text, c.start), c.place), c.text)
            for c in chunks_of(text)
        ]

    return passages


def _picture() -> ImageReader:
    noise = random.Random(7).randbytes(64 * 64 * 3)
    return ImageReader(Image.frombytes("RGB", (64, 64), noise))


@pytest.fixture
def make_pdf() -> MakePdf:
    """Makes a PDF from lines for each page.

    A page that is None holds a picture only, an empty one nothing. Lines that begin with # become
    bookmarks, deeper with more of them.
    """

    def make(pages: Sequence[Sequence[str] | None], *, encrypt: object = None) -> bytes:
        file = io.BytesIO()
        canvas = Canvas(file, encrypt=encrypt, invariant=True)
        for number, lines in enumerate(pages, 1):
            height = 780
            if lines is None:
                canvas.drawImage(_picture(), 100, 300, 300, 300)
            for line in lines or ():
                title = line.lstrip("#").strip()
                if depth := len(line) - len(line.lstrip("#")):
                    key = f"{number}-{height}"
                    canvas.bookmarkHorizontal(key, 0, height)
                    canvas.addOutlineEntry(title, key, depth - 1)
                canvas.drawString(72, height, title)
                height -= 15
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    return make


@pytest.fixture
def make_raw_pdf() -> MakeRawPdf:
    """Makes a PDF from its objects by number (1 is the root), right or wrong as they are."""

    def make(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
        file = io.BytesIO(b"%PDF-1.7\n")
        file.seek(0, 2)
        offsets = {}
        for number, content in objects.items():
            offsets[number] = file.tell()
            file.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        start = file.tell()
        size = max(objects) + 1
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for number in range(1, size):
            file.write(b"%010d 00000 n \n" % offsets.get(number, 0))
        file.write(b"trailer\n<</Size %d /Root 1 0 R %b>>\n" % (size, trailer))
        file.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return file.getvalue()

    return make


@pytest.fixture
def make_docx() -> MakeDocx:
    """Makes a Word document's archive around the XML of a body, other parts as given."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def make(body: str, **parts: str) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "word/document.xml",
                f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
            )
            for name, content in parts.items():
                archive.writestr(
                    f"word/{name}.xml", f'<w:{name} xmlns:w="{word}">{content}</w:{name}>'
                )
        return file.getvalue()

    return make


@pytest.fixture
def make_zip() -> MakeZip:
    """Makes a ZIP archive of entries by name."""
    return zipped


def zipped(entries: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def make_xlsx() -> MakeXlsx:
    """Makes a workbook from rows by sheet."""

    def make(sheets: Mapping[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
            if name in hidden:
                sheet.sheet_state = "hidden"
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return make


@pytest.fixture
def make_odf() -> MakeOdf:
    """Makes an OpenDocument file around the XML of a body, automatic styles as given."""
    spaces = " ".join(
        f'xmlns:{name}="urn:{name}"'
        for name in ("office", "text", "table", "draw", "style", "fo", "presentation")
    )

    def make(body: str, styles: str = "", **parts: str) -> bytes:
        content = (
            f"<office:document-content {spaces}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
        )
        return zipped({"mimetype": "application/vnd", "content.xml": content, **parts})

    return make


@pytest.fixture
def make_epub() -> MakeEpub:
    """Makes a book from the bodies of its pages, in their order."""

    def make(pages: Sequence[str], **parts: str) -> bytes:
        numbers = range(len(pages))
        items = "".join(
            f'<item id="p{n}" href="page%20{n}.xhtml" media-type="application/xhtml+xml"/>'
            for n in numbers
        )
        spine = "".join(f'<itemref idref="p{n}"/>' for n in numbers)
        container = (
            '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
        )
        package = f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
        return zipped(
            {
                "mimetype": "application/epub+zip",
                "META-INF/container.xml": container,
                "OEBPS/a.opf": package,
                **{
                    f"OEBPS/page {n}.xhtml": f"<html><body>{pages[n]}</body></html>"
                    for n in numbers
                },
                **{f"META-INF/{name}.xml": content for name, content in parts.items()},
            }
        )

    return make
