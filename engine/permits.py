"""What somebody is to what a request is about, for the table of rights to decide.

A permit is looked up once a request; ``refuse_unless`` is the only place that says no.
"""

from dataclasses import dataclass
from datetime import date, datetime

from engine.docket import Docket
from engine.roster import Map, load_roster
from engine.standings import civil_day
from engine.work import Work
from errors import Problem
from reporting.rights import NONE, Act, Relation, Role, allowed, relation_of, role_held
from store import accounts, subjects
from store.opening import Connection


@dataclass(frozen=True, slots=True)
class Holder:
    """Who asks: an account as the table of rights sees it. Without roles it is a visitor."""

    login: str = ""
    name: str = ""
    account_id: int = 0
    unit_id: int | None = None
    unit: str = ""
    roles: tuple[Role, ...] = ()


VISITOR = Holder(roles=("visitor",))


@dataclass(frozen=True, slots=True)
class Permit:
    """Whoever asks, beside what they ask about."""

    roles: tuple[Role, ...]
    relation: Relation = "none"
    state: str = NONE

    def allows(self, act: Act) -> bool:
        """Whether the table of rights lets them."""
        return allowed(self.roles, act, self.relation, self.state)


def refuse_unless(permit: Permit, act: Act) -> None:
    """Raises Problem sign_in_needed, not_found or forbidden where an act is not allowed.

    What somebody may not even see is not found: nobody learns of it by trying.
    """
    if permit.allows(act):
        return
    if permit.roles == VISITOR.roles:
        raise Problem("sign_in_needed")
    hidden = permit.state != NONE and not permit.allows("see")
    raise Problem("not_found" if hidden else "forbidden")


def general(holder: Holder) -> Permit:
    """A permit for what concerns no unit."""
    return Permit(_roles(holder, "none"))


def of_assignment(work: Work, holder: Holder, assignment_id: int) -> Permit:
    """A permit for one assignment, on the map it is owed on. Raises Problem not_found."""
    with work.store().reading() as connection:
        subject = subjects.by_id(connection, assignment_id)
        if subject is None:
            raise Problem("not_found")
        pair = subject.form_id, subject.period
        case = Docket(work, connection, pair, [subject]).case(subject)
    own = case.map.places.get(holder.unit_id or 0)
    relation = _relation(case.map, own, case.place)
    step = own is not None and own in case.steps
    return Permit(_roles(holder, relation, case.map, own, step=step), relation, subject.state)


def of_unit(work: Work, holder: Holder, told: str, now: datetime) -> Permit:
    """A permit for a unit as ``placed`` finds it. Raises Problem not_found."""
    with work.store().reading() as connection:
        there, place = placed(work, connection, told, now)
    return _beside(holder, there, place)


def placed(work: Work, connection: Connection, told: str, now: datetime) -> tuple[Map, int]:
    """The unit of a code as it stands today, or of ``CODE@DAY`` as it stood on another day.

    What somebody is to it is then read off the map of that day. Raises Problem not_found.
    """
    there = today(work, connection, now)
    place = there.tree.index.get(told)
    if place is not None:
        return there, place
    code, _, day = told.rpartition("@")
    try:
        there = load_roster(work.store(), connection).on(date.fromisoformat(day))
    except (Problem, ValueError) as error:
        raise Problem("not_found") from error
    place = there.tree.index.get(code)
    if place is None:
        raise Problem("not_found")
    return there, place


def of_account(work: Work, holder: Holder, account_id: int, now: datetime) -> Permit:
    """A permit for an account: for its unit as it stands today, or for none.

    Raises Problem not_found.
    """
    with work.store().reading() as connection:
        found = accounts.by_id(connection, account_id)
        there = today(work, connection, now)
    if found is None:
        raise Problem("not_found")
    place = there.places.get(found.unit_id or 0)
    if place is not None:
        return _beside(holder, there, place)
    # An auditor's, an operator's, or that of a unit that has ended: no officer's to keep.
    return Permit(_roles(holder, "stranger"), "stranger")


def today(work: Work, connection: Connection, now: datetime) -> Map:
    """The map of the day it is by the country's clock. Raises Problem no_units."""
    return load_roster(work.store(), connection).on(civil_day(work, now))


def _beside(holder: Holder, there: Map, place: int) -> Permit:
    own = there.places.get(holder.unit_id or 0)
    relation = _relation(there, own, place)
    return Permit(_roles(holder, relation, there, own), relation)


def _relation(there: Map, own: int | None, place: int) -> Relation:
    # By row, not by code: a code may have been given to other land since.
    return "stranger" if own is None else relation_of(there.tree, own, place)


def _roles(
    holder: Holder,
    relation: Relation,
    there: Map | None = None,
    own: int | None = None,
    *,
    step: bool = False,
) -> tuple[Role, ...]:
    highest = there is not None and own is not None and int(there.tree.parent[own]) < 0
    return tuple(role_held(one, relation, step=step, highest=highest) for one in holder.roles)
