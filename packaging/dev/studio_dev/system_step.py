"""The first step of set-up: the system packages are there, or it is said what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from studio_dev import system
from studio_dev.children import wait_to_the_end
from studio_dev.problems import Problem, explain_failure
from studio_dev.progress import Board
from studio_dev.stamp import Stamp, key_of
from studio_dev.workshop import Workshop

_STEP = "system packages given up"


def missing_needs(verb: str, *, compile_needed: bool, venv_needed: bool) -> list[system.Need]:
    """What the system lacks for a verb.

    Args:
        verb: Such as "run" or "test".
        compile_needed: Whether llama-cpp-python is still to be compiled.
        venv_needed: Whether .venv is still to be made.
    """
    needs = system.needs_for(verb, compile_needed=compile_needed)
    if system.is_debian_like():
        lacking = system.missing_on_debian(needs, system.debian_packages())
        if venv_needed:
            lacking += system.venv_package(
                sys.executable, sys.version_info[:2], system.has_ensurepip()
            )
        return lacking
    return system.missing_elsewhere(needs, system.loader_libraries())


def provide(missing: Sequence[system.Need], shop: Workshop) -> None:
    """Install what is missing, or say what to install; stops only if it cannot do without.

    Args:
        missing: As `missing_needs` gives it.
        shop: What to work with.

    Raises:
        Problem: Something indispensable is missing and could not be installed.
    """
    board = shop.board
    if not missing:
        return
    if not system.is_debian_like():
        _say_elsewhere(missing, board)
        return
    packages = sorted({need.package for need in missing})
    stamp, key = Stamp(shop.places.build), key_of({"missing": packages})
    required = [need.package for need in missing if need.required]
    by_hand = f"sudo apt-get install {' '.join(packages)}"
    if not required and stamp.has(_STEP, key):
        board.say(f"  system packages: still missing; to install them: {by_hand}")
        return
    for why in dict.fromkeys(need.why for need in missing):
        names = " ".join(sorted(need.package for need in missing if need.why == why))
        board.say(f"  missing for {why}: {names}")
    try:
        _install(packages, shop)
    except Problem as problem:
        if required:
            raise Problem(problem.cause, f"To install them by hand: {by_hand}") from problem
        board.say(f"  {problem.cause} To install them by hand: {by_hand}")
        board.say("  Going on without them; the window or some tests may not work.")
        stamp.record(_STEP, key)


def _say_elsewhere(missing: Sequence[system.Need], board: Board) -> None:
    for why in dict.fromkeys(need.why for need in missing):
        names = ", ".join(need.soname or need.package for need in missing if need.why == why)
        board.say(f"  missing for {why}: {names}")
    if any(need.required for need in missing):
        compiler = {
            "darwin": "xcode-select --install",
            "win32": "install the Visual Studio Build Tools with C++",
        }.get(sys.platform, "install your system's C++ compiler (package gcc-c++, gcc or clang)")
        raise Problem("There is no C++ compiler.", f"To get one: {compiler}.")
    board.say("  Install these with your system's package manager; set-up goes on meanwhile.")


def _install(packages: Sequence[str], shop: Workshop) -> None:
    rights = {
        "root": hasattr(os, "geteuid") and os.geteuid() == 0,
        "sudo": shutil.which("sudo") is not None,
        "terminal": sys.stdin is not None and sys.stdin.isatty(),
    }
    install = system.apt_install(packages, **rights)
    update = system.apt_update(**rights)
    if not install:
        raise Problem("System packages are missing, and only root may install them.", "")
    updated = False
    if not system.has_package_lists():
        _apt(update, "apt-get update", shop)
        updated = True
    try:
        _apt(install, f"apt-get install ({len(packages)} packages)", shop)
    except Problem:
        if updated:
            raise
        # Old lists name versions that the archive no longer has.
        _apt(update, "apt-get update", shop)
        _apt(install, f"apt-get install ({len(packages)} packages)", shop)


def _apt(command: Sequence[str], what: str, shop: Workshop) -> None:
    if command[0] == "sudo" and command[1] != "-n":
        # sudo may ask for the password: it needs the terminal for itself.
        shop.board.say(f"  {what}; sudo may ask for your password")
        status = wait_to_the_end(subprocess.Popen(command))
        if status != 0:
            raise Problem(f"{what} did not work (status {status}).", "")
        return
    with shop.doing(what):
        status, lines = shop.run.run_uncut(command)
        if status != 0:
            raise explain_failure(what, lines)
