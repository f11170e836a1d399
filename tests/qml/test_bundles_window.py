"""An assistant as one file, in the window: looked through, taken in, passed on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.bundles.gathering import Choices
from assistant_studio.bundles.origins import Join, Origins
from assistant_studio.errors import StorageError
from assistant_studio.paths import Home
from assistant_studio.studio import Studio
from assistant_studio.viewmodels import services

from .conftest import accessible_name

POEM = "The zephyrine lighthouse sings at noon.\n"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Another data folder, with an assistant that knows a poem."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "poem.txt").write_text(POEM, encoding="utf-8")
    with Studio(Home(folder / "home")) as studio:
        made = studio.assistants.create(
            Assistant(
                name="Keeper",
                tagline="Knows a poem",
                instructions="Answer from the poem, in one sentence.",
                starters=("When does it sing?",),
                author="Ada",
                licence="CC0-1.0",
            )
        )
        studio.knowledge.add(made.id, [folder / "poem.txt"])
        studio.knowledge.wait_until_indexed(made.id)
        yield studio


@pytest.fixture(scope="module")
def bundle(elsewhere: Studio, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundles") / "keeper.assistant"
    (keeper,) = elsewhere.assistants.list()
    elsewhere.exporter.export(keeper.id, path, Choices(signed=True))
    return path


@pytest.fixture
def window(real_studio: Studio, open_window: Callable[[], Any]) -> Any:
    opened = open_window()
    opened.app = opened.view_model("AppViewModel")
    return opened


def tab_round(window: Any) -> set[str]:
    """What Tab comes to until it is where it began, each by its name."""
    reached: set[str] = set()
    for _stop in range(60):
        QTest.keyClick(window.window, Qt.Key.Key_Tab)
        item = window.window.activeFocusItem()
        name = accessible_name(item)
        assert name, item
        if name in reached and len(reached) > 8:
            break
        reached.add(name)
    return reached


def photograph(window: Any, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        for width, height in ((1440, 900), (1024, 700)):
            window.window.resize(width, height)
            for theme in ("light", "dark"):
                window.app.chooseTheme(theme)
                QTest.qWait(300)
                window.grab().save(f"{folder}/{name}-{theme}-{width}.png")


def test_a_bundle_is_looked_through_and_taken_in_after_a_yes(
    window: Any, real_studio: Studio, bundle: Path, elsewhere: Studio
) -> None:
    before = len(real_studio.assistants.list())
    services.changes().windowCalled.emit([str(bundle)])
    window.wait_for(lambda: window.has("Every file in it is what its list says."))
    assert window.app.page == "import"
    for shown in (
        "Keeper",
        "Answer from the poem, in one sentence.",
        "“When does it sing?”",
        "Signed by somebody you have not met",
        "Look inside poem.txt",
    ):
        assert window.has(shown), shown
    assert any(name.startswith("Fingerprint: ") for name in window.names())
    photograph(window, "preview")
    reached = tab_round(window)
    assert {"Not now", "Import", "Look inside poem.txt", "Save a copy of poem.txt"} <= reached
    window.press("Look inside poem.txt")
    window.wait_for(lambda: window.has("The text of poem.txt"))
    photograph(window, "text")
    assert window.named("The text of poem.txt").property("text") == POEM
    window.press("Close")
    assert len(real_studio.assistants.list()) == before

    window.wait_for(lambda: window.has("Import"))
    window.press("Import")
    window.wait_for(lambda: window.app.page == "chat", 60)
    kept = real_studio.assistants.get(window.app.currentAssistantId)
    assert (kept.name, kept.author) == ("Keeper", "Ada")
    found = real_studio.knowledge.search(kept.id, "lighthouse").passages
    assert [passage.document for passage in found] == ["poem.txt"]

    # The same once more, changed: its differences are shown, and both can be kept.
    (theirs,) = elsewhere.assistants.list()
    changed = bundle.with_name("changed.assistant")
    elsewhere.assistants.save(replace(theirs, instructions="Sing the answer."))
    elsewhere.exporter.export(theirs.id, changed, Choices())
    services.changes().windowCalled.emit([str(changed), str(bundle)])
    window.wait_for(lambda: window.has("“Keeper” is here already"))
    assert window.has("changed.assistant (1 more waits)")
    assert window.has("Then: Sing the answer.")
    assert any("was signed; this one is not" in name for name in window.names())
    photograph(window, "update")
    import_button = window.named("Import", QAccessible.Role.Button)
    assert not import_button.isEnabled()
    window.press("I have asked, and want it all the same")
    window.wait_for(import_button.isEnabled)
    window.press("Import")
    window.wait_for(lambda: window.has("keeper.assistant") and window.has("Not now"), 60)
    assert real_studio.assistants.get(kept.id).instructions == "Sing the answer."
    window.press("Not now")
    window.wait_for(lambda: window.app.page == "library")


def test_updates_that_were_cut_off_are_finished_once_the_window_is_there(
    real_studio: Studio, open_window: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    lucky = real_studio.assistants.create(Assistant(name="Lucky"))
    unlucky = real_studio.assistants.create(Assistant(name="Unlucky"))
    origins = Origins(real_studio.database)
    for one in (unlucky, lucky):
        origins.owe(Join(f"incoming-{one.name}", one.id, ()))
    join = real_studio.knowledge.join

    def join_or_not(from_id: str, to_id: str, gone: Sequence[str]) -> None:
        if to_id == unlucky.id:
            raise StorageError("The disk is gone.", "Connect it.")
        join(from_id, to_id, gone)

    monkeypatch.setattr(real_studio.knowledge, "join", join_or_not)
    window = open_window()
    told = "version of “Unlucky” are not all here yet: The disk is gone."
    window.wait_for(lambda: any(told in name for name in window.names()), 60)
    assert [owed.to_id for owed in origins.joins()] == [unlucky.id]


def test_a_damaged_file_is_refused_in_a_sentence(window: Any, bundle: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.assistant"
    bad.write_bytes(bundle.read_bytes()[:-50])
    services.changes().windowCalled.emit([str(bad)])
    window.wait_for(
        lambda: any(name.startswith("bad.assistant is damaged") for name in window.names())
    )
    assert not window.has("Import")
    photograph(window, "damaged")
    window.press("Close")
    window.wait_for(lambda: window.app.page == "library")


def test_an_assistant_is_passed_on_when_its_secrets_are_answered(
    window: Any, real_studio: Studio, tmp_path: Path
) -> None:
    made = real_studio.assistants.create(
        Assistant(name="Spy", instructions="Write to ada@analytical.engine.")
    )
    services.changes().exportAsked.emit(made.id)
    window.wait_for(lambda: window.has("Export “Spy”"))
    told = "“Instructions” holds a mail address: ada@analytical.engine"
    window.wait_for(lambda: window.has(told))
    photograph(window, "export")
    export = window.named("Export…", QAccessible.Role.Button)
    assert not export.isEnabled()
    window.press("I have looked at these, and they may travel")
    window.wait_for(export.isEnabled)
    window.press("Sign it with your key")
    window.wait_for(lambda: export.isEnabled() and window.has("About 2.5 kB, with 0 documents"))
    target = tmp_path / "spy.assistant"
    write = window.view_model("BundleExport").exportTo
    # The yes was given to what was seen; an author's address was typed after that.
    write(QUrl.fromLocalFile(str(target)), "eve@analytical.engine", "CC0-1.0")
    window.wait_for(lambda: window.has("“Author” holds a mail address: eve@analytical.engine"))
    assert not target.exists()
    assert not export.isEnabled()
    window.press("I have looked at these, and they may travel")
    window.wait_for(export.isEnabled)
    write(QUrl.fromLocalFile(str(target)), "Ada", "CC0-1.0")
    window.wait_for(lambda: any("“spy.assistant” is written" in name for name in window.names()))
    photograph(window, "exported")
    preview = real_studio.importer.preview(target)
    assert (preview.signer.value, preview.assistant.author) == ("own", "Ada")
    window.press("Close")
    window.wait_for(lambda: not window.has("Export “Spy”"))
