"""The virtual environment: when it can be used, and what an interrupted pip leaves in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from studio_dev import venv_step
from studio_dev.places import Places

pytestmark = pytest.mark.skipif(os.name == "nt", reason="lays out an environment as on Unix")


@pytest.fixture
def venv(places: Places) -> Places:
    """An environment that can be used."""
    packages = places.venv / "lib" / "python3.12" / "site-packages"
    (packages / "pip-26.0.dist-info").mkdir(parents=True)
    (packages / "pip-26.0.dist-info" / "RECORD").touch()
    places.python.parent.mkdir()
    places.python.touch()
    configure(places, "3.12.4", places.venv)
    return places


def configure(places: Places, version: str, folder: Path) -> None:
    (places.venv / "pyvenv.cfg").write_text(
        f"home = /usr/bin\nversion = {version}\ncommand = /usr/bin/python3 -m venv {folder}\n",
        encoding="utf-8",
    )


def put(packages: Path, name: str, content: str, size: int | None = None) -> Path:
    """An installed package of one file; `size` is what its RECORD says of the file."""
    (packages / f"{name}.py").write_text(content, encoding="utf-8")
    info = packages / f"{name}-1.0.dist-info"
    info.mkdir()
    told = len(content) if size is None else size
    (info / "RECORD").write_text(
        f"{name}.py,sha256=x,{told}\n{name}-1.0.dist-info/RECORD,,\n", encoding="utf-8"
    )
    return info


def test_a_whole_environment_is_usable(venv: Places) -> None:
    assert venv_step.is_usable(venv)


def test_none_is_not_usable(places: Places) -> None:
    assert not venv_step.is_usable(places)


@pytest.mark.parametrize("version", ["3.10.9", "3.15.0", "nonsense"])
def test_another_python_is_not_usable(venv: Places, version: str) -> None:
    configure(venv, version, venv.venv)
    assert not venv_step.is_usable(venv)


def test_an_environment_that_was_moved_is_not_usable(venv: Places) -> None:
    configure(venv, "3.12.4", Path("/somewhere/else/.venv"))
    assert not venv_step.is_usable(venv)


def test_an_environment_whose_python_went_away_is_not_usable(venv: Places) -> None:
    venv.python.unlink()
    venv.python.symlink_to("/nowhere/python3.12")
    assert not venv_step.is_usable(venv)


def test_an_environment_that_was_interrupted_before_pip_is_not_usable(venv: Places) -> None:
    (venv.site_packages / "pip-26.0.dist-info" / "RECORD").unlink()
    assert not venv_step.is_usable(venv)


@pytest.mark.parametrize(
    ("name", "current"), [("pip-23.2.1", False), ("pip-25.0", True), ("pip-26.3", True)]
)
def test_an_old_pip_is_known(venv: Places, name: str, current: bool) -> None:
    (venv.site_packages / "pip-26.0.dist-info").rename(venv.site_packages / f"{name}.dist-info")
    assert venv_step.has_current_pip(venv) is current


def test_whole_packages_are_left_alone(venv: Places) -> None:
    put(venv.site_packages, "whole", "x = 1\n")
    before = venv_step.distributions(venv.site_packages)
    removed = venv_step.mend(venv.site_packages)
    assert removed == []
    assert venv_step.distributions(venv.site_packages) == before


def test_a_package_without_its_record_is_installed_again(venv: Places) -> None:
    (put(venv.site_packages, "half", "x = 1\n") / "RECORD").unlink()
    assert venv_step.mend(venv.site_packages) == ["half-1.0"]
    assert "half-1.0" not in venv_step.distributions(venv.site_packages)


def test_a_package_with_a_missing_file_is_installed_again(venv: Places) -> None:
    put(venv.site_packages, "torn", "x = 1\n")
    (venv.site_packages / "torn.py").unlink()
    assert venv_step.mend(venv.site_packages) == ["torn-1.0"]


def test_a_package_with_a_file_cut_short_is_installed_again(venv: Places) -> None:
    put(venv.site_packages, "cut", "x = 1\n", size=600)
    assert venv_step.mend(venv.site_packages) == ["cut-1.0"]


def test_what_pip_had_set_aside_is_removed(venv: Places) -> None:
    aside = venv.site_packages / "~umpy"
    aside.mkdir()
    (aside / "core.so").touch()
    (venv.site_packages / "~hing.py").touch()
    venv_step.mend(venv.site_packages)
    assert [path.name for path in venv.site_packages.glob("~*")] == []


def test_a_package_that_went_away_or_changed_its_version_is_lacking(venv: Places) -> None:
    wanted = ["pip-26.0", "numpy-2.4.6"]
    assert venv_step.lacking(wanted, venv.site_packages) == ["numpy-2.4.6"]
    assert venv_step.lacking(wanted, venv.venv / "none") == sorted(wanted)
