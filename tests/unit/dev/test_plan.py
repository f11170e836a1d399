"""What is still to be done is seen in no time, and nothing is done twice."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from studio_dev import plan as plans
from studio_dev import starter_models, venv_step
from studio_dev.places import Places
from studio_dev.plan import INSTALLED, MODELS, PREPARED, Plan

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def done(places: Places) -> Places:
    """A checkout in which every step is finished, as far as files and records tell."""
    shutil.copy(REPOSITORY / "pyproject.toml", places.root)
    packages = places.venv / "lib" / "python3.12" / "site-packages"
    for name in ("pip-26.0", "numpy-2.4.6"):
        (packages / f"{name}.dist-info").mkdir(parents=True)
        (packages / f"{name}.dist-info" / "RECORD").touch()
    places.python.parent.mkdir()
    places.python.touch()
    (places.venv / "pyvenv.cfg").write_text("version = 3.12.4\n", encoding="utf-8")
    places.models.mkdir(parents=True)
    (places.models / "SmolLM2-135M-Instruct.Q4_1.gguf").write_bytes(b"model")
    plan = Plan(places)
    for step, key in plan.keys.items():
        plan.stamp().record(step, key)
    plan.stamp().note("installed", venv_step.distributions(places.site_packages))
    plan.stamp().note("models", starter_models.footprints(places.models))
    return places


def test_a_finished_checkout_has_nothing_to_do(done: Places) -> None:
    assert Plan(done).open_steps() == []


def test_that_nothing_is_to_do_is_decided_within_a_second(done: Places) -> None:
    started = time.perf_counter()
    Plan(done).open_steps()
    Plan(done).missing_from_system("test")
    assert time.perf_counter() - started < 1.0


def test_a_bare_checkout_has_everything_to_do(places: Places) -> None:
    shutil.copy(REPOSITORY / "pyproject.toml", places.root)
    plan = Plan(places)
    assert plan.open_steps() == list(plan.keys)


def test_an_environment_made_by_hand_is_brought_up_to_date(done: Places) -> None:
    for record in done.venv.glob("*.json"):
        record.unlink()
    assert Plan(done).open_steps() == list(Plan(done).keys)
    assert venv_step.is_usable(done)


def test_a_new_dependency_opens_the_packages(done: Places) -> None:
    text = done.pyproject.read_text(encoding="utf-8")
    done.pyproject.write_text(text.replace('"pypdf>=7.1,<8"', '"pypdf>=8"'), encoding="utf-8")
    assert Plan(done).open_steps() == ["packages", "project", PREPARED]


def test_a_rule_of_a_tool_opens_nothing(done: Places) -> None:
    text = done.pyproject.read_text(encoding="utf-8")
    done.pyproject.write_text(text.replace("line-length = 100", "line-length = 99"))
    assert Plan(done).open_steps() == []


def test_a_package_that_went_away_opens_the_packages(done: Places) -> None:
    shutil.rmtree(done.site_packages / "numpy-2.4.6.dist-info")
    assert Plan(done).open_steps() == list(INSTALLED)


def test_a_package_installed_by_hand_opens_nothing(done: Places) -> None:
    (done.site_packages / "extra-1.0.dist-info").mkdir()
    assert Plan(done).open_steps() == []


def test_a_touched_model_opens_the_models(done: Places) -> None:
    (done.models / "SmolLM2-135M-Instruct.Q4_1.gguf").write_bytes(b"other")
    assert Plan(done).open_steps() == [MODELS]


def test_other_steps_of_ours_open_everything(done: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_STEPS_VERSION", 2)
    assert Plan(done).open_steps() == list(Plan(done).keys)
