"""Formulas: what is one, how a small one reads in a line, and what is drawn."""

from __future__ import annotations

import subprocess
import sys
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.conversations.blocks import BlockKind, split
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.formula_text import formula_text
from assistant_studio.conversations.formulas import drawing_of, inline_end, latex_of
from assistant_studio.conversations.markdown import rich_text


def in_line(text: str) -> str:
    return rich_text(text, BlockKind.PARAGRAPH, TextColors())


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "Between $5-$10 a day, or 10$ a week.",
        "A dollar sign $ alone, and $HOME too.",
        "From $20 to $30 = more.",
        "Price: $ 3 + 4 $.",
        r"Escaped \$x^2\$ stays.",
        "`$x^2$` is code.",
    ],
)
def test_dollars_are_no_maths(text: str) -> None:
    assert "²" not in in_line(text)
    assert in_line(text).count("$") == text.count("$")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("So $x^2 + y_1$ holds.", "So x² + y₁ holds."),
        (r"With \(\alpha \leq \frac{a+b}{2}\) here.", "With α ≤ (a + b)/2 here."),
        (r"$$E = mc^2$$ is known.", "E = mc² is known."),
        (r"\[\sqrt{2}\] or $n$", "√2 or n"),
        (r"$\lim_{x \to 0} \frac{\sin x}{x} = 1$", "lim_(x → 0)(sin x)/x = 1"),
    ],
)
def test_formulas_in_a_line_are_readable(text: str, shown: str) -> None:
    assert shown in in_line(text)


@pytest.mark.parametrize(
    "latex", [r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\foo{x}", r"\frac{a", "{" * 50]
)
def test_what_a_line_cannot_hold_is_shown_as_it_was_written(latex: str) -> None:
    assert formula_text(latex) is None
    if latex.count("{") == latex.count("}"):
        shown = in_line(f"See ${latex}$ here.").replace("&amp;", "&")
        assert f"${latex}$" in shown
        assert TextColors().mono in shown


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("$$x = 1$$", ["math"]),
        ("Text:\n$$\nx = 1\n$$\nmore", ["paragraph", "math", "paragraph"]),
        ("\\[\nx = 1\n\\]", ["math"]),
        ("\\[ x = 1 \\].", ["math"]),
        ("$$x$$ and words", ["paragraph"]),
        ("$$ never closed\n\nnext", ["paragraph", "paragraph"]),
        ("```\n$$\n```", ["code"]),
        ("$$\na\n\\\\ b $$\n\nnext", ["math", "paragraph"]),
    ],
)
def test_formulas_of_their_own_are_blocks(text: str, kinds: list[str]) -> None:
    assert [str(block.kind) for block in split(text)] == kinds


def test_the_latex_is_what_stands_between_the_delimiters() -> None:
    assert latex_of("$$\nx = 1\n$$.") == "x = 1"
    assert latex_of(r"\[x\]") == latex_of(r"\(x\)") == latex_of("$x$") == "x"


@pytest.mark.parametrize(
    "latex",
    [
        r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\sum_{k=1}^{n} k = \frac{n(n+1)}{2}",
    ],
)
def test_formulas_are_drawn_as_paths_alone(latex: str) -> None:
    drawing = drawing_of(latex, 17, "#102030")
    assert drawing is not None
    assert drawing.width > 20
    tags = {element.tag.rpartition("}")[2] for element in fromstring(drawing.svg).iter()}
    assert tags <= {"svg", "path", "rect", "g", "line"}
    assert "#102030" in drawing.svg


@pytest.mark.parametrize(
    "latex", [r"\foo{x}", r"\frac{a", "", "x" * 2000, "{" * 200 + "x" + "}" * 200, "x_{" * 100]
)
def test_what_cannot_be_drawn_is_none(latex: str) -> None:
    assert drawing_of(latex, 17, "#102030") is None


def test_a_colour_cannot_smuggle_markup() -> None:
    assert drawing_of("x", 17, '#000"/><image href="file:///etc/passwd') is None


@given(st.text(r"$\()[]{}^_ab1 =+", max_size=40))
def test_no_text_is_lost_or_raises(text: str) -> None:
    in_line(text or "x")
    end = inline_end(text, 0) if text else -1
    assert end == -1 or 0 < end <= len(text)


@given(st.text(r"\frac{}^_ab1&$sqrt", max_size=30))
def test_drawing_never_raises(latex: str) -> None:
    drawing_of(latex, 17, "#102030")
    formula_text(latex)


def test_the_library_is_not_loaded_before_a_formula_comes() -> None:
    code = (
        "import sys; import assistant_studio.viewmodels.rendering, assistant_studio.desktop.qml;"
        "sys.exit('ziamath' in sys.modules or 'latex2mathml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
