"""Opens a bundle and checks what can be checked at a glance; `verify` reads every byte."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant_studio.assistants.avatars import MAX_AVATAR_BYTES
from assistant_studio.assistants.check import Check, checked_checks
from assistant_studio.assistants.check_file import CheckFile
from assistant_studio.bundles import limits
from assistant_studio.bundles.archive import Archive, opened_archive
from assistant_studio.bundles.bounded_json import bounded_json
from assistant_studio.bundles.manifest import (
    AVATAR,
    CHECKS,
    FORMAT,
    MAJOR,
    MANIFEST,
    MEDIA_TYPE,
    MIMETYPE,
    MINOR,
    SIGNATURE,
    DocumentPart,
    ListedFile,
    Manifest,
    canonical,
)
from assistant_studio.bundles.pictures import plain_png
from assistant_studio.bundles.reasons import described_badly, refused
from assistant_studio.bundles.signing import Signed, checked_signature
from assistant_studio.bundles.zip_directory import BadZip
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedBundle, NewerBundle, UsageError
from assistant_studio.language import _

_OURS = (MIMETYPE, MANIFEST, SIGNATURE)
_CHECKS = TypeAdapter(list[CheckFile])
# `mimetype` begins where programs look that know a file by its first bytes.
_MEDIA_TYPE_AT = 30 + len(MIMETYPE)

# Told how many bytes of how many are done.
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was opened: all that is small in it, and the list of all that is large.

    Attributes:
        path: The file.
        file_bytes: Its size.
        manifest: What it says of itself, checked.
        manifest_sha256: Names exactly this content.
        checks: What a good answer must hold.
        picture: The avatar as a PNG; None where it has none.
        signed: What its signature came to; None where it has none.
        unknown: Fields that this version does not know, by where they stand.
        unknown_files: Files of a kind that this version does not know.
    """

    path: Path
    file_bytes: int
    manifest: Manifest
    manifest_sha256: str
    checks: tuple[Check, ...]
    picture: bytes | None
    signed: Signed | None
    unknown: dict[str, Any]
    unknown_files: tuple[str, ...]

    @property
    def size_bytes(self) -> int:
        """Of all files in it, unpacked."""
        return sum(listed.size for listed in self.manifest.files)


def open_bundle(path: Path) -> Bundle:
    """Open a bundle and check all but the content of its large files; takes well under a second.

    Raises:
        DamagedBundle: It is no bundle, is cut off, or holds what no bundle holds.
        NewerBundle: Its format is newer than this app.
    """
    with reading(path) as archive:
        return _Opening(path, archive).bundle()


def verify(bundle: Bundle, token: CancelToken | None = None, report: Report | None = None) -> None:
    """Read every file of a bundle and compare it with the manifest.

    Raises:
        DamagedBundle: One is not what the manifest says, or the bundle is another by now.
        Cancelled: `token` was set.
    """
    with reading(bundle.path) as archive:
        require_same(bundle, archive)
        done_bytes = 0
        for listed in bundle.manifest.files:
            if archive.sha256(archive.entries[listed.path], token) != listed.sha256:
                raise refused(bundle.path, "wrong-hash", listed.path)
            done_bytes += listed.size
            if report is not None:
                report(done_bytes, bundle.size_bytes)


def require_same(bundle: Bundle, archive: Archive) -> None:
    """Make sure that a file is still the bundle that was looked at.

    Raises:
        DamagedBundle: It was changed meanwhile.
    """
    manifest = archive.read(MANIFEST, limits.MOST_MANIFEST_BYTES)
    entries = {name: entry.size_bytes for name, entry in archive.entries.items()}
    listed = {file.path: file.size for file in bundle.manifest.files}
    same = {name: size for name, size in entries.items() if name not in _OURS} == listed
    if not same or hashlib.sha256(manifest).hexdigest() != bundle.manifest_sha256:
        raise DamagedBundle(
            _("{file} was changed since you looked at it.", file=bundle.path.name),
            _("Open it once more, and look again."),
        )


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """A bundle's files, with every fault told in a sentence.

    Raises:
        DamagedBundle: It cannot be read, or no further.
    """
    try:
        with opened_archive(path) as archive:
            yield archive
    except BadZip as bad:
        raise refused(path, bad.reason) from None
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        if error.filename not in (path, str(path)):
            raise
        raise DamagedBundle(
            _("{path} cannot be opened: {reason}.", path=path, reason=error.strerror),
            _("Check the name, and that you may read it."),
        ) from error


