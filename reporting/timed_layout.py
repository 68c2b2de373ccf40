"""The layout of a form over time: coverage counted in reports, and figures kept per period."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reporting.columns import Layout
from reporting.draft import Column, ColumnKind, Key, lane_of
from reporting.figures import (
    Covered,
    Expression,
    Figure,
    Kept,
    Quotient,
)
from reporting.over_time import rule_over_time, timed
from reporting.recipes import parts_of
from schemas.form import Form, Measure

_LEAST_OR_MOST = ("min", "max")
PAIRS: dict[ColumnKind, ColumnKind] = {"paired": "reported", "pairable": "expected"}
_ADDED = frozenset(("total", "reported"))


class TimedLayout(Layout):
    """Where everything of a form over time stands.

    ``plain`` is the layout of the form itself. ``coverage`` are its columns of coverage, kept
    from place ``first`` on as counts of reports: of what is made of several measures, the least
    of their counts. ``counted`` are the columns that are counted, with their rows. ``kept``:
    figures that are rolled up period by period first and then taken together, with their rule.
    ``stepwise``: columns that are added up period by period, since in each a unit's own figure
    may replace what lies below. ``at_unit``: measures computed at the unit in each period, with
    their rule.
    """

    over_time = True

    def __init__(self, form: Form, levels: tuple[str, ...]) -> None:
        super().__init__(timed(form), levels)
        self.plain = Layout(form, levels)
        self.first = len(self.columns)
        self.coverage: list[Column] = []
        self.counted: dict[Column, int] = {}
        self._extra: dict[int, int] = {}
        keys = [key for key in self.keys if key.measure in form.by_path]
        counted = {key: self._counted(self.figures[key]) for key in keys}
        self.kept: dict[Key, tuple[Kept, str]] = {}
        for key in keys:
            rule = rule_after(form.by_path[key.measure])
            if rule is not None:
                column = len(self.wide) + len(self.kept)
                self.kept[key] = Kept(counted[key], column), rule
        by_path = {key.measure: kept for key, (kept, _) in self.kept.items()}
        self.figures = {
            key: self.kept[key][0] if key in self.kept else _on(counted[key], by_path)
            for key in keys
        }
        self.keys = tuple(keys)
        self.compared = self.compared.intersection(keys).difference(self.kept)
        self.at_unit = {
            m.path: m.over_time
            for m in form.measures
            if m.computed and m.computed_at == "unit" and m.over_time != "none"
        }
        self.made_of = [self._counting(column) for column in self.coverage]
        self._extend()
        self.stepwise = self._stepwise(form)
        gated = {self.columns[c].measure for c in self.stepwise}
        self.loose = frozenset(key for key in keys if key in self.kept or key.measure in gated)

    def _counted(self, figure: Figure) -> Figure:
        """The figure with coverage in reports."""

        def report(figure: Covered) -> Figure:
            change: dict[str, Any] = {
                "reported": self._report(figure.reported),
                "expected": self._report(figure.expected),
            }
            return replace(figure, **change)

        return _rebuilt(figure, report, {})

    def _report(self, place: int) -> int:
        if place not in self._extra:
            self._extra[place] = self.first + len(self.coverage)
            self.coverage.append(self.columns[place])
        return self._extra[place]

    def _counting(self, column: Column) -> tuple[int, ...]:
        """Rows of ``counted`` whose least is the coverage of a column, unit by unit."""
        form = self.plain.form
        pair = column.kind in PAIRS
        measure = form.by_path[column.measure]
        at_unit = bool(measure.computed) and measure.over_time != "none"
        alone = column.measure in form.slots or bool(measure.rule.source)
        if not pair and (alone or at_unit):
            bare = column._replace(op="add", gate=-1, base=-1)
            return (self.counted.setdefault(bare, len(self.counted)),)
        paths = parts_of(measure)
        if pair:
            paths = (self.source_of(measure), measure.rule.weight or "")
        kind = PAIRS.get(column.kind, column.kind)
        rows = [self._counting(Column(kind, path, column.level)) for path in paths]
        return tuple(dict.fromkeys(row for of_part in rows for row in of_part))

    @staticmethod
    def source_of(measure: Measure) -> str:
        """The path of what a mean averages."""
        return measure.rule.parts[0] if measure.rule.parts else measure.path

    def reports(self, rows: NDArray[np.int64], level: NDArray[np.integer]) -> NDArray[np.int64]:
        """The coverage columns of n units from their ``counted`` rows [R, n]."""
        found = np.zeros((len(self.coverage), rows.shape[1]), dtype=np.int64)
        for place, (column, made_of) in enumerate(zip(self.coverage, self.made_of, strict=True)):
            measure = self.plain.form.by_path[column.measure]
            asked = np.array(lane_of(measure, column.level, self.levels), dtype=np.bool_)[level]
            found[place] = rows[list(made_of)].min(axis=0) * asked
        return found

    def _extend(self) -> None:
        places = range(self.first, self.first + len(self.coverage))
        self.columns = (*self.columns, *self.coverage)
        self.nothing = np.concatenate([self.nothing, np.zeros(len(places), dtype=np.int64)])
        self.adding = np.concatenate([self.adding, np.array(places, dtype=np.intp)])
        gated = [(i, column.gate) for i, column in enumerate(self.columns) if column.gate >= 0]
        self.gated, self.gates = np.array(gated, dtype=np.intp).reshape(-1, 2).T
        # Its own base: neither read from the unit's cells nor added up over units.
        wide = [
            Column("total", key.measure, base=kept.column) for key, (kept, _) in self.kept.items()
        ]
        self.wide = (*self.wide, *wide)

    def _stepwise(self, form: Form) -> tuple[int, ...]:
        added = {
            m.path
            for m in form.measures
            if m.own_above == "replaces" and not m.derived and rule_over_time(m) == "sum"
        }
        # A mean over units divides by units, not by reports: there the unit's year replaces.
        added -= {column.measure for column in self.columns if column.kind == "values"}
        added -= {column.measure for column in self.columns if column.kind in ("yes", "option")}
        return tuple(
            place
            for place, column in enumerate(self.columns)
            if (column.measure in added and column.kind in _ADDED and not column.level)
            or (place >= self.first and column.gate >= 0)
        )


def rule_after(measure: Measure) -> str | None:
    """The rule over periods of a figure that is rolled up over units first; None: not so.

    Of what is computed from rolled-up figures any rule that is stated; of a ratio or a mean the
    least and the most. Their sum or mean would be a sum or mean of ratios: no figure.
    """
    if measure.computed:
        stated = measure.computed_at == "rolled_up" and measure.over_time != "none"
        return measure.over_time if stated else None
    if measure.derived and measure.rule.name in ("ratio", "mean"):
        return measure.over_time if measure.over_time in _LEAST_OR_MOST else None
    return None


def _on(figure: Figure, kept: dict[str, Kept]) -> Figure:
    """A computed figure on operands that are kept period by period."""
    return _rebuilt(figure, lambda covered: covered, kept)


def _rebuilt(figure: Figure, leaf: Callable[[Covered], Figure], kept: dict[str, Kept]) -> Figure:
    if isinstance(figure, Quotient):
        above, below = (_rebuilt(part, leaf, kept) for part in (figure.above, figure.below))
        return replace(figure, above=above, below=below)
    if isinstance(figure, Expression):
        operands = {
            path: kept[path] if path in kept else _rebuilt(part, leaf, kept)
            for path, part in figure.operands.items()
        }
        return replace(figure, operands=operands)
    return leaf(figure) if isinstance(figure, Covered) else figure
