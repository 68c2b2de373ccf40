"""Consolidated workbooks: one for every unit that has units below it."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from engine import emulation, filing
from engine import plans as plan_verbs
from engine import rollup as rollups_verbs
from engine.batches import batched
from engine.bounds import assumed
from engine.comparing import compared
from engine.inputs import frame_taken
from engine.loaded import Loaded, file_name, narratives
from engine.longer_books import loaded_over_time, vintage_of
from engine.orders import Order, Part, Scope, Written
from engine.over_time import Longer, frame_of_longer, longer_of, over_time
from engine.pool import Pool
from engine.published import hidden_in
from engine.restated_books import OnMap, frame_on, loaded_on
from engine.standings import standings, zone_of
from engine.taken import taken_up
from engine.targets import bindings
from engine.vintage_books import frame_of_vintage, loaded_vintage
from engine.work import Work
from errors import Problem
from hierarchy.tree import Tree
from reporting.book import Book, Narrative, Sources, Standing
from reporting.covering import Covering, covering
from reporting.description import described
from reporting.receipt import Taken
from reporting.suppression import Hidden
from store import allotments, extensions, plans, rollups, scores, taken
from store.opening import Connection
from store.rollups import RollupRow

__all__ = ["Order", "Part", "Scope", "Written", "order", "parts", "report", "write_part"]

T = TypeVar("T", Standing, Narrative, Taken)
Progress = Callable[[str, int, int], None]
OWN_AT_HAND = 50_000
"""Units up to which a process keeps everyone's own figures: some 5 kB a unit."""


def order(
    work: Work,
    period: str,
    form: str | None,
    out: Path | str,
    words: Mapping[str, str],
    *,
    final: bool = False,
    rehearsal: bool = False,
    full: bool = False,
) -> Order:
    """The order for a period's workbooks. Raises Problem no_rollup, form_needed or folder_unfit."""
    rollup_id = 0
    with work.store().reading() as connection:
        longer = longer_of(connection, period, form)
        if longer is not None:
            found = over_time(work, connection, longer, final=final)
            state = vintage_of(connection, found)
    if longer is None:
        rollup_id = rollups_verbs.current(work, period, form, final=final)
    with work.store().reading() as connection:
        if longer is None:
            state = _vintage(connection, rollups.by_id(connection, rollup_id))
        acts = scores.mark(connection)
        # Targets are those of the plans that stand when the workbooks are written.
        aims = allotments.mark(connection)
        travelled = taken.mark(connection)
    filing.prepared(out)
    made = f"{state} {acts} {aims} {travelled}"
    said = tuple(words.items())
    return Order(rollup_id, made, str(out), said, rehearsal, full, longer, final)


def _vintage(connection: Connection, kept: RollupRow) -> str:
    """What tells one state of a kept roll-up from another."""
    return f"{kept.made_at.isoformat()} {rollups_verbs.digest_of(connection, kept.id)}"


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
        asked = [name.strip() for name in scope.level.split(",")]
        for name in asked:
            if name not in tree.levels:
                raise Problem("level_unknown", level=name, known=", ".join(tree.levels))
        places = [i for i in places if tree.units[i].level in asked]
        if not places:
            raise Problem("no_children", code=scope.level)
    return batched(tree, places)


def _reach(work: Work, wanted: Order) -> tuple[Tree, list[bool]]:
    # Not all that a workbook says: the workers read that, each once, and wait for this meanwhile.
    with work.store().reading() as connection:
        if wanted.longer is not None:
            frame = frame_of_longer(work, connection, wanted.longer)
        elif wanted.vintage:
            frame = frame_of_vintage(work, connection, wanted.vintage)
        elif wanted.on_map is not None:
            frame = frame_on(work, connection, wanted.on_map)
        else:
            frame = frame_taken(work, connection, wanted.rollup_id)
    tree = frame.map.tree
    running = np.concatenate([[0], np.cumsum(frame.assigned)])
    return tree, [bool(running[tree.stop[i]] - running[i]) for i in range(len(tree.units))]


def ordered(work: Work, wanted: Order) -> Loaded:
    """What an order is about, read once a process."""
    if wanted.vintage:
        return _published(work, wanted.vintage, wanted.made)
    if wanted.on_map is not None:
        return _on(work, wanted.on_map, wanted.made)
    return _loaded(work, wanted.rollup_id, wanted.made, wanted.longer, wanted.final)


