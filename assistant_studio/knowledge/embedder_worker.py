"""Text to vectors through onnxruntime: what serves every search and all indexing."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import EmbedderError
from assistant_studio.knowledge.embedders import (
    EmbedderSource,
    Export,
    changed_embedder,
    discard_export,
    export_folder,
    find_export,
    missing_embedder,
)
from assistant_studio.knowledge.embedding import Embedder, Vectors
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import sha256_of
from assistant_studio.storage.locks import FileLock
from assistant_studio.workers.host import WorkerHost

BATCH = 8
"""Small ones stay in the processor's cache: of 4 to 64, 8 was quickest or near it."""
_LOCK_POLL_S = 0.2


class DamagedExport(Exception):  # noqa: N818 - not for people: the export is made again
    """The ONNX file is not the one its manifest speaks of."""


class OnnxEmbedder:
    """An exported embedder; safe to use from several threads at once.

    Attributes:
        id: The embedder's id.
        dimensions: Length of a vector.
    """

    def __init__(self, source: EmbedderSource, export: Export) -> None:
        self.id = source.id
        self.dimensions = export.manifest.dimensions
        self._inputs = export.manifest.inputs
        self._pad_token = export.manifest.pad_token
        # Hashing takes as long as loading, and neither holds Python's lock.
        with ThreadPoolExecutor(1) as pool:
            digest = pool.submit(sha256_of, export.model)
            self._tokenizer = _tokenizer(source, export)
            self._pad_id = self._tokenizer.token_to_id(self._pad_token) or 0
            if digest.result() != export.manifest.export_sha256:
                raise DamagedExport(export.model)
            self._session = _session(export)

    def embed(self, texts: list[str], token: CancelToken | None = None) -> Vectors:
        """The vectors of texts: (n, dimensions) float32, unit length, in the order given."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        encodings: list[Encoding] = self._tokenizer.encode_batch_fast(texts)
        # Texts of like length share a batch, so that little is spent on padding.
        order = sorted(range(len(texts)), key=lambda index: len(encodings[index].ids))
        for first in range(0, len(order), BATCH):
            if token is not None:
                token.check()
            batch = order[first : first + BATCH]
            vectors[batch] = self._run([encodings[index] for index in batch])
        lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(lengths, 1e-12)
        return vectors

    def _run(self, encodings: list[Encoding]) -> Vectors:
        longest = max(len(encoding.ids) for encoding in encodings)
        for encoding in encodings:
            encoding.pad(longest, pad_id=self._pad_id, pad_token=self._pad_token)
        columns = {
            "input_ids": [encoding.ids for encoding in encodings],
            "attention_mask": [encoding.attention_mask for encoding in encodings],
            "token_type_ids": [encoding.type_ids for encoding in encodings],
        }
        feed = {name: np.array(columns[name], np.int64) for name in self._inputs}
        return cast(Vectors, np.asarray(self._session.run(None, feed)[0], np.float32))


class WorkerEmbedder:
    """sentence-transformers itself, in its own worker: for an embedder whose export failed.

    Attributes:
        id: The embedder's id.
        dimensions: Length of a vector.
    """

    def __init__(self, host: WorkerHost, source: EmbedderSource) -> None:
        self.id = source.id
        self._host = host
        self.dimensions: int = host.call("dimensions")

    def embed(self, texts: list[str], token: CancelToken | None = None) -> Vectors:
        """As `OnnxEmbedder.embed`."""
        raw: bytes = self._host.call("embed", texts, token=token)
        return np.frombuffer(raw, "<f4").reshape(len(texts), self.dimensions)

    def close(self) -> None:
        """End the worker."""
        self._host.close()


def verify_weights(source: EmbedderSource) -> None:
    """Check that the embedder's weights are the ones that are meant.

    Raises:
        EmbedderError: They are missing or changed.
    """
    if not source.weights.is_file():
        raise missing_embedder(source)
    if sha256_of(source.weights) != source.weights_sha256:
        raise changed_embedder(source)


def open_embedder(home: Home, source: EmbedderSource, token: CancelToken) -> Embedder:
    """The embedder, ready to serve; exports it first if that was never done here.

    Raises:
        EmbedderError: It is missing or changed.
    """
    for _turn in prepare_export(home, source, token):
        pass
    try:
        return _opened(home, source)
    except DamagedExport:
        discard_export(home, source)
    for _turn in prepare_export(home, source, token):
        pass
    return _opened(home, source)


def prepare_export(home: Home, source: EmbedderSource, token: CancelToken) -> Iterator[str]:
    """Make sure that an export is there; yields what is being done, nothing when it is.

    Only one process at a time makes it, the others wait for that one.

    Raises:
        EmbedderError: The embedder is missing or changed.
    """
    if find_export(home, source) is not None:
        return
    if not source.weights.is_file():
        raise missing_embedder(source)
    folder = export_folder(home, source)
    lock = FileLock(folder.with_name(f".{folder.name}.lock"))
    _wait_for(lock, token)
    try:
        if find_export(home, source) is None:
            host = _export_host(home, source)
            try:
                yield from host.stream("export", token=token)
            finally:
                host.close()
    finally:
        lock.release()


def _opened(home: Home, source: EmbedderSource) -> Embedder:
    export = find_export(home, source)
    if export is None:
        raise EmbedderError(
            _("The embedder {name} could not be prepared.", name=source.name),
            _("Start the app again; until then files are searched by words only."),
        )
    if export.manifest.usable:
        return OnnxEmbedder(source, export)
    return WorkerEmbedder(_export_host(home, source), source)


def _export_host(home: Home, source: EmbedderSource) -> WorkerHost:
    options = {"home": str(home.root), "source": source.as_data()}
    return WorkerHost("embedder-export", home, options)


def _wait_for(lock: FileLock, token: CancelToken) -> None:
    pause = threading.Event()
    forget = token.on_cancel(pause.set)
    while not lock.acquire():
        token.check()
        pause.wait(_LOCK_POLL_S)
    forget()


def _tokenizer(source: EmbedderSource, export: Export) -> Tokenizer:
    tokenizer: Tokenizer = Tokenizer.from_file(str(source.folder / "tokenizer.json"))
    tokenizer.enable_truncation(export.manifest.max_tokens)
    tokenizer.no_padding()
    return tokenizer


def _session(export: Export) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    options.inter_op_num_threads = 1
    # Threads that spin while they wait cost a question as much processor time again, and take the
    # processor from the model and the window.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(export.model), options, providers=["CPUExecutionProvider"]
    )
