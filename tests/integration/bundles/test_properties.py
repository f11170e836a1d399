"""Export and import give the same assistant: text, order, offsets, and what is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant_studio.assistants.assistant import (
    MAX_GREETING_CHARS,
    MAX_NAME_CHARS,
    MAX_STARTER_CHARS,
    Assistant,
    Avatar,
    RetrievalChoice,
    SamplingChoice,
    checked,
    to_content,
)
from assistant_studio.assistants.check import Check
from assistant_studio.bundles.gathering import Choices
from assistant_studio.bundles.importing import Decision
from assistant_studio.bundles.problems import honest
from assistant_studio.errors import UsageError
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.document import (
    ExtractedText,
    PlaceKind,
    PlaceStep,
    Section,
)
from assistant_studio.knowledge.portable_text import extracted_from, layout_of
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

from .conftest import with_files

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LONG = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
# What a name must not hold, an import takes out; see `preview.honest`.
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), min_size=1, max_size=40)


@st.composite
def assistants(draw: st.DrawFn) -> Assistant:
    made = Assistant(
        name=draw(NAMES)[:MAX_NAME_CHARS],
        tagline=honest(draw(NAMES)),
        instructions=draw(LONG),
        greeting=draw(TEXT)[:MAX_GREETING_CHARS],
        starters=tuple(text[:MAX_STARTER_CHARS] for text in draw(st.lists(TEXT, max_size=4))),
        avatar=Avatar(
            draw(st.text("ABÄ★", max_size=2)), draw(st.sampled_from(("#0B6E69", "#123abc")))
        ),
        sampling=SamplingChoice(
            draw(st.none() | st.floats(0, 2)),
            draw(st.none() | st.floats(0, 1)),
            draw(st.none() | st.integers(1, 4096)),
        ),
        retrieval=RetrievalChoice(draw(st.booleans())),
        checks=tuple(
            Check(f"Question {n} {draw(TEXT)}", must_hold=("noon",), page=None, id=f"c{n}")
            for n in range(draw(st.integers(0, 3)))
        ),
        author=honest(draw(NAMES)),
        licence=draw(st.sampled_from(("", "CC0-1.0", "MIT"))),
        tags=tuple(draw(st.lists(TEXT, max_size=3))),
    )
    try:
        return checked(made)
    except UsageError:
        return checked(replace(made, name="Plain", starters=()))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Studio, Studio, Path]]:
    folder = tmp_path_factory.mktemp("two")
    with Studio(Home(folder / "here")) as here, Studio(Home(folder / "there")) as there:
        yield here, there, folder / "x.assistant"


@given(assistant=assistants())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_an_assistant_is_the_same_after_the_journey(
    two: tuple[Studio, Studio, Path], assistant: Assistant
) -> None:
    here, there, file = two
    made = here.assistants.create(assistant)
    here.exporter.export(made.id, file, Choices(), secrets_accepted=True)
    first = file.read_bytes()
    kept = there.importer.install(there.importer.preview(file), Decision.KEEP_BOTH).assistant
    assert {**to_content(kept), "name": ""} == {**to_content(made), "name": ""}
    assert kept.name == honest(made.name)
    there.exporter.export(kept.id, file, Choices(), secrets_accepted=True)
    assert file.read_bytes() == first


PLACES = st.builds(
    PlaceStep, st.sampled_from(list(PlaceKind)), st.integers(0, 10**6), st.integers(0, 10**6), TEXT
)


@st.composite
def extracted_texts(draw: st.DrawFn) -> ExtractedText:
    pieces = draw(st.lists(LONG, min_size=1, max_size=6))
    sections, at = [], 0
    for piece in pieces:
        page = draw(st.none() | st.integers(1, 10**6))
        headings = tuple(draw(st.lists(TEXT, max_size=3)))
        place = tuple(draw(st.lists(PLACES, max_size=3)))
        sections.append(Section(at, at + len(piece), page, headings, place))
        at += len(piece)
    return ExtractedText(
        "".join(pieces),
        tuple(sections),
        draw(st.none() | st.integers(1, 999)),
        tuple(draw(st.lists(st.integers(1, 999), max_size=4))),
        tuple(draw(st.lists(TEXT, max_size=3))),
        draw(st.none() | st.just("utf-8")),
    )


@given(extracted=extracted_texts())
def test_a_text_keeps_its_places_and_passages(extracted: ExtractedText) -> None:
    import json

    layout = layout_of(extracted)
    again = extracted_from(extracted.text.encode().decode(), json.loads(layout))
    assert again == extracted
    assert layout_of(again) == layout
    assert chunks_of(again) == chunks_of(extracted)


WORDS = ("lighthouse noon", "Sturmflut am Dienstag", "灯塔在中午唱歌", "42 barnacles, 3,5 %")


def test_what_is_found_is_the_same(embedder_is_ready: None, tmp_path: Path) -> None:
    texts = {
        f"file{number}": f"First\n\n{words}. More about nothing.\n\n"
        + f"Filler {words[::-1]} . " * (20 * number)
        for number, words in enumerate(WORDS, 1)
    }
    with Studio(Home(tmp_path / "here")) as here, Studio(Home(tmp_path / "there")) as there:
        made = with_files(here, tmp_path / "files", **texts)
        file = tmp_path / "x.assistant"
        here.exporter.export(made.id, file, Choices(), secrets_accepted=True)
        kept = there.importer.install(there.importer.preview(file)).assistant
        for query in (*WORDS, "first", "filler"):
            assert found(there, kept.id, query) == found(here, made.id, query)


def found(studio: Studio, assistant_id: str, query: str) -> list[dict[str, Any]]:
    passages = studio.knowledge.search(assistant_id, query, budget_chars=20_000).passages
    return [{**asdict(passage), "document_id": ""} for passage in passages]
