"""What is written is read again, by us and by others; and the same content gives the same bytes."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.bundles.archive import Archive
from assistant_studio.bundles.bounded_json import bounded_json
from assistant_studio.bundles.zip_directory import BadZip
from assistant_studio.bundles.zip_writing import ZipWriter

NAMES = st.lists(
    st.text("abcdefghij0123456789-", min_size=1, max_size=20).map("documents/{}.txt".format),
    unique=True,
    min_size=1,
    max_size=8,
)
CONTENTS = st.binary(max_size=5_000)


def written(files: dict[str, bytes], *, pack: bool = True) -> bytes:
    out = io.BytesIO()
    writer = ZipWriter(out)
    for name, content in files.items():
        writer.add(name, len(content), lambda content=content: (content,), pack=pack)
    writer.finish()
    return out.getvalue()


@given(names=NAMES, content=CONTENTS, pack=st.booleans())
def test_what_is_written_is_read(names: list[str], content: bytes, pack: bool) -> None:
    files = {name: content + name.encode() for name in names}
    raw = written(files, pack=pack)
    assert raw == written(files, pack=pack)
    archive = Archive(io.BytesIO(raw), len(raw))
    assert {name: archive.read(name, 10_000) for name in archive.entries} == files
    with zipfile.ZipFile(io.BytesIO(raw)) as others:
        assert others.testzip() is None
        assert {info.filename: others.read(info) for info in others.infolist()} == files


@given(raw=st.binary(min_size=1, max_size=300))
def test_any_bytes_are_a_zip_or_a_reason(raw: bytes) -> None:
    for content in (raw, b"PK\3\4" + raw, written({"a": raw})[:-1], raw + written({"a": raw})):
        with pytest.raises(BadZip):
            Archive(io.BytesIO(content), len(content))


def test_what_packs_like_a_bomb_is_stored() -> None:
    zeros = bytes(3 << 20)
    raw = written({"documents/zeros.bin": zeros})
    assert len(raw) > len(zeros)
    archive = Archive(io.BytesIO(raw), len(raw))
    assert archive.read("documents/zeros.bin", 4 << 20) == zeros


def test_an_entry_beyond_what_the_old_zip_can_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.zip"
    size, block = (4 << 30) + 5, bytes(1 << 20)
    # Four gigabytes of zeros need not be summed up here: their sum is not looked at.
    summed = zlib.crc32
    monkeypatch.setattr(
        zlib, "crc32", lambda data, crc=0: 0 if data is block else summed(data, crc)
    )

    def pieces() -> list[bytes]:
        return [block] * (size >> 20) + [b"12345"]

    class Sparse(io.FileIO):
        """Skips what is zero, so that the test writes no 4 GB."""

        def write(self, data: bytes) -> int:  # type: ignore[override]
            if data is block:
                self.seek(len(data), 1)
                return len(data)
            return super().write(data)

    with Sparse(path, "w") as file:
        writer = ZipWriter(file)  # type: ignore[arg-type]
        writer.add("model/x.gguf", size, pieces, pack=False)
        writer.add("model/y.gguf", 3, lambda: (b"abc",), pack=False)
        writer.finish()
    with path.open("rb") as file:
        archive = Archive(file, path.stat().st_size)
        assert archive.entries["model/x.gguf"].size_bytes == size
        assert archive.read("model/y.gguf", 10) == b"abc"
    with zipfile.ZipFile(path) as others:
        assert others.getinfo("model/x.gguf").file_size == size
        assert others.read("model/y.gguf") == b"abc"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


@given(value=JSON)
def test_json_means_what_it_says(value: object) -> None:
    for ascii_only in (True, False):
        raw = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
        try:
            read = bounded_json(raw, 100_000)
        except BadZip:
            # Half a character, in whichever spelling.
            assert "\\ud" in json.dumps(value).lower()
            continue
        assert read == value


@given(raw=st.binary(max_size=200))
def test_any_bytes_are_json_or_a_reason(raw: bytes) -> None:
    for content in (raw, b"[" + raw + b"]", b'{"a": "' + raw + b'"}'):
        try:
            bounded_json(content, 1_000)
        except BadZip:
            continue
