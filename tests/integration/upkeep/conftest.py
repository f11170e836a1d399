"""A data folder with something of everything in it, and a look at what is in one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.knowledge.schema import KnowledgeDatabase
from assistant_studio.paths import Home
from assistant_studio.studio import Studio


def fill(home: Home, name: str = "Ada") -> None:
    """Make an assistant, a conversation, a copied document, a model's file and settings."""
    with Studio(home) as studio:
        made = studio.assistants.create(Assistant(name=name))
        conversation = studio.conversations.create(made.id)
        studio.conversations.add_user_message(conversation.id, f"A question for {name}")
        studio.settings.change(theme="dark")
    KnowledgeDatabase(home).close()
    text = f"Notes of {name}".encode()
    home.files_dir.mkdir(exist_ok=True)
    (home.files_dir / hashlib.sha256(text).hexdigest()).write_bytes(text)
    home.models_dir.mkdir(exist_ok=True)
    (home.models_dir / "small.gguf").write_bytes(b"GGUF" * 1000)
    (home.cache_dir / "chroma").mkdir(parents=True, exist_ok=True)
    (home.cache_dir / "chroma" / "index").write_bytes(b"comes back")


def names(home: Home) -> list[str]:
    with Studio(home) as studio:
        return sorted(assistant.name for assistant in studio.assistants.list())


def contents(home: Home) -> dict[str, bytes]:
    """Every file that a person would miss, without what SQLite makes beside a database."""
    found = {}
    for path in sorted(home.root.rglob("*")):
        name = path.relative_to(home.root).as_posix()
        if path.is_file() and not name.startswith(("cache/", "logs/")):
            found[name] = path.read_bytes()
    return {name: data for name, data in found.items() if not name.endswith(("-wal", "-shm"))}


@pytest.fixture
def filled(home: Home) -> Home:
    fill(home)
    return home


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder / "all.studio-backup"
