"""Consolidated workbooks: one for every unit that has units below it."""

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from engine import emulation
from engine import plans as plan_verbs
from engine import rollup as rollups_verbs
from engine.folders import made as made_folder
from engine.inputs import Frame, frame_taken
from engine.pool import Pool
from engine.standings import standings, zone_of
from engine.taken import taken_up
from engine.targets import bindings
from engine.work import Work
from errors import Problem
from hierarchy.tree import Tree
from reporting.binding import Bindings
from reporting.book import Book, Narrative, Sources, Standing
from reporting.receipt import Taken
from reporting.rollup import Rollup
from reporting.workbook import write_book
from store import allotments, extensions, plans, rollups, scores, taken
from store.rollups import RollupRow

T = TypeVar("T", Standing, Narrative, Taken)
Progress = Callable[[str, int, int], None]
PARTS = 18
OWN_AT_HAND = 50_000
"""Units up to which a process keeps everyone's own figures: some 5 kB a unit."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to write and how; ``made`` tells one state of the roll-up from the next."""

    rollup_id: int
    made: str
    out: str
    words: tuple[tuple[str, str], ...]
    rehearsal: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One batch of workbooks: places of the tree."""

    places: tuple[int, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Written:
    """Paths of the workbooks that stand after a run."""

    paths: tuple[str, ...] = ()

    def __add__(self, other: "Written") -> "Written":
        return Written(self.paths + other.paths)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which units get a workbook: all with children by default, one unit, or one level."""

    unit: str | None = None
    level: str | None = None


def order(
    work: Work,
    period: str,
    form: str | None,
    out: Path,
    words: Mapping[str, str],
    *,
    final: bool = False,
    rehearsal: bool = False,
    full: bool = False,
) -> Order:
    """The order for a period's workbooks. Raises Problem no_rollup, form_needed or folder_unfit."""
    rollup_id = rollups_verbs.current(work, period, form, final=final)
    with work.store().reading() as connection:
        kept = rollups.by_id(connection, rollup_id)
        acts = scores.mark(connection)
        # Targets are those of the plans that stand when the workbooks are written.
        aims = allotments.mark(connection)
        travelled = taken.mark(connection)
    made_folder(out)
    digest = rollups_verbs.inputs_digest(work, rollup_id)
    made = f"{kept.made_at.isoformat()} {digest} {acts} {aims} {travelled}"
    return Order(rollup_id, made, str(out), tuple(words.items()), rehearsal, full)


def parts(work: Work, wanted: Order, scope: Scope) -> list[Part]:
    """Batches of about equal weight, in tree order; the heaviest unit comes first."""
    tree, expected = _reach(work, wanted)
    places = [int(i) for i in tree.interior if expected[i]]
    if scope.unit is not None:
        if scope.unit not in tree.index:
            raise Problem("unit_unknown", code=scope.unit)
        places = [i for i in places if i == tree.index[scope.unit]]
        if not places:
            raise Problem("no_children", code=scope.unit)
    if scope.level is not None:
        if scope.level not in tree.levels:
            raise Problem("level_unknown", level=scope.level, known=", ".join(tree.levels))
        places = [i for i in places if tree.units[i].level == scope.level]
        if not places:
            raise Problem("no_children", code=scope.level)
    return _batched(tree, places)


def _reach(work: Work, wanted: Order) -> tuple[Tree, list[bool]]:
    # Not all that a workbook says: the workers read that, each once, and wait for this meanwhile.
    with work.store().reading() as connection:
        frame = frame_taken(work, connection, wanted.rollup_id)
    tree = frame.map.tree
    running = np.concatenate([[0], np.cumsum(frame.assigned)])
    return tree, [bool(running[tree.stop[i]] - running[i]) for i in range(len(tree.units))]


