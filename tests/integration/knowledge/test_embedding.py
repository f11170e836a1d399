"""Embedders: exported, held against sentence-transformers, and served."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import EmbedderError
from assistant_studio.knowledge.embedder_worker import (
    OnnxEmbedder,
    WorkerEmbedder,
    open_embedder,
    prepare_export,
    verify_weights,
)
from assistant_studio.knowledge.embedders import (
    MIN_EXPORT_COSINE,
    EmbedderSource,
    export_folder,
    find_export,
    publish_export,
    shipped_embedder,
)
from assistant_studio.knowledge.embedding import Embedder
from assistant_studio.paths import Home

LONG = "An ordinary sentence about bicycles and their repair. " * 200


@pytest.fixture(scope="module")
def minilm(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    home = Home(tmp_path_factory.mktemp("home"))
    return open_embedder(home, shipped_embedder(), CancelToken())


def test_the_shipped_export_agrees_with_sentence_transformers(
    home: Home, embedder_is_ready: None
) -> None:
    export = find_export(home, shipped_embedder())
    assert export is not None
    assert export.manifest.usable
    assert export.manifest.lowest_cosine >= MIN_EXPORT_COSINE
    assert export.manifest.source_sha256 == shipped_embedder().weights_sha256
    assert (export.manifest.dimensions, export.manifest.max_tokens) == (384, 256)


def test_vectors_have_unit_length_and_tell_meanings_apart(minilm: Embedder) -> None:
    texts = [
        "The bicycle has a flat tyre.",
        "My bike has a puncture in its tyre.",
        "Interest rates were raised by the central bank.",
    ]
    vectors = minilm.embed(texts)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert vectors[0] @ vectors[1] > 0.4 > 0.2 > vectors[0] @ vectors[2]


def test_a_text_has_the_same_vector_whatever_it_is_embedded_with(minilm: Embedder) -> None:
    texts = ["a", LONG, "", "Größe 図書館 🎉", "three plain words"] * 9
    together = minilm.embed(texts)
    alone = np.concatenate([minilm.embed([text]) for text in texts[:5]])
    assert (together[:5] * alone).sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.array_equal(together[:5], together[5:10]) or np.allclose(
        together[:5], together[5:10], atol=1e-5
    )


def test_what_lies_beyond_256_word_pieces_is_not_read(minilm: Embedder) -> None:
    vectors = minilm.embed([LONG, LONG + "Something else altogether."])
    assert vectors[0] @ vectors[1] == pytest.approx(1.0, abs=1e-6)


def test_embedding_stops_when_it_is_asked_to(minilm: Embedder) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        minilm.embed(["a"], token)


def test_weights_that_are_missing_or_changed_are_refused(tmp_path: Path, home: Home) -> None:
    source = EmbedderSource("gone", tmp_path / "gone", "0" * 64)
    with pytest.raises(EmbedderError, match="not on this computer"):
        open_embedder(home, source, CancelToken())
    source.folder.mkdir()
    source.weights.write_bytes(b"something else")
    with pytest.raises(EmbedderError, match="not the original"):
        verify_weights(source)


def test_any_embedder_is_exported_also_where_a_damaged_export_lies(
    tiny_embedder: EmbedderSource, home: Home, embedder_is_ready: None
) -> None:
    shipped = find_export(home, shipped_embedder())
    assert shipped is not None
    manifest = replace(shipped.manifest, source_sha256=tiny_embedder.weights_sha256)
    folder = tiny_embedder.folder / "onnx"
    folder.mkdir(exist_ok=True)
    (folder / "model.onnx").write_bytes(b"cut off")
    publish_export(folder, manifest)
    embedder = open_embedder(home, tiny_embedder, CancelToken())
    assert isinstance(embedder, OnnxEmbedder)
    assert embedder.embed(["a", "b"]).shape == (2, 32)
    export = find_export(home, tiny_embedder)
    assert export is not None
    assert export.folder == folder
    assert export.manifest.lowest_cosine >= MIN_EXPORT_COSINE
    assert list(prepare_export(home, tiny_embedder, CancelToken())) == []


def test_an_export_that_failed_its_test_is_not_used_and_the_reference_serves(
    tiny_embedder: EmbedderSource, home: Home, tmp_path: Path
) -> None:
    for _ in prepare_export(home, tiny_embedder, CancelToken()):
        pass
    export = find_export(home, tiny_embedder)
    assert export is not None
    folder = tmp_path / "tiny"
    shutil.copytree(tiny_embedder.folder, folder)
    manifest = folder / "onnx" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"usable": False}))
    failed = EmbedderSource("tiny", folder, tiny_embedder.weights_sha256)
    reference = open_embedder(home, failed, CancelToken())
    assert isinstance(reference, WorkerEmbedder)
    try:
        texts = ["The bicycle has a flat tyre.", LONG, "?"]
        exported = OnnxEmbedder(tiny_embedder, export).embed(texts)
        cosines = (reference.embed(texts) * exported).sum(axis=1)
        assert cosines == pytest.approx(1.0, abs=1e-4)
    finally:
        reference.close()


def test_where_the_embedder_may_not_be_written_to_the_data_folder_keeps_the_export(
    tiny_embedder: EmbedderSource, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    folder = export_folder(home, tiny_embedder)
    assert folder.is_relative_to(home.root)
    folder.mkdir(parents=True)
    shutil.copytree(tiny_embedder.folder / "onnx", folder, dirs_exist_ok=True)
    shutil.rmtree(tiny_embedder.folder / "onnx")
    try:
        found = find_export(home, tiny_embedder)
        assert found is not None
        assert found.folder == folder
    finally:
        shutil.copytree(folder, tiny_embedder.folder / "onnx")
