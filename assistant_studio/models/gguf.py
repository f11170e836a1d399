"""What a GGUF file says about itself, read without trusting a word of it.

Only the header is read: metadata and the table of tensors, never their data. Every count and length
is checked against the file's size before anything of that size is made, in the order of the format
(ggml/include/gguf.h of llama.cpp). The engine's own reader comes after this one.
"""

from __future__ import annotations

import dataclasses
import os
import re
import struct
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from assistant_studio.errors import DamagedModel, ModelMissing, UnsupportedModel
from assistant_studio.language import _
from assistant_studio.models.gguf_reader import ANOTHER_COPY, GgufReader
from assistant_studio.models.gguf_tables import (
    ARRAY,
    FILE_TYPES,
    SCALARS,
    STRING,
    TENSOR_TYPES,
)

_VERSIONS = (2, 3)
_MAX_KEYS = 10_000
_MAX_TENSORS = 200_000
_MAX_KEY_BYTES = 1024
_MAX_TENSOR_NAME_BYTES = 63
_MAX_KEPT_ARRAY = 4096
_MAX_DIMENSIONS = 4
_MAX_ELEMENTS = 1 << 62
_ARCHITECTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

_Value = int | float | bool | str | tuple[int | float, ...]


@dataclass(frozen=True, slots=True)
class GgufInfo:
    """What a GGUF file says about itself.

    Attributes:
        architecture: Such as "llama" or "qwen3".
        kind: "model", "adapter", "mmproj" and so on.
        name: The model's own name; empty if it says none.
        parameters: Weights in all tensors together.
        quantisation: How most weights are stored, such as "Q4_K_M".
        context_length: Tokens of context the model was trained for; 0 if it says nothing.
        chat_template: Its Jinja chat template.
        layers: Transformer blocks.
        embedding_length: Width of a token's vector.
        heads: Attention heads (of the widest layer).
        kv_heads: Heads whose keys and values are kept (of the widest layer).
        kv_heads_total: The same, summed over all layers.
        key_length: Width of a key of one head.
        value_length: Width of a value of one head.
        vocabulary_size: Tokens the model knows.
        licence: Its licence; empty if it says none.
        parts: How many files the model was split into; 1 when it is whole.
        file_size_bytes: Of this file.
    """

    architecture: str
    kind: str
    name: str
    parameters: int
    quantisation: str
    context_length: int
    chat_template: str | None
    layers: int
    embedding_length: int
    heads: int
    kv_heads: int
    kv_heads_total: int
    key_length: int
    value_length: int
    vocabulary_size: int
    licence: str
    parts: int
    file_size_bytes: int

    def record(self) -> dict[str, Any]:
        """The same as plain data."""
        return dataclasses.asdict(self)


def inspect_gguf(path: Path) -> GgufInfo:
    """Read and check a GGUF file's header.

    Raises:
        ModelMissing: There is no such file, or it cannot be read.
        DamagedModel: It is cut off, contradicts itself, or is no GGUF.
        UnsupportedModel: It stores weights in a way that the engine does not know.
    """
    try:
        with path.open("rb") as file:
            return _inspect(file, os.fstat(file.fileno()).st_size, path.name)
    except OSError as error:
        raise ModelMissing(
            _(
                "The model file {path} cannot be read: {strerror}.",
                path=path,
                strerror=error.strerror or error,
            ),
            _("Check that the file is there and that you may read it."),
        ) from error


def _inspect(file: BinaryIO, size_bytes: int, name: str) -> GgufInfo:
    reader = GgufReader(file, size_bytes, name)
    tensor_count, key_count = _head(reader)
    facts = _metadata(reader, key_count)
    alignment = facts.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 1 <= alignment <= 1 << 20 or alignment.bit_count() > 1:
        raise reader.damaged(_("its alignment is no power of two"))
    tensors = _tensors(reader, tensor_count, alignment)
    data_start = _padded(reader.position, alignment)
    missing = data_start + tensors.data_bytes - size_bytes
    if tensor_count and missing > 0:
        raise DamagedModel(
            _(
                "{name} is cut off: {missing:,} of its {size_bytes:,} bytes are missing.",
                name=name,
                missing=missing,
                size_bytes=size_bytes + missing,
            ),
            _(
                "The download or copy was probably interrupted. {another_copy}",
                another_copy=ANOTHER_COPY,
            ),
        )
    return _info(reader, facts, tensors)


