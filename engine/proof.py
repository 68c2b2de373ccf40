"""Checking one receipt: by itself, without any store; then against the store that gave it."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.keys import fingerprint, remembered, there
from engine.receipts import KIND, SIGNATURE, signed_part, source
from engine.seal import seal_of, signed
from engine.work import Work
from errors import Fault, Problem
from intake.encoding import Refused
from intake.strict import load_json
from store import received, verifying
from store.bonds import spelled

_TEXTS = (
    *("reference", "unit", "unit_name", "level", "valid_from", "form", "period", "plan"),
    *("issuer", "issuer_name", "sha256", "received_at", "sender", "source", "public_key"),
)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Proof:
    """What became of checking a receipt.

    ``ours``: it is signed with the key of the store at hand; None where there is no store.
    ``newest`` is the unit's newest revision in it, 0 where that was not looked up.
    """

    facts: Mapping[str, Any]
    key: str
    ours: bool | None = None
    newest: int = 0
    faults: tuple[Fault, ...] = field(default=())


def read_receipt(data: bytes, path: str) -> Mapping[str, Any]:
    """What a receipt says, whoever signed it. Raises Problem receipt_unreadable."""
    try:
        facts = load_json(data, path)
    except Refused as refused:
        raise Problem("receipt_unreadable", refused.faults, path=path) from refused
    if not isinstance(facts, dict) or not _shaped(facts):
        raise Problem("receipt_unreadable", path=path)
    return facts


def _shaped(facts: Mapping[str, Any]) -> bool:
    journal = facts.get("journal")
    return (
        facts.get("capbac") == KIND
        and all(isinstance(facts.get(name), str) for name in (*_TEXTS, SIGNATURE))
        and type(facts.get("revision")) is int
        and isinstance(facts.get("on_behalf_of"), str | None)
        and isinstance(journal, dict)
        and type(journal.get("number")) is int
        and isinstance(journal.get("hash"), str)
        and bool(_DIGEST.fullmatch(facts["sha256"]))
    )


def proof(facts: Mapping[str, Any], work: Work | None) -> Proof:
    """Whether a receipt is whole, and with a store whether it gave it and still holds to it."""
    key = fingerprint(facts["public_key"])
    if not _whole(facts):
        return Proof(facts, key, faults=(Fault("receipt_broken", str(facts["reference"])),))
    if work is None:
        return Proof(facts, key)
    own = _own_key(work)
    if own != facts["public_key"]:
        allowed = fingerprint(own) if own else "-"
        fault = Fault("receipt_other_key", str(facts["reference"]), sent=key, allowed=allowed)
        return Proof(facts, key, ours=False, faults=(fault,))
    newest, faults = _standing(work, facts)
    return Proof(facts, key, ours=True, newest=newest, faults=faults)


def _whole(facts: Mapping[str, Any]) -> bool:
    signature = facts[SIGNATURE]
    try:
        # One signature has one spelling: base64 leaves bits over that say nothing.
        respelled = base64.b64encode(base64.b64decode(signature, validate=True)).decode()
        told = signed_part(facts)
    except (ValueError, TypeError):
        return False
    return respelled == signature and signed(facts["public_key"], told, signature)


def _own_key(work: Work) -> str | None:
    """The store's public key as it is remembered, else as its key file gives it."""
    with work.store().reading() as connection:
        known = remembered(connection)
    if known is None and there(work):
        known = seal_of(work).public
    return known


def _standing(work: Work, facts: Mapping[str, Any]) -> tuple[int, tuple[Fault, ...]]:
    """The unit's newest revision, and what of the receipt the store no longer holds to."""
    with work.store().reading() as connection:
        rows = [
            one
            for one in received.of_units(connection, [facts["unit"]], facts["period"])
            if (one.form, one.plan) == (facts["form"], facts["plan"])
            and one.valid_from.isoformat() == facts["valid_from"]
        ]
        number = facts["journal"]["number"]
        kept = verifying.act_hash(connection, number) if number else facts["journal"]["hash"]
    faults: list[Fault] = []
    found = next((one for one in rows if one.revision == facts["revision"]), None)
    if found is None:
        faults.append(Fault("receipt_gone", str(facts["reference"])))
    else:
        stands = {
            "sha256": found.digest,
            "received_at": spelled(found.received_at),
            "sender": found.sender,
            "on_behalf_of": found.on_behalf_of,
            "source": source(found.source),
        }
        faults += [
            Fault("receipt_changed", name, sent=str(value), allowed=str(facts[name]))
            for name, value in stands.items()
            if value != facts[name]
        ]
    if kept != facts["journal"]["hash"]:
        said = (kept or "-")[:16]
        told = str(facts["journal"]["hash"])[:16]
        faults.append(Fault("receipt_journal", str(number), sent=said, allowed=told))
    return max((one.revision for one in rows), default=0), tuple(faults)
