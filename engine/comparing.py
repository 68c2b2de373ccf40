"""What a period's workbooks hold it against: the period before, or another that was named."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from engine.forms import asked, bare
from engine.inputs import Frame
from engine.orders import Order, Other
from engine.over_time import frame_of_longer, longer_of, over_time
from engine.restate import restated
from engine.work import Work
from errors import Problem
from reporting.compared import Compared
from reporting.period import before
from reporting.rollup import Rollup
from store import assignments, rollups
from store.opening import Connection


@dataclass(frozen=True, slots=True)
class There:
    """The other period's figures on the map of a day; ``sent``: anybody gave one.

    ``own``: the day of the map that they came from. ``missing``: parts nobody was asked for.
    """

    rollup: Rollup
    frame: Frame
    digest: str
    own: date
    sent: bool
    missing: tuple[str, ...] = ()


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
        other = named or str(before(period))
        reference = _reference(connection, period, form, named)
        if reference is None:
            return wanted
        day = _day(work, connection, wanted)
        found = _there(work, connection, Other(other, reference, day, "", wanted.final), day)
    if named is None and not found.sent:
        return wanted
    return replace(wanted, other=Other(other, reference, day, found.digest, wanted.final))


def _reference(
    connection: Connection, period: str, form: str | None, named: str | None
) -> str | None:
    """The name of the other period's form: the same, else its only one where it was named."""
    name = bare(form) if form else _name(connection, period)
    other = named or str(before(period))
    if name and _asked_for(connection, other, name):
        return name
    if named is None:
        return None
    longer = longer_of(connection, named, None)
    return bare(asked(connection, named, None)[1] if longer is None else longer.reference)


def _name(connection: Connection, period: str) -> str:
    """The form of a period, or of the shorter ones it is made of; nothing where it has several."""
    try:
        longer = longer_of(connection, period, None)
        return bare(asked(connection, period, None)[1] if longer is None else longer.reference)
    except Problem:
        return ""


def _asked_for(connection: Connection, period: str, name: str) -> bool:
    """Whether a form was asked for a period, or for shorter ones that make it up."""
    if any(
        one == period and bare(full) == name for _, full, one in assignments.periods(connection)
    ):
        return True
    try:
        return longer_of(connection, period, name) is not None
    except Problem:
        return False


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
        here = _there(work, connection, other, other.on)
        if here.digest != other.made:
            raise Problem("rollup_moved", period=other.period)
        then = _there(work, connection, other, here.own)
    old, new = then.frame.map, here.frame.map
    return Compared(
        other.period,
        here.rollup.form.title.in_(work.language),
        here.rollup,
        then.rollup,
        {
            place: old.places[unit_id]
            for unit_id, place in new.places.items()
            if unit_id in old.places
        },
        here.missing,
    )


def _there(work: Work, connection: Connection, other: Other, on: date) -> There:
    """The other period on the map of a day: as it was asked for, or made of shorter ones."""
    longer = longer_of(connection, other.period, other.form)
    if longer is None:
        one = restated(work, connection, other.period, other.form, on, final=other.final)
        sent = any(source.latest.submission_id for source in one.sources)
        return There(one.rollup, one.frame, one.digest, one.units_on, sent)
    whole = over_time(work, connection, longer, final=other.final, on=on)
    own = frame_of_longer(work, connection, longer).roster_on
    digest = f"{on} {whole.digest}"
    return There(whole.rollup, whole.frame, digest, own, bool(whole.reported), longer.missing)
