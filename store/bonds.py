"""What binds kept rows to the acts that made them.

An act ``collect`` names every revision it kept by a short hash over all that is kept of it but
the figures, whose own hash is among it. So a revision that was changed, removed or slipped in
later is found, though its own hash fits; and the act itself is held by the journal's chain.
Acts of review, scans and warnings with their reasons are named so too, over every column.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

BOUND = "bound"
"""The member of an act's details that holds the bonds of revisions."""
JUDGED, SCANNED, WARNED = "judged", "scanned", "warned"
"""The members with the bonds of acts of review, of scans, and of warnings."""
ADDED, PLANNED, IMPORTED = "added", "planned", "imported"
"""The members with the bonds of form versions, of plans with what is frozen with them, of units."""
FORM = ("name", "version", "digest", "document", "added_at", "added_by")
PLAN = (
    "ref", "issuer_id", "title", "period", "digest", "document", "roster_on", "issued_at",
    "issued_by", "issuer", "series", "year", "number", "forms", "attachments",
)  # fmt: skip
REVIEW = (
    "assignment_id", "turn", "kind", "submission_id", "digest", "below", "unit_id", "level",
    "reason", "cells", "due", "forced", "at", "actor",
)  # fmt: skip
PAPER = ("submission_id", "place", "name", "digest", "size", "at", "actor")
WARNING = ("submission_id", "code", "path", "sent", "allowed", "message")
ANSWER = ("reason", "confirmed_by", "confirmed_at")
"""The columns that bonds are over: of a warning what was asked, and what was answered."""
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


def of_row(columns: Iterable[str], row: Mapping[str, Any]) -> bytes:
    """The bond of a row over some of its columns; one that is not named there is empty."""
    told = [said(row.get(name)) for name in columns]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).digest()[:_SIZE]


def of_rows(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The bonds of new rows in their order, as an act keeps them."""
    names = tuple(columns)
    return joined(of_row(names, row) for row in rows)


def of_warnings(rows: Iterable[Mapping[str, Any]]) -> str:
    """Warnings as an act keeps them: of each what was asked, then what was answered."""
    return joined(of_row(columns, row) for row in rows for columns in (WARNING, ANSWER))


def joined(found: Iterable[bytes]) -> str:
    """Bonds as an act keeps them."""
    return base64.b64encode(b"".join(found)).decode()


def said(value: object) -> str | None:
    """A value in the one spelling that bonds are made over, whichever database it stands in."""
    if isinstance(value, datetime):
        return spelled(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(int(value))
    return None if value is None else str(value)


def read(details: str, member: str = BOUND) -> list[bytes] | None:
    """The bonds an act names; None for one from before there were any, or one out of shape."""
    try:
        text = json.loads(details)[member]
        found = base64.b64decode(text, validate=True)
    except (ValueError, TypeError, KeyError):
        return None
    return [found[at : at + _SIZE] for at in range(0, len(found), _SIZE)]