def _batched(tree: Tree, places: Sequence[int]) -> list[Part]:
    weights = [3 + len(tree.children(i)) + (int(tree.stop[i]) - i) // 50 for i in places]
    size = max(1, sum(weights) // PARTS)
    found: list[Part] = []
    batch: list[int] = []
    load = 0
    for place, weight in zip(places, weights, strict=True):
        if batch and load + weight > size:
            found.append(_part(tree, batch))
            batch, load = [], 0
        batch.append(place)
        load += weight
    if batch:
        found.append(_part(tree, batch))
    return found


def _part(tree: Tree, batch: Sequence[int]) -> Part:
    return Part(tuple(batch), tree.units[batch[0]].code, tree.units[batch[-1]].code)


@dataclass(frozen=True)
class Loaded:
    """A roll-up with everything its workbooks say beside the figures."""

    rollup: Rollup
    frame: Frame
    kept: RollupRow
    standings: tuple[Standing, ...]
    narratives: tuple[Narrative, ...]
    targets: Bindings
    sources: Sources
    scored: Mapping[int, tuple[int, ...]]
    taken: tuple[Taken, ...]


@lru_cache(maxsize=2)
def _loaded(work: Work, rollup_id: int, made: str) -> Loaded:  # noqa: ARG001  `made` keeps an older state from being taken for this one
    rolled, frame, kept = rollups_verbs.load(work, rollup_id)
    with work.store().reading() as connection:
        taken = rollups.stands(connection, rollup_id)
        # As they held when it was rolled up: an old roll-up keeps saying what it said.
        terms = extensions.terms(connection, kept.form_id, kept.period, kept.made_at)
        texts = rollups.texts(connection, rollup_id)
        row = plans.by_id(connection, frame.plan_id)
        carried = taken_up(connection, frame.plan_id, frame.map, zone_of(work.country().offset))
        targets = bindings(connection, frame.map, kept.period, rolled.form)
    plan = plan_verbs.noun(row)
    return Loaded(
        rollup=rolled.with_own() if len(rolled.tree) <= OWN_AT_HAND else rolled,
        frame=frame,
        kept=kept,
        standings=tuple(standings(work, frame, taken, terms, kept.made_at)),
        narratives=_narratives(frame, rolled, texts),
        targets=targets,
        sources=Sources(
            roster_on=frame.roster_on,
            inputs_digest=rollups_verbs.inputs_digest(work, rollup_id),
            plan_title=plan.title,
            plan_document=plan.number,
            as_of=kept.made_at.astimezone(zone_of(work.country().offset)),
            finality="final" if kept.final else "provisional",
        ),
        scored=emulation.carried(work, kept, frame.map.places),
        taken=carried,
    )


def _narratives(
    frame: Frame, rolled: Rollup, texts: Sequence[tuple[int, str]]
) -> tuple[Narrative, ...]:
    gathered = {m.path for m in rolled.form.texts if m.rule.name == "collect"}
    order_of = {m.path: place for place, m in enumerate(rolled.form.texts)}
    found = []
    for unit_id, text in texts:
        place = frame.map.places.get(unit_id)
        if place is None:
            continue
        for path, said in json.loads(text).items():
            if path in gathered:
                lines = said if isinstance(said, str) else "\n".join(said)
                found.append(Narrative(place, frame.map.tree.units[place], path, lines))
    return tuple(sorted(found, key=lambda one: (one.index, order_of[one.path])))


def file_name(loaded: Loaded, place: int) -> str:
    """``{unit}_{form}_{period}.xlsx``, with nothing a file system would refuse."""
    unit = loaded.rollup.tree.units[place].code
    whole = f"{unit}_{loaded.rollup.form.name}_{loaded.kept.period}"
    return "".join(c if c.isalnum() or c in "._-@" else "-" for c in whole) + ".xlsx"


def book_of(work: Work, wanted: Order, loaded: Loaded, place: int) -> Book:
    """The workbook of one unit, as data."""
    tree = loaded.rollup.tree
    stop = int(tree.stop[place])
    unit = tree.units[place]
    country = work.country()
    above = [tree.units[i] for i in tree.ancestors(place)]
    day = loaded.sources.as_of.date()
    return Book(
        index=place,
        rollup=loaded.rollup,
        period=loaded.kept.period,
        targets=loaded.targets.of(place),
        standings=_slice(loaded.standings, place, stop),
        narratives=_slice(loaded.narratives, place, stop),
        sources=loaded.sources,
        letterhead=country.letterhead(unit, above, day, work.language),
        words=_words(wanted.words),
        language=work.language,
        rehearsal=wanted.rehearsal,
        full=wanted.full,
        taken=_slice(loaded.taken, place, stop),
        rankings=emulation.rankings(work, loaded.scored.get(place, ()), loaded.kept),
    )


@lru_cache(maxsize=4)
def _words(pairs: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return dict(pairs)


def _slice(items: tuple[T, ...], start: int, stop: int) -> tuple[T, ...]:
    first = bisect_left(items, start, key=lambda one: one.index)
    return items[first : bisect_left(items, stop, key=lambda one: one.index)]


def write_part(work: Work, wanted: Order, part: Part) -> Written:
    """Write one batch; a workbook that stands already is written over with the same bytes."""
    loaded = _loaded(work, wanted.rollup_id, wanted.made)
    paths = []
    for place in part.places:
        path = Path(wanted.out) / file_name(loaded, place)
        write_book(book_of(work, wanted, loaded, place), path)
        paths.append(str(path))
    return Written(tuple(paths))


def report(work: Work, wanted: Order, scope: Scope, pool: Pool, progress: Progress) -> Written:
    """Every workbook of the scope, on every core."""
    # The workers read the roll-up while this process finds out who gets a workbook.
    pool.wake(partial(_loaded_there, work, wanted))
    batches = parts(work, wanted, scope)
    total = Written()
    found = pool.each_in_order(_write, [(work, wanted, part) for part in batches])
    for done, written in enumerate(found, 1):
        total += written
        progress("report", done, len(batches))
    return total


def _loaded_there(work: Work, wanted: Order) -> None:
    _loaded(work, wanted.rollup_id, wanted.made)


def _write(item: tuple[Work, Order, Part]) -> Written:
    return write_part(*item)


def national(work: Work, wanted: Order) -> str:
    """The file name of the topmost unit's workbook."""
    return file_name(_loaded(work, wanted.rollup_id, wanted.made), 0)
