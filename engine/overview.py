"""How a unit and everything below it stand for a form and period: counts, children, figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from engine.forms import bare, of_row
from engine.inputs import Ground, ground_of
from engine.key_figures import Drawn, Figure, Step, Wanted, draw
from engine.permits import placed, today
from engine.roster import Map
from engine.standing_counts import NOBODY, Counts, Field, field_of
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from reporting.period import read_period
from schemas.form import Form
from store import assignments, changes, dues, forms, rollups
from store.assignments import CLOSED
from store.dues import Due
from store.opening import Connection

MOST_SILENT = 30
"""Silent units that are named at once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One form and period somebody owes."""

    form_id: int
    form: str
    title: str
    period: str


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of a map, and how the portal names it: its code, or ``CODE@DAY`` once it has ended."""

    unit: Unit
    address: str
    leaf: bool


@dataclass(frozen=True, slots=True)
class Child:
    """A unit just below, with all below it counted; ``value`` is of the chosen figure."""

    place: Place
    counts: Counts
    own: str
    value: Fraction | None = None
    reported: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Silent:
    """A unit that has sent nothing, and the unit above it; ``missing``: its day is over."""

    place: Place
    above: str
    missing: bool


@dataclass(frozen=True)
class Overview:
    """A unit and all below it.

    ``as_of`` is when the figures were last added up (None: never), ``waiting`` how many revisions
    came since and are not in them yet. ``owed`` is what the unit itself owes of the form and
    period, ``elsewhere`` how many owe it and stand on another map.
    """

    here: Place
    above: Place | None
    choices: tuple[Choice, ...]
    chosen: Choice | None = None
    form: Form | None = None
    counts: Counts = NOBODY
    own: str = ""
    elsewhere: int = 0
    children: tuple[Child, ...] = ()
    silent: tuple[Silent, ...] = ()
    as_of: datetime | None = None
    waiting: int = 0
    figures: tuple[Figure, ...] = ()
    compared: Figure | None = None
    trend: tuple[Step, ...] = ()
    owed: tuple[Due, ...] = ()


def overview(
    work: Work, told: str, form: str, period: str, wanted: Wanted, now: datetime
) -> Overview:
    """How a unit's subtree stands; without form and period for the newest that is asked for.

    Raises Problem not_found for a unit, or a form and period, that there is not.
    """
    with work.store().reading() as connection:
        there, place = placed(work, connection, told, now)
        look = _Look(work, connection, there, place, now)
        choices = look.choices()
        chosen = _chosen(choices, form, period)
        if chosen is None:
            return Overview(look.place(place), look.above(), choices)
        return look.overview(choices, chosen, wanted)


def highest(work: Work, now: datetime) -> str:
    """The code of the unit that nobody is above today. Raises Problem no_units."""
    with work.store().reading() as connection:
        return today(work, connection, now).tree.units[0].code


def _chosen(choices: Sequence[Choice], form: str, period: str) -> Choice | None:
    named = [
        one
        for one in choices
        if form in {"", one.form, bare(one.form)} and period in {"", one.period}
    ]
    if (form or period) and not named:
        raise Problem("not_found")
    return named[0] if named else None


def place_on(now: Map, there: Map, place: int) -> Place:
    """A unit of a map as pages name it, beside the map of today: a code may be another's by now."""
    unit, tree = there.tree.units[place], there.tree
    same = now.tree.index.get(unit.code)
    stands = same is not None and now.ids[same] == there.ids[place]
    address = unit.code if stands else f"{unit.code}@{tree.day}"
    return Place(unit, address, int(tree.stop[place]) == place + 1)


class _Look:
    """A unit at one moment; ``there`` is the map it was found on."""

    def __init__(
        self, work: Work, connection: Connection, there: Map, place: int, now: datetime
    ) -> None:
        self._work, self._connection, self._now = work, connection, now
        self._there, self._own = there, place
        self._today = today(work, connection, now)

    def choices(self) -> tuple[Choice, ...]:
        """Everything anybody owes, the newest period first."""
        found = []
        for form_id, reference, period in assignments.periods(self._connection):
            form = of_row(forms.by_id(self._connection, form_id))
            found.append(Choice(form_id, reference, form.title.in_(self._work.language), period))
        return tuple(sorted(found, key=_newest, reverse=True))

    def place(self, place: int, there: Map | None = None) -> Place:
        """A unit of a map (of the one the look is at) as pages name it."""
        return place_on(self._today, there or self._there, place)

    def above(self) -> Place | None:
        """The unit above."""
        parent = int(self._there.tree.parent[self._own])
        return None if parent < 0 else self.place(parent)

    def overview(self, choices: tuple[Choice, ...], chosen: Choice, wanted: Wanted) -> Overview:
        """All of it."""
        pair = chosen.form_id, chosen.period
        ground = ground_of(self._work, self._connection, *pair)
        here = ground.map.places.get(self._there.ids[self._own])
        form = of_row(forms.by_id(self._connection, chosen.form_id))
        if here is None:
            # It did not stand yet, or not any more, when this was asked for.
            return Overview(self.place(self._own), self.above(), choices, chosen, form)
        field = field_of(self._work, self._connection, ground, pair, self._now)
        kept = rollups.find(self._connection, *pair, final=False)
        drawn = Drawn()
        if kept is not None and wanted.figures:
            drawn = draw(self._work, self._connection, kept, ground, here, wanted)
        stop = int(ground.map.tree.stop[here])
        quiet = field.silent(here, stop, ground.map.tree.depth)
        return Overview(
            here=self.place(self._own),
            above=self.above(),
            choices=choices,
            chosen=chosen,
            form=form,
            counts=field.counts(here, stop),
            own=field.state(here),
            elsewhere=field.elsewhere if here == 0 else 0,
            children=tuple(self._children(ground, field, here, drawn)),
            silent=tuple(self._silent(ground, field, quiet[:MOST_SILENT])),
            as_of=None if kept is None else kept.made_at,
            waiting=0 if kept is None else changes.waiting(self._connection, kept),
            figures=drawn.figures,
            compared=drawn.compared,
            trend=drawn.trend,
            owed=self._owed(pair),
        )

    def _owed(self, pair: tuple[int, str]) -> tuple[Due, ...]:
        found = dues.of_units(self._connection, [self._there.ids[self._own]])
        return tuple(
            one
            for one in found
            if (one.form_id, one.period) == pair and one.stand.state not in CLOSED
        )

    def _children(self, ground: Ground, field: Field, here: int, drawn: Drawn) -> Iterator[Child]:
        tree = ground.map.tree
        below = tree.children(here).tolist()
        for at, place in enumerate(below):
            value, reported, expected = drawn.below[at] if drawn.below else (None, 0, 0)
            yield Child(
                self.place(place, ground.map),
                field.counts(place, int(tree.stop[place])),
                field.state(place),
                value,
                reported,
                expected,
            )

    def _silent(self, ground: Ground, field: Field, places: Sequence[int]) -> Iterator[Silent]:
        tree = ground.map.tree
        for place in places:
            parent = int(tree.parent[place])
            above = tree.units[parent].name if parent >= 0 else ""
            yield Silent(self.place(place, ground.map), above, field.state(place) == "missing")


def _newest(one: Choice) -> tuple[str, str, str]:
    try:
        last = read_period(one.period).last.isoformat()
    except Problem:
        last = ""
    return last, one.period, one.form
