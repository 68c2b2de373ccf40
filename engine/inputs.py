"""Submissions as arrays in tree order: what a roll-up is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from engine.roster import Map, load_roster
from engine.work import Work
from reporting.rollup import Inputs
from reporting.submission import unpack
from schemas.form import Form
from store import assignments, plans, rollups, successions
from store.opening import Connection
from store.submissions import Latest


@dataclass(frozen=True)
class Ground:
    """The map a form and period is rolled up on: that of the plan that asks most of ``plans``.

    ``moved``: one of them was carried over to another map since.
    """

    map: Map
    roster_on: date
    plan_id: int
    plans: int
    moved: bool = False


@dataclass(frozen=True)
class Frame:
    """A ground, and which places of its tree owe the form."""

    map: Map
    roster_on: date
    plan_id: int
    assigned: NDArray[np.bool_]


def ground_of(work: Work, connection: Connection, form_id: int, period: str) -> Ground:
    """The map of the plan that asks most units.

    A plan carried over to a later map is rolled up on that one, unless units that are not on it
    have answered: then on its first map, so that what was sent before stays what it was.
    """
    asking = assignments.plans_of(connection, form_id, period)
    roster_on = plans.by_id(connection, asking[0]).roster_on
    later = successions.map_day(connection, asking[0])
    if later and not successions.answered_elsewhere(connection, form_id, period, later):
        roster_on = later
    found = load_roster(work.store(), connection).on(roster_on)
    moved = later is not None or successions.moved(connection, asking[1:])
    return Ground(found, roster_on, asking[0], len(asking), moved)


def frame_of(work: Work, connection: Connection, form_id: int, period: str) -> Frame:
    """The ground of a form and period with everyone who owes it."""
    owing = assignments.units_of(connection, form_id, period)
    return _frame(ground_of(work, connection, form_id, period), owing)


def frame_taken(work: Work, connection: Connection, rollup_id: int) -> Frame:
    """The ground a kept roll-up stands on, with everyone it took in."""
    ground = ground_taken(work, connection, rollup_id)
    return _frame(ground, rollups.units_of(connection, rollup_id))


def ground_taken(work: Work, connection: Connection, rollup_id: int) -> Ground:
    """The ground a kept roll-up stands on, whatever was asked since."""
    roster_on = rollups.by_id(connection, rollup_id).roster_on
    found = load_roster(work.store(), connection).on(roster_on)
    return Ground(found, roster_on, rollups.plan_of(connection, rollup_id), 1)


def frame_on(
    work: Work, connection: Connection, roster_on: date, plan_id: int, owing: Iterable[int]
) -> Frame:
    """The ground of a day's map with these units (row ids) owing. Raises Problem no_units."""
    found = load_roster(work.store(), connection).on(roster_on)
    return _frame(Ground(found, roster_on, plan_id, 1), owing)


def _frame(ground: Ground, owing: Iterable[int]) -> Frame:
    assigned = np.zeros(len(ground.map.ids), dtype=bool)
    places = ground.map.places
    assigned[[places[unit_id] for unit_id in owing if unit_id in places]] = True
    return Frame(ground.map, ground.roster_on, ground.plan_id, assigned)


def latest_by_place(found: Map, latest: Sequence[Latest]) -> tuple[dict[int, Latest], int]:
    """The counting revision of each place, and how many stand on no place of this map.

    Where two plans ask a unit for the same form, its newest revision counts once.
    """
    chosen: dict[int, Latest] = {}
    left_out = 0
    for one in latest:
        if one.submission_id is None:
            continue
        place = found.places.get(one.unit_id)
        if place is None:
            left_out += 1
            continue
        before = chosen.get(place)
        if before is None or (before.submission_id or 0) < one.submission_id:
            chosen[place] = one
    return chosen, left_out


def inputs_of(form: Form, assigned: NDArray[np.bool_], blobs: Mapping[int, bytes | None]) -> Inputs:
    """Arrays of one unit a column from packed submissions by column; silent ones are blank."""
    size = len(form.entered)
    empty = bytes(9 * size)
    values, states = unpack([blobs.get(i) or empty for i in range(len(assigned))], size)
    return Inputs(values=values, states=states, assigned=assigned)
