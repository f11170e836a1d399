"""Assistants come and go whole, with the real knowledge worker and real kills."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.errors import DiskFull, FileUnavailable, NotFound
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

POEM = "The zephyrine lighthouse sings at noon.\n"


@pytest.fixture
def studio(home: Home) -> Iterator[Studio]:
    with Studio(home) as made:
        yield made


@pytest.fixture
def poem(tmp_path: Path) -> Path:
    path = tmp_path / "poem.txt"
    path.write_text(POEM)
    return path


def _with_poem(studio: Studio, poem: Path) -> Assistant:
    assistant, _ = studio.library.new_from_files([poem])
    studio.knowledge.wait_until_indexed(assistant.id)
    return assistant


def _finds(studio: Studio, assistant: Assistant) -> bool:
    return bool(studio.knowledge.search(assistant.id, "zephyrine lighthouse").passages)


def test_a_copy_knows_what_the_original_knows_and_outlives_it(studio: Studio, poem: Path) -> None:
    original = _with_poem(studio, poem)
    copy = studio.library.duplicate(original.id)

    assert copy.name == "Poem copy"
    (document,) = studio.knowledge.documents(copy.id)
    assert document.state is DocumentState.READY
    assert _finds(studio, copy)

    studio.library.delete(original.id)
    studio.library.erase(original.id)
    assert studio.knowledge.documents(original.id) == []
    assert _finds(studio, copy)
    assert studio.knowledge.problems() == []


def test_documents_come_back_with_undo_and_are_gone_after_erase(studio: Studio, poem: Path) -> None:
    assistant = _with_poem(studio, poem)
    studio.library.delete(assistant.id)
    assert studio.assistants.list() == []
    assert studio.library.undelete(assistant.id) == assistant
    assert _finds(studio, assistant)

    studio.library.delete(assistant.id)
    studio.library.erase(assistant.id)
    assert studio.knowledge.documents(assistant.id) == []
    assert list(studio.home.files_dir.iterdir()) == []
    with pytest.raises(NotFound):
        studio.library.undelete(assistant.id)


def test_a_template_is_made_with_its_sample_or_without(studio: Studio) -> None:
    with_sample = studio.library.new_from_template("recipe-helper")
    without = studio.library.new_from_template("recipe-helper", "Oma", with_documents=False)
    assert [d.name for d in studio.knowledge.documents(with_sample.id)] == ["Three recipes.md"]
    assert studio.knowledge.documents(without.id) == []
    assert (with_sample.name, without.name) == ("Recipe helper", "Oma")
    # What the checks ask about stands in the samples, and goes with them.
    assert len(studio.library.new_from_template("code-reviewer").checks) == 4
    bare = studio.library.new_from_template("code-reviewer", with_documents=False)
    assert bare.checks == ()


def test_files_of_which_none_can_be_taken_make_no_assistant(studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(FileUnavailable, match="There is no file"):
        studio.library.new_from_files([tmp_path / "missing.pdf"])
    assert studio.assistants.list() == []


def test_a_disk_that_fills_while_duplicating_leaves_nothing_half_done(
    studio: Studio, poem: Path
) -> None:
    original = _with_poem(studio, poem)
    connection = studio.database.connection
    connection.execute("CREATE TABLE filler (x)")
    connection.execute("INSERT INTO filler VALUES (zeroblob(100))")
    big = studio.assistants.save(_with_instructions(original))
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull, match="full"):
        studio.library.duplicate(big.id)
    connection.execute("PRAGMA max_page_count = 1000000")

    assert [a.id for a in studio.assistants.list()] == [original.id]
    assert set(studio.knowledge.counts()) == {original.id}
    assert studio.library.duplicate(big.id).name == "Poem copy"


def _with_instructions(assistant: Assistant) -> Assistant:
    return replace(assistant, instructions="x" * 90_000)


# Dies where the app may be killed: after the delete, in the middle of erasing for good, and in the
# middle of making a copy.
_DIES = """
import os, sys
from pathlib import Path
from assistant_studio.paths import Home
from assistant_studio.studio import Studio
studio = Studio(Home(Path(sys.argv[1])))
(assistant,) = studio.assistants.list()
how = sys.argv[2]
if how == "deleted":
    studio.library.delete(assistant.id)
    os._exit(9)
studio.knowledge.remove_assistant = lambda _id: os._exit(9)
if how == "erasing":
    studio.library.delete(assistant.id)
    studio.library.erase(assistant.id)
studio.assistants.create = lambda _assistant: os._exit(9)
studio.library.duplicate(assistant.id)
"""


def _die(home: Home, how: str) -> None:
    died = subprocess.run([sys.executable, "-c", _DIES, str(home.root), how], check=False)
    assert died.returncode == 9


def test_a_kill_after_the_delete_loses_nothing(home: Home, poem: Path) -> None:
    with Studio(home) as studio:
        assistant = _with_poem(studio, poem)
    _die(home, "deleted")
    with Studio(home) as studio:
        studio.library.tidy()
        assert studio.assistants.list() == []
        assert studio.library.undelete(assistant.id) == assistant
        assert _finds(studio, assistant)


def test_a_kill_while_erasing_is_finished_by_the_next_start(home: Home, poem: Path) -> None:
    with Studio(home) as studio:
        assistant = _with_poem(studio, poem)
    _die(home, "erasing")
    with Studio(home) as studio:
        # It must not come back without what it knew.
        assert studio.library.deleted() == []
        assert studio.knowledge.documents(assistant.id)
        studio.library.tidy()
        assert studio.knowledge.documents(assistant.id) == []
        assert list(home.files_dir.iterdir()) == []


def test_a_kill_while_duplicating_leaves_no_assistant_and_later_no_documents(
    home: Home, poem: Path
) -> None:
    with Studio(home) as studio:
        assistant = _with_poem(studio, poem)
    _die(home, "duplicating")
    with Studio(home) as studio:
        assert studio.assistants.list() == [assistant]
        assert len(studio.knowledge.counts()) == 2
        # Not yet: another process may be in the middle of it.
        studio.library.tidy()
        assert len(studio.knowledge.counts()) == 2
        _let_time_pass(studio.home)
        studio.library.tidy()
        assert set(studio.knowledge.counts()) == {assistant.id}
        assert _finds(studio, assistant)


def _let_time_pass(home: Home) -> None:
    connection = sqlite3.connect(home.studio_db)
    with connection:
        connection.execute("UPDATE ownerless_knowledge SET remove_after = '2026-01-01'")
    connection.close()


def test_starters_that_are_deleted_at_once_come_back_whole(studio: Studio) -> None:
    studio.show_starters()
    (starter,) = studio.assistants.list()
    studio.library.delete(starter.id)
    studio.install_starters()
    assert studio.assistants.list() == []
    studio.library.undelete(starter.id)
    assert len(studio.knowledge.documents(starter.id)) == 4
