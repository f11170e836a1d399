"""Embedders that a person has added: folders of sentence-transformers models, copied and checked.

What comes from outside is data: only JSON, text and safetensors files are copied, a model that
would need code of its own is refused, and every file is known by its hash from then on.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant_studio.errors import EmbedderError
from assistant_studio.knowledge.embedders import WEIGHTS_NAME, EmbedderSource, languages_of
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import sha256_of, write_text

_RECORD_NAME = "embedder.json"
_TOKENIZER_NAME = "tokenizer.json"
_KINDS = (".json", ".txt", ".safetensors")
_NAMED = re.compile(r"(README\.md|LICEN[CS]E.*|NOTICE.*)", re.IGNORECASE)
_PARTS = ("Transformer", "Pooling", "Normalize", "Dense")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_MAX_JSON_BYTES = 64 << 20
_MAX_HEADER_BYTES = 100 << 20
_MAX_BYTES = 8 << 30
_MAX_FILES = 100


@dataclass(frozen=True, slots=True)
class AddedEmbedder:
    """An embedder in the data folder.

    Attributes:
        source: Where it lies, and what its weights hash to.
        size_bytes: Of all its files.
        languages: Those it knows, as its model card says; empty when that is not known.
    """

    source: EmbedderSource
    size_bytes: int
    languages: tuple[str, ...]


class EmbedderLibrary:
    """The added embedders of one data folder; a folder that is not whole is not listed."""

    def __init__(self, home: Home) -> None:
        self._folder = home.added_embedders_dir

    def list(self) -> list[AddedEmbedder]:
        """All of them, by name."""
        folders = self._folder.iterdir() if self._folder.is_dir() else ()
        found = [_opened(folder) for folder in sorted(folders) if not folder.name.startswith(".")]
        return sorted((one for one in found if one), key=lambda one: one.source.name.casefold())

    def find(self, embedder_id: str) -> AddedEmbedder | None:
        """The embedder of that id, unless one of its files is not the one that was added."""
        for one in self.list():
            if one.source.id == embedder_id:
                return one if _unchanged(one.source.folder) else None
        return None

    def add(self, folder: Path) -> AddedEmbedder:
        """Copy a model's folder into the data folder.

        Raises:
            EmbedderError: It is no sentence-transformers model, or needs more than data.
        """
        folder = folder.expanduser()
        files = _files_of(folder)
        _check(folder, files)
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=".adding-", dir=self._folder))
        try:
            hashes = {}
            for name in files:
                target = partial / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / name, target)
                hashes[name] = sha256_of(target)
            record = {"name": _NOT_IN_NAMES.sub("-", folder.resolve().name), "files": hashes}
            write_text(partial / _RECORD_NAME, json.dumps(record, indent=1) + "\n")
            final = self._folder / hashes[WEIGHTS_NAME]
            if not final.exists():
                partial.replace(final)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        added = _opened(final)
        assert added is not None
        return added

    def remove(self, embedder_id: str) -> None:
        """Delete an embedder; vectors that it made stay until they are made again."""
        for one in self.list():
            if one.source.id == embedder_id:
                shutil.rmtree(one.source.folder, ignore_errors=True)


def _files_of(folder: Path) -> list[str]:
    """What is copied: plain files of harmless kinds, as paths below the folder."""
    if not (folder / "modules.json").is_file():
        raise _refused(_("“{name}” is not a sentence-transformers model.", name=folder.name))
    found = []
    for root, _folders, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            wanted = path.suffix in _KINDS or _NAMED.fullmatch(name)
            if wanted and path.is_file() and "onnx" not in path.relative_to(folder).parts:
                found.append(path.relative_to(folder).as_posix())
    size_bytes = sum((folder / name).stat().st_size for name in found)
    if len(found) > _MAX_FILES or size_bytes > _MAX_BYTES:
        raise _refused(_("“{name}” is too large for a search model.", name=folder.name))
    return sorted(name for name in found if name != _RECORD_NAME)


def _check(folder: Path, files: list[str]) -> None:
    for needed in (WEIGHTS_NAME, _TOKENIZER_NAME, "config.json"):
        if needed not in files:
            raise _refused(
                _("“{name}” has no {file}, which is needed.", name=folder.name, file=needed)
            )
    for name in files:
        if name.endswith(".json"):
            _check_json(folder, name)
        elif name.endswith(".safetensors"):
            _check_safetensors(folder / name)


def _check_json(folder: Path, name: str) -> None:
    data = _json(folder / name)
    if isinstance(data, dict) and "auto_map" in data:
        raise _refused(
            _("“{name}” needs code of its own, which is not run here.", name=folder.name)
        )
    if name == "modules.json":
        for module in data if isinstance(data, list) else [None]:
            kind = str(module.get("type", "")) if isinstance(module, dict) else ""
            known = kind.startswith("sentence_transformers.") and kind.endswith(
                tuple(f".{part}" for part in _PARTS)
            )
            if not known:
                raise _refused(
                    _(
                        "“{name}” has a part that is not known here ({part}).",
                        name=folder.name,
                        part=kind,
                    )
                )


def _check_safetensors(path: Path) -> None:
    """The header says how long itself is, and it is JSON; the data lie behind it."""
    size_bytes = path.stat().st_size
    with path.open("rb") as file:
        header_bytes = int.from_bytes(file.read(8), "little")
        if not 2 <= header_bytes <= min(_MAX_HEADER_BYTES, size_bytes - 8):
            raise _refused(_("“{name}” is damaged or no safetensors file.", name=path.name))
        try:
            json.loads(file.read(header_bytes))
        except (ValueError, RecursionError) as error:
            raise _refused(
                _("“{name}” is damaged or no safetensors file.", name=path.name)
            ) from error


def _json(path: Path) -> Any:
    try:
        if path.stat().st_size > _MAX_JSON_BYTES:
            raise _refused(_("“{name}” cannot be read.", name=path.name))
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _refused(_("“{name}” cannot be read.", name=path.name)) from error


def _refused(message: str) -> EmbedderError:
    return EmbedderError(
        message,
        _(
            "Choose the folder of a sentence-transformers model with modules.json, config.json, "
            "tokenizer.json and model.safetensors."
        ),
    )


def _opened(folder: Path) -> AddedEmbedder | None:
    hashes = _recorded(folder)
    if hashes is None:
        return None
    name, files = hashes
    source = EmbedderSource(name, folder, files[WEIGHTS_NAME])
    size_bytes = sum((folder / file).stat().st_size for file in files)
    return AddedEmbedder(source, size_bytes, languages_of(source))


def _recorded(folder: Path) -> tuple[str, dict[str, str]] | None:
    try:
        record = json.loads((folder / _RECORD_NAME).read_text(encoding="utf-8"))
        name, files = str(record["name"]), dict(record["files"])
    except (OSError, ValueError, TypeError, KeyError):
        return None  # not whole: it was cut off while it was added or removed
    whole = WEIGHTS_NAME in files and all((folder / file).is_file() for file in files)
    return (name, files) if whole else None


def _unchanged(folder: Path) -> bool:
    """Whether the small files are those that were added; weights are verified before an export."""
    recorded = _recorded(folder)
    return recorded is not None and all(
        sha256_of(folder / file) == sha256
        for file, sha256 in recorded[1].items()
        if not file.endswith(".safetensors")
    )
