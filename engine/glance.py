"""Figures of a few units of a kept roll-up: their rows alone are read, not the country's."""

import numpy as np

from engine.forms import of_row
from engine.inputs import Ground
from engine.refreshing import Job, layout_of, stated
from engine.rollup import loaded
from engine.work import Work
from reporting.block import Block
from reporting.figures import Exact, Plane
from reporting.rollup import Row
from store import forms, rollups
from store.opening import Connection
from store.rollups import RollupRow


def block_of(
    work: Work, connection: Connection, kept: RollupRow, ground: Ground, places: list[int]
) -> Block | None:
    """Cumulative figures of the units at these places of a ground, in this order.

    None where the roll-up has no row of one of them: it stands on another map.
    """
    form = of_row(forms.by_id(connection, kept.form_id))
    if form.linked:
        # What is other forms' is not kept with it.
        rolled, frame, _ = loaded(work, connection, kept.id)
        ids = [ground.map.ids[place] for place in places]
        if not all(one in frame.map.places for one in ids):
            return None
        return rolled.block([frame.map.places[one] for one in ids])
    tree = ground.map.tree
    layout = layout_of(form, tree.levels)
    inner = {place: ground.map.ids[place] for place in places if tree.stop[place] > place + 1}
    packed = rollups.packed_rows(connection, kept.id, list(inner.values()))
    if len(packed) < len(inner):
        return None
    rows = {place: Row.unpack(layout, packed[unit_id]) for place, unit_id in inner.items()}
    leaves = [place for place in places if place not in inner]
    if leaves:
        job = Job(connection, form, kept.form_id, kept.period, kept.final)
        rows |= stated(job, ground, leaves)
    figures = np.stack([rows[place].figures for place in places], axis=1)
    wide: list[Exact] = [[rows[p].wide[w] for p in places] for w in range(len(layout.wide))]
    return Block(layout, Plane(figures, wide), own=False)
