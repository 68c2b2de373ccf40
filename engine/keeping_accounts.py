"""Whose accounts somebody keeps: those of the units below, or of everybody."""

from dataclasses import dataclass
from datetime import datetime

from engine.permits import Holder, today
from engine.work import Work
from hierarchy.unit import Unit
from reporting.rights import allowed
from store import accounts
from store.accounts import Account


@dataclass(frozen=True, slots=True)
class Kept:
    """Accounts by login, and the units just below for which one may invite."""

    accounts: tuple[Account, ...]
    units: tuple[Unit, ...]


def kept_by(work: Work, holder: Holder, now: datetime) -> Kept:
    """The accounts the table of rights lets a person keep."""
    with work.store().reading() as connection:
        there = today(work, connection, now)
        if allowed(holder.roles, "accounts", "stranger"):
            return Kept(tuple(accounts.all_rows(connection)), ())
        place = there.places.get(holder.unit_id or 0)
        if place is None or not allowed(holder.roles, "accounts", "below"):
            return Kept((), ())
        below = range(place + 1, int(there.tree.stop[place]))
        found = accounts.of_units(connection, [there.ids[one] for one in below])
        children = tuple(there.tree.units[int(one)] for one in there.tree.children(place))
    return Kept(tuple(found), children)
