"""Assistants: saving makes versions, names resolve, starters come once."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant_studio.assistants.assistant import Assistant, Avatar, SamplingChoice
from assistant_studio.assistants.starters import first_starter_assistants, install_starters
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.errors import Ambiguous, NotFound, UsageError
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database


@pytest.fixture
def store(home: Home) -> Iterator[AssistantStore]:
    database = Database(home.studio_db, ASSISTANT_MIGRATIONS, home.backups_dir)
    yield AssistantStore(database)
    database.close()


def test_an_assistant_comes_back_as_it_was_made(store: AssistantStore) -> None:
    made = store.create(
        Assistant(
            name="  Recipe   helper ",
            instructions="Cook.",
            starters=("What now?", "  "),
            avatar=Avatar("R", "#B4552D"),
            sampling=SamplingChoice(temperature=0.5),
            tags=("food",),
        )
    )
    assert made.name == "Recipe helper"
    assert made.starters == ("What now?",)
    assert store.get(made.id) == made
    assert store.list() == [made]


def test_every_save_is_a_version_and_the_old_ones_stay(store: AssistantStore) -> None:
    first = store.create(Assistant(name="Tutor", instructions="one"))
    second = store.save(replace(first, instructions="two"))
    assert (first.version, second.version) == (1, 2)
    assert store.save(second).version == 2
    assert store.version(first.id, 1).instructions == "one"
    assert store.get(first.id).instructions == "two"
    with pytest.raises(NotFound, match="no version 9"):
        store.version(first.id, 9)


def test_a_name_an_id_or_a_unique_beginning_is_enough(store: AssistantStore) -> None:
    handbook = store.create(Assistant(name="Acme Handbook"))
    store.create(Assistant(name="Acme"))
    assert store.resolve("acme h") == handbook
    assert store.resolve(handbook.id[:10]) == handbook
    assert store.resolve("ACME").name == "Acme"
    with pytest.raises(Ambiguous, match="fits more than one assistant"):
        store.resolve("ac")
    with pytest.raises(NotFound, match="There is no assistant called “Quill”"):
        store.resolve("Quill")


@pytest.mark.parametrize(
    ("assistant", "sentence"),
    [
        (Assistant(name="   "), "needs a name"),
        (Assistant(name="x" * 81), "The name is 81 characters long; 80 is the most"),
        (Assistant(name="A", instructions="x" * 100_001), "move the long part into a knowledge"),
        (Assistant(name="A", avatar=Avatar("A", "red")), "“red” is no colour"),
        (Assistant(name="A", starters=("?",) * 13), "13 starters are too many"),
        (Assistant(name="A", sampling=SamplingChoice(temperature=9.0)), "9 is not possible"),
        (Assistant(name="A", sampling=SamplingChoice(temperature=math.nan)), "nan is not"),
    ],
)
def test_what_cannot_be_kept_is_said(
    store: AssistantStore, assistant: Assistant, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        store.create(assistant)
    assert store.list() == []


@pytest.mark.parametrize(
    "name", ["مساعد", "🌿 Garden 🌿", "日本語の助手", "O'Brien \"; DROP TABLE"]
)
def test_names_of_every_script_are_kept(store: AssistantStore, name: str) -> None:
    assert store.get(store.create(Assistant(name=name)).id).name == name


def test_fields_of_a_newer_app_are_passed_over(store: AssistantStore, home: Home) -> None:
    made = store.create(Assistant(name="Tutor"))
    database = Database(home.studio_db, ASSISTANT_MIGRATIONS, home.backups_dir)
    with database.transaction() as connection:
        (content,) = connection.execute("SELECT content FROM assistant_versions").fetchone()
        changed = {**json.loads(content), "mood": "sunny"}
        connection.execute("UPDATE assistant_versions SET content = ?", (json.dumps(changed),))
    database.close()
    assert store.get(made.id) == made


@pytest.fixture
def starters(tmp_path: Path) -> Path:
    folder = tmp_path / "starters" / "guide"
    folder.mkdir(parents=True)
    (folder / "facts.md").write_text("# Facts\n")
    content = {
        "id": "guide",
        "name": "Guide",
        "avatar": {"letter": "G", "color": "#3C6FA8"},
        "documents": ["facts.md"],
    }
    (folder / "assistant.json").write_text(json.dumps(content))
    return folder.parent


def test_a_starter_is_installed_once_with_its_files(store: AssistantStore, starters: Path) -> None:
    added: list[tuple[str, list[Path]]] = []

    def add(assistant_id: str, paths: list[Path]) -> None:
        added.append((assistant_id, paths))

    (guide_id,) = install_starters(starters, store, add)
    assert added == [(guide_id, [starters / "guide" / "facts.md"])]
    assert install_starters(starters, store, add) == []
    store.delete(guide_id)
    assert install_starters(starters, store, add) == []
    first_starter_assistants(starters, store)
    assert store.list() == []


def test_an_installation_that_was_cut_off_is_finished_not_doubled(
    store: AssistantStore, starters: Path
) -> None:
    def cut_off(_assistant_id: str, _paths: list[Path]) -> None:
        raise KeyboardInterrupt

    first_starter_assistants(starters, store)
    with pytest.raises(KeyboardInterrupt):
        install_starters(starters, store, cut_off)
    added: list[str] = []
    install_starters(starters, store, lambda assistant_id, _paths: added.append(assistant_id))
    assert [assistant.id for assistant in store.list()] == added
