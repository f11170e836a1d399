"""GGUF headers: what is read from good files, and what is said about bad ones."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant_studio.errors import DamagedModel, ModelError, ModelMissing, UnsupportedModel
from assistant_studio.models.gguf import GgufInfo, inspect_gguf

Written = Callable[..., Path]


def test_header_tells_what_the_model_is(gguf: Any, written: Written) -> None:
    info = inspect_gguf(written(gguf.build()))
    assert info == GgufInfo(
        architecture="llama",
        kind="model",
        name="Tiny",
        parameters=64 * 40 + 64,
        quantisation="F16",
        context_length=2048,
        chat_template="{{ messages }}",
        layers=2,
        embedding_length=64,
        heads=4,
        kv_heads=2,
        kv_heads_total=4,
        key_length=16,
        value_length=16,
        vocabulary_size=40,
        licence="apache-2.0",
        parts=1,
        file_size_bytes=len(gguf.build()),
    )
    assert GgufInfo(**info.record()) == info


def test_heads_may_differ_from_layer_to_layer(gguf: Any, written: Written) -> None:
    gguf.facts["llama.attention.head_count_kv"] = (2, 0)
    info = inspect_gguf(written(gguf.build()))
    assert (info.kv_heads, info.kv_heads_total) == (2, 2)


def test_without_a_file_type_the_quantisation_is_that_of_most_weights(
    gguf: Any, written: Written
) -> None:
    del gguf.facts["general.file_type"]
    gguf.tensors = [("a", (256, 10), 12), ("b", (4,), 0)]
    gguf.offsets = [0, 1440]
    content = gguf.build() + bytes(4096)
    assert inspect_gguf(written(content)).quantisation == "Q4_K"


def test_adapters_and_parts_are_told_apart(gguf: Any, written: Written) -> None:
    gguf.facts["general.type"] = "adapter"
    gguf.facts["split.count"] = 3
    info = inspect_gguf(written(gguf.build()))
    assert (info.kind, info.parts) == ("adapter", 3)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "tiny.gguf is empty."),
        (b"PK\x03\x04 a zip", "tiny.gguf is not a GGUF model."),
        (b"GG", "tiny.gguf is not a GGUF model."),
        (b"GGUF" + struct.pack(">I", 3) + bytes(40), "big-endian"),
        (b"GGUF" + struct.pack("<I", 1) + bytes(40), "version 1"),
        (b"GGUF" + struct.pack("<I", 9) + bytes(40), "version 9"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**63, 0) + bytes(99), "tensors, more than it can hold"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 2**63) + bytes(99), "entries, more than it can hold"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 2**62) + bytes(9), "long"),
    ],
)
def test_what_is_no_model_is_called_so(written: Written, content: bytes, sentence: str) -> None:
    with pytest.raises(DamagedModel, match=sentence) as raised:
        inspect_gguf(written(content))
    assert raised.value.hint


def test_a_cut_off_file_says_how_many_bytes_are_missing(gguf: Any, written: Written) -> None:
    gguf.cut_bytes = 1234
    with pytest.raises(DamagedModel, match=r"1,234 of its [\d,]+ bytes are missing"):
        inspect_gguf(written(gguf.build()))


def test_every_beginning_of_a_file_is_refused(gguf: Any, written: Written) -> None:
    whole = gguf.build()
    for length in range(0, len(whole), 7):
        with pytest.raises(DamagedModel):
            inspect_gguf(written(whole[:length]))


def test_an_entry_must_not_come_twice(gguf: Any, written: Written) -> None:
    twice = gguf._entry("general.name", "Other")
    gguf.extra.append(twice)
    with pytest.raises(DamagedModel, match="twice"):
        inspect_gguf(written(gguf.build()))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"tensors": [("a", (64,), 0), ("a", (64,), 0)]}, "tensor 'a' twice"),
        ({"tensors": [("a", (64,), 0)], "offsets": [32]}, "not where it should be"),
        ({"tensors": [("a", (2**40, 2**40), 0)]}, "impossibly large"),
        ({"tensors": [("a", (1, 1, 1, 1, 1), 0)]}, "5 dimensions"),
        ({"tensors": [("a", (33,), 2)]}, "do not fit their type"),
        ({"tensors": []}, "holds no weights"),
    ],
)
def test_a_table_of_tensors_that_cannot_be_is_refused(
    gguf: Any, written: Written, change: dict[str, Any], sentence: str
) -> None:
    for name, value in change.items():
        setattr(gguf, name, value)
    # The content these tables claim is left out: they are refused before it matters.
    with pytest.raises(DamagedModel, match=sentence):
        inspect_gguf(written(_without_data(gguf)))


def _without_data(gguf: Any) -> bytes:
    tensors, gguf.tensors = gguf.tensors, []
    gguf.tensor_count = len(tensors)
    head = gguf.build()[: _header_end(gguf)]
    table = b""
    for position, (name, dimensions, kind) in enumerate(tensors):
        at = 0 if gguf.offsets is None else gguf.offsets[position]
        sizes = struct.pack(f"<I{len(dimensions)}Q", len(dimensions), *dimensions)
        at = at if position == 0 else 256 * position
        encoded = name.encode()
        table += struct.pack("<Q", len(encoded)) + encoded + sizes + struct.pack("<IQ", kind, at)
    return head + table + bytes(64)


def _header_end(gguf: Any) -> int:
    entries = [gguf._entry(key, value) for key, value in gguf.facts.items()] + gguf.extra
    return 24 + sum(map(len, entries))


def test_an_unknown_way_to_store_weights_is_unsupported_not_damaged(
    gguf: Any, written: Written
) -> None:
    gguf.tensors = [("a", (64,), 999)]
    with pytest.raises(UnsupportedModel, match="type 999"):
        inspect_gguf(written(_without_data(gguf)))


def test_lists_within_lists_are_refused(gguf: Any, written: Written) -> None:
    nested = struct.pack("<Q", 4) + b"nest" + struct.pack("<IIQ", 9, 9, 1) + bytes(64)
    gguf.extra.append(nested)
    with pytest.raises(DamagedModel, match="lists within lists"):
        inspect_gguf(written(gguf.build()))


@pytest.mark.parametrize("key", ["llama.context_length", "llama.block_count"])
def test_senseless_numbers_are_refused(gguf: Any, written: Written, key: str) -> None:
    gguf.facts[key] = 2**32 - 1
    with pytest.raises(DamagedModel):
        inspect_gguf(written(gguf.build()))


def test_a_model_must_name_its_architecture(gguf: Any, written: Written) -> None:
    gguf.facts["general.architecture"] = "../../etc"
    with pytest.raises(DamagedModel, match="architecture"):
        inspect_gguf(written(gguf.build()))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.gguf", tmp_path):
        with pytest.raises(ModelMissing, match=r"cannot be read"):
            inspect_gguf(path)


def test_a_list_of_countless_empty_words_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "hostile.gguf"
    head = b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1) + b"k"
    with path.open("wb") as file:
        file.write(head + struct.pack("<IIQ", 9, 8, 2**27))
        file.truncate(1 << 32)  # a hole: the disk holds nothing of it
    started = time.thread_time()
    with pytest.raises(DamagedModel, match="list of 134,217,728 texts"):
        inspect_gguf(path)
    assert time.thread_time() - started < 2


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_damage_gives_an_answer_or_a_sentence(
    gguf: Any, tmp_path: Path, data: st.DataObject
) -> None:
    gguf.facts, gguf.extra = dict(gguf.facts), list(gguf.extra)
    content = bytearray(gguf.build())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.integers(0, 3)):
            case 0:
                content[at] = data.draw(st.integers(0, 255))
            case 1:
                content[at : at + 8] = data.draw(st.binary(min_size=8, max_size=8))
            case 2:
                del content[at : at + data.draw(st.integers(1, 64))]
            case 3:
                content[at:at] = data.draw(st.binary(max_size=32))
        if not content:
            break
    path = tmp_path / "mutant.gguf"
    path.write_bytes(content)
    said: GgufInfo | ModelError
    try:
        said = inspect_gguf(path)
    except ModelError as error:
        said = error
    if isinstance(said, GgufInfo):
        assert said.file_size_bytes == len(content)
    else:
        assert said.message.isprintable()
