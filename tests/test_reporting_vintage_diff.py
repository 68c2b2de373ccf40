"""Two vintages differ by what their units gave, exactly."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.rollup import Rollup, roll_up
from reporting.vintage_diff import Change, changes
from tests.rollup_forms import inputs_of
from tests.rollup_worlds import World, cells, worlds

LAWS = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@st.composite
def corrected(draw: st.DrawFn) -> tuple[World, World, set[str]]:
    """A country, and the same after a few units sent something else."""
    world = draw(worlds())
    answers = st.fixed_dictionaries({}, optional={m.path: cells(m) for m in world.form.entered})
    some = draw(st.sets(st.sampled_from(sorted(world.sent)), max_size=3))
    sent = {code: draw(answers) if code in some else kept for code, kept in world.sent.items()}
    return world, World(world.form, world.units, sent, world.assigned), some


def rolled(world: World) -> Rollup:
    tree = world.tree
    return roll_up(world.form, tree, inputs_of(world.form, tree, world.sent, world.assigned))


@LAWS
@given(corrected())
def test_every_difference_is_found_and_traced_to_those_who_changed(
    case: tuple[World, World, set[str]],
) -> None:
    before, after, some = case
    old, new = rolled(before), rolled(after)
    found = {(c.unit.code, c.key): c for c in changes(old, new, some)}
    for place, unit in enumerate(before.tree.units):
        first, second = old.block([place]), new.block([place])
        for key in old.layout.keys:
            change = found.get((unit.code, key))
            values = first.exact(key)[0], second.exact(key)[0]
            if change is None:
                assert values[0] == values[1]
                continue
            assert (change.before, change.after) == values
            assert {trace.unit for trace in change.traces} <= some
            adds_up(change, new)


def adds_up(change: Change, new: Rollup) -> None:
    """What the units moved a sum by is its difference."""
    measure = new.form.by_path[change.key.measure]
    if measure.rule.name in ("min", "max", "mean", "ratio", "share", "none") or measure.derived:
        return
    moved = sum((part.delta for one in change.traces for part in one.parts), Fraction(0))
    assert moved == (change.after or 0) - (change.before or 0)
