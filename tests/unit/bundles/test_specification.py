"""The specification, the schema and the code say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant_studio.assistants.avatars import MAX_AVATAR_BYTES
from assistant_studio.bundles import limits
from assistant_studio.bundles.fingerprints import fingerprint
from assistant_studio.bundles.manifest import MEDIA_TYPE, manifest_schema
from assistant_studio.paths import resources_dir

SPECIFICATION = Path(__file__).parents[3] / "docs" / "assistant-file.md"


def test_the_schema_that_is_shipped_is_that_of_the_code() -> None:
    shipped = json.loads((resources_dir() / "bundles" / "manifest.schema.json").read_text("utf-8"))
    assert shipped == manifest_schema()


@pytest.mark.parametrize(
    ("row", "limit"),
    [
        ("entries", f"{limits.MOST_ENTRIES:,}"),
        ("list of entries", f"{limits.MOST_DIRECTORY_BYTES >> 20} MiB"),
        ("all entries unpacked", f"{limits.MOST_TOTAL_BYTES >> 30} GiB"),
        ("`manifest.json`", f"{limits.MOST_MANIFEST_BYTES >> 20} MiB"),
        ("`checks.json`", f"{limits.MOST_CHECKS_BYTES >> 20} MiB"),
        ("`signature`", f"{limits.MOST_SIGNATURE_BYTES >> 10} KiB"),
        ("a document", f"{limits.MOST_DOCUMENT_BYTES >> 30} GiB"),
        ("a text", f"{limits.MOST_TEXT_BYTES >> 20} MiB"),
        ("a layout", f"{limits.MOST_LAYOUT_BYTES >> 20} MiB"),
        ("vectors of a document", f"{limits.MOST_VECTORS_BYTES >> 20} MiB"),
        ("`avatar.png`", f"{MAX_AVATAR_BYTES:,} bytes"),
    ],
)
def test_the_specification_names_the_limits_that_hold(row: str, limit: str) -> None:
    assert f"| {row} | {limit} |" in SPECIFICATION.read_text("utf-8")


def test_the_specification_names_every_field() -> None:
    text = SPECIFICATION.read_text("utf-8")
    schema = manifest_schema()
    parts = [schema, *schema["$defs"].values()]
    named = {field for part in parts for field in part.get("properties", ())}
    assert [field for field in sorted(named) if f"`{field}`" not in text] == []
    assert MEDIA_TYPE.decode() in text
    assert f"deeper than {limits.MOST_JSON_DEPTH}" in text
    assert f"{limits.MOST_RATIO} : 1" in text


def test_a_fingerprint_is_the_words_that_the_specification_says() -> None:
    words = (resources_dir() / "bundles" / "fingerprint-words.txt").read_text("utf-8").split()
    assert len(words) == len(set(words)) == 256
    assert words == sorted(words)
    assert all(re.fullmatch("[a-z]{3,9}", word) for word in words)
    made = fingerprint(bytes(32))
    digest = bytes.fromhex(made.hex)
    assert made.words == tuple(words[byte] for byte in digest[:10])
    assert [made.cells[row * 5 : row * 5 + 2] for row in range(5)] == [
        made.cells[row * 5 + 3 : row * 5 + 5][::-1] for row in range(5)
    ]
    assert fingerprint(b"x" * 32).words != made.words
