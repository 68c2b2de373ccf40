"""Laws of the roll-up over random countries, forms and submissions."""

from random import Random

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.columns import Key
from reporting.figures import as_floats
from reporting.rollup import Rollup, Row, combine, own_rows, roll_up
from tests.rollup_forms import inputs_of
from tests.rollup_reference import Reference
from tests.rollup_worlds import World, cells, worlds

# Whole countries are drawn: slow to make, and a slow machine is no fault of the law.
LAWS = settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
MORE = settings(LAWS, max_examples=150)


def rolled(world: World) -> Rollup:
    tree = world.tree
    return roll_up(world.form, tree, inputs_of(world.form, tree, world.sent, world.assigned))


def own_rows_of(rollup: Rollup) -> list[Row]:
    given = rollup.inputs
    return own_rows(rollup.layout, given.values, given.states, given.assigned, rollup.tree.level)


@MORE
@given(worlds())
def test_a_full_roll_up_equals_the_plain_one_figure_by_figure(world: World) -> None:
    rollup = rolled(world)
    tree = rollup.tree
    plain = Reference(world.form, world.units, world.sent, world.assigned)
    everyone = np.arange(len(tree))
    blocks = {"all": rollup.block(everyone), "own": rollup.own_block(everyone)}
    for key in rollup.layout.keys:
        for how, block in blocks.items():
            found = zip(block.exact(key), block.reported(key), block.expected(key), strict=True)
            for unit, (value, reported, expected) in zip(tree.units, found, strict=True):
                wanted = plain.reading(unit.code, key, how)
                assert (value, reported, expected) == (
                    wanted.value,
                    wanted.reported,
                    wanted.expected,
                ), (unit.code, key, how)


@LAWS
@given(worlds())
def test_the_figure_from_below_stands_beside_one_that_replaces_it(world: World) -> None:
    rollup = rolled(world)
    plain = Reference(world.form, world.units, world.sent, world.assigned)
    block = rollup.block(np.arange(len(rollup.tree)))
    for key in rollup.layout.keys:
        found = block.below(key)
        if key not in rollup.layout.compared:
            assert found == [None] * len(found)
            continue
        wanted = [plain.reading(u.code, key, "below").value for u in rollup.tree.units]
        assert found == wanted, key


@LAWS
@given(worlds(), st.data())
def test_a_change_carried_up_the_ancestors_equals_a_full_roll_up(
    world: World, data: st.DataObject
) -> None:
    before = rolled(world)
    tree = before.tree
    rows = {int(i): Row.unpack(before.layout, before.row(int(i)).pack()) for i in tree.interior}
    changed = data.draw(st.integers(0, len(tree) - 1))
    answers = st.fixed_dictionaries({}, optional={m.path: cells(m) for m in world.form.entered})
    world.sent[tree.units[changed].code] = data.draw(answers)
    after = rolled(world)
    own = own_rows_of(after)
    for place in [changed, *tree.ancestors(changed)]:
        if tree.interior_slot[place] >= 0:
            below = [rows.get(int(c), own[c]) for c in tree.children(place)]
            level = tree.levels[tree.level[place]]
            rows[place] = combine(after.layout, level, own[place], below)
    assert all(rows[int(i)] == after.row(int(i)) for i in tree.interior)
    packed = [rows[int(i)].pack() for i in tree.interior]
    again = Rollup.of_packed(world.form, tree, after.inputs, packed)
    assert after.packed() == packed
    assert np.array_equal(again.cumulative, after.cumulative)
    assert again.wide == after.wide


@LAWS
@given(worlds())
def test_combining_bottom_up_from_nothing_equals_a_full_roll_up(world: World) -> None:
    rollup = rolled(world)
    tree, own = rollup.tree, own_rows_of(rollup)
    rows = list(own)
    for place in reversed(range(len(tree))):
        below = [rows[c] for c in tree.children(place)]
        mine = own[place] if tree.units[place].code in world.assigned else None
        rows[place] = combine(rollup.layout, "", mine, below)
    assert all(rows[i] == rollup.row(i) for i in range(len(tree)))


@LAWS
@given(worlds(), st.randoms())
def test_the_order_of_units_and_submissions_does_not_matter(world: World, random: Random) -> None:
    shuffled = list(world.units)
    random.shuffle(shuffled)
    other = World(world.form, shuffled, dict(reversed(world.sent.items())), world.assigned)
    first, second = rolled(world), rolled(other)
    places = [second.tree.index[u.code] for u in first.tree.units]
    for place, there in enumerate(places):
        assert first.row(place).pack() == second.row(there).pack()


@LAWS
@given(worlds())
def test_nobody_reports_who_was_not_expected(world: World) -> None:
    rollup = rolled(world)
    everyone = np.arange(len(rollup.tree))
    for block in (rollup.block(everyone), rollup.own_block(everyone)):
        for key in rollup.layout.keys:
            assert (block.reported(key) <= block.expected(key)).all(), key
            for reported, expected in block.parts_coverage(key):
                assert (reported <= expected).all(), key


@LAWS
@given(worlds())
def test_floats_for_cells_are_the_nearest_to_the_exact_figures(world: World) -> None:
    rollup = rolled(world)
    block = rollup.block(np.arange(len(rollup.tree)))
    for key in rollup.layout.keys:
        exact = as_floats(block.exact(key))
        np.testing.assert_allclose(block.numbers(key), exact, rtol=1e-15, err_msg=str(key))


@LAWS
@given(worlds())
def test_children_and_own_figures_add_up_to_the_parent(world: World) -> None:
    rollup = rolled(world)
    tree = rollup.tree
    sums = [
        Key(m.path)
        for m in world.form.measures
        if m.rule.name == "sum" and m.own_above == "adds" and Key(m.path) in rollup.layout.keys
    ]
    for place in tree.interior.tolist():
        own = rollup.own_block([place])
        parts, whole = rollup.block(tree.children(place)), rollup.block([place])
        for key in sums:
            together = [v for v in (*own.exact(key), *parts.exact(key)) if v is not None]
            assert whole.exact(key) == [sum(together) if together else None]
