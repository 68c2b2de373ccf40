"""Layout: the columns of a form on a tree's levels, and the figure behind every key."""

import numpy as np

from reporting.draft import IDENTITY, Column, Draft, Group, Key
from reporting.figures import Figure
from reporting.recipes import figure_at, figure_of, parts_of
from schemas.form import Form, Measure

__all__ = ["Column", "Group", "Key", "Layout"]


class Layout:
    """Where everything of a form stands in a row of figures.

    ``columns`` are scaled integers [C], ``wide`` exact fractions [W]. ``keys`` are the figures of
    a unit in form order: one for sum, min, max, ratio, mean, computed and none; one a
    contributing level for count and share; one a level and option for choice. Texts have none.
    ``figures`` says how each is read. ``nothing`` [C] is the row of a unit that has no part.
    ``over_time``: of a longer period. ``loose``: figures that are not made of those of the units
    below, nor of other figures of the same unit.
    """

    over_time: bool = False
    loose: frozenset[Key] = frozenset()

    def __init__(self, form: Form, levels: tuple[str, ...]) -> None:
        self.form = form
        self.levels = levels
        draft = Draft(form, levels)
        self.figures: dict[Key, Figure] = {}
        compared: set[Key] = set()
        for measure in form.measures:
            for key in _keys(form, measure, levels):
                draft.touched.clear()
                self.figures[key] = _figure(draft, measure, key)
                if all(
                    place in (draft.wide_companions if wide else draft.companions)
                    for wide, place in draft.touched
                ):
                    compared.add(key)
        self.compared = frozenset(compared)
        self.keys: tuple[Key, ...] = tuple(self.figures)
        self.columns = tuple(draft.columns)
        self.wide = tuple(draft.wide)
        self.groups = draft.groups()
        self.companions = dict(draft.companions)
        self.wide_companions = dict(draft.wide_companions)
        grouped = {int(place) for group in self.groups for place in group.columns}
        self.virtual: tuple[int, ...] = tuple(
            place
            for place, column in enumerate(self.columns)
            if place not in grouped and column.base < 0
        )
        self.nothing = np.array([IDENTITY[column.op] for column in self.columns], dtype=np.int64)
        gated = [(i, column.gate) for i, column in enumerate(self.columns) if column.gate >= 0]
        self.gated, self.gates = np.array(gated, dtype=np.intp).reshape(-1, 2).T
        pairs = np.array(list(self.companions.items()), dtype=np.intp).reshape(-1, 2)
        self.bases, self.belows = pairs.T
        ops = np.array([column.op for column in self.columns], dtype="U3")
        self.adding, self.lowest, self.highest = (
            np.flatnonzero(ops == op) for op in ("add", "min", "max")
        )


def _keys(form: Form, measure: Measure, levels: tuple[str, ...]) -> list[Key]:
    name = measure.rule.name
    if measure.kind == "text" or name == "collect":
        return []
    if (measure.computed and measure.computed_at == "rolled_up") or name not in (
        "count",
        "share",
        "choice",
    ):
        return [Key(measure.path)]
    asked = [level for level in levels if _asked(form, measure, level)]
    if name == "choice":
        return [Key(measure.path, level, option) for level in asked for option in measure.options]
    return [Key(measure.path, level) for level in asked]


def _asked(form: Form, measure: Measure, level: str) -> bool:
    parts = () if measure.path in form.slots else parts_of(measure)
    return measure.asked_at(level) and all(_asked(form, form.by_path[p], level) for p in parts)


def _figure(draft: Draft, measure: Measure, key: Key) -> Figure:
    return figure_at(draft, measure, key) if key.level else figure_of(draft, measure.path)
