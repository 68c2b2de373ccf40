"""Looking a unit up on a day: what is above it, below it, before it and after it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from engine.roster import load_roster
from engine.units import dated, edges_of
from engine.work import Work
from errors import Problem
from hierarchy.lineage import Edge
from hierarchy.unit import Unit


@dataclass(frozen=True, slots=True)
class Seen:
    """One unit on one day; ``above`` nearest first, ``below`` units by level."""

    day: date
    unit: Unit
    above: tuple[Unit, ...]
    children: tuple[Unit, ...]
    below: dict[str, int]
    origins: tuple[Edge, ...]
    successors: tuple[Edge, ...]


def look_up(work: Work, code: str, on: date | None, today: date) -> Seen:
    """A unit on a day: the one named, else today if it stands, else its own last day.

    Raises Problem unit_unknown.
    """
    rows = dated(work, code)
    day = on or today
    if on is None and not any(u.stands_on(day) for u in rows):
        day = rows[-1].valid_to if rows[-1].valid_to < day else rows[0].valid_from
    with work.store().reading() as connection:
        tree = load_roster(work.store(), connection).on(day).tree
    place = tree.index.get(code)
    if place is None:
        raise Problem("unit_unknown", code=code, day=day)
    unit = tree.units[place]
    edges = edges_of(work, code)
    subtree = tree.units[place + 1 : int(tree.stop[place])]
    return Seen(
        day=day,
        unit=unit,
        above=tuple(tree.units[i] for i in tree.ancestors(place)),
        children=tuple(tree.units[i] for i in tree.children(place)),
        below=dict(Counter(u.level for u in subtree)),
        # A code may name other land before and after: only edges of this row's own days count.
        origins=tuple(e for e in edges if e.new_code == code and unit.stands_on(e.on)),
        successors=tuple(e for e in edges if e.old_code == code and _stood_before(unit, e.on)),
    )


def _stood_before(unit: Unit, day: date) -> bool:
    """Whether a unit stood on the day before this one."""
    return day > date.min and unit.stands_on(day - timedelta(days=1))


def levels_on(work: Work, day: date) -> dict[str, int]:
    """How many units of each level stand on a day, highest level first."""
    with work.store().reading() as connection:
        tree = load_roster(work.store(), connection).on(day).tree
    counted = Counter(u.level for u in tree.units)
    return {level: counted[level] for level in tree.levels}
