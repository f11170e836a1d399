import io
import re
import zipfile
from collections.abc import Callable

import pytest

from assistant_studio.errors import DamagedDocument, EncryptedDocument, UnsupportedDocument
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.kinds import SUFFIXES, FileKind
from assistant_studio.paths import ui_dir

Read = Callable[[str, bytes | str], ExtractedText]
MakePdf = Callable[..., bytes]
MakeDocx = Callable[..., bytes]

PAGE = "<!DOCTYPE html><html><body><h1>Hello</h1><p>World</p></body></html>"


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return file.getvalue()


def old_office(stream: str) -> bytes:
    name = stream.encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name + bytes(99)


def test_a_pdf_is_read_as_one_whatever_its_name(read: Read, make_pdf: MakePdf) -> None:
    for name in ("paper.txt", "paper.docx", "paper.md"):
        text = read(name, make_pdf([["Hello from a page"]]))
        assert text.text == "Hello from a page"
        assert text.page_count == 1
        assert text.notes == ("The file is a PDF, whatever its name says, and was read as one.",)


def test_a_name_without_ending_says_nothing_against_a_pdf(read: Read, make_pdf: MakePdf) -> None:
    assert read("0123abcd", make_pdf([["Hello"]])).notes == ()


def test_a_word_document_is_read_as_one_whatever_its_name(read: Read, make_docx: MakeDocx) -> None:
    text = read("letter.pdf", make_docx("<w:p><w:r><w:t>Dear all</w:t></w:r></w:p>"))
    assert text.text == "Dear all"
    assert "a Word document" in text.notes[0]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("Just some words.", "plain text"),
        (PAGE, "a web page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (bytes(range(256)) * 10, "other data"),
    ],
    ids=["text", "page", "picture", "data"],
)
@pytest.mark.parametrize(("name", "kind"), [("x.pdf", "a PDF"), ("x.docx", "a Word document")])
def test_a_file_that_is_not_what_its_name_says_is_told(
    read: Read, name: str, kind: str, content: bytes | str, what: str
) -> None:
    with pytest.raises(DamagedDocument) as caught:
        read(name, content)
    assert caught.value.message == (
        f"“{name}” is not {kind}, though its name says so: it holds {what}."
    )
    assert caught.value.hint


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a picture"),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(50), "a picture"),
        (b"RIFF\0\0\0\0WAVEfmt " + bytes(50), "sound or video"),
        (b"\0\0\0\x20ftypisom" + bytes(50), "sound or video"),
        (zipped("a.txt")[:30], "an archive that is cut off or damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an older Office program"),
        (old_office("WordDocument"), "an old Word document (.doc)"),
        (old_office("Workbook"), "an old spreadsheet (.xls)"),
        (old_office("PowerPoint Document"), "an old presentation (.ppt)"),
        (b"\x1f\x8b\x08" + bytes(60), "an archive of a kind other than ZIP"),
        (b"\x7fELF" + bytes(60), "a program"),
        (b"SQLite format 3\0" + bytes(90), "a database"),
        (b"GGUF\3\0\0\0" + bytes(60), "a language model"),
        (bytes(range(256)) * 10, "holds data without text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html", "x.bin", "x"])
def test_a_file_that_no_reader_knows_is_told(
    read: Read, name: str, content: bytes, what: str
) -> None:
    with pytest.raises(UnsupportedDocument, match="cannot be read here") as caught:
        read(name, content)
    assert what in caught.value.message
    assert caught.value.hint


def test_a_word_document_with_a_password_is_told(read: Read) -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    content = container + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    with pytest.raises(EncryptedDocument, match="password"):
        read("secret.docx", content)


def test_words_that_begin_like_a_mark_are_text(read: Read) -> None:
    for content in ("BMW builds cars.", "MZ is a code.", "GIF8 and BZh", "PK is short", "ID3 tags"):
        assert read("note.txt", content).text == content


def test_the_windows_dialog_offers_what_the_readers_know() -> None:
    button = (ui_dir() / "AssistantStudio/Knowledge/AddFilesButton.qml").read_text()
    offered = set(re.findall(r"\*(\.\w+)", button))
    assert offered == {suffix for suffix, kind in SUFFIXES.items() if kind is not FileKind.CODE}


def test_a_text_about_pdf_is_text(read: Read) -> None:
    content = "A file begins with %PDF-1.7 in its first line."
    assert read("note.txt", content).text == content


def test_a_page_is_known_by_its_beginning_where_the_name_says_nothing(read: Read) -> None:
    assert read("page", PAGE).text == "Hello\n\nWorld"
    assert read("page.php", "\ufeff<!-- saved -->\n" + PAGE).text == "Hello\n\nWorld"


def test_a_text_file_stays_its_own_text_though_it_looks_like_a_page(read: Read) -> None:
    assert read("page.txt", PAGE).text == PAGE
    assert read("page.md", PAGE).text == PAGE
