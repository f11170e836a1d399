"""What hostile documents make a model say loads nothing: shown, it holds no tag that could."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant_studio.conversations.blocks import split
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.markdown import rich_text

ATTACKS = Path(__file__).resolve().parents[2] / "data" / "trust" / "attacks.json"
# All that a shown reply is made of; what loads something by itself (img, link, style, …) is not.
SHOWN_TAGS = frozenset(
    "p br span b i u s a code pre em strong del sub sup ul ol li h1 h2 h3 h4 h5 h6 hr"
    " blockquote table thead tbody tr th td".split()
)
LOADING_ATTRIBUTES = frozenset({"src", "srcset", "background", "data", "poster", "action", "ping"})


class Tags(HTMLParser):
    """Collects what a rendered text holds."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")


def attacks() -> list[tuple[str, str]]:
    kinds: dict[str, list[str]] = json.loads(ATTACKS.read_text(encoding="utf-8"))
    return [(kind, text) for kind, texts in kinds.items() for text in texts]


def test_there_are_enough_attacks_of_enough_kinds() -> None:
    assert len(attacks()) >= 60
    assert len({kind for kind, _text in attacks()}) >= 8


@pytest.mark.parametrize("frame", ["{}", "> {}", "- {}", "| a |\n|---|\n| {} |", "**{}**", "# {}"])
def test_a_reply_that_repeats_an_attack_loads_nothing(frame: str) -> None:
    for _kind, text in attacks():
        reply = frame.format(text)
        found = Tags()
        for block in split(reply):
            found.feed(rich_text(reply[block.start : block.end], block.kind, TextColors()))
        assert found.tags <= SHOWN_TAGS, text
        assert not found.attributes.keys() & LOADING_ATTRIBUTES, text
        styles = found.attributes.get("style", [])
        assert not any("url" in style or "@" in style for style in styles), text
