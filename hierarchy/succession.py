"""Who comes after a unit that ended: lineage followed, edge by edge, up to a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from hierarchy.lineage import Edge
from hierarchy.span import day_before
from hierarchy.unit import ALWAYS, Unit

_Key = tuple[str, date]


class Succession:
    """Units and lineage as seen from one day; a unit is a code and its first day, never a code.

    An edge is read as in ``Edge``: the old code on the day before, the new code on the day
    itself, so a code that is used again for other land starts a line of its own.
    """

    def __init__(self, units: Iterable[Unit], edges: Iterable[Edge], day: date) -> None:
        self.day = day
        self._borne: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._borne[unit.code].append(unit)
        self._next: dict[_Key, list[tuple[date, Unit]]] = defaultdict(list)
        for edge in edges:
            old = self._standing(edge.old_code, day_before(edge.on))
            new = self._standing(edge.new_code, edge.on)
            if edge.on <= day and old is not None and new is not None:
                self._next[old.code, old.valid_from].append((edge.on, new))

    def heirs(self, unit: Unit) -> tuple[Unit, ...]:
        """The units standing on the day that this one is, or became, in code order.

        A unit that stands is its own and only heir, whatever it gave away; the parts of a split
        are all heirs; empty where the lineage says nothing or its line has ended.
        """
        found: dict[_Key, Unit] = {}
        ways = [(unit, ALWAYS)]
        seen: set[tuple[_Key, date]] = set()
        while ways:
            one, since = ways.pop()
            key = (one.code, one.valid_from)
            if one.stands_on(self.day):
                found[key] = one
            elif (key, since) not in seen:
                seen.add((key, since))
                ways += self._after(key, since)
        return tuple(found[key] for key in sorted(found))

    def _after(self, key: _Key, since: date) -> list[tuple[Unit, date]]:
        """Where a unit that ended went: only its last day of change tells, and only a later one.

        What it gave away earlier and outlived is no end of it.
        """
        later = [(on, new) for on, new in self._next.get(key, ()) if on > since]
        last = max((on for on, _ in later), default=since)
        return [(new, on) for on, new in later if on == last]

    def _standing(self, code: str, day: date) -> Unit | None:
        return next((unit for unit in self._borne.get(code, ()) if unit.stands_on(day)), None)
