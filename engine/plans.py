"""Issuing a plan: checked, numbered, frozen, and nobody assigned yet."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine import attachments, citing, deadlines, freezing, numbering
from engine.attachments import Taken
from engine.citing import Cited
from engine.numbering import Number
from engine.roster import Map, load_roster
from engine.work import Work
from errors import Fault, Problem
from reporting.addressing import addressing_faults
from reporting.plan import Plan, addressed, read_plan
from schemas.plans import check_plan
from store import amendments, bonded, bonds, journal, plans
from store.opening import Connection
from store.plans import PlanRow


@dataclass(frozen=True, slots=True)
class Issued:
    """The reference of a plan, whether it was issued now or stood before, and what to look at."""

    ref: str
    new: bool
    roster_on: date
    addressed: int
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Sound:
    """A plan's document with all that is kept beside it, once nothing is wrong with it."""

    plan: Plan
    text: str
    digest: str
    reached: int
    frozen: freezing.Pairs
    number: Number
    cited: Cited
    attached: Taken
    warnings: tuple[Fault, ...] = ()


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of a plan's content, however its file is laid out."""
    return digest_of_text(text_of(document))


def digest_of_text(text: str) -> str:
    """SHA-256 of a document as ``text_of`` spells it."""
    return hashlib.sha256(text.encode()).hexdigest()


def text_of(document: Mapping[str, Any]) -> str:
    """A document in its one spelling: keys sorted, nothing between."""
    return json.dumps(
        document,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=lambda number: float(number) if isinstance(number, Decimal) else str(number),
    )


def issue(
    work: Work,
    document: Mapping[str, Any],
    now: datetime,
    today: date,
    folder: Path | None = None,
) -> Issued:
    """Keep a plan with its roster's day and its forms' versions.

    ``folder`` is where the files it attaches lie. Raises Problem plan_faults, unit_unknown or
    form_unknown; then nothing has changed.
    """
    refuse(check_plan(document))
    with work.store().writing() as connection:
        plans.hold_issuer(connection, document["issuer"])
        known = plans.by_digest(connection, digest_of(document))
        day = read_plan(document).day(today) if known is None else known.roster_on
        found = load_roster(work.store(), connection).on(day)
        if known is not None:
            reached = addressed(read_plan(document), found.tree)
            return Issued(known.ref, new=False, roster_on=day, addressed=len(reached))
        sound = examine(work, connection, document, found, folder)
        ref = _kept(work, connection, sound, found, day, now)
    warnings = sound.warnings
    return Issued(ref, new=True, roster_on=day, addressed=sound.reached, warnings=warnings)


def examine(
    work: Work,
    connection: Connection,
    document: Mapping[str, Any],
    found: Map,
    folder: Path | None,
    own: PlanRow | None = None,
) -> Sound:
    """A document against all that is kept; ``own`` is the row of a plan that stands already.

    Raises Problem plan_faults with every fault at once, unit_unknown or form_unknown.
    """
    plan = read_plan(document)
    if plan.issuer not in found.tree.index:
        raise Problem("unit_unknown", code=plan.issuer)
    reached = addressed(plan, found.tree)
    before: dict[tuple[str, str], int] = {}
    if own is not None:
        names = plans.frozen_names(connection, own.id)
        before = {(name, period): form_id for form_id, name, period in names}
    pairs, faults = freezing.frozen(connection, plan, found.tree, before)
    number = numbering.number_of(plan, work.country().papers)
    faults += numbering.taken(work, connection, number, plan.number, own)
    cited = citing.cited(work, connection, plan, own)
    attached = attachments.look(work, document.get("attachments", ()), folder)
    odd = addressing_faults(plan, found.tree)
    odd += deadlines.warnings(work, connection, plan, found.tree)
    if any(one.severity == "error" for one in odd):
        faults += odd
    refuse([*faults, *cited.faults, *attached.faults])
    text = text_of(document)
    digest = digest_of_text(text)
    return Sound(plan, text, digest, len(reached), pairs, number, cited, attached, odd)


def _kept(
    work: Work, connection: Connection, sound: Sound, found: Map, day: date, now: datetime
) -> str:
    plan = sound.plan
    ref = plans.next_ref(connection, plan.issuer, plan.period)
    values = {
        "ref": ref,
        "issuer_id": found.ids[found.tree.index[plan.issuer]],
        "title": plan.title,
        "period": plan.period,
        "digest": sound.digest,
        "document": sound.text,
        "roster_on": day,
        "issued_at": now,
        "issued_by": work.actor,
        **sound.number,
    }
    plan_id = plans.keep(connection, values, sound.frozen)
    keep_beside(work, connection, plan_id, sound, now)
    told = {"number": plan.number, bonds.PLANNED: bonded.of_plan(connection, plan_id)}
    journal.note(connection, now, work.actor, "plans issue", ref, **told)
    return ref


def keep_beside(
    work: Work, connection: Connection, plan_id: int, sound: Sound, now: datetime
) -> None:
    """Citations and attachments of a plan, in place of those it had."""
    citing.keep(connection, plan_id, sound.cited, now)
    amendments.attach(connection, plan_id, sound.attached.rows)
    # Last: files cannot be taken back with the transaction, and one kept in vain does no harm.
    attachments.keep(work, sound.attached)


def link_adoptions(connection: Connection, now: datetime, plan_id: int | None = None) -> None:
    """Note every unit that has a plan from above and issued its own citing it.

    Of the plan above of this row id, or of all.
    """
    citing.take_up(connection, now, upper=plan_id)


def refuse(faults: Sequence[Fault]) -> None:
    """Raises Problem plan_faults where there are any."""
    if faults:
        raise Problem("plan_faults", tuple(faults), count=len(faults))


def find(connection: Connection, reference: str, document: Mapping[str, Any] | None) -> PlanRow:
    """The plan of a reference, or of an issued file's content. Raises Problem plan_unknown."""
    row = plans.by_ref(connection, reference)
    if row is None and document is not None:
        row = plans.by_digest(connection, digest_of(document))
    if row is None:
        known = ", ".join(plans.latest_refs(connection, 5)) or "-"
        raise Problem("plan_unknown", plan=reference, known=known)
    return row


def listed(work: Work) -> tuple[PlanRow, ...]:
    """Every issued plan, oldest first."""
    with work.store().reading() as connection:
        return plans.all_rows(connection)


def noun(row: PlanRow) -> Plan:
    """The plan of a kept row."""
    return read_plan(json.loads(row.document, parse_float=Decimal))
