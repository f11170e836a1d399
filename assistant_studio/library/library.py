"""Assistants come and go whole: with their knowledge, or not at all; and a delete can be undone."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant_studio.assistants.assistant import Assistant, checked, fresh_avatar
from assistant_studio.assistants.deleted import DeletedAssistant, DeletedAssistants
from assistant_studio.assistants.store import AssistantStore, resolved
from assistant_studio.assistants.templates import Templates
from assistant_studio.errors import StudioError, UsageError, from_record
from assistant_studio.knowledge.document import AddOutcome
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.language import N_, _
from assistant_studio.library.naming import copy_name, name_of_files
from assistant_studio.storage.database import Database

# For an assistant made of nothing but files; short, so that a small model keeps to it.
FILES_INSTRUCTIONS = N_(
    "Answer questions from the files. Answer in one to three plain sentences, and use only the "
    "passages you are given. Copy names, numbers and dates exactly. If the passages do not say "
    "it, answer: The files do not say."
)


class Library:
    """Makes assistants from templates, files or each other; deletes them, and brings them back.

    Attributes:
        templates: Assistants to start from.
        erased: Called when an assistant is gone for good with its conversations, to tidy up what
            lies in other rooms.
    """

    def __init__(
        self,
        database: Database,
        assistants: AssistantStore,
        knowledge: KnowledgeService,
        templates: Templates,
    ) -> None:
        self.templates = templates
        self.erased: Callable[[], None] = lambda: None
        self._db = database
        self._assistants = assistants
        self._knowledge = knowledge
        self._deleted = DeletedAssistants(database)

    # Making

    def new_from_template(
        self, template_id: str, name: str = "", *, with_documents: bool = True
    ) -> Assistant:
        """Make an assistant from a template.

        Args:
            template_id: The template's id or name.
            name: What the assistant is called; empty takes the template's name.
            with_documents: Take the template's sample files too, and the checks, which ask about
                them.

        Raises:
            NotFound: There is no such template.
            StudioError: It could not be kept; nothing of it stays.
        """
        template = self.templates.resolve(template_id)
        assistant = replace(template.assistant, name=name.strip() or template.assistant.name)
        if not with_documents:
            assistant = replace(assistant, checks=())
        documents = list(template.documents) if with_documents else []
        return self._with_files(assistant, documents)[0]

    def new_from_files(self, paths: Sequence[Path]) -> tuple[Assistant, AddOutcome]:
        """Make an assistant that answers from files and folders, called after them.

        Returns:
            The assistant, and what became of each path.

        Raises:
            StudioError: No file could be taken, or nothing could be kept; nothing of it stays.
        """
        assistant = Assistant(
            name=name_of_files(paths),
            instructions=_(FILES_INSTRUCTIONS),
            avatar=fresh_avatar(self._assistants.list()),
        )
        return self._with_files(assistant, list(paths), need_some=True)

    def duplicate(self, assistant_id: str, name: str = "") -> Assistant:
        """Make a second assistant like this one, with its knowledge, without its conversations.

        Raises:
            NotFound: There is no such assistant.
            DiskFull: There was no room; nothing of the copy stays.
        """
        original = self._assistants.get(assistant_id)
        taken = [assistant.name for assistant in self._assistants.list()]
        copy = replace(original, name=name.strip() or copy_name(original.name, taken))
        return self._whole(copy, lambda new_id: self._knowledge.copy(original.id, new_id))

    def _with_files(
        self, assistant: Assistant, paths: Sequence[Path], *, need_some: bool = False
    ) -> tuple[Assistant, AddOutcome]:
        outcome = AddOutcome()

        def fill(new_id: str) -> None:
            nonlocal outcome
            outcome = self._knowledge.add(new_id, paths)
            if need_some and not outcome.documents:
                raise _nothing_taken(outcome)

        made = self._whole(assistant, fill) if paths else self._assistants.create(assistant)
        return made, outcome

    def _whole(self, assistant: Assistant, fill: Callable[[str], None]) -> Assistant:
        """Keep an assistant and its knowledge, both or neither, whatever happens in between."""
        new = replace(checked(assistant), id=uuid.uuid4().hex)
        self._deleted.expect(new.id)
        try:
            fill(new.id)
            with self._db.transaction():
                made = self._assistants.create(new)
                self._deleted.settle(new.id)
        except BaseException:
            # What cannot be removed now (a disk that is still full) is tidied away later.
            with contextlib.suppress(StudioError):
                self._remove_knowledge(new.id)
            raise
        return made

    # Deleting

    def delete(self, assistant_id: str) -> None:
        """Take an assistant out of sight with its conversations and files; it can come back.

        Raises:
            NotFound: There is no such assistant.
        """
        self._deleted.delete(assistant_id)

    def undelete(self, assistant_id: str) -> Assistant:
        """Bring back a deleted assistant as it was.

        Raises:
            NotFound: It is not deleted, or gone for good.
        """
        self._deleted.undelete(assistant_id)
        return self._assistants.get(assistant_id)

    def deleted(self) -> list[DeletedAssistant]:
        """Those that can be brought back, the latest deleted first."""
        return self._deleted.all()

    def resolve_deleted(self, reference: str) -> Assistant:
        """The deleted assistant a person means by its name, its id or a unique beginning.

        Raises:
            NotFound: None fits.
            Ambiguous: More than one does.
        """
        return resolved(
            reference,
            [deleted.assistant for deleted in self.deleted()],
            names=lambda assistant: (assistant.name, assistant.id),
            what=_("deleted assistant"),
            listing="assistant-studio list --deleted",
        )

    def erase(self, assistant_id: str) -> None:
        """Take a deleted assistant away for good, with its conversations and documents."""
        # The assistant first: it must not come back without what it knew. If this is cut off,
        # what is left of its knowledge is tidied away later.
        self._deleted.erase(assistant_id)
        self.erased()
        self._remove_knowledge(assistant_id)

    def tidy(self) -> None:
        """Take away for good what was deleted long ago, or left behind by a crash."""
        for assistant_id in self._deleted.expired():
            self.erase(assistant_id)
        for assistant_id in self._deleted.ownerless():
            self._remove_knowledge(assistant_id)

    def _remove_knowledge(self, assistant_id: str) -> None:
        self._knowledge.remove_assistant(assistant_id)
        self._deleted.settle(assistant_id)


def _nothing_taken(outcome: AddOutcome) -> StudioError:
    if not outcome.refused:
        return UsageError(
            _("There is no file among these that could be read."),
            _("Take PDF, Word, Markdown, web pages or plain text."),
        )
    return from_record(outcome.refused[0][1])
