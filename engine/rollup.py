"""Own and cumulative figures of a form and period: in full, or along the ancestors of a change."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from store.opening import Connection

from engine.forms import asked, of_row
from engine.inputs import Frame, frame_of, inputs_of, latest_by_place
from engine.work import Work
from errors import Problem
from hierarchy.tree import Tree
from reporting.columns import Layout
from reporting.rollup import Rollup, Row, combine, own_rows, roll_up
from schemas.form import Form
from store import forms, journal, rollups, submissions
from store.rollups import Input, RollupRow

FULL_FROM = 0.05
"""A larger share of changed inputs than this is rolled up in full: it is faster then."""


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What a roll-up did: ``changed`` inputs since the one before, ``rows`` written."""

    id: int
    form: str
    period: str
    full: bool
    changed: int
    rows: int
    reported: int
    expected: int
    inputs_digest: str
    left_out: int = 0


def run(
    work: Work, period: str, form: str | None, now: datetime, *, final: bool = False
) -> RolledUp:
    """Bring the roll-up of a period up to date; nothing changed means nothing written.

    Raises Problem form_needed, form_unknown or nothing_assigned.
    """
    with work.store().writing() as connection:
        form_id, reference = asked(connection, period, form)
        kept = rollups.find(connection, form_id, period, final=final)
        frame = frame_of(work, connection, form_id, period)
        changed = [] if kept is None else rollups.changed(connection, kept)
        small = kept is not None and len(changed) <= max(1, FULL_FROM * len(frame.map.ids))
        same_map = kept is not None and kept.roster_on == frame.roster_on
        noun = of_row(forms.by_id(connection, form_id))
        if kept is not None and small and same_map:
            step = _refresh(connection, kept, noun, frame, changed, now)
        else:
            step = _whole(connection, kept, noun, frame, form_id, period, now, final=final)
        rollup_id, rows, left_out = step
        if rows or kept is None:
            journal.note(connection, now, work.actor, "rollup", reference, period=period, rows=rows)
        row = rollups.by_id(connection, rollup_id)
        reported, expected = rollups.counts(connection, rollup_id)
    return RolledUp(
        id=rollup_id,
        form=reference,
        period=period,
        full=kept is None or not (small and same_map),
        changed=len(changed),
        rows=rows,
        reported=reported,
        expected=expected,
        inputs_digest=row.inputs_digest,
        left_out=left_out,
    )


def _values(
    connection: Connection, form_id: int, period: str, frame: Frame, now: datetime, *, final: bool
) -> dict[str, object]:
    digests = rollups.digests(connection, form_id, period, final=final)
    return {
        "form_id": form_id,
        "period": period,
        "final": final,
        "roster_on": frame.roster_on,
        "inputs_digest": hashlib.sha256("\n".join(digests).encode()).hexdigest(),
        "made_at": now,
    }


def _whole(
    connection: Connection,
    kept: RollupRow | None,
    form: Form,
    frame: Frame,
    form_id: int,
    period: str,
    now: datetime,
    *,
    final: bool,
) -> tuple[int, int, int]:
    latest = submissions.latest(connection, form_id, period, final=final)
    chosen, left_out = latest_by_place(frame.map, latest)
    inputs = inputs_of(form, frame, {place: one.packed for place, one in chosen.items()})
    rolled = roll_up(form, frame.map.tree, inputs)
    rows = {
        frame.map.ids[int(i)]: rolled.row(int(i)).pack() for i in frame.map.tree.interior
    }
    values = _values(connection, form_id, period, frame, now, final=final)
    taken = [Input(one.assignment_id, one.unit_id, one.submission_id) for one in latest]
    rollup_id = rollups.replace(connection, kept, values, rows, taken)
    return rollup_id, len(rows), left_out


