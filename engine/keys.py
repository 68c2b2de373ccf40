"""The key of a workspace that is held to: once a receipt was signed with it, no other is taken."""

import base64
import hashlib
from pathlib import Path

from engine.seal import FILE, Seal, seal_of
from engine.work import Work
from errors import Problem
from store import settings_rows
from store.opening import Connection

REMEMBERED = "public_key"
"""The meta row of the public key under receipts."""
_SHOWN = 40


def held_seal(work: Work) -> Seal:
    """The workspace's seal, and from now on no other.

    Raises Problem key_unfit, or key_other where receipts were signed with another key.
    """
    with work.store().reading() as connection:
        before = remembered(connection)
    if before is None:
        seal = seal_of(work)
        with work.store().writing() as connection:
            before = settings_rows.first(connection, REMEMBERED, seal.public)
    elif not there(work):
        # A new key in its place would make every receipt so far look forged.
        raise Problem("key_unfit", path=str(Path(work.workspace) / FILE))
    else:
        seal = seal_of(work)
    if seal.public != before:
        path = str(Path(work.workspace) / FILE)
        raise Problem("key_other", path=path, expected=fingerprint(before or ""))
    return seal


def remembered(connection: Connection) -> str | None:
    """The public key receipts were signed with; None where none was."""
    return settings_rows.read(connection, REMEMBERED)


def there(work: Work) -> bool:
    """Whether the workspace has its key file."""
    return (Path(work.workspace) / FILE).is_file()


def fingerprint(public: str) -> str:
    """A public key as people compare it: forty hexadecimal digits of its SHA-256, in fours."""
    try:
        raw = base64.b64decode(public, validate=True)
    except ValueError:
        return "-"
    found = hashlib.sha256(raw).hexdigest()[:_SHOWN]
    return " ".join(found[at : at + 4] for at in range(0, _SHOWN, 4))
