"""Cumulative columns of every interior unit in a few passes over preorder vectors."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hierarchy.tree import Tree
from reporting.cells import Lens
from reporting.columns import Layout
from reporting.draft import IDENTITY, Column
from reporting.figures import Exact, Plane
from reporting.own import Own, own_column, own_group, own_wide, rows_of
from reporting.rows import WIDE
from reporting.segments import Segments
from reporting.submission import State

BATCH = 1 << 20
"""Cells of one batch: a buffer of 8 MiB at most, or one column."""
MANY = 1 << 24
"""Cells from which threads are worth their start."""
Closed = NDArray[np.bool_] | None
"""Where a unit's own figure stands for all below it; None where that is nowhere."""
FOLD: dict[str, Any] = {"add": np.add, "min": np.minimum, "max": np.maximum}


@dataclass(frozen=True, slots=True)
class Rung:
    """Units of one depth: ``members`` with their parents, siblings side by side from ``starts``."""

    members: NDArray[np.intp]
    starts: NDArray[np.intp]
    parents: NDArray[np.intp]


def rungs_of(tree: Tree) -> list[Rung]:
    """The depths of a tree from the deepest up to the root's children."""
    rungs = []
    for depth in range(int(tree.depth.max()), 0, -1):
        members = np.flatnonzero(tree.depth == depth)
        parents = tree.parent[members]
        starts = np.flatnonzero(np.diff(parents, prepend=-1))
        rungs.append(Rung(members, starts, parents[starts].astype(np.intp)))
    return rungs


def accumulate(tree: Tree, lens: Lens) -> Plane:
    """Cumulative columns int64 [C, K] over ``tree.interior``, and the wide ones [W][K]."""
    layout = lens.layout
    size = len(tree.interior)
    figures = np.empty((len(layout.columns), size), dtype=np.int64)
    if not size:
        return Plane(figures, [[] for _ in layout.wide])
    segments = Segments.of(tree)
    _plain(lens, segments, figures)
    plain = {int(c) for group in layout.groups if group.plain for c in group.columns}
    rungs = rungs_of(tree)
    for place, column in enumerate(layout.columns):
        if place in plain or column.base >= 0:
            continue
        own = own_column(lens, column)
        if column.op == "add" and column.gate < 0:
            figures[place] = segments.sums(own[None])[0]
        else:
            _folded(tree, layout, place, own, _closed(lens, column), rungs, figures)
    wide = [own_wide(lens, column) for column in layout.wide]
    return Plane(figures, _wides(tree, layout, wide, [_closed(lens, c) for c in layout.wide]))


def accumulate_own(tree: Tree, layout: Layout, own: Plane) -> Plane:
    """The same from own columns int64 [C, N] and wide ones [W][N], wherever they come from.

    An own figure replaces what lies below it where its gate's own column is above zero.
    """
    figures = np.empty((len(layout.columns), len(tree.interior)), dtype=np.int64)
    if not len(tree.interior):
        return Plane(figures, [[] for _ in layout.wide])
    segments, rungs = Segments.of(tree), rungs_of(tree)
    for place, column in enumerate(layout.columns):
        if column.base >= 0:
            continue
        if column.op == "add" and column.gate < 0:
            figures[place] = segments.sums(own.figures[place][None])[0]
        else:
            closed = _shut(own, column)
            _folded(tree, layout, place, own.figures[place], closed, rungs, figures)
    return Plane(figures, _wides(tree, layout, own.wide, [_shut(own, c) for c in layout.wide]))


def _plain(lens: Lens, segments: Segments, figures: NDArray[np.int64]) -> None:
    step = max(1, BATCH // len(lens))
    batches = [
        (group, group.slots[at : at + step], group.columns[at : at + step])
        for group in lens.layout.groups
        if group.plain
        for at in range(0, len(group.slots), step)
    ]
    for group, _, _ in batches:
        lens.lane(group.lane)
    asked = {group.lane for group, _, _ in batches if group.kind == "expected"}
    everyone = {lane: segments.sums(lens.lane(lane)[None]) for lane in asked}

    def work(share: int) -> None:
        buffer = np.empty((step, len(lens)), dtype=np.int64)
        for group, slots, columns in batches[share::workers]:
            if group.kind == "expected" and not _marked(lens, slots):
                figures[columns] = everyone[group.lane]
                continue
            own = own_group(lens, group, slots, buffer[: len(slots)])
            figures[columns] = segments.sums(own)

    workers = min(4, os.cpu_count() or 1) if lens.values.size >= MANY else 1
    if workers == 1:
        work(0)
        return
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))


def _marked(lens: Lens, slots: NDArray[np.intp]) -> bool:
    """Whether any cell is marked as not applicable (the highest state)."""
    return bool(rows_of(lens.states, slots).max() >= State.NOT_APPLICABLE)


def _folded(
    tree: Tree,
    layout: Layout,
    place: int,
    own: Own,
    closed: Closed,
    rungs: list[Rung],
    figures: NDArray[np.int64],
) -> None:
    """One column that has a least, a most or a gate, depth by depth from below."""
    fold = layout.columns[place].op
    cumulative = own.astype(np.int64)
    below = np.full(len(own), IDENTITY[fold], dtype=np.int64)
    for rung in rungs:
        gathered = FOLD[fold].reduceat(cumulative[rung.members], rung.starts)
        below[rung.parents] = gathered
        joined = FOLD[fold](cumulative[rung.parents], gathered)
        if closed is not None:
            joined = np.where(closed[rung.parents], cumulative[rung.parents], joined)
        cumulative[rung.parents] = joined
    figures[place] = cumulative[tree.interior]
    companion = layout.companions.get(place)
    if companion is not None:
        figures[companion] = below[tree.interior]


def _closed(lens: Lens, column: Column) -> Closed:
    if column.gate < 0:
        return None
    return own_column(lens, lens.layout.columns[column.gate]).astype(np.bool_)


def _shut(own: Plane, column: Column) -> Closed:
    return None if column.gate < 0 else own.figures[column.gate] > 0


def _wides(tree: Tree, layout: Layout, own: list[Exact], shut: list[Closed]) -> list[Exact]:
    kept: list[Exact] = [[] for _ in layout.wide]
    parents = tree.parent.tolist()
    for place, column in enumerate(layout.wide):
        if column.base >= 0:
            continue
        join: Callable[[Any, Any], Any] = WIDE[column.op]
        cumulative = list(own[place])
        below: Exact = [None] * len(cumulative)
        closed = shut[place]
        for unit in range(len(cumulative) - 1, -1, -1):
            if closed is None or not closed[unit]:
                cumulative[unit] = join(cumulative[unit], below[unit])
            if unit:
                below[parents[unit]] = join(below[parents[unit]], cumulative[unit])
        kept[place] = [cumulative[i] for i in tree.interior]
        companion = layout.wide_companions.get(place)
        if companion is not None:
            kept[companion] = [below[i] for i in tree.interior]
    return kept
