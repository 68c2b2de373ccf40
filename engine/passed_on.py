"""What units owed and passed on to others when the map changed: to be read, not to be sent."""

from collections.abc import Collection

from engine.forms import of_row
from engine.permits import Holder
from engine.roster import load_roster
from engine.seen import EVERYWHERE, Page
from engine.work import Work
from schemas.form import Label
from store import dues, forms, plans
from store.dues import Asked, Due
from store.opening import Connection

PAGE = 50


def passed_on(
    work: Work, holder: Holder, after: int = 0, limit: int = PAGE
) -> Page[tuple[Due, Label]]:
    """Closed assignments of a person's unit and of those it had below it, oldest first.

    A unit that has ended stands on no map of today, so every plan's own map is asked who was below.
    """
    with work.store().reading() as connection:
        rows = None if EVERYWHERE.intersection(holder.roles) else _had(work, connection, holder)
        found = dues.page(connection, rows, Asked("succeeded"), after, limit + 1)
        shown = found[:limit]
        titles = {i: of_row(forms.by_id(connection, i)).title for i in {o.form_id for o in shown}}
    last = str(shown[-1].id) if len(found) > limit else ""
    return Page(tuple((one, titles[one.form_id]) for one in shown), last)


def _had(work: Work, connection: Connection, holder: Holder) -> Collection[int]:
    roster = load_roster(work.store(), connection)
    rows: set[int] = set()
    for day in {one.roster_on for one in plans.all_rows(connection)}:
        there = roster.on(day)
        place = there.places.get(holder.unit_id or 0)
        if place is not None:
            rows.update(there.ids[at] for at in range(place, int(there.tree.stop[place])))
    return rows
