"""Why a search finds what it finds, and what a model would be given of it."""

from __future__ import annotations

from pathlib import Path

from assistant_studio.knowledge.explaining import Given
from assistant_studio.knowledge.service import KnowledgeService

TEXTS = {
    "leave.md": "# Leave\n\nEverybody has 25 days of paid holiday a year.\n",
    "bills.md": "# Bills\n\nBills are paid within thirty days.\n",
    "tyres.md": "# Tyres\n\nA flat tyre is mended on the same day.\n",
}


def test_each_passage_says_how_it_was_found_and_whether_it_is_given(
    service: KnowledgeService, tmp_path: Path
) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    service.add("A", [tmp_path / name for name in TEXTS])
    service.wait_until_indexed("A")
    query = "how many days of paid holiday"
    result = service.explain("A", query, limit=1, budget_chars=4000)
    best, *others = result.found
    assert (best.passage.document, best.given) == ("leave.md", Given.GIVEN)
    assert (best.words_rank, best.meaning_rank) == (1, 1)
    assert best.words_score == 1.0
    assert "holiday" in " ".join(best.words)
    assert best.cosine is not None
    assert 0 < best.cosine <= 1
    assert {one.given for one in others} == {Given.OVER_LIMIT}
    found = service.search("A", query, limit=1, budget_chars=4000)
    assert [one.passage for one in result.found[:1]] == list(found.passages)

    short = service.explain("A", query, limit=8, budget_chars=30)
    assert short.found[0].given is Given.CUT
    assert len(short.found[0].passage.text) <= 30
    assert {one.given for one in short.found[1:]} <= {Given.OVER_BUDGET}
    assert service.explain("nobody", query).found == ()
