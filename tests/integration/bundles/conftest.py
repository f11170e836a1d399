"""Studios with an assistant that knows a poem, and the embedder that is ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

from .raw_bundles import TEXT


@pytest.fixture(scope="session")
def embedder_is_ready(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The shipped embedder is exported once for each checkout, not within a test's time."""
    with Studio(Home(tmp_path_factory.mktemp("prepare"))) as studio:
        studio.knowledge.prepare(lambda _line: None)


@pytest.fixture
def studio(home: Home, embedder_is_ready: None) -> Iterator[Studio]:
    with Studio(home) as made:
        yield made


OtherStudio = Callable[[str], Studio]


@pytest.fixture
def other_studio(tmp_path: Path, embedder_is_ready: None) -> Iterator[OtherStudio]:
    """Opens studios on other data folders; closed after the test."""
    made: list[Studio] = []

    def open_other(name: str = "other") -> Studio:
        made.append(Studio(Home(tmp_path / name)))
        return made[-1]

    yield open_other
    for studio in made:
        studio.close()


def with_files(studio: Studio, folder: Path, name: str = "Keeper", **texts: str) -> Assistant:
    """An assistant with these files (by name, `_` for the dot), indexed."""
    folder.mkdir(exist_ok=True)
    assistant = studio.assistants.create(
        Assistant(name=name, instructions="Answer from the poem.", author="Ada", licence="CC0-1.0")
    )
    for stem, text in (texts or {"poem": TEXT}).items():
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    studio.knowledge.add(assistant.id, sorted(folder.iterdir()))
    studio.knowledge.wait_until_indexed(assistant.id)
    return assistant
