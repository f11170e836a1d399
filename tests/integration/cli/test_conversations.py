"""The `conversations` command as other programs use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXPORT = {
    "format": "assistant-studio-conversations",
    "version": 1,
    "conversations": [
        {
            "id": "c1",
            "title": "Refunds for annual plans",
            "created_at": "2026-01-02T03:04:05+00:00",
            "changed_at": "2026-01-02T03:04:05+00:00",
            "leaf": "a",
            "messages": [
                {
                    "id": "q",
                    "parent": None,
                    "role": "user",
                    "text": "How long?",
                    "state": "complete",
                    "created_at": "2026-01-02T03:04:05+00:00",
                },
                {
                    "id": "a",
                    "parent": "q",
                    "role": "assistant",
                    "text": "Thirty days from the date of purchase.",
                    "state": "complete",
                    "created_at": "2026-01-02T03:04:06+00:00",
                },
            ],
        }
    ],
}


def test_a_conversation_is_taken_in_found_kept_and_written(command: Any, tmp_path: Path) -> None:
    source, out = tmp_path / "in.json", tmp_path / "out.html"
    source.write_text(json.dumps(EXPORT), encoding="utf-8")
    command("new", "Tutor")
    taken = command("conversations", "import", "Tutor", source, "--json")
    assert (taken.status, taken.data["present"], len(taken.data["added"])) == (0, 0, 1)

    hit = command("conversations", "search", "purch", "--json").data
    assert hit == []
    hit = command("conversations", "search", "purchase", "--json").data[0]
    assert (hit["title"], hit["assistant"]) == ("Refunds for annual plans", "Tutor")
    start, end = hit["marks"][0]
    assert hit["text"][start:end] == "purchase"

    assert command("conversations", "rename", "Refunds", "Money back").status == 0
    assert command("conversations", "pin", "Money").status == 0
    listed = command("conversations", "list", "Tutor", "--json").data
    assert [(one["title"], one["pinned"]) for one in listed] == [("Money back", True)]
    assert "Thirty days" in command("conversations", "show", "Money back").out
    assert command("conversations", "export", "Money back", out).status == 0
    assert "Thirty days" in out.read_text(encoding="utf-8")

    assert command("conversations", "delete", "Money back").status == 0
    assert command("conversations", "list", "--json").data == []
    assert command("conversations", "restore", "Money back").status == 0
    assert command("conversations", "archive", "Money back").status == 0
    assert len(command("conversations", "list", "--archived", "--json").data) == 1
    everything = tmp_path / "all.json"
    assert command("conversations", "export", "--all", "Tutor", everything).status == 0
    assert len(json.loads(everything.read_text(encoding="utf-8"))["conversations"]) == 1


def test_what_cannot_be_done_is_said_in_words(command: Any, tmp_path: Path) -> None:
    command("new", "Tutor Two")
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    for arguments, said in (
        (("import", "Tutor Two", bad), "holds no conversations"),
        (("show", "nothing like it"), "no conversation called"),
        (("export", tmp_path / "x.json"), "clear what to export"),
        (("export", "--all", "Tutor Two", tmp_path / "x.pdf"), "exported as JSON"),
    ):
        ran = command("conversations", *arguments)
        assert (ran.status, said in ran.err) == (1, True), ran.err
