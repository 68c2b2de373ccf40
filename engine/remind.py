"""Reminding: what should have been said by a day and was not is said now, once.

Nothing depends on how often or how regularly this is run. What was sent in meanwhile is no
matter any more, and a message that lies unsent and speaks of nothing else is void; a missed day
is caught up with the step reached since.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.calendar import calendar_of
from engine.matters import Open, Seat, open_matters
from engine.standings import zone_of
from engine.work import Work
from reporting.reminder import Ladder, Message, Said, digest, news, own
from store import journal, outbox
from store.opening import Connection
from store.outbox import Letter

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Order:
    """How to remind: the days of the steps, and of which plan (None: of every running one).

    ``addressed`` holds the codes of the units that have an address of their own.
    """

    ladder: Ladder = Ladder()  # noqa: RUF009  frozen: every order may share it
    addressed: Collection[str] = ()
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one run said, or on trial would say, and on which day of the country."""

    day: date
    messages: tuple[Message, ...] = ()

    @property
    def matters(self) -> int:
        """How many matters were spoken of; each stands in one digest."""
        return sum(len(one.said) for one in self.messages if one.kind == "digest")


def remind(
    work: Work,
    now: datetime,
    words: Words,
    order: Order,
    on: date | None = None,
    *,
    trial: bool = False,
) -> Reminded:
    """Lay what is to be said in the outbox, or with ``trial`` only tell it.

    ``on`` is the day it is said for, by default the country's today. Raises Problem plan_unknown.
    """
    day = on or now.astimezone(zone_of(work.country().offset)).date()
    store = work.store()
    with store.reading() if trial else store.writing() as connection:
        if not trial:
            outbox.alone(connection)
        lying = () if trial or order.plan else _lying(connection)
        # Where a message lies unsent, whatever is open counts: it may speak of a later day.
        until = date.max if lying else day + timedelta(days=order.ladder.before)
        calendar = calendar_of(work, connection)
        matters = open_matters(work, connection, until, order.plan, calendar)
        _void(connection, lying, matters)
        found = list(_messages(_to_say(connection, matters, order, day), order, words, day))
        done = Reminded(day, tuple(message for _seat, message in found))
        if found and not trial:
            _keep(connection, found, now)
            subject = order.plan or ""
            journal.note(
                connection, now, work.actor, "remind", subject, on=day, matters=done.matters
            )
    return done


def _lying(connection: Connection) -> tuple[Letter, ...]:
    """What was said to units and has not left yet; alerts have matters of another kind."""
    unsent = outbox.letters(connection, ("pending",))
    return tuple(one for one in unsent if one.kind != outbox.ALERT)


def _to_say(
    connection: Connection, matters: Iterable[Open], order: Order, day: date
) -> list[tuple[Open, str]]:
    reached = [
        (one, step) for one in matters if (step := one.matter.step(order.ladder, day)) is not None
    ]
    told = outbox.told(connection, [one.matter.about for one, _step in reached])
    return [(one, step) for one, step in reached if news(step, told.get(one.matter.about, ()))]


def _messages(
    to_say: Iterable[tuple[Open, str]], order: Order, words: Words, day: date
) -> Iterator[tuple[Seat, Message]]:
    """A digest for each unit above, and one for each unit below that has an address."""
    below: dict[Seat, list[Said]] = defaultdict(list)
    alone: dict[Seat, list[Said]] = defaultdict(list)
    for one, step in to_say:
        below[one.chief].append(Said(one.matter, step))
        if one.seat != one.chief and one.seat.code in order.addressed:
            alone[one.seat].append(Said(one.matter, step))
    for seat in sorted(below, key=_by_code):
        yield seat, digest(seat.code, seat.name, below[seat], words, day)
    for seat in sorted(alone, key=_by_code):
        message = own(seat.code, seat.name, alone[seat], words, day)
        if message is not None:
            yield seat, message


def _void(connection: Connection, lying: Iterable[Letter], matters: Iterable[Open]) -> None:
    """Give up what lies in the outbox unsent and speaks only of what was done meanwhile."""
    still = {one.matter.about for one in matters}
    for one in lying:
        if still.isdisjoint(json.loads(one.matters)):
            outbox.move(connection, one, "void")


def _by_code(seat: Seat) -> tuple[str, int]:
    return seat.code, seat.row


def _keep(connection: Connection, found: Iterable[tuple[Seat, Message]], now: datetime) -> None:
    for seat, one in found:
        values = {
            "key": one.key,
            "unit_id": seat.row,
            "kind": one.kind,
            "subject": one.subject,
            "body": one.body,
            "matters": json.dumps([said.matter.about for said in one.said]),
        }
        letter_id = outbox.put(connection, values, now)
        if one.kind == "digest":  # every matter stands in exactly one
            pairs = [(said.matter.about, said.step) for said in one.said]
            outbox.note_told(connection, letter_id, pairs)
