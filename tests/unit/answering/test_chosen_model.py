"""Which model answers, and what is said when the chosen one is gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant_studio.answering.chosen_model import chosen_model
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.errors import ModelMissing
from assistant_studio.models.store import MODEL_MIGRATIONS, ModelStore
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database


@pytest.fixture
def models(home: Home) -> Iterator[ModelStore]:
    database = Database(home.studio_db, MODEL_MIGRATIONS, home.backups_dir)
    yield ModelStore(database, home)
    database.close()


def test_a_model_that_is_gone_is_named_and_not_replaced(models: ModelStore) -> None:
    gone = Assistant(name="Quill", model_sha256="b" * 64, model_name="Big-Chat-Q8_0")

    with pytest.raises(ModelMissing) as told:
        chosen_model(models, gone)
    assert told.value.message == (
        "“Big-Chat-Q8_0”, the model of “Quill”, is not on this computer any more."
    )
    assert "choose another model in its section “Model”" in told.value.hint


def test_without_a_choice_it_is_the_apps_own(models: ModelStore) -> None:
    assert chosen_model(models, Assistant(name="Quill")) == models.default()
