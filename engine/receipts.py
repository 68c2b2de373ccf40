"""Receipts: what a clerk keeps to show that a content was received, signed by the workspace."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from engine.answers import answer
from engine.behalf import entered_by
from engine.forms import find, of_row
from engine.keys import fingerprint, held_seal
from engine.seal import Seal
from engine.sending import Receipt
from engine.standings import zone_of
from engine.whose import Whose
from engine.work import Work
from errors import Problem
from reporting.receipt_paper import Shown
from store import bonds, journal, received, verifying
from store.opening import Connection
from store.received import Receiving

KIND = "receipt 1"
SIGNATURE = "signature"
_UNFIT = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Printed:
    """One receipt: what it says, and the name of its files without an ending."""

    facts: Mapping[str, Any]
    name: str

    @property
    def data(self) -> bytes:
        """The receipt as a file."""
        return (json.dumps(self.facts, ensure_ascii=False, indent=1) + "\n").encode()


def signed_part(facts: Mapping[str, Any]) -> bytes:
    """The bytes a signature is under: canonical JSON of all that stands beside it."""
    rest = {name: value for name, value in facts.items() if name != SIGNATURE}
    return json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def receipt(work: Work, whose: Whose, revision: int | None) -> Printed:
    """The receipt of one revision, the newest without ``revision``; always the same.

    Raises Problem nothing_sent, revision_unknown, key_unfit, key_other and what ``answer`` does.
    """
    seal = held_seal(work)
    with work.store().reading() as connection:
        owed = answer(connection, whose)
        found = received.of_assignment(connection, owed.id, revision)
        if found is None and owed.revision:
            known = f"1-{owed.revision}" if owed.revision > 1 else "1"
            raise Problem("revision_unknown", sent=str(revision), known=known)
        if found is None:
            raise Problem("nothing_sent", unit=owed.unit, form=owed.form, period=owed.period)
        return next(_printed(connection, seal, [found]))


def receipts(work: Work, wanted: Collection[Receipt]) -> Iterator[Printed]:
    """The receipts of what one run took in. Raises Problem key_unfit or key_other."""
    if not wanted:
        return
    seal = held_seal(work)
    by_period: dict[str, dict[tuple[str, str, int, str], None]] = {}
    for one in wanted:
        key = (one.unit, one.form, one.revision, one.sha256)
        by_period.setdefault(one.period, {})[key] = None
    with work.store().reading() as connection:
        for period, keys in by_period.items():
            codes = sorted({key[0] for key in keys})
            for start in range(0, len(codes), received.CHUNK):
                some = codes[start : start + received.CHUNK]
                found = [
                    one
                    for one in received.of_units(connection, some, period)
                    if not keys.keys().isdisjoint(_keys(one))
                ]
                yield from _printed(connection, seal, found)


def _keys(one: Receiving) -> set[tuple[str, str, int, str]]:
    forms = (one.form, one.form_name)
    return {(one.unit, form, one.revision, one.digest) for form in forms}


def _printed(connection: Connection, seal: Seal, found: Collection[Receiving]) -> Iterator[Printed]:
    taken: dict[bytes, tuple[int, str]] = {}
    for act in verifying.acts_at(connection, [one.received_at for one in found]):
        for bond in bonds.read(act.details) or ():
            taken[bond] = (act.number, act.hash)
    newest = journal.head(connection)
    for one in found:
        act_of_it = taken.get(bonds.bond(one.row, bonds.spelled(one.received_at)))
        facts = _facts(one, seal, act_of_it, newest)
        facts[SIGNATURE] = seal.sign(signed_part(facts))
        yield Printed(facts, _name(one))


def _facts(
    one: Receiving, seal: Seal, act: tuple[int, str] | None, newest: tuple[int, str]
) -> dict[str, Any]:
    """What a receipt says; of a revision from before acts named theirs, the newest act now."""
    number, found = act or newest
    told = Receipt(one.unit, one.form, one.period, one.revision, one.digest, one.received_at)
    return {
        "capbac": KIND,
        "reference": told.reference,
        "unit": one.unit,
        "unit_name": one.unit_name,
        "level": one.level,
        "valid_from": one.valid_from.isoformat(),
        "form": one.form,
        "period": one.period,
        "plan": one.plan,
        "issuer": one.issuer,
        "issuer_name": one.issuer_name,
        "revision": one.revision,
        "sha256": one.digest,
        "received_at": bonds.spelled(one.received_at),
        "sender": one.sender,
        "on_behalf_of": one.on_behalf_of,
        "source": source(one.source),
        "journal": {
            "number": number,
            "hash": found,
            "act": "collect" if act else "newest",
        },
        "public_key": seal.public,
    }


def source(where: str) -> str:
    """Where a revision came from as others may read it: without this machine's folders."""
    return re.split(r"[\\/]", where)[-1]


def _name(one: Receiving) -> str:
    """``UNIT_FORM_PERIOD_PLAN_rN_HASH``, with nothing a file system refuses, Windows' included."""
    place = f"{one.unit}_{one.form}_{one.period}_{one.plan}"
    whole = f"{place}_r{one.revision}_{one.digest[:8]}"
    return "".join("-" if c in _UNFIT or not c.isprintable() else c for c in whole)


@lru_cache(maxsize=16)
def _title(work: Work, reference: str, language: str) -> str:
    """What a form is called; a version of a form never changes."""
    with work.store().reading() as connection:
        return of_row(find(connection, reference)).title.in_(language)


def shown(work: Work, printed: Printed, language: str) -> Shown:
    """What the paper of a receipt shows beside its facts, by the country's clock."""
    facts = printed.facts
    zone = zone_of(work.country().offset)
    moment = datetime.fromisoformat(facts["received_at"]).astimezone(zone)
    return Shown(
        received=f"{moment:%H:%M:%S} {moment:%d/%m/%Y} ({work.country().offset})",
        title=_title(work, facts["form"], language),
        fingerprint=fingerprint(facts["public_key"]),
        file=f"{printed.name}.json",
        entered_by=entered_by(facts["unit"], facts["on_behalf_of"], facts["sender"]),
        language=language,
    )