@lru_cache(maxsize=2)
def _hidden(work: Work, wanted: Order) -> Hidden:
    """What published copies hide: found once a process, for all of its workbooks."""
    loaded = ordered(work, wanted)
    form = loaded.rollup.form.reference
    row = wanted.vintage
    return hidden_in(work, loaded.rollup, loaded.kept.period, form, final=wanted.final, vintage=row)


@lru_cache(maxsize=2)
def _covering(work: Work, wanted: Order) -> Covering | None:
    """The weights behind its figures, found once a process."""
    return covering(ordered(work, wanted).rollup)


@lru_cache(maxsize=2)
def _published(work: Work, vintage_id: int, made: str) -> Loaded:
    with work.store().reading() as connection:
        return loaded_vintage(work, connection, vintage_id, made)


@lru_cache(maxsize=2)
def _on(work: Work, asked: OnMap, made: str) -> Loaded:
    with work.store().reading() as connection:
        return loaded_on(work, connection, asked, made)


@lru_cache(maxsize=2)
def _loaded(work: Work, rollup_id: int, made: str, longer: Longer | None, final: bool) -> Loaded:  # noqa: FBT001  kept by all that tells one order from another
    """Everything, at one moment. Raises Problem rollup_moved where it is no longer that ordered."""
    if longer is not None:
        with work.store().reading() as connection:
            return loaded_over_time(work, connection, longer, made, final=final)
    with work.store().reading() as connection:
        rolled, frame, kept = rollups_verbs.loaded(work, connection, rollup_id)
        vintage = _vintage(connection, kept)
        if not made.startswith(vintage):
            # Others may have written theirs already: no two workbooks of one run differ so.
            raise Problem("rollup_moved", period=kept.period)
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
        narratives=narratives(frame, rolled.form, texts),
        targets=targets,
        sources=Sources(
            roster_on=frame.roster_on,
            inputs_digest=vintage.rpartition(" ")[2],
            plan_title=plan.title,
            plan_document=plan.number,
            as_of=kept.made_at.astimezone(zone_of(work.country().offset)),
            finality="final" if kept.final else "provisional",
        ),
        scored=emulation.carried(work, kept, frame.map.places),
        taken=carried,
    )


def book_of(work: Work, wanted: Order, loaded: Loaded, place: int) -> Book:
    """The workbook of one unit, as data."""
    tree = loaded.rollup.tree
    stop = int(tree.stop[place])
    unit = tree.units[place]
    country = work.country()
    above = [tree.units[i] for i in tree.ancestors(place)]
    day, silent = loaded.sources.as_of.date(), wanted.silent
    whole = Book(
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
        # Points are given for figures: a published copy with hidden ones is without them.
        rankings=()
        if wanted.published
        else emulation.rankings(work, loaded.scored.get(place, ()), loaded.kept),
        hidden=_hidden(work, wanted) if wanted.published else None,
        # Figures of another period would give away what a published copy of this one hides.
        compared=compared(work, wanted.other) if wanted.other and not wanted.published else None,
        covering=_covering(work, wanted),
        assumed=assumed(work, silent, wanted.rollup_id, wanted.made) if silent else None,
        assumed_from=silent.period if silent else "",
    )
    return described(whole, wanted.description)


@lru_cache(maxsize=4)
def _words(pairs: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return dict(pairs)


def _slice(items: tuple[T, ...], start: int, stop: int) -> tuple[T, ...]:
    first = bisect_left(items, start, key=lambda one: one.index)
    return items[first : bisect_left(items, stop, key=lambda one: one.index)]


def write_part(work: Work, wanted: Order, part: Part) -> Written:
    """Write one batch; a workbook that says the same already stays, unless ordered anew."""
    loaded, target = ordered(work, wanted), filing.of(wanted.out)
    paths = []
    unchanged = 0
    for place in part.places:
        name = Path(file_name(loaded, place))
        if wanted.published:  # never where somebody looks for the unit's own copy
            name = name.with_stem(f"{name.stem}_published")
        book = book_of(work, wanted, loaded, place)
        unchanged += not target.write(book, str(name), anew=wanted.anew)
        paths.append(target.path(str(name)))
    return Written(tuple(paths), unchanged)


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
    ordered(work, wanted)


def _write(item: tuple[Work, Order, Part]) -> Written:
    return write_part(*item)


def national(work: Work, wanted: Order) -> str:
    """The file name of the topmost unit's workbook."""
    return file_name(ordered(work, wanted), 0)
