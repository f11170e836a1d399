"""The application opens, says calmly why it cannot, and ends in good order."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QWindow

from assistant_studio import app
from assistant_studio.answering.service import Answering
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.desktop.single_instance import SingleInstance
from assistant_studio.models.engine import LoadedModel
from assistant_studio.paths import Home
from assistant_studio.studio import Studio, stage_restore
from assistant_studio.upkeep.moving import Move
from assistant_studio.viewmodels import services

LOOK_EVERY_MS = 30
GIVE_UP_AFTER_MS = 20_000


def spoken(window: QWindow) -> list[str]:
    def walk(interface: QAccessibleInterface) -> Iterator[str]:
        for place in range(interface.childCount()):
            child = interface.child(place)
            if child is not None:
                yield child.text(QAccessible.Text.Name)
                yield from walk(child)

    return list(walk(QAccessible.queryAccessibleInterface(window)))


def run_until(
    home: Home, done: Callable[[list[str]], bool], files: Sequence[Path] = ()
) -> tuple[int, list[str]]:
    """Run the whole application until its window says what is awaited; gives status and words."""
    heard: list[str] = []

    def look() -> None:
        for window in QGuiApplication.topLevelWindows():
            if window.isExposed() and done(words := spoken(window)):
                heard.extend(words)
                window.close()

    looking = QTimer(interval=LOOK_EVERY_MS)
    looking.timeout.connect(look)
    looking.start()
    giving_up = QTimer(interval=GIVE_UP_AFTER_MS, singleShot=True)
    giving_up.timeout.connect(QGuiApplication.quit)
    giving_up.start()
    try:
        return app.run_window(home, list(files)), heard
    finally:
        looking.stop()
        giving_up.stop()


@pytest.fixture
def quiet_starters(monkeypatch: pytest.MonkeyPatch, application: QGuiApplication) -> None:
    """The sample assistant is there, but its files stay out: no worker need start for them."""
    monkeypatch.setattr(Studio, "install_starters", lambda _studio: [])
    loaded = LoadedModel("", "SmolLM2-135M-Instruct.Q4_1", 4096, 8192, None)
    monkeypatch.setattr(Answering, "warm", lambda *_arguments, **_more: loaded)


@pytest.mark.usefixtures("quiet_starters")
def test_the_first_start_shows_the_sample_assistant_and_its_starters(home: Home) -> None:
    status, heard = run_until(home, lambda words: "Send" in words)

    assert status == 0
    assert "Acme Handbook" in heard
    assert "How large is my training budget?" in heard
    assert not services.has_studio()


@pytest.mark.usefixtures("quiet_starters")
def test_a_closed_window_can_be_opened_again(home: Home) -> None:
    for _ in range(2):
        status, _ = run_until(home, lambda words: "Send" in words)
        assert status == 0


@pytest.mark.usefixtures("quiet_starters")
def test_an_assistants_file_is_looked_at_whichever_start_was_given_it(
    home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "keeper.assistant"
    file.write_text("no zip at all, as far as anybody can see")
    told = "keeper.assistant is no assistant that Assistant Studio can open."

    status, heard = run_until(home, lambda words: any(told in word for word in words), [file])
    assert status == 0
    assert any(told in word for word in heard)

    second: list[subprocess.Popen[bytes]] = []

    def reached(words: list[str]) -> bool:
        if not second and "Send" in words:
            command = [
                sys.executable,
                "-m",
                "assistant_studio",
                "--home",
                str(home.root),
                str(file),
            ]
            second.append(subprocess.Popen(command))
        return any(told in word for word in words)

    status, heard = run_until(home, reached)
    assert second[0].wait(60) == 0
    assert any(told in word for word in heard)


@pytest.mark.usefixtures("quiet_starters")
def test_data_of_a_newer_version_is_refused_in_words(home: Home) -> None:
    with Studio(home):
        pass
    with closing(sqlite3.connect(home.studio_db)) as connection, connection:
        connection.execute("INSERT INTO _migrations VALUES ('2999-01-01-later', '')")

    status, heard = run_until(home, lambda words: "Close" in words)

    assert status == 0
    assert "studio.db was written by a newer version of Assistant Studio." in heard
    assert any(words.startswith("Install the newer version again") for words in heard)


@pytest.mark.usefixtures("quiet_starters")
def test_a_bug_is_told_in_words_and_written_down(home: Home) -> None:
    class Bug(QObject):
        def happen(self) -> None:
            raise ZeroDivisionError("one too few")

    bug = Bug()
    happening = QTimer(interval=1500, singleShot=True)
    happening.timeout.connect(bug.happen)
    happening.start()

    told = "Something went wrong inside the app."
    status, heard = run_until(home, lambda words: any(told in each for each in words))

    assert status == 0
    assert any(told in words for words in heard)
    log = (home.logs_dir / "window.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError: one too few" in log


def test_a_damaged_database_is_told_in_words(home: Home, application: QGuiApplication) -> None:
    home.studio_db.write_bytes(b"this is no database" * 1000)

    status, heard = run_until(home, lambda words: "Close" in words)

    assert status == 0
    assert "studio.db is damaged and cannot be read." in heard


def test_a_folder_that_cannot_be_used_is_told_in_words(
    tmp_path: Path, application: QGuiApplication
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    home = Home(tmp_path / "file" / "home")

    status, heard = run_until(home, lambda words: "Close" in words)

    assert status == 0
    assert any(words.startswith(f"The data folder {home.root} cannot be used") for words in heard)


def test_a_window_that_does_not_answer_is_told_in_words(
    home: Home, application: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant_studio.desktop.single_instance.CALL_TIMEOUT_S", 0.5)
    first = SingleInstance(home.root)
    assert first.claim()
    # Nobody runs the first one's event loop here, so it cannot answer.

    status, heard = run_until(home, lambda words: "Close" in words)
    first.release()

    assert status == 0
    assert any("has the data folder" in words for words in heard)


@pytest.mark.usefixtures("quiet_starters")
def test_a_moved_data_folder_and_a_restored_backup_open_again_by_themselves(
    home: Home, tmp_path: Path
) -> None:
    file, target = tmp_path / "all.studio-backup", tmp_path / "new place"
    with Studio(home) as studio:
        kept = studio.assistants.create(Assistant(name="Kept"))
        studio.back_up(file)
        studio.assistants.delete(kept.id)
    steps = iter(("move", "restore", "end"))
    homes: list[Path] = []

    def step(words: list[str]) -> bool:
        # Each window is another one: what was seen before it opened does not count.
        if "Settings" not in words or services.studio().home.root in homes[-1:]:
            return False
        match next(steps):
            case "move":
                homes.append(home.root)
                move = Move(home, target)
                move.copy_ahead()
                services.changes().restartAsked.emit(move)
            case "restore":
                assert services.studio().home.root == target
                homes.append(home.root)  # the same folder opens once more
                stage_restore(Home(target), file)
                services.changes().restartAsked.emit(None)
            case _:
                homes.append(services.studio().home.root)
                return True
        return False

    status, heard = run_until(home, step)

    assert status == 0
    assert homes == [home.root, home.root, target]
    assert "Kept" in heard
    assert [path.name for path in home.root.iterdir()] == ["moved-to.json"]
