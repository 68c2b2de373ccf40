"""The share of a weight of the roster that stands behind a roll-up."""

from collections.abc import Mapping

from engine.inputs import frame_taken
from engine.roster import Map
from engine.work import Work
from reporting.weighing import Weighed, weighed
from store import coverage


def of_rollup(work: Work, rollup_id: int) -> Weighed:
    """The weights behind a kept roll-up, on the map it stands on."""
    with work.store().reading() as connection:
        found = frame_taken(work, connection, rollup_id).map
        return of_units(found, coverage.answered(connection, rollup_id))


def of_units(found: Map, answered: Mapping[int, bool]) -> Weighed:
    """The same from whether each unit answered, by row id; of units on this map."""
    places = found.places
    here = ((places[unit_id], came) for unit_id, came in answered.items() if unit_id in places)
    return weighed(found.tree, here)
