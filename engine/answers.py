"""Finding the one assignment a person means by a unit, a form and a period."""

from collections.abc import Sequence
from typing import TypeVar

from engine.whose import Whose, forms_of
from errors import Problem
from store import answers as rows
from store import assignments
from store.answers import Answer
from store.assignments import CLOSED, Owed
from store.opening import Connection

One = TypeVar("One", Answer, Owed)


def answer(connection: Connection, whose: Whose) -> Answer:
    """The one assignment meant, with its newest revision; what was closed only if it is the last.

    Raises Problem form_unknown, nothing_assigned, period_invalid, nothing_owed, plan_needed or
    unit_day_needed.
    """
    wanted = forms_of(connection, whose.form, whose.period)
    found = [
        one
        for one in rows.answers(connection, whose.unit, wanted, whose.period)
        if whose.plan in {None, one.plan} and (not whose.unit_on or one.stands_on(whose.unit_on))
    ]
    found = [one for one in found if one.state not in CLOSED] or found[-1:]
    return _only(found, whose)


def owed_one(connection: Connection, whose: Whose) -> Owed:
    """The one open assignment meant.

    Raises Problem nothing_owed, plan_needed or unit_day_needed.
    """
    found = [
        one
        for one in assignments.owed_by(connection, whose.unit, whose.period)
        if whose.form in (one.form, f"{one.form}@{one.version}")
        and whose.plan in (None, one.plan)
        and (not whose.unit_on or one.stands_on(whose.unit_on))
    ]
    return _only(found, whose)


def _only(found: Sequence[One], whose: Whose) -> One:
    if not found:
        raise Problem("nothing_owed", unit=whose.unit, form=whose.form, period=whose.period)
    plans = sorted({one.plan for one in found})
    if len(plans) > 1:
        raise Problem("plan_needed", period=whose.period, known=", ".join(plans))
    if len(found) > 1:
        days = ", ".join(one.valid_from.isoformat() for one in found)
        raise Problem("unit_day_needed", unit=whose.unit, known=days)
    return found[0]
