"""Bounds of a period's figures: as reported, and with the silent as in the period before."""

from dataclasses import dataclass, replace

import numpy as np

from engine import rollup as rollups_verbs
from engine.forms import asked, bare, of_row
from engine.inputs import inputs_of, latest_by_place
from engine.over_time import longer_of
from engine.work import Work
from errors import Problem
from reporting.bounds import silent_as_before
from reporting.period import before
from reporting.rollup import Rollup, roll_up
from reporting.versions import read_under
from store import forms, submissions


@dataclass(frozen=True, slots=True)
class Bounded:
    """A kept roll-up, and the same with ``previous`` standing in for who was silent."""

    reported: Rollup
    assumed: Rollup
    period: str
    previous: str
    finality: str


def bounds(work: Work, period: str, form: str | None, *, final: bool = False) -> Bounded:
    """Both roll-ups of a period. Raises Problem no_rollup, form_needed or nothing_assigned.

    Of a longer period made of shorter ones there are none (bounds_of_one): silence in one of
    them is no silence in the whole.
    """
    with work.store().reading() as connection:
        if longer_of(connection, period, form) is not None:
            raise Problem("bounds_of_one", period=period)
    rollup_id = rollups_verbs.current(work, period, form, final=final)
    rolled, frame, kept = rollups_verbs.load(work, rollup_id)
    earlier = before(period)
    if earlier is None:
        raise Problem("bounds_of_one", period=period)
    with work.store().reading() as connection:
        form_id, _ = asked(connection, earlier, bare(rolled.form.reference))
        sent = submissions.latest(connection, form_id, earlier, final=final)
        under = of_row(forms.by_id(connection, form_id))
    chosen, _ = latest_by_place(frame.map, sent)
    assigned = np.zeros(len(frame.assigned), dtype=np.bool_)
    assigned[list(chosen)] = True
    blobs = {place: one.packed for place, one in chosen.items()}
    read = rolled.layout.form
    previous = read_under(inputs_of(under, assigned, blobs), under, read)
    inputs = silent_as_before(rolled.inputs, previous)
    assumed = replace(roll_up(read, rolled.tree, inputs), form=rolled.form)
    finality = "final" if kept.final else "provisional"
    return Bounded(rolled, assumed, period, earlier, finality)
