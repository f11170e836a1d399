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


def test_the_sample_passes_its_checks_and_status_3_says_when_one_fails(command: Any) -> None:
    sample = "Acme Handbook"
    passing = command("check", sample)
    assert passing.status == 0, passing.out
    lines = passing.out.splitlines()
    assert [line.split("  ")[0] for line in lines[:-1]] == ["passed"] * 8
    assert lines[-1] == "All 8 checks pass."

    budget = "How large is my training budget?"
    wrong = ("--number", "9,999", "--cites", "Billing FAQ.md", "--must", "budget")
    command("check", sample, "--add", budget, *wrong)
    failing = command("check", sample, "--only", "1", "--only", "9")
    assert failing.status == 3
    first, second, number, source, answer, total = failing.out.splitlines()
    assert first == f"passed  {budget}"
    assert second == f"FAILED  {budget}"
    assert number.strip().startswith("The number 9,999 is not in the answer; it holds 1500")
    assert source.strip() == (
        "It does not cite Billing FAQ.md; it cites Staff handbook.pdf, Page 16."
    )
    assert answer.strip().startswith("It answered: ")
    assert total == "1 of 2 checks pass."
    stands = command("check", sample, "--list", "--json").data["checks"]
    assert [check["passed"] for check in stands] == [True] * 8 + [False]


def test_one_check_can_run_alone_and_tells_everything_as_json(command: Any, helper: str) -> None:
    command("check", helper, "--add", QUESTION, "--must", "door", "--cites", "shed.md")
    one = command("check", helper, "--only", "1", "--json")
    assert one.status == 0
    assert (one.data["passed"], one.data["failed"]) == (1, 0)
    (told,) = one.data["checks"]
    assert told["findings"][1] == {"kind": "cites", "met": True, "sentence": "It cites shed.md."}
    assert told["citations"][0]["document"] == "shed.md"
    assert "door" in told["answer"]
    assert told["error"] is None


def test_a_good_answer_becomes_a_check(command: Any, helper: str) -> None:
    message = command("ask", helper, QUESTION, "--temperature", "0", "--json").data["message"]
    made = command("check", helper, "--add-answer", message, "--json")
    assert made.status == 0, made.err
    (check,) = made.data["checks"]
    assert (check["question"], check["document"]) == (QUESTION, "shed.md")


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
