"""The real engine with the starter model, in a data folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant_studio import paths
from assistant_studio.cancel import CancelToken
from assistant_studio.models.engine import (
    ChatMessage,
    GenerationDone,
    PromptProgress,
    Sampling,
    TextPiece,
)
from assistant_studio.models.llama_engine import LlamaEngine
from assistant_studio.models.store import MODEL_MIGRATIONS, ModelStore
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database

GREEDY = Sampling(temperature=0, repeat_penalty=1.0, max_tokens=16)


@dataclass
class Asked:
    """What came of one answer."""

    text: str
    done: GenerationDone
    progress: list[PromptProgress]


@dataclass
class House:
    """An engine and what belongs to it."""

    home: Home
    store: ModelStore
    engine: LlamaEngine

    def load(self) -> None:
        self.engine.load(self.store.default().sha256)

    def ask(
        self,
        *messages: ChatMessage,
        sampling: Sampling = GREEDY,
        front: int = 1,
        token: CancelToken | None = None,
    ) -> Asked:
        text, progress = "", []
        for event in self.engine.generate(list(messages), sampling, front, token):
            match event:
                case TextPiece(piece):
                    text += piece
                case PromptProgress():
                    progress.append(event)
                case GenerationDone():
                    return Asked(text, event, progress)
        raise AssertionError("a stream without an end")


@pytest.fixture(scope="session")
def starter_model() -> Path:
    """The model that comes with the app, which `dev.py` fetches."""
    return next(paths.starter_models_dir().glob("*.gguf"))


def opened(folder: Path, **options: int) -> Iterator[House]:
    home = Home(folder / "home").create()
    database = Database(home.studio_db, MODEL_MIGRATIONS, home.backups_dir)
    store = ModelStore(database, home)
    engine = LlamaEngine(home, store, options)
    yield House(home, store, engine)
    engine.close()
    database.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Shared: a test must leave the worker it finds alive."""
    for house in opened(tmp_path_factory.mktemp("engine")):
        house.load()
        yield house


@pytest.fixture
def own_house(tmp_path: Path) -> Iterator[House]:
    """For tests that end the worker."""
    yield from opened(tmp_path)


@pytest.fixture
def small_house(tmp_path: Path) -> Iterator[House]:
    """With a context of 256 tokens; an engine that a test may break."""
    yield from opened(tmp_path, context_tokens=256)
