"""Tables: CSV and its kin, and workbooks."""

import datetime
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from assistant_studio.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
)
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.document import ExtractedText

Read = Callable[[str, bytes | str], ExtractedText]
Make = Callable[..., bytes]
Said = Callable[[ExtractedText], list[tuple[str, str]]]


def test_each_row_knows_its_columns_and_its_number(read: Read, said: Said) -> None:
    rows = "".join(f"item {n},{n * 3},store {n % 7}\n" for n in range(2, 6001))
    found = said(read("stock.csv", f"Article,Pieces,Kept in\n{rows}"))
    assert found[0] == ("Row 1", "Columns: Article, Pieces, Kept in")
    assert found[4999] == ("Row 5000", "Article: item 5000; Pieces: 15000; Kept in: store 2")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(read: Read, said: Said, delimiter: str) -> None:
    lines = ["Name|City|Note", 'Ada|London|"a, b; c"', "Grace|New York|", "Émile|Paris|x"]
    text = read("a.csv", "\n".join(lines).replace("|", delimiter).encode("cp1252"))
    assert [each for _, each in said(text)][1:] == [
        "Name: Ada; City: London; Note: a, b; c",
        "Name: Grace; City: New York",
        "Name: Émile; City: Paris; Note: x",
    ]
    assert text.encoding == "cp1252"


def test_a_table_without_names_stays_a_table(read: Read, said: Said) -> None:
    assert said(read("a.tsv", "1\t2\n3\t4\n")) == [("Row 1", "1 | 2"), ("Row 2", "3 | 4")]


def test_a_title_above_the_header_is_kept(read: Read, said: Said) -> None:
    found = said(read("a.csv", "Sales of 2026\n\nRegion,Sum\nNorth,5\n"))
    assert [each for _, each in found] == [
        "Sales of 2026",
        "Columns: Region, Sum",
        "Region: North; Sum: 5",
    ]
    assert found[2][0] == "Row 4"


def test_a_long_row_keeps_its_first_value_in_each_passage(read: Read) -> None:
    long = " ".join(f"word{n}" for n in range(200))
    text = read("a.csv", f"Product,Story\nLamp,{long}\n")
    chunks = chunks_of(text)[1:]
    assert len(chunks) > 2
    assert {chunk.headings for chunk in chunks} == {("Product: Lamp",)}


def test_a_very_long_table_shares_passages(
    read: Read, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant_studio.knowledge.readers.rows.MAX_SINGLE_ROWS", 10)
    found = said(read("a.csv", "a,b\n" + "".join(f"n{n},x\n" for n in range(500))))
    assert found[10][0] == "Row 11"
    assert re.fullmatch(r"Rows 12–\d+", found[11][0])
    assert "a: n10; b: x" in found[11][1]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"a,b\n" + b'"' + b"x" * (2 << 20), DamagedDocument),
        (b"a," * 40_000, DocumentTooLarge),
        (b"x" * (65 << 20), DocumentTooLarge),
        (b" , \n,,\n", EmptyDocument),
    ],
    ids=["quote without end", "no line ends", "too large", "empty"],
)
def test_a_broken_table_is_told(read: Read, content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match="“bad.csv”"):
        read("bad.csv", content)


def test_a_workbook_gives_sheet_and_row(read: Read, said: Said, make_xlsx: Make) -> None:
    day = datetime.date(2026, 3, 1)
    content = make_xlsx(
        {
            "Q1": [
                ["Region", "Sum", "Day", "Paid"],
                ["North", 12.5, day, True],
                ["South", 1e6, None, False],
            ],
            "Prices": [["Article", "Price"], ["Lamp", 19.99]],
            "Lists": [["a", "b"], ["secret", "list"]],
        },
        hidden=["Lists"],
    )
    text = read("a.xlsx", content)
    assert said(text) == [
        ("Sheet Q1, row 1", "Q1\n\nColumns: Region, Sum, Day, Paid"),
        ("Sheet Q1, row 2", "Region: North; Sum: 12.5; Day: 2026-03-01; Paid: TRUE"),
        ("Sheet Q1, row 3", "Region: South; Sum: 1000000; Paid: FALSE"),
        ("Sheet Prices, row 1", "Prices\n\nColumns: Article, Price"),
        ("Sheet Prices, row 2", "Article: Lamp; Price: 19.99"),
    ]
    assert text.notes == ("Sheet Lists is hidden in the workbook and was left out.",)
    assert text.sections[2].headings == ("Q1",)


