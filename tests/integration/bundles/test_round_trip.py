"""What goes out of one data folder comes into another the same, and nothing else does."""

from __future__ import annotations

import zipfile
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from assistant_studio.assistants.assistant import Assistant, SamplingChoice, to_content
from assistant_studio.assistants.check import Check
from assistant_studio.bundles.gathering import Choices
from assistant_studio.bundles.importing import Decision
from assistant_studio.bundles.installing import Phase
from assistant_studio.bundles.secrets import told
from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import BundleError, DiskFull, SecretsFound, StorageError, UsageError
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.studio import Studio
from assistant_studio.upkeep import belongings as belongings_module

from .conftest import OtherStudio, with_files
from .raw_bundles import TEXT

SECOND = "The keeper counts barnacles on Thursdays.\n"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return tmp_path / "keeper.assistant"


def passages(studio: Studio, assistant_id: str, query: str = "zephyrine") -> list[object]:
    found = studio.knowledge.search(assistant_id, query).passages
    return [{**asdict(passage), "document_id": ""} for passage in found]


def test_an_assistant_comes_out_as_it_went_in_and_is_searchable_at_once(
    studio: Studio, other_studio: OtherStudio, bundle: Path, tmp_path: Path
) -> None:
    made = with_files(studio, tmp_path / "files", poem=TEXT, log=SECOND)
    assistant = studio.assistants.save(
        replace(
            made,
            tagline="Knows a poem",
            starters=("When does it sing?",),
            tags=("poem",),
            sampling=SamplingChoice(temperature=0.25, max_tokens=200),
            checks=(Check("When?", must_hold=("noon",), document="poem.txt", id="c1"),),
        )
    )
    conversation = studio.conversations.create(assistant.id)
    studio.conversations.add_user_message(conversation.id, "a word that never travels")
    told: list[tuple[int, int]] = []
    studio.exporter.export(
        assistant.id, bundle, Choices(), report=lambda done, total: told.append((done, total))
    )
    assert told[-1][0] == told[-1][1]
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        assert b"never travels" not in b"".join(map(archive.read, archive.namelist()))

    other = other_studio("other")
    preview = other.importer.preview(bundle)
    assert preview.searchable_at_once
    assert [document.name for document in preview.documents] == ["log.txt", "poem.txt"]
    assert other.assistants.list() == []  # nothing was written
    phases: set[Phase] = set()
    kept = other.importer.install(
        preview, report=lambda phase, done, total: phases.add(phase)
    ).assistant

    assert phases == {Phase.UNPACKING, Phase.INDEXING}
    assert to_content(kept) == to_content(assistant)
    documents = other.knowledge.documents(kept.id)
    assert [d.state for d in documents] == [DocumentState.READY] * 2
    assert passages(other, kept.id) == passages(studio, assistant.id)
    assert other.knowledge.problems() == []
    assert not (other.home.root / ".incoming").exists() or not any(
        (other.home.root / ".incoming").iterdir()
    )
    again = bundle.with_name("again.assistant")
    other.exporter.export(kept.id, again, Choices())
    assert again.read_bytes() == bundle.read_bytes()


@pytest.mark.parametrize(
    ("choices", "kinds"),
    [
        (Choices(documents=False), {"text", "vectors"}),
        (Choices(text=False), {"documents"}),
        (Choices(vectors=False), {"documents", "text"}),
        (Choices(documents=False, text=False), set()),
    ],
)
def test_what_travels_is_chosen_and_what_does_not_is_made_up_for(
    studio: Studio,
    other_studio: OtherStudio,
    bundle: Path,
    tmp_path: Path,
    choices: Choices,
    kinds: set[str],
) -> None:
    assistant = with_files(studio, tmp_path / "files")
    studio.exporter.export(assistant.id, bundle, choices)
    with zipfile.ZipFile(bundle) as archive:
        names = {name.partition("/")[0] for name in archive.namelist() if "/" in name}
    assert names == kinds

    other = other_studio("other")
    kept = other.importer.install(other.importer.preview(bundle)).assistant
    other.knowledge.wait_until_indexed(kept.id)
    assert passages(other, kept.id) == (passages(studio, assistant.id) if kinds else [])
    assert other.knowledge.problems() == []
    # A text without its file stays, whatever is read again.
    other.knowledge.reindex(kept.id)
    other.knowledge.wait_until_indexed(kept.id)
    assert passages(other, kept.id) == (passages(studio, assistant.id) if kinds else [])


