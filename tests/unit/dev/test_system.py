"""What the system lacks is told from dpkg's answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_dev import system
from studio_dev.system import Need

DPKG = """\
libegl1\tinstalled\t
libglib2.0-0t64\tinstalled\tlibglib2.0-0 (= 2.80.0-6ubuntu3.4), libglib2.0-0t64-udeb
libpulse0\tconfig-files\t
libxcb-cursor0\thalf-installed\tlibxcb-cursor
g++\tinstalled\tc++-compiler, g++-x86-64-linux-gnu (= 4:12.2.0-3)
"""


def test_installed_packages_and_what_they_provide_are_known() -> None:
    found = system.parse_dpkg(DPKG)
    assert {"libegl1", "libglib2.0-0t64", "g++", "c++-compiler"} <= found


def test_a_package_that_was_renamed_counts_by_its_old_name() -> None:
    assert "libglib2.0-0" in system.parse_dpkg(DPKG)


@pytest.mark.parametrize("package", ["libpulse0", "libxcb-cursor0", "libxcb-cursor"])
def test_a_removed_or_half_installed_package_is_not_installed(package: str) -> None:
    assert package not in system.parse_dpkg(DPKG)


def test_what_is_missing_is_named() -> None:
    needs = [Need("libegl1", "x"), Need("libpulse0", "sound"), Need("libglib2.0-0", "x")]
    missing = system.missing_on_debian(needs, system.parse_dpkg(DPKG))
    assert [need.package for need in missing] == ["libpulse0"]


def test_an_empty_answer_means_that_everything_is_missing() -> None:
    needs = system.needs_for("run", compile_needed=True)
    assert system.missing_on_debian(needs, system.parse_dpkg("")) == needs


def test_the_compiler_is_needed_only_to_compile() -> None:
    without = {need.package for need in system.needs_for("run", compile_needed=False)}
    assert "g++" not in without
    assert "g++" in {need.package for need in system.needs_for("run", compile_needed=True)}


def test_tests_need_a_display_of_their_own_and_running_does_not() -> None:
    for_run = {need.package for need in system.needs_for("run", compile_needed=False)}
    for_test = {need.package for need in system.needs_for("test", compile_needed=False)}
    assert {"xvfb", "xauth", "strace"} <= for_test - for_run


@pytest.mark.parametrize(
    ("executable", "has_ensurepip", "expected"),
    [
        ("/usr/bin/python3", False, ["python3.11-venv"]),
        ("/usr/bin/python3", True, []),
        ("/home/ann/.local/bin/python3", False, []),
    ],
)
def test_the_missing_half_of_debians_python_is_named(
    executable: str, has_ensurepip: bool, expected: list[str]
) -> None:
    found = system.venv_package(executable, (3, 11), has_ensurepip)
    assert [need.package for need in found] == expected


@pytest.mark.parametrize(
    ("root", "sudo", "terminal", "beginning"),
    [
        (True, False, False, ["env"]),
        (True, True, True, ["env"]),
        (False, True, True, ["sudo", "env"]),
        (False, True, False, ["sudo", "-n", "env"]),
    ],
)
def test_packages_are_installed_by_whoever_may(
    root: bool, sudo: bool, terminal: bool, beginning: list[str]
) -> None:
    command = system.apt_install(["libegl1"], root=root, sudo=sudo, terminal=terminal)
    assert command[: len(beginning)] == beginning
    assert command[-1] == "libegl1"


def test_nobody_may_install_without_root_and_sudo() -> None:
    assert system.apt_install(["libegl1"], root=False, sudo=False, terminal=True) == []
    assert system.apt_update(root=False, sudo=False, terminal=True) == []


def test_other_linux_systems_are_asked_for_the_library_itself() -> None:
    needs = [Need("libegl1", "x", "libEGL.so.1"), Need("libgl1", "x", "libGL.so.1")]
    assert system.missing_elsewhere(needs, {"libEGL.so.1"}) == [needs[1]]


def test_where_the_loader_cannot_be_asked_nothing_is_said_of_libraries() -> None:
    assert system.missing_elsewhere([Need("libegl1", "x", "libEGL.so.1")], None) == []


def test_lists_of_packages_are_noticed(tmp_path: Path) -> None:
    assert not system.has_package_lists(tmp_path / "none")
    assert not system.has_package_lists(tmp_path)
    (tmp_path / "deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages.lz4").touch()
    assert system.has_package_lists(tmp_path)
