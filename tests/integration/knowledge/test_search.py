"""Searching with the real embedder, FTS5 and Chroma."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.paths import Home

MakeService = Callable[..., KnowledgeService]
Until = Callable[[Callable[[], object]], None]
LARGE = 20
"""From so many chunks on, these tests' services use Chroma."""

SUBJECTS = (
    "the warranty of bicycles",
    "opening hours of the library",
    "how to bake rye bread",
    "vaccination of cats and dogs",
    "the history of lighthouses",
    "renting a flat in Lisbon",
    "the rules of table tennis",
    "repairing old pianos",
)
QUESTIONS = (
    "What must I know about the history of lighthouses?",
    "library opening hours",
    "Who repairs pianos?",
    "statement 3 about baking bread",
    "vaccinate my cat",
)


@dataclass(frozen=True)
class Prepared:
    """A data folder in which one assistant has one file, and Chroma has it too.

    Attributes:
        folder: Copied by each test that changes it.
        paper: The file: 64 paragraphs, a chunk each.
        expected: What the questions find.
    """

    folder: Path
    paper: Path
    expected: list[list[tuple[int, int, float]]]


@pytest.fixture(scope="module")
def prepared(
    tmp_path_factory: pytest.TempPathFactory, embedder_is_ready: None, until: Until
) -> Prepared:
    folder = tmp_path_factory.mktemp("prepared")
    paper = folder / "paper.md"
    paragraphs = [
        f"Statement {number} about {subject}: it is long enough to stand by itself as a paragraph, "
        f"and says for the {number}. time what a person should know about {subject}, so that "
        "nobody has to ask for it twice or look for it anywhere else in this collection of texts."
        for subject in SUBJECTS
        for number in range(8)
    ]
    paper.write_text("\n\n".join(paragraphs))
    home = Home(folder / "home").create()
    service = KnowledgeService(home, {"large_from_chunks": LARGE})
    try:
        # The first search goes before Chroma is even loaded: it is exact.
        expected = _all_spans(_indexed(service, paper))
        until(lambda: _serving(service))
    finally:
        service.close()
    return Prepared(home.root, paper, expected)


@pytest.fixture(scope="module")
def small(
    prepared: Prepared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KnowledgeService]:
    """A service that searches the file exactly, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("small") / "home"
    shutil.copytree(prepared.folder, folder)
    service = KnowledgeService(Home(folder))
    service.search("A", "library")  # the worker starts here, or each test would seem to leak it
    yield service
    service.close()


@pytest.fixture
def large(prepared: Prepared, home: Home, make_service: MakeService) -> MakeService:
    """Makes services that use Chroma, on the test's own copy of the folder."""
    shutil.copytree(prepared.folder, home.root, dirs_exist_ok=True)
    return lambda: make_service(large_from_chunks=LARGE)


def _indexed(service: KnowledgeService, *paths: Path) -> KnowledgeService:
    service.add("A", list(paths))
    service.wait_until_indexed("A")
    return service


def _spans(passages: tuple[Passage, ...]) -> list[tuple[int, int, float]]:
    return [(passage.start, passage.end, round(passage.score, 3)) for passage in passages]


def _all_spans(service: KnowledgeService) -> list[list[tuple[int, int, float]]]:
    return [_spans(service.search("A", question).passages) for question in QUESTIONS]


def _serving(service: KnowledgeService) -> dict[str, str]:
    state: dict[str, dict[str, str]] = service.host.call("index_state")
    return state["serving"]


def test_passages_are_slices_in_order_within_limit_and_budget(
    small: KnowledgeService, prepared: Prepared
) -> None:
    text = prepared.paper.read_text()
    for budget in (0, 10, 300, 1000, 4000):
        for limit in (1, 3, 8):
            passages = small.search("A", QUESTIONS[0], limit, budget).passages
            assert len(passages) <= limit
            assert sum(len(passage.text) for passage in passages) <= budget
            assert all(text[p.start : p.end] == p.text for p in passages)
            assert [p.rank for p in passages] == list(range(1, len(passages) + 1))
            assert sorted((p.score for p in passages), reverse=True) == [p.score for p in passages]
            assert all(0 <= p.score <= 1 and p.found_by for p in passages)


def test_neighbouring_hits_come_as_one_passage(small: KnowledgeService) -> None:
    passages = small.search("A", QUESTIONS[0], 8, 2000).passages
    assert passages[0].text.count("lighthouses") >= 4
    ends = {passage.end for passage in passages}
    assert not any(passage.start - 2 in ends for passage in passages)


@pytest.mark.parametrize(
    "query",
    ["", " ", "\x00", '"', "a" * 20_000, "the of and", "\ud800 library", "' OR 1=1; --", "図書館"],
)
def test_no_query_breaks_a_search(small: KnowledgeService, query: str) -> None:
    assert small.search("A", query).query == query


def test_a_question_about_something_else_fits_badly(small: KnowledgeService) -> None:
    strange = small.search("A", "Which tax applies to imported lemons from Morocco?").passages
    fitting = small.search("A", "When is the library open?").passages
    assert max(p.fit for p in strange) < 0.4 <= max(p.fit for p in fitting)


