"""Submissions that a program sends in a request: read as files are, let in by right, one by one.

Whoever may not send for a unit is refused before the door, and nothing of it is kept.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from engine import entering, permits, tokens
from engine.permits import Holder, Permit
from engine.sending import Collected, Receipt
from engine.together import Coming
from engine.work import Work
from errors import Fault, Problem
from intake.reading import read_bytes
from intake.sent import Sent
from store import subjects
from store.assignments import Owed

MOST_ROWS = 10_000
"""Submissions of one request."""
AT_ONCE = 500
"""Submissions that are kept in one transaction."""
KEY_LIMIT = 200
OWN = "request:"
"""How the keys of whole requests begin; no submission's own key does."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one submission.

    ``receipt`` is there where it is kept, now or before; ``digest`` also where it only would be.
    """

    number: int
    where: str
    unit: str
    form: str
    period: str
    assignment: int = 0
    digest: str = ""
    receipt: Receipt | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether an error keeps it out."""
        return any(one.severity == "error" for one in self.faults)


@dataclass(frozen=True, slots=True)
class Post:
    """One request: its bytes, what they are (``json``, ``jsonl``, ``csv``), and its own key."""

    data: bytes
    kind: str = "json"
    form: str | None = None
    key: str = ""
    dry: bool = False


def post(work: Work, holder: Holder, sent: Post, now: datetime) -> Iterator[Row]:
    """What becomes of each submission of a request, in its order.

    Each is let in or refused by itself; AT_ONCE of them are one transaction. The same request
    under the same key is taken in once; another under the same key is refused as key_conflict.
    Raises Problem request_unfit for more than MOST_ROWS before anything is kept.
    """
    name = _name(holder, sent.key)
    read = read_bytes(f"{name}.{sent.kind}", sent.data, sent.form, entering.kinds_of(work))
    every = list(islice(read, MOST_ROWS + 1))
    if len(every) > MOST_ROWS:
        raise Problem("request_unfit", (_fault_of_many(len(every)),))
    for start in range(0, len(every), AT_ONCE):
        yield from _part(work, holder, sent, every[start : start + AT_ONCE], name, start, now)


def post_one(work: Work, holder: Holder, sent: Post, now: datetime) -> Row:
    """What becomes of the one submission of a request. Raises Problem request_unfit for many."""
    name = _name(holder, sent.key)
    with entering.on_the_way(work) as coming:
        every = list(islice(read_bytes(f"{name}.json", sent.data), 2))
        if len(every) != 1 or "#" in every[0].where:
            raise Problem("request_unfit", (Fault("not_an_object", where=name, allowed="{ }"),))
        (row,) = _part(work, holder, sent, every, name, 0, now, coming)
    return row


def _fault_of_many(count: int) -> Fault:
    return Fault("too_many_rows", sent=str(count), allowed=str(MOST_ROWS))


def _name(holder: Holder, key: str) -> str:
    """Where the submissions of one request stand; another request is another place."""
    told = f"{holder.account_id}:{key}" if key else tokens.fresh()
    return "api-" + hashlib.sha256(told.encode()).hexdigest()[:20]


def _part(
    work: Work,
    holder: Holder,
    sent: Post,
    part: Sequence[Sent],
    name: str,
    before: int,
    now: datetime,
    coming: Coming | None = None,
) -> Iterator[Row]:
    keyed = name if sent.key else ""
    mine = [_signed(one, holder, name, keyed, n) for n, one in enumerate(part, before + 1)]
    entrance = entering.opened(work)
    owed = entering.met(entrance, mine)
    shut = dict(_shut_out(work, holder, mine, owed, now))
    let = [one for one in mine if one.where not in shut]
    if sent.dry:
        found = _would_be(work, let, entrance)
    else:
        told = {OWN + name: hashlib.sha256(sent.data).hexdigest()} if sent.key else {}
        found = _kept(entering.send(work, let, now, told, entrance, coming)) if let else {}
    for number, (one, asked) in enumerate(zip(mine, owed, strict=True), before + 1):
        row = Row(number, one.where, one.unit or "", one.form or "", one.period or "")
        if one.where in shut:
            yield replace(row, faults=(shut[one.where],))
            continue
        there = found.get(one.where, _Outcome())
        yield replace(
            row,
            assignment=0 if isinstance(asked, Fault) else asked.id,
            digest=there.digest,
            receipt=there.receipt,
            faults=there.faults,
        )


