"""Looks whether everything is well: databases, models, workers, room on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from assistant_studio.errors import StudioError
from assistant_studio.language import _
from assistant_studio.studio import Studio
from assistant_studio.workers.host import WorkerBug

LOW_DISK_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    detail: str


def examine(studio: Studio) -> list[Finding]:
    """Look at everything once; a problem in one place does not hide the others."""
    return [
        _looked("studio.db", lambda: _database(studio.database.integrity_problems())),
        _looked("knowledge.db", lambda: _database(studio.knowledge.problems())),
        _looked(_("language model"), lambda: _model(studio)),
        _looked(_("embedder"), lambda: _embedder(studio)),
        _looked(
            _("voice"), lambda: (True, studio.speaker.missing or _("answers can be read aloud"))
        ),
        _looked(_("disk"), lambda: _disk(studio)),
    ]


def _looked(what: str, look: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        ok, detail = look()
    except (StudioError, WorkerBug, OSError) as error:
        return Finding(what, False, str(error))
    return Finding(what, ok, detail)


def _database(problems: list[str]) -> tuple[bool, str]:
    if problems:
        return False, "; ".join(problems[:5])
    return True, _("the integrity check found nothing wrong")


def _model(studio: Studio) -> tuple[bool, str]:
    loaded = studio.engine.load(studio.models.default().sha256)
    return True, _(
        "{loaded} loads with a context of {context_tokens:,} tokens",
        loaded=loaded.name,
        context_tokens=loaded.context_tokens,
    )


def _embedder(studio: Studio) -> tuple[bool, str]:
    studio.knowledge.prepare(lambda _line: None)
    return True, _("its hash is right, and its fast form agrees with sentence-transformers")


def _disk(studio: Studio) -> tuple[bool, str]:
    free_bytes = shutil.disk_usage(studio.home.root).free
    detail = _(
        "{free_bytes:.1f} GB free in {root}", free_bytes=free_bytes / 1e9, root=studio.home.root
    )
    return free_bytes > LOW_DISK_BYTES, detail
