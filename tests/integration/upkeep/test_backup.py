"""A backup holds everything a person made, and putting it back is all or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import DamagedBackup, DiskFull, NewerData, StorageError, UsageError
from assistant_studio.paths import Home
from assistant_studio.studio import Studio, stage_restore
from assistant_studio.upkeep import belongings as belongings_module
from assistant_studio.upkeep.backing_up import back_up
from assistant_studio.upkeep.backup_file import is_safe_name
from assistant_studio.upkeep.restoring import is_staged, swap_in

from .conftest import contents, fill, names


def test_what_was_backed_up_comes_back_in_another_data_folder(
    filled: Home, file: Path, tmp_path: Path
) -> None:
    made = back_up(filled, file)
    other = Home(tmp_path / "other")
    fill(other, "Somebody else")
    stage_restore(other, file)

    assert names(other) == ["Ada"]
    with Studio(other) as studio:
        assert studio.settings.current.theme == "dark"
    assert sorted(p.name for p in other.files_dir.iterdir()) == sorted(
        p.name for p in filled.files_dir.iterdir()
    )
    assert made.files == 4
    assert not made.with_models
    assert (other.models_dir / "small.gguf").exists()  # its own stay where the backup has none
    assert not (other.cache_dir / "chroma" / "index").exists()  # of the former knowledge
    assert not (other.root / ".restore").exists()


def test_never_the_cache_and_models_only_when_asked_for(filled: Home, file: Path) -> None:
    back_up(filled, file)
    assert {"studio.db", "knowledge.db", "settings.json", "manifest.json"} < entries(file)
    assert not [name for name in entries(file) if name.startswith(("cache", "logs", "models"))]
    back_up(filled, file, models=True)
    assert "models/small.gguf" in entries(file)


def test_it_is_one_moment_of_a_database_that_is_being_written(filled: Home, file: Path) -> None:
    with Studio(filled) as studio:
        studio.assistants.create(Assistant(name="Fresh in the WAL"))
        studio.back_up(file)
    fresh = Home(file.parent / "fresh")
    stage_restore(fresh, file)

    assert "Fresh in the WAL" in names(fresh)


def test_nothing_half_written_stays(
    filled: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(b"the backup of yesterday")
    token = CancelToken()
    with pytest.raises(Cancelled):
        back_up(filled, file, report=lambda done, total: token.cancel(), token=token)
    assert file.read_bytes() == b"the backup of yesterday"
    assert [path.name for path in file.parent.iterdir()] == [file.name]

    monkeypatch.setattr(belongings_module, "_MARGIN_BYTES", 1 << 60)
    with pytest.raises(DiskFull, match="This needs .* GB, and the disk"):
        back_up(filled, file)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("home/backup", "A backup inside the data folder would be lost together with it."),
        ("nowhere/backup", "There is no folder"),
        ("elsewhere", "is a folder"),
    ],
)
def test_a_place_where_no_backup_belongs(
    filled: Home, file: Path, tmp_path: Path, place: str, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        back_up(filled, tmp_path / place)


def test_a_backup_that_is_none_changes_nothing(filled: Home, file: Path) -> None:
    before = contents(filled)
    good = file.with_name("good")
    back_up(filled, good)
    for content in (b"", b"PK\x03\x04 and nothing", good.read_bytes()[:-40]):
        file.write_bytes(content)
        with pytest.raises(DamagedBackup, match="is no backup of Assistant Studio, or it was cut"):
            stage_restore(filled, file)
    file.unlink()
    with pytest.raises(DamagedBackup, match="There is no file"):
        stage_restore(filled, file)
    assert contents(filled) == before


def test_a_changed_byte_is_found(filled: Home, file: Path) -> None:
    rewrite(
        filled, file, lambda name, data: data[:-1] + b"!" if name.startswith("files/") else data
    )
    with pytest.raises(DamagedBackup, match="is damaged: “files/.*” in it is not what was put in"):
        stage_restore(filled, file)
    assert not is_staged(filled)
    assert not (filled.root / ".restore").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/passwd",
        "files/../../outside",
        "..\\outside",
        "C:/outside",
        "cache/prompt",
        "logs/x",
        ".restore/plan.json",
        "files/con.txt",
        "moved-to.json",
        "window.lock",
    ],
)
def test_a_hostile_name_is_refused(filled: Home, file: Path, name: str) -> None:
    rewrite(filled, file, more={name: b"x"})
    before = contents(filled)
    with pytest.raises(DamagedBackup, match="was not accepted"):
        stage_restore(filled, file)
    assert contents(filled) == before
    assert not (filled.root.parent / "outside").exists()


def test_a_link_is_refused(filled: Home, file: Path) -> None:
    rewrite(filled, file, more={"files/link": b"/etc/passwd"}, modes={"files/link": 0o120777})
    with pytest.raises(DamagedBackup, match="no ordinary file of a data folder"):
        stage_restore(filled, file)


def test_files_that_are_not_listed_or_twice_there_are_refused(filled: Home, file: Path) -> None:
    rewrite(filled, file)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("files/unlisted", b"x")
    with pytest.raises(DamagedBackup, match="its list of files is not what it holds"):
        stage_restore(filled, file)
    rewrite(filled, file, more={"files/twice": b"x", "files/TWICE": b"y"})
    with pytest.raises(DamagedBackup, match="two files of one name"):
        stage_restore(filled, file)
    rewrite(filled, file, more={"files/a": b"x", "files/a/b": b"y"})
    with pytest.raises(DamagedBackup, match="two files of one name"):
        stage_restore(filled, file)


def test_a_bomb_is_not_unpacked(filled: Home, file: Path) -> None:
    # The manifest says one byte; the zip's own table says so too, and the content is ten megabytes.
    rewrite(filled, file, more={"files/bomb": b"\0" * 10_000_000}, lie={"files/bomb": 1})
    with pytest.raises(DamagedBackup):
        stage_restore(filled, file)


def test_a_database_that_is_damaged_or_newer_is_refused(filled: Home, file: Path) -> None:
    spoiled = Home(file.parent / "spoiled")
    shutil.copytree(filled.root, spoiled.root)
    data = spoiled.studio_db.read_bytes()
    spoiled.studio_db.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    back_up(spoiled, file)
    with pytest.raises(DamagedBackup, match=r"The database studio\.db in .* is damaged"):
        stage_restore(filled, file)

    other = Home(file.parent / "newer")
    shutil.copytree(filled.root, other.root)
    with sqlite3.connect(other.studio_db) as connection:
        connection.execute("INSERT INTO _migrations VALUES ('2999-01-01-later', '')")
    connection.close()
    back_up(other, file)
    with pytest.raises(NewerData, match="made by a newer version"):
        stage_restore(filled, file)


def test_a_later_format_is_told_by_its_version(filled: Home, file: Path) -> None:
    rewrite(filled, file, manifest={"format": 2, "app_version": "9.0"})
    with pytest.raises(NewerData, match=r"newer version of Assistant Studio \(9\.0\)"):
        stage_restore(filled, file)


def test_what_was_there_comes_back_when_the_restored_does_not_open(
    filled: Home, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = Home(tmp_path / "other")
    fill(other, "Before")
    back_up(filled, file)
    stage_restore(other, file)

    def fail(studio: Studio) -> None:
        raise StorageError("The disk is gone.")

    with monkeypatch.context() as patch:
        patch.setattr(Studio, "_open", fail)
        with pytest.raises(StorageError, match="The disk is gone"):
            Studio(other)

    assert names(other) == ["Before"]
    assert not (other.root / ".restore").exists()


def test_a_swap_that_is_cut_off_anywhere_is_finished_at_the_next_start(
    filled: Home, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    back_up(filled, file)
    staged = Home(tmp_path / "staged")
    fill(staged, "Before")
    stage_restore(staged, file)
    for stop_at in range(40):
        other = Home(tmp_path / f"other-{stop_at}")
        shutil.copytree(staged.root, other.root)
        with monkeypatch.context() as patch:
            _stop_after(patch, stop_at)
            try:
                swap_in(other)
            except KeyboardInterrupt:
                pass
            else:
                break
        assert names(other) == ["Ada"], f"cut off after {stop_at} moves"
    else:
        pytest.fail("it never came to its end")
    assert stop_at > 6


def _stop_after(patch: pytest.MonkeyPatch, most: int) -> None:
    rename, left = Path.rename, [most]

    def stopping(path: Path, target: Any) -> Path:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        return rename(path, target)

    patch.setattr(Path, "rename", stopping)


def test_unpacking_that_is_cut_off_leaves_no_trace(filled: Home, file: Path) -> None:
    back_up(filled, file)
    token = CancelToken()
    with pytest.raises(Cancelled):
        stage_restore(filled, file, lambda done, total: token.cancel(), token)
    assert not (filled.root / ".restore").exists()
    # … and neither does one that was killed.
    (filled.root / ".restore" / "new").mkdir(parents=True)
    assert names(filled) == ["Ada"]
    assert not (filled.root / ".restore").exists()


@given(st.text(max_size=60))
def test_a_safe_name_stays_in_its_folder(name: str) -> None:
    if is_safe_name(name):
        root = os.path.join(os.sep, "data")
        assert os.path.normpath(os.path.join(root, name)).startswith(root + os.sep)


def entries(file: Path) -> set[str]:
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


def rewrite(
    home: Home,
    file: Path,
    change: Callable[[str, bytes], bytes] = lambda _name, data: data,
    *,
    more: dict[str, bytes] | None = None,
    modes: dict[str, int] | None = None,
    lie: dict[str, int] | None = None,
    manifest: dict[str, Any] | None = None,
) -> None:
    """A backup that was tampered with: `more` is listed properly, `change` is not."""
    good = file.with_name("good")
    back_up(home, good)
    more, modes, lie = more or {}, modes or {}, lie or {}
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(file, "w") as archive:
        told = json.loads(source.read("manifest.json")) | (manifest or {})
        for name in [n for n in source.namelist() if n != "manifest.json"]:
            archive.writestr(name, change(name, source.read(name)))
        for name, data in more.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = modes.get(name, 0o100600) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
            size = lie.get(name, len(data))
            archive.getinfo(name).file_size = size
            digest = hashlib.sha256(data).hexdigest()
            told["files"].append({"name": name, "sha256": digest, "size": size})
        archive.writestr("manifest.json", json.dumps(told))
