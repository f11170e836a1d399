"""What exporting and importing work with: the stores of one data folder."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.assistants.avatars import AvatarStore
from assistant_studio.assistants.store import AssistantStore
from assistant_studio.bundles.origins import Origins
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.models.store import ModelStore
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database


@dataclass(frozen=True, slots=True)
class Stores:
    """The stores; `database` is studio.db, which all but knowledge lie in."""

    home: Home
    database: Database
    assistants: AssistantStore
    avatars: AvatarStore
    knowledge: KnowledgeService
    models: ModelStore
    origins: Origins
