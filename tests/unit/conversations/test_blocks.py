"""Splitting a growing Markdown text into blocks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant_studio.conversations.blocks import (
    MAX_LIST_LINES,
    Block,
    BlockKind,
    BlockSplitter,
    split,
)

REPLY = """# Refunds

Annual plans can be refunded within **thirty days**.
Enterprise customers get sixty days.

1. Open *Billing*.
2. Choose the plan:

   - annual
   - monthly

   ```python
   print("inside an item")
   ```

3. Ask for the refund.

> A quotation
goes on lazily.

| Plan | Days |
|------|-----:|
| Team | 30 |
| Enterprise | 60 |

To check the date:
```python
def refundable(purchase, today):

    return (today - purchase).days <= 30
```
Then:

Setext heading
--------------
***
~~~
```
~~~
    indented code

    goes on

the end"""

# Pieces that change what the lines around them are.
PIECES = st.sampled_from(
    ["word", "```", "````", "~~~", "```py", "# ", "#", "- ", "-", "* ", "+ ", "1. ", "2) ", "14. "]
    + ["> ", ">", "|", "---", "|---|", "| a | b |\n", "===", "***", "**bold**", "`code`", "\\|"]
    + [" ", "  ", "    ", "\n", "\n\n", "\t", "\r\n", "[x](http://a.b)", "ü", "🙂", ":-:"]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in split(text)]


def test_a_reply_is_split_into_its_kinds():
    kinds = [block.kind for block in split(REPLY)]
    assert kinds == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST,
        BlockKind.QUOTE,
        BlockKind.TABLE,
        BlockKind.PARAGRAPH,
        BlockKind.CODE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.RULE,
        BlockKind.CODE,
        BlockKind.CODE,
        BlockKind.PARAGRAPH,
    ]


def test_the_language_of_code_is_known():
    assert [block.language for block in split("```Python title=x\n1\n```\n\n~~~\n~~~")] == [
        "Python",
        "",
    ]


def test_a_table_takes_only_its_head_from_the_paragraph_above():
    assert shown("Prices\n| a | b |\n|---|---|\n| 1 | 2 |\nafter\n\nend") == [
        ("paragraph", "Prices"),
        ("table", "| a | b |\n|---|---|\n| 1 | 2 |\nafter"),
        ("paragraph", "end"),
    ]


def test_an_open_fence_keeps_everything_in_the_tail():
    splitter = BlockSplitter()
    splitter.feed("before\n\n```py\n")
    for line in ("# no heading\n", "\n", "| a |\n|---|\n", "- item\n"):
        changes = splitter.feed(line)
        assert changes.keep == 1
        assert [block.kind for block in changes.blocks] == [BlockKind.CODE]
    changes = splitter.feed("```\nafter")
    assert [block.kind for block in changes.blocks] == [BlockKind.CODE, BlockKind.PARAGRAPH]


def test_a_long_list_is_cut_at_an_item():
    text = "\n".join(f"{n}. item" for n in range(1, 3 * MAX_LIST_LINES))
    blocks = split(text)
    assert len(blocks) == 3
    assert text[blocks[1].start :].startswith(f"{MAX_LIST_LINES + 1}. item")


def test_nothing_but_blank_lines_is_no_block():
    assert split("\n  \n\t\n") == ()


@given(TEXTS, st.data())
@settings(max_examples=400, deadline=None)
def test_any_pieces_give_the_same_blocks_as_the_whole(text: str, data: st.DataObject):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    splitter = BlockSplitter()
    view: list[Block] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        changes = splitter.feed(text[start:end])
        view[changes.keep :] = changes.blocks
        assert tuple(view) == splitter.blocks == split(text[:end])
    assert tuple(view) == split(text)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_blocks_are_in_order_and_leave_out_nothing_but_blanks(text: str):
    position = 0
    for block in split(text):
        assert position <= block.start < block.end <= len(text)
        assert not text[position : block.start].strip(" \t\r\n")
        position = block.end
    assert not text[position:].strip(" \t\r\n")


@given(TEXTS, st.integers(0, 200))
@settings(max_examples=300, deadline=None)
def test_blocks_that_were_kept_never_change(text: str, cut: int):
    splitter = BlockSplitter()
    first = splitter.feed(text[:cut])
    before = splitter.blocks
    second = splitter.feed(text[cut:])
    assert first.keep == 0
    assert splitter.blocks[: second.keep] == before[: second.keep]


PARTS = st.sampled_from(
    [
        "A plain paragraph.",
        "Two lines\nof text with `code` and **bold**.",
        "## Heading",
        "Title\n=====",
        "- one\n- two\n- three",
        "- one\n\n  still one\n- two\n  - nested\n  - again",
        "1. one\n2. two\n   ```\n   code\n   ```\n3. three",
        "```python\nx = 1\n\n# no heading\n```",
        "~~~\n```\n~~~",
        "> quoted\n> more",
        "> - a list\n>   in a quote",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "***",
        "    indented\n\n    code",
    ]
)


@given(st.lists(PARTS, min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_ordinary_markdown_is_cut_where_commonmark_cuts_it(parts: list[str]):
    text = "\n\n".join(parts)
    line_starts = [0] + [at + 1 for at, char in enumerate(text) if char == "\n"]
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    expected = {line_starts[t.map[0]] for t in tokens if t.level == 0 and t.map}
    found = {block.start for block in split(text)}
    # Lists are cut finer or coarser by choice; nothing else may differ.
    lists = [b for b in split(text) if b.kind is BlockKind.LIST]
    for start in expected ^ found:
        assert any(b.start <= start <= b.end for b in lists), text


@pytest.mark.parametrize("unit", ["word ", "- item\n", "a\n", "\n", "`", "|", "> ", "#"])
def test_time_grows_with_the_text_and_not_faster(unit: str):
    def seconds(count: int) -> float:
        best = float("inf")
        for _ in range(3):
            splitter = BlockSplitter()
            begun = time.thread_time()
            for _ in range(count):
                splitter.feed(unit)
            best = min(best, time.thread_time() - begun)
        return best

    assert seconds(8_000) < 16 * seconds(1_000) + 0.05
