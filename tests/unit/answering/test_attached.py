"""How attached texts share a budget: the newest first, whole or in the passages that fit."""

from __future__ import annotations

from assistant_studio.answering.attached import (
    Attached,
    AttachedPart,
    left_out_of,
    parts_that_fit,
)
from assistant_studio.knowledge.document import ExtractedText, Section


def attached(name: str, text: str) -> Attached:
    return Attached(name, f"message of {name}", name, ExtractedText(text, (Section(0, len(text)),)))


def words(texts: list[str]) -> list[int]:
    return [len(text.split()) for text in texts]


LONG = "\n\n".join(f"Paragraph {n} speaks of topic{n} at some length. " * 12 for n in range(60))


def test_what_fits_is_whole_in_the_order_it_came() -> None:
    texts = [attached("a", "one two"), attached("b", "three four")]
    parts = parts_that_fit(texts, "x", 200, words)
    assert [part.text for part in parts] == ["[a]\none two", "[b]\nthree four"]
    assert left_out_of(texts, parts).attachments == ()


def test_of_a_long_text_the_passages_that_share_words_with_the_question_are_taken() -> None:
    texts = [attached("long", LONG)]
    (part,) = parts_that_fit(texts, "What of topic41?", 300, words)
    assert "topic41" in part.text
    assert sum(words([passage.text])[0] for passage in part.passages) <= 300
    starts = [passage.start for passage in part.passages]
    assert starts == sorted(starts)
    ((name, taken, count),) = left_out_of(texts, [part]).attachments
    assert (name, taken) == ("long", len(part.passages))
    assert count == len(texts[0].passages)


def test_without_shared_words_the_beginning_is_taken() -> None:
    (part,) = parts_that_fit([attached("long", LONG)], "Sum it up", 300, words)
    assert part.passages[0].start == 0


def test_the_newest_comes_first_and_what_finds_no_room_is_named() -> None:
    texts = [attached("old", LONG), attached("new", "word " * 150)]
    parts = parts_that_fit(texts, "x", 170, words)
    assert [part.attached.name for part in parts] == ["new"]
    ((name, taken, _count),) = left_out_of(texts, parts).attachments
    assert (name, taken) == ("old", 0)


def test_passages_are_sources_with_their_places() -> None:
    part = AttachedPart(attached("a", "Storks nest on chimneys."))
    (source,) = part.sources(3)
    assert (source.n, source.passage.document, source.passage.place) == (3, "a", "Line 1")
