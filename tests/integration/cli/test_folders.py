"""Watched folders on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_a_folder_is_watched_paused_resumed_and_stopped(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "tyres.md").write_text("A flat tyre is mended on the same day.")
    (notes / "gone.md").symlink_to(tmp_path / "nowhere")
    command("new", "Bicycles")
    watched = command("add", "Bicycles", notes, "--watch", "--json")
    assert watched.status == 1
    assert "gone.md: “gone.md” is a link to something that is not there." in watched.err
    (document,) = watched.data["documents"]
    assert (document["name"], document["state"], document["watched"]) == (
        "notes/tyres.md",
        "ready",
        True,
    )
    assert [refused["path"] for refused in watched.data["refused"]] == ["gone.md"]
    (notes / "gone.md").unlink()
    (notes / "tyres.md").rename(notes / "wheels.md")
    looked = command("folders", "look", "Bicycles", "--json")
    assert looked.status == 0, looked.err
    assert looked.data[0]["looked_at"]
    listed = command("documents", "Bicycles")
    assert "notes/wheels.md" in listed.out
    assert "Looked at" in listed.out
    assert "watching" in listed.out
    documents = command("documents", "Bicycles", "--json").data
    assert [found["id"] for found in documents] == [document["id"]]

    assert "paused" in command("folders", "pause", "Bicycles", "notes").out
    (notes / "new.md").write_text("Saddles are made of leather.")
    assert command("folders", "look", "Bicycles", "--json").data[0]["files"] == 1
    resumed = command("folders", "resume", "Bicycles", notes, "--json")
    assert (resumed.data[0]["files"], resumed.data[0]["waiting"]) == (2, 0)

    stopped = command("folders", "stop", "Bicycles", "notes", "--forget")
    assert "its files are forgotten" in stopped.out
    assert command("folders", "list", "Bicycles", "--json").data == []
    assert command("documents", "Bicycles", "--json").data == []
    again = command("folders", "pause", "Bicycles", "notes")
    assert again.status == 1
    assert "See what there is with: assistant-studio folders list" in again.err
    missing = command("add", "Bicycles", tmp_path / "none", "--watch", "--json")
    assert missing.status == 1
    assert missing.data["error"]["message"] == f"There is no folder {tmp_path / 'none'}."
