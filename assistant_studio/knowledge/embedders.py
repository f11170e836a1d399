"""Which embedder turns text into vectors, where it lies, and where its ONNX export is kept."""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant_studio import paths
from assistant_studio.errors import EmbedderError
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import write_text

MIN_EXPORT_COSINE = 0.9999
WEIGHTS_NAME = "model.safetensors"
_EXPORT_NAME = "model.onnx"
_MANIFEST_NAME = "manifest.json"
_CARD_NAME = "README.md"
_CARD_CHARS = 16_384
_CARD_HEAD = re.compile(r"---\n(.*?)\n---", re.DOTALL)
_CARD_LANGUAGES = re.compile(r"^language:([^\n]*(?:\n(?:-|[ \t]+-)[^\n]*)*)", re.MULTILINE)
_LANGUAGE_CODE = re.compile(r"\b[a-z]{2}\b")


@dataclass(frozen=True, slots=True)
class EmbedderSource:
    """An embedder as sentence-transformers loads it.

    Attributes:
        name: What its folder is called.
        folder: Holds `model.safetensors`, `tokenizer.json` and the configuration.
        weights_sha256: What the weights must hash to.
    """

    name: str
    folder: Path
    weights_sha256: str

    @property
    def id(self) -> str:
        """Names the embedder and its weights; vectors of different ids are never mixed."""
        return f"{self.name}@{self.weights_sha256[:16]}"

    @property
    def weights(self) -> Path:
        """The file of the weights."""
        return self.folder / WEIGHTS_NAME

    def as_data(self) -> dict[str, str]:
        """The source as a plain map, for the wire."""
        return {
            "name": self.name,
            "folder": str(self.folder),
            "weights_sha256": self.weights_sha256,
        }

    @staticmethod
    def from_data(data: dict[str, str]) -> EmbedderSource:
        """The source that `as_data` wrote."""
        return EmbedderSource(data["name"], Path(data["folder"]), data["weights_sha256"])


@dataclass(frozen=True, slots=True)
class ExportManifest:
    """What stands beside an ONNX export.

    Attributes:
        embedder: The id of the embedder it was made from.
        source_sha256: Of the weights it was made from.
        export_sha256: Of `model.onnx`.
        usable: Whether it passed the comparison with sentence-transformers.
        lowest_cosine: The lowest cosine between the two on the test set.
        highest_other_cosine: The highest cosine between two different texts of the test set.
        dimensions: Length of a vector.
        max_tokens: Texts are cut after so many word pieces, special tokens included.
        inputs: Names of the graph's inputs.
        pad_token: What fills the shorter texts of a batch.
        versions: Of the libraries that made it.
    """

    embedder: str
    source_sha256: str
    export_sha256: str
    usable: bool
    lowest_cosine: float
    highest_other_cosine: float
    dimensions: int
    max_tokens: int
    inputs: tuple[str, ...]
    pad_token: str
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Export:
    """An ONNX export on disk; pooling and normalising are part of its graph."""

    folder: Path
    manifest: ExportManifest

    @property
    def model(self) -> Path:
        """The ONNX file."""
        return self.folder / _EXPORT_NAME


def shipped_embedder() -> EmbedderSource:
    """The embedder that comes with the app."""
    name = "all-MiniLM-L6-v2"
    return EmbedderSource(
        name,
        paths.starter_models_dir() / name,
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    )


def languages_of(source: EmbedderSource) -> tuple[str, ...]:
    """The languages an embedder knows, as the head of its model card says; empty when it does not.

    Read as plain lines: `language: en`, or a list below `language:`.
    """
    try:
        card = (source.folder / _CARD_NAME).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    head = _CARD_HEAD.match(card[:_CARD_CHARS])
    said = _CARD_LANGUAGES.search(head[1]) if head else None
    return tuple(_LANGUAGE_CODE.findall(said[1])) if said else ()


def missing_embedder(source: EmbedderSource) -> EmbedderError:
    """The error for an embedder that is not on this computer."""
    return EmbedderError(
        _(
            "The embedder {name} is not on this computer, so files are searched by words only.",
            name=source.name,
        ),
        _("Run `python3 dev.py run` once, which fetches it; documents you added are kept."),
    )


def changed_embedder(source: EmbedderSource) -> EmbedderError:
    """The error for an embedder whose file is not the one it should be."""
    return EmbedderError(
        _(
            "The file of the embedder {name} is not the original one and was not used.",
            name=source.name,
        ),
        _(
            "Delete the folder {folder} and run `python3 dev.py run`, which fetches it again.",
            folder=source.folder,
        ),
    )


def find_export(home: Home, source: EmbedderSource) -> Export | None:
    """The export of an embedder, wherever it is kept, or None when it has to be made."""
    for folder in _export_folders(home, source):
        manifest = _read_manifest(folder / _MANIFEST_NAME)
        export = Export(folder, manifest) if manifest is not None else None
        if export is not None and _belongs(export, source):
            return export
    return None


def export_folder(home: Home, source: EmbedderSource) -> Path:
    """Where a new export is put: beside the embedder if that may be written, else in `home`.

    Beside the embedder it is made once for all data folders.
    """
    beside, own = _export_folders(home, source)
    return beside if os.access(source.folder, os.W_OK) else own


def publish_export(folder: Path, manifest: ExportManifest) -> Export:
    """Write the manifest, which makes the export in `folder` valid."""
    write_text(folder / _MANIFEST_NAME, json.dumps(asdict(manifest), indent=1) + "\n")
    return Export(folder, manifest)


def discard_export(home: Home, source: EmbedderSource) -> None:
    """Forget an export that turned out to be damaged, so that it is made again."""
    for folder in _export_folders(home, source):
        with contextlib.suppress(OSError):
            (folder / _MANIFEST_NAME).unlink(missing_ok=True)


def _export_folders(home: Home, source: EmbedderSource) -> tuple[Path, Path]:
    return source.folder / "onnx", home.embedders_dir / source.id


def _belongs(export: Export, source: EmbedderSource) -> bool:
    manifest = export.manifest
    if manifest.source_sha256 != source.weights_sha256:
        return False
    return export.model.is_file() or not manifest.usable


def _read_manifest(path: Path) -> ExportManifest | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        manifest = ExportManifest(**{**data, "inputs": tuple(data["inputs"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None  # missing or damaged: the export is made again
    return manifest
