"""One bundle on its way in, from its files to the moment from which on the assistant is here."""

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
from assistant_studio.assistants.deleted import DeletedAssistants
from assistant_studio.bundles.gathering import WANTED_MODEL
from assistant_studio.bundles.manifest import DocumentPart
from assistant_studio.bundles.origins import Join, Origin
from assistant_studio.bundles.preview import Preview, Update
from assistant_studio.bundles.problems import SignerState, honest
from assistant_studio.bundles.reading import reading, require_same
from assistant_studio.bundles.staging import Unpacking
from assistant_studio.bundles.stores import Stores
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedBundle, ModelError, StudioError
from assistant_studio.language import _


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


def do_join(stores: Stores, join: Join) -> None:
    """Have knowledge.db do what it owes for a version that is kept already."""
    stores.knowledge.join(join.from_id, join.to_id, join.gone)
    with stores.database.transaction():
        stores.origins.done(join)
        DeletedAssistants(stores.database).settle(join.from_id)


def has_model(stores: Stores, sha256: str) -> bool:
    """Whether a model is on this computer."""
    return any(model.sha256 == sha256 for model in stores.models.list())


class Installing:
    """One bundle on its way in."""

    def __init__(
        self,
        stores: Stores,
        preview: Preview,
        updating: Update | None,
        folder: Path,
        report: Report | None,
        token: CancelToken | None,
    ) -> None:
        self._stores = stores
        self._unowned = DeletedAssistants(stores.database)
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
        """Take it in; nothing of it stays if anything goes wrong."""
        incoming, model = self._unpacked()
        self._unowned.expect(self._filled_id)
        model_path: Path | None = None
        try:
            self._fill(incoming)
            if model is not None:
                model_path = self._model_in_place(model)
            if self._token is not None:
                self._token.check()
            kept = self._keep(model_path)
        except BaseException:
            if model_path is not None:
                model_path.unlink(missing_ok=True)
            # What cannot be removed now is tidied away later.
            with contextlib.suppress(StudioError):
                self._stores.knowledge.remove_assistant(self._filled_id)
                self._unowned.settle(self._filled_id)
            raise
        if self._join is not None:
            # From here on it is kept: what is cut off now is done at the next start.
            do_join(self._stores, self._join)
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
            comes = wanted is not None and not has_model(self._stores, wanted.sha256)
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
        there = {d.sha256 for d in self._stores.knowledge.documents(self._updating.assistant.id)}
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
            for done in self._stores.knowledge.take_in(
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
        with self._stores.database.transaction():
            if model_path is not None and self._bundle.manifest.model is not None:
                self._stores.models.adopt(model_path, self._bundle.manifest.model.sha256)
            if updating is None:
                kept = self._stores.assistants.create(
                    replace(wanted, id=self._filled_id, name=self._name(wanted.name))
                )
                self._unowned.settle(self._filled_id)
            else:
                here = self._stores.assistants.get(updating.assistant.id)
                name = honest(self._bundle.path.stem)[:60] if updating.changes else ""
                kept = self._stores.assistants.save(replace(wanted, id=here.id), name)
                self._join = Join(self._filled_id, here.id, updating.gone)
                self._stores.origins.owe(self._join)
                self._unowned.settle(self._filled_id)
            self._remember(kept)
        return kept

    def _remember(self, kept: Assistant) -> None:
        bundle, manifest = self._bundle, self._bundle.manifest
        key = bundle.signed.public_key if bundle.signed is not None else None
        unknown = dict(bundle.unknown)
        if manifest.model is not None and kept.model_sha256 is None:
            unknown[WANTED_MODEL] = manifest.model.model_dump(exclude={"file"}, exclude_unset=True)
        self._stores.origins.keep(
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
            self._stores.origins.remember_signer(key, kept.author)

    def _with_picture(self, assistant: Assistant) -> Assistant:
        picture = self._bundle.picture
        sha256 = self._stores.avatars.keep(picture) if picture is not None else ""
        return checked(replace(assistant, avatar=replace(assistant.avatar, picture=sha256)))

    def _name(self, name: str) -> str:
        """Another name than that of the assistant beside which it is kept."""
        if self._preview.update is None:
            return name
        taken = {assistant.name.casefold() for assistant in self._stores.assistants.list()}
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
            return self._stores.models.take_place(file, name)
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