def test_the_same_bundle_twice_is_recognised(
    studio: Studio, other_studio: OtherStudio, bundle: Path, tmp_path: Path
) -> None:
    assistant = with_files(studio, tmp_path / "files")
    studio.exporter.export(assistant.id, bundle, Choices())
    other = other_studio("other")
    unaware = other.importer.preview(bundle)
    kept = other.importer.install(other.importer.preview(bundle)).assistant

    preview = other.importer.preview(bundle)
    assert preview.update is not None
    assert preview.update.is_empty
    again = other.importer.install(preview)
    assert (again.assistant.id, again.assistant.version, again.documents) == (kept.id, 1, 0)
    # What was shown before it came knows nothing of it.
    with pytest.raises(BundleError, match="“Keeper” is here already"):
        other.importer.install(unaware)
    assert [one.id for one in other.assistants.list()] == [kept.id]
    both = other.importer.install(preview, Decision.KEEP_BOTH).assistant
    assert both.name == "Keeper (2)"
    assert both.id != kept.id
    assert passages(other, both.id) == passages(other, kept.id)


def test_an_update_is_a_new_version_that_keeps_what_a_person_added(
    studio: Studio, other_studio: OtherStudio, bundle: Path, tmp_path: Path
) -> None:
    assistant = with_files(studio, tmp_path / "files")
    studio.exporter.export(assistant.id, bundle, Choices())
    other = other_studio("other")
    kept = other.importer.install(other.importer.preview(bundle)).assistant
    own = tmp_path / "own.txt"
    own.write_text("My own zephyrine note.\n")
    other.knowledge.add(kept.id, [own])
    other.knowledge.wait_until_indexed(kept.id)

    (poem,) = studio.knowledge.documents(assistant.id)
    studio.knowledge.remove(poem.id)
    (tmp_path / "new.txt").write_text("The zephyrine lighthouse is silent now.\n")
    studio.knowledge.add(assistant.id, [tmp_path / "new.txt"])
    studio.knowledge.wait_until_indexed(assistant.id)
    studio.assistants.save(replace(assistant, instructions="Answer in verse."))
    studio.exporter.export(assistant.id, bundle, Choices())

    preview = other.importer.preview(bundle)
    assert preview.update is not None
    assert [change.field for change in preview.update.changes] == ["instructions"]
    assert (preview.update.added, preview.update.removed) == (("new.txt",), ("poem.txt",))
    updated = other.importer.install(preview).assistant

    assert (updated.id, updated.version) == (kept.id, 2)
    assert other.assistants.version(kept.id, 1).instructions == "Answer from the poem."
    other.knowledge.wait_until_indexed(kept.id)
    names = {document.name for document in other.knowledge.documents(kept.id)}
    assert names == {"new.txt", "own.txt"}
    found = {p.document for p in other.knowledge.search(kept.id, "zephyrine").passages}
    assert found == {"new.txt", "own.txt"}
    assert other.knowledge.problems() == []


def test_text_that_somebody_else_has_read_is_never_taken_for_ones_own_reading(
    studio: Studio, other_studio: OtherStudio, bundle: Path, tmp_path: Path
) -> None:
    assistant = with_files(studio, tmp_path / "files")
    studio.exporter.export(assistant.id, bundle, Choices())
    other = other_studio("other")
    other.importer.install(other.importer.preview(bundle))
    mine = with_files(other, tmp_path / "files", name="Mine")
    rows = other.knowledge.carrier()
    assert rows is not None
    versions = [
        row["reader_version"]
        for row in rows._database.query("SELECT reader_version FROM contents ORDER BY id")
    ]
    assert [version.endswith("/elsewhere") for version in versions] == [True, False]
    assert passages(other, mine.id)


def test_a_missing_model_is_said_and_another_answers(
    studio: Studio, other_studio: OtherStudio, bundle: Path
) -> None:
    assistant = studio.assistants.create(
        Assistant(name="Keeper", model_sha256="a" * 64, model_name="Elsewhere-7B")
    )
    studio.exporter.export(
        assistant.id, bundle, Choices(model_address="https://models.example/elsewhere.gguf")
    )
    other = other_studio("other")
    preview = other.importer.preview(bundle)
    assert [p.kind for p in preview.problems] == ["unsigned", "missing-model"]
    assert "“Elsewhere-7B”, which is not here" in str(preview.problems[1].message)
    kept = other.importer.install(preview).assistant
    assert kept.model_sha256 is None
    # What it was made with is not forgotten on the way on.
    again = bundle.with_name("again.assistant")
    other.exporter.export(kept.id, again, Choices())
    assert again.read_bytes() == bundle.read_bytes()


