"""Bounds of a period's figures: as reported, and with the silent as in the period before."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from engine import rollup as rollups_verbs
from engine.forms import asked, bare, of_row
from engine.inputs import inputs_of, latest_by_place
from engine.orders import Order, Silent
from engine.over_time import longer_of
from engine.restate import newest
from engine.roster import Map
from engine.work import Work
from errors import Problem
from reporting.bounds import silent_as_before
from reporting.period import before
from reporting.rollup import Rollup, roll_up
from reporting.versions import read_under
from store import forms, rollups, submissions
from store.opening import Connection
from store.submissions import Latest


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
    earlier = _earlier(period)
    with work.store().reading() as connection:
        form_id, _ = asked(connection, earlier, bare(rolled.form.reference))
        sent = submissions.latest(connection, form_id, earlier, final=final)
        assumed = _assumed(connection, form_id, sent, rolled, frame.map)
    finality = "final" if kept.final else "provisional"
    return Bounded(rolled, assumed, period, earlier, finality)


def with_silent(work: Work, wanted: Order, period: str) -> Order:
    """The order with the period before standing in for who was silent.

    Raises Problem bounds_of_one where the order is of no single period's own roll-up, and
    nothing_assigned where nobody was asked before.
    """
    if wanted.longer is not None or wanted.on_map is not None or wanted.vintage:
        raise Problem("bounds_of_one", period=period)
    earlier = _earlier(period)
    with work.store().reading() as connection:
        kept = rollups.by_id(connection, wanted.rollup_id)
        name = bare(of_row(forms.by_id(connection, kept.form_id)).reference)
        form_id, _ = asked(connection, earlier, name)
        sent = submissions.latest(connection, form_id, earlier, final=wanted.final)
    return replace(wanted, silent=Silent(earlier, form_id, _digest(sent), wanted.final))


@lru_cache(maxsize=2)
def assumed(work: Work, silent: Silent, rollup_id: int, made: str) -> Rollup:
    """An ordered roll-up with the period before standing in for who was silent.

    ``made`` tells one state of the roll-up from another. Raises Problem rollup_moved where the
    period before is no longer as it was when this was ordered.
    """
    del made
    rolled, frame, _ = rollups_verbs.load(work, rollup_id)
    with work.store().reading() as connection:
        sent = submissions.latest(connection, silent.form_id, silent.period, final=silent.final)
        if _digest(sent) != silent.made:
            raise Problem("rollup_moved", period=silent.period)
        return _assumed(connection, silent.form_id, sent, rolled, frame.map)


def _earlier(period: str) -> str:
    earlier = before(period)
    if earlier is None:
        raise Problem("bounds_of_one", period=period)
    return earlier


def _assumed(
    connection: Connection, form_id: int, sent: Sequence[Latest], rolled: Rollup, here: Map
) -> Rollup:
    under = of_row(forms.by_id(connection, form_id))
    chosen, _ = latest_by_place(here, sent)
    assigned = np.zeros(len(here.ids), dtype=np.bool_)
    assigned[list(chosen)] = True
    blobs = {place: one.packed for place, one in chosen.items()}
    read = rolled.layout.form
    previous = read_under(inputs_of(under, assigned, blobs), under, read)
    inputs = silent_as_before(rolled.inputs, previous)
    return replace(roll_up(read, rolled.tree, inputs), form=rolled.form)


def _digest(sent: Sequence[Latest]) -> str:
    found = sorted(one.digest for one in newest(sent) if one.digest)
    return hashlib.sha256("\n".join(found).encode()).hexdigest()
