"""A figure explained one step down, as pages lead from a unit to those just below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine import explain as verb
from engine.explain import Asked
from engine.overview import Place, place_on
from engine.permits import placed, today
from engine.rollup import current
from engine.roster import load_roster
from engine.work import Work
from errors import Problem
from reporting.explained import Explained
from store import rollups


@dataclass(frozen=True)
class Step:
    """A measure of one unit and what the units just below give to it; ``places`` names these."""

    explained: Explained
    places: Mapping[int, Place]
    above: Place | None


def explained_at(
    work: Work, told: str, measure: str, form: str, period: str, now: datetime
) -> Step:
    """Why a figure of a unit is what it is, of the roll-up as it stands.

    ``told`` names the unit as pages do. Raises Problem not_found where the unit does not stand on
    the roll-up's map, no_rollup where nothing was added up yet, and what ``explain`` raises.
    """
    rollup_id = current(work, period, form or None)
    with work.store().reading() as connection:
        found, place = placed(work, connection, told, now)
        day = rollups.by_id(connection, rollup_id).roster_on
        there = load_roster(work.store(), connection).on(day)
        stands = today(work, connection, now)
    here = there.places.get(found.ids[place])
    if here is None:
        raise Problem("not_found")
    code = there.tree.units[here].code
    why = verb.explain(work, code, measure, Asked(period, form or None), depth=1, brief=True)
    nodes = {node.place for figure in why.figures for node in figure.nodes}
    parent = int(there.tree.parent[here])
    return Step(
        why,
        {one: place_on(stands, there, one) for one in nodes},
        None if parent < 0 else place_on(stands, there, parent),
    )
