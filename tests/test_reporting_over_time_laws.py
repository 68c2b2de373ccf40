"""Laws of rolling up over time, over random countries, forms and what was sent in four months."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.tree import Tree
from reporting.over_time import Stretch, joined, lifted, timed
from reporting.rollup import Inputs, Rollup, roll_up
from reporting.submission import State
from reporting.timed_layout import TimedLayout
from reporting.timed_rollup import roll_up_over
from schemas.form import Form, Measure
from tests.rollup_forms import Cell, cell_of, inputs_of
from tests.rollup_reference import Reference
from tests.rollup_worlds import Sent, World, cells, worlds

pytestmark = pytest.mark.slow
LAWS = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
INTENSITIES = ("min", "max", "mean")
MONTHS = 4


@dataclass(frozen=True)
class Months:
    """A world whose form has rules over time, and four months of it."""

    world: World
    sent: list[Sent]
    assigned: list[set[str]]

    @property
    def parts(self) -> list[Inputs]:
        form, tree = self.world.form, self.world.tree
        every = zip(self.sent, self.assigned, strict=True)
        return [inputs_of(form, tree, sent, assigned) for sent, assigned in every]


def _rule(draw: st.DrawFn, measure: Measure) -> str:
    if measure.kind in ("boolean", "choice"):
        return draw(st.sampled_from(("last", "last", "none")))
    rules = ["last", "min", "max", "none"]
    if measure.rule.name not in INTENSITIES:
        rules.append("mean")
    if measure.own_above == "adds":
        # What a figure replaced in one month it does not replace in all: see the example.
        rules += ["sum", "sum"]
    return draw(st.sampled_from(rules))


@st.composite
def months(draw: st.DrawFn) -> Months:
    world = draw(worlds())
    measures = tuple(
        m if m.derived else replace(m, over_time=_rule(draw, m)) for m in world.form.measures
    )
    form = replace(world.form, measures=measures)
    answers = st.fixed_dictionaries({}, optional={m.path: cells(m) for m in form.entered})
    codes = [unit.code for unit in world.units]
    sent = [{code: draw(answers) for code in codes} for _ in range(MONTHS)]
    assigned = [{code for code in codes if draw(st.integers(0, 4))} for _ in range(MONTHS)]
    return Months(World(form, world.units, {}, set()), sent, assigned)


def one_cell(measure: Measure, given: Sequence[Cell]) -> Cell:
    """A unit's cell over time, from its cells of the months it was asked in."""
    there = [c for c in given if isinstance(c, Fraction | str) and not isinstance(c, State)]
    zeros = [c for c in given if c is State.NONE_OCCURRED]
    if (not there and not zeros) or measure.over_time == "none":
        every = bool(given) and all(c is State.NOT_APPLICABLE for c in given)
        return State.NOT_APPLICABLE if every else None
    if measure.over_time == "last":
        return next(c for c in reversed(given) if c in zeros or c in there)
    counted = [c for c in there if isinstance(c, Fraction)]
    if measure.rule.name not in INTENSITIES:
        counted += [Fraction(0)] * len(zeros)
    if measure.over_time == "mean":
        return sum(counted, Fraction(0)) / len(counted)
    if not there:
        return State.NONE_OCCURRED
    if measure.over_time == "sum":
        return sum(counted, Fraction(0))
    return min(counted) if measure.over_time == "min" else max(counted)


def one_year(found: Months) -> Reference:
    form = found.world.form
    sent: dict[str, dict[str, object]] = {}
    for unit in found.world.units:
        asked = [m for m in range(MONTHS) if unit.code in found.assigned[m]]
        sent[unit.code] = {
            measure.path: one_cell(
                measure,
                [cell_of(found.sent[m][unit.code].get(measure.path)) for m in asked],
            )
            for measure in form.entered
        }
    return Reference(form, found.world.units, sent, set.union(*found.assigned))


@LAWS
@given(months())
def test_every_figure_is_that_of_the_units_years(found: Months) -> None:
    form, tree = found.world.form, found.world.tree
    rollup = roll_up_over(form, tree, found.parts)
    plain = one_year(found)
    everyone = np.arange(len(tree))
    blocks = {"all": rollup.block(everyone), "own": rollup.own_block(everyone)}
    for key in rollup.layout.keys:
        for how, block in blocks.items():
            for unit, value in zip(tree.units, block.exact(key), strict=True):
                assert value == plain.reading(unit.code, key, how).value, (unit.code, key, how)


@LAWS
@given(months())
def test_coverage_counts_the_reports_of_every_month(found: Months) -> None:
    form, tree = found.world.form, found.world.tree
    year = roll_up_over(form, tree, found.parts)
    alone = [roll_up(form, tree, part) for part in found.parts]
    everyone = np.arange(len(tree))
    for key in year.layout.keys:
        whole = year.block(everyone)
        assert (whole.reported(key) <= whole.expected(key)).all(), key
        if key.measure not in form.slots or form.by_path[key.measure].rule.name == "mean":
            continue
        for own in (False, True):
            block = year.own_block(everyone) if own else whole
            each = [one.own_block(everyone) if own else one.block(everyone) for one in alone]
            reported = sum(one.reported(key) for one in each)
            assert (block.reported(key) == reported).all(), key
            assert (block.expected(key) == sum(one.expected(key) for one in each)).all(), key


def stretches(form: Form, tree: Tree, parts: Sequence[Inputs]) -> list[Stretch]:
    layout = TimedLayout(form, tree.levels)
    rows = tuple(layout.counted)
    return [lifted(layout.plain, layout.form, rows, part, tree.level) for part in parts]


@LAWS
@given(months(), st.integers(1, MONTHS - 1))
def test_months_to_quarters_to_a_year_are_months_to_a_year(found: Months, cut: int) -> None:
    form, tree = found.world.form, found.world.tree
    over = timed(form)
    each = stretches(form, tree, found.parts)
    at_once = joined(over, each)
    by_quarters = joined(over, [joined(over, each[:cut]), joined(over, each[cut:])])
    assert np.array_equal(at_once.inputs.values, by_quarters.inputs.values)
    assert np.array_equal(at_once.inputs.states, by_quarters.inputs.states)
    assert np.array_equal(at_once.inputs.assigned, by_quarters.inputs.assigned)
    assert np.array_equal(at_once.reports, by_quarters.reports)


@LAWS
@given(months())
def test_the_order_of_time_matters_only_where_the_last_counts(found: Months) -> None:
    form, tree = found.world.form, found.world.tree
    measures = tuple(
        replace(m, over_time="none" if m.over_time == "last" else m.over_time)
        for m in form.measures
    )
    form = replace(form, measures=measures)
    first = _figures(roll_up_over(form, tree, found.parts))
    assert first == _figures(roll_up_over(form, tree, found.parts[::-1]))


def _figures(rollup: Rollup) -> list[object]:
    block = rollup.block(np.arange(len(rollup.tree)))
    return [(key, block.exact(key), block.reported(key).tolist()) for key in rollup.layout.keys]
