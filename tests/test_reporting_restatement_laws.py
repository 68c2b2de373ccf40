"""Laws of restatement over random countries, forms, submissions and reforms."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.tree import Tree
from reporting.columns import Key
from reporting.marks import restated as has_figure
from reporting.rollup import Inputs, Rollup, roll_up
from reporting.statuses import ESTIMATED, EXACT, NOT_COMPARABLE
from tests.reform_worlds import (
    DAY,
    EVERY,
    OLD_DAY,
    WHOLE,
    Fate,
    Reform,
    moved,
    reforms,
    restated,
)
from tests.rollup_forms import form_of, inputs_of, measure
from tests.rollup_worlds import World, units, worlds

# Whole countries are drawn: slow to make, and a slow machine is no fault of the law.
LAWS = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
LATER = date(2026, 1, 1)
Drawn = tuple[World, Reform]


@st.composite
def reformed(draw: st.DrawFn, fates: tuple[str, ...]) -> Drawn:
    world = draw(worlds())
    return world, draw(reforms(world.units, fates))  # type: ignore[arg-type] # names of fates


def before(world: World, reform: Reform) -> tuple[Tree, Inputs]:
    tree = reform.hierarchy.on(OLD_DAY)
    return tree, inputs_of(world.form, tree, world.sent, world.assigned)


def same(one: Rollup, here: int, other: Rollup, there: int, skip: Callable[[Key], bool]) -> None:
    left, right = one.block([here]), other.block([there])
    for key in one.layout.keys:
        if skip(key) or key not in other.layout.figures:
            continue
        assert left.exact(key) == right.exact(key), key
        assert left.numerator(key) == right.numerator(key), key
        assert left.reported(key).tolist() == right.reported(key).tolist(), key
        assert left.expected(key).tolist() == right.expected(key).tolist(), key


@LAWS
@given(worlds())
def test_on_its_own_day_a_restated_roll_up_is_the_roll_up(world: World) -> None:
    reform = Reform(world.units, [], {})
    tree, inputs = before(world, reform)
    plain = roll_up(world.form, tree, inputs)
    again = restated(world.form, reform, inputs, on=OLD_DAY)
    for place in range(len(tree)):
        same(again, place, plain, place, lambda _key: False)
        one, two = again.own_block([place]), plain.own_block([place])
        for key in plain.layout.keys:
            assert one.exact(key) == two.exact(key), key
            assert again.status(place, key) == EXACT


@LAWS
@given(reformed(WHOLE))
def test_rolling_up_and_restating_whole_units_may_be_done_in_either_order(drawn: Drawn) -> None:
    world, reform = drawn
    tree, inputs = before(world, reform)
    plain, again = roll_up(world.form, tree, inputs), restated(world.form, reform, inputs)
    for place in tree.interior.tolist():
        there = again.tree.index[tree.units[place].code]
        same(again, there, plain, place, lambda _key: False)
        assert all(again.status(there, key) == EXACT for key in plain.layout.keys)


@LAWS
@given(reformed(EVERY))
def test_the_whole_country_is_what_it_was_whatever_became_of_its_units(drawn: Drawn) -> None:
    world, reform = drawn
    tree, inputs = before(world, reform)
    plain, again = roll_up(world.form, tree, inputs), restated(world.form, reform, inputs)
    same(again, 0, plain, 0, lambda key: again.status(0, key) != EXACT)
    # One lone leaf may be split into wards below the root, never the root itself.
    assert all(again.status(0, key) == EXACT for key in plain.layout.keys)


@LAWS
@given(worlds(), st.data())
def test_restating_twice_is_restating_once(world: World, data: st.DataObject) -> None:
    # What a survey replaced is told by the map of its own day, which a restated one is not.
    form = form_of(*(replace(m, own_above="adds") for m in world.form.measures))
    first = data.draw(reforms(world.units, WHOLE))
    standing = [u for u in first.units if u.stands_on(DAY)]
    second = data.draw(reforms(standing, WHOLE, LATER, "y"))
    ended = [u for u in first.units if not u.stands_on(DAY)]
    both = Reform([*ended, *second.units], [*first.edges, *second.edges], {})
    _tree, inputs = before(world, both)
    once = restated(form, both, inputs, on=LATER)
    half = restated(form, both, inputs)
    assert half.own is not None
    hierarchy = both.hierarchy
    twice = moved(half.layout, both, half.own, hierarchy.on(DAY), hierarchy.on(LATER))
    again = moved(half.layout, both, half.own, hierarchy.on(DAY), hierarchy.on(DAY))
    for one, other in ((once, twice), (half, again)):
        for place in range(len(one.tree)):
            same(one, place, other, place, lambda key: not has_figure(form.by_path[key.measure]))


@LAWS
@given(reformed(EVERY), st.randoms())
def test_the_order_of_units_and_lineage_does_not_matter(drawn: Drawn, random: Random) -> None:
    world, reform = drawn
    shuffled = Reform(list(reform.units), list(reform.edges), reform.ways)
    random.shuffle(shuffled.units)
    random.shuffle(shuffled.edges)
    _tree, inputs = before(world, reform)
    one, other = restated(world.form, reform, inputs), restated(world.form, shuffled, inputs)
    everyone = np.arange(len(one.tree))
    for key in one.layout.keys:
        assert one.block(everyone).exact(key) == other.block(everyone).exact(key)
        assert one.block(everyone).status(key) == other.block(everyone).status(key)


PLAIN = form_of(measure("people", "sum"))
KEY = Key("people")


@st.composite
def counted(draw: st.DrawFn, fates: tuple[Fate, ...] = EVERY) -> tuple[Reform, dict[str, int]]:
    country = draw(units())
    reform = draw(reforms(country, fates))
    return reform, {u.code: draw(st.integers(0, 99)) for u in country if draw(st.booleans())}


MERGES = settings(LAWS, max_examples=150)


@MERGES
@given(counted(WHOLE))
def test_units_that_became_one_are_added_up_each_once(
    drawn: tuple[Reform, dict[str, int]],
) -> None:
    """Value and coverage of every place, and of every old unit above, by a plain count."""
    reform, people = drawn
    old = reform.hierarchy.on(OLD_DAY)
    inputs = inputs_of(PLAIN, old, {code: {"people": n} for code, n in people.items()})
    found, plain = restated(PLAIN, reform, inputs), roll_up(PLAIN, old, inputs)
    for place in range(len(found.tree)):
        inside = {unit.code for unit in found.tree.units[found.tree.subtree(place)]}
        here = [u.code for u in old.units if {new for new, _ in reform.ways[u.code]} <= inside]
        given = [people[code] for code in here if code in people]
        block = found.block([place])
        assert block.exact(KEY) == [Fraction(sum(given)) if given else None]
        assert block.reported(KEY).tolist() == [len(given)]
        assert block.expected(KEY).tolist() == [len(here)]
    for place in old.interior.tolist():
        same(found, found.tree.index[old.units[place].code], plain, place, lambda _key: False)


def test_the_reforms_drawn_merge_units_that_both_gave_something() -> None:
    merged = []

    @MERGES
    @given(counted(WHOLE))
    def count(drawn: tuple[Reform, dict[str, int]]) -> None:
        reform, people = drawn
        heirs = [ways[0][0] for code, ways in reform.ways.items() if code in people]
        merged.append(len(heirs) > len(set(heirs)))

    count()
    assert sum(merged) >= 10


@LAWS
@given(counted())
def test_every_figure_and_mark_is_that_of_a_plain_count(
    drawn: tuple[Reform, dict[str, int]],
) -> None:
    reform, people = drawn
    old = reform.hierarchy.on(OLD_DAY)
    inputs = inputs_of(PLAIN, old, {code: {"people": n} for code, n in people.items()})
    found = restated(PLAIN, reform, inputs)
    tree = found.tree
    block = found.block(np.arange(len(tree)))
    values, states = block.exact(Key("people")), block.status(Key("people"))
    for place in range(len(tree)):
        here = {unit.code for unit in tree.units[tree.subtree(place)]}
        value, state = _plain(reform, old, people, here)
        assert states[place] == state, tree.units[place].code
        if state != NOT_COMPARABLE:
            assert values[place] == value, tree.units[place].code


def _plain(
    reform: Reform, old: Tree, people: dict[str, int], here: set[str]
) -> tuple[Fraction | None, str]:
    """The figure of the units ``here`` from each old unit's ways, and how good it is."""
    total, given, state = Fraction(0), False, EXACT
    for unit in old.units:
        ways = reform.ways[unit.code]
        if not ways:
            # Lost: somewhere below the unit that was above it.
            inside = unit.parent_code in here
            below = not inside and _is_below(reform, unit.parent_code, here)
            if below:
                state = NOT_COMPARABLE
            if inside and unit.code in people:
                total, given = total + people[unit.code], True
            continue
        parts = [share for code, share in ways if code in here]
        if not parts:
            continue
        whole = len(parts) == len(ways)
        if not whole:
            guess = NOT_COMPARABLE if parts[0] is None else ESTIMATED
            state = NOT_COMPARABLE if NOT_COMPARABLE in (guess, state) else guess
        if unit.code in people:
            part = Fraction(1) if whole else sum((s or Fraction(0) for s in parts), Fraction(0))
            total, given = total + part * people[unit.code], True
    return (total if given else None), state


