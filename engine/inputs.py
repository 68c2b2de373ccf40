"""Submissions as arrays in tree order: what a roll-up is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from store.opening import Connection

from engine.roster import Map, load_roster
from engine.work import Work
from reporting.rollup import Inputs
from reporting.submission import unpack
from schemas.form import Form
from store import assignments, plans
from store.submissions import Latest


@dataclass(frozen=True)
class Frame:
    """The map a roll-up is made on, and which places of it owe the form."""

    map: Map
    roster_on: date
    plan_id: int
    assigned: NDArray[np.bool_]


def frame_of(work: Work, connection: Connection, form_id: int, period: str) -> Frame:
    """The map of the plan that asks most units, and everyone on it who owes the form."""
    plan_id = assignments.plans_of(connection, form_id, period)[0]
    roster_on = plans.by_id(connection, plan_id).roster_on
    found = load_roster(work.store(), connection).on(roster_on)
    assigned = np.zeros(len(found.ids), dtype=bool)
    for unit_id in assignments.units_of(connection, form_id, period):
        place = found.places.get(unit_id)
        if place is not None:
            assigned[place] = True
    return Frame(found, roster_on, plan_id, assigned)


def latest_by_place(
    found: Map, latest: Sequence[Latest]
) -> tuple[dict[int, Latest], int]:
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


def inputs_of(
    form: Form,
    frame: Frame,
    blobs: Mapping[int, bytes | None],
    places: Sequence[int] | None = None,
) -> Inputs:
    """Arrays in the order of ``places`` (all of the tree by default) from packed submissions."""
    wanted = range(len(frame.map.ids)) if places is None else places
    size = len(form.entered)
    empty = bytes(9 * size)
    values, states = unpack([blobs.get(place) or empty for place in wanted], size)
    assigned = frame.assigned if places is None else frame.assigned[list(places)]
    return Inputs(values=values, states=states, assigned=assigned)
