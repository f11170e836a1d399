"""What the tests of knowledge share: an embedder that is ready, and a tiny one to compare with."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from assistant_studio.knowledge.embedders import EmbedderSource, shipped_embedder
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import sha256_of

WIDTH, LAYERS, VOCABULARY = 32, 1, 30_522
UNTIL_S = 60.0


@pytest.fixture(scope="session")
def embedder_is_ready(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The shipped embedder is exported once for each checkout, not within a test's time."""
    service = KnowledgeService(Home(tmp_path_factory.mktemp("prepare")).create())
    try:
        service.prepare(lambda _line: None)
    finally:
        service.close()


MakeService = Callable[..., KnowledgeService]


@pytest.fixture
def make_service(home: Home, embedder_is_ready: None) -> Iterator[MakeService]:
    """Makes services on the test's data folder; closed after the test."""
    made = []

    def make(**options: Any) -> KnowledgeService:
        made.append(KnowledgeService(home, options))
        return made[-1]

    yield make
    for service in made:
        service.close()


@pytest.fixture
def service(make_service: MakeService) -> KnowledgeService:
    """A service on a fresh data folder."""
    return make_service()


@pytest.fixture(scope="session")
def until() -> Callable[[Callable[[], object]], None]:
    """Waits until something holds, and fails when it never does."""

    def wait(holds: Callable[[], object]) -> None:
        deadline = time.monotonic() + UNTIL_S
        pause = threading.Event()
        while not holds():
            assert time.monotonic() < deadline, "it never came true"
            pause.wait(0.02)

    return wait


@pytest.fixture(scope="session")
def tiny_embedder(tmp_path_factory: pytest.TempPathFactory) -> EmbedderSource:
    """A real embedder for sentence-transformers, small and with weights drawn at random."""
    folder = tmp_path_factory.mktemp("embedders") / "tiny"
    shipped = shipped_embedder().folder
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns("onnx", ".*", "*.safetensors"))
    config = json.loads((shipped / "config.json").read_text())
    config |= {
        "hidden_size": WIDTH,
        "intermediate_size": 2 * WIDTH,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": 4,
    }
    (folder / "config.json").write_text(json.dumps(config))
    pooling = json.loads((shipped / "1_Pooling" / "config.json").read_text())
    pooling["word_embedding_dimension"] = WIDTH
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    weights = folder / "model.safetensors"
    save_file(_weights(), weights, metadata={"format": "pt"})
    return EmbedderSource("tiny", folder, sha256_of(weights))


def _weights() -> dict[str, Any]:
    chance = np.random.default_rng(11)

    def drawn(*shape: int) -> Any:
        return chance.normal(scale=0.5, size=shape).astype(np.float32)

    def norm(name: str) -> dict[str, Any]:
        ones, zeros = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)
        return {f"{name}.weight": ones, f"{name}.bias": zeros}

    def dense(name: str, outputs: int, inputs: int) -> dict[str, Any]:
        return {f"{name}.weight": drawn(outputs, inputs), f"{name}.bias": drawn(outputs)}

    weights = {
        "embeddings.word_embeddings.weight": drawn(VOCABULARY, WIDTH),
        "embeddings.position_embeddings.weight": drawn(512, WIDTH),
        "embeddings.token_type_embeddings.weight": drawn(2, WIDTH),
        **norm("embeddings.LayerNorm"),
        **dense("pooler.dense", WIDTH, WIDTH),
    }
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        for part in ("query", "key", "value"):
            weights |= dense(f"{layer}.attention.self.{part}", WIDTH, WIDTH)
        weights |= dense(f"{layer}.attention.output.dense", WIDTH, WIDTH)
        weights |= norm(f"{layer}.attention.output.LayerNorm")
        weights |= dense(f"{layer}.intermediate.dense", 2 * WIDTH, WIDTH)
        weights |= dense(f"{layer}.output.dense", WIDTH, 2 * WIDTH)
        weights |= norm(f"{layer}.output.LayerNorm")
    return weights
