"""A roll-up in pieces: runs of sibling subtrees rolled up apart, and added up at one place.

What a piece takes is read at a moment of its own. Whoever adds the pieces up brings in, in the
same transaction, what was sent since (``engine.rollup``): the result is that of one whole roll-up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

import numpy as np

from engine.forms import asked, of_row
from engine.inputs import Ground, ground_of, inputs_of, latest_by_place
from engine.refreshing import Job, few, layout_of, stated
from engine.roster import Map, load_roster
from engine.work import Work
from hierarchy.tree import Tree
from reporting.rollup import Row, combine, roll_up
from schemas.form import Form
from store import assignments, changes, forms, rollups, submissions
from store.rollups import Input, RollupRow

PARTS = 18


@dataclass(frozen=True, slots=True)
class Ask:
    """What is rolled up in pieces, and on which day's map."""

    form_id: int
    period: str
    final: bool
    roster_on: date


@dataclass(frozen=True, slots=True)
class Run:
    """Subtrees side by side at places [start, stop): children of the unit at ``above``."""

    above: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Part:
    """Runs that are rolled up together; small and picklable."""

    runs: tuple[Run, ...]
    first: str
    last: str


@dataclass(frozen=True)
class Rolled:
    """What came of some parts.

    ``vectors``: one packed row a run, of all its units together. ``rows``: the packed row of each
    unit with units below it, by row id. ``taken``: the assignments that went in.
    """

    ask: Ask
    vectors: Mapping[Run, bytes]
    rows: Mapping[int, bytes]
    taken: tuple[Input, ...]

    def __add__(self, other: "Rolled") -> "Rolled":
        vectors, rows = {**self.vectors, **other.vectors}, {**self.rows, **other.rows}
        return Rolled(self.ask, vectors, rows, self.taken + other.taken)


def parts(
    work: Work, period: str, form: str | None, least: int, *, final: bool = False
) -> tuple[Ask, list[Part]] | None:
    """What is to be rolled up in pieces; None where one piece is as good.

    That is on maps of fewer than ``least`` units, and where little changed since the last one.
    Raises Problem form_needed, form_unknown or nothing_assigned.
    """
    with work.store().reading() as connection:
        form_id, _reference = asked(connection, period, form)
        ground = ground_of(work, connection, form_id, period)
        tree = ground.map.tree
        if len(tree) < least or not len(tree.interior):
            return None
        kept = rollups.find(connection, form_id, period, final=final)
        if kept is not None and kept.roster_on == ground.roster_on:
            changed = changes.changed(connection, kept)
            if few(changed, len(tree)):
                return None
    return Ask(form_id, period, final, ground.roster_on), _batched(tree, cut(tree, PARTS))