def _is_below(reform: Reform, above: str | None, here: set[str]) -> bool:
    tree = reform.hierarchy.on(DAY)
    units = tree.units[tree.subtree(tree.index[above or ""])]
    return here <= {unit.code for unit in units}


@LAWS
@given(counted())
def test_children_and_what_stands_beside_them_add_up_to_the_parent(
    drawn: tuple[Reform, dict[str, int]],
) -> None:
    reform, people = drawn
    old = reform.hierarchy.on(OLD_DAY)
    found = restated(
        PLAIN, reform, inputs_of(PLAIN, old, {c: {"people": n} for c, n in people.items()})
    )
    tree, key = found.tree, Key("people")
    for place in tree.interior.tolist():
        children = tree.children(place)
        if NOT_COMPARABLE in found.block(children).status(key):
            continue
        parts = [*found.own_block([place]).exact(key), *found.block(children).exact(key)]
        given = [part for part in parts if part is not None]
        if found.status(place, key) != NOT_COMPARABLE:
            assert found.block([place]).exact(key) == [sum(given) if given else None]


@LAWS
@given(reformed(EVERY))
def test_nothing_is_said_of_a_new_unit_that_was_only_said_of_an_old_one(drawn: Drawn) -> None:
    world, reform = drawn
    _tree, inputs = before(world, reform)
    found = restated(world.form, reform, inputs)
    fresh = [i for i, unit in enumerate(found.tree.units) if unit.valid_from == DAY]
    if not fresh:
        return
    own = found.own_block(fresh)
    for key in found.layout.keys:
        if key.level or not has_figure(world.form.by_path[key.measure]):
            assert own.exact(key) == [None] * len(fresh)
