"""What is due: of one's own unit, and of the units below whose papers one has to see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.forms import of_row
from engine.permits import Holder, today
from engine.roster import load_roster
from engine.standings import standings_at
from engine.work import Work
from reporting.book import Standing
from reporting.rights import allowed, role_held
from schemas.form import Label
from store import dues, extensions, forms
from store.assignments import CLOSED
from store.dues import Due
from store.opening import Connection


@dataclass(frozen=True, slots=True)
class Item:
    """One assignment in a list: how it stands; whether one fills it in, or may see it."""

    due: Due
    standing: Standing
    title: Label
    mine: bool
    sees: bool

    @property
    def waits(self) -> bool:
        """Whether its unit has something to do."""
        return self.due.stand.state in {"expected", "draft", "returned"}


@dataclass(frozen=True, slots=True)
class Worklist:
    """One's own unit's assignments and the children's, most pressing first."""

    own: tuple[Item, ...] = ()
    below: tuple[Item, ...] = ()


def worklist(work: Work, holder: Holder, now: datetime) -> Worklist:
    """What is due of a person's unit and, for those who may see it, of the units just below."""
    if holder.unit_id is None:
        return Worklist()
    with work.store().reading() as connection:
        units = [holder.unit_id, *_children(work, connection, holder, now)]
        found = [one for one in dues.of_units(connection, units) if one.stand.state not in CLOSED]
        items = list(_items(work, connection, holder, found, now))
    items.sort(key=_pressing)
    return Worklist(
        tuple(one for one in items if one.due.unit_id == holder.unit_id),
        tuple(one for one in items if one.due.unit_id != holder.unit_id),
    )


def _children(work: Work, connection: Connection, holder: Holder, now: datetime) -> list[int]:
    roles = [role_held(one, "child", step=False, highest=False) for one in holder.roles]
    if "officer" not in roles or not allowed(roles, "status", "child", "expected"):
        return []
    there = today(work, connection, now)
    place = there.places.get(holder.unit_id or 0)
    if place is None:
        return []
    return [there.ids[int(child)] for child in there.tree.children(place)]


def _items(
    work: Work, connection: Connection, holder: Holder, found: Sequence[Due], now: datetime
) -> Iterator[Item]:
    roster = load_roster(work.store(), connection)
    asked = {(one.form_id, one.period) for one in found}
    held = {pair: extensions.terms(connection, *pair, now) for pair in asked}
    titles = {i: of_row(forms.by_id(connection, i)).title for i in {pair[0] for pair in asked}}
    for one in found:
        spot = {one.unit_id: (0, roster.unit(one.unit_id))}
        term = held[one.form_id, one.period]
        (standing,) = standings_at(work, spot, [one.stand], term, now)
        own, state = one.unit_id == holder.unit_id, one.stand.state
        mine = own and allowed(holder.roles, "send", "own", state)
        sees = allowed(holder.roles, "see_figures", "own" if own else "child", state)
        yield Item(one, standing, titles[one.form_id], mine, sees)


def _pressing(one: Item) -> tuple[object, ...]:
    """What waits for its unit first, then by its day, undated last; then by unit and form."""
    due = one.standing.due
    day = "9999" if due is None else due.isoformat()
    return (not one.waits, day, one.due.unit, one.due.form, one.due.id)
