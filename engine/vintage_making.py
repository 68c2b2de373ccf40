"""How a vintage's figures come of its revisions where that takes more than its own map.

A vintage made of shorter periods, or on the map of another day, is made by the days of the maps
on which its units sent, and by lineage. Those stand in the act that published it, which the
journal's chain binds; the revisions stand beside the vintage like those of any other.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.forms import find, of_row
from engine.inputs import Frame, frame_on
from engine.linked import Register, Registers, frozen, names_of, stated_among
from engine.over_maps import Asked, credited
from engine.over_time import joined
from engine.restate import Kept, Source, restated_of
from engine.work import Work
from errors import Fault
from hierarchy.unit import Unit
from reporting.rollup import Rollup
from schemas.form import Form
from store import forms, units, vintage_links, vintages
from store.opening import Connection
from store.submissions import Latest
from store.vintages import VintageRow

MADE_OF = "made_of"
"""What the act of publishing calls it."""
Spots = Mapping[int, tuple[tuple[int, ...], Unit]]
"""Where a unit's figures stand, its anchor first, and the unit itself, by row id."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period a form, as ``name@version``, was asked for, and the day of its map."""

    period: str
    form: str
    day: date


@dataclass(frozen=True, slots=True)
class Making:
    """What a vintage is made of, period by period in order of time.

    ``missing`` parts were asked of nobody. ``on``: its figures were taken to the map of that day.
    ``others`` are the forms it takes measures from. ``lineage`` is a digest of it where it counts.
    """

    periods: tuple[Period, ...]
    missing: tuple[str, ...] = ()
    on: date | None = None
    others: tuple[Period, ...] = ()
    lineage: str = ""

    def as_details(self) -> dict[str, object]:
        """The same as the act of publishing says it."""
        return {
            MADE_OF: {
                "periods": [_spelled(one) for one in self.periods],
                "missing": list(self.missing),
                "on": self.on and self.on.isoformat(),
                "others": [_spelled(one) for one in self.others],
                "lineage": self.lineage,
            }
        }


@dataclass(frozen=True)
class Composed:
    """The figures of such a vintage. ``spots`` also name the units of other maps.

    ``single``: it is of one period that was asked for. ``moved``: figures went by lineage.
    """

    rollup: Rollup
    frame: Frame
    making: Making
    spots: Spots
    faults: tuple[Fault, ...] = ()
    single: bool = False
    moved: bool = False
    steps: tuple[Asked, ...] = field(default=(), repr=False)

    @property
    def units_on(self) -> date | None:
        """The day its units sent on, where their figures stand on the map of another."""
        return self.making.periods[-1].day if self.making.on else None


def _spelled(one: Period) -> list[str]:
    return [one.period, one.form, one.day.isoformat()]


def making_of(connection: Connection, row: VintageRow) -> Making | None:
    """How a vintage is made; None where it is a period on its own map, or no act says."""
    told: dict[str, Any] | None = json.loads(vintages.act_of(connection, row) or "{}").get(MADE_OF)
    if told is None:
        return None
    return Making(
        periods=tuple(_read(one) for one in told["periods"]),
        missing=tuple(told["missing"]),
        on=None if told["on"] is None else date.fromisoformat(told["on"]),
        others=tuple(_read(one) for one in told["others"]),
        lineage=told["lineage"],
    )


def _read(one: list[str]) -> Period:
    return Period(one[0], one[1], date.fromisoformat(one[2]))


def lineage_digest(connection: Connection) -> str:
    """SHA-256 over every edge there is."""
    lines = [
        f"{e.old_code}\t{e.new_code}\t{e.on}\t{e.share}\t{e.kind}"
        for e in units.load_lineage(connection)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def composed(work: Work, connection: Connection, row: VintageRow, making: Making) -> Composed:
    """The figures of a vintage made so, from the revisions frozen with it."""
    form = of_row(forms.by_id(connection, row.form_id))
    registers = _registers(connection, row.id, making)
    steps = tuple(
        Asked(
            of_row(find(connection, one.form)),
            one.day,
            _latest(connection, row.id, one),
            others=_others_of(form, one.period, registers),
        )
        for one in making.periods
    )
    if [one.period for one in making.periods] == [row.period]:
        return _on_another_map(work, connection, row, making, steps)
    owing = vintages.units_of(connection, row.id)
    frame = frame_on(work, connection, making.periods[-1].day, row.plan_id, owing)
    found = joined(work, connection, form, steps, frame, on=making.on)
    spots = spots_of(found.sources) or standing(found.frame)
    moved = bool(found.sources)
    return Composed(
        found.rollup, found.frame, making, spots, found.faults, moved=moved, steps=steps
    )


def _on_another_map(
    work: Work, connection: Connection, row: VintageRow, making: Making, steps: tuple[Asked, ...]
) -> Composed:
    (step,), (one,) = steps, making.periods
    assert making.on is not None
    given = Kept(
        form=step.under,
        form_id=row.form_id,
        reference=one.form,
        period=row.period,
        day=step.day,
        plan_id=row.plan_id,
        final=row.final,
        latest=step.latest,
        others=step.others,
    )
    found = restated_of(work, connection, given, making.on)
    spots = spots_of((*found.sources, *found.beside))
    return Composed(
        found.rollup,
        found.frame,
        making,
        spots,
        found.faults,
        single=True,
        moved=True,
        steps=steps,
    )


def _latest(connection: Connection, vintage_id: int, one: Period) -> list[Latest]:
    form_id = find(connection, one.form).id
    return [
        given.latest
        for given in vintage_links.stated(connection, vintage_id)
        if (given.form_id, given.period) == (form_id, one.period)
    ]


def _registers(connection: Connection, vintage_id: int, making: Making) -> list[Register]:
    days = {(one.form, one.period): one.day for one in making.others}
    return [
        Register(
            one.form, one.form_id, one.period, one.sent, days.get((one.form.reference, one.period))
        )
        for one in frozen(connection, vintage_id)
    ]


def _others_of(form: Form, period: str, registers: list[Register]) -> Registers:
    """The other forms as they hold for one period, as they were chosen when it was published."""
    found = {}
    for name in names_of(form):
        mine = {one.period: one for one in registers if one.form.name == name}
        stated = stated_among(mine.keys(), period)
        if stated is not None:
            found[name] = mine[stated]
    return found


def spots_of(sources: tuple[Source, ...]) -> Spots:
    """Where the figures of units of other maps stand."""
    return {one.unit_id: (tuple(credited(one.destination)), one.unit) for one in sources}


def standing(frame: Frame) -> Spots:
    """Where units stand on their own map."""
    tree = frame.map.tree.units
    return {unit_id: ((place,), tree[place]) for unit_id, place in frame.map.places.items()}
