"""Whether what knowledge.db holds fits together: texts, vectors, words and the copies of files."""

from __future__ import annotations

from assistant_studio.knowledge.document import DocumentState
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.word_index import DamagedWords
from assistant_studio.paths import Home

_READ_AGAIN = "read it again with `assistant-studio reindex`"


def problems_of(home: Home, store: KnowledgeStore) -> list[str]:
    """What is wrong, a sentence each; empty when all is well."""
    found = store.database.integrity_problems()
    if found:
        return found
    return [*_without_copy(home, store), *_without_vectors(store), *_words_off(store)]


def _without_copy(home: Home, store: KnowledgeStore) -> list[str]:
    rows = store.database.query("SELECT name, sha256 FROM documents")
    return [
        f"the copy of “{row['name']}” is missing from {home.files_dir}; add the file again"
        for row in rows
        if not (home.files_dir / row["sha256"]).is_file()
    ]


def _without_vectors(store: KnowledgeStore) -> list[str]:
    rows = store.database.query(
        "SELECT name FROM documents WHERE state = ? AND EXISTS (SELECT 1 FROM chunks"
        " WHERE chunks.content_id = documents.content_id AND NOT EXISTS (SELECT 1 FROM vectors"
        " WHERE chunk_id = chunks.id AND vectors.embedder_id = documents.embedder_id))",
        (DocumentState.READY,),
    )
    return [f"“{row['name']}” is not wholly searchable by meaning; {_READ_AGAIN}" for row in rows]


def _words_off(store: KnowledgeStore) -> list[str]:
    found = []
    for base in store.bases():
        words = store.words(base.id)
        try:
            indexed, wanted = words.check(), store.chunk_count(base.id)
        except DamagedWords:
            found.append("an index of words is damaged; it is made again at the next search")
            continue
        if indexed != wanted:
            found.append(
                f"an index of words holds {indexed} passages instead of {wanted}; {_READ_AGAIN}"
            )
    return found
