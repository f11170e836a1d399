"""The whole app without a screen: builds each service once, and owns the workers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from assistant_studio import paths
from assistant_studio.answering.cost import InstructionsMeter
from assistant_studio.answering.runner import TurnRunner
from assistant_studio.answering.service import Answering
from assistant_studio.answering.trying import SearchTrials
from assistant_studio.assistants.avatars import AvatarStore
from assistant_studio.assistants.drafts import DraftStore
from assistant_studio.assistants.starters import first_starter_assistants, install_starters
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.assistants.templates import Templates
from assistant_studio.bundles.origins import BUNDLE_MIGRATIONS, Finished, Origins
from assistant_studio.cancel import CancelToken
from assistant_studio.checks.service import Checks
from assistant_studio.checks.store import CHECK_MIGRATIONS, CheckResults
from assistant_studio.conversations.attaching import Attaching
from assistant_studio.conversations.listing import ConversationListing
from assistant_studio.conversations.search import ConversationSearch
from assistant_studio.conversations.store import CONVERSATION_MIGRATIONS, ConversationStore
from assistant_studio.conversations.transfer.service import ConversationTransfer
from assistant_studio.errors import NotFound
from assistant_studio.knowledge.embedder_choices import EmbedderChoices
from assistant_studio.knowledge.schema import KNOWLEDGE_MIGRATIONS
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.knowledge.showing.viewer import DocumentViewer
from assistant_studio.library.library import Library
from assistant_studio.models.llama_engine import LlamaEngine
from assistant_studio.models.store import MODEL_MIGRATIONS, ModelStore
from assistant_studio.paths import Home
from assistant_studio.settings import SettingsStore
from assistant_studio.storage.database import Database
from assistant_studio.upkeep.backing_up import Backup, Report, back_up
from assistant_studio.upkeep.moving import finish_removal
from assistant_studio.upkeep.restoring import stage, swap_in
from assistant_studio.voice.speaking import EspeakSpeaker, Manner, Speaker

if TYPE_CHECKING:
    from assistant_studio.bundles.exporting import Exporter
    from assistant_studio.bundles.importing import Importer
    from assistant_studio.bundles.stores import Stores

STUDIO_MIGRATIONS = (
    *ASSISTANT_MIGRATIONS,
    *CONVERSATION_MIGRATIONS,
    *MODEL_MIGRATIONS,
    *CHECK_MIGRATIONS,
    *BUNDLE_MIGRATIONS,
)


def known_migrations() -> Mapping[str, Collection[str]]:
    """The names of all migrations that this app knows, by database."""
    return {
        "studio.db": {migration.name for migration in STUDIO_MIGRATIONS},
        "knowledge.db": {migration.name for migration in KNOWLEDGE_MIGRATIONS},
    }


def stage_restore(
    home: Home, file: Path, report: Report | None = None, token: CancelToken | None = None
) -> Backup:
    """Check a backup and unpack it; the next `Studio` on this data folder puts it in place.

    A function of its own, since a data folder that cannot be opened can be restored too.
    """
    return stage(home, file, known_migrations(), report, token)


class Studio:
    """The services of one data folder; the window, the command line and tests call these.

    Opening is quick: no worker starts before it is needed.

    Attributes:
        home: The data folder.
        settings: The person's settings.
        database: `studio.db`.
        assistants: Assistants and their versions.
        avatars: Pictures of assistants.
        drafts: Assistants that are being changed and not saved yet.
        conversations: Conversations and messages.
        attaching: Takes files and pasted texts into conversations.
        listing: Conversations in lists: titles, pinned, archived, deleted.
        conversation_search: Search over all of them.
        conversation_transfer: Conversations out to files and in from files.
        models: Language models on this computer.
        knowledge: Documents, and the search over them.
        viewer: Shows documents at their passages.
        library: Making assistants whole, deleting them, and bringing them back.
        embedders: Search models that were added.
        engine: The language model that is loaded.
        answering: One turn of a conversation.
        trials: What a question would be answered from.
        instructions_meter: What instructions cost of a model's context.
        speaker: Reads answers aloud.
        checks: What assistants promise, and whether they keep it.
    """

    def __init__(self, home: Home | None = None) -> None:
        self.home = (home or paths.default_home()).create()
        finish_removal(self.home)
        restored = swap_in(self.home)
        try:
            self._open()
        except BaseException:
            if restored is not None:
                restored.undo()
            raise
        if restored is not None:
            restored.forget()

    def _open(self) -> None:
        self.settings = SettingsStore(self.home.settings_file)
        self.database = Database(self.home.studio_db, STUDIO_MIGRATIONS, self.home.backups_dir)
        self.assistants = AssistantStore(self.database)
        self.avatars = AvatarStore(self.home.avatars_dir)
        self.drafts = DraftStore(self.database)
        self.conversations = ConversationStore(self.database)
        self.listing = ConversationListing(self.database)
        self.conversation_search = ConversationSearch(self.database)
        self.conversation_transfer = ConversationTransfer(self.database, self.home)
        self.models = ModelStore(self.database, self.home)
        self.models.preferred = lambda: self.settings.current.default_model
        self.knowledge = KnowledgeService(self.home)
        self.knowledge.embedder_of = self._embedder_of
        self.viewer = DocumentViewer(self.home, self.knowledge)
        self.embedders = EmbedderChoices(self.home, self._assistants_with_embedder)
        self.attaching = Attaching(self.home, self.conversations.attachments, self.knowledge)
        self.attaching.tidy()
        self.speaker: Speaker = EspeakSpeaker(manner=self._manner_of_reading)
        templates = Templates(paths.resources_dir() / "templates")
        self.library = Library(self.database, self.assistants, self.knowledge, templates)
        self.library.erased = self.attaching.tidy
        self.engine = LlamaEngine(self.home, self.models, self._engine_options())
        self.models.knows_architecture = self.engine.knows_architecture
        runner = TurnRunner(self.knowledge, self.models, self.engine)
        self.instructions_meter = InstructionsMeter(self.models, self.engine)
        self.answering = Answering(self.assistants, self.conversations, runner)
        self.trials = SearchTrials(self.knowledge, self.models)
        self._origins = Origins(self.database)
        results = CheckResults(self.database)
        self.checks = Checks(
            results,
            self.assistants,
            self.drafts,
            self.conversations,
            self.knowledge,
            self.models,
            self.answering,
        )

    # Loaded when they are first asked for: a start needs neither signatures nor zips.

    @cached_property
    def exporter(self) -> Exporter:
        """Puts an assistant into a file."""
        from assistant_studio.bundles.exporting import Exporter

        return Exporter(self._bundle_stores())

    @cached_property
    def importer(self) -> Importer:
        """Shows such files, and takes them in."""
        from assistant_studio.bundles.importing import Importer

        return Importer(self._bundle_stores())

    def finish_imports(self) -> Finished:
        """Do what imports that were cut off have left to do; may take its time."""
        unfinished = self._origins.has_unfinished(self.home)
        return self.importer.finish() if unfinished else Finished((), ())

    def _bundle_stores(self) -> Stores:
        from assistant_studio.bundles.stores import Stores

        stores = self.assistants, self.avatars, self.knowledge, self.models, self._origins
        return Stores(self.home, self.database, *stores)

    def _embedder_of(self, assistant_id: str) -> str:
        try:
            return self.assistants.get(assistant_id).retrieval.embedder
        except NotFound:
            return ""  # documents of no assistant, such as what was attached to a question

    def _assistants_with_embedder(self, embedder_id: str) -> list[str]:
        every = self.assistants.list()
        return [one.name for one in every if one.retrieval.embedder == embedder_id]

    def show_starters(self) -> None:
        """Put the assistants that come with the app into the library; takes milliseconds."""
        first_starter_assistants(paths.resources_dir() / "starters", self.assistants)

    def install_starters(self) -> list[str]:
        """Install the assistants that come with the app, files included; once for all."""
        return install_starters(
            paths.resources_dir() / "starters", self.assistants, self.knowledge.add
        )

    def back_up(
        self,
        target: Path,
        *,
        models: bool = False,
        report: Report | None = None,
        token: CancelToken | None = None,
    ) -> Backup:
        """Put everything a person made into one file; see `upkeep.backing_up`."""
        return back_up(self.home, target, models=models, report=report, token=token)

    def close(self) -> None:
        """End the workers and close the databases."""
        self.engine.close()
        self.conversation_transfer.close()
        self.viewer.close()
        self.knowledge.close()
        self.answering.close()
        self.database.close()

    def __enter__(self) -> Studio:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _manner_of_reading(self) -> Manner:
        chosen = self.settings.current
        return Manner(chosen.read_aloud_voice, chosen.read_aloud_speed_percent)

    def _engine_options(self) -> dict[str, int]:
        current = self.settings.current
        return {
            "context_tokens": current.context_tokens,
            "snapshots_limit_bytes": current.snapshots_limit_bytes,
        }
