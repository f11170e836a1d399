"""Models that cannot be used: each gets its sentence, and the engine goes on with the next."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.errors import (
    DamagedModel,
    ModelMissing,
    ModelTooLarge,
    UnsupportedModel,
)
from assistant_studio.models import memory
from assistant_studio.models.engine import ChatMessage

HELLO = ChatMessage("user", "Hello")


def _changed(model: Path, folder: Path, before: bytes, after: bytes) -> Path:
    """A copy of the model in which some bytes of the header are others of the same length."""
    assert len(before) == len(after)
    content = bytearray(model.read_bytes())
    header = bytes(content[: 4 << 20])
    assert before in header
    content[: 4 << 20] = header.replace(before, after)
    path = folder / "changed.gguf"
    path.write_bytes(content)
    return path


def test_an_unknown_architecture_is_said(
    small_house: Any, starter_model: Path, tmp_path: Path
) -> None:
    path = _changed(starter_model, tmp_path, b"\x05\0\0\0\0\0\0\0llama", b"\x05\0\0\0\0\0\0\0llamo")
    # The file's other entries still begin with "llama."; llama.cpp stops at the name before them.
    with pytest.raises(UnsupportedModel, match="architecture 'llamo', which this version cannot"):
        small_house.store.add(path, knows=small_house.engine.knows_architecture)
    model = small_house.store.add(path, link=True)
    with pytest.raises(UnsupportedModel, match="architecture 'llamo'"):
        small_house.engine.load(model.sha256)
    assert small_house.ask(HELLO).text


def test_the_library_itself_knows_its_architectures(small_house: Any) -> None:
    known = {
        name: small_house.engine.knows_architecture(name)
        for name in ("llama", "qwen3", "gemma3", "phi3", "clip", "marvin", "", "(unknown)")
    }
    assert known == {
        "llama": True,
        "qwen3": True,
        "gemma3": True,
        "phi3": True,
        "clip": False,
        "marvin": False,
        "": False,
        "(unknown)": False,
    }


def test_contents_that_do_not_fit_together_are_said(
    small_house: Any, starter_model: Path, tmp_path: Path
) -> None:
    path = _changed(starter_model, tmp_path, b"output_norm.weight", b"outptu_norm.weight")
    model = small_house.store.add(path, link=True)
    with pytest.raises(DamagedModel, match="could not be loaded, although its header looks right"):
        small_house.engine.load(model.sha256)
    assert small_house.ask(HELLO).text


def test_a_cut_off_model_is_said(small_house: Any, starter_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "half.gguf"
    path.write_bytes(starter_model.read_bytes()[: 50 << 20])
    with pytest.raises(DamagedModel, match=r"half.gguf is cut off: 45,933,632 of its 98,362,432"):
        small_house.store.add(path)


def test_a_model_beyond_this_computers_memory_is_refused_before_loading(
    small_house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "available_bytes", lambda: 100_000_000)
    with pytest.raises(ModelTooLarge, match=r"needs about 0.2 GB .* only 0.1 GB is free"):
        small_house.load()
    assert small_house.engine.worker_pid is None
    monkeypatch.undo()
    assert small_house.ask(HELLO).text


def test_a_model_that_is_gone_or_changed_is_said(
    small_house: Any, starter_model: Path, tmp_path: Path
) -> None:
    path = _changed(starter_model, tmp_path, b"Smollm2 135M", b"Smollm2 136M")
    model = small_house.store.add(path, link=True)
    small_house.engine.load(model.sha256)
    small_house.engine.kill()
    with path.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\xff")
    os.utime(path, (1, 1))
    with pytest.raises(DamagedModel, match="was changed since it was added"):
        small_house.engine.load(model.sha256)
    path.unlink()
    with pytest.raises(ModelMissing, match="is no longer at"):
        small_house.engine.load(model.sha256)
    with pytest.raises(ModelMissing, match="is not on this computer"):
        small_house.engine.load("0" * 64)
    small_house.load()
    assert small_house.ask(HELLO).text


def test_a_model_without_a_template_is_used_with_a_notice(
    small_house: Any, starter_model: Path, tmp_path: Path
) -> None:
    path = _changed(starter_model, tmp_path, b"tokenizer.chat_template", b"tokenizer.chat_tumplate")
    model = small_house.store.add(path, link=True)
    loaded = small_house.engine.load(model.sha256)
    assert "no chat template" in loaded.notice
    assert small_house.ask(HELLO).done.prompt.startswith("<|im_start|>user\nHello")
