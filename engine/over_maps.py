"""A longer period across a change of the map: its units' figures by lineage on one day's map."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from engine.inputs import Frame, inputs_of
from engine.restate import Source, newest
from engine.roster import Map, Roster, load_roster
from engine.work import Work
from errors import Fault
from hierarchy.restating import Restating
from reporting.cells import Inputs
from reporting.ended import mark_broken, without_ended
from reporting.figures import Plane
from reporting.restatement import Sources, restate
from reporting.rollup import Rollup
from reporting.timed_layout import TimedLayout
from reporting.timed_rollup import over_periods, stretches
from reporting.versions import read_under
from reporting.weighing import Weighed
from schemas.form import Form
from store import units
from store.opening import Connection
from store.submissions import Latest


@dataclass(frozen=True, slots=True)
class Asked:
    """One step: the version it was asked in, the day of its map, and what counts of everyone.

    ``weight`` stands behind it.
    """

    under: Form
    day: date
    latest: Sequence[Latest]
    weight: Weighed = field(default_factory=Weighed)


@dataclass(frozen=True, slots=True)
class OnOneMap:
    """The figures on a day's map; ``faults`` name the units the lineage does not know."""

    rollup: Rollup
    frame: Frame
    faults: tuple[Fault, ...]


def on_one_map(
    work: Work,
    connection: Connection,
    form: Form,
    steps: Sequence[Asked],
    target: Map,
    plan_id: int,
) -> OnOneMap:
    """What successive steps come to on the map of ``target``; ``plan_id`` stands for the frame."""
    roster = load_roster(work.store(), connection)
    sources, above = _sources(roster, connection, steps, target)
    levels = (one.unit.level for one in sources)
    layout = TimedLayout(form, tuple(dict.fromkeys((*levels, *target.tree.levels))))
    level = np.array([layout.levels.index(one.unit.level) for one in sources], dtype=np.int16)
    position = {one.unit_id: place for place, one in enumerate(sources)}
    alone, whole = stretches(layout, [_part(step, form, position) for step in steps], level)
    last = steps[-1].day
    ended = np.array([not one.unit.stands_on(last) for one in sources], dtype=np.bool_)
    destinations = [one.destination for one in sources]

    def carry(own: Plane) -> Rollup:
        return restate(target.tree, layout, own, Sources(destinations, above))

    whole = without_ended(layout.form, whole, ended)
    rollup = replace(over_periods(layout, alone, whole, level, carry), form=form)
    gone = [one for one, over in zip(sources, ended.tolist(), strict=True) if over]
    if gone and rollup.marks is not None:
        anchors = [one.destination.anchor for one in gone]
        mark_broken(layout, rollup.marks, target.tree, anchors, {one.unit.level for one in gone})
    assigned = np.zeros(len(target.ids), dtype=np.bool_)
    assigned[[one.anchor for one in destinations]] = True
    frame = Frame(target, target.tree.day, plan_id, assigned)
    return OnOneMap(rollup, frame, _unknown(sources, target.tree.day))


def _sources(
    roster: Roster, connection: Connection, steps: Sequence[Asked], target: Map
) -> tuple[list[Source], list[list[int]]]:
    """Everyone who owed the form in some step, and those above each on its own last map."""
    restating = Restating(
        roster.hierarchy.units,
        units.load_lineage(connection),
        target.tree,
        lambda day: roster.on(day).tree,
    )
    seen = {one.unit_id: (one, step.day) for step in steps for one in step.latest}
    found = []
    for unit_id, (one, day) in seen.items():
        unit = roster.unit(unit_id)
        destination = restating.of(unit, restating.since(unit, day))
        found.append(Source(unit, unit_id, one, destination))
    found.sort(key=lambda one: (one.unit.code, one.unit.valid_from))
    position = {one.unit_id: place for place, one in enumerate(found)}
    above = []
    for source in found:
        tree = restating.map_of(restating.since(source.unit, seen[source.unit_id][1]))
        ids = [roster.row(tree.units[i]) for i in tree.ancestors(tree.index[source.unit.code])]
        above.append([position[i] for i in ids if i in position])
    return found, above


def _part(step: Asked, form: Form, position: dict[int, int]) -> Inputs:
    """What everyone sent in one step, by position among the sources."""
    assigned: NDArray[np.bool_] = np.zeros(len(position), dtype=np.bool_)
    assigned[[position[one.unit_id] for one in step.latest]] = True
    blobs = {position[one.unit_id]: one.packed for one in newest(step.latest)}
    return read_under(inputs_of(step.under, assigned, blobs), step.under, form)


def _unknown(sources: Sequence[Source], day: date) -> tuple[Fault, ...]:
    return tuple(
        Fault("lineage_missing", where=one.unit.code, sent=one.unit.name, allowed=day.isoformat())
        for one in sources
        if not one.destination.known
    )
