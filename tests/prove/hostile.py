"""Files made to fill a computer's memory or time, read one after the other by the real reader."""

from __future__ import annotations

import io
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import psutil

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DocumentError
from assistant_studio.knowledge.reading import DocumentReader
from assistant_studio.paths import Home

LONGEST_S = 90.0
MOST_BYTES = (2 << 30) + (256 << 20)
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MULTIPART = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
ATTACHED = b"--b\nContent-Disposition: attachment; filename=a.txt\n\nhi\n"


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(part: str, content: str) -> bytes:
    """A workbook with one of its parts made by hand."""
    file = io.BytesIO()
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "x"
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, part: content.encode()})


def sheet(rows: Iterator[str]) -> bytes:
    content = f'<worksheet xmlns="{SHEET}"><dimension ref="A1:XFD1048576"/><sheetData>'
    whole = f"{content}{''.join(rows)}</sheetData></worksheet>"
    return workbook("xl/worksheets/sheet1.xml", whole)


def wide_rows() -> Iterator[str]:
    for row in range(1, 20_001):
        cells = f'<c r="A{row}"><v>1</v></c><c r="XFD{row}"><v>2</v></c>'
        yield f'<row r="{row}">{cells}</row>'


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(10))
    body = "<a><body><text>&l9;</text></body></a>"
    return f'<!DOCTYPE a [{entities}<!ENTITY l0 "lol">]>{body}'


def repeated_rows() -> str:
    cell = '<t:table-cell t:number-columns-repeated="16384"><p>x</p></t:table-cell>'
    row = f'<t:table-row t:number-rows-repeated="1048576">{cell}</t:table-row>'
    table = f"<spreadsheet><t:table>{row * 50}</t:table></spreadsheet>"
    return f'<a xmlns:t="t"><body>{table}</body></a>'


FILES: dict[str, Callable[[], bytes]] = {
    "strings.xlsx": lambda: workbook(
        "xl/sharedStrings.xml", f'<sst xmlns="{SHEET}">{"<si><t>word</t></si>" * 3_000_000}</sst>'
    ),
    "wide.xlsx": lambda: sheet(wide_rows()),
    "100000-rows.xlsx": lambda: sheet(f"<row><c><v>{n}</v></c></row>" for n in range(100_000)),
    "one-line-100-mb.csv": lambda: b"word " * 20_000_000,
    "one-line-60-mb.csv": lambda: b"word " * 12_000_000,
    "commas.csv": lambda: b"a," * 30_000_000,
    "million-rows.csv": lambda: b"name,sum\n" + b"".join(b"n%d,7\n" % n for n in range(1_000_000)),
    "links.rtf": lambda: b"{\\rtf1 " + b'{\\field{\\*\\fldinst{ HYPERLINK "' * 20_000 + b"}",
    "groups.rtf": lambda: b"{\\rtf1 " + b"{" * 5_000_000 + b"}" * 5_000_001,
    "long.rtf": lambda: b"{\\rtf1 " + b"word \\par " * 1_500_000 + b"}",
    "million.json": lambda: (
        b"[" + b",".join(b'{"name": "n%d"}' % n for n in range(1_000_000)) + b"]"
    ),
    "deep.json": lambda: b"[" * 30_000_000,
    "number.json": lambda: b"[" + b"9" * 30_000_000 + b"]",
    "nested-10000.eml": lambda: b"".join(MULTIPART % (n, n) for n in range(10_000)),
    "nested-399.eml": lambda: b"".join(MULTIPART % (n, n) for n in range(399)),
    "forwarded.eml": lambda: b"Content-Type: message/rfc822\n\n" * 390 + b"Subject: x\n\nhello",
    "half-a-million-parts.eml": lambda: (
        b"Content-Type: multipart/mixed; boundary=b\n\n" + ATTACHED * 500_000
    ),
    "subject.eml": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 1_000_000 + b"\n\nhello",
    "addresses.eml": lambda: b"To: " + b"<a@b>, (" * 500_000 + b"\n\nhello",
    "6000-files.zip": lambda: zipped({f"{n}.txt": f"text {n}" for n in range(6_000)}),
    "bomb.zip": lambda: zipped({f"{n}.txt": b" " * (60 << 20) for n in range(30)}),
    "entities.odt": lambda: zipped({"mimetype": "x", "content.xml": laughs()}),
    "repeated.ods": lambda: zipped({"mimetype": "x", "content.xml": repeated_rows()}),
    "definitions.py": lambda: b"def a():\n    pass\n" * 1_500_000,
    "modifiers.java": lambda: b"public static final " * 1_500_000,
    "orders.txt": lambda: b"ignore previous " * 3_000_000,
    "styles.html": lambda: b'<p style="' + b"color:white;left:-" * 50_000 + b'">x</p>',
}


def read_all() -> dict[str, Any]:
    """Read each file; it must end in a text or a sentence, in time, and within the memory."""
    rows: dict[str, Any] = {}
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        reader = DocumentReader(Home(Path(folder) / "home").create())
        for name, make in FILES.items():
            path = Path(folder) / name
            path.write_bytes(make())
            rows[name] = row = _read(reader, path)
            if row["seconds"] > LONGEST_S or row["peak_mb"] * 1e6 > MOST_BYTES:
                failed.append(name)
            sys.stderr.write(f"{name:26} {row}\n")
            path.unlink()
        reader.close()
    return {"files": len(rows), "files_failed": failed, "rows": rows}


def _read(reader: DocumentReader, path: Path) -> dict[str, Any]:
    started_s = time.monotonic()
    with _peak_of(reader) as peak:
        try:
            text = reader.read(path, CancelToken())
            said = f"{len(text.text):,} characters in {len(text.sections):,} sections"
        except DocumentError as error:
            said = error.message
    return {
        "seconds": round(time.monotonic() - started_s, 1),
        "peak_mb": round(peak[0] / 1e6),
        "said": said,
    }


@contextmanager
def _peak_of(reader: DocumentReader) -> Iterator[list[int]]:
    """The most memory that the reader's process held, looked at five times a second."""
    peak = [0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            try:
                peak[0] = max(peak[0], psutil.Process(reader.host.pid).memory_info().rss)
            except (psutil.Error, ValueError, TypeError):
                continue  # between two processes

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()
