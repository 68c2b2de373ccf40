"""What was done, as far as it concerns a unit and those below it; the newest first."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.permits import today
from engine.work import Work
from store import accounts, journal
from store.journal import Act

PAGE = 50
SCANNED = 5_000
"""Acts looked through for one page; a page may then be shorter, and says where to go on."""
_BATCH = 500
_NAMED = ("unit", "units", "of", "on_behalf_of")


@dataclass(frozen=True, slots=True)
class Page:
    """Acts of one page; ``next`` is the number below which to go on, 0 where there are no more."""

    acts: tuple[Act, ...]
    next: int
    verbs: tuple[str, ...]


def page(work: Work, code: str, now: datetime, below: int, verb: str = "", who: str = "") -> Page:
    """A page of the journal for a unit of today: acts numbered lower than ``below``, 0 for all.

    An act concerns a unit where one of its people did it, where it names the unit or a plan or an
    account of it; all acts concern the highest unit. ``verb`` and ``who`` ask for those alone.
    """
    with work.store().reading() as connection:
        there = today(work, connection, now)
        place = there.tree.index[code]
        inside = range(place, int(there.tree.stop[place]))
        whole = len(inside) == len(there.ids)
        codes = {there.tree.units[one].code for one in inside}
        people = accounts.of_units(connection, [there.ids[one] for one in inside])
        logins = {one.login for one in people}
        found: list[Act] = []
        seen = 0
        at = below
        ended = False
        while len(found) < PAGE and seen < SCANNED and not ended:
            batch = journal.before(connection, at, _BATCH)
            ended = len(batch) < _BATCH
            for one in batch:
                at, seen = one.number, seen + 1
                fits = (not verb or one.verb == verb) and (not who or one.actor == who)
                if fits and (whole or concerns(one, codes, logins)):
                    found.append(one)
                    if len(found) == PAGE:
                        ended = ended and one is batch[-1]
                        break
    verbs = tuple(sorted({one.verb for one in found}))
    return Page(tuple(found), 0 if ended else at, verbs)


def concerns(act: Act, codes: Collection[str], logins: Collection[str]) -> bool:
    """Whether an act was done by these people, or names one of these units or accounts."""
    if act.actor in logins or act.subject in logins:
        return True
    # ``W111 form@1 2025`` and plans' references begin with the code of a unit.
    if act.subject.split(" ")[0] in codes or act.subject.rsplit("-", 2)[0] in codes:
        return True
    try:
        told = json.loads(act.details)
    except ValueError:
        return False
    return any(_names(told.get(name), codes) for name in _NAMED)


def _names(said: Any, codes: Collection[str]) -> bool:  # noqa: ANN401  JSON
    if isinstance(said, list):
        return any(isinstance(one, str) and one in codes for one in said)
    return isinstance(said, str) and said in codes
