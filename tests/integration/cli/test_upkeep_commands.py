"""`backup` and `restore-backup`, as a person or a script uses them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cli.main import run
from assistant_studio.paths import Home
from assistant_studio.studio import Studio


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_backup_and_the_way_back(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Studio(home) as studio:
        made = studio.assistants.create(Assistant(name="Ada"))
    file = tmp_path / "all.studio-backup"
    assert run(["backup", str(file), "--json"]) == 0
    assert told(capsys)["files"] >= 1
    with Studio(home) as studio:
        studio.assistants.delete(made.id)

    assert run(["restore-backup", str(file), "--yes"]) == 0
    assert "back." in capsys.readouterr().out
    with Studio(home) as studio:
        assert "Ada" in [assistant.name for assistant in studio.assistants.list()]


def test_what_is_no_backup_is_refused_in_words(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam")
    assert run(["restore-backup", str(file), "--json"]) == 1
    error = told(capsys)["error"]
    assert error["kind"] == "DamagedBackup"
    assert "letter.txt is no backup of Assistant Studio" in error["message"]
    assert set(error) == {"kind", "message", "hint"}


def test_not_under_an_open_window(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.root / "window.lock").write_text(f"{os.getppid()}\nassistant-studio\nhost\n")
    assert run(["restore-backup", str(tmp_path / "any"), "--yes"]) == 1
    assert "Close the window and try again." in capsys.readouterr().err


def test_the_language_of_the_settings_is_spoken(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.settings_file.write_text('{"language": "en"}')
    assert run(["restore-backup", str(tmp_path / "gone"), "--yes"]) == 1
    assert "There is no file" in capsys.readouterr().err
