"""The law of small counts: nobody who adds and subtracts learns what is hidden."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.tree import Tree
from reporting.rollup import Rollup, roll_up
from reporting.suppression import Hidden, suppress
from schemas.form import Check, Form
from tests.attacker import Attacker, Name
from tests.rollup_forms import form_of, inputs_of, measure

LEVELS = ("a", "b", "c", "d")
Sent = dict[str, dict[str, object]]


@dataclass(frozen=True)
class World:
    """A form with small counts, a tree and what its units sent."""

    form: Form
    tree: Tree
    sent: Sent

    @property
    def rollup(self) -> Rollup:
        return roll_up(self.form, self.tree, inputs_of(self.form, self.tree, self.sent))

    def own(self, path: str, place: int) -> int | None:
        found: Any = self.sent.get(self.tree.units[place].code, {}).get(path)
        return None if found is None else int(found)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    parents = [-1]
    depths = [0]
    for _ in range(draw(st.integers(1, 7))):
        above = draw(st.integers(0, len(parents) - 1))
        if depths[above] == 3:
            above = 0
        parents.append(above)
        depths.append(depths[above] + 1)
    return Tree.from_parents(np.array(parents, dtype=np.int32), LEVELS)


CHECKS = {
    "plain": (),
    "parts": (Check(("women", "men"), "=", ("all",), "error"),),
    "most": (Check(("women",), "<=", ("all",), "error"),),
    "both": (
        Check(("women", "men"), "=", ("all",), "error"),
        Check(("helped",), "<=", ("all",), "error"),
    ),
}
COUNTS = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 6, 9])


@st.composite
def worlds(draw: st.DrawFn, kind: str) -> World:
    """Sent figures keep the checks, as those that were let in do."""
    checks = CHECKS[kind]
    paths = dict.fromkeys(p for c in checks for p in (*c.left, *c.right)) or {"cases": None}
    above: Any = draw(st.sampled_from(("adds", "adds", "replaces")))
    threshold = draw(st.integers(2, 5))
    sensitive = draw(st.sets(st.sampled_from(sorted(paths)), min_size=1))
    made = [
        measure(p, "sum", own_above=above, suppress_below=threshold if p in sensitive else 0)
        for p in paths
    ]
    tree = draw(trees())
    sent: Sent = {}
    for unit in tree.units:
        if draw(st.integers(0, 4)):
            women, men, helped = draw(COUNTS), draw(COUNTS), draw(st.integers(0, 2))
            figures = {"cases": women, "women": women, "men": men, "all": women + men}
            figures["helped"] = min(helped, women + men)
            sent[unit.code] = {p: v for p, v in figures.items() if p in paths}
    return World(replace(form_of(*made), checks=checks), tree, sent)


def _atoms(world: World, path: str, kind: str, place: int) -> list[int]:
    """Units whose own figures make up a published one, by the rule and nothing else."""
    tree = world.tree
    if kind == "own":
        return [place] if world.own(path, place) is not None else []
    closing = world.form.by_path[path].own_above == "replaces"
    if kind == "total" and (closing and world.own(path, place) is not None):
        return [place]
    found = [place] if kind == "total" and world.own(path, place) is not None else []
    for child in tree.children(place).tolist():
        found += _atoms(world, path, "total", child)
    return found


Shown = tuple[str, str, int]


def _cells(world: World) -> list[tuple[Shown, list[int]]]:
    return [
        ((path, kind, place), atoms)
        for path in world.form.by_path
        for kind in ("own", "total", "below")
        for place in range(len(world.tree))
        if (atoms := _atoms(world, path, kind, place))
        if kind != "below" or world.form.by_path[path].own_above == "replaces"
    ]


def _is_hidden(hidden: Hidden, cell: Shown) -> bool:
    path, kind, place = cell
    return bool(
        {"own": hidden.own, "total": hidden.total, "below": hidden.below}[kind](path)[place]
    )


def _attacker(world: World, hidden: Hidden) -> Attacker:
    biggest = sum(int(str(v)) for cells in world.sent.values() for v in cells.values())
    made = Attacker(most=biggest + 6)
    for cell, atoms in _cells(world):
        if not _is_hidden(hidden, cell):
            path = cell[0]
            total = sum(world.own(path, at) or 0 for at in atoms)
            made.equations.append(({(path, str(at)): 1 for at in atoms}, total))
    for check in world.form.checks:
        for place in range(len(world.tree)):
            named = (*check.left, *check.right)
            if any(world.own(path, place) is None for path in named):
                continue
            factors: dict[Name, int] = {(p, str(place)): 1 for p in check.left}
            factors.update({(p, str(place)): -1 for p in check.right})
            if check.op == "=":
                made.equations.append((factors, 0))
            else:
                made.bounds.append((factors, 0))
    return made


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(CHECKS))
@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_hidden_figure_is_never_determined(kind: str, data: st.DataObject) -> None:
    world = data.draw(worlds(kind))
    hidden = suppress(world.rollup)
    attacker = _attacker(world, hidden)
    for cell, atoms in _cells(world):
        if _is_hidden(hidden, cell):
            value = sum(world.own(cell[0], at) or 0 for at in atoms)
            names = [(cell[0], str(at)) for at in atoms]
            assert attacker.other_value(names, value), cell


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(world=worlds("plain"))
def test_a_small_figure_could_as_well_be_as_large_as_the_threshold(world: World) -> None:
    hidden = suppress(world.rollup)
    attacker = _attacker(world, hidden)
    threshold = world.form.by_path["cases"].suppress_below
    for cell, atoms in _cells(world):
        value = sum(world.own("cases", at) or 0 for at in atoms)
        if 0 < value < threshold:
            assert _is_hidden(hidden, cell)
            names = [("cases", str(at)) for at in atoms]
            assert attacker.at_least(names, threshold), cell


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(world=worlds("both"))
def test_what_is_hidden_does_not_depend_on_chance(world: World) -> None:
    first, second = suppress(world.rollup), suppress(world.rollup)
    for path in world.form.by_path:
        assert (first.own(path) == second.own(path)).all()
        assert (first.total(path) == second.total(path)).all()
