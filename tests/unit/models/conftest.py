"""Small GGUF files made byte by byte, right or wrong as a test wants them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

U32, F32, BOOL, STRING, ARRAY = 4, 6, 7, 8, 9


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value.encode())) + value.encode()


def entry(key: str, kind: int, payload: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + payload


def texts(key: str, values: Sequence[str]) -> bytes:
    head = struct.pack("<IQ", STRING, len(values))
    return entry(key, ARRAY, head + b"".join(map(text, values)))


def numbers(key: str, values: Sequence[int]) -> bytes:
    head = struct.pack("<IQ", U32, len(values))
    return entry(key, ARRAY, head + struct.pack(f"<{len(values)}I", *values))


@dataclass
class GgufMaker:
    """A valid file's parts; change any of them before `build`."""

    magic: bytes = b"GGUF"
    version: bytes = struct.pack("<I", 3)
    key_count: int | None = None
    tensor_count: int | None = None
    alignment: int = 32
    cut_bytes: int = 0
    facts: dict[str, Any] = field(
        default_factory=lambda: {
            "general.architecture": "llama",
            "general.name": "Tiny",
            "general.license": "apache-2.0",
            "general.file_type": 1,
            "llama.context_length": 2048,
            "llama.block_count": 2,
            "llama.embedding_length": 64,
            "llama.attention.head_count": 4,
            "llama.attention.head_count_kv": 2,
            "tokenizer.chat_template": "{{ messages }}",
        }
    )
    extra: list[bytes] = field(
        default_factory=lambda: [texts("tokenizer.ggml.tokens", [f"token{n}" for n in range(40)])]
    )
    # name, dimensions, type
    tensors: list[tuple[str, tuple[int, ...], int]] = field(
        default_factory=lambda: [("token_embd.weight", (64, 40), 1), ("norm.weight", (64,), 0)]
    )
    offsets: list[int] | None = None

    def build(self) -> bytes:
        entries = [self._entry(key, value) for key, value in self.facts.items()] + self.extra
        key_count = len(entries) if self.key_count is None else self.key_count
        count = len(self.tensors) if self.tensor_count is None else self.tensor_count
        head = self.magic + self.version + struct.pack("<QQ", count, key_count) + b"".join(entries)
        offset, table = 0, b""
        for position, (name, dimensions, kind) in enumerate(self.tensors):
            at = offset if self.offsets is None else self.offsets[position]
            sizes = struct.pack(f"<I{len(dimensions)}Q", len(dimensions), *dimensions)
            table += text(name) + sizes + struct.pack("<IQ", kind, at)
            elements = 1
            for size in dimensions:
                elements *= size
            offset += self._padded(elements * {0: 4, 1: 2}.get(kind, 1))
        whole = head + table
        whole += bytes(self._padded(len(whole)) - len(whole)) + bytes(offset)
        return whole[: len(whole) - self.cut_bytes]

    def _padded(self, size: int) -> int:
        return (size + self.alignment - 1) // self.alignment * self.alignment

    @staticmethod
    def _entry(key: str, value: Any) -> bytes:
        if isinstance(value, str):
            return entry(key, STRING, text(value))
        if isinstance(value, tuple):
            return numbers(key, value)
        return entry(key, U32, struct.pack("<I", value))


@pytest.fixture
def gguf() -> GgufMaker:
    return GgufMaker()


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes, name: str = "tiny.gguf") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
