"""The figures of a period as they are read: kept, made of shorter periods, or of a set of units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine import rollup as rollups_verbs
from engine.forms import asked, of_row
from engine.inputs import ground_of
from engine.linked import elsewhere, registers
from engine.over_time import OverTime, longer_of, over_time
from engine.restate import Restated, restated
from engine.vintages import find, recalled
from engine.work import Work
from errors import Fault
from reporting.linking import as_of_form
from reporting.over_time import without_rule
from reporting.rollup import Rollup, roll_up
from reporting.unit_set import inputs_of_set, set_of
from store import forms
from store.opening import Connection
from store.vintages import VintageRow


@dataclass(frozen=True, slots=True)
class Shown:
    """A roll-up and how it may be read.

    ``first``: only the first so many units of its tree are meant. Of a longer period, ``missing``
    are the parts nobody was asked for, and ``unruled`` the measures that have no figure over it.
    ``faults``: of a restatement. ``elsewhere`` units of forms it takes measures from stand on
    another map and are not in it. ``vintage``: the row id of a published one.
    """

    rollup: Rollup
    period: str
    finality: str
    first: int | None = None
    missing: tuple[str, ...] = ()
    unruled: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    elsewhere: int = 0
    vintage: int = 0


def shown(
    work: Work,
    period: str,
    form: str | None,
    *,
    final: bool = False,
    units: Sequence[str] = (),
    on: date | None = None,
    vintage: int | None = None,
) -> Shown:
    """The kept roll-up of a period, else what its shorter periods make; of a set as its first unit.

    With ``on``: what counts now, on that day's map; ``faults`` then name the units the lineage
    does not know. Raises Problem no_rollup, form_needed, form_unknown, nothing_assigned or
    unit_unknown. ``vintage``: the published one of that number.
    """
    first = 1 if units else None
    if vintage is not None:
        with work.store().reading() as connection:
            return of_vintage(work, connection, find(connection, period, form, vintage))
    with work.store().reading() as connection:
        longer = longer_of(connection, period, form)
        if longer is not None:
            found = over_time(work, connection, longer, final=final, units=units, on=on)
            return of_longer(found, first)
        if on is not None:
            return of_restated(restated(work, connection, period, form, on, final=final))
    rollup_id = rollups_verbs.current(work, period, form, final=final)
    rolled, frame, kept = rollups_verbs.load(work, rollup_id)
    with work.store().reading() as connection:
        others = registers(connection, rolled.form, kept.period, final=kept.final)
    apart = elsewhere(others, frame.map.ids)
    if units:
        tree, places = set_of(rolled.tree, units)
        inputs = inputs_of_set(rolled.inputs, places)
        rolled = as_of_form(roll_up(rolled.layout.form, tree, inputs), rolled.form)
    finality = "final" if kept.final else "provisional"
    return Shown(rolled, kept.period, finality, first, elsewhere=apart)


def left_elsewhere(
    work: Work, period: str, form: str | None, *, final: bool = False
) -> tuple[int, date] | None:
    """How many units of forms that a period's form takes measures from stand on another map.

    With the day of the period's own map; None where there are none, or where shorter periods make
    it up, which are taken to one map. Raises Problem form_needed, form_unknown, nothing_assigned.
    """
    with work.store().reading() as connection:
        if longer_of(connection, period, form) is not None:
            return None
        form_id, _ = asked(connection, period, form)
        noun = of_row(forms.by_id(connection, form_id))
        if not noun.linked:
            return None
        ground = ground_of(work, connection, form_id, period)
        others = registers(connection, noun, period, final=final)
        count = elsewhere(others, ground.map.ids)
    return (count, ground.roster_on) if count else None


def of_vintage(work: Work, connection: Connection, row: VintageRow) -> Shown:
    """A published vintage as it is read."""
    found = recalled(work, connection, row)
    made = found.composed
    if made is None:
        return Shown(found.rollup, row.period, found.finality, vintage=row.id)
    return Shown(
        found.rollup,
        row.period,
        found.finality,
        missing=made.making.missing,
        unruled=() if made.single else without_rule(found.rollup.form),
        faults=made.faults,
        vintage=row.id,
    )


def of_restated(found: Restated) -> Shown:
    """A period on another day's map as it is read."""
    finality = "final" if found.final else "provisional"
    return Shown(found.rollup, found.period, finality, faults=found.faults)


def of_longer(found: OverTime, first: int | None = None) -> Shown:
    """A longer period as it is read."""
    return Shown(
        found.rollup,
        found.longer.period,
        found.finality,
        first,
        found.longer.missing,
        without_rule(found.rollup.form),
        found.faults,
    )
