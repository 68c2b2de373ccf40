"""The map of a day, with the row ids of its units; kept in memory until units change."""

from dataclasses import dataclass
from datetime import date

from hierarchy.hierarchy import Hierarchy
from hierarchy.tree import Tree
from hierarchy.unit import Unit
from store import units
from store.opening import Connection, Store

_KEPT = 4
_rosters: dict[tuple[str, str], "Roster"] = {}


@dataclass(frozen=True)
class Map:
    """A tree and, by place in it, the row id of each unit; ``places`` is the way back."""

    tree: Tree
    ids: tuple[int, ...]
    places: dict[int, int]


class Roster:
    """All dated units of a store, as one version of them."""

    def __init__(self, connection: Connection) -> None:
        found, ids = units.rows(connection)
        self.hierarchy = Hierarchy(found)
        self._units = dict(zip(ids, found, strict=True))
        # By the object itself: a tree holds these very units, and hashes of days are slow.
        self._ids = dict(zip(map(id, found), ids, strict=True))
        self._maps: dict[date, Map] = {}

    def unit(self, row: int) -> Unit:
        """The unit of a row id."""
        return self._units[row]

    def row(self, unit: Unit) -> int:
        """The row id of a unit."""
        return self._ids[id(unit)]

    def on(self, day: date) -> Map:
        """The map of a day. Raises Problem no_units."""
        if day not in self._maps:
            tree = self.hierarchy.on(day)
            ids = tuple(map(self._ids.__getitem__, map(id, tree.units)))
            self._maps[day] = Map(tree, ids, dict(zip(ids, range(len(ids)), strict=True)))
        return self._maps[day]


def load_roster(store: Store, connection: Connection) -> Roster:
    """The roster as it stands in this transaction."""
    key = (store.engine.url.render_as_string(), units.version(connection))
    if key not in _rosters:
        while len(_rosters) >= _KEPT:
            _rosters.pop(next(iter(_rosters)))
        _rosters[key] = Roster(connection)
    return _rosters[key]
