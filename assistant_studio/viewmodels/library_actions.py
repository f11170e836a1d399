"""What a person does with a whole assistant from wherever it is listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.errors import StudioError
from assistant_studio.language import _, ngettext
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.undoing import undo_offer


def delete_assistant(assistant_id: str) -> bool:
    """Delete an assistant and offer to undo it; says whether it was deleted."""
    studio = services.studio()

    def delete() -> None:
        name = studio.assistants.get(assistant_id).name
        studio.library.delete(assistant_id)
        undo_offer().offer(deleted_text(name), lambda: bring_back(assistant_id), assistant_id)

    return _told(assistant_id, delete)


def offer_back_copy(copy: Assistant) -> None:
    """Say what a copy is, and offer to take it away again."""
    folders = services.studio().knowledge.watched_folders(copy.id)
    undo_offer().offer(copied_text(copy.name, len(folders)), lambda: _take_away(copy.id))


def _take_away(assistant_id: str) -> None:
    # It can be brought back for a while: somebody may have written into it already.
    _told(assistant_id, lambda: services.studio().library.delete(assistant_id))


def bring_back(assistant_id: str) -> None:
    """Bring a deleted assistant back."""

    def bring() -> None:
        services.studio().library.undelete(assistant_id)
        undo_offer().settle(assistant_id)

    _told(assistant_id, bring)


def rename_assistant(assistant_id: str, name: str) -> None:
    """Give an assistant another name, as its next version; an empty one leaves it as it was."""
    assistants = services.studio().assistants
    if name.strip():
        _told(
            assistant_id,
            lambda: assistants.save(replace(assistants.get(assistant_id), name=name)),
        )


def deleted_text(name: str) -> str:
    """The sentence beside "Undo"."""
    return _("“{name}” was deleted.", name=name)


def copied_text(name: str, folders: int) -> str:
    """The sentence beside "Undo" once an assistant was duplicated."""
    if not folders:
        return _("“{name}” was made, with the same files.", name=name)
    return ngettext(
        "“{name}” was made, with the same files; it watches the same folder.",
        "“{name}” was made, with the same files; it watches the same {count} folders.",
        folders,
        name=name,
    )


def tell_changed(assistant_id: str) -> None:
    """Let every list look again at an assistant that came, went or has another name."""
    changes = services.changes()
    changes.assistantsChanged.emit()
    changes.conversationsChanged.emit(assistant_id)


def _told(assistant_id: str, change: Callable[[], object]) -> bool:
    """Make a change of a few milliseconds, and tell what came of it."""
    try:
        change()
    except StudioError as error:
        services.changes().problemMet.emit(error.message, error.hint)
        return False
    tell_changed(assistant_id)
    return True
