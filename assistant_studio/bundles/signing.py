"""Signatures: Ed25519 over the manifest, which names every other file by its hash.

The key is made when somebody first signs, and lies in the data folder for its owner alone. A
signature says who gave a bundle its last form; it does not say that a bundle is good.
"""

from __future__ import annotations

import base64
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from assistant_studio.bundles.bounded_json import bounded_json
from assistant_studio.bundles.limits import MOST_SIGNATURE_BYTES
from assistant_studio.bundles.manifest import canonical
from assistant_studio.bundles.zip_directory import BadZip
from assistant_studio.errors import StorageError
from assistant_studio.language import _
from assistant_studio.paths import Home

KEY_NAME = "signing-key.pem"
# So that a signature over a manifest can never be taken for one over anything else.
_CONTEXT = b"assistant-studio.assistant manifest v1\n"

Base64Key = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9+/]{43}=$")]
Base64Signature = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9+/]{86}==$")]


class SignatureFile(BaseModel):
    """The entry `signature` of a bundle."""

    model_config = ConfigDict(strict=True, extra="ignore")

    algorithm: Literal["ed25519"]
    public_key: Base64Key
    signature: Base64Signature


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature in a bundle came to.

    Attributes:
        public_key: 32 bytes; empty where the signature could not even be read.
        valid: Whether it fits the manifest.
    """

    public_key: bytes
    valid: bool


def sign(home: Home, manifest: bytes) -> bytes:
    """The entry `signature` for a manifest, with this data folder's key."""
    key = _own_key(home)
    return canonical(
        {
            "algorithm": "ed25519",
            "public_key": base64.b64encode(_raw(key.public_key())).decode(),
            "signature": base64.b64encode(key.sign(_CONTEXT + manifest)).decode(),
        }
    )


def own_public_key(home: Home) -> bytes | None:
    """The public half of this data folder's key; None as long as nobody has signed."""
    path = home.root / KEY_NAME
    return _raw(_read_key(path).public_key()) if path.exists() else None


def checked_signature(raw: bytes, manifest: bytes) -> Signed:
    """Whether the entry `signature` fits a manifest."""
    try:
        file = SignatureFile.model_validate(bounded_json(raw, MOST_SIGNATURE_BYTES))
        public_key = base64.b64decode(file.public_key, validate=True)
        signature = base64.b64decode(file.signature, validate=True)
    except (BadZip, ValidationError, ValueError):
        return Signed(b"", False)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, _CONTEXT + manifest)
    except (InvalidSignature, ValueError):
        return Signed(public_key, False)
    return Signed(public_key, True)


def _own_key(home: Home) -> Ed25519PrivateKey:
    path = home.root / KEY_NAME
    if not path.exists():
        _make_key(path)
    return _read_key(path)


def _make_key(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    # Made readable for its owner alone from its first byte on; whoever comes second uses the first.
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        if not path.exists():
            partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _read_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise _no_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def _no_key(path: Path) -> StorageError:
    return StorageError(
        _("Your signing key {path} cannot be read.", path=path),
        _("Put it back from a backup, or delete it: then another is made."),
    )


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
