"""What a figure is made of adds up to it, whatever the rule."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from reporting.rollup import Rollup, roll_up
from reporting.terms import Term, Terms, own_only
from tests.rollup_forms import inputs_of
from tests.rollup_worlds import World, worlds

LAWS = settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def whole(term: Term) -> Fraction | None:
    """The figure again, from nothing but what units give."""
    if term.given is not None:
        return term.given.within(0, 10**9)
    return term.joined([whole(one) for one in term.terms])


def rolled(world: World) -> Rollup:
    tree = world.tree
    found = roll_up(world.form, tree, inputs_of(world.form, tree, world.sent, world.assigned))
    return found.with_own()


@LAWS
@given(worlds())
def test_what_units_give_joins_to_the_figure_exactly(world: World) -> None:
    found = rolled(world)
    for place in range(len(world.tree)):
        block = found.block([place])
        for key in found.layout.keys:
            term = Terms.at(found, place).of(key)
            if not own_only(world.form.by_path[key.measure]):
                assert term.value == block.exact(key)[0]
                assert term.reported == block.reported(key)[0]
            assert whole(term) == term.value
            assert term.without(0, 0) == term.value


@LAWS
@given(worlds())
def test_a_figure_without_a_child_is_that_of_a_country_without_it(world: World) -> None:
    found = rolled(world)
    tree = world.tree
    for child in tree.children(0).tolist():
        start, stop = int(child), int(tree.stop[child])
        gone = {tree.units[place].code for place in range(start, stop)}
        sent = {code: {} if code in gone else cells for code, cells in world.sent.items()}
        other = rolled(World(world.form, world.units, sent, world.assigned - gone))
        for key in found.layout.keys:
            term = Terms.at(found, 0).of(key)
            assert term.without(start, stop) == Terms.at(other, 0).of(key).value
