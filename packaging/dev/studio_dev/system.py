"""System packages: what is missing, in whose words, and how it is installed."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Need:
    """Something the system must have.

    Attributes:
        package: Its name on Debian and Ubuntu.
        why: What needs it, as a person would say it.
        soname: The library's file where it is one, to look for on other Linux systems.
        required: Without it set-up cannot even end.
    """

    package: str
    why: str
    soname: str = ""
    required: bool = False


COMPILER = (
    Need("g++", "compiles llama-cpp-python", required=True),
    Need("libc6-dev", "compiles llama-cpp-python", required=True),
)

_QT = "the window (Qt)"
WINDOW = (
    Need("libegl1", _QT, "libEGL.so.1"),
    Need("libgl1", _QT, "libGL.so.1"),
    Need("libx11-6", _QT, "libX11.so.6"),
    Need("libx11-xcb1", _QT, "libX11-xcb.so.1"),
    Need("libxkbcommon0", _QT, "libxkbcommon.so.0"),
    Need("libxkbcommon-x11-0", _QT, "libxkbcommon-x11.so.0"),
    Need("libxcb-cursor0", _QT, "libxcb-cursor.so.0"),
    Need("libxcb-icccm4", _QT, "libxcb-icccm.so.4"),
    Need("libxcb-image0", _QT, "libxcb-image.so.0"),
    Need("libxcb-keysyms1", _QT, "libxcb-keysyms.so.1"),
    Need("libxcb-randr0", _QT, "libxcb-randr.so.0"),
    Need("libxcb-render-util0", _QT, "libxcb-render-util.so.0"),
    Need("libxcb-shape0", _QT, "libxcb-shape.so.0"),
    Need("libxcb-sync1", _QT, "libxcb-sync.so.1"),
    Need("libxcb-xfixes0", _QT, "libxcb-xfixes.so.0"),
    Need("libxcb-xkb1", _QT, "libxcb-xkb.so.1"),
    Need("libdbus-1-3", _QT, "libdbus-1.so.3"),
    Need("libfontconfig1", _QT, "libfontconfig.so.1"),
    Need("libglib2.0-0", _QT, "libglib-2.0.so.0"),
    Need("libwayland-client0", _QT, "libwayland-client.so.0"),
    Need("libwayland-cursor0", _QT, "libwayland-cursor.so.0"),
    Need("libwayland-egl1", _QT, "libwayland-egl.so.1"),
    Need("fonts-dejavu-core", "letters in the window"),
    Need("libpulse0", "sound", "libpulse.so.0"),
    Need("libgomp1", "the language model on several cores", "libgomp.so.1"),
)

TESTS = (
    Need("xvfb", "a real window in tests"),
    Need("xauth", "a real window in tests"),
    Need("strace", "the test that nothing connects anywhere"),
    Need("procps", "the tests that kill processes"),
)

_PROGRAMS = {"xvfb": "Xvfb", "xauth": "xauth", "strace": "strace", "procps": "pgrep"}


def needs_for(verb: str, *, compile_needed: bool) -> list[Need]:
    """What the system must have for a verb of dev.py.

    Args:
        verb: Such as "run" or "test".
        compile_needed: Whether llama-cpp-python is still to be compiled.
    """
    needs = [*WINDOW]
    if compile_needed:
        needs += COMPILER
    if verb not in ("run", "lint", "fix"):
        needs += TESTS
    return needs


def venv_package(executable: str, version: Sequence[int], has_ensurepip: bool) -> list[Need]:
    """Debian splits `venv` off its own Python; what is missing of it.

    Args:
        executable: The Python that makes the environment.
        version: Its version.
        has_ensurepip: Whether it has the module that puts pip into an environment.
    """
    if has_ensurepip or not executable.startswith("/usr/bin/"):
        return []
    return [Need(f"python{version[0]}.{version[1]}-venv", "makes .venv", required=True)]


def has_ensurepip() -> bool:
    """Whether this Python can put pip into an environment."""
    return importlib.util.find_spec("ensurepip") is not None


def is_debian_like() -> bool:
    """Whether packages are named and installed the way of Debian and Ubuntu."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def debian_packages() -> set[str]:
    """Every installed package and what they provide (Ubuntu renames some: libglib2.0-0t64)."""
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package}\t${db:Status-Status}\t${Provides}\n"],
        capture_output=True,
        text=True,
        check=False,
    )
    return parse_dpkg(answer.stdout)


