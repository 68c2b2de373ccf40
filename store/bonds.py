"""What binds each kept revision to the act that took it in.

An act ``collect`` names every revision it kept by a short hash over all that is kept of it but
the figures, whose own hash is among it. So a revision that was changed, removed or slipped in
later is found, though its own hash fits; and the act itself is held by the journal's chain.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

BOUND = "bound"
"""The member of an act's details that holds the bonds."""
_SIZE = 16
_NAMES = ("assignment_id", "revision", "digest", "sender", "on_behalf_of", "source")


def bond(row: Mapping[str, Any], received_at: str) -> bytes:
    """The bond of one row of ``submission``; ``received_at`` as ``spelled`` writes it."""
    told = [*(row[name] for name in _NAMES), received_at]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).digest()[:_SIZE]


def spelled(moment: datetime) -> str:
    """An instant in the one spelling that hashes are made over."""
    return moment.astimezone(UTC).isoformat()


def bound(rows: Iterable[Mapping[str, Any]]) -> str:
    """The bonds of new rows in their order, as an act keeps them."""
    found = b"".join(bond(row, spelled(row["received_at"])) for row in rows)
    return base64.b64encode(found).decode()


def read(details: str) -> list[bytes] | None:
    """The bonds an act names; None for one from before there were any, or one out of shape."""
    try:
        text = json.loads(details)[BOUND]
        found = base64.b64decode(text, validate=True)
    except (ValueError, TypeError, KeyError):
        return None
    return [found[at : at + _SIZE] for at in range(0, len(found), _SIZE)]
