"""Prompt speeds: remembered between runs, and nothing that can go wrong with a cache matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant_studio.models.speeds import PromptSpeeds


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "prompt-speeds.json"


def test_a_speed_is_remembered(path: Path) -> None:
    assert PromptSpeeds(path).get("m") is None
    PromptSpeeds(path).put("m", 150.0)
    PromptSpeeds(path).put("n", 20.0)
    assert (PromptSpeeds(path).get("m"), PromptSpeeds(path).get("n")) == (150.0, 20.0)


def test_small_changes_are_not_written(path: Path) -> None:
    PromptSpeeds(path).put("m", 150.0)
    PromptSpeeds(path).put("m", 151.0)
    assert PromptSpeeds(path).get("m") == 150.0
    PromptSpeeds(path).put("m", 75.0)
    assert PromptSpeeds(path).get("m") == 75.0


@pytest.mark.parametrize("content", ["", "[]", "{", '{"m": "fast"}', '{"m": -1}', '{"m": true}'])
def test_a_damaged_file_is_as_good_as_none(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    assert PromptSpeeds(path).get("m") is None
    PromptSpeeds(path).put("m", 10.0)
    assert PromptSpeeds(path).get("m") == 10.0


def test_a_folder_that_cannot_be_written_is_no_error(path: Path) -> None:
    path.parent.write_text("a file in the way")
    PromptSpeeds(path).put("m", 10.0)
