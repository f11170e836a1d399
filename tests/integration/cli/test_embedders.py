"""Search models on the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.knowledge.embedders import shipped_embedder

Command = Callable[..., Any]


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "other-minilm"
    shutil.copytree(shipped_embedder().folder, folder, ignore=shutil.ignore_patterns("onnx", ".*"))
    # Other weights by one byte behind the header's words, or it would be the app's own.
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    return folder


def test_a_search_model_is_added_chosen_given_back_and_removed(
    command: Command, model_folder: Path, tmp_path: Path
) -> None:
    assert command("embedders", "list", "--json").data == []
    added = command("embedders", "add", model_folder, "--json")
    assert added.status == 0, added.err
    assert (added.data["name"], len(added.data["sha256"])) == ("other-minilm", 64)
    assert added.data["size_bytes"] > 10_000_000
    assert Path(added.data["path"]).is_dir()
    assert "other-minilm" in command("embedders", "list").out
    # Adding it once more is no second one.
    assert command("embedders", "add", model_folder).status == 0
    assert len(command("embedders", "list", "--json").data) == 1

    command("new", "Bicycles")
    assert command("edit", "Bicycles", "--embedder", "other").status == 0
    shown = command("show", "Bicycles", "--json").data
    assert shown["retrieval"]["embedder"] == added.data["id"]
    kept = command("embedders", "remove", "other-minilm", "--json")
    assert kept.status == 1
    assert kept.data["error"]["message"] == "“Bicycles” still searches with this model."
    assert "--embedder -" in kept.data["error"]["hint"]
    assert command("edit", "Bicycles", "--embedder", "-").status == 0
    removed = command("embedders", "remove", added.data["sha256"][:8], "--json")
    assert removed.data == {"removed": added.data["id"]}
    assert command("embedders", "list", "--json").data == []


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("modules.json", "is not a sentence-transformers model"),
        ("tokenizer.json", "has no tokenizer.json, which is needed"),
        ("model.safetensors", "has no model.safetensors, which is needed"),
    ],
)
def test_a_folder_that_lacks_a_part_is_refused_with_its_name(
    command: Command, model_folder: Path, tmp_path: Path, broken: str, sentence: str
) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(model_folder, folder, copy_function=lambda a, b: Path(b).symlink_to(a))
    (folder / broken).unlink()
    ran = command("embedders", "add", folder, "--json")
    assert ran.status == 1
    assert sentence in ran.data["error"]["message"]
    assert "modules.json, config.json" in ran.data["error"]["hint"]


def test_a_model_that_brings_code_is_refused(
    command: Command, model_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "coded"
    shutil.copytree(model_folder, folder, copy_function=lambda a, b: Path(b).symlink_to(a))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").unlink()
    (folder / "config.json").write_text(json.dumps({**config, "auto_map": {"AutoModel": "x.Y"}}))
    ran = command("embedders", "add", folder)
    assert ran.status == 1
    assert "“coded” needs code of its own, which is not run here." in ran.err


def test_a_name_that_nothing_has_says_where_to_look(command: Command) -> None:
    ran = command("embedders", "remove", "nothing")
    assert ran.status == 1
    assert "assistant-studio embedders list" in ran.err
