"""The models on this computer: added, found by name, changed behind our back, removed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant_studio import paths
from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import (
    Ambiguous,
    DamagedModel,
    DiskFull,
    ModelMissing,
    NotFound,
    UnsupportedModel,
    UsageError,
)
from assistant_studio.models import model_files
from assistant_studio.models.store import MODEL_MIGRATIONS, ModelStore
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database

Written = Callable[..., Path]


@pytest.fixture
def starters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "starters"
    folder.mkdir()
    monkeypatch.setattr(paths, "starter_models_dir", lambda: folder)
    return folder


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    database = Database(home.studio_db, MODEL_MIGRATIONS, home.backups_dir)
    yield database
    database.close()


@pytest.fixture
def store(database: Database, home: Home, starters: Path) -> ModelStore:
    return ModelStore(database, home)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_added_model_is_copied_and_found(
    store: ModelStore, home: Home, gguf: Any, written: Written
) -> None:
    path = written(gguf.build(), "My Model.gguf")
    steps: list[tuple[int, int]] = []
    model = store.add(path, on_progress=lambda done, total: steps.append((done, total)))
    assert model.path == home.models_dir / "My Model.gguf"
    assert (model.name, model.sha256) == ("My Model", _sha256(path))
    assert (model.linked, model.starter, model.info.name) == (False, False, "Tiny")
    assert steps[-1] == (path.stat().st_size, path.stat().st_size)
    path.unlink()
    assert store.get(model.sha256) == model
    assert [path.name for path in home.models_dir.iterdir()] == ["My Model.gguf"]


def test_a_linked_model_stays_where_it_is(
    store: ModelStore, home: Home, gguf: Any, written: Written
) -> None:
    path = written(gguf.build())
    model = store.add(path, link=True)
    assert (model.path, model.linked) == (path, True)
    store.remove(model.sha256)
    assert path.exists()
    assert store.list() == []


def test_the_same_content_is_installed_once(
    store: ModelStore, home: Home, gguf: Any, written: Written
) -> None:
    first = store.add(written(gguf.build(), "one.gguf"))
    assert store.add(written(gguf.build(), "two.gguf")) == first
    assert [path.name for path in home.models_dir.iterdir()] == ["one.gguf"]


def test_another_content_of_the_same_name_is_numbered(
    store: ModelStore, gguf: Any, written: Written
) -> None:
    store.add(written(gguf.build()))
    gguf.facts["general.name"] = "Other"
    assert store.add(written(gguf.build())).name == "tiny-2"


def test_starters_are_there_without_adding_and_hashed_once(
    store: ModelStore, starters: Path, gguf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (starters / "starter.gguf").write_bytes(gguf.build())
    (model,) = store.list()
    assert (model.name, model.starter) == ("starter", True)
    monkeypatch.setattr(model_files, "_through", None)
    assert store.list() == [model]
    assert store.default() == model
    store.verify(model)


def test_a_changed_starter_is_another_model(store: ModelStore, starters: Path, gguf: Any) -> None:
    path = starters / "starter.gguf"
    path.write_bytes(gguf.build())
    before = store.default()
    gguf.facts["general.name"] = "Newer and longer"
    path.write_bytes(gguf.build())
    assert store.default().sha256 == _sha256(path) != before.sha256


def test_a_half_fetched_starter_is_passed_over(
    store: ModelStore, starters: Path, gguf: Any
) -> None:
    (starters / "half.gguf").write_bytes(gguf.build()[:500])
    assert store.list() == []
    with pytest.raises(ModelMissing, match="no language model"):
        store.default()


def test_a_starter_cannot_be_removed(store: ModelStore, starters: Path, gguf: Any) -> None:
    (starters / "starter.gguf").write_bytes(gguf.build())
    with pytest.raises(UsageError, match="came with the app"):
        store.remove(store.default().sha256)


def test_models_are_found_by_name_hash_and_unique_beginnings(
    store: ModelStore, gguf: Any, written: Written
) -> None:
    first = store.add(written(gguf.build(), "Qwen3-0.6B.gguf"))
    gguf.facts["general.name"] = "Other"
    second = store.add(written(gguf.build(), "Qwen3-4B.gguf"))
    for ref in ("Qwen3-0.6B", "qwen3-0.6b.gguf", "Qwen3-0", first.sha256, first.sha256[:9]):
        assert store.resolve(ref) == first
    with pytest.raises(Ambiguous, match="fits 2 models"):
        store.resolve("qwen")
    with pytest.raises(NotFound, match="no model 'llama'") as raised:
        store.resolve("llama")
    assert second.name in raised.value.hint
    with pytest.raises(NotFound):
        store.resolve("")


def test_a_removed_model_is_gone_with_its_copy(
    store: ModelStore, home: Home, gguf: Any, written: Written
) -> None:
    model = store.add(written(gguf.build()))
    store.remove(model.sha256)
    assert not model.path.exists()
    with pytest.raises(ModelMissing, match="is not on this computer"):
        store.get(model.sha256)
    assert store.add(written(gguf.build())) == model


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"general.type": "adapter"}, "is not a language model: it calls itself 'adapter'"),
        ({"general.type": "mmproj"}, "is not a language model"),
        ({"split.count": 2}, "one of 2 parts"),
        ({"general.architecture": "marvin"}, "has the architecture 'marvin'"),
    ],
)
def test_what_cannot_be_run_is_not_added(
    store: ModelStore, home: Home, gguf: Any, written: Written, facts: dict[str, Any], sentence: str
) -> None:
    gguf.facts |= facts
    if facts.get("general.architecture"):
        gguf.facts = {key: gguf.facts[key] for key in gguf.facts if not key.startswith("llama.")}
    with pytest.raises(UnsupportedModel, match=sentence):
        store.add(written(gguf.build()), knows=lambda architecture: architecture == "llama")
    assert not home.models_dir.exists()


def test_the_engine_is_asked_about_architectures_once_it_is_known(
    store: ModelStore, gguf: Any, written: Written
) -> None:
    path = written(gguf.build())
    store.knows_architecture = lambda name: name != "llama"
    with pytest.raises(UnsupportedModel, match="architecture 'llama'"):
        store.add(path)
    assert store.list() == []
    assert store.add(path, knows=lambda _name: True).name == "tiny"


def test_a_damaged_file_is_not_added(
    store: ModelStore, home: Home, gguf: Any, written: Written
) -> None:
    gguf.cut_bytes = 100
    with pytest.raises(DamagedModel, match="bytes are missing"):
        store.add(written(gguf.build()))
    assert not home.models_dir.exists()


def test_a_stopped_copy_leaves_nothing(
    store: ModelStore, home: Home, gguf: Any, written: Written
) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        store.add(written(gguf.build()), token=token)
    assert list(home.models_dir.iterdir()) == []
    assert store.list() == []


def test_no_room_is_said_before_copying(
    store: ModelStore, home: Home, gguf: Any, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(gguf.build())
    full = shutil.disk_usage(path)._replace(free=100)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    with pytest.raises(DiskFull):
        store.add(path)
    assert store.list() == []


def test_a_file_that_was_changed_or_taken_away_is_noticed(
    store: ModelStore, gguf: Any, written: Written
) -> None:
    path = written(gguf.build())
    model = store.add(path, link=True)
    store.verify(model)
    os.utime(path, (1, 1))  # the same content: no reason to complain
    store.verify(model)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedModel, match="was changed since it was added"):
        store.verify(model)
    path.unlink()
    with pytest.raises(ModelMissing, match="is no longer at"):
        store.verify(model)
    assert store.list() == [model]


def test_a_linked_file_with_new_content_takes_the_old_ones_place(
    store: ModelStore, gguf: Any, written: Written
) -> None:
    before = store.add(written(gguf.build()), link=True)
    gguf.facts["general.name"] = "Other"
    after = store.add(written(gguf.build()), link=True)
    assert store.list() == [after]
    assert after.sha256 != before.sha256


def test_a_copy_that_was_deleted_comes_back_by_adding_it_again(
    store: ModelStore, gguf: Any, written: Written
) -> None:
    path = written(gguf.build())
    store.add(path).path.unlink()
    model = store.add(path)
    assert model.path.exists()
    assert store.list() == [model]
