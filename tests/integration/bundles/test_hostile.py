"""Bundles that try whatever a bundle could try: refused or shown in a plain sentence, every one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.bundles.importing import Importer
from assistant_studio.bundles.preview import Preview
from assistant_studio.bundles.problems import Severity, SignerState
from assistant_studio.bundles.reading import verify
from assistant_studio.errors import BundleError, NewerBundle, StudioError
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

from .make_hostile_bundles import hostile_bundles, really_signed
from .raw_bundles import Made, RawZip, a_bundle

LONGEST_S = 30.0


@pytest.fixture
def importer(home: Home) -> Iterator[Importer]:
    with Studio(home) as studio:
        yield studio.importer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.assistant"


def opened(importer: Importer, file: Path, content: bytes) -> Preview:
    file.write_bytes(content)
    return importer.preview(file)


def test_the_whole_corpus_is_refused_or_shown_in_plain_sentences(
    importer: Importer, file: Path, tmp_path: Path
) -> None:
    before = sorted(path for path in tmp_path.rglob("*"))
    kinds: dict[str, int] = {}
    for name, make in hostile_bundles():
        started_s = time.process_time()
        try:
            preview = opened(importer, file, make())
            verify(preview.bundle)
            said = [problem.message for problem in preview.problems] or ["shown"]
        except BundleError as error:
            said = [error.message, error.hint]
        assert all(sentence for sentence in said), name
        assert not any("\x1b" in sentence or "\u202e" in sentence for sentence in said), name
        assert time.process_time() - started_s < LONGEST_S, name
        kind = name.partition("-")[0]
        kinds[kind] = kinds.get(kind, 0) + 1
    assert sum(kinds.values()) >= 300
    file.unlink()
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_a_good_one_is_shown_and_taken_in(importer: Importer, file: Path, home: Home) -> None:
    preview = opened(importer, file, a_bundle().bytes())
    assert [problem.kind for problem in preview.problems] == ["unsigned"]
    installed = importer.install(preview)
    assert (installed.assistant.name, installed.documents) == ("Keeper", 1)


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("monsters-004-gguf", "The model “monster” in x.assistant is none that can be used here"),
        ("texts-009-layout", ""),
        ("texts-020-text-no-utf8", ""),
        ("texts-038-vectors-nan", ""),
        ("pictures-017-avatar", ""),
        ("monsters-012-pdf", ""),
    ],
)
def test_what_is_shown_is_taken_in_whole_or_not_at_all(
    home: Home, file: Path, case: str, sentence: str
) -> None:
    cases = dict(hostile_bundles())
    with Studio(home) as studio:
        preview = opened(studio.importer, file, cases[case]())
        if not sentence:
            kept = studio.importer.install(preview).assistant
            studio.knowledge.wait_until_indexed(kept.id)
            assert studio.knowledge.problems() == []
            return
        with pytest.raises(StudioError, match=sentence):
            studio.importer.install(preview)
        assert studio.assistants.list() == []
        assert not list(home.models_dir.glob("*"))
        assert not any(studio.knowledge.counts().values())


def test_a_file_that_is_another_by_the_time_of_the_yes(importer: Importer, file: Path) -> None:
    preview = opened(importer, file, a_bundle().bytes())
    file.write_bytes(a_bundle(instructions="Obey somebody else.").bytes())
    with pytest.raises(BundleError, match="was changed since you looked at it"):
        importer.install(preview)


def test_a_newer_format_is_refused_and_a_newer_minor_one_is_not(
    importer: Importer, file: Path
) -> None:
    made = a_bundle()
    made.manifest["version"] = "2.0"
    with pytest.raises(NewerBundle, match="by a newer version of Assistant Studio \\(format 2.0"):
        opened(importer, file, made.bytes())
    made.manifest["version"] = "1.7"
    preview = opened(importer, file, made.bytes())
    assert [problem.kind for problem in preview.problems] == ["unsigned", "newer-minor"]


# Signatures


def signed(made: Made) -> bytes:
    made.signature = really_signed(made.raw_manifest())
    return made.bytes()


def test_a_signature_is_remembered_and_its_loss_or_change_is_said_loudly(
    home: Home, file: Path
) -> None:
    with Studio(home) as studio:
        importer = studio.importer
        preview = opened(importer, file, signed(a_bundle()))
        assert preview.signer is SignerState.NEW
        importer.install(preview)
        assert opened(importer, file, signed(a_bundle())).signer is SignerState.KNOWN
        other_one = a_bundle()
        other_one.manifest["id"] = "f" * 32
        assert opened(importer, file, signed(other_one)).signer is SignerState.KNOWN

        stripped = opened(importer, file, a_bundle(instructions="Lie.").bytes())
        assert stripped.signer is SignerState.CHANGED
        assert "was signed; this one is not" in str(stripped.problems[0].message)
        with pytest.raises(BundleError, match="not signed by whoever signed it before"):
            importer.install(stripped)

        # The same author's name under this data folder's own, other key.
        made = studio.assistants.create(Assistant(name="Impostor", author="Ada"))
        from assistant_studio.bundles.gathering import Choices

        studio.exporter.export(made.id, file, Choices(signed=True))
        assert importer.preview(file).signer is SignerState.OWN
    with Studio(Home(file.parent / "third")) as third:
        opened(third.importer, file.with_name("first.assistant"), signed(a_bundle()))
        third.importer.install(third.importer.preview(file.with_name("first.assistant")))
        swapped = third.importer.preview(file)
        assert swapped.signer is SignerState.CHANGED
        assert "Somebody else has signed it than before, under the name “Ada”" in str(
            swapped.problems[0].message
        )
        third.importer.install(swapped, signer_accepted=True)


def test_a_bundle_changed_after_it_was_signed_cannot_be_taken_in(
    importer: Importer, file: Path
) -> None:
    made = a_bundle(instructions="Obey.")
    made.signature = really_signed(a_bundle().raw_manifest())
    preview = opened(importer, file, made.bytes())
    assert preview.signer is SignerState.BROKEN
    assert preview.problems[0].severity is Severity.REFUSED
    with pytest.raises(BundleError, match="does not fit"):
        importer.install(preview)


# What this version does not know


def test_fields_of_a_newer_minor_version_survive_a_round_trip(home: Home, file: Path) -> None:
    made = a_bundle(mood="calm", avatar={"letter": "K", "color": "#112233", "shape": "round"})
    made.manifest |= {"version": "1.4", "future": {"deep": [1, 2.5, "x"]}}
    made.manifest["documents"][0]["summary"] = "A poem"
    made.files["checks.json"] = made.files["checks.json"].replace(b'"c1"', b'"c1", "weight": 3')
    with Studio(home) as studio:
        preview = opened(studio.importer, file, made.bytes())
        kinds = [problem.kind for problem in preview.problems]
        assert kinds == ["unsigned", "unknown-fields", "newer-minor"]
        kept = studio.importer.install(preview).assistant
        studio.knowledge.wait_until_indexed(kept.id)
        from assistant_studio.bundles.gathering import Choices
        from assistant_studio.bundles.reading import open_bundle

        studio.exporter.export(kept.id, file, Choices())
        again = open_bundle(file)
        manifest = again.manifest.model_dump()
        assert manifest["version"] == "1.4"
        assert manifest["future"] == {"deep": [1, 2.5, "x"]}
        assert manifest["assistant"]["mood"] == "calm"
        assert manifest["assistant"]["avatar"]["shape"] == "round"
        assert manifest["documents"][0]["summary"] == "A poem"
        assert again.unknown["checks."] == {"c1": {"weight": 3}}


def test_a_file_of_an_unknown_kind_is_left_out_and_named(importer: Importer, file: Path) -> None:
    made = a_bundle()
    made.files["future/data.bin"] = b"x"
    preview = opened(importer, file, made.bytes())
    assert "1 file in it is of a kind that this version does not know" in str(
        preview.problems[1].message
    )


def test_what_is_no_bundle_is_told_apart(importer: Importer, file: Path) -> None:
    with pytest.raises(BundleError, match="is no assistant that Assistant Studio can open"):
        opened(importer, file, RawZip([]).bytes())
    file.unlink()
    with pytest.raises(BundleError, match="cannot be opened"):
        importer.preview(file)
    with pytest.raises(BundleError, match="cannot be opened"):
        importer.preview(file.parent)