class _Opening:
    """One look at a bundle."""

    def __init__(self, path: Path, archive: Archive) -> None:
        self._path = path
        self._archive = archive

    def bundle(self) -> Bundle:
        self._check_kind()
        raw = self._archive.read(MANIFEST, limits.MOST_MANIFEST_BYTES)
        manifest = self._manifest(raw)
        listed = self._listed(manifest)
        self._check_documents(manifest, listed)
        used = self._used(manifest)
        missing = used - set(listed)
        if missing:
            raise refused(self._path, "missing-entry", min(missing))
        checks, unknown_in_checks = self._checks(manifest, listed)
        unknown = _unknown(manifest, unknown_in_checks)
        if len(canonical(unknown)) > limits.MOST_UNKNOWN_BYTES:
            raise refused(self._path, "too-large-entry", MANIFEST)
        return Bundle(
            path=self._path,
            file_bytes=self._path.stat().st_size,
            manifest=manifest,
            manifest_sha256=hashlib.sha256(raw).hexdigest(),
            checks=checks,
            picture=self._picture(manifest, listed),
            signed=self._signed(raw),
            unknown=unknown,
            unknown_files=tuple(sorted(set(listed) - used)),
        )

    def _check_kind(self) -> None:
        names = list(self._archive.entries)
        first = self._archive.entries.get(MIMETYPE)
        right = names[:2] == [MIMETYPE, MANIFEST] and first is not None and not first.deflated
        if not right or first is None or first.offset != _MEDIA_TYPE_AT:
            raise BadZip("no-bundle")
        if self._archive.read(MIMETYPE, len(MEDIA_TYPE)) != MEDIA_TYPE:
            raise BadZip("no-bundle")

    def _manifest(self, raw: bytes) -> Manifest:
        data = bounded_json(raw, limits.MOST_MANIFEST_BYTES)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise BadZip("no-bundle")
        self._require_known_version(data)
        try:
            return Manifest.model_validate(data)
        except ValidationError as error:
            place = error.errors(include_url=False, include_context=False)[0]["loc"]
            raise described_badly(self._path, ".".join(map(str, place))) from None

    def _require_known_version(self, data: dict[str, Any]) -> None:
        major = str(data.get("version", "")).partition(".")[0]
        if major.isascii() and major.isdigit() and len(major) < 5 and int(major) > MAJOR:
            raise NewerBundle(
                _(
                    "{file} was made by a newer version of Assistant Studio (format {version}).",
                    file=self._path.name,
                    version=str(data["version"])[:20],
                ),
                _("Install a newer version of the app, and open it there."),
            )

    def _listed(self, manifest: Manifest) -> dict[str, ListedFile]:
        """The files by their path: exactly those that are there, each of the size it should be."""
        listed = {file.path: file for file in manifest.files}
        there = {n: e for n, e in self._archive.entries.items() if n not in _OURS}
        if len(listed) != len(manifest.files):
            raise BadZip("twin-names")
        if set(there) - set(listed):
            raise refused(self._path, "unlisted", min(set(there) - set(listed)))
        if set(listed) - set(there):
            raise refused(self._path, "missing-entry", min(set(listed) - set(there)))
        for name, entry in there.items():
            if entry.size_bytes != listed[name].size:
                raise refused(self._path, "wrong-hash", name)
        return listed

    def _check_documents(self, manifest: Manifest, listed: dict[str, ListedFile]) -> None:
        hashes = {document.sha256 for document in manifest.documents}
        names = {document.name for document in manifest.documents}
        if len(hashes) < len(manifest.documents) or len(names) < len(manifest.documents):
            raise BadZip("twin-names")
        for document in manifest.documents:
            self._check_document(document, listed, vectors_allowed=manifest.embedder is not None)
        paths = [path for d in manifest.documents for path in _paths_of(d)]
        if len(set(paths)) < len(paths):
            raise BadZip("twin-names")

    def _check_document(
        self, document: DocumentPart, listed: dict[str, ListedFile], *, vectors_allowed: bool
    ) -> None:
        whole = (document.text is None) == (document.layout is None)
        vectors_fit = (document.vectors is None) == (document.passages is None)
        if document.vectors is not None:
            vectors_fit = vectors_fit and vectors_allowed and document.text is not None
        if not whole or not vectors_fit or (document.file is None and document.text is None):
            raise described_badly(self._path, f"documents “{document.name[:40]}”")
        original = listed.get(document.file) if document.file is not None else None
        if original is not None and (original.sha256, original.size) != (
            document.sha256,
            document.size,
        ):
            raise refused(self._path, "wrong-hash", document.name)
        for path, folder, limit in (
            (document.file, "documents/", limits.MOST_DOCUMENT_BYTES),
            (document.text, "text/", limits.MOST_TEXT_BYTES),
            (document.layout, "text/", limits.MOST_LAYOUT_BYTES),
            (document.vectors, "vectors/", limits.MOST_VECTORS_BYTES),
        ):
            if path is not None and not path.startswith(folder):
                raise described_badly(self._path, path)
            if path is not None and path in listed and listed[path].size > limit:
                raise refused(self._path, "too-large-entry", path)

    def _used(self, manifest: Manifest) -> set[str]:
        used = {path for document in manifest.documents for path in _paths_of(document)}
        used |= {adapter.file for adapter in manifest.adapters if adapter.file is not None}
        if manifest.model is not None and manifest.model.file is not None:
            used.add(manifest.model.file)
        if manifest.checks is not None:
            used.add(CHECKS)
        if manifest.assistant.avatar.picture is not None:
            used.add(AVATAR)
        return used

    def _small(self, name: str, listed: dict[str, ListedFile], limit_bytes: int) -> bytes:
        raw = self._archive.read(name, limit_bytes)
        if hashlib.sha256(raw).hexdigest() != listed[name].sha256:
            raise refused(self._path, "wrong-hash", name)
        return raw

    def _checks(
        self, manifest: Manifest, listed: dict[str, ListedFile]
    ) -> tuple[tuple[Check, ...], dict[str, Any]]:
        if manifest.checks is None:
            return (), {}
        data = bounded_json(self._small(CHECKS, listed, limits.MOST_CHECKS_BYTES), 4 << 20)
        try:
            checks = checked_checks([file.check() for file in _CHECKS.validate_python(data)])
        except ValidationError:
            raise described_badly(self._path, CHECKS) from None
        except UsageError as error:
            raise DamagedBundle(
                _("{file} holds a check that cannot be: {why}", file=self._path.name, why=error),
                _("Nothing was changed; ask whoever gave it to you for the file again."),
            ) from error
        known = set(CheckFile.model_fields)
        unknown = {
            check.id: {name: value for name, value in one.items() if name not in known}
            for check, one in zip(checks, data, strict=True)
            if set(one) - known
        }
        return checks, unknown

    def _picture(self, manifest: Manifest, listed: dict[str, ListedFile]) -> bytes | None:
        if manifest.assistant.avatar.picture is None:
            return None
        picture = plain_png(self._small(AVATAR, listed, MAX_AVATAR_BYTES))
        if picture is None:
            raise DamagedBundle(
                _("{file} was not accepted: its avatar is no picture.", file=self._path.name),
                _("Nothing was changed; ask whoever gave it to you for the file again."),
            )
        return picture

    def _signed(self, manifest: bytes) -> Signed | None:
        entry = self._archive.entries.get(SIGNATURE)
        if entry is None:
            return None
        if entry.size_bytes > limits.MOST_SIGNATURE_BYTES:
            return Signed(b"", False)
        return checked_signature(
            self._archive.read(SIGNATURE, limits.MOST_SIGNATURE_BYTES), manifest
        )


def check_as_data(check: Check) -> dict[str, Any]:
    """A check as `checks.json` has it: without what is empty."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(check).items()
        if value
    }


def _paths_of(document: DocumentPart) -> list[str]:
    paths = (document.file, document.text, document.layout, document.vectors)
    return [path for path in paths if path is not None]


def _unknown(manifest: Manifest, in_checks: dict[str, Any]) -> dict[str, Any]:
    unknown = manifest.unknown_fields()
    documents = {d.sha256: dict(d.model_extra) for d in manifest.documents if d.model_extra}
    if documents:
        unknown["documents."] = documents
    if in_checks:
        unknown["checks."] = in_checks
    minor = int(manifest.version.partition(".")[2])
    if unknown and minor > MINOR:
        unknown["minor."] = minor
    return unknown