def test_the_sentence_that_answers_is_the_closest_whatever_its_words(
    make_service: MakeService, tmp_path: Path
) -> None:
    paper = tmp_path / "rules.md"
    paper.write_text(
        "The yearly fee falls due in April. Sheds are painted green. Hens may be kept, twelve at "
        "most, but no cockerels. The gate is locked at night. Tools may be borrowed for three days."
    )
    service = make_service()
    service.add("A", [paper])
    service.wait_until_indexed("A")

    (found,) = service.search("A", "May I have a rooster?", closely=True).passages
    assert "cockerels" in found.text_between(found.close_start, found.close_end)
    assert found.closeness is not None
    (strange,) = service.search("A", "How does a heat pump work?", closely=True).passages
    assert strange.closeness is not None
    assert strange.closeness < 0.33 < found.closeness
    assert service.search("A", "May I have a rooster?").passages[0].closeness is None


def test_chroma_finds_what_the_exact_search_finds(
    small: KnowledgeService, prepared: Prepared, large: MakeService, until: Until
) -> None:
    assert _all_spans(small) == prepared.expected
    service = large()
    until(lambda: _serving(service))
    assert _all_spans(service) == prepared.expected


def test_chroma_is_not_loaded_for_small_assistants_and_what_it_had_is_deleted(
    large: MakeService, make_service: MakeService, home: Home, until: Until
) -> None:
    assert home.chroma_dir.exists()
    service = make_service()
    service.search("A", "library")
    until(lambda: not home.chroma_dir.exists())
    assert service.host.call("index_state") == {"large": False, "serving": {}}


def test_chroma_follows_what_is_added_and_removed(
    large: MakeService, tmp_path: Path, home: Home, until: Until
) -> None:
    service = large()
    until(lambda: _serving(service))
    before = _serving(service)
    other = tmp_path / "other.txt"
    other.write_text("Zeppelins are filled with helium.")
    _indexed(service, other)
    until(lambda: _serving(service) and _serving(service) != before)
    assert service.search("A", "What gas do airships use?").passages[0].document == "other.txt"
    service.remove(service.resolve_document("A", "other.txt").id)
    found = service.search("A", "What gas do airships use?").passages
    assert "other.txt" not in {passage.document for passage in found}
    service.remove_assistant("A")
    until(lambda: not _serving(service))


def test_a_second_process_searches_exactly_while_the_first_has_chroma(
    large: MakeService, prepared: Prepared, until: Until
) -> None:
    owner, beside = large(), large()
    until(lambda: _serving(owner))
    assert _all_spans(beside) == prepared.expected
    until(lambda: beside.host.call("index_state")["large"])
    assert _serving(beside) == {}
    assert _all_spans(beside) == _all_spans(owner) == prepared.expected


def _delete(folder: Path) -> None:
    shutil.rmtree(folder)


def _fill_with_garbage(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"garbage" * (path.stat().st_size // 7 + 1))


def _cut_off(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _put_a_file_in_its_place(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("no folder")


# Chroma belongs into a process of its own, here as well.
_OTHER_EMBEDDER = """
import sys, chromadb
client = chromadb.PersistentClient(sys.argv[1])
(known,) = client.list_collections()
client.delete_collection(known.name)
origin = {**known.metadata, "embedder": "99"}
made = client.create_collection(known.name, embedding_function=None, metadata=origin)
made.add(ids=[f"{n}-00000000" for n in range(1, 65)], embeddings=[[n, 1.0, 2.0] for n in range(64)])
"""


def _made_by_another_embedder(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", _OTHER_EMBEDDER, str(folder)], check=True)


@pytest.mark.parametrize(
    "harm",
    [
        _delete,
        _fill_with_garbage,
        _cut_off,
        _put_a_file_in_its_place,
        _made_by_another_embedder,
    ],
)
def test_a_harmed_chroma_folder_costs_nothing_and_is_made_anew(
    large: MakeService, prepared: Prepared, home: Home, harm: Callable[[Path], None], until: Until
) -> None:
    harm(home.chroma_dir)
    service = large()
    # Both searches go on while it is made anew.
    assert _all_spans(service) == prepared.expected
    found_by = service.search("A", "library opening hours").passages[0].found_by
    assert found_by == ("meaning", "words")
    until(lambda: _serving(service))
    assert _all_spans(service) == prepared.expected
    assert (home.chroma_dir / "chroma.sqlite3").exists()


def test_an_opening_that_ended_a_process_before_is_not_tried_again_on_the_same_files(
    large: MakeService, home: Home, until: Until
) -> None:
    (home.cache_dir / "chroma.opening").touch()
    mark = home.chroma_dir / "left-by-the-test"
    mark.touch()
    service = large()
    service.search("A", "library")
    until(lambda: _serving(service))
    assert not mark.exists()
    assert not (home.cache_dir / "chroma.opening").exists()


@pytest.mark.parametrize("harm", ["DELETE FROM words_1_data WHERE id > 10", "DROP TABLE words_1"])
def test_a_harmed_index_of_words_is_told_and_made_anew(
    large: MakeService, prepared: Prepared, home: Home, harm: str
) -> None:
    with closing(sqlite3.connect(home.knowledge_db)) as connection, connection:
        connection.execute(harm)
    service = large()
    (problem,) = service.problems()
    assert "index of words" in problem
    assert _all_spans(service) == prepared.expected
    assert service.problems() == []


def test_an_index_of_another_database_is_not_believed(
    large: MakeService, prepared: Prepared, tmp_path: Path, home: Home, until: Until
) -> None:
    for path in home.root.glob("knowledge.db*"):
        path.unlink()
    changed = tmp_path / "changed.md"
    changed.write_text(prepared.paper.read_text().replace("library", "swimming pool"))
    fresh = _indexed(large(), changed)
    until(lambda: _serving(fresh))
    passages = fresh.search("A", "swimming pool opening hours").passages
    assert "swimming pool" in passages[0].text
