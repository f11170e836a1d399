"""Takes a bundle in: nothing before a yes, then all of it or nothing, whenever it is cut off.

A new assistant's knowledge is filled under an id that no assistant has; one transaction of
studio.db makes the assistant. An update fills a like id with what is new; one transaction keeps
the new version and notes what knowledge.db has yet to do, which is done at once or at next start.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant_studio.assistants.assistant import MAX_NAME_CHARS, Assistant, checked
from assistant_studio.assistants.avatars import AvatarStore
from assistant_studio.assistants.deleted import DeletedAssistants
from assistant_studio.assistants.store import AssistantStore
from assistant_studio.bundles.exporting import WANTED_MODEL
from assistant_studio.bundles.manifest import DocumentPart
from assistant_studio.bundles.origins import Join, Origin, Origins
from assistant_studio.bundles.preview import (
    Preview,
    SignerState,
    Surroundings,
    Update,
    honest,
    previewed,
)
from assistant_studio.bundles.reading import Bundle, open_bundle, reading, require_same
from assistant_studio.bundles.signing import own_public_key
from assistant_studio.bundles.staging import Unpacking, staging_folder, tidy_staging
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import (
    BundleError,
    DamagedBundle,
    ModelError,
    SignerChanged,
    StudioError,
)
from assistant_studio.knowledge.embedder_library import EmbedderLibrary
from assistant_studio.knowledge.embedders import shipped_embedder
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.language import _
from assistant_studio.models.store import ModelStore
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database
from assistant_studio.upkeep.belongings import require_room


class Decision(StrEnum):
    """What becomes of a bundle whose assistant is here already."""

    UPDATE = "update"
    KEEP_BOTH = "keep_both"
    SKIP = "skip"


class Phase(StrEnum):
    """What is being done."""

    UNPACKING = "unpacking"
    INDEXING = "indexing"


# Told the phase, and how much of how much is done: bytes, then documents.
Report = Callable[[Phase, int, int], None]


@dataclass(frozen=True, slots=True)
class Installed:
    """A bundle that was taken in.

    Attributes:
        assistant: As it is kept now.
        updated: Whether it was here before.
        documents: How many documents came.
    """

    assistant: Assistant
    updated: bool
    documents: int


class Importer:
    """Shows bundles, and takes them in."""

    def __init__(
        self,
        home: Home,
        database: Database,
        assistants: AssistantStore,
        avatars: AvatarStore,
        knowledge: KnowledgeService,
        models: ModelStore,
        origins: Origins,
    ) -> None:
        self._home = home
        self._db = database
        self._assistants = assistants
        self._avatars = avatars
        self._knowledge = knowledge
        self._models = models
        self._origins = origins
        self._unowned = DeletedAssistants(database)

    def preview(self, path: Path) -> Preview:
        """Look at a bundle; writes nothing, and takes well under a second.

        Raises:
            DamagedBundle: It cannot be taken in as it is.
            NewerBundle: Its format is newer than this app.
        """
        bundle = open_bundle(path.expanduser().absolute())
        return previewed(bundle, self._surroundings(bundle))

    def install(
        self,
        preview: Preview,
        decision: Decision = Decision.UPDATE,
        *,
        signer_accepted: bool = False,
        report: Report | None = None,
        token: CancelToken | None = None,
    ) -> Installed:
        """Take a bundle in as it was shown.

        Args:
            preview: What a person has said yes to.
            decision: What becomes of it if its assistant is here already.
            signer_accepted: Somebody has seen that another has signed it than before.
            report: Told how far it is.
            token: Stops it; then nothing of it stays.

        Raises:
            DamagedBundle: Something in it is not what it says, or it was changed meanwhile.
            SignerChanged: Another has signed it, and nobody has accepted that.
            DiskFull: There is no room.
        """
        bundle = preview.bundle
        if preview.is_refused:
            raise BundleError(
                _("The signature of {file} does not fit.", file=bundle.path.name),
                _("Ask whoever gave it to you for the file again."),
            )
        if preview.signer is SignerState.CHANGED and not signer_accepted:
            raise _signer_changed(bundle)
        require_room(self._home.create().root, bundle.size_bytes)
        updating = preview.update if decision is Decision.UPDATE else None
        with staging_folder(self._home) as folder:
            return _Installing(self, preview, updating, folder, report, token).run()

    def finish(self) -> None:
        """Do what an update that was cut off has left to do, and take away what lies about."""
        tidy_staging(self._home)
        for join in self._origins.joins():
            self.do_join(join)

    def do_join(self, join: Join) -> None:
        """Have knowledge.db do what it owes."""
        self._knowledge.join(join.from_id, join.to_id, join.gone)
        with self._db.transaction():
            self._origins.done(join)
            self._unowned.settle(join.from_id)

    def _surroundings(self, bundle: Bundle) -> Surroundings:
        manifest, signed = bundle.manifest, bundle.signed
        existing_id = self._origins.assistant_of(manifest.id)
        key = signed.public_key if signed is not None and signed.valid else None
        author = honest(manifest.assistant.author) if manifest.assistant.author else ""
        named = self._origins.signers_called(author) if key and author else []
        embedder_here, embedder = self._embedder(bundle)
        return Surroundings(
            embedder_here=embedder_here,
            embedder=embedder,
            model_here=manifest.model is not None and self._has_model(manifest.model.sha256),
            default_model=self._default_model(),
            own_key=own_public_key(self._home),
            signer=self._origins.signer(key) if key else None,
            namesakes=tuple(one for one in named if one.public_key != key),
            origin=self._origins.of(existing_id) if existing_id else None,
            existing=self._assistants.get(existing_id) if existing_id else None,
            existing_documents=tuple(
                (document.sha256, document.name)
                for document in (self._knowledge.documents(existing_id) if existing_id else ())
            ),
        )

    def _embedder(self, bundle: Bundle) -> tuple[bool, str]:
        part = bundle.manifest.embedder
        if part is None:
            return False, ""
        if part.id == shipped_embedder().id:
            return True, ""
        here = EmbedderLibrary(self._home).find(part.id) is not None
        return here, part.id if here else ""

    def _has_model(self, sha256: str) -> bool:
        return any(model.sha256 == sha256 for model in self._models.list())

    def _default_model(self) -> str:
        try:
            return self._models.default().name
        except ModelError:
            return ""


class _Installing:
    """One bundle on its way in."""

    def __init__(
        self,
        importer: Importer,
        preview: Preview,
        updating: Update | None,
        folder: Path,
        report: Report | None,
        token: CancelToken | None,
    ) -> None:
        self._in = importer
        self._preview = preview
        self._bundle = preview.bundle
        self._updating = updating
        self._folder = folder
        self._report = report
        self._token = token
        self._done_bytes = 0
        # Knowledge under this id has no assistant until all of it is there.
        self._filled_id = uuid.uuid4().hex
        self._join: Join | None = None

    def run(self) -> Installed:
        incoming, model = self._unpacked()
        self._in._unowned.expect(self._filled_id)
        model_path: Path | None = None
        try:
            self._fill(incoming)
            if model is not None:
                model_path = self._model_in_place(model)
            kept = self._keep(model_path)
        except BaseException:
            if model_path is not None:
                model_path.unlink(missing_ok=True)
            # What cannot be removed now is tidied away later.
            with contextlib.suppress(StudioError):
                self._in._knowledge.remove_assistant(self._filled_id)
                self._in._unowned.settle(self._filled_id)
            raise
        if self._join is not None:
            # From here on it is kept: what is cut off now is done at the next start.
            self._in.do_join(self._join)
        return Installed(kept, self._updating is not None, len(incoming))

    def _unpacked(self) -> tuple[list[dict[str, Any]], Path | None]:
        """Every file checked; those that are needed lie in the folder."""
        manifest, needed = self._bundle.manifest, self._needed()
        with reading(self._bundle.path) as archive:
            require_same(self._bundle, archive)
            unpacking = Unpacking(self._bundle, archive, self._folder, self._token, self._tell)
            incoming = [self._incoming(unpacking, document) for document in needed]
            model = None
            wanted = manifest.model
            comes = wanted is not None and not self._in._has_model(wanted.sha256)
            if wanted is not None and wanted.file is not None and comes:
                model = unpacking.unpack(wanted.file, durable=True)
            for listed in manifest.files:
                if listed.path not in unpacking.seen:
                    unpacking.check(listed.path)
        return incoming, model

    def _needed(self) -> list[DocumentPart]:
        documents = self._bundle.manifest.documents
        if self._updating is None:
            return documents
        there = {d.sha256 for d in self._in._knowledge.documents(self._updating.assistant.id)}
        return [document for document in documents if document.sha256 not in there]

    def _incoming(self, unpacking: Unpacking, document: DocumentPart) -> dict[str, Any]:
        paths = {
            "file": document.file,
            "text": document.text,
            "layout": document.layout,
            "vectors": document.vectors,
        }
        unpacked = {
            name: os.fsencode(unpacking.unpack(path, durable=name == "file"))
            for name, path in paths.items()
            if path is not None
        }
        return {
            "name": honest(document.name),
            "sha256": document.sha256,
            "size_bytes": document.size,
            "spans": document.passages or "",
            **unpacked,
        }

    def _fill(self, incoming: list[dict[str, Any]]) -> None:
        part = self._bundle.manifest.embedder
        embedder = (part.id, part.dimensions) if part is not None else ("", 0)
        if incoming:
            for done in self._in._knowledge.take_in(
                self._filled_id, embedder, incoming, self._token
            ):
                if self._report is not None:
                    self._report(Phase.INDEXING, done, len(incoming))
        if self._token is not None:
            self._token.check()

    def _keep(self, model_path: Path | None) -> Assistant:
        """The moment from which on the assistant is here."""
        wanted = self._with_picture(self._preview.assistant)
        updating = self._updating
        with self._in._db.transaction():
            if model_path is not None and self._bundle.manifest.model is not None:
                self._in._models.adopt(model_path, self._bundle.manifest.model.sha256)
            if updating is None:
                kept = self._in._assistants.create(
                    replace(wanted, id=self._filled_id, name=self._name(wanted.name))
                )
                self._in._unowned.settle(self._filled_id)
            else:
                here = self._in._assistants.get(updating.assistant.id)
                name = honest(self._bundle.path.stem)[:60] if updating.changes else ""
                kept = self._in._assistants.save(replace(wanted, id=here.id), name)
                self._join = Join(self._filled_id, here.id, updating.gone)
                self._in._origins.owe(self._join)
                self._in._unowned.settle(self._filled_id)
            self._remember(kept)
        return kept

    def _remember(self, kept: Assistant) -> None:
        bundle, manifest = self._bundle, self._bundle.manifest
        key = bundle.signed.public_key if bundle.signed is not None else None
        unknown = dict(bundle.unknown)
        if manifest.model is not None and kept.model_sha256 is None:
            unknown[WANTED_MODEL] = manifest.model.model_dump(exclude={"file"}, exclude_unset=True)
        self._in._origins.keep(
            Origin(
                kept.id,
                manifest.id,
                bundle.manifest_sha256,
                tuple(document.sha256 for document in manifest.documents),
                unknown,
                key,
            )
        )
        if key is not None and self._preview.signer is not SignerState.OWN:
            self._in._origins.remember_signer(key, kept.author)

    def _with_picture(self, assistant: Assistant) -> Assistant:
        picture = self._bundle.picture
        sha256 = self._in._avatars.keep(picture) if picture is not None else ""
        return checked(replace(assistant, avatar=replace(assistant.avatar, picture=sha256)))

    def _name(self, name: str) -> str:
        """Another name than that of the assistant beside which it is kept."""
        if self._preview.update is None:
            return name
        taken = {assistant.name.casefold() for assistant in self._in._assistants.list()}
        number, wanted = 2, name
        while wanted.casefold() in taken:
            ending = f" ({number})"
            wanted = f"{name[: MAX_NAME_CHARS - len(ending)].rstrip()}{ending}"
            number += 1
        return wanted

    def _model_in_place(self, file: Path) -> Path:
        model = self._bundle.manifest.model
        name = honest(model.name) if model is not None else ""
        try:
            return self._in._models.take_place(file, name)
        except ModelError as error:
            raise DamagedBundle(
                _(
                    "The model “{model}” in {file} is none that can be used here.",
                    model=name,
                    file=self._bundle.path.name,
                ),
                _("Nothing was changed. Ask for the assistant without its model."),
            ) from error

    def _tell(self, more_bytes: int) -> None:
        self._done_bytes += more_bytes
        if self._report is not None:
            total = self._bundle.size_bytes
            self._report(Phase.UNPACKING, min(self._done_bytes, total), total)


def _signer_changed(bundle: Bundle) -> SignerChanged:
    return SignerChanged(
        _("{file} is not signed by whoever signed it before.", file=bundle.path.name),
        _(
            "Ask that person by another way whether it is theirs; then take it in with "
            "--accept-signer."
        ),
    )
