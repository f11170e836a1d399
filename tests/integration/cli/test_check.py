"""`assistant-studio check`: checks made, run and judged from the command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.assistants.check import Check
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

QUESTION = "Where does the key of the shed hang?"


@pytest.fixture(scope="module")
def assistant(command: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("notes") / "shed.md"
    path.write_text("# Shed\n\nThe key of the shed hangs behind the blue door.\n")
    made = command("new", "Helper", "--instructions", "Be brief.", "--knowledge", path, "--json")
    assert made.status == 0, made.err
    return str(made.data["id"])


@pytest.fixture
def helper(assistant: str, command_home: Path) -> str:
    """An assistant with a file and no checks."""
    with Studio(Home(command_home)) as studio:
        studio.assistants.save(replace(studio.assistants.get(assistant), checks=()))
    return "Helper"


def test_checks_are_added_listed_and_removed(command: Any, helper: str, tmp_path: Path) -> None:
    added = command(
        *("check", helper, "--add", QUESTION, "--must", "blue door | the door"),
        *("--must-not", "roof", "--cites", "shed.md", "--json"),
    )
    assert added.status == 0, added.err
    (check,) = added.data["checks"]
    assert check["must_hold"] == ["blue door | the door"]
    assert added.data["version"] > 1
    more = tmp_path / "checks.json"
    more.write_text(json.dumps([{"question": "Who won the cup?", "says_unknown": True}]))
    assert command("check", helper, "--add-from", more).status == 0
    listed = command("check", helper, "--list")
    assert listed.out.splitlines() == [
        f"1  {QUESTION}",
        "   Holds “blue door” or “the door”",
        "   Does not hold “roof”",
        "   Cites shed.md",
        "   Did not run since the last change",
        "2  Who won the cup?",
        "   Says that it does not know",
        "   Did not run since the last change",
    ]
    removed = command("check", helper, "--remove", "1", "--json").data
    assert [c["question"] for c in removed["checks"]] == ["Who won the cup?"]
    exported = [{k: v for k, v in c.items() if k != "passed"} for c in removed["checks"]]
    assert command("show", helper, "--json").data["checks"] == exported


def test_a_line_for_each_check_and_status_3_when_one_fails(command: Any, helper: str) -> None:
    command("check", helper, "--add", QUESTION, "--must", "door", "--cites", "shed.md")
    passing = command("check", helper)
    assert passing.status == 0, passing.out
    assert passing.out.splitlines() == [f"passed  {QUESTION}", "The check passes."]
    command("check", helper, "--add", "Which door is the key behind?", "--number", "1,500")
    failing = command("check", helper)
    assert failing.status == 3
    lines = failing.out.splitlines()
    assert lines[:2] == [f"passed  {QUESTION}", "FAILED  Which door is the key behind?"]
    assert lines[2].strip().startswith("The number 1,500 is not in the answer; it holds")
    assert lines[3].strip().startswith("It answered: ")
    assert lines[-1] == "1 of 2 checks pass."
    one = command("check", helper, "--only", "1", "--json")
    assert one.status == 0
    assert (one.data["passed"], one.data["failed"]) == (1, 0)
    (told,) = one.data["checks"]
    assert told["findings"][1] == {
        "kind": "cites",
        "met": True,
        "sentence": "It cites shed.md.",
    }
    assert told["citations"][0]["document"] == "shed.md"
    stands = command("check", helper, "--list", "--json").data["checks"]
    assert [check["passed"] for check in stands] == [True, False]


def test_a_killed_run_keeps_what_was_done(command: Any, command_home: Path, helper: str) -> None:
    checks = tuple(Check(f"{QUESTION} Asked {n}.", ("door",)) for n in range(6))
    with Studio(Home(command_home)) as studio:
        studio.assistants.save(replace(studio.assistants.resolve(helper), checks=checks))
    running = subprocess.Popen(
        [sys.executable, "-m", "assistant_studio", "--home", command_home, "check", helper],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    assert running.stdout is not None
    with running, running.stdout:
        first = running.stdout.readline()
        os.kill(running.pid, signal.SIGKILL)
    assert QUESTION in first
    stands = [c["passed"] for c in command("check", helper, "--list", "--json").data["checks"]]
    assert stands[0] is not None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "has no checks"),
        (("--add", "Why?"), "would be passed by any answer"),
        (("--add", " ", "--must", "a"), "A check needs a question"),
        (("--add", "Why?", "--number", "many"), "“many” is no number"),
        (("--must", "rain"), "belongs to a new check"),
        (("--remove", "7"), "has no check “7”"),
        (("--only", "7"), "has no check “7”"),
        (("--add-from", "/nowhere/checks.json"), "could not be read from /nowhere/checks.json"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(
    command: Any, helper: str, arguments: tuple[str, ...], sentence: str
) -> None:
    ran = command("check", helper, *arguments, "--json")
    assert ran.status == 1
    assert sentence in ran.data["error"]["message"]
    assert ran.data["error"]["hint"]


@pytest.mark.parametrize("text", ["", "{", "{}", '[{"must_hold": ["a"]}]', '[{"question": 1}]'])
def test_a_file_that_holds_no_checks_is_a_sentence(
    command: Any, helper: str, text: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(text)
    ran = command("check", helper, "--add-from", bad)
    assert ran.status == 1
    assert "holds no list of checks" in ran.err
    assert "Write a list such as" in ran.err
