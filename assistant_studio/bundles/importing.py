"""Takes a bundle in: nothing before a yes, then all of it or nothing, whenever it is cut off.

A new assistant's knowledge is filled under an id that no assistant has; one transaction of
studio.db makes the assistant. An update fills a like id with what is new; one transaction keeps
the new version and notes what knowledge.db has yet to do, which is done at once, or after the next
start.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from pathlib import Path

from assistant_studio.bundles.installing import (
    Installed,
    Installing,
    Report,
    do_join,
    has_model,
)
from assistant_studio.bundles.origins import Finished, Join
from assistant_studio.bundles.preview import Preview, previewed
from assistant_studio.bundles.problems import SignerState, Surroundings, honest
from assistant_studio.bundles.reading import Bundle, open_bundle
from assistant_studio.bundles.signing import own_public_key
from assistant_studio.bundles.staging import staging_folder, tidy_staging
from assistant_studio.bundles.stores import Stores
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import (
    BundleError,
    ModelError,
    NotFound,
    SignerChanged,
    StudioError,
)
from assistant_studio.knowledge.embedder_library import EmbedderLibrary
from assistant_studio.knowledge.embedders import shipped_embedder
from assistant_studio.language import _
from assistant_studio.upkeep.belongings import require_room

_log = logging.getLogger(__name__)


class Decision(StrEnum):
    """What becomes of a bundle whose assistant is here already."""

    UPDATE = "update"
    KEEP_BOTH = "keep_both"
    SKIP = "skip"


class Importer:
    """Shows bundles, and takes them in."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

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
            BundleError: Its assistant has come since it was shown.
        """
        bundle = preview.bundle
        if preview.is_refused:
            raise BundleError(
                _("The signature of {file} does not fit.", file=bundle.path.name),
                _("Ask whoever gave it to you for the file again."),
            )
        if preview.signer is SignerState.CHANGED and not signer_accepted:
            raise _signer_changed(bundle)
        if preview.update is None and self._stores.origins.assistant_of(bundle.manifest.id):
            # It would become a second one that nobody asked for.
            raise BundleError(
                _("“{name}” is here already.", name=preview.assistant.name),
                _("Open the file again to see what is different."),
            )
        require_room(self._stores.home.create().root, bundle.size_bytes)
        updating = preview.update if decision is Decision.UPDATE else None
        with staging_folder(self._stores.home) as folder:
            return Installing(self._stores, preview, updating, folder, report, token).run()

    def finish(self) -> Finished:
        """Do what updates that were cut off have left to do, and take away what lies about.

        What cannot be done stays owed; one does not keep the others from being finished.
        """
        tidy_staging(self._stores.home)
        finished, errors = [], []
        for join in self._stores.origins.joins():
            try:
                do_join(self._stores, join)
            except StudioError as error:
                _log.warning("An update stays unfinished", exc_info=error)
                errors.append(self._still_owed(join, error))
            else:
                finished.append(join.to_id)
        return Finished(tuple(finished), tuple(errors))

    def _still_owed(self, join: Join, error: StudioError) -> StudioError:
        try:
            name = self._stores.assistants.get(join.to_id).name
        except NotFound:
            return error
        return BundleError(
            _(
                "The documents of the newest version of “{name}” are not all here yet: {reason}",
                name=name,
                reason=error.message,
            ),
            _("This is tried again at the next start."),
        )

    def _surroundings(self, bundle: Bundle) -> Surroundings:
        manifest, signed = bundle.manifest, bundle.signed
        existing_id = self._stores.origins.assistant_of(manifest.id)
        key = signed.public_key if signed is not None and signed.valid else None
        author = honest(manifest.assistant.author) if manifest.assistant.author else ""
        named = self._stores.origins.signers_called(author) if key and author else []
        embedder_here, embedder = self._embedder(bundle)
        model = manifest.model
        here = self._stores.knowledge.documents(existing_id) if existing_id else []
        return Surroundings(
            embedder_here=embedder_here,
            embedder=embedder,
            model_here=model is not None and has_model(self._stores, model.sha256),
            default_model=self._default_model(),
            own_key=own_public_key(self._stores.home),
            signer=self._stores.origins.signer(key) if key else None,
            namesakes=tuple(one for one in named if one.public_key != key),
            origin=self._stores.origins.of(existing_id) if existing_id else None,
            existing=self._stores.assistants.get(existing_id) if existing_id else None,
            existing_documents=tuple((document.sha256, document.name) for document in here),
        )

    def _embedder(self, bundle: Bundle) -> tuple[bool, str]:
        part = bundle.manifest.embedder
        if part is None:
            return False, ""
        if part.id == shipped_embedder().id:
            return True, ""
        here = EmbedderLibrary(self._stores.home).find(part.id) is not None
        return here, part.id if here else ""

    def _default_model(self) -> str:
        try:
            return self._stores.models.default().name
        except ModelError:
            return ""


def _signer_changed(bundle: Bundle) -> SignerChanged:
    return SignerChanged(
        _("{file} is not signed by whoever signed it before.", file=bundle.path.name),
        _(
            "Ask that person by another way whether it is theirs; then take it in with "
            "--accept-signer."
        ),
    )
