"""What a workspace signs with: one secret of its own, made once, beside its store.

From it come the codes in templates (HMAC-SHA-256, RFC 2104) and the signature under receipts
(Ed25519, RFC 8032), which anybody can check without the secret.
"""

import base64
import hmac
import os
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from engine.folders import made
from engine.work import Work
from errors import Problem

FILE = "capbac.key"
_SIZE = 32
_CODE = 15
"""Bytes of a code: 24 letters and digits that can be read out over a telephone."""


@dataclass(frozen=True)
class Seal:
    """The secret of a workspace; nothing that is printed contains it."""

    secret: bytes

    def __repr__(self) -> str:
        return "Seal(…)"

    def code(self, *words: str) -> str:
        """A code over some words, in groups of six: only this workspace can make it."""
        told = "\x1f".join(words).encode()
        found = hmac.digest(self._derived("template"), told, "sha256")[:_CODE]
        text = base64.b32encode(found).decode()
        return "-".join(text[at : at + 6] for at in range(0, len(text), 6))

    def sign(self, data: bytes) -> str:
        """The signature under some bytes, as text."""
        return base64.b64encode(self._signer.sign(data)).decode()

    @property
    def public(self) -> str:
        """The key that checks what this workspace signed, as text."""
        raw = self._signer.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return base64.b64encode(raw).decode()

    @cached_property
    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._derived("receipt"))

    def _derived(self, use: str) -> bytes:
        return hmac.digest(self.secret, f"capbac {use}".encode(), "sha256")


def signed(public: str, data: bytes, signature: str) -> bool:
    """Whether the holder of a public key signed these bytes; False for anything unreadable."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def seal_of(work: Work) -> Seal:
    """The workspace's seal, made when first asked for. Raises Problem folder_unfit or key_unfit."""
    return _seal(work.workspace)


@lru_cache(maxsize=8)
def _seal(workspace: str) -> Seal:
    path = Path(workspace) / FILE
    for _ in range(2):
        try:
            secret = base64.b64decode(path.read_bytes(), validate=True)
        except FileNotFoundError:
            _make(path)
            continue
        except (OSError, ValueError) as error:
            raise Problem("key_unfit", path=str(path)) from error
        if len(secret) == _SIZE:
            return Seal(secret)
        break
    raise Problem("key_unfit", path=str(path))


def _make(path: Path) -> None:
    """A new secret, whole or not at all; of two who make one at once, one stands."""
    made(path.parent)
    passing = path.with_name(f".{path.name}.{uuid4().hex}")
    handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(os.urandom(_SIZE)))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(passing, path)
    except FileExistsError:
        pass
    finally:
        passing.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
