"""What published copies hide, of a period and of the shorter ones it is made of."""

from collections.abc import Sequence

import numpy as np

from engine import rollup as rollups_verbs
from engine.inputs import inputs_of
from engine.linked import joined_with
from engine.over_maps import Asked
from engine.over_time import Longer, longer_of, over_time
from engine.restate import counting, newest, restated_of
from engine.roster import Map, load_roster
from engine.vintage_making import Spots, composed, making_of, spots_of
from engine.work import Work
from errors import Problem
from reporting.linking import as_of_form
from reporting.rollup import Rollup, roll_up
from reporting.suppression import Hidden, published, suppress
from reporting.two_maps import Told, hidden_across
from store import vintages
from store.opening import Connection


def hidden_in(
    work: Work,
    rollup: Rollup,
    period: str,
    form: str | None,
    *,
    final: bool = False,
    vintage: int = 0,
) -> Hidden:
    """What a published copy of these figures hides.

    Of a longer period also what its parts hide, as far as they have been rolled up: published
    beside each other they are as one table. On the map of another day also what would give away
    what is hidden on the units' own. ``vintage``, the row id of one, hides by what was frozen with
    it, so that its copies stay the same.
    """
    if vintage:
        return _in_vintage(work, rollup, vintage)
    on = rollup.tree.day
    with work.store().reading() as connection:
        longer = _longer(connection, period, form)
        if longer is not None and rollup.marks is not None:
            made = over_time(work, connection, longer, final=final, on=on)
            return _across(work, connection, rollup, made.steps, spots_of(made.sources))
        if rollup.marks is not None:
            given = counting(work, connection, period, form, final=final)
            found = restated_of(work, connection, given, on)
            step = Asked(given.form, given.day, given.latest, others=given.others)
            return _across(work, connection, rollup, [step], spots_of(found.sources))
    parts = []
    for step_of in () if longer is None else longer.steps:
        try:
            kept = rollups_verbs.current(work, step_of.period, step_of.reference, final=final)
        except Problem:
            continue  # never rolled up, so never published
        part, _frame, _kept = rollups_verbs.load(work, kept)
        parts.append(_on_tree(suppress(part), rollup))
    return published(rollup, parts)


def _longer(connection: Connection, period: str, form: str | None) -> Longer | None:
    try:
        return longer_of(connection, period, form)
    except Problem:  # a period that nobody is asked for any more
        return None


def _in_vintage(work: Work, rollup: Rollup, vintage: int) -> Hidden:
    with work.store().reading() as connection:
        row = vintages.by_id(connection, vintage)
        making = making_of(connection, row)
        if making is None:
            return published(rollup)
        made = composed(work, connection, row, making)
        if made.moved:
            return _across(work, connection, rollup, made.steps, made.spots)
        roster = load_roster(work.store(), connection)
        parts = [_alone(step, roster.on(step.day)) for step in made.steps]
    return published(rollup, [_on_tree(suppress(part), rollup) for part in parts])


def _across(
    work: Work, connection: Connection, rollup: Rollup, steps: Sequence[Asked], spots: Spots
) -> Hidden:
    """Figures on another map, beside those of each part on the map of its own units."""
    roster = load_roster(work.store(), connection)
    told = []
    for step in steps:
        own = roster.on(step.day)
        ways = {own.places[i]: spots[i][0] for i in spots if i in own.places}
        told.append(Told(_alone(step, own), ways))
    return hidden_across(rollup, told)


def _alone(step: Asked, found: Map) -> Rollup:
    places = found.places
    sent = [one for one in newest(step.latest) if one.unit_id in places]
    assigned = np.zeros(len(found.ids), dtype=np.bool_)
    assigned[[places[one.unit_id] for one in sent]] = True
    inputs = inputs_of(step.under, assigned, {places[one.unit_id]: one.packed for one in sent})
    form, whole = joined_with(step.under, step.others, found.ids, inputs)
    return as_of_form(roll_up(form, found.tree, whole), step.under)


def _on_tree(part: Hidden, rollup: Rollup) -> Hidden:
    """The same of the units that stand on this tree too, and of the measures it still has."""
    index = part.tree.index
    codes = [unit.code for unit in rollup.tree.units]
    here = np.array([index.get(code, -1) for code in codes], dtype=np.intp)
    known = rollup.form.slots

    def moved(masks: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {
            path: np.where(here >= 0, mask[here], False)
            for path, mask in masks.items()
            if path in known
        }

    return Hidden(
        rollup.form, rollup.tree, moved(part.own_of), moved(part.total_of), moved(part.below_of)
    )
