"""Taking files and folders in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import DiskFull
from assistant_studio.knowledge import adding
from assistant_studio.knowledge.adding import Adder
from assistant_studio.knowledge.document import AddOutcome
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import copy_by_hash


@pytest.fixture
def store(home: Home) -> KnowledgeStore:
    return KnowledgeStore(home)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def _add(home: Home, store: KnowledgeStore, *paths: Path) -> AddOutcome:
    return Adder(home, store).add("A", paths, CancelToken())


def _names(outcome: AddOutcome) -> list[str]:
    return [document.name for document in outcome.documents]


def test_a_folder_gives_its_ordinary_files_and_no_hidden_ones_or_links(
    home: Home, store: KnowledgeStore, folder: Path, tmp_path: Path
) -> None:
    _write(folder / "b.txt", "b")
    _write(folder / "deeper" / "a.md", "a")
    _write(folder / ".hidden", "h")
    _write(folder / ".git" / "config", "c")
    outside = _write(tmp_path / "outside.txt", "o")
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    outcome = _add(home, store, folder)
    assert _names(outcome) == ["b.txt", "a.md"]
    assert outcome.refused == ()


def test_pictures_in_a_folder_are_named_and_not_copied(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    _write(folder / "a.txt", "a")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    outcome = _add(home, store, folder)
    assert _names(outcome) == ["a.txt"]
    ((path, record),) = outcome.refused
    assert (Path(path).name, record["kind"]) == ("photo.jpg", "UnsupportedDocument")
    assert len(list(home.files_dir.iterdir())) == 1


def test_a_link_that_was_chosen_by_itself_is_followed(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    target = _write(folder / "a.txt", "a")
    link = folder / "link.txt"
    link.symlink_to(target)
    assert _names(_add(home, store, link)) == ["link.txt"]


def test_what_cannot_be_taken_is_named_and_the_others_carry_on(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    os.mkfifo(folder / "pipe")
    good = _write(folder / "good.txt", "good")
    outcome = _add(home, store, folder / "missing.txt", folder / "pipe", good)
    assert _names(outcome) == ["good.txt"]
    messages = {Path(path).name: record["message"] for path, record in outcome.refused}
    assert "There is no file" in messages["missing.txt"]
    assert "no ordinary file" in messages["pipe"]


def test_a_file_of_2_gb_is_named_and_not_copied(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    _write(folder / "good.txt", "good")
    with (folder / "large.txt").open("wb") as large:
        large.truncate(2 << 30)
    outcome = _add(home, store, folder)
    assert _names(outcome) == ["good.txt"]
    ((path, record),) = outcome.refused
    assert (Path(path).name, record["kind"]) == ("large.txt", "DocumentTooLarge")
    assert "larger than 1 GB" in record["message"]
    assert sum(file.stat().st_size for file in home.files_dir.iterdir()) < 1000


def test_indexing_may_begin_while_many_files_are_still_taken_in(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    for number in range(205):
        _write(folder / f"{number}.txt", f"file {number}")
    taken: list[int] = []
    adder = Adder(home, store, lambda: taken.append(len(store.documents("A"))))
    assert len(adder.add("A", [folder], CancelToken()).documents) == 205
    assert taken == [100, 200]


def test_names_in_every_script_are_kept(home: Home, store: KnowledgeStore, folder: Path) -> None:
    names = [
        "Größe.txt",
        "Ελληνικά.txt",
        "Русский.txt",
        "עברית.txt",
        "العربية.txt",
        "हिन्दी.txt",
        "ไทย.txt",
        "日本語.txt",
        "한국어.txt",
        "\N{GRINNING FACE}.txt",
        "e\N{COMBINING ACUTE ACCENT}.txt",
        "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe.txt",
        "a\nb.txt",
    ]
    for name in names:
        _write(folder / name, f"This is {name!r}.")
    outcome = _add(home, store, folder)
    assert set(_names(outcome)) == set(names)
    assert outcome.refused == ()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    secret = _write(folder / "secret.txt", "s")
    secret.chmod(0)
    ((path, record),) = _add(home, store, secret).refused
    assert (Path(path).name, record["kind"]) == ("secret.txt", "FileUnavailable")


def test_a_path_nobody_can_look_at_is_named_and_the_others_carry_on(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    paper = _write(folder / "a.txt", "a")
    too_long = folder / ("b" * 300 + ".txt")
    nobodys = Path("~nobody-of-this-name/a.txt")
    outcome = _add(home, store, too_long, nobodys, paper)
    assert _names(outcome) == ["a.txt"]
    assert [path for path, _ in outcome.refused] == [str(too_long), str(nobodys)]
    record = outcome.refused[0][1]
    assert record["kind"] == "FileUnavailable"
    assert "too long" in record["message"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may search every folder")
def test_a_folder_that_may_be_listed_but_not_searched_costs_only_its_own_files(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    _write(folder / "a.txt", "a")
    closed = _write(folder / "closed" / "b.txt", "b").parent
    closed.chmod(0o400)
    try:
        outcome = _add(home, store, closed / "b.txt", folder)
    finally:
        closed.chmod(0o700)
    assert _names(outcome) == ["a.txt"]
    assert {path for path, _ in outcome.refused} == {str(closed / "b.txt")}


def test_a_file_that_vanishes_while_its_folder_is_walked_is_named(
    home: Home, store: KnowledgeStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(folder / "a.txt", "a")
    gone = folder / "gone.txt"
    listed = os.walk

    def walk(*arguments: Any, **options: Any) -> Iterator[tuple[str, list[str], list[str]]]:
        for parent, folders, files in listed(*arguments, **options):
            yield parent, folders, [*files, gone.name]

    monkeypatch.setattr(os, "walk", walk)
    outcome = _add(home, store, folder)
    assert _names(outcome) == ["a.txt"]
    assert [path for path, _ in outcome.refused] == [str(gone)]


def test_files_of_one_call_that_share_a_name_do_not_replace_each_other(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    one = _write(folder / "one" / "README.md", "1")
    two = _write(folder / "two" / "README.md", "2")
    assert _names(_add(home, store, one, two)) == ["one/README.md", "two/README.md"]


def test_files_in_a_folder_that_share_a_name_are_named_by_their_place(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    _write(folder / "one" / "README.md", "1")
    _write(folder / "two" / "README.md", "2")
    assert _names(_add(home, store, folder)) == [
        "papers/one/README.md",
        "papers/two/README.md",
    ]


def test_a_folders_file_does_not_replace_a_stranger_of_the_same_name(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    _add(home, store, _write(folder / "one" / "README.md", "1"))
    _write(folder / "two" / "README.md", "2")
    assert _names(_add(home, store, folder / "two")) == ["two/README.md"]


def test_adding_a_folder_again_takes_only_what_changed(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    _write(folder / "a.txt", "a")
    _write(folder / "b.txt", "b")
    _add(home, store, folder)
    _write(folder / "b.txt", "changed")
    outcome = _add(home, store, folder)
    assert _names(outcome) == ["b.txt"]
    assert [document.name for document in outcome.unchanged] == ["a.txt"]


def test_a_name_that_is_no_text_is_taken_in_all_the_same(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    path = folder / os.fsdecode(b"na\xefve.txt")
    _write(path, "x")
    assert _names(_add(home, store, path)) == ["na?ve.txt"]


def test_copies_are_tidied_away_and_made_again(
    home: Home, store: KnowledgeStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Path] = []

    def copy_and_lose_the_first(
        source: Path, target: Path, token: CancelToken | None = None
    ) -> tuple[str, int]:
        sha256, size_bytes = copy_by_hash(source, target, token)
        if not calls:
            (target / sha256).unlink()
        calls.append(source)
        return sha256, size_bytes

    monkeypatch.setattr(adding, "copy_by_hash", copy_and_lose_the_first)
    assert _names(_add(home, store, _write(folder / "a.txt", "a"))) == ["a.txt"]
    assert len(calls) == 2


def test_a_full_disk_refuses_the_file_in_a_plain_sentence(
    home: Home, store: KnowledgeStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_arguments: object) -> tuple[str, int]:
        raise DiskFull("The disk is full.", "Free some space.")

    monkeypatch.setattr(adding, "copy_by_hash", no_room)
    outcome = _add(home, store, _write(folder / "a.txt", "a"))
    assert outcome.documents == ()
    assert outcome.refused[0][1]["kind"] == "DiskFull"


def test_stopping_keeps_what_was_taken_until_then(
    home: Home, store: KnowledgeStore, folder: Path
) -> None:
    for number in range(5):
        _write(folder / f"{number}.txt", str(number))
    token = CancelToken()
    adder = Adder(home, store)
    candidates = adder._candidates

    def stop_after_two(*arguments: object) -> object:
        for count, candidate in enumerate(candidates(*arguments)):  # type: ignore[arg-type]
            if count == 2:
                token.cancel()
            yield candidate

    adder._candidates = stop_after_two  # type: ignore[method-assign,assignment]
    with pytest.raises(Cancelled):
        adder.add("A", [folder], token)
    assert [document.name for document in store.documents("A")] == ["0.txt", "1.txt"]
