"""Names of copies and of assistants made from files."""

from __future__ import annotations

from pathlib import Path

from assistant_studio.assistants.assistant import MAX_NAME_CHARS
from assistant_studio.library.naming import copy_name, name_of_files


def test_a_copy_of_a_copy_is_counted() -> None:
    assert copy_name("Acme", ["Acme"]) == "Acme copy"
    assert copy_name("Acme copy", ["Acme", "acme COPY"]) == "Acme copy 2"
    assert copy_name("Acme copy 2", ["Acme copy", "Acme copy 2"]) == "Acme copy 3"


def test_the_copy_of_a_very_long_name_still_fits() -> None:
    long = "🙂" * MAX_NAME_CHARS
    assert len(copy_name(long, [long])) <= MAX_NAME_CHARS
    assert copy_name(long, [long]).endswith(" copy")


def test_files_give_their_names(tmp_path: Path) -> None:
    assert name_of_files([Path("/x/lease_agreement 2026.pdf")]) == "Lease agreement 2026"
    three = [Path("/x/a.md"), Path("/x/b.md"), Path("/x/c.md")]
    assert name_of_files(three) == "A and 2 more"
    folder = tmp_path / "notes.2026"
    folder.mkdir()
    assert name_of_files([folder]) == "Notes.2026"
    assert name_of_files([Path("/x/_.txt")]) == "Files"
    assert len(name_of_files([Path("/x/" + "y" * 200 + ".txt"), Path("/z")])) <= MAX_NAME_CHARS
