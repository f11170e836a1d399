"""dev.py itself: its verbs, and that the standard library is all it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from studio_dev import checks, verbs
from studio_dev.places import Places

REPOSITORY = Path(__file__).resolve().parents[3]


def test_the_standard_library_is_all_it_needs() -> None:
    # -I -S: no site-packages, no settings of the person.
    answer = subprocess.run(
        [sys.executable, "-I", "-S", REPOSITORY / "dev.py", "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert "run" in answer.stdout
    assert "test" in answer.stdout


def test_without_a_verb_it_lists_them() -> None:
    answer = subprocess.run(
        [sys.executable, REPOSITORY / "dev.py"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2
    assert "set up and start the app" in answer.stdout


def test_old_pythons_can_read_as_far_as_the_sentence_for_them() -> None:
    source = (REPOSITORY / "dev.py").read_text(encoding="utf-8")
    # The oldest that ast can imitate; what it refuses, Python 3.6 to 3.10 would refuse.
    ast.parse(source, feature_version=(3, 4))


def test_an_unknown_verb_is_wrong_usage() -> None:
    answer = subprocess.run(
        [sys.executable, REPOSITORY / "dev.py", "dance"], capture_output=True, check=False
    )
    assert answer.returncode == 2


def test_a_verb_whose_work_does_not_exist_is_absent(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path)
    assert [verb.name for verb in verbs.available(places)] == ["run", "test", "lint", "fix"]
    (tmp_path / "tests" / "bench").mkdir(parents=True)
    (tmp_path / "tests" / "bench" / "run_bench.py").touch()
    assert "bench" in [verb.name for verb in verbs.available(places)]


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_known(environment: dict[str, str], platform: str, expected: bool) -> None:
    assert verbs.has_display(environment, platform) is expected


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("=== 12 passed in 3.21s ===", "12 passed"),
        ("\x1b[32m== \x1b[1m12 passed\x1b[0m, 1 skipped in 3s\x1b[0m ==", "12 passed, 1 skipped"),
        ("== 1 failed, 2 passed in 61.00s (0:01:01) ==", "1 failed, 2 passed"),
        ("=== no tests ran in 0.01s ===", "no tests ran"),
        ("176 passed in 15.23s", "176 passed"),
        ("nothing", ""),
    ],
)
def test_pytests_closing_line_is_found(output: str, words: str) -> None:
    assert checks.closing_words(f"something\n{output}\n") == words
