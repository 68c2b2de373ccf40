"""Which workbooks a unit may have: its forms and periods, and what was published of them."""

from dataclasses import dataclass
from datetime import datetime

from engine.forms import bare, of_row
from engine.permits import Holder, today
from engine.roster import Map
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from schemas.form import Label
from store import assignments, forms, vintages
from store.vintages import VintageRow


@dataclass(frozen=True, slots=True)
class Offer:
    """One form and period that somebody at or below the unit owes, with its vintages in order."""

    form: str
    title: Label
    period: str
    vintages: tuple[VintageRow, ...]

    @property
    def name(self) -> str:
        """The form's name without a version: vintages are numbered under it."""
        return bare(self.form)


@dataclass(frozen=True, slots=True)
class Offers:
    """A unit as it stands today, the way up to it, who below it gets workbooks, and its own."""

    unit: Unit
    unit_id: int
    path: tuple[Unit, ...]
    below: tuple[Unit, ...]
    books: tuple[Offer, ...]


def home_of(work: Work, holder: Holder, now: datetime) -> str:
    """The code of the unit somebody's pages begin with: their own, else the highest.

    Raises Problem no_units where there is none.
    """
    with work.store().reading() as connection:
        there = today(work, connection, now)
    place = there.places.get(holder.unit_id or 0, 0)
    return there.tree.units[place].code


def path_of(there: Map, place: int, top: int) -> tuple[Unit, ...]:
    """The units above a place, from one at ``top`` down."""
    above = [int(one) for one in there.tree.ancestors(place)][::-1]
    return tuple(there.tree.units[one] for one in above if top <= one)


def offers(work: Work, holder: Holder, code: str, now: datetime) -> Offers:
    """What there is for a unit; that the person may see it was asked before.

    Raises Problem not_found.
    """
    with work.store().reading() as connection:
        there = today(work, connection, now)
        tree = there.tree
        place = tree.index.get(code)
        if place is None:
            raise Problem("not_found")
        inside = {there.ids[one] for one in range(place, int(tree.stop[place]))}
        books = []
        for form_id, reference, period in assignments.periods(connection):
            if not inside.isdisjoint(assignments.units_of(connection, form_id, period)):
                title = of_row(forms.by_id(connection, form_id)).title
                series = vintages.of_series(connection, bare(reference), period)
                books.append(Offer(reference, title, period, series))
    top = there.places.get(holder.unit_id or 0, 0)
    return Offers(
        unit=tree.units[place],
        unit_id=there.ids[place],
        path=path_of(there, place, top),
        below=tuple(
            tree.units[int(one)]
            for one in tree.children(place)
            if int(tree.stop[int(one)]) > int(one) + 1
        ),
        books=tuple(sorted(books, key=lambda one: (one.period, one.form), reverse=True)),
    )