@dataclass(frozen=True, slots=True)
class _Outcome:
    digest: str = ""
    receipt: Receipt | None = None
    faults: tuple[Fault, ...] = ()


def _signed(one: Sent, holder: Holder, place: str, name: str, number: int) -> Sent:
    """A submission under the name of who asks, and a key of its own where the request has one."""
    # Its channel is told by the ending; the reader's own one says only how it was written.
    one = replace(one, where=f"{place}.api#{number}")
    own = one.key
    if own and own.startswith((OWN, "portal:", "api-")):
        # Such keys are ours to give: nobody may take one before it is given.
        return replace(one, by=holder.login, faults=(*one.faults, _strange_key(own)))
    return replace(one, by=holder.login, key=own or (f"{name}#{number}" if name else None))


def _strange_key(own: str) -> Fault:
    return Fault("key_conflict", "key", sent=own[:80])


def _shut_out(
    work: Work,
    holder: Holder,
    sents: Sequence[Sent],
    owed: Sequence[Owed | Fault],
    now: datetime,
) -> Iterator[tuple[str, Fault]]:
    """Those of some submissions that this person may not send, and why."""
    for one, asked in zip(sents, owed, strict=True):
        if isinstance(asked, Fault):
            fault = _unmet(work, holder, one, now)
        else:
            fault = _unlet(work, holder, one, asked)
        if fault is not None:
            yield one.where, fault


def _unmet(work: Work, holder: Holder, one: Sent, now: datetime) -> Fault | None:
    """Nothing is told of units that are not one's own to see, not even that they owe nothing."""
    if not one.unit:
        return None
    try:
        permit = permits.of_unit(work, holder, one.unit, now)
    except Problem as problem:
        if problem.code != "not_found":
            raise
        permit = Permit(())
    seen = permit.relation in {"own", "child", "below"}
    return None if seen else Fault("unit_unknown", "unit", one.where, one.unit)


def _unlet(work: Work, holder: Holder, one: Sent, asked: Owed) -> Fault | None:
    own = asked.unit_id == holder.unit_id
    if own:
        permit = Permit(holder.roles, "own", "expected")
    else:
        permit = permits.of_assignment(work, holder, asked.id)
    if one.on_behalf_of:
        named = one.on_behalf_of in {holder.unit, asked.code}
        if named and (permit.allows("on_behalf") or _again(work, permit, one, asked)):
            return None
        if permit.allows("see"):
            return Fault("behalf_unfit", "on_behalf_of", one.where, one.on_behalf_of, holder.unit)
    elif permit.allows("send"):
        return None
    if not permit.allows("see"):
        return Fault("unit_unknown", "unit", one.where, one.unit or "")
    return Fault("not_yours", "unit", one.where, one.unit or "", holder.unit)


def _again(work: Work, permit: Permit, one: Sent, asked: Owed) -> bool:
    """Whether an officer sends once more what he entered for a unit, after a cut line."""
    if not Permit(permit.roles, permit.relation, "expected").allows("on_behalf"):
        return False
    with work.store().reading() as connection:
        subject = subjects.by_id(connection, asked.id)
    digest = entering.look(work, one).digest
    return subject is not None and bool(digest) and digest == subject.digest


def _would_be(
    work: Work, sents: Sequence[Sent], entrance: entering.Entrance
) -> Mapping[str, _Outcome]:
    checked = entering.weighed(work, sents, entrance)
    good = {
        one.source: _Outcome(one.digest, faults=(*one.warnings, *one.notes))
        for one in checked.accepted
    }
    return good | {one.source: _Outcome(faults=one.faults) for one in checked.refused}


def _kept(done: Collected) -> Mapping[str, _Outcome]:
    found = {one.source: _Outcome(faults=one.faults) for one in done.refused}
    beside: dict[str, list[Fault]] = {}
    for warned in done.warned:
        beside.setdefault(warned.source, []).append(warned.fault)
    for note in done.notes:
        beside.setdefault(note.where, []).append(note)
    for one in done.receipts:
        found[one.source] = _Outcome(one.sha256, one, tuple(beside.get(one.source, ())))
    return found
