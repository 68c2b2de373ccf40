"""Who has sent what: counted by level, by subtree and by unit, and the silent by name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.forms import asked
from engine.inputs import Frame, frame_of
from engine.roster import load_roster
from engine.standings import standings
from engine.work import Work
from errors import Problem
from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.book import Standing
from reporting.extension import Term
from reporting.tally import Tally, tally_of, together
from store import assignments, extensions, plans, standing, successions
from store.assignments import Stand
from store.opening import Connection
from store.standing import Beside

STATES = ("expected", "sent", "late", "missing", "extended")
Levels = dict[str, dict[str, int]]
"""Counts of ``STATES`` by level, in the order of the levels."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Of whom the status is asked: a unit with all below it, one level of them, or everybody."""

    below: str | None = None
    level: str | None = None


EVERYBODY = Scope()


@dataclass(frozen=True, slots=True)
class Line:
    """One unit: how it stands, and what stands beside it."""

    standing: Standing
    beside: Beside

    @property
    def tally(self) -> Tally:
        """The unit counted."""
        return tally_of(self.standing, self.beside.warnings, self.beside.forced)


@dataclass(frozen=True, slots=True)
class Status:
    """One form and period: counts by level (in the tree's order), and every standing.

    ``plans`` counts each plan's own by its reference: a unit that two plans ask stands in both,
    and once in ``levels``. ``succeeded`` assignments were passed on, and are in no count.
    ``tallies`` are the whole of it by level; ``subtrees`` the units just below the one asked for
    (or the highest), each with everybody below it; ``lines`` every unit that owes.
    """

    form: str
    period: str
    levels: Levels
    standings: tuple[Standing, ...]
    plans: dict[str, Levels]
    succeeded: int
    tallies: dict[str, Tally] = field(default_factory=dict)
    subtrees: tuple[tuple[Unit, Tally], ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def whole(self) -> Tally:
        """Everybody counted together."""
        return together(self.tallies.values())


def status(
    work: Work,
    period: str | None,
    form: str | None,
    now: datetime,
    scope: Scope = EVERYBODY,
) -> list[Status]:
    """How each form of a period (or of every period) stands at ``now``.

    Raises Problem form_needed, form_unknown, nothing_assigned, period_invalid, unit_unknown or
    level_unknown.
    """
    with work.store().reading() as connection:
        if period is None:
            wanted = assignments.periods(connection)
        else:
            form_id, reference = asked(connection, period, form)
            wanted = ((form_id, reference, period),)
        return [
            _Look(work, connection, form_id, one_period, now, scope).status(reference)
            for form_id, reference, one_period in wanted
        ]


Placed = tuple[Frame, Standing]


class _Look:
    """One form and period at one moment: everything is read once, whatever is counted of it."""

    def __init__(
        self,
        work: Work,
        connection: Connection,
        form_id: int,
        period: str,
        now: datetime,
        scope: Scope,
    ) -> None:
        self._work, self._period, self._now, self._scope = work, period, now, scope
        self._stands = assignments.stands(connection, form_id, period)
        self._terms: Mapping[tuple[int, str], Term] = extensions.terms(
            connection, form_id, period, now
        )
        self._beside = standing.beside(connection, form_id, period)
        self._frames = list(_frames(work, connection, form_id, period))
        self._levels = list(
            dict.fromkeys(level for f in self._frames for level in f.map.tree.levels)
        )
        self._refuse_strangers()

    def status(self, reference: str) -> Status:
        everyone = self._placed(self._stands)
        refs = sorted({one.plan for one in self._stands})
        own = [everyone] if len(refs) == 1 else [self._placed(self._of(ref)) for ref in refs]
        lines = [Line(one, self._beside_of(frame, one)) for frame, one in everyone]
        tallies = [one.tally for one in lines]
        owing = tuple(one for one in lines if one.standing.state != "succeeded")
        scoped = self._scope != EVERYBODY
        passed_on = lines if scoped else self._stands
        return Status(
            form=reference,
            period=self._period,
            levels=_counted([one for _, one in everyone], self._levels),
            standings=tuple(one.standing for one in owing),
            plans={
                ref: _counted([one for _, one in some], self._levels)
                for ref, some in zip(refs, own, strict=True)
            },
            succeeded=sum(_state(one) == "succeeded" for one in passed_on),
            tallies=self._tallies(everyone, tallies),
            subtrees=tuple(self._subtrees(everyone, tallies)),
            lines=owing,
        )

    def _of(self, ref: str) -> list[Stand]:
        return [one for one in self._stands if one.plan == ref]

    def _placed(self, some: Iterable[Stand]) -> list[Placed]:
        """Those of the scope as they stand, each on the first map that has its unit."""
        left, found = list(some), list[Placed]()
        for frame in self._frames:
            within = self._within(frame)
            found += [
                (frame, one)
                for one in standings(self._work, frame, left, self._terms, self._now)
                if one.index in within and self._scope.level in (None, one.unit.level)
            ]
            left = [one for one in left if one.unit_id not in frame.map.places]
        return found

    def _within(self, frame: Frame) -> range:
        tree, below = frame.map.tree, self._scope.below
        if below is None:
            return range(len(tree))
        return _subtree(tree, tree.index[below]) if below in tree.index else range(0)

    def _beside_of(self, frame: Frame, one: Standing) -> Beside:
        if not self._beside:
            return Beside()
        unit_id = frame.map.ids[one.index]
        found = [
            self._beside[unit_id, ref]
            for ref in {stand.plan for stand in self._stands}
            if (unit_id, ref) in self._beside
        ]
        return Beside(sum(b.warnings for b in found), sum(b.forced for b in found))

    def _tallies(self, everyone: Sequence[Placed], tallies: Sequence[Tally]) -> dict[str, Tally]:
        found: dict[str, list[Tally]] = {level: [] for level in self._levels}
        for (_, one), tally in zip(everyone, tallies, strict=True):
            found[one.unit.level].append(tally)
        return {level: together(some) for level, some in found.items() if some}

    def _subtrees(
        self, everyone: Sequence[Placed], tallies: Sequence[Tally]
    ) -> Iterator[tuple[Unit, Tally]]:
        """The units just below, each with all that stand in its subtree on whichever map."""
        found: dict[str, tuple[Unit, list[Tally]]] = {}
        heads = {id(frame): self._heads(frame) for frame in self._frames}
        for (frame, one), tally in zip(everyone, tallies, strict=True):
            head = heads[id(frame)].get(one.index)
            if head is not None:
                found.setdefault(head.code, (head, []))[1].append(tally)
        for unit, some in found.values():
            yield unit, together(some)

    def _heads(self, frame: Frame) -> dict[int, Unit]:
        """By place, the unit just below the one asked for in whose subtree it stands."""
        tree = frame.map.tree
        within = self._within(frame)
        return {
            place: tree.units[child]
            for child in (tree.children(within.start) if len(within) else ())
            for place in _subtree(tree, int(child))
        }

    def _refuse_strangers(self) -> None:
        below, level = self._scope.below, self._scope.level
        if below is not None and not any(below in f.map.tree.index for f in self._frames):
            raise Problem("unit_unknown", code=below)
        if level is not None and level not in self._levels:
            raise Problem("level_unknown", level=level, known=", ".join(self._levels))


def _subtree(tree: Tree, place: int) -> range:
    return range(place, int(tree.stop[place]))


def _state(one: Line | Stand) -> str:
    return one.standing.state if isinstance(one, Line) else one.state


def _frames(work: Work, connection: Connection, form_id: int, period: str) -> Iterator[Frame]:
    """The map of the roll-up first, then every other map a plan that asks stands or stood on."""
    frame = frame_of(work, connection, form_id, period)
    yield frame
    days: dict[date, None] = {}
    for plan_id in assignments.plans_of(connection, form_id, period):
        first = plans.by_id(connection, plan_id).roster_on
        days |= dict.fromkeys((successions.map_day(connection, plan_id) or first, first))
    for day in days:
        if day != frame.roster_on:
            found = load_roster(work.store(), connection).on(day)
            yield Frame(found, day, frame.plan_id, frame.assigned)


def _counted(found: Iterable[Standing], levels: Sequence[str]) -> Levels:
    counted = {level: dict.fromkeys(STATES, 0) for level in levels}
    for one in found:
        if one.state == "succeeded":
            continue
        tally = counted[one.unit.level]
        tally["expected"] += 1
        tally["sent"] += one.received is not None
        tally["late"] += one.late
        tally["missing"] += one.missing
        tally["extended"] += one.extended
    return {level: tally for level, tally in counted.items() if tally["expected"]}
