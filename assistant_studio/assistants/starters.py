"""The assistants that come with the app: installed once, and not again after a delete."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant_studio.assistants.assistant import Assistant, Avatar
from assistant_studio.assistants.check_file import CheckFile
from assistant_studio.assistants.store import AssistantStore

_NAMESPACE = uuid.UUID("5f1c7a52-6c83-4f0e-9a55-3a5d4f1f6c11")


class _AvatarFile(BaseModel):
    model_config = ConfigDict(extra="ignore")

    letter: str = ""
    color: str


class StarterFile(BaseModel):
    """`assistant.json` of a starter assistant."""

    model_config = ConfigDict(extra="ignore")

    id: str
    name: str
    tagline: str = ""
    instructions: str = ""
    greeting: str = ""
    starters: list[str] = []
    avatar: _AvatarFile
    documents: list[str] = []
    checks: list[CheckFile] = []
    author: str = ""
    licence: str = ""
    tags: list[str] = []

    def assistant(self) -> Assistant:
        """What the file describes, not kept anywhere yet."""
        return Assistant(
            name=self.name,
            tagline=self.tagline,
            instructions=self.instructions,
            greeting=self.greeting,
            starters=tuple(self.starters),
            avatar=Avatar(self.avatar.letter, self.avatar.color),
            checks=tuple(check.check() for check in self.checks),
            author=self.author,
            licence=self.licence,
            tags=tuple(self.tags),
        )


def install_starters(
    folder: Path,
    assistants: AssistantStore,
    add_documents: Callable[[str, list[Path]], object],
) -> list[str]:
    """Install every starter that never was; safe to cut off anywhere and call again.

    Args:
        folder: Holds one folder for each starter.
        assistants: Where they go.
        add_documents: Adds files to an assistant's knowledge, durable when it returns, and passes
            over files that are there already.

    Returns:
        The ids of the assistants that were installed now.
    """
    installed = []
    for path in sorted(folder.glob("*/assistant.json")):
        starter = StarterFile.model_validate_json(path.read_text(encoding="utf-8"))
        if assistants.starter_was_installed(starter.id):
            continue
        assistant_id = ensure_assistant(starter, assistants)
        files = [path.parent / name for name in starter.documents]
        if files:
            add_documents(assistant_id, files)
        assistants.mark_starter_installed(starter.id)
        installed.append(assistant_id)
    return installed


def ensure_assistant(starter: StarterFile, assistants: AssistantStore) -> str:
    """The starter's assistant, made if it is not there; its id follows from the starter's."""
    assistant_id = uuid.uuid5(_NAMESPACE, starter.id).hex
    if not assistants.knows(assistant_id):
        assistants.create(replace(starter.assistant(), id=assistant_id))
    return assistant_id


def first_starter_assistants(folder: Path, assistants: AssistantStore) -> None:
    """Put the starters' assistants into the library at once; their files follow later."""
    for path in sorted(folder.glob("*/assistant.json")):
        starter = StarterFile.model_validate_json(path.read_text(encoding="utf-8"))
        if not assistants.starter_was_installed(starter.id):
            ensure_assistant(starter, assistants)
