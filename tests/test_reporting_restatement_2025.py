"""The reform of 1 July 2025 over all units: what every ward might have sent, on the new map."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

from hierarchy.hierarchy import Hierarchy
from hierarchy.tree import Tree
from profiles.registry import load
from profiles.vn.reform import REFORM
from profiles.vn.units import LAST_OLD_DAY, Country, fetch
from reporting.columns import Key
from reporting.figures import Sum
from reporting.marks import restated as has_figure
from reporting.marks import worst
from reporting.rollup import Inputs, Rollup, roll_up
from reporting.statuses import EXACT, NOT_COMPARABLE, STATUSES
from reporting.submission import State
from schemas.form import Form
from schemas.reading import read_form
from tests.reform_worlds import Reform, restated

pytestmark = pytest.mark.slow

WARDS_OF_VUNG_TAU = {"26506": 7, "26526": 4, "26536": 3, "26542": 2, "26545": 1}
"""Today's wards made of the 17 of the old city of Vũng Tàu (747), and of how many."""


@dataclass(frozen=True)
class Both:
    """The country's annual form on the old map, and restated on the new one."""

    country: Country
    form: Form
    inputs: Inputs
    old: Rollup
    new: Rollup

    def place(self, code: str) -> int:
        return self.new.tree.index[code]


@pytest.fixture(scope="module")
def both() -> Both:
    country = fetch()
    form = read_form(load("vn").forms()[0])
    tree = Hierarchy(country.units, country.edges).on(LAST_OLD_DAY)
    inputs = sent(form, tree)
    reform = Reform(list(country.units), list(country.edges), {})
    new = restated(form, reform, inputs, since=LAST_OLD_DAY, on=REFORM)
    return Both(country, form, inputs, roll_up(form, tree, inputs), new)


def sent(form: Form, tree: Tree) -> Inputs:
    """Every unit answers nearly every question it is asked, with anything."""
    random = np.random.default_rng(2025)
    size = (len(form.entered), len(tree))
    states = np.full(size, State.VALUE, dtype=np.uint8)
    states[random.random(size) < 0.05] = State.BLANK
    values = random.integers(0, 1000, size)
    for slot, measure in enumerate(form.entered):
        if measure.kind == "boolean":
            values[slot] %= 2
        if measure.kind == "choice":
            values[slot] %= len(measure.options)
    return Inputs(values * (states == State.VALUE), states, np.ones(len(tree), dtype=np.bool_))


def additive(both: Both) -> list[Key]:
    """Sums that no survey above replaces."""
    return [
        Key(measure.path)
        for measure in both.form.measures
        if measure.rule.name == "sum" and measure.own_above == "adds"
    ]


def test_the_country_is_whole_on_both_maps(both: Both) -> None:
    levels = [unit.level for unit in both.new.tree.units]
    assert [levels.count(name) for name in ("nation", "province", "district", "ward")] == [
        1,
        34,
        0,
        3_321,
    ]
    assert sum(unit.level == "ward" for unit in both.old.tree.units) == 10_035


def test_every_total_of_the_nation_is_what_it_was(both: Both) -> None:
    assert len(additive(both)) > 80
    old, new = both.old.block([0]), both.new.block([0])
    for key in both.old.layout.keys:
        assert new.exact(key) == old.exact(key), key
        assert new.reported(key).tolist() == old.reported(key).tolist(), key
        assert new.expected(key).tolist() == old.expected(key).tolist(), key
        assert both.new.status(0, key) == EXACT, key


def test_every_province_is_the_sum_of_the_old_ones_it_was_made_of(both: Both) -> None:
    made_of = defaultdict(list)
    for edge in both.country.edges:
        if len(edge.old_code) == 2:
            made_of[edge.new_code].append(both.old.tree.index[edge.old_code])
    assert sum(map(len, made_of.values())) == 63
    assert len(made_of) == 34
    for code, olds in made_of.items():
        new, old = both.new.block([both.place(code)]), both.old.block(olds)
        for key in additive(both):
            parts = [value for value in old.exact(key) if value is not None]
            assert new.exact(key) == [sum(parts) if parts else None], (code, key)
            assert new.reported(key)[0] == old.reported(key).sum(), (code, key)
            assert new.expected(key)[0] == old.expected(key).sum(), (code, key)
            assert new.status(key) == [EXACT], (code, key)