def _head(reader: GgufReader) -> tuple[int, int]:
    magic = reader.take(min(4, reader.size_bytes))
    if magic != b"GGUF":
        what = _("is empty") if not magic else _("is not a GGUF model")
        raise DamagedModel(f"{reader.name} {what}.", _("Choose a model file in the GGUF format."))
    version = reader.number("<I")
    if version & 0xFFFF == 0 and version != 0:
        raise DamagedModel(
            _(
                "{reader} was made for big-endian computers, which this one is not.",
                reader=reader.name,
            ),
            _("Get the usual little-endian file of this model."),
        )
    if version not in _VERSIONS:
        raise DamagedModel(
            _(
                "{reader} is a GGUF of version {version}; versions 2 and 3 can be read.",
                reader=reader.name,
                version=version,
            ),
            _("Get the model in the current GGUF format."),
        )
    tensor_count, key_count = reader.number("<Q"), reader.number("<Q")
    # The least a tensor and a key can take up in the file.
    if tensor_count > min(_MAX_TENSORS, reader.left // 24):
        raise reader.damaged(
            _(
                "it claims {tensor_count:,} tensors, more than it can hold",
                tensor_count=tensor_count,
            )
        )
    if key_count > min(_MAX_KEYS, reader.left // 13):
        raise reader.damaged(
            _("it claims {key_count:,} entries, more than it can hold", key_count=key_count)
        )
    return tensor_count, key_count


def _metadata(reader: GgufReader, count: int) -> dict[str, _Value]:
    """All keys; of long texts and lists only how many elements they have (`key#`)."""
    facts: dict[str, _Value] = {}
    seen: set[str] = set()
    for _turn in range(count):
        key = reader.text(_MAX_KEY_BYTES)
        if not key or key in seen:
            raise reader.damaged(
                _("it has the entry {key!r} twice, or one without a name", key=key[:80])
            )
        seen.add(key)
        kind = reader.number("<I")
        if kind == ARRAY:
            facts[f"{key}#"], values = _array(reader)
            if values is not None:
                facts[key] = values
        elif kind == STRING:
            text = reader.long_text()
            if text is not None:
                facts[key] = text
        elif kind in SCALARS:
            facts[key] = reader.number(SCALARS[kind][0])
        else:
            raise reader.damaged(
                _("its entry {key!r} has the unknown type {kind}", key=key[:80], kind=kind)
            )
    return facts


def _array(reader: GgufReader) -> tuple[int, tuple[int | float, ...] | None]:
    kind, count = reader.number("<I"), reader.number("<Q")
    if kind == STRING:
        reader.skip_texts(count)
        return count, None
    if kind not in SCALARS:
        raise reader.damaged(_("it holds lists of an unknown type, or lists within lists"))
    layout, width = SCALARS[kind]
    if count > reader.left // width:
        raise reader.cut_off(count * width - reader.left)
    if count > _MAX_KEPT_ARRAY:
        reader.skip(count * width)
        return count, None
    return count, struct.unpack(f"<{count}{layout[1]}", reader.take(count * width))


@dataclass(slots=True)
class _Tensors:
    """The table of tensors, added up."""

    count: int = 0
    parameters: int = 0
    data_bytes: int = 0
    bytes_by_type: Counter[str] = dataclasses.field(default_factory=Counter)


def _tensors(reader: GgufReader, count: int, alignment: int) -> _Tensors:
    total = _Tensors(count)
    seen: set[str] = set()
    next_offset = 0
    for _turn in range(count):
        name = reader.text(_MAX_TENSOR_NAME_BYTES)
        if name in seen:
            raise reader.damaged(_("it has the tensor {name!r} twice", name=name))
        seen.add(name)
        elements, row = _shape(reader, name)
        type_name, block, block_bytes = _tensor_type(reader)
        if row % block:
            raise reader.damaged(
                _("the rows of its tensor {name!r} do not fit their type", name=name)
            )
        # llama.cpp wants the tensors one after the other in the order of the table.
        if reader.number("<Q") != next_offset:
            raise reader.damaged(_("its tensor {name!r} is not where it should be", name=name))
        size_bytes = elements // block * block_bytes
        total.parameters += elements
        total.data_bytes = next_offset + size_bytes
        total.bytes_by_type[type_name] += size_bytes
        next_offset = _padded(total.data_bytes, alignment)
    return total


def _shape(reader: GgufReader, name: str) -> tuple[int, int]:
    """A tensor's elements, and the length of its rows."""
    dimensions = reader.number("<I")
    if dimensions > _MAX_DIMENSIONS:
        raise reader.damaged(
            _("its tensor {name!r} has {dimensions} dimensions", name=name, dimensions=dimensions)
        )
    sizes = [reader.number("<Q") for _turn in range(dimensions)] or [1]
    elements = 1
    for size in sizes:
        elements *= size
        if elements > _MAX_ELEMENTS:
            raise reader.damaged(_("its tensor {name!r} is impossibly large", name=name))
    return elements, sizes[0]


def _tensor_type(reader: GgufReader) -> tuple[str, int, int]:
    kind = reader.number("<I")
    if kind not in TENSOR_TYPES:
        raise UnsupportedModel(
            _(
                "{reader} stores its weights in a way this version cannot read (type {kind}).",
                reader=reader.name,
                kind=kind,
            ),
            _("Get the model in another quantisation, such as Q4_K_M."),
        )
    return TENSOR_TYPES[kind]


def _info(reader: GgufReader, facts: dict[str, _Value], tensors: _Tensors) -> GgufInfo:
    architecture = facts.get("general.architecture", "")
    if not isinstance(architecture, str) or not _ARCHITECTURE.fullmatch(architecture):
        raise reader.damaged(_("it does not say which architecture it has"))
    if not tensors.count:
        raise reader.damaged(_("it holds no weights"))
    numbers = _Numbers(reader, facts, architecture)
    layers = numbers.one("block_count")
    embedding = numbers.one("embedding_length")
    heads = numbers.per_layer("attention.head_count", layers)
    kv_heads = numbers.per_layer("attention.head_count_kv", layers) or heads
    widest = max(heads, default=0)
    head_length = embedding // widest if widest else 0
    vocabulary = numbers.one("vocab_size") or facts.get("tokenizer.ggml.tokens#", 0)
    return GgufInfo(
        architecture=architecture,
        kind=_text(facts, "general.type") or "model",
        name=_text(facts, "general.name"),
        parameters=tensors.parameters,
        quantisation=_quantisation(facts, tensors),
        context_length=numbers.one("context_length"),
        chat_template=_text(facts, "tokenizer.chat_template") or None,
        layers=layers,
        embedding_length=embedding,
        heads=widest,
        kv_heads=max(kv_heads, default=0),
        kv_heads_total=sum(kv_heads),
        key_length=numbers.one("attention.key_length") or head_length,
        value_length=numbers.one("attention.value_length") or head_length,
        vocabulary_size=int(vocabulary) if isinstance(vocabulary, int) else 0,
        licence=_text(facts, "general.license")[:200],
        parts=max(1, numbers.plain("split.count")),
        file_size_bytes=reader.size_bytes,
    )


def _quantisation(facts: dict[str, _Value], tensors: _Tensors) -> str:
    named = facts.get("general.file_type")
    if isinstance(named, int) and named in FILE_TYPES:
        return FILE_TYPES[named]
    return tensors.bytes_by_type.most_common(1)[0][0]


def _text(facts: dict[str, _Value], key: str) -> str:
    value = facts.get(key, "")
    return value if isinstance(value, str) else ""


def _padded(size_bytes: int, alignment: int) -> int:
    return (size_bytes + alignment - 1) // alignment * alignment


class _Numbers:
    """The architecture's own numbers, each checked to be one that can be meant."""

    _LIMIT = 1 << 31
    _MAX_LAYERS = 10_000

    def __init__(self, reader: GgufReader, facts: dict[str, _Value], architecture: str) -> None:
        self._reader = reader
        self._facts = facts
        self._prefix = architecture

    def plain(self, key: str) -> int:
        value = self._facts.get(key, 0)
        if isinstance(value, int) and 0 <= value < self._LIMIT:
            return value
        raise self._reader.damaged(_("its entry {key!r} makes no sense", key=key))

    def one(self, key: str) -> int:
        value = self.plain(f"{self._prefix}.{key}")
        if key == "block_count" and value > self._MAX_LAYERS:
            raise self._reader.damaged(_("it claims {value:,} layers", value=value))
        return value

    def per_layer(self, key: str, layers: int) -> tuple[int, ...]:
        """A number for each layer: some architectures give a list, most one for all."""
        value = self._facts.get(f"{self._prefix}.{key}")
        if value is None:
            return ()
        values = value if isinstance(value, tuple) else (value,) * layers
        if all(isinstance(number, int) and 0 <= number < 1 << 16 for number in values):
            return tuple(int(number) for number in values)
        raise self._reader.damaged(_("its entry {key!r} makes no sense", key=key))
