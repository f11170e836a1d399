"""The index of words: an FTS5 table for each base, so that no base's words weigh in another's."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass

from assistant_studio.errors import DamagedData
from assistant_studio.knowledge import word_tables
from assistant_studio.knowledge.schema import KnowledgeDatabase
from assistant_studio.knowledge.stems import LANGUAGES
from assistant_studio.knowledge.word_forms import forms_of, words_of

# A word in more than this share of the chunks says little; in small bases a dozen chunks is few.
COMMON_SHARE = 0.05
COMMON_AT_LEAST = 12
_MAX_WORDS = 128
# Of a question of common words only, as many are looked up: each means reading a long list.
_COMMON_KEPT = 3
_TEXT_WEIGHT, _HEADINGS_WEIGHT, _NAME_WEIGHT = 1.0, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a question and where it stands.

    Attributes:
        word: As it was asked.
        rarity: The logarithm of how few chunks hold it; words that stand nowhere are the rarest.
        scores: BM25 of the word for each chunk that holds it.
        weight: What it counts beside other words.
    """

    word: str
    rarity: float
    scores: dict[int, float]
    weight: float = 1.0

    @property
    def worth(self) -> float:
        """Rarity and weight together."""
        return self.weight * self.rarity


class DamagedWords(Exception):  # noqa: N818 - not for people: the index is made again
    """An index of words is missing or broken."""


class WordIndex:
    """The words of one base. Writing joins the caller's transaction.

    The table keeps no text of its own, so a row is taken out with the words it was put in with.
    """

    def __init__(self, database: KnowledgeDatabase, base_id: int) -> None:
        self._database = database
        self._base_id = base_id
        self._table = word_tables.table_of(base_id)

    def create(self) -> None:
        """Make the table if it is not there."""
        with self._database.transaction() as connection:
            word_tables.create(connection, self._base_id)

    def drop(self) -> None:
        """Take the table away."""
        with self._database.transaction() as connection:
            word_tables.drop(connection, self._base_id)

    def add(self, content_id: int, name: str) -> None:
        """Index a content's chunks under a document's name."""
        with self._database.transaction() as connection:
            word_tables.add(connection, self._base_id, content_id, name)

    def remove(self, content_id: int, name: str) -> None:
        """Take a content's chunks out again."""
        with self._database.transaction() as connection:
            word_tables.remove(connection, self._base_id, content_id, name)

    def lookup(self, query: str, chunk_count: int) -> list[QueryWord]:
        """The telling words of a question, each with the chunks it stands in.

        Words in too many chunks are left out while others remain; if none remain (a question of
        common words only), the least common are kept.

        Args:
            query: Any text; it is never read as a query language.
            chunk_count: How many chunks the base has.

        Raises:
            DamagedWords: The index is missing or broken, and can be made again.
        """
        try:
            return self._lookup(query, chunk_count)
        except (DamagedData, sqlite3.OperationalError) as error:
            raise DamagedWords(self._table) from error

    def _lookup(self, query: str, chunk_count: int) -> list[QueryWord]:
        cap = max(COMMON_AT_LEAST, int(COMMON_SHARE * chunk_count))
        words = words_of(query)[:_MAX_WORDS]
        languages = self._languages()
        asked = {word: _quoted(forms_of(word, languages)) for word in words}
        rare = {word: self._rows(asked[word], cap + 1) for word in words}
        kept = {word: rows for word, rows in rare.items() if rows <= cap}
        if not any(kept.values()):
            counts = {word: self._rows(asked[word], -1) for word in words}
            kept = dict(sorted(counts.items(), key=lambda item: item[1])[:_COMMON_KEPT])
        return [
            QueryWord(
                word,
                math.log(1 + chunk_count / max(rows, 0.5)),
                self._scores(asked[word]) if rows else {},
            )
            for word, rows in kept.items()
        ]

    def check(self) -> int:
        """Run FTS5's own check.

        Returns:
            How many chunks are in the index.

        Raises:
            DamagedWords: It found something wrong.
        """
        try:
            with self._database.transaction() as connection:
                connection.execute(
                    f"INSERT INTO {self._table} ({self._table}) VALUES ('integrity-check')"
                )
            row = self._database.query_one(f"SELECT count(*) AS n FROM {self._table}")
        except (DamagedData, sqlite3.OperationalError) as error:
            raise DamagedWords(self._table) from error
        return int(row["n"]) if row is not None else 0

    def _languages(self) -> list[str]:
        """Those among the base's texts whose words are indexed by their stems."""
        return [
            language
            for language in LANGUAGES
            if self._database.query_one(
                "SELECT 1 FROM contents JOIN documents ON content_id = contents.id"
                " WHERE language = ? AND base_id = ? LIMIT 1",
                (language, self._base_id),
            )
        ]

    def _rows(self, asked: str, limit: int) -> int:
        row = self._database.query_one(
            f"SELECT count(*) AS n FROM (SELECT 1 FROM {self._table}"
            f" WHERE {self._table} MATCH ? LIMIT ?)",
            (asked, limit),
        )
        return int(row["n"]) if row is not None else 0

    def _scores(self, asked: str) -> dict[int, float]:
        found = self._database.tuples(
            f"SELECT rowid, max(-bm25({self._table}, {_TEXT_WEIGHT}, {_HEADINGS_WEIGHT},"
            f" {_NAME_WEIGHT}), 1e-6) FROM {self._table} WHERE {self._table} MATCH ?",
            (asked,),
        )
        return dict(found)


def _quoted(forms: list[str]) -> str:
    """Any of a word's forms, in FTS5's query language."""
    return " OR ".join(f'"{f[:-1]}"*' if f.endswith("*") else f'"{f}"' for f in forms)
