"""A plan's life with one unit, and the plan's own: started, closed, returned, refused, reopened."""

from dataclasses import dataclass
from datetime import datetime

from engine import plans as plan_verbs
from engine.roster import load_roster
from engine.work import Work
from errors import Problem
from reporting.adoption import OF_A_PLAN, OF_A_RECEIPT, already, moved
from store import acts, journal, plans, receipts
from store.opening import Connection
from store.plans import PlanRow
from store.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Moved:
    """How a receipt, or without ``unit`` a plan, stands now, and whether it did before."""

    plan: str
    unit: str | None
    state: str
    changed: bool


def move(work: Work, ref: str, unit: str, verb: str, reason: str | None, now: datetime) -> Moved:
    """Bring a unit's receipt of a plan one step on or back; twice is harmless.

    ``verb`` is start, close, return, refuse or reopen. Raises Problem plan_not_open,
    unit_unknown, not_received, move_refused or reason_missing.
    """
    with work.store().writing() as connection:
        row = opened(connection, ref)
        receipt = received(work, connection, row, unit)
        last = acts.last_verb(connection, row.id, receipt.unit_id)
        if already(OF_A_RECEIPT, verb, receipt.state, last):
            return Moved(ref, unit, receipt.state, changed=False)
        own = own_ref(connection, receipt)
        state = moved(OF_A_RECEIPT, verb, receipt.state, reason, f"{ref} · {unit}", own)
        receipts.move(connection, row.id, receipt.unit_id, state, now, work.actor, reason)
        _note(connection, work, row, receipt.unit_id, verb, reason, now, unit)
    return Moved(ref, unit, state, changed=True)


def move_plan(work: Work, ref: str, verb: str, reason: str | None, now: datetime) -> Moved:
    """Close a plan, so that it is cascaded no further, or open it again; twice is harmless.

    Raises Problem move_refused or reason_missing.
    """
    with work.store().writing() as connection:
        row = plan_verbs.find(connection, ref, None)
        before, _mode = plans.held(connection, row.id, alone=True)
        if already(OF_A_PLAN, verb, before, acts.last_verb(connection, row.id, None)):
            return Moved(ref, None, before, changed=False)
        state = moved(OF_A_PLAN, verb, before, reason, ref)
        plans.change(connection, row.id, state=state)
        _note(connection, work, row, None, verb, reason, now, "")
    return Moved(ref, None, state, changed=True)


def opened(connection: Connection, ref: str) -> PlanRow:
    """A plan that nobody else changes until this transaction ends. Raises plan_not_open."""
    row = plan_verbs.find(connection, ref, None)
    state, _mode = plans.held(connection, row.id, alone=True)
    refuse_unless_open(ref, state)
    return row


def refuse_unless_open(ref: str, state: str) -> None:
    """Raises Problem plan_not_open for a plan that was withdrawn or closed."""
    if state != "issued":
        raise Problem("plan_not_open", plan=ref, state=state)


def received(work: Work, connection: Connection, row: PlanRow, unit: str) -> Receipt:
    """A unit's receipt of a plan. Raises Problem unit_unknown or not_received."""
    receipt = receipts.of_code(connection, row.id, unit)
    if receipt is None:
        if unit not in load_roster(work.store(), connection).on(row.roster_on).tree.index:
            raise Problem("unit_unknown", code=unit)
        raise Problem("not_received", unit=unit, plan=row.ref)
    return receipt


def own_ref(connection: Connection, receipt: Receipt) -> str:
    """The plan a unit issued under the one received, where it may be amended; else nothing."""
    if receipt.adopted_by is None:
        return ""
    own = plans.by_id(connection, receipt.adopted_by)
    return own.ref if own.state == "issued" else ""


def _note(
    connection: Connection,
    work: Work,
    row: PlanRow,
    unit_id: int | None,
    verb: str,
    reason: str | None,
    now: datetime,
    unit: str,
) -> None:
    acts.note(connection, row.id, unit_id, now, work.actor, verb, reason)
    journal.note(connection, now, work.actor, f"plans {verb}", row.ref, unit=unit, reason=reason)
