"""Two vintages held against each other, as far as a unit and those below it are concerned."""

from dataclasses import replace
from datetime import datetime

from engine.permits import today
from engine.supplement import between
from engine.work import Work
from reporting.vintage_changes import Supplement


def between_below(
    work: Work, code: str, period: str, form: str, numbers: tuple[int, int], now: datetime
) -> Supplement:
    """What differs between two vintages at a unit of today and below it.

    Units count that are the same land on both maps; a code given to other land since is another's.
    Raises what ``between`` does.
    """
    first, second = sorted(numbers)
    found = between(work, period, form, first, second)
    with work.store().reading() as connection:
        there = today(work, connection, now)
    place = there.tree.index[code]
    mine = {
        (unit.code, unit.valid_from)
        for unit in there.tree.units[place : int(there.tree.stop[place])]
    }
    return replace(
        found,
        changes=tuple(one for one in found.changes if (one.unit.code, one.unit.valid_from) in mine),
        causes=tuple(one for one in found.causes if (one.unit.code, one.unit.valid_from) in mine),
    )
