"""A longer period across a change of the map: its units' figures by lineage on one day's map."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from engine.inputs import Frame, inputs_of
from engine.linked import Registers, joined_with
from engine.restate import Source, beside, newest
from engine.roster import Map, Roster, load_roster
from engine.work import Work
from errors import Fault
from hierarchy.restating import Destination, Restating
from reporting.cells import Inputs
from reporting.ended import mark_broken, without_ended
from reporting.figures import Plane
from reporting.linking import as_of_form
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

    ``weight`` stands behind it; ``others`` are the forms that the form takes measures from.
    """

    under: Form
    day: date
    latest: Sequence[Latest]
    weight: Weighed = field(default_factory=Weighed)
    others: Registers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OnOneMap:
    """The figures on a day's map; ``faults`` name the units the lineage does not know.

    ``sources`` are those whose figures went there by lineage, none where all stand on it.
    """

    rollup: Rollup
    frame: Frame
    faults: tuple[Fault, ...]
    sources: tuple[Source, ...] = ()


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
    sources, above = _sources(work, roster, connection, steps, target)
    levels = (one.unit.level for one in sources)
    unit_ids = [one.unit_id for one in sources]
    parts = [_part(step, form, unit_ids) for step in steps]
    layout = TimedLayout(parts[0][0], tuple(dict.fromkeys((*levels, *target.tree.levels))))
    level = np.array([layout.levels.index(one.unit.level) for one in sources], dtype=np.int16)
    alone, whole = stretches(layout, [part for _, part in parts], level)
    last = steps[-1].day
    ended = np.array([not one.unit.stands_on(last) for one in sources], dtype=np.bool_)
    destinations = [one.destination for one in sources]

    def carry(own: Plane) -> Rollup:
        return restate(target.tree, layout, own, Sources(destinations, above))

    whole = without_ended(layout.form, whole, ended, _ended_beside(form, steps[-1], unit_ids))
    rollup = as_of_form(over_periods(layout, alone, whole, level, carry), form)
    gone = [one for one, over in zip(sources, ended.tolist(), strict=True) if over]
    if gone and rollup.marks is not None:
        places = [credited(one.destination) for one in gone]
        mark_broken(layout, rollup.marks, target.tree, places, {one.unit.level for one in gone})
    assigned = np.zeros(len(target.ids), dtype=np.bool_)
    assigned[[one.destination.anchor for one in sources if one.owes]] = True
    frame = Frame(target, target.tree.day, plan_id, assigned)
    return OnOneMap(rollup, frame, _unknown(sources, target.tree.day), tuple(sources))


def credited(destination: Destination) -> list[int]:
    """Where a unit's own figures stand: whole in one place, or by shares in several."""
    return [destination.anchor, *(place for place, _ in destination.shares)]


def _ended_beside(form: Form, last: Asked, unit_ids: Sequence[int]) -> dict[str, NDArray[np.bool_]]:
    """By path of what is another form's: whose figures no longer stand there in the last step."""
    found = {}
    for measure in form.linked:
        register = last.others.get(measure.rule.source.rpartition(":")[0])
        there = set() if register is None else {one.unit_id for one in register.sent}
        found[measure.path] = np.array([one not in there for one in unit_ids], dtype=np.bool_)
    return found


def _sources(
    work: Work, roster: Roster, connection: Connection, steps: Sequence[Asked], target: Map
) -> tuple[list[Source], list[list[int]]]:
    """Everyone who owed the form in some step, and those above each on its own last map."""
    restating = Restating(
        roster.hierarchy.units,
        units.load_lineage(connection),
        target.tree,
        lambda day: roster.on(day).tree,
    )
    seen = {one.unit_id: (one, step.day, True) for step in steps for one in step.latest}
    for step in steps:
        for only in beside(work, connection, step.others, seen.keys()):
            seen[only[0].unit_id] = only
    found = []
    for unit_id, (one, day, owes) in seen.items():
        unit = roster.unit(unit_id)
        since = restating.since(unit, day)
        found.append(Source(unit, unit_id, one, restating.of(unit, since), since, owes))
    found.sort(key=lambda one: (one.unit.code, one.unit.valid_from))
    position = {one.unit_id: place for place, one in enumerate(found)}
    above = []
    for source in found:
        tree = restating.map_of(source.day)
        ids = [roster.row(tree.units[i]) for i in tree.ancestors(tree.index[source.unit.code])]
        above.append([position[i] for i in ids if i in position])
    return found, above


def _part(step: Asked, form: Form, unit_ids: Sequence[int]) -> tuple[Form, Inputs]:
    """What everyone sent in one step in the order of sources, with what other forms give."""
    position = {unit_id: place for place, unit_id in enumerate(unit_ids)}
    assigned: NDArray[np.bool_] = np.zeros(len(position), dtype=np.bool_)
    assigned[[position[one.unit_id] for one in step.latest]] = True
    blobs = {position[one.unit_id]: one.packed for one in newest(step.latest)}
    own = read_under(inputs_of(step.under, assigned, blobs), step.under, form)
    return joined_with(form, step.others, unit_ids, own)


def _unknown(sources: Sequence[Source], day: date) -> tuple[Fault, ...]:
    return tuple(
        Fault("lineage_missing", where=one.unit.code, sent=one.unit.name, allowed=day.isoformat())
        for one in sources
        if not one.destination.known
    )
