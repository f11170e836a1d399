"""Files damaged at random: read, or told in a sentence, and nothing else."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DocumentError
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.readers.registry import read_document

MakePdf = Callable[..., bytes]
MakeDocx = Callable[..., bytes]

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


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "md"])
def test_any_damage_is_harmless_or_told(
    kind: str, make_pdf: MakePdf, make_docx: MakeDocx, tmp_path: Path
) -> None:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)
    content = {
        "pdf": make_pdf([LINES, LINES, None]),
        "docx": make_docx(paragraphs, styles="<w:style w:styleId='a'/>"),
        "html": PAGE.encode(),
        "md": MARKDOWN.encode("utf-16"),
    }[kind]
    path = tmp_path / f"file.{kind}"
    hints = []
    for seed in range(300):
        path.write_bytes(damaged(content, seed))
        try:
            text = read_document(path, CancelToken())
        except DocumentError as error:
            hints.append(error.hint)
            continue
        for chunk in chunks_of(text):
            assert chunk.text == text.text[chunk.start : chunk.end], seed
    assert all(hints)
    assert len(hints) < 300
