"""Files damaged at random: read, or told in a sentence, and nothing else."""

import io
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pptx
import pytest

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DocumentError
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.readers.registry import read_document

Make = Callable[..., bytes]

SEEDS = 300
SHEET = """<table:table table:name="S"><table:table-row><table:table-cell
table:number-columns-repeated="3"><text:p>a</text:p></table:table-cell></table:table-row></table:table>"""

LINES = ["#A chapter", "Some words stand here.", "##A part", "More words stand there."]
PAGE = "<html><body><h1>A</h1><table><tr><td>b</table><ul><li>c</ul><pre>d</pre></body></html>"
MARKDOWN = "---\na: b\n---\n# A\n\n- b\n\n```\nc\n```\n\nD\n===\n<!-- e -->\n| f |\n|---|\n"


def damaged(content: bytes, seed: int) -> bytes:
    """The content with bytes changed, stretches cut out, doubled or filled, or its end missing."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data))
        length = chance.randint(1, 40)
        match chance.randrange(5):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length]
            case 3:
                data[at : at + length] = bytes(length)
            case 4:
                data[at:at] = str(chance.randint(0, 10**9)).encode()
        if not data:
            return b"x"
    return bytes(data[: chance.randint(1, len(data))] if chance.random() < 0.1 else data)


def damaged_inside(content: bytes, seed: int) -> bytes:
    """An archive that is whole, with damage in what it holds."""
    chance = random.Random(seed)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        parts = [name for name in old.namelist() if not name.endswith("jpeg")]
        hit = chance.sample(parts, min(len(parts), 3))
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, seed) if name in hit and part else part)
    return file.getvalue()


@pytest.fixture
def good_files(
    make_pdf: Make, make_docx: Make, make_xlsx: Make, make_odf: Make, make_epub: Make
) -> dict[str, bytes]:
    """A file of each kind by its ending."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)
    return {
        "pdf": make_pdf([LINES, LINES, None]),
        "docx": make_docx(paragraphs, styles="<w:style w:styleId='a'/>"),
        "xlsx": make_xlsx({"S": [["a", "b"], [1, 2.5], ["c", None]]}),
        "pptx": deck(),
        "odt": make_odf("<office:text><text:h>A</text:h><text:p>b</text:p></office:text>"),
        "ods": make_odf(f"<office:spreadsheet>{SHEET}</office:spreadsheet>"),
        "epub": make_epub([PAGE, "<h1>B</h1><p>c</p>"]),
        "html": PAGE.encode(),
        "md": MARKDOWN.encode("utf-16"),
        "csv": b'Name;Note\nAda;"x; y"\nGrace;z\n' * 5,
        "json": b'{"a": [{"b": 1, "c": ["d", null]}, {"b": -2.5e3}], "e": "\\u00e9"}',
        "jsonl": b'{"a": 1}\n{"a": [2, 3]}\n' * 5,
        "rtf": rb"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}}\f0 B\'e9 \u233?{\v c}\par d\cell e\row}",
        "py": b"import a\n\n\n@b\nclass C:\n    def d(self):\n        return 'e'\n",
        "eml": bytes(message(make_pdf([LINES]))),
    }


def deck() -> bytes:
    presentation = pptx.Presentation()
    for layout in (0, 1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
        slide.shapes.title.text = "A title"
        slide.placeholders[1].text = "Some\nwords"
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def message(attachment: bytes) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ada <a@example.org>", "Grüße"
    mail.set_content("Some words.\n")
    mail.add_alternative(PAGE, subtype="html")
    mail.add_attachment(attachment, "application", "pdf", filename="a.pdf")
    return mail


KINDS = "pdf docx xlsx pptx odt ods epub html md csv json jsonl rtf py eml zip".split()


@pytest.mark.parametrize("kind", KINDS)
def test_any_damage_is_harmless_or_told(
    kind: str, good_files: dict[str, bytes], make_zip: Make, tmp_path: Path
) -> None:
    good_files["zip"] = make_zip({f"a.{kind}": good for kind, good in good_files.items()})
    content = good_files[kind]
    path = tmp_path / f"file.{kind}"
    hints = []
    for seed in range(SEEDS):
        is_archive = content.startswith(b"PK") and seed % 4
        path.write_bytes((damaged_inside if is_archive else damaged)(content, seed))
        try:
            text = read_document(path, CancelToken())
        except DocumentError as error:
            hints.append(error.hint)
            continue
        for chunk in chunks_of(text):
            assert chunk.text == text.text[chunk.start : chunk.end], seed
    assert all(hints)
    assert len(hints) < SEEDS
