"""Rolling up own columns, wherever they come from, is the roll-up of what was sent."""

import numpy as np
from hypothesis import HealthCheck, given, settings

from reporting.cells import Lens
from reporting.figures import Plane
from reporting.own import own_plane
from reporting.rollup import Rollup, roll_up
from tests.rollup_forms import inputs_of
from tests.rollup_worlds import World, worlds

# Whole countries are drawn: slow to make, and a slow machine is no fault of the law.
LAWS = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def own_of(rollup: Rollup) -> Plane:
    given = rollup.inputs
    return own_plane(
        Lens(rollup.layout, given.values, given.states, given.assigned, rollup.tree.level)
    )


@LAWS
@given(worlds())
def test_own_columns_rolled_up_equal_the_roll_up_of_what_was_sent(world: World) -> None:
    tree = world.tree
    sent = roll_up(world.form, tree, inputs_of(world.form, tree, world.sent, world.assigned))
    again = Rollup.of_own(world.form, tree, sent.layout, own_of(sent))
    assert np.array_equal(again.cumulative, sent.cumulative)
    assert again.wide == sent.wide
    everyone = np.arange(len(tree))
    for one, other in (
        (again.block(everyone), sent.block(everyone)),
        (again.own_block(everyone), sent.own_block(everyone)),
    ):
        for key in sent.layout.keys:
            assert one.exact(key) == other.exact(key)
            assert one.below(key) == other.below(key)
            assert one.reported(key).tolist() == other.reported(key).tolist()
            assert one.expected(key).tolist() == other.expected(key).tolist()