def test_what_looks_secret_must_be_answered(studio: Studio, bundle: Path, tmp_path: Path) -> None:
    assistant = with_files(
        studio, tmp_path / "files", poem=TEXT, notes="Write to ada.lovelace@analytical.engine\n"
    )
    with pytest.raises(SecretsFound, match="1 place that would travel looks secret"):
        studio.exporter.export(assistant.id, bundle, Choices())
    assert not bundle.exists()
    (found,) = studio.exporter.search_secrets(assistant.id, Choices())
    assert (found.place, found.quote) == ("notes.txt", "ada.lovelace@analytical.engine")
    without = Choices(left_out=frozenset({found.document_id}))
    assert studio.exporter.export(assistant.id, bundle, without).documents == 1
    made = studio.exporter.export(assistant.id, bundle, Choices(), secrets_accepted=True)
    assert made.documents == 2
    estimate = studio.exporter.estimate(assistant.id, Choices())
    assert estimate.documents == 2
    assert made.size_bytes < estimate.size_bytes < made.size_bytes + 40_000


def test_a_document_that_nobody_could_search_must_be_answered_too(
    studio: Studio, bundle: Path, tmp_path: Path
) -> None:
    assistant = with_files(studio, tmp_path / "files")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\nnothing that can be read")
    studio.knowledge.add(assistant.id, [tmp_path / "scan.pdf"])
    studio.knowledge.wait_until_indexed(assistant.id)
    with pytest.raises(SecretsFound, match="in “scan.pdf”"):
        studio.exporter.export(assistant.id, bundle, Choices())
    assert not bundle.exists()
    (found,) = studio.exporter.search_secrets(assistant.id, Choices())
    assert told(found) == "“scan.pdf” has not been read: nobody knows what it holds."
    # Where only texts travel, nothing of it does.
    assert studio.exporter.search_secrets(assistant.id, Choices(documents=False)) == []
    made = studio.exporter.export(assistant.id, bundle, Choices(documents=False))
    assert made.left_out == ("scan.pdf",)
    without = Choices(left_out=frozenset({found.document_id}))
    assert studio.exporter.export(assistant.id, bundle, without).documents == 1


def test_nothing_half_done_stays(
    studio: Studio,
    other_studio: OtherStudio,
    bundle: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assistant = with_files(studio, tmp_path / "files", poem=TEXT, log=SECOND)
    bundle.write_bytes(b"the one of yesterday")
    token = CancelToken()
    with pytest.raises(Cancelled):
        studio.exporter.export(
            assistant.id, bundle, Choices(), report=lambda *_: token.cancel(), token=token
        )
    assert bundle.read_bytes() == b"the one of yesterday"
    with pytest.raises(UsageError, match="There is no folder"):
        studio.exporter.export(assistant.id, tmp_path / "no" / "x.assistant", Choices())
    studio.exporter.export(assistant.id, bundle, Choices())

    other = other_studio("other")
    preview = other.importer.preview(bundle)
    for stop_in in Phase:
        token = CancelToken()
        with pytest.raises(Cancelled):
            other.importer.install(
                preview,
                token=token,
                report=lambda phase, *_, at=stop_in, token=token: phase is at and token.cancel(),
            )
    with monkeypatch.context() as patch:
        patch.setattr(belongings_module, "_MARGIN_BYTES", 1 << 60)
        with pytest.raises(DiskFull):
            other.importer.install(preview)
    assert other.assistants.list() == []
    assert not list(other.home.files_dir.glob("*"))
    assert not list((other.home.root / ".incoming").glob("*"))


def test_a_file_that_changed_while_it_was_exported(
    studio: Studio, bundle: Path, tmp_path: Path
) -> None:
    assistant = with_files(studio, tmp_path / "files")
    (document,) = studio.knowledge.documents(assistant.id)
    (studio.home.files_dir / document.sha256).write_bytes(
        b"The zephyrine lighthouse is gone now!!!\n"
    )
    with pytest.raises(StorageError, match="was changed while it was being exported"):
        studio.exporter.export(assistant.id, bundle, Choices())
    assert not bundle.exists()
