"""The blocks of a message as QML gets them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from assistant_studio.conversations.blocks import BlockSplitter
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.sentence_marks import SentenceMark
from assistant_studio.viewmodels.blocks_model import BlockRole, BlocksModel

TEXT = """# Title

A paragraph that becomes
| a | b |
|---|---|
| 1 | 2 |

```python
x = \"\"\"one
two\"\"\"
```

- a list
- of two

The end.
"""


@pytest.fixture
def model(application: QGuiApplication) -> BlocksModel:
    made = BlocksModel(TextColors())
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def values(model: BlocksModel, role: BlockRole) -> list[object]:
    return [model.data(model.index(row), role) for row in range(model.rowCount())]


def test_a_text_that_grows_ends_as_the_whole_text_does(model: BlocksModel):
    whole = BlocksModel(TextColors())
    whole.show(TEXT)
    splitter = BlockSplitter()
    for end in range(1, len(TEXT) + 1):
        model.apply(splitter.feed(TEXT[end - 1 : end]), TEXT[:end])
        # As QML does: it asks for all it shows.
        values(model, BlockRole.markup)
        values(model, BlockRole.parts)
    model.show(TEXT)
    for role in BlockRole:
        assert values(model, role) == values(whole, role)
    assert values(model, BlockRole.kind) == [
        "heading",
        "paragraph",
        "table",
        "code",
        "list",
        "paragraph",
    ]


def test_only_the_last_block_is_drawn_again(model: BlocksModel):
    splitter = BlockSplitter()
    text = "First.\n\nSecond"
    model.apply(splitter.feed(text), text)
    values(model, BlockRole.markup)
    spy = QSignalSpy(model.dataChanged)
    model.apply(splitter.feed(" goes on"), text + " goes on")
    changed = [(spy.at(i)[0].row(), spy.at(i)[1].row()) for i in range(spy.count())]
    assert changed == [(1, 1)]


def test_a_finished_text_marks_its_sentences(model: BlocksModel):
    text = "One is true.\n\nTwo is not."
    splitter = BlockSplitter()
    model.apply(splitter.feed(text), text)
    model.show(text, (SentenceMark(0, 12, (1,), True), SentenceMark(14, len(text), (), False)))
    first, second = values(model, BlockRole.markup)
    assert "source:1" in str(first)
    assert "underline" in str(second)


def test_code_is_given_in_parts_and_for_copying(model: BlocksModel):
    model.show("```py\nx = 1\n```")
    assert values(model, BlockRole.code) == ["x = 1"]
    assert values(model, BlockRole.language) == ["py"]
    assert values(model, BlockRole.markup) == [""]
    (parts,) = values(model, BlockRole.parts)
    assert isinstance(parts, list)
    assert len(parts) == 1


def test_other_colors_are_asked_for_again(model: BlocksModel):
    model.show("See https://a.example.")
    before = values(model, BlockRole.markup)
    model.recolor(TextColors(accent="#123456"))
    assert "#123456" in str(values(model, BlockRole.markup)[0])
    assert before != values(model, BlockRole.markup)


def test_the_libraries_that_draw_replies_do_not_hold_up_the_window():
    code = (
        "import sys; import assistant_studio.viewmodels.chat_view_model;"
        "sys.exit(bool({'markdown_it', 'pygments'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
