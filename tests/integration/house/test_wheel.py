"""The check of the built wheel finds what does not belong into it, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_dev.wheel_check import expected, inspect

GOOD = (
    "assistant_studio/__init__.py",
    "assistant_studio/ui/AssistantStudio/App/Main.qml",
    "assistant_studio/resources/icons/app.svg",
    "assistant_studio-0.1.0.dist-info/METADATA",
)


def test_a_good_wheel_has_no_findings() -> None:
    assert inspect(GOOD, 1_000_000) == []


@pytest.mark.parametrize(
    "name",
    [
        "ui/AssistantStudio/App/Main.qml",
        "dev.py",
        "assistant_studio/resources/models/SmolLM2-135M-Instruct.Q4_1.gguf",
        "assistant_studio/resources/models/all-MiniLM-L6-v2/model.safetensors",
        "assistant_studio/tests/test_x.py",
        "assistant_studio/__pycache__/app.cpython-311.pyc",
    ],
)
def test_what_does_not_belong_into_the_wheel_is_found(name: str) -> None:
    assert inspect([*GOOD, name], 1_000_000) != []


@pytest.mark.parametrize("folder", ["ui", "resources"])
def test_a_missing_folder_is_found(folder: str) -> None:
    names = [name for name in GOOD if f"/{folder}/" not in name]
    assert any(folder in finding for finding in inspect(names, 1_000_000))


def test_a_wheel_that_is_too_large_is_found() -> None:
    assert any("large" in finding for finding in inspect(GOOD, 200_000_000))


def test_every_file_of_the_app_is_expected_in_the_wheel_and_no_model(tmp_path: Path) -> None:
    kept = ("assistant_studio/app.py", "ui/AssistantStudio/App/qmldir", "resources/icons/x.svg")
    left = ("resources/models/a/config.json", "assistant_studio/__pycache__/app.cpython-311.pyc")
    for name in (*kept, *left, "tests/test_x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert sorted(expected(tmp_path)) == [
        "assistant_studio/app.py",
        "assistant_studio/resources/icons/x.svg",
        "assistant_studio/ui/AssistantStudio/App/qmldir",
    ]
