"""An import that is killed leaves the library as it was, or whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant_studio.bundles.gathering import Choices
from assistant_studio.bundles.origins import Finished
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

from .conftest import OtherStudio, with_files
from .raw_bundles import TEXT

# Ends the process as a kill would, at the named place.
KILLED = """
import os, sys
from pathlib import Path
from assistant_studio.bundles import installing
from assistant_studio.bundles.origins import Origins
from assistant_studio.paths import Home
from assistant_studio.studio import Studio
import assistant_studio.knowledge.service as service

def die(*arguments, **more):
    os._exit(9)

studio = Studio(Home(Path(sys.argv[1])))
place = sys.argv[3]
if place == "before-filling":
    service.KnowledgeService.take_in = die
if place == "before-keeping":
    installing.Installing._keep = die
if place == "within-keeping":
    Origins.keep = die
if place == "before-joining":
    installing.do_join = die
studio.importer.install(studio.importer.preview(Path(sys.argv[2])))
os._exit(0)
"""


@pytest.mark.parametrize("place", ["before-filling", "before-keeping", "within-keeping"])
def test_a_new_assistant_is_not_there_before_it_is_whole(
    studio: Studio, tmp_path: Path, place: str, other_studio: OtherStudio
) -> None:
    bundle = tmp_path / "keeper.assistant"
    assistant = with_files(studio, tmp_path / "files")
    studio.exporter.export(assistant.id, bundle, Choices())
    assert killed(tmp_path / "other", bundle, place) == 9

    other = other_studio("other")
    assert other.finish_imports() == Finished((), ())
    assert other.assistants.list() == []
    assert not (other.home.root / ".incoming").exists()
    other.importer.install(other.importer.preview(bundle))
    assert len(other.assistants.list()) == 1
    assert other.knowledge.problems() == []


def test_an_update_that_is_cut_off_is_finished_after_the_next_start(
    studio: Studio, tmp_path: Path, other_studio: OtherStudio
) -> None:
    bundle = tmp_path / "keeper.assistant"
    assistant = with_files(studio, tmp_path / "files")
    studio.exporter.export(assistant.id, bundle, Choices())
    with Studio(Home(tmp_path / "other")) as other:
        other.importer.install(other.importer.preview(bundle))
    (tmp_path / "log.txt").write_text("Barnacles are counted on Thursdays.\n")
    studio.knowledge.add(assistant.id, [tmp_path / "log.txt"])
    studio.knowledge.wait_until_indexed(assistant.id)
    studio.exporter.export(assistant.id, bundle, Choices())
    assert killed(tmp_path / "other", bundle, "before-joining") == 9

    # Whatever is wrong with its knowledge, the app opens, and the update stays owed.
    knowledge = Home(tmp_path / "other").knowledge_db
    aside = {file: file.read_bytes() for file in knowledge.parent.glob("knowledge.db*")}
    for file in aside:
        file.unlink()
    knowledge.write_bytes(b"no database at all" * 500)
    with Studio(Home(tmp_path / "other")) as broken:
        (error,) = broken.finish_imports().errors
        assert "version of “Keeper” are not all here yet: " in error.message
    for file, held in aside.items():
        file.write_bytes(held)

    other = other_studio("other")
    (kept,) = other.assistants.list()
    assert other.finish_imports() == Finished((kept.id,), ())
    names = [document.name for document in other.knowledge.documents(kept.id)]
    assert sorted(names) == ["log.txt", "poem.txt"]
    assert other.knowledge.search(kept.id, TEXT).passages
    assert other.knowledge.problems() == []


def killed(home: Path, bundle: Path, place: str) -> int:
    finished = subprocess.run(
        [sys.executable, "-c", KILLED, home, bundle, place], check=False, timeout=240
    )
    return finished.returncode
