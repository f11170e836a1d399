"""Missing system packages: installed where we may, else said once, and never waited for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_dev import system, system_step
from studio_dev.problems import Problem
from studio_dev.system import Need

SOFT = [Need("libpulse0", "sound"), Need("libegl1", "the window (Qt)")]
HARD = [Need("g++", "compiles llama-cpp-python", required=True)]


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts an apt-get, a dpkg-query and a sudo on the path that do as the test says."""
    folder = tmp_path / "bin"
    folder.mkdir()
    calls = tmp_path / "apt.txt"

    def put(lines: str) -> Path:
        programs = {"apt-get": f'echo "$@" >> {calls}\n{lines}', "dpkg-query": "", "sudo": '"$@"'}
        for name, body in programs.items():
            (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            (folder / name).chmod(0o755)
        return calls

    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(system, "has_package_lists", lambda: True)
    # As root on every machine: sudo itself is not what is tested here.
    monkeypatch.setattr(system_step.os, "geteuid", lambda: 0)
    return put


def test_nothing_missing_does_nothing(bench: Any, apt: Any) -> None:
    calls = apt("exit 1")
    system_step.provide([], bench.shop)
    assert not calls.exists()


def test_missing_packages_are_named_and_installed(bench: Any, apt: Any) -> None:
    calls = apt("exit 0")
    system_step.provide(SOFT, bench.shop)
    assert "missing for sound: libpulse0" in bench.said.getvalue()
    lines = calls.read_text(encoding="utf-8").splitlines()
    assert [line.split()[2:] for line in lines] == [
        ["install", "-y", "--no-install-recommends", "libegl1", "libpulse0"]
    ]


def test_old_lists_are_renewed_once(bench: Any, apt: Any) -> None:
    renewed = bench.shop.places.root / "renewed"
    calls = apt(f'case "$*" in update) touch {renewed};; *) test -e {renewed} || exit 100;; esac')
    system_step.provide(SOFT, bench.shop)
    verbs = [line.split()[0] for line in calls.read_text(encoding="utf-8").splitlines()]
    assert verbs == ["-o", "update", "-o"]


def test_what_cannot_be_installed_is_said_and_set_up_goes_on(bench: Any, apt: Any) -> None:
    apt("echo 'E: Unable to locate package libpulse0'; exit 100")
    system_step.provide(SOFT, bench.shop)
    said = bench.said.getvalue()
    assert "Unable to locate package libpulse0" in said
    assert "sudo apt-get install libegl1 libpulse0" in said


def test_what_was_given_up_once_is_not_tried_again(bench: Any, apt: Any) -> None:
    calls = apt("exit 100")
    system_step.provide(SOFT, bench.shop)
    before = calls.read_text(encoding="utf-8")
    system_step.provide(SOFT, bench.shop)
    assert calls.read_text(encoding="utf-8") == before
    assert "still missing" in bench.said.getvalue()


def test_set_up_stops_without_what_is_indispensable(bench: Any, apt: Any) -> None:
    apt("exit 100")
    with pytest.raises(Problem) as caught:
        system_step.provide(HARD, bench.shop)
    assert "sudo apt-get install g++" in caught.value.next_step


def test_a_full_disk_is_named_as_the_cause(bench: Any, apt: Any) -> None:
    apt("echo 'E: Write error - write (28: No space left on device)'; exit 100")
    with pytest.raises(Problem) as caught:
        system_step.provide(HARD, bench.shop)
    assert "disk is full" in caught.value.cause