def parse_dpkg(output: str) -> set[str]:
    """The names in an answer of dpkg-query.

    Args:
        output: Lines of package, status and provided names, with tabs between them.
    """
    names: set[str] = set()
    for line in output.splitlines():
        package, _, rest = line.partition("\t")
        status, _, provides = rest.partition("\t")
        if status != "installed":
            continue
        names.add(package)
        # "libglib2.0-0 (= 2.84.1-1), other-name"
        names.update(part.split()[0] for part in provides.split(",") if part.strip())
    return names


def missing_on_debian(needs: Iterable[Need], installed: Collection[str]) -> list[Need]:
    """The needs whose package is not installed.

    Args:
        needs: What is wanted.
        installed: As `debian_packages` gives it.
    """
    return [need for need in needs if need.package not in installed]


def missing_elsewhere(needs: Iterable[Need], libraries: Collection[str] | None) -> list[Need]:
    """The needs that are not met on a system without apt.

    Args:
        needs: What is wanted.
        libraries: The libraries that the loader knows; None where that cannot be asked
            (macOS and Windows bring everything that Qt and sound need).
    """
    missing = []
    for need in needs:
        if need.soname:
            lacking = libraries is not None and need.soname not in libraries
        elif need.package == "g++":
            lacking = not has_compiler()
        elif need.package in _PROGRAMS:
            lacking = sys.platform.startswith("linux") and not shutil.which(_PROGRAMS[need.package])
        else:
            lacking = False
        if lacking:
            missing.append(need)
    return missing


def has_compiler() -> bool:
    """Whether a C++ compiler is on the path (Windows finds its own by the registry)."""
    if os.name == "nt" or os.environ.get("CXX"):
        return True
    return any(shutil.which(name) for name in ("c++", "g++", "clang++"))


def loader_libraries() -> set[str] | None:
    """The libraries that Linux's loader knows; None where it cannot be asked."""
    loader = shutil.which("ldconfig") or "/sbin/ldconfig"
    if not sys.platform.startswith("linux") or not Path(loader).exists():
        return None
    answer = subprocess.run([loader, "-p"], capture_output=True, text=True, check=False)
    return set(re.findall(r"^\s+(\S+) \(", answer.stdout, re.M)) or None


def apt_install(packages: Sequence[str], *, root: bool, sudo: bool, terminal: bool) -> list[str]:
    """The command that installs packages, or an empty list if nobody may.

    Args:
        packages: Their names.
        root: Whether we are root.
        sudo: Whether there is a sudo.
        terminal: Whether a person can be asked for the password.
    """
    rights = _rights(root=root, sudo=sudo, terminal=terminal)
    if rights is None:
        return []
    return [
        *rights,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        # Another apt (the nightly updates) may be at work: wait for it instead of failing.
        "-o",
        "DPkg::Lock::Timeout=300",
        "install",
        "-y",
        "--no-install-recommends",
        *packages,
    ]


def apt_update(*, root: bool, sudo: bool, terminal: bool) -> list[str]:
    """The command that fetches the lists of packages, or an empty list if nobody may.

    Args:
        root: Whether we are root.
        sudo: Whether there is a sudo.
        terminal: Whether a person can be asked for the password.
    """
    rights = _rights(root=root, sudo=sudo, terminal=terminal)
    return [] if rights is None else [*rights, "apt-get", "update"]


def _rights(*, root: bool, sudo: bool, terminal: bool) -> list[str] | None:
    if root:
        return []
    if not sudo:
        return None
    # Without a terminal sudo would wait for a password that nobody can type.
    return ["sudo"] if terminal else ["sudo", "-n"]


def has_package_lists(folder: Path = Path("/var/lib/apt/lists")) -> bool:
    """Whether apt-get update was ever run.

    Args:
        folder: Where apt keeps its lists.
    """
    return folder.is_dir() and any("_Packages" in entry.name for entry in folder.iterdir())
