"""The roll-up of a few changed submissions: their ancestors are combined anew, no one else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from engine.inputs import Ground, inputs_of
from hierarchy.tree import Tree
from reporting.columns import Layout
from reporting.rollup import Row, combine, own_rows
from schemas.form import Form
from store import rollups, submissions
from store.opening import Connection
from store.rollups import Input, RollupRow

FULL_FROM = 0.05
"""A larger share of changed inputs than this is rolled up in full: it is faster then."""
_KEPT = 8
_layouts: dict[tuple[str, int, str, tuple[str, ...]], Layout] = {}


def layout_of(form: Form, levels: tuple[str, ...]) -> Layout:
    """The layout of a form on a tree's levels, made once a process."""
    key = (form.name, form.version, form.digest, levels)
    if key not in _layouts:
        while len(_layouts) >= _KEPT:
            _layouts.pop(next(iter(_layouts)))
        _layouts[key] = Layout(form, levels)
    return _layouts[key]


@dataclass(frozen=True, slots=True)
class Job:
    """What is rolled up, in one transaction."""

    connection: Connection
    form: Form
    form_id: int
    period: str
    final: bool

    def values(self, roster_on: date, now: datetime) -> dict[str, object]:
        """The roll-up's own row: of what, on which map, and when."""
        return {
            "form_id": self.form_id,
            "period": self.period,
            "final": self.final,
            "roster_on": roster_on,
            "made_at": now,
        }


def few(changed: Sequence[Input], units: int) -> bool:
    """Whether so few inputs changed that only the units above them are rolled up anew."""
    return len(changed) <= max(1, FULL_FROM * units)


def refresh(
    job: Job, kept: RollupRow, ground: Ground, changed: list[Input], now: datetime
) -> tuple[int, int, int]:
    """Combine every unit above a change anew: (roll-up id, rows written, left out)."""
    if not changed:
        return kept.id, 0, 0
    here = [ground.map.places[o.unit_id] for o in changed if o.unit_id in ground.map.places]
    tree = ground.map.tree
    touched = sorted({place for one in here for place in _self_and_above(tree, one)}, reverse=True)
    made = _combined(job, kept, ground, touched)
    fresh = {ground.map.ids[place]: made[place].pack() for place in touched}
    values = job.values(ground.roster_on, now)
    rollups.refresh(job.connection, kept.id, values, fresh, changed)
    heard = [o for o in changed if o.submission_id is not None and not o.closed]
    left_out = sum(1 for one in heard if one.unit_id not in ground.map.places)
    return kept.id, len(fresh), left_out


def _self_and_above(tree: Tree, place: int) -> list[int]:
    above = [int(i) for i in tree.ancestors(place)]
    return above if tree.stop[place] == place + 1 else [place, *above]


def _combined(job: Job, kept: RollupRow, ground: Ground, touched: list[int]) -> dict[int, Row]:
    """New rows of the touched units, each of its own statement and its children's rows."""
    tree, layout = ground.map.tree, layout_of(job.form, ground.map.tree.levels)
    children = {place: [int(i) for i in tree.children(place)] for place in touched}
    beside = {i for below in children.values() for i in below} - set(touched)
    leaves = [i for i in beside if tree.stop[i] == i + 1]
    own = stated(job, ground, [*leaves, *touched])
    rows = {i: own[i] for i in leaves}
    stored = {ground.map.ids[i]: i for i in beside if tree.stop[i] > i + 1}
    packed = rollups.packed_rows(job.connection, kept.id, list(stored))
    rows.update({i: Row.unpack(layout, packed[unit_id]) for unit_id, i in stored.items()})
    for place in touched:
        # Highest place first: in tree order a child always stands behind its parent.
        below = [rows[i] for i in children[place]]
        rows[place] = combine(layout, tree.units[place].level, own[place], below)
    return rows


def stated(job: Job, ground: Ground, places: list[int]) -> dict[int, Row]:
    """Rows of the own submissions that count now of the units at these places."""
    ids = {ground.map.ids[place]: column for column, place in enumerate(places)}
    # What counts now is what the roll-up took before, but for the changes it is made for.
    latest = submissions.latest_of(
        job.connection, job.form_id, job.period, list(ids), final=job.final
    )
    assigned = np.zeros(len(places), dtype=bool)
    newest: dict[int, int] = {}
    blobs: dict[int, bytes | None] = {}
    for one in latest:
        column = ids[one.unit_id]
        assigned[column] = True
        if one.submission_id and one.submission_id > newest.get(column, 0):
            newest[column], blobs[column] = one.submission_id, one.packed
    inputs = inputs_of(job.form, assigned, blobs)
    levels = ground.map.tree.level[places]
    layout = layout_of(job.form, ground.map.tree.levels)
    found = own_rows(layout, inputs.values, inputs.states, inputs.assigned, levels)
    return dict(zip(places, found, strict=True))
