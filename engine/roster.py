"""The map of a day, with the row ids of its units; kept in memory until units change."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from hierarchy.hierarchy import Hierarchy
from hierarchy.tree import Tree
from hierarchy.unit import Unit
from store import units
from store.opening import Connection, Store

_KEPT = 4
_rosters: dict[tuple[str, str], "Roster"] = {}


@dataclass(frozen=True)
class Map:
    """A tree and, by place in it, the row id of each unit."""

    tree: Tree
    ids: tuple[int, ...]

    @cached_property
    def places(self) -> dict[int, int]:
        """The way back: the place of a row id, made when first asked for."""
        return dict(zip(self.ids, range(len(self.ids)), strict=True))


class Roster:
    """All dated units of a store, as one version of them."""

    def __init__(self, connection: Connection) -> None:
        found, ids = units.rows(connection)
        self.hierarchy = Hierarchy(found)
        self._rows = ids
        self._maps: dict[date, Map] = {}

    def unit(self, row: int) -> Unit:
        """The unit of a row id."""
        return self._units[row]

    @cached_property
    def _ids(self) -> dict[int, int]:
        # By the object itself: a tree holds these very units, and hashes of days are slow.
        return dict(zip(map(id, self.hierarchy.units), self._rows, strict=True))

    @cached_property
    def _units(self) -> dict[int, Unit]:
        return dict(zip(self._rows, self.hierarchy.units, strict=True))

    def row(self, unit: Unit) -> int:
        """The row id of a unit."""
        return self._ids[id(unit)]

    def on(self, day: date) -> Map:
        """The map of a day. Raises Problem no_units."""
        if day not in self._maps:
            tree = self.hierarchy.on(day)
            ids = np.array(self._rows, np.int64)[tree.given]
            self._maps[day] = Map(tree, tuple(ids.tolist()))
        return self._maps[day]


def load_roster(store: Store, connection: Connection) -> Roster:
    """The roster as it stands in this transaction."""
    key = (store.engine.url.render_as_string(), units.version(connection))
    if key not in _rosters:
        while len(_rosters) >= _KEPT:
            _rosters.pop(next(iter(_rosters)))
        _rosters[key] = Roster(connection)
    return _rosters[key]