def test_2880_wards_are_exact_441_are_marked_and_none_is_guessed(both: Both) -> None:
    assert both.new.marks is not None
    marks = worst(both.new.layout, both.new.marks, len(both.new.tree))
    wards = [i for i, unit in enumerate(both.new.tree.units) if unit.level == "ward"]
    found = [STATUSES[mark] for mark in marks[wards].tolist()]
    assert (found.count(EXACT), found.count(NOT_COMPARABLE), len(found)) == (2_880, 441, 3_321)
    others = [i for i in range(len(both.new.tree)) if i not in set(wards)]
    assert not marks[others].any()


def test_every_exact_ward_is_the_sum_of_whole_old_ones_and_every_other_is_empty(
    both: Both,
) -> None:
    parts = defaultdict(list)
    for edge in both.country.edges:
        parts[edge.old_code].append(edge.new_code)
    key = next(k for k in additive(both) if both.form.by_path[k.measure].asked_at("ward"))
    asked = both.form.by_path[key.measure].asked_at
    figure = both.old.layout.figures[key]
    assert isinstance(figure, Sum)
    values, states = (
        each[both.form.slots[key.measure]] for each in (both.inputs.values, both.inputs.states)
    )
    wanted: dict[str, Fraction] = defaultdict(Fraction)
    split = set()
    for code, place in both.old.tree.index.items():
        if not asked(both.old.tree.units[place].level):
            continue
        if not parts[code]:
            # A district is nobody's heir; where all its wards became one, that one holds it.
            below = both.old.tree.children(place).tolist()
            heirs = {heir for c in below for heir in parts[both.old.tree.units[c].code]}
            parts[code] = list(heirs) if len(heirs) == 1 else []
        if not parts[code]:
            continue
        if len(parts[code]) == 1 and states[place] == State.VALUE:
            wanted[parts[code][0]] += Fraction(int(values[place]), figure.step)
        elif len(parts[code]) > 1:
            split.update(parts[code])
    wards = [i for i, unit in enumerate(both.new.tree.units) if unit.level == "ward"]
    found = both.new.block(wards).exact(key)
    for place, value in zip(wards, found, strict=True):
        code = both.new.tree.units[place].code
        assert value == (None if code in split else wanted.get(code)), code


def test_the_17_wards_of_vung_tau_are_five_of_ho_chi_minh_city(both: Both) -> None:
    district = both.old.tree.index["747"]
    seventeen = both.old.tree.children(district)
    assert len(seventeen) == 17
    five = [both.place(code) for code in WARDS_OF_VUNG_TAU]
    city = both.place("79")
    assert all(both.new.tree.parent[place] == city for place in five)
    for key in additive(both):
        new, old = both.new.block(five), both.old.block(seventeen)
        left = [value for value in new.exact(key) if value is not None]
        right = [value for value in old.exact(key) if value is not None]
        assert sum(left) == sum(right), key
        assert new.status(key) == [EXACT] * 5
        asked = old.expected(key).sum()
        assert new.expected(key).sum() == asked
        if asked == 17:
            assert new.expected(key).tolist() == list(WARDS_OF_VUNG_TAU.values())


def test_a_yes_or_no_of_an_old_ward_is_not_one_of_a_new_one(both: Both) -> None:
    answers = [key for key in both.new.layout.keys if key.level == "ward"]
    assert answers
    wards = [i for i, unit in enumerate(both.new.tree.units) if unit.level == "ward"]
    own, block = both.new.own_block(wards), both.new.block(wards)
    for key in answers:
        assert not has_figure(both.form.by_path[key.measure])
        assert own.exact(key) == [None] * len(wards)
        assert block.exact(key) == [None] * len(wards)
        # Above, they are counted as units of their own day.
        assert both.new.block([0]).expected(key)[0] == both.old.block([0]).expected(key)[0]
