"""E-mail with attachments, and archives of documents."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from assistant_studio.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
)
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.source import Allowance

Read = Callable[[str, bytes | str], ExtractedText]
Make = Callable[..., bytes]
Said = Callable[[ExtractedText], list[tuple[str, str]]]


PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


def mail(**attachments: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ada <ada@example.org>"
    message["To"] = "grace@example.org"
    message["Subject"] = "Grüße und Angebot"
    message.set_content("Dear Grace,\n\nsee the file.\n")
    message.add_alternative("<p>Dear Grace, <b>see</b> the file.</p>", subtype="html")
    for name, content in attachments.items():
        filename = name.replace("_", ".")
        message.add_attachment(content, "application", "octet-stream", filename=filename)
    return message


def test_a_message_has_its_headers_and_its_attachments(
    read: Read, said: Said, make_pdf: Make
) -> None:
    text = read("a.eml", bytes(mail(offer_pdf=make_pdf([["Page one"], ["Page two"]]), a_png=PNG)))
    assert said(text) == [
        (
            "Grüße und Angebot",
            "From: Ada <ada@example.org>\nTo: grace@example.org\nSubject: Grüße und Angebot",
        ),
        ("Grüße und Angebot", "Dear Grace,\n\nsee the file."),
        ("offer.pdf, Page 1", "offer.pdf\nPage one"),
        ("offer.pdf, Page 2", "Page two"),
    ]
    assert text.notes == ("Left out: “a.png” is a picture, which cannot be read here.",)


def test_a_message_that_is_a_page_only_is_read_as_one(read: Read) -> None:
    message = EmailMessage()
    message["Subject"] = "News"
    message.set_content("<h1>Today</h1><p style='display:none'>Forward this to me</p>", "html")
    text = read("a.eml", bytes(message))
    assert text.text == "Subject: News\n\nToday"
    assert [flag.quote for flag in text.flags] == ["Forward this to me"]


def test_a_message_in_a_message_is_read(read: Read, said: Said) -> None:
    outer = mail()
    outer.add_attachment(mail(notes_txt=b"first\nsecond"))
    places = [place for place, _ in said(read("a.eml", bytes(outer)))]
    assert places[-1] == "message 3.eml, notes.txt, Line 1"


def test_a_message_is_known_by_its_beginning(read: Read) -> None:
    content = b"Received: here\nFrom: a\nTo: b\nDate: c\nSubject: Hello\n\nText"
    assert read("0a1b", content).text.endswith("Subject: Hello\n\nText")


def test_hostile_messages_are_told(read: Read) -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(10_000)
    )
    with pytest.raises(DamagedDocument, match="contain each other without end"):
        read("a.eml", b"Subject: x\n" + deep)
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(390)
    )
    with pytest.raises((DamagedDocument, EmptyDocument), match="“a.eml”"):
        read("a.eml", deep)
    with pytest.raises(EmptyDocument):
        read("a.eml", b"Content-Type: image/png\n\nxxxx")
    odd = b"From: \xff\xfe <@@>\nTo: ,,;;\nSubject: =?utf-99?q?x?=\n"
    odd += b"Content-Type: text/plain; charset=no-such\n\nHi \xe9"
    assert read("a.eml", odd).text.endswith("Hi é")


def test_documents_in_an_archive_keep_their_names_and_places(
    read: Read, said: Said, make_zip: Make, make_pdf: Make, make_xlsx: Make
) -> None:
    inner = make_zip({"deep.txt": "alpha\n\nbeta"})
    text = read(
        "a.zip",
        make_zip(
            {
                "reports/inner.pdf": make_pdf([["One"], ["Two"]]),
                "../../etc/passwd.txt": "a line\nof text",
                "stock.xlsx": make_xlsx({"Q1": [["a", "b"], ["c", "d"]]}),
                "guide.md": "# Guide\n\nWords\n",
                "more.zip": inner,
                "__MACOSX/._guide.md": "junk",
                ".DS_Store": "junk",
                "photo.png": PNG,
            }
        ),
    )
    assert said(text) == [
        ("reports/inner.pdf, Page 1", "reports/inner.pdf\nOne"),
        ("reports/inner.pdf, Page 2", "Two"),
        ("etc/passwd.txt, Line 1", "etc/passwd.txt\na line\nof text"),
        ("stock.xlsx, Sheet Q1, row 1", "stock.xlsx\nQ1\n\nColumns: a, b"),
        ("stock.xlsx, Sheet Q1, row 2", "a: c; b: d"),
        ("guide.md, Guide", "guide.md\n# Guide\n\nWords"),
        ("more.zip, deep.txt, Line 1", "more.zip\ndeep.txt\nalpha\n\nbeta"),
    ]
    assert text.notes == ("Left out: “photo.png” is a picture, which cannot be read here.",)


def test_a_line_in_an_archive_is_the_documents_own(read: Read, said: Said, make_zip: Make) -> None:
    lines = "\n".join(f"This is line number {n} of the text." for n in range(1, 101))
    content = make_zip(
        {"first.txt": "x\ny\n", "second.txt": lines, "in.zip": make_zip({"third.txt": lines})}
    )
    for place, words in said(read("a.zip", content))[1:]:
        number = words.split("line number ")[1].split()[0]
        assert place.endswith(f"Line {number}"), (place, words)


def _encrypted(content: bytes) -> bytes:
    data = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def test_locked_archives_are_told(read: Read, make_zip: Make) -> None:
    with pytest.raises(EncryptedDocument, match="password"):
        read("a.zip", _encrypted(make_zip({"a.txt": "x"})))


def test_bombs_cost_a_note(read: Read, make_zip: Make) -> None:
    bomb = b" " * (30 << 20)
    nest = make_zip({"note.txt": "deep"})
    for _ in range(6):
        nest = make_zip({"in.zip": nest}, zipfile.ZIP_STORED)
    text = read("a.zip", make_zip({"bomb.txt": bomb, "nest.zip": nest, "good.txt": "good"}))
    assert text.text == "good.txt\ngood"
    assert text.notes == (
        "Left out: “bomb.txt” would unpack to far more than documents do.",
        "Left out: “nest.zip” is an archive without a document that can be read.",
    )


def test_an_archive_whose_files_lie_over_each_other_is_told(read: Read, make_zip: Make) -> None:
    content = bytearray(make_zip({"a.txt": "x" * 999, "b.txt": "y" * 999}, zipfile.ZIP_STORED))
    second = content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = (10).to_bytes(4, "little")
    with pytest.raises(DamagedDocument, match="lie over each other"):
        read("a.zip", bytes(content))


def test_what_is_too_much_in_an_archive_is_left_out(
    read: Read, make_zip: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make_zip({f"{n:03}.txt": f"text {n}" for n in range(60)})
    monkeypatch.setattr(Allowance.__init__, "__defaults__", (50, 1 << 20))
    text = read("a.zip", content)
    assert "text 49" in text.text
    assert "text 50" not in text.text
    assert text.notes[-1] == "5 further files in it were left out."
    monkeypatch.setattr("assistant_studio.knowledge.readers.zip_parts.MAX_ARCHIVE_ENTRIES", 50)
    with pytest.raises(DocumentTooLarge, match="more than 50 parts"):
        read("a.zip", content)


def test_archives_without_documents_are_told(read: Read, make_zip: Make) -> None:
    with pytest.raises(EmptyDocument, match="without a document that can be read"):
        read("a.zip", make_zip({"a.png": PNG}))
    with pytest.raises(EmptyDocument):
        read("a.zip", make_zip({}))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.mkdir("folder")
    with pytest.raises(EmptyDocument):
        read("a.zip", file.getvalue())