def _with_sheet(content: bytes, sheet: str) -> bytes:
    """A workbook whose first sheet is other XML."""
    file = BytesIO()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name == "xl/worksheets/sheet1.xml":
                new.writestr(name, sheet.replace("<worksheet", f'<worksheet xmlns="{space}"', 1))
            else:
                new.writestr(name, old.read(name))
    return file.getvalue()


def test_what_a_sheet_says_of_its_size_is_not_believed(
    read: Read, said: Said, make_xlsx: Make
) -> None:
    sheet = (
        '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="3">'
        '<c r="B3" t="inlineStr"><is><t>here</t></is></c></row></sheetData></worksheet>'
    )
    assert said(read("a.xlsx", _with_sheet(make_xlsx({"S": []}), sheet))) == [
        ("Sheet S, row 3", "S\n\nhere")
    ]


ROWS, END = "<worksheet><sheetData>", "</sheetData></worksheet>"


@pytest.mark.parametrize(
    "sheet",
    [
        f"{ROWS}<row r='99999999999'><c r='A99999999999'><v>1</v></c></row>{END}",
        f"{ROWS}<row><c><v>{'9' * 9000}</v></c></row>{END}",
        f"{ROWS}<row><c t='s'><v>77</v></c></row>{END}",
        ROWS + "<row>" * 5000,
        "<!DOCTYPE x [<!ENTITY a '"
        + "x" * 1000
        + "'>"
        + "".join(f"<!ENTITY {b} '{('&' + a + ';') * 50}'>" for a, b in ["ab", "bc", "cd", "de"])
        + f"]>{ROWS}<row><c t='str'><v>&e;</v></c></row>{END}",
    ],
    ids=["row number", "number", "shared string", "cut off", "entities"],
)
def test_a_hostile_sheet_is_told(
    read: Read, make_xlsx: Make, sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant_studio.knowledge.readers.xlsx._MAX_CELLS", 100_000)
    with pytest.raises((DamagedDocument, DocumentTooLarge), match="“a.xlsx”"):
        read("a.xlsx", _with_sheet(make_xlsx({"S": []}), sheet))


def test_an_empty_and_a_locked_workbook_are_told(read: Read, make_xlsx: Make) -> None:
    with pytest.raises(EmptyDocument, match="its sheets are empty"):
        read("a.xlsx", make_xlsx({"S": []}))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    with pytest.raises(EncryptedDocument, match="password"):
        read("a.xlsx", ole + "EncryptedPackage".encode("utf-16-le") + bytes(99))
    with pytest.raises(DamagedDocument, match="cut off or damaged"):
        read("a.xlsx", make_xlsx({"S": [["a"]]})[:900])


def test_the_rows_of_a_long_table_in_a_page_know_their_columns(read: Read) -> None:
    rows = "".join(f"<tr><td>item {n}</td><td>{n * 3}</td><td></td></tr>" for n in range(90))
    head = "<tr><th>Article</th><th>Pieces</th><th>Note</th></tr>"
    text = read("a.html", f"<p>Stock</p><table>{head}{rows}</table><p>End</p>").text
    lines = text.split("\n")
    assert lines[:4] == [
        "Stock",
        "",
        "Columns: Article, Pieces, Note",
        "Article: item 0; Pieces: 0",
    ]
    assert lines[92:] == ["Article: item 89; Pieces: 267", "", "End"]


def test_a_short_table_in_a_page_stays_one(read: Read) -> None:
    table = "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>"
    assert read("a.html", f"{table}<p>End</p>").text == "a | b\nc | d\n\nEnd"
