"""An embedder of a person's own: added, chosen for an assistant, and given up again.

The model is made here, tiny and with random weights: it shows the path, not how well one searches.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant_studio.errors import EmbedderError
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.knowledge.embedder_library import EmbedderLibrary
from assistant_studio.knowledge.embedders import shipped_embedder
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

HIDDEN, WORDS = 32, 30522


def tiny_model(folder: Path) -> Path:
    """A sentence-transformers folder of a BERT with one layer and random weights."""
    folder.mkdir()
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        shutil.copyfile(shipped_embedder().folder / name, folder / name)
    settings: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": HIDDEN,
            "intermediate_size": 64,
            "num_attention_heads": 2,
            "num_hidden_layers": 1,
            "vocab_size": WORDS,
            "max_position_embeddings": 128,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.models.Pooling",
            },
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": HIDDEN,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": 64, "do_lower_case": False},
    }
    (folder / "1_Pooling").mkdir()
    for name, data in settings.items():
        (folder / name).write_text(json.dumps(data))
    (folder / "README.md").write_text("---\nlanguage:\n- en\n- th\n---\nMade at random.\n")
    (folder / "pytorch_model.bin").write_bytes(b"never copied")
    (folder / "model.safetensors").write_bytes(_safetensors(_weights()))
    return folder


def _weights() -> dict[str, np.ndarray[Any, np.dtype[np.float32]]]:
    chance = np.random.default_rng(11)
    layer = "encoder.layer.0."
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (WORDS, HIDDEN),
        "embeddings.position_embeddings.weight": (128, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
        f"{layer}intermediate.dense.weight": (64, HIDDEN),
        f"{layer}intermediate.dense.bias": (64,),
        f"{layer}output.dense.weight": (HIDDEN, 64),
        f"{layer}output.dense.bias": (HIDDEN,),
        "pooler.dense.weight": (HIDDEN, HIDDEN),
        "pooler.dense.bias": (HIDDEN,),
    }
    for part in ("self.query", "self.key", "self.value", "output.dense"):
        shapes[f"{layer}attention.{part}.weight"] = (HIDDEN, HIDDEN)
        shapes[f"{layer}attention.{part}.bias"] = (HIDDEN,)
    made = {name: chance.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()}
    for norm in ("embeddings.", f"{layer}attention.output.", f"{layer}output."):
        made[f"{norm}LayerNorm.weight"] = np.ones(HIDDEN, np.float32)
        made[f"{norm}LayerNorm.bias"] = np.zeros(HIDDEN, np.float32)
    return made


def _safetensors(weights: dict[str, np.ndarray[Any, np.dtype[np.float32]]]) -> bytes:
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, array in weights.items():
        end = at + array.nbytes
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [at, end]}
        at = end
    head = json.dumps(header).encode()
    return len(head).to_bytes(8, "little") + head + b"".join(a.tobytes() for a in weights.values())


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return tiny_model(tmp_path / "Tiny random model")


@pytest.fixture
def service(home: Home, embedder_is_ready: None) -> Iterator[KnowledgeService]:
    service = KnowledgeService(home)
    yield service
    service.close()


def test_documents_are_embedded_again_by_the_chosen_model_and_words_work_on(
    home: Home, service: KnowledgeService, tiny: Path, tmp_path: Path
) -> None:
    chosen: dict[str, str] = {}
    service.embedder_of = lambda assistant_id: chosen.get(assistant_id, "")
    text = tmp_path / "library.txt"
    text.write_text("The library opens at nine.\n\nBicycles are lent for a week.\n")
    for assistant in ("A", "B"):
        service.add(assistant, [text])
        service.wait_until_indexed(assistant)
    assert service.documents("A")[0].search_languages == ("en",)

    added = EmbedderLibrary(home).add(tiny)
    chosen["A"] = added.source.id
    service.follow_choice("A")
    found = service.search("A", "bicycles").passages
    assert "Bicycles" in found[0].text
    service.wait_until_indexed("A")

    assert service.documents("A")[0].state is DocumentState.READY
    assert service.documents("A")[0].search_languages == ("en", "th")
    assert service.documents("B")[0].search_languages == ("en",)
    ways = {way for p in service.search("A", "library").passages for way in p.found_by}
    assert ways == {"meaning", "words"}
    assert service.search("B", "When does the library open?").passages[0].fit > 0.4

    del chosen["A"]
    service.follow_choice("A")
    service.wait_until_indexed("A")
    assert service.documents("A")[0].search_languages == ("en",)


def test_a_model_is_copied_without_what_is_not_data(home: Home, tiny: Path) -> None:
    (tiny / "modeling_own.py").write_text("raise SystemExit")
    added = EmbedderLibrary(home).add(tiny)
    names = {path.name for path in added.source.folder.rglob("*")}
    assert "model.safetensors" in names
    assert not names & {"pytorch_model.bin", "modeling_own.py"}
    assert added.source.name == "Tiny-random-model"
    assert added.languages == ("en", "th")
    assert EmbedderLibrary(home).list() == [added]


def test_a_file_that_was_changed_afterwards_is_noticed(home: Home, tiny: Path) -> None:
    library = EmbedderLibrary(home)
    added = library.add(tiny)
    assert library.find(added.source.id) == added
    (added.source.folder / "config.json").write_text('{"auto_map": {}}')
    assert library.find(added.source.id) is None


def _remove(folder: Path, name: str) -> None:
    (folder / name).unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: _remove(f, "modules.json"), "is not a sentence-transformers model"),
        (lambda f: _remove(f, "model.safetensors"), "has no model.safetensors"),
        (lambda f: _remove(f, "tokenizer.json"), "has no tokenizer.json"),
        (
            lambda f: (f / "config.json").write_text('{"auto_map": {"AutoModel": "own.Model"}}'),
            "needs code of its own",
        ),
        (
            lambda f: (f / "modules.json").write_text('[{"type": "own_code.Model"}]'),
            "has a part that is not known here (own_code.Model)",
        ),
        (lambda f: (f / "model.safetensors").write_bytes(b"\xff" * 64), "is damaged"),
        (lambda f: (f / "model.safetensors").write_bytes(b"\x10" + b"\0" * 30), "is damaged"),
        (lambda f: (f / "config.json").write_text("{"), "cannot be read"),
        (lambda f: (f / "config.json").write_text("[" * 100_000), "cannot be read"),
    ],
)
def test_what_is_no_model_or_needs_code_is_refused_in_words(
    home: Home, tiny: Path, spoil: Any, said: str
) -> None:
    spoil(tiny)
    with pytest.raises(EmbedderError) as refused:
        EmbedderLibrary(home).add(tiny)
    assert said in refused.value.message
    assert refused.value.hint
    assert EmbedderLibrary(home).list() == []
    assert not list(home.added_embedders_dir.glob(".adding-*"))
