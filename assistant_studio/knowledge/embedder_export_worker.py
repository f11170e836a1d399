"""The worker that has sentence-transformers: exports an embedder to ONNX, or serves it itself."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import onnxruntime
import sentence_transformers
import torch
from sentence_transformers import SentenceTransformer

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import EmbedderError
from assistant_studio.knowledge.embedder_worker import OnnxEmbedder, verify_weights
from assistant_studio.knowledge.embedders import (
    EmbedderSource,
    Export,
    ExportManifest,
    export_folder,
    publish_export,
)
from assistant_studio.knowledge.referee import Verdict, compare, trial_texts
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import sha256_of, writing
from assistant_studio.workers.exposed import exposed

_OPSET = 17
_OUTPUT = "sentence_embedding"
_BATCH = 32


class EmbedderExportWorker:
    """One embedder in sentence-transformers."""

    def __init__(self, home: Home, source: EmbedderSource) -> None:
        self._home = home
        self._source = source
        self._model: SentenceTransformer | None = None

    @exposed()
    def export(self, token: CancelToken) -> Iterator[str]:
        """Make the ONNX export and compare it; yields what is being done, in words."""
        yield _("Loading the embedder")
        model = self._loaded()
        token.check()
        yield _("Writing it for quick start")
        folder = export_folder(self._home, self._source)
        inputs = self._write(model, folder / "model.onnx")
        token.check()
        yield _("Comparing both on a set of texts")
        publish_export(folder, self._judged(model, folder, inputs))

    @exposed()
    def embed(self, texts: list[str]) -> bytes:
        """Vectors from sentence-transformers itself: (n, dimensions) float32, unit length."""
        return self._reference(self._loaded(), texts).astype("<f4").tobytes()

    @exposed()
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._reference(self._loaded(), ["a"]).shape[1])

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            verify_weights(self._source)
            # Eager attention: the exporter cannot follow the fused kernels' shapes.
            self._model = SentenceTransformer(
                str(self._source.folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={
                    "attn_implementation": "eager",
                    "dtype": torch.float32,
                    "use_safetensors": True,
                },
            ).eval()
        return self._model

    def _write(self, model: SentenceTransformer, path: Path) -> tuple[str, ...]:
        graph = _Graph(model)
        example = _example(model)
        axes = {name: {0: "batch", 1: "length"} for name in graph.inputs}
        with writing(path) as file, torch.no_grad(), warnings.catch_warnings():
            # The exporter's remarks on tracing; the comparison that follows is what counts.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                graph,
                tuple(example[name] for name in graph.inputs),
                file,
                input_names=list(graph.inputs),
                output_names=[_OUTPUT],
                dynamic_axes={**axes, _OUTPUT: {0: "batch"}},
                opset_version=_OPSET,
                dynamo=False,
            )
        return graph.inputs

    def _judged(
        self, model: SentenceTransformer, folder: Path, inputs: tuple[str, ...]
    ) -> ExportManifest:
        draft = ExportManifest(
            embedder=self._source.id,
            source_sha256=self._source.weights_sha256,
            export_sha256=sha256_of(folder / "model.onnx"),
            usable=False,
            lowest_cosine=-1.0,
            highest_other_cosine=1.0,
            dimensions=int(self._reference(model, ["a"]).shape[1]),
            max_tokens=int(model.max_seq_length or 256),
            inputs=inputs,
            pad_token=str(model.tokenizer.pad_token),
            versions=_versions(),
        )
        verdict = self._verdict(model, Export(folder, draft))
        return ExportManifest(
            **{
                **{name: getattr(draft, name) for name in draft.__slots__},
                "usable": verdict.passed,
                "lowest_cosine": round(verdict.lowest_cosine, 7),
                "highest_other_cosine": round(verdict.highest_other_cosine, 4),
            }
        )

    def _verdict(self, model: SentenceTransformer, export: Export) -> Verdict:
        texts = trial_texts()
        exported = OnnxEmbedder(self._source, export).embed(texts)
        return compare(self._reference(model, texts), exported)

    def _reference(self, model: SentenceTransformer, texts: list[str]) -> npt.NDArray[np.float32]:
        vectors = model.encode(
            texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return cast("npt.NDArray[np.float32]", np.asarray(vectors, dtype=np.float32))


class _Graph(torch.nn.Module):  # type: ignore[misc] # torch is not followed
    """The whole embedder, pooling and normalising included, as one function of tensors."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model
        forward = inspect.signature(model[0].auto_model.forward).parameters
        wanted = ("input_ids", "attention_mask", "token_type_ids")
        self.inputs = tuple(n for n in wanted if n in forward and n in _example(model))

    def forward(self, *tensors: Any) -> Any:
        return self.model(dict(zip(self.inputs, tensors, strict=True)))[_OUTPUT]


def _example(model: SentenceTransformer) -> dict[str, Any]:
    texts = ["three plain words", "a text with some more words than the first one has"]
    return cast("dict[str, Any]", model.preprocess(texts))


def _versions() -> dict[str, str]:
    return {
        "torch": torch.__version__,
        "sentence-transformers": sentence_transformers.__version__,
        "onnxruntime": onnxruntime.__version__,
    }


def create(options: dict[str, Any]) -> EmbedderExportWorker:
    """The worker's object.

    Args:
        options: `home`, the data folder, and `source` as `EmbedderSource.as_data` writes it.

    Raises:
        EmbedderError: The embedder is not there.
    """
    source = EmbedderSource.from_data(options["source"])
    if not source.weights.is_file():
        raise EmbedderError(_("The embedder {name} is not on this computer.", name=source.name))
    return EmbedderExportWorker(Home(Path(options["home"])), source)
