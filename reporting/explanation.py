"""Why a figure is what it is: every contributor, how much it weighs, and who gave nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from reporting.columns import Key
from reporting.recipes import parts_of
from reporting.rollup import Rollup
from reporting.submission import State
from reporting.terms import Term, Terms, Value, own_only
from schemas.form import Form

SMALL = 40
"""Units below which everything is shown without being asked for."""


@dataclass(frozen=True, slots=True)
class Portion:
    """What a unit, or a unit with all below it, gives to one part; its share of the whole part.

    ``share`` is None where the part is 0 or is not a sum. ``veiled``: hidden in a published copy.
    """

    role: str
    path: str
    value: Value
    share: Value
    veiled: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the tree of contributors, with all that lies below it.

    ``value`` is its cumulative figure, ``own`` that of its own submission. ``influence`` is how
    far the figure explained would move without the whole of it. ``replaced``: a unit above states
    the figure itself, so that nothing of this one is in it. ``veiled`` names what a published copy
    hides.
    """

    place: int
    depth: int
    value: Value
    own: Value
    reported: int
    expected: int
    portions: tuple[Portion, ...]
    influence: Fraction
    replaced: bool
    veiled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contributor:
    """One unit's own submission in the figure; ``states`` are its cells that hold no value.

    ``holds``: of a least or a most, it is this unit's.
    """

    place: int
    own: Value
    portions: tuple[Portion, ...]
    influence: Fraction
    replaced: bool
    holds: bool
    states: tuple[tuple[str, State], ...]
    veiled: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure of one unit. ``below`` is what lies below where its own figure replaces that.

    ``nodes`` stand in tree order, ``contributors`` by influence. ``blank`` are the units that
    were asked and gave nothing to some part of it: (place, cells without a value).
    """

    key: Key
    place: int
    term: Term
    value: Value
    own: Value
    below: Value
    status: str
    nodes: tuple[Node, ...]
    contributors: tuple[Contributor, ...]
    blank: tuple[tuple[int, tuple[tuple[str, State], ...]], ...]
    veiled: frozenset[str] = frozenset()


def keys_of(rollup: Rollup, place: int, path: str, option: str = "") -> tuple[Key, ...]:
    """The figures of a measure at a unit: one, or one a contributing level and option."""
    found = [
        key for key in rollup.layout.keys if key.measure == path and option in ("", key.option)
    ]
    if len(found) < 2:
        return tuple(found)
    block = rollup.block([place])
    return tuple(key for key in found if block.expected(key)[0]) or tuple(found[:1])


def explained(
    rollup: Rollup, terms: Terms, key: Key, depth: int | None, *, brief: bool = False
) -> Explanation:
    """One figure of the unit of ``terms`` with its tree to ``depth`` below it (None: all of it).

    ``brief``: of the contributors only the unit itself, nobody's influence, and not which cells
    are blank. Raises Problem measure_unknown.
    """
    term, place = terms.of(key), terms.place
    whole = rollup.block([place])
    mine = rollup.own_block([place])
    return Explanation(
        key=key,
        place=place,
        term=term,
        value=term.value,
        own=mine.exact(key)[0],
        below=whole.below(key)[0],
        status=rollup.status(place, key),
        nodes=_nodes(rollup, place, key, term, depth, brief=brief),
        contributors=_contributors(rollup, key, term, place if brief else None),
        blank=_blank(rollup, place, key, term, brief=brief),
    )


def _nodes(
    rollup: Rollup, place: int, key: Key, term: Term, depth: int | None, *, brief: bool
) -> tuple[Node, ...]:
    tree = rollup.tree
    if own_only(rollup.form.by_path[key.measure]):
        places = [place]
    else:
        base = int(tree.depth[place])
        places = [
            one
            for one in range(place, int(tree.stop[place]))
            if depth is None or int(tree.depth[one]) - base <= depth
        ]
    whole, own = rollup.block(places), rollup.own_block(places)
    shut = {one for leaf in term.leaves() for one, _ in leaf.replaced}
    figures = zip(
        places,
        whole.exact(key),
        own.exact(key),
        whole.reported(key).tolist(),
        whole.expected(key).tolist(),
        strict=True,
    )
    return tuple(
        Node(
            place=one,
            depth=int(tree.depth[one]) - int(tree.depth[place]),
            value=value,
            own=stated,
            reported=reported,
            expected=expected,
            portions=_portions(term, one, int(tree.stop[one])),
            influence=Fraction(0) if brief else _influence(term, one, int(tree.stop[one])),
            replaced=one in shut,
        )
        for one, value, stated, reported, expected in figures
        # Of a figure kept per level, only the branches that have units of the level.
        if not key.level or expected or one == place
    )


def _portions(term: Term, start: int, stop: int) -> tuple[Portion, ...]:
    found = []
    for leaf in term.leaves():
        assert leaf.given is not None
        value = leaf.given.within(start, stop)
        adds = leaf.given.op == "add" and bool(leaf.value)
        share = value / leaf.value if adds and value is not None and leaf.value else None
        found.append(Portion(leaf.role, leaf.path, value, share))
    return tuple(found)


def _influence(term: Term, start: int, stop: int) -> Fraction:
    if term.value is None or not any(leaf.given and leaf.given.places for leaf in term.leaves()):
        return Fraction(0)
    others = term.without(start, stop)
    return abs(term.value if others is None else term.value - others)


def _contributors(
    rollup: Rollup, key: Key, term: Term, only: int | None
) -> tuple[Contributor, ...]:
    given: set[int] = set()
    shut: set[int] = set()
    for leaf in term.leaves():
        assert leaf.given is not None
        given.update(leaf.given.places)
        shut.update(one for one, _ in leaf.replaced)
    places = [one for one in sorted(given | shut) if only in (None, one)]
    own = rollup.own_block(places).exact(key) if places else []
    states = _states(rollup, places, key.measure)
    extreme = term.given is not None and term.given.op != "add"
    found = [
        Contributor(
            place=one,
            own=stated,
            portions=_portions(term, one, one + 1),
            influence=_influence(term, one, one + 1),
            replaced=one not in given,
            holds=extreme and term.given is not None and term.given.at(one) == term.value,
            states=cells,
        )
        for one, stated, cells in zip(places, own, states, strict=True)
    ]
    return tuple(sorted(found, key=by_weight))


def by_weight(one: Contributor) -> tuple[bool, bool, Fraction, Fraction, int]:
    """The order of contributors: by influence, then by what they gave, then as in the tree."""
    size = sum((abs(p.value) for p in one.portions if p.value is not None), Fraction(0))
    return one.replaced, not one.holds, -one.influence, -size, one.place


def entered(form: Form, path: str) -> tuple[str, ...]:
    """The paths units send that a measure is made of, each once."""
    if path in form.slots:
        extra = form.by_path[path].rule.weight
        return (path, extra) if extra in form.slots and extra else (path,)
    found: dict[str, None] = {}
    for part in parts_of(form.by_path[path]):
        if part != path:
            found.update(dict.fromkeys(entered(form, part)))
    return tuple(found)


def _states(
    rollup: Rollup, places: Sequence[int], path: str
) -> list[tuple[tuple[str, State], ...]]:
    """The cells a measure is made of that hold no value, at each of these units."""
    form, tree, given = rollup.form, rollup.tree, rollup.inputs
    if not given.states.size:
        return [()] * len(places)
    paths = entered(form, path)
    return [
        tuple(
            (p, State(int(given.states[form.slots[p], one])))
            for p in paths
            if form.by_path[p].asked_at(tree.units[one].level)
            and given.states[form.slots[p], one] != State.VALUE
        )
        for one in places
    ]


def _blank(
    rollup: Rollup, place: int, key: Key, term: Term, *, brief: bool
) -> tuple[tuple[int, tuple[tuple[str, State], ...]], ...]:
    """Units that owe a part of the figure and gave it none: silent, blank, marked."""
    given = rollup.inputs
    if not given.assigned.size:
        return ()
    stop = place + 1 if own_only(rollup.form.by_path[key.measure]) else int(rollup.tree.stop[place])
    owing = [int(i) + place for i in np.flatnonzero(given.assigned[place:stop])]
    levels = {level for level in rollup.tree.levels if _asked(rollup.form, level, key)}
    whole = [frozenset(leaf.given.places) for leaf in term.leaves() if leaf.given is not None]
    shut = {one for leaf in term.leaves() for one, _ in leaf.replaced}
    lacking = [
        one
        for one in owing
        if any(one not in each for each in whole)
        and one not in shut
        and rollup.tree.units[one].level in levels
    ]
    states = [()] * len(lacking) if brief else _states(rollup, lacking, key.measure)
    return tuple(zip(lacking, states, strict=True))


def _asked(form: Form, level: str, key: Key) -> bool:
    """Whether the units of a level are asked for anything a figure is made of."""
    if key.level and key.level != level:
        return False
    return any(form.by_path[path].asked_at(level) for path in entered(form, key.measure))
