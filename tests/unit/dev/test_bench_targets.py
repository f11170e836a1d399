"""The table at the end of the bench: what holds, what is missed, and what was left out."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

TARGETS = Path(__file__).resolve().parents[2] / "bench" / "targets.py"


@pytest.fixture(scope="module")
def targets() -> dict[str, Any]:
    return runpy.run_path(str(TARGETS))


def _recall(at_4000: float, at_2000: float) -> dict[str, Any]:
    found = {"4000 characters": at_4000, "2000 characters": at_2000}
    means = {name: {"each text by itself": {"all": value}} for name, value in found.items()}
    return {"retrieval": {"recall": means}}


def test_each_figure_stands_beside_its_target(targets: dict[str, Any]) -> None:
    table = targets["table"](_recall(0.97, 0.85))
    assert "holds     span recall at 4,000 characters: 0.97 (at least 0.96)" in table
    assert "MISSED    span recall at 2,000 characters: 0.85 (at least 0.9)" in table


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"left_out": "give the folder"}, "give the folder"),
        ({"failed": "it broke"}, "it broke"),
        ({"recall": {}}, "not in what the bench gave"),
    ],
)
def test_what_was_not_measured_is_named(
    targets: dict[str, Any], given: dict[str, Any], said: str
) -> None:
    lines = targets["table"]({"retrieval": given}).splitlines()
    assert len(lines) == 2
    assert all(line.startswith("left out") and said in line for line in lines)


def test_benches_that_were_not_asked_for_are_left_alone(targets: dict[str, Any]) -> None:
    assert targets["table"]({}) == ""
