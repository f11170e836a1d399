"""The record of finished steps: kept whole, and thought empty when it cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_dev.stamp import Stamp, key_of


def test_a_finished_step_is_remembered(tmp_path: Path) -> None:
    Stamp(tmp_path).record("packages", "one")
    assert Stamp(tmp_path).has("packages", "one")


def test_a_step_with_another_key_is_open(tmp_path: Path) -> None:
    Stamp(tmp_path).record("packages", "one")
    assert not Stamp(tmp_path).has("packages", "two")
    assert not Stamp(tmp_path).has("models", "one")


def test_a_forgotten_step_is_open(tmp_path: Path) -> None:
    Stamp(tmp_path).record("packages", "one")
    Stamp(tmp_path).record("models", "two")
    Stamp(tmp_path).forget(["packages"])
    assert not Stamp(tmp_path).has("packages", "one")
    assert Stamp(tmp_path).has("models", "two")


def test_facts_come_back(tmp_path: Path) -> None:
    Stamp(tmp_path).note("installed", ["a-1", "b-2"])
    assert Stamp(tmp_path).fact("installed") == ["a-1", "b-2"]
    assert Stamp(tmp_path).fact("models") is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"format": 2}', b'{"format": 1, "keys": 3}', b"\xff\xfe\x00"],
)
def test_a_damaged_record_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    Stamp(tmp_path).record("packages", "one")
    (record,) = tmp_path.iterdir()
    record.write_bytes(content)
    damaged = Stamp(tmp_path)
    assert not damaged.has("packages", "one")
    damaged.record("packages", "two")
    assert Stamp(tmp_path).has("packages", "two")


def test_without_an_environment_nothing_is_written(tmp_path: Path) -> None:
    Stamp(tmp_path / "none").record("packages", "one")
    assert not (tmp_path / "none").exists()


def test_keys_follow_their_facts_and_nothing_else() -> None:
    assert key_of({"a": 1, "b": [2]}) == key_of({"b": [2], "a": 1})
    assert key_of({"a": 1}) != key_of({"a": 2})
