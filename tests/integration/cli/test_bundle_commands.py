"""`export`, `inspect` and `import`, as other programs call them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from .conftest import Command


@pytest.fixture
def bundle(command: Command, tmp_path: Path) -> Path:
    """An exported assistant."""
    (tmp_path / "poem.txt").write_text("The zephyrine lighthouse sings at noon.\n")
    command("delete", "Keeper", "--for-good", "--yes")
    made = command("new", "Keeper", "--knowledge", tmp_path / "poem.txt", "--json")
    assert made.status == 0, made.err
    file = tmp_path / "keeper.assistant"
    exported = command("export", "Keeper", file, "--sign", "--author", "Ada", "--json")
    assert exported.status == 0, exported.err
    assert exported.data["documents"] == 1
    return file


def test_out_of_one_folder_and_into_another(
    command: Command, command_home: Path, bundle: Path, tmp_path: Path
) -> None:
    key = command_home / "signing-key.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    looked = command("inspect", bundle, "--json", "--home", tmp_path / "empty")
    assert looked.status == 0, looked.err
    assert looked.data["assistant"]["name"] == "Keeper"
    assert looked.data["assistant"]["author"] == "Ada"
    assert looked.data["signer"]["state"] == "new"
    assert len(looked.data["signer"]["fingerprint"].replace(" ·", "").split()) == 10
    assert looked.data["problems"] == []

    unasked = command("import", bundle, "--json", "--home", tmp_path / "empty")
    assert (unasked.status, unasked.data["error"]["kind"]) == (1, "BundleError")
    taken = command("import", bundle, "--yes", "--json", "--home", tmp_path / "empty")
    assert taken.status == 0, taken.err
    assert (taken.data["name"], taken.data["updated"]) == ("Keeper", False)
    found = command("search", "Keeper", "zephyrine", "--json", "--home", tmp_path / "empty")
    assert found.data["passages"][0]["document"] == "poem.txt"
    skipped = command(
        "import", bundle, "--yes", "--if-here", "skip", "--json", "--home", tmp_path / "empty"
    )
    assert skipped.data["imported"] is False
    people = command("inspect", bundle, "--home", tmp_path / "empty")
    assert "“Keeper” is here already, and nothing differs." in people.out


def test_a_damaged_file_and_secrets_are_refused_in_a_sentence(
    command: Command, bundle: Path, tmp_path: Path
) -> None:
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[:-100])
    damaged = command("inspect", bundle, "--json")
    assert (damaged.status, damaged.data["error"]["kind"]) == (1, "DamagedBundle")
    assert damaged.data["error"]["message"] == "keeper.assistant is damaged or was cut off."

    command("edit", "Keeper", "--instructions", "The key is AKIAIOSFODNN7EXAMPLE.")
    found = command("export", "Keeper", bundle)
    assert found.status == 1
    assert "“Instructions” holds an access token: AKIAIO… (20)" in found.err
    assert "--allow-found" in found.err
    assert bundle.read_bytes() == whole[:-100]
    assert command("export", "Keeper", bundle, "--allow-found").status == 0
