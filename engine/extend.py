"""Moving a deadline later, for one unit or for all below it, as one act that can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.forms import asked, bare
from engine.granting import granted
from engine.roster import Map, Roster, load_roster
from engine.standings import civil_day
from engine.work import Work
from errors import Problem
from store import acts, assignments, claims, extensions, journal, plans
from store.extensions import Owing
from store.opening import Connection

OPEN = ("expected", "draft", "returned")
"""States of an assignment that still waits for its unit."""
MOST_DAYS = 731
"""How much later than the day that holds a deadline may be moved at once: two years."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose deadline: a unit's code (with ``below``, its whole subtree), a form and a period.

    ``plan`` is a reference, needed only where several plans ask for the same. ``officer`` is the
    code of the unit that lets it; without it the plan's issuer does.
    """

    unit: str
    form: str
    period: str
    plan: str | None = None
    below: bool = False
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class Extended:
    """How many deadlines moved or stood so already, and how many were left as they are.

    ``closed``: answered, or not to be answered any more; ``later``: due later than the day asked
    for; ``undated``: without a deadline; ``barred``: of units that are not below the officer's.
    """

    plan: str
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    later: int = 0
    undated: int = 0
    barred: int = 0


def extend(work: Work, whom: Whom, to: date, reason: str, approver: str, now: datetime) -> Extended:
    """Let units send until the end of a later day; the same a second time changes nothing.

    Raises Problem extension_earlier, extension_closed or extension_undated where nothing asked
    for can be moved, extension_too_far for a day that is probably a slip, not_above for an
    officer of a unit that is above none of them, and what ``_owing`` raises.
    """
    with work.store().writing() as connection:
        rows, still, waiting = _waiting(work, connection, whom, now)
        dated = [(one, one.due) for one in waiting if one.due is not None]
        moved = [one for one, due in dated if due < to]
        done = Extended(
            plan=rows[0].plan,
            changed=len(moved),
            unchanged=sum(due == to for _, due in dated),
            closed=len(rows) - still,
            later=sum(due > to for _, due in dated),
            undated=len(waiting) - len(dated),
            barred=still - len(waiting),
        )
        if not done.changed and not done.unchanged:
            _refuse(rows, waiting, to)
        last = max((one.due for one in moved if one.due is not None), default=to)
        if (to - last).days > MOST_DAYS:
            raise Problem("extension_too_far", to=to, due=last)
        extensions.extend(connection, moved, to, reason, approver, now, work.actor)
        if moved:
            said = {"to": to, "approver": approver, "count": len(moved)}
            _note(connection, work, whom, rows, now, "extend", reason, **said)
    return done


def undo(work: Work, whom: Whom, reason: str, now: datetime) -> Extended:
    """Give open assignments the deadline back they had before it was extended.

    Where nothing is extended nothing changes. Raises not_above and what ``_owing`` raises.
    """
    with work.store().writing() as connection:
        rows, still, waiting = _waiting(work, connection, whom, now)
        changed = extensions.undo(connection, [one.id for one in waiting], reason, now, work.actor)
        if changed:
            _note(connection, work, whom, rows, now, "extend undo", reason, count=changed)
    return Extended(
        plan=rows[0].plan,
        changed=changed,
        unchanged=len(waiting) - changed,
        closed=len(rows) - still,
        barred=still - len(waiting),
    )


def _waiting(
    work: Work, connection: Connection, whom: Whom, now: datetime
) -> tuple[list[Owing], int, list[Owing]]:
    """The assignments meant, how many still wait for their units, and which of these may move.

    Nobody sends any of them meanwhile.
    """
    form_ids = _forms(connection, whom)
    claims.claim(connection, form_ids, whom.period)
    rows = _owing(work, connection, whom, form_ids, now)
    still = [one for one in rows if one.state in OPEN]
    pairs = [(form_id, whom.period) for form_id in form_ids]
    return rows, len(still), granted(work, connection, whom.officer, pairs, still)


def _owing(
    work: Work, connection: Connection, whom: Whom, form_ids: Sequence[int], now: datetime
) -> list[Owing]:
    """The assignments meant, at least one, all of one plan.

    Raises Problem form_unknown, nothing_assigned, plan_unknown, plan_needed, unit_unknown or
    nothing_owed.
    """
    if whom.plan is not None and plans.by_ref(connection, whom.plan) is None:
        known = [one.ref for one in plans.all_rows(connection)]
        raise Problem("plan_unknown", plan=whom.plan, known=", ".join(known[-5:]) or "-")
    rows = [
        one
        for one in extensions.owing(connection, form_ids, whom.period)
        if whom.plan in {None, one.plan}
    ]
    if whom.below:
        units = _below(work, connection, whom, rows, now)
        rows = [one for one in rows if one.unit_id in units]
    else:
        rows = [one for one in rows if one.code == whom.unit]
    if not rows:
        raise Problem("nothing_owed", unit=whom.unit, form=whom.form, period=whom.period)
    named = sorted({one.plan for one in rows})
    if len(named) > 1:
        raise Problem("plan_needed", period=whom.period, known=", ".join(named))
    return rows


def _forms(connection: Connection, whom: Whom) -> list[int]:
    found = [
        form_id
        for form_id, reference, period in assignments.periods(connection)
        if period == whom.period and whom.form in {reference, bare(reference)}
    ]
    return found or [asked(connection, whom.period, whom.form)[0]]


def _below(
    work: Work, connection: Connection, whom: Whom, rows: Sequence[Owing], now: datetime
) -> set[int]:
    """Row ids of the unit and all below it, on the day of every plan meant and today."""
    days = {plans.by_id(connection, plan_id).roster_on for plan_id in {r.plan_id for r in rows}}
    found: set[int] = set()
    known = False
    # Today's map too: a successor of a vanished unit stands only there.
    for day in days | {civil_day(work, now)}:
        there = _on(load_roster(work.store(), connection), day)
        place = None if there is None else there.tree.index.get(whom.unit)
        if there is not None and place is not None:
            known = True
            found |= set(there.ids[there.tree.subtree(place)])
    if not known:
        raise Problem("unit_unknown", code=whom.unit)
    return found


def _on(roster: Roster, day: date) -> Map | None:
    try:
        return roster.on(day)
    except Problem as problem:
        # A roster whose every unit has ended still has plans that were made on its own day.
        if problem.code != "no_unit_stands":
            raise
        return None


def _refuse(rows: Sequence[Owing], waiting: Sequence[Owing], to: date) -> None:
    if not waiting:
        states = ", ".join(sorted({one.state for one in rows}))
        raise Problem("extension_closed", count=len(rows), states=states)
    dues = [one.due for one in waiting if one.due is not None]
    if not dues:
        raise Problem("extension_undated", count=len(waiting))
    raise Problem("extension_earlier", to=to, due=min(dues))


def _note(
    connection: Connection,
    work: Work,
    whom: Whom,
    rows: Sequence[Owing],
    now: datetime,
    verb: str,
    reason: str,
    **details: object,
) -> None:
    about = {"unit": whom.unit, "form": whom.form, "period": whom.period, "below": whom.below}
    told = {**about, **({"officer": whom.officer} if whom.officer else {}), **details}
    own = next((one.unit_id for one in rows if one.code == whom.unit), None)
    acts.note(connection, rows[0].plan_id, own, now, work.actor, verb, reason, **told)
    journal.note(connection, now, work.actor, verb, rows[0].plan, reason=reason, **told)
