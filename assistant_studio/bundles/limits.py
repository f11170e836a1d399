"""How much a bundle may hold: whatever is beyond is refused before it costs memory or time.

`docs/assistant-file.md` names these for other programs; a test compares the two.
"""

from __future__ import annotations

from assistant_studio.assistants.assistant import (
    MAX_GREETING_CHARS,
    MAX_INSTRUCTIONS_CHARS,
    MAX_NAME_CHARS,
    MAX_STARTER_CHARS,
    MAX_STARTERS,
    MAX_TAGLINE_CHARS,
)
from assistant_studio.assistants.check import MAX_CHECKS

MOST_ENTRIES = 30_100
MOST_DIRECTORY_BYTES = 16 << 20
MOST_EXTRA_BYTES = 1_024
MOST_TOTAL_BYTES = 64 << 30
MOST_RATIO = 200
"""Of unpacked to packed; small entries may be more, as they cannot do harm."""
RATIO_COUNTS_FROM_BYTES = 1 << 20

MOST_MANIFEST_BYTES = 8 << 20
MOST_CHECKS_BYTES = 4 << 20
MOST_SIGNATURE_BYTES = 4 << 10
MOST_LAYOUT_BYTES = 8 << 20
MOST_TEXT_BYTES = 64 << 20
MOST_VECTORS_BYTES = 512 << 20
MOST_DOCUMENT_BYTES = 4 << 30
MOST_JSON_DEPTH = 16
MOST_UNKNOWN_BYTES = 256 << 10
"""Of the fields that a reader does not know, as they are kept."""

MOST_DOCUMENTS = 10_000
MOST_DOCUMENT_NAME_CHARS = 200
MOST_ADAPTERS = 16
MOST_TAGS = 50
MOST_SHORT_CHARS = 200
MOST_ADDRESS_CHARS = 2_000

__all__ = [
    "MAX_CHECKS",
    "MAX_GREETING_CHARS",
    "MAX_INSTRUCTIONS_CHARS",
    "MAX_NAME_CHARS",
    "MAX_STARTERS",
    "MAX_STARTER_CHARS",
    "MAX_TAGLINE_CHARS",
]
