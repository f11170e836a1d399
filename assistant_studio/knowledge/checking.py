"""Whether what knowledge.db holds fits together: texts, vectors, words and the copies of files."""

from __future__ import annotations

from assistant_studio.knowledge.document import DocumentState
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.word_index import DamagedWords
from assistant_studio.language import _
from assistant_studio.paths import Home

_READ_AGAIN = _("read it again with `assistant-studio reindex`")


def problems_of(home: Home, store: KnowledgeStore) -> list[str]:
    """What is wrong, a sentence each; empty when all is well."""
    found = store.database.integrity_problems()
    if found:
        return found
    return [*_without_copy(home, store), *_without_vectors(store), *_words_off(store)]


def _without_copy(home: Home, store: KnowledgeStore) -> list[str]:
    rows = store.database.query(
        "SELECT name, sha256 FROM documents WHERE reference IS NULL AND NOT text_only"
    )
    return [
        _(
            "the copy of “{row}” is missing from {files_dir}; add the file again",
            row=row["name"],
            files_dir=home.files_dir,
        )
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
    return [
        _(
            "“{row}” is not wholly searchable by meaning; {read_again}",
            row=row["name"],
            read_again=_READ_AGAIN,
        )
        for row in rows
    ]


def _words_off(store: KnowledgeStore) -> list[str]:
    found = []
    for base in store.bases():
        words = store.words(base.id)
        try:
            indexed, wanted = words.check(), store.chunk_count(base.id)
        except DamagedWords:
            found.append(_("an index of words is damaged; it is made again at the next search"))
            continue
        if indexed != wanted:
            found.append(
                _(
                    "an index of words holds {indexed} passages instead of {wanted}; {read_again}",
                    indexed=indexed,
                    wanted=wanted,
                    read_again=_READ_AGAIN,
                )
            )
    return found
