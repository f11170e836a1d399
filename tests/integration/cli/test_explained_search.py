"""`search --explain`: why each passage was found, and what the assistant's model would be given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_a_search_is_explained_as_text_and_as_data(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "leave.md").write_text("# Leave\n\nEverybody has 25 days of paid holiday a year.\n")
    (tmp_path / "bills.md").write_text("# Bills\n\nBills are paid within thirty days.\n")
    command("new", "Office")
    assert command("add", "Office", tmp_path / "leave.md", tmp_path / "bills.md").status == 0
    query = "How many days of paid holiday does everybody have?"
    told = command("search", "Office", query, "--explain", "--limit", "1", "--json").data
    (best,) = told["passages"]
    assert (best["document"], best["given"], best["words_rank"]) == ("leave.md", "given", 1)
    assert best["found_by"] == ["meaning", "words"]
    assert [left["given"] for left in told["left_out"]] == ["over_limit"]
    assert (told["limit"], told["answerable"], told["whole_documents"]) == (1, True, [])

    text = command("search", "Office", query, "--explain").out
    assert text.startswith("A question in these words would be answered")
    assert "[given to the model; words: rank 1 (" in text
    lines = command(
        "search", "Office", "-", "--explain", stdin=f"{query}\nSummarise the leave file\n"
    ).out
    assert len(lines.splitlines()) == 2
    assert '"whole_documents": ["leave.md"]' in lines.splitlines()[1]
    refused = command("search", "Office", "What is the boiling point of lead?", "--explain")
    assert refused.out.startswith("To a question in these words the assistant would say: not in")
