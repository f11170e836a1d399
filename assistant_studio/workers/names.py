"""The workers there are: what each is called, and where its object is made.

A worker's module has `create(options: dict) -> object`; it is named here as text, because nothing
may import it outside its own process.
"""

from __future__ import annotations

WORKER_MODULES = {
    "model": "assistant_studio.models.llama_worker",
    "knowledge": "assistant_studio.knowledge.knowledge_worker",
    "reading": "assistant_studio.knowledge.reading_worker",
    "embedder-export": "assistant_studio.knowledge.embedder_export_worker",
    "printing": "assistant_studio.desktop.printing_worker",
}

WORKER_TITLES = {
    "model": "The language model",
    "knowledge": "The part that reads and searches documents",
    "reading": "The document reader",
    "embedder-export": "The preparation of the embedder",
    "printing": "The part that makes PDF files",
}
