"""Random tokens: handed over once, kept as a hash only."""

import hashlib
import hmac
import secrets

BYTES = 32


def fresh() -> str:
    """A token nobody can guess: 43 letters, digits, ``-`` and ``_``."""
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def companion(token: str, use: str) -> str:
    """A second token that follows from one for a use, and tells nothing of it."""
    return hmac.new(token.encode("utf-8", "surrogateescape"), use.encode(), "sha256").hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two tokens are the same, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
