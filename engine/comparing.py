"""What a period's workbooks hold it against: the period before, or another that was named."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from engine.forms import asked, bare, of_row
from engine.orders import Order, Other
from engine.over_time import frame_of_longer
from engine.restate import Restated, restated
from engine.work import Work
from errors import Problem
from reporting.compared import Compared
from reporting.period import before
from store import assignments, forms, rollups
from store.opening import Connection


def beside_another(
    work: Work, wanted: Order, period: str, form: str | None, named: str | None = None
) -> Order:
    """The order with the period it is held against: the one ``named``, else the one before.

    Without ``named`` nothing is held against a period nobody has sent anything for. Raises
    Problem nothing_assigned, form_needed or period_invalid for one that was named.
    """
    if wanted.vintage or (named is None and before(period) is None):
        return wanted
    with work.store().reading() as connection:
        reference = _reference(connection, period, form, named)
        if reference is None:
            return wanted
        other = named or str(before(period))
        day = _day(work, connection, wanted)
        found = restated(work, connection, other, reference, day, final=wanted.final)
    if named is None and not any(one.latest.submission_id for one in found.sources):
        return wanted
    return replace(wanted, other=Other(other, reference, day, found.digest, wanted.final))


def _reference(
    connection: Connection, period: str, form: str | None, named: str | None
) -> str | None:
    """The name of the other period's form: the same, else its only one where it was named."""
    name = bare(form) if form else _name(connection, period)
    other = named or before(period)
    there = {bare(full) for _, full, one in assignments.periods(connection) if one == other}
    if name in there:
        return name
    if named is None:
        return None
    return asked(connection, named, None)[1]


def _name(connection: Connection, period: str) -> str:
    try:
        return bare(asked(connection, period, None)[1])
    except Problem:
        return ""  # made of shorter periods, or of several forms: nothing is before it


def _day(work: Work, connection: Connection, wanted: Order) -> date:
    if wanted.on_map is not None:
        return wanted.on_map.on
    if wanted.longer is not None:
        return frame_of_longer(work, connection, wanted.longer).roster_on
    return rollups.by_id(connection, wanted.rollup_id).roster_on


@lru_cache(maxsize=2)
def compared(work: Work, other: Other) -> Compared:
    """The other period's figures. Raises Problem rollup_moved where they are not those ordered."""
    with work.store().reading() as connection:
        here = _restated(work, connection, other, other.on)
        if here.digest != other.made:
            raise Problem("rollup_moved", period=other.period)
        then = _restated(work, connection, other, here.units_on)
        form = of_row(forms.by_id(connection, here.form_id))
    old, new = then.frame.map, here.frame.map
    return Compared(
        other.period,
        form.title.in_(work.language),
        here.rollup,
        then.rollup,
        {
            place: old.places[unit_id]
            for unit_id, place in new.places.items()
            if unit_id in old.places
        },
    )


def _restated(work: Work, connection: Connection, other: Other, on: date) -> Restated:
    return restated(work, connection, other.period, other.form, on, final=other.final)
