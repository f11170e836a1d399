"""The import contracts of pyproject.toml hold, see every worker, and notice what they forbid."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
PACKAGE = REPOSITORY / "assistant_studio"


def contracts() -> list[dict[str, object]]:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, object]] = settings["tool"]["importlinter"]["contracts"]
    return found


def contract(beginning: str) -> dict[str, object]:
    return next(each for each in contracts() if str(each["name"]).startswith(beginning))


def worker_modules() -> list[str]:
    found = PACKAGE.rglob("*_worker.py")
    return sorted(".".join(path.relative_to(REPOSITORY).with_suffix("").parts) for path in found)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_contracts_name_every_worker_module() -> None:
    heavy = contract("Heavy packages")["ignore_imports"]
    protected = contract("Nothing imports a worker")
    assert worker_modules() == protected["protected_modules"]
    assert worker_modules() == protected["allowed_importers"]
    assert [f"{module} -> *" for module in worker_modules()] == heavy


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("answering/turn.py", "from PySide6.QtCore import QObject", "no Qt"),
        ("studio.py", "import torch", "Heavy packages"),
        ("knowledge/chunking.py", "import tokenizers", "Heavy packages"),
        (
            "studio.py",
            "from assistant_studio.models import llama_worker",
            "Nothing imports a worker",
        ),
        ("cli/main.py", "import assistant_studio.app", "no view models"),
        ("storage/database.py", "import assistant_studio.studio", "what lies below"),
        ("models/engine.py", "import assistant_studio.viewmodels.services", "what lies below"),
    ],
)
def test_a_forbidden_import_is_noticed(tmp_path: Path, module: str, line: str, broken: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    changed = tmp_path / PACKAGE.name / module
    changed.write_text(f"{changed.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    answer = lint_imports(tmp_path)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    verdicts = [found for found in answer.stdout.splitlines() if "BROKEN" in found]
    assert any(broken in verdict for verdict in verdicts), answer.stdout


def test_the_contracts_hold() -> None:
    answer = lint_imports(REPOSITORY)
    assert answer.returncode == 0, answer.stdout + answer.stderr
