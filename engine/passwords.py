"""Passwords: how they are kept (Argon2id, RFC 9106) and which are refused."""

import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from errors import Problem

LEAST, MOST = 10, 200
"""Characters of a password; the length is what counts, as NIST SP 800-63B says."""
_AT_ONCE = BoundedSemaphore(2)  # each takes 64 MiB for a moment
_HASHER = PasswordHasher()
_DUMMY = (
    "$argon2id$v=19$m=65536,t=3,p=4$MDEyMzQ1Njc4OWFiY2RlZg$"
    "dVNGNJ0hAb9cyWXcqVwGVNiOz5a5EATyCYkZoKfbmS4"
)
"""What an unknown account's password is held against, so that it takes as long as a known one."""


def kept(password: str, *names: str) -> str:
    """The hash of a new password. Raises Problem password_unfit.

    ``names`` are what everybody knows of its owner: a password that is one of them is refused.
    """
    spelt = _spelt(password)
    easy = len(set(spelt)) < 5 or spelt.casefold() in {name.casefold() for name in names}
    if not LEAST <= len(spelt) <= MOST or easy:
        raise Problem("password_unfit", least=LEAST, most=MOST)
    with _AT_ONCE:
        return _HASHER.hash(spelt)


def fits(hashed: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; without any the answer takes as long."""
    if len(password) > 4 * MOST:
        return False
    with _AT_ONCE:
        try:
            _HASHER.verify(hashed or _DUMMY, _spelt(password))
        except (VerificationError, InvalidHashError):
            return False
    return hashed is not None


def _spelt(password: str) -> str:
    """Keyboards write letters and their accents together or apart: both are the same password."""
    return unicodedata.normalize("NFC", password)
