"""The test every exported embedder must pass: the same vectors as sentence-transformers."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant_studio.knowledge.embedders import MIN_EXPORT_COSINE

# Above this, two texts that say different things would count as the same: the export is broken
# even if each vector is near its reference.
MAX_OTHER_COSINE = 0.98
_WORD_COUNTS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 180, 200, 233, 260, 300, 377, 450, 600)
_VOCABULARY = (
    "river meeting invoice harbour seventeen purple warranty engine lemon budget holiday signal "
    "teacher winter module contract volcano recipe orbit ladder policy garden quarter vaccine "
    "bridge software whale refund piano desert battery protein archive tunnel election fabric "
    "compass glacier pension keyboard orchestra ticket molecule passport thunder carpet satellite"
)
_VARIED_TEXTS = (
    "",
    "a",
    "?",
    "42",
    "The committee meets on the first Monday of each month.",
    "THE COMMITTEE NEVER MEETS ON MONDAYS",
    "How many days of leave does a new employee get?",
    "Vacation entitlement: 28 days; unused days expire on 31 March.",
    "Größe, Straße, naïve façade, señor, smörgåsbord",
    "Übermäßige Lautstärke beschädigt das Gehör.",
    "Где находится библиотека?",
    "図書館はどこにありますか。",
    "图书馆几点开门？",
    "도서관은 어디에 있습니까?",
    "أين المكتبة؟",
    "איפה הספרייה?",
    "पुस्तकालय कहाँ है?",
    "ห้องสมุดอยู่ที่ไหน",
    "🎉🚀 party time 🥳",
    "e\u0301 combining, \u200bzero width, \ufeffmark, no\u00a0break",
    "def add(a, b):\n    return a + b",
    "SELECT name FROM people WHERE age > 30 ORDER BY name;",
    "<p>Paragraph <b>bold</b> &amp; entity</p>",
    "https://example.org/a/very/long/path?with=query&and=more#fragment",
    "x" * 400,
    "1,024.50 EUR — 3 × 7 = 21 ± 0.5 %",
    "| A | B |\n|---|---|\n| 1 | 2 |",
    "\tTabs\tand\n\n\nnewlines   and   spaces ",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an export compares with its reference.

    Attributes:
        lowest_cosine: The lowest cosine between a text's two vectors.
        highest_other_cosine: The highest cosine between the export's vectors of two texts.
    """

    lowest_cosine: float
    highest_other_cosine: float

    @property
    def passed(self) -> bool:
        """Whether the export may be used."""
        same = self.lowest_cosine >= MIN_EXPORT_COSINE
        return same and self.highest_other_cosine <= MAX_OTHER_COSINE


def trial_texts() -> list[str]:
    """The texts of the comparison: many scripts and kinds, and from 1 to 600 words."""
    chance = random.Random(20261123)  # the same texts each time
    words = _VOCABULARY.split()
    long_texts = [" ".join(chance.choices(words, k=count)) for count in _WORD_COUNTS]
    return [*_VARIED_TEXTS, *long_texts]


def compare(reference: npt.NDArray[np.float32], exported: npt.NDArray[np.float32]) -> Verdict:
    """Hold an export's vectors against the reference's.

    Args:
        reference: (n, dimensions), of sentence-transformers.
        exported: The same texts' vectors from the export.
    """
    if reference.shape != exported.shape or not np.isfinite(exported).all():
        return Verdict(lowest_cosine=-1.0, highest_other_cosine=1.0)
    expected, found = _unit(reference), _unit(exported)
    others = found @ found.T
    # Texts the embedder itself cannot tell apart (unknown letters, cut at the same place) say
    # nothing about the export.
    told_apart = expected @ expected.T < MAX_OTHER_COSINE - 0.01
    highest = others[told_apart].max(initial=-1.0)
    return Verdict(float((expected * found).sum(axis=1).min()), float(highest))


def _unit(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    wide = vectors.astype(np.float64)
    lengths: npt.NDArray[np.float64] = np.linalg.norm(wide, axis=1, keepdims=True)
    return wide / np.maximum(lengths, 1e-12)
