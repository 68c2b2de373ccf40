"""Taking a plan back, and letting it stand again."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from engine import citing
from engine import plans as plan_verbs
from engine.settle import Settled, settle, withdraw_all
from engine.work import Work
from errors import Problem
from store import acts, citations, claims, journal, plans
from store.citations import Held
from store.opening import Connection
from store.plans import PlanRow


def withdraw(work: Work, ref: str, reason: str, now: datetime) -> tuple[Settled, bool]:
    """Nobody owes anything under the plan any more; what was sent stays. Twice is harmless.

    Units that had taken up a plan from above by issuing this one have not any more. The second
    value is whether anything is new. Raises Problem plan_unknown, plan_not_open, reason_missing.
    """
    if not reason.strip():
        raise Problem("reason_missing", verb="withdraw")
    with work.store().writing() as connection:
        row = _alone(connection, ref)
        state, _mode = plans.held(connection, row.id, alone=True)
        if state == "withdrawn":
            return Settled(), False
        if state != "issued":
            raise Problem("plan_not_open", plan=ref, state=state)
        plans.change(connection, row.id, state="withdrawn")
        settled = withdraw_all(work, connection, row.id, now)
        held = citations.let_go(connection, row.id, now, work.actor)
        _note(work, connection, row, now, "withdraw", reason, settled.withdrawn, held)
    return settled, True


def restore(work: Work, ref: str, now: datetime) -> tuple[Settled, bool]:
    """A withdrawn plan stands again, with what it asks for as it reads now. Twice is harmless.

    What its unit had taken up with it stands as it did, unless something else was done since.
    """
    with work.store().writing() as connection:
        row = _alone(connection, ref)
        state, _mode = plans.held(connection, row.id, alone=True)
        if state != "withdrawn":
            return Settled(), False
        plans.change(connection, row.id, state="issued")
        settled = settle(work, connection, plans.by_id(connection, row.id), now)
        citations.put_back(connection, row.id, _held(connection, row.id), now, work.actor)
        citing.take_up(connection, now, upper=row.id)
        citing.take_up(connection, now, lower=row.id)
        _note(work, connection, row, now, "restore", None, settled.reopened)
    return settled, True


def _alone(connection: Connection, ref: str) -> PlanRow:
    """A plan held with those it cites or has taken up: their receipts change with it."""
    row = plan_verbs.find(connection, ref, None)
    held = {one.plan_id for one in _held(connection, row.id)}
    claims.whole_plan(connection, row.id, held | citations.above(connection, row.id))
    return row


def _note(
    work: Work,
    connection: Connection,
    row: PlanRow,
    now: datetime,
    verb: str,
    reason: str | None,
    count: int,
    held: Sequence[Held] = (),
) -> None:
    said = {"assignments": count} | ({"held": [_told(one) for one in held]} if held else {})
    acts.note(connection, row.id, None, now, work.actor, verb, reason, **said)
    entry = {"reason": reason, "assignments": count}
    journal.note(connection, now, work.actor, f"plans {verb}", row.ref, **entry)


def _told(one: Held) -> list[object]:
    """A receipt as an act keeps it; ``_held`` reads it back."""
    at = None if one.adopted_at is None else one.adopted_at.isoformat()
    return [one.plan_id, one.unit_id, one.state, at]


def _held(connection: Connection, plan_id: int) -> Iterator[Held]:
    told = acts.last_details(connection, plan_id, "withdraw").get("held", ())
    for upper, unit, state, at in told:
        yield Held(upper, unit, state, None if at is None else datetime.fromisoformat(at))