def cut(tree: Tree, wanted: int) -> list[Run]:
    """Runs that together hold every place but those of the units above them.

    A run is no larger than its share of ``wanted``, unless it is one leaf.
    """
    size = max(1, len(tree) // wanted)
    found: list[Run] = []
    tops = [0]
    while tops:
        top = tops.pop()
        start = stop = top + 1
        for child in tree.children(top).tolist():
            end = int(tree.stop[child])
            large = end - child > size
            if stop > start and (large or end - start > size):
                found.append(Run(top, start, stop))
                start = child
            stop = end
            if large:
                tops.append(child)
                start = stop
        if stop > start:
            found.append(Run(top, start, stop))
    return sorted(found, key=lambda run: run.start)


def _batched(tree: Tree, runs: Iterable[Run]) -> list[Part]:
    size = max(1, len(tree) // PARTS)
    gathered: list[list[Run]] = []
    load = size
    for run in runs:
        weight = run.stop - run.start
        if load + weight > size:
            gathered.append([])
            load = 0
        gathered[-1].append(run)
        load += weight
    units = tree.units
    return [
        Part(tuple(some), units[some[0].start].code, units[some[-1].stop - 1].code)
        for some in gathered
    ]


def roll_part(work: Work, ask: Ask, part: Part) -> Rolled:
    """Roll some runs up from what is sent now; it touches nothing, so it may be done again."""
    with work.store().reading() as connection:
        found = load_roster(work.store(), connection).on(ask.roster_on)
        form = of_row(forms.by_id(connection, ask.form_id))
        ids = [unit_id for run in part.runs for unit_id in found.ids[run.start : run.stop]]
        latest = submissions.latest_of(connection, ask.form_id, ask.period, ids, final=ask.final)
    chosen, _ = latest_by_place(found, latest)
    owing = {found.places[one.unit_id] for one in latest}
    blobs = {place: one.packed for place, one in chosen.items()}
    vectors, rows = {}, {}
    for run in part.runs:
        vectors[run], below = _rolled(form, found, run, owing, blobs)
        rows.update(below)
    taken = tuple(Input(one.assignment_id, one.unit_id, one.submission_id) for one in latest)
    return Rolled(ask, vectors, rows, taken)


def _rolled(
    form: Form, found: Map, run: Run, owing: set[int], blobs: Mapping[int, bytes | None]
) -> tuple[bytes, dict[int, bytes]]:
    tree = found.tree.siblings(run.start, run.stop)
    # The unit above has place 0 here and gives nothing: its own is added where all is added up.
    here = range(run.start, run.stop)
    assigned = np.array([False, *(place in owing for place in here)])
    own = {1 + at: blobs.get(place) for at, place in enumerate(here)}
    rolled = roll_up(form, tree, inputs_of(form, assigned, own))
    packed = zip(tree.interior.tolist(), rolled.packed(), strict=True)
    rows = {found.ids[run.start + place - 1]: row for place, row in packed if place}
    return rolled.row(0).pack(), rows


def joined(
    job: Job, kept: RollupRow | None, ground: Ground, pieces: Rolled, now: datetime
) -> tuple[int, int, int]:
    """Add the pieces up and keep the whole: (roll-up id, rows written, left out)."""
    tree, layout = ground.map.tree, layout_of(job.form, ground.map.tree.levels)
    below: dict[int, list[Row]] = {}
    for run, vector in pieces.vectors.items():
        below.setdefault(run.above, []).append(Row.unpack(layout, vector))
    tops = _tops(tree, below)
    own = stated(job, ground, tops)
    rows = dict(pieces.rows)
    for place in reversed(tops):
        # In tree order a child stands behind its parent: it was added up before.
        made = combine(layout, tree.units[place].level, own[place], below.get(place, []))
        rows[ground.map.ids[place]] = made.pack()
        if place:
            below.setdefault(int(tree.parent[place]), []).append(made)
    beside = _beside(job, ground.map, tops)
    taken = sorted((*pieces.taken, *beside), key=lambda one: one.assignment_id)
    values = job.values(ground.roster_on, now)
    rollup_id = rollups.replace(job.connection, kept, values, rows, taken)
    gone = [one for one in beside if one.unit_id not in ground.map.places]
    return rollup_id, len(rows), sum(one.submission_id is not None for one in gone)


def _tops(tree: Tree, below: Mapping[int, object]) -> list[int]:
    """The units above the runs, in tree order."""
    return sorted({one for place in below for one in (place, *tree.ancestors(place))})


def _beside(job: Job, found: Map, tops: Sequence[int]) -> list[Input]:
    """What the units above the runs, and units that are not on this map, gave."""
    owing = assignments.units_of(job.connection, job.form_id, job.period)
    ids = [found.ids[place] for place in tops]
    ids += [unit_id for unit_id in owing if unit_id not in found.places]
    latest = submissions.latest_of(job.connection, job.form_id, job.period, ids, final=job.final)
    return [Input(one.assignment_id, one.unit_id, one.submission_id) for one in latest]


def whole(pieces: Sequence[Rolled]) -> Rolled:
    """All pieces of one roll-up together."""
    return reduce(lambda left, right: left + right, pieces)
