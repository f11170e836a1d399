"""Versions: listed with names and dates, brought back without losing any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.errors import NotFound, UsageError
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database


@pytest.fixture
def store(home: Home) -> Iterator[AssistantStore]:
    database = Database(home.studio_db, ASSISTANT_MIGRATIONS, home.backups_dir)
    yield AssistantStore(database)
    database.close()


@pytest.fixture
def thrice(store: AssistantStore) -> Assistant:
    """An assistant in its third version."""
    first = store.create(Assistant(name="Quill", tagline="one"))
    store.save(replace(first, tagline="two"), "  shorter \n answers ")
    return store.save(replace(first, tagline="three"))


def test_versions_are_listed_the_latest_first(store: AssistantStore, thrice: Assistant) -> None:
    listed = store.versions(thrice.id)

    assert [(v.version, v.name, v.current) for v in listed] == [
        (3, "", True),
        (2, "shorter answers", False),
        (1, "", False),
    ]
    assert all(version.saved_at for version in listed)


def test_restoring_makes_a_new_version(store: AssistantStore, thrice: Assistant) -> None:
    restored = store.restore(thrice.id, 1)

    assert (restored.version, restored.tagline) == (4, "one")
    assert [v.version for v in store.versions(thrice.id)] == [4, 3, 2, 1]
    assert store.versions(thrice.id)[0].name == "Restored from version 1"
    assert store.version(thrice.id, 3).tagline == "three"


def test_restoring_what_is_there_already_changes_nothing(
    store: AssistantStore, thrice: Assistant
) -> None:
    assert store.restore(thrice.id, 3).version == 3
    assert len(store.versions(thrice.id)) == 3


def test_a_version_that_is_not_there_is_told(store: AssistantStore, thrice: Assistant) -> None:
    with pytest.raises(NotFound, match="no version 9"):
        store.restore(thrice.id, 9)


def test_a_name_can_be_given_later(store: AssistantStore, thrice: Assistant) -> None:
    store.name_version(thrice.id, 1, "the first")
    store.save(thrice, "the third")

    names = [v.name for v in store.versions(thrice.id)]
    assert names == ["the third", "shorter answers", "the first"]
    with pytest.raises(UsageError, match="81 characters long; 80 is the most"):
        store.name_version(thrice.id, 1, "x" * 81)
