"""What published copies hide, of a period and of the shorter ones it is made of."""

import numpy as np

from engine import rollup as rollups_verbs
from engine.over_time import longer_of
from engine.work import Work
from errors import Problem
from reporting.rollup import Rollup
from reporting.suppression import Hidden, published, suppress


def hidden_in(
    work: Work, rollup: Rollup, period: str, form: str | None, *, final: bool = False
) -> Hidden:
    """What a published copy of these figures hides.

    Of a longer period also what its parts hide, as far as they have been rolled up: published
    beside each other they are as one table.
    """
    with work.store().reading() as connection:
        try:
            longer = longer_of(connection, period, form)
        except Problem:  # figures of another day's map are of a period that was asked for as it is
            longer = None
    parts = []
    for step in () if longer is None else longer.steps:
        try:
            kept = rollups_verbs.current(work, step.period, step.reference, final=final)
        except Problem:
            continue  # never rolled up, so never published
        part, _frame, _kept = rollups_verbs.load(work, kept)
        parts.append(_on_tree(suppress(part), rollup))
    return published(rollup, parts)


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
