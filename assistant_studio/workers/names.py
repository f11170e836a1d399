"""The workers there are: what each is called, and where its object is made.

A worker's module has `create(options: dict) -> object`; it is named here as text, because nothing
may import it outside its own process.
"""

from __future__ import annotations

from assistant_studio.language import N_

WORKER_MODULES = {
    "model": "assistant_studio.models.llama_worker",
    "knowledge": "assistant_studio.knowledge.knowledge_worker",
    "reading": "assistant_studio.knowledge.reading_worker",
    "pages": "assistant_studio.knowledge.showing.pages_worker",
    "embedder-export": "assistant_studio.knowledge.embedder_export_worker",
    "printing": "assistant_studio.desktop.printing_worker",
}

WORKER_TITLES = {
    "model": N_("The language model"),
    "knowledge": N_("The part that reads and searches documents"),
    "reading": N_("The document reader"),
    "pages": N_("The part that draws pages"),
    "embedder-export": N_("The preparation of the embedder"),
    "printing": N_("The part that makes PDF files"),
}