def _refresh(
    connection: Connection,
    kept: RollupRow,
    form: Form,
    frame: Frame,
    changed: list[Input],
    now: datetime,
) -> tuple[int, int, int]:
    tree = frame.map.tree
    touched = sorted(
        {
            place
            for one in changed
            if one.unit_id in frame.map.places
            for place in _self_and_above(tree, frame.map.places[one.unit_id])
        },
        reverse=True,
    )
    if not changed:
        return kept.id, 0, 0
    layout = Layout(form, tree.levels)
    rows = _Rows(connection, kept, form, frame, layout, changed)
    for place in touched:
        # Highest place first: in tree order a child always stands behind its parent.
        rows.renew(place)
    values = _values(connection, kept.form_id, kept.period, frame, now, final=kept.final)
    fresh = {frame.map.ids[place]: rows.made[place].pack() for place in touched}
    rollups.refresh(connection, kept.id, values, fresh, changed)
    return kept.id, len(fresh), 0


def _self_and_above(tree: Tree, place: int) -> list[int]:
    above = [int(i) for i in tree.ancestors(place)]
    return above if tree.stop[place] == place + 1 else [place, *above]


class _Rows:
    """Rows for one refresh: children from the store, renewed ones from memory."""

    def __init__(
        self,
        connection: Connection,
        kept: RollupRow,
        form: Form,
        frame: Frame,
        layout: Layout,
        changed: list[Input],
    ) -> None:
        self._connection, self._kept, self._form = connection, kept, form
        self._frame, self._layout = frame, layout
        self._inputs = rollups.submission_by_unit(connection, kept.id)
        for one in changed:
            self._inputs[one.unit_id] = one.submission_id
        self.made: dict[int, Row] = {}

    def renew(self, place: int) -> None:
        """Combine a unit's own statement and its children's cumulative rows."""
        tree = self._frame.map.tree
        children = [int(i) for i in tree.children(place)]
        leaves = [i for i in children if tree.stop[i] == i + 1]
        stored = [i for i in children if tree.stop[i] > i + 1 and i not in self.made]
        found = dict(zip([*leaves, place], self._own([*leaves, place]), strict=True))
        packed = rollups.packed_rows(
            self._connection, self._kept.id, [self._frame.map.ids[i] for i in stored]
        )
        for i in stored:
            found[i] = Row.unpack(self._layout, packed[self._frame.map.ids[i]])
        below = [self.made.get(i) or found[i] for i in children]
        level = tree.units[place].level
        self.made[place] = combine(self._layout, level, found[place], below)

    def _own(self, places: list[int]) -> list[Row]:
        ids = [self._inputs.get(self._frame.map.ids[i]) for i in places]
        packed = submissions.packed(self._connection, [i for i in ids if i is not None])
        blobs = {p: packed[i] for p, i in zip(places, ids, strict=True) if i is not None}
        inputs = inputs_of(self._form, self._frame, blobs, places)
        levels = np.asarray(self._frame.map.tree.level)[places]
        return own_rows(self._layout, inputs.values, inputs.states, inputs.assigned, levels)


def load(work: Work, rollup_id: int) -> tuple[Rollup, Frame, RollupRow]:
    """A kept roll-up with the very revisions it was made of. Raises Problem no_rollup."""
    with work.store().reading() as connection:
        kept = rollups.by_id(connection, rollup_id)
        form = of_row(forms.by_id(connection, kept.form_id))
        frame = frame_of(work, connection, kept.form_id, kept.period)
        blobs = {
            frame.map.places[unit_id]: blob
            for unit_id, blob in rollups.input_blobs(connection, rollup_id)
            if unit_id in frame.map.places
        }
        inputs = inputs_of(form, frame, blobs)
        layout = Layout(form, frame.map.tree.levels)
        rows = {
            frame.map.places[unit_id]: Row.unpack(layout, blob)
            for unit_id, blob in rollups.packed_rows(connection, rollup_id).items()
        }
    return Rollup.of_rows(form, frame.map.tree, inputs, rows), frame, kept


def current(work: Work, period: str, form: str | None, *, final: bool = False) -> int:
    """The row id of the roll-up that stands for a period. Raises Problem no_rollup."""
    with work.store().reading() as connection:
        form_id, _reference = asked(connection, period, form)
        kept = rollups.find(connection, form_id, period, final=final)
    if kept is None:
        raise Problem("no_rollup", period=period)
    return kept.id
