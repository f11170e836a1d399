"""The languages that replies hold most are coloured, by the names that models write."""

from __future__ import annotations

import html
import re

import pytest

from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.highlighting import highlighted

CODE = {
    "python": 'def f(x):\n    return "a"  # b',
    "py": "import os",
    "javascript": 'const a = "b"; // c',
    "js": "let a = 1;",
    "jsx": "const a = <b c={1}/>;",
    "typescript": "let a: number = 1;",
    "ts": "interface A { b: string }",
    "tsx": "const a = <b c={1}/>;",
    "java": 'class A { String b = "c"; }',
    "c": "int main(void) { return 0; }",
    "cpp": "int main() { return 0; }",
    "c++": "class A { public: int b; };",
    "csharp": 'class A { string b = "c"; }',
    "c#": "using System;",
    "go": 'func main() { a := "b" }',
    "rust": 'fn main() { let a = "b"; }',
    "ruby": 'def a; "b"; end',
    "php": '<?php echo "a";',
    "swift": 'let a = "b"',
    "kotlin": 'fun main() { val a = "b" }',
    "scala": 'val a = "b"',
    "bash": 'if true; then echo "a"; fi',
    "sh": 'echo "a" # b',
    "shell": 'echo "a"',
    "powershell": 'Write-Host "a" # b',
    "sql": "SELECT a FROM b WHERE c = 'd';",
    "html": '<a href="b">c</a>',
    "css": "a { color: red; } /* b */",
    "json": '{"a": 1}',
    "yaml": "a: 1 # b",
    "toml": 'a = "b"',
    "xml": '<a b="c"/>',
    "r": 'a <- "b" # c',
    "perl": 'my $a = "b";',
    "lua": 'local a = "b"',
    "haskell": 'main = putStrLn "a"',
    "dockerfile": "FROM a\n# b\nRUN c",
    "makefile": "# d\nA = b\na: b\n\techo $(A)",
    "ini": "[a]\n; b\nc = d",
    "matlab": "a = 'b'; % c",
    "dart": 'void main() { var a = "b"; }',
    "elixir": 'def a, do: "b"',
}


@pytest.mark.parametrize("language", CODE)
def test_its_words_have_colours_and_none_is_lost(language: str) -> None:
    (part,) = highlighted(CODE[language], language, TextColors(), max_seconds=10)
    assert "<span style=" in part
    assert html.unescape(re.sub(r"</?span[^>]*>", "", part)) == CODE[language]
