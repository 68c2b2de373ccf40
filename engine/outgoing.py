"""Messages on their way out: claimed before they are sent, settled after, tried again later.

    pending ──claim──▶ sending ──▶ sent
       ▲                  ├── refused: pending again after a growing delay, at last dead
       │                  └── the run broke off: pending once more, the second time dead
       └──────────────────────── dead, put back by hand

What was done before a message left makes it void (``engine.remind``).

At least once, and at most twice: a reminder that never came costs more than one that came
twice, so a message whose run broke off between sending and marking is sent once more; but a
second break is left to a person. The key of a message stands in it and is always the same.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.work import Work
from errors import Problem
from store import journal, outbox
from store.outbox import Letter

LEASE = timedelta(minutes=30)
"""How long one message may be on its way; after that its run counts as broken off."""
DELAYS = tuple(timedelta(minutes=one) for one in (5, 30, 120, 720, 1440))
"""How long to wait after each refusal; the one after the last delay is final."""
BROKEN_OFF = "broken off while it was sent: it may have left"


@dataclass(frozen=True, slots=True)
class Drained:
    """What one run did with the outbox.

    ``failed`` will be tried again, ``dead`` will not; ``waiting`` have no address.
    """

    sent: int = 0
    failed: int = 0
    dead: int = 0
    waiting: int = 0


def ready(work: Work, now: datetime) -> list[Letter]:
    """Messages that may be tried now; those of broken runs are put back or given up first."""
    with work.store().writing() as connection:
        for one in outbox.letters(connection, ("sending",)):
            if _due(one, now, LEASE):
                state = "dead" if one.broken_off else "pending"
                values = {"broken_off": one.broken_off + 1, "error": BROKEN_OFF, "next_at": now}
                outbox.move(connection, one, state, **values)
        waiting = outbox.letters(connection, ("pending",))
        return [one for one in waiting if _due(one, now, DELAYS[-1])]


def _due(one: Letter, now: datetime, longest: timedelta) -> bool:
    """Whether a message's time has come, or was set by a clock that has been put back since.

    Otherwise what was put off while a clock was a year ahead would wait for a year. Clocks of two
    machines may differ by less than what is allowed for here.
    """
    return one.next_at <= now or one.next_at > now + longest + LEASE


def claim(work: Work, one: Letter, now: datetime) -> Letter | None:
    """Take a message for sending; None where another run was first."""
    with work.store().writing() as connection:
        values = {"attempts": one.attempts + 1, "next_at": now + LEASE}
        if not outbox.move(connection, one, "sending", **values):
            return None
        return outbox.by_id(connection, one.id)


def taken(work: Work, one: Letter, marks: Collection[str]) -> None:
    """Note which addresses have taken a message so far: they will not get it again."""
    with work.store().writing() as connection:
        outbox.move(connection, one, "sending", delivered=json.dumps(sorted(marks)))


def marks_of(one: Letter) -> set[str]:
    """The marks of the addresses that have taken a message."""
    return set(json.loads(one.delivered))


def settle(work: Work, one: Letter, now: datetime, error: str | None) -> str:
    """The state a claimed message comes to: sent, or pending or dead after an error."""
    with work.store().writing() as connection:
        if error is None:
            outbox.move(connection, one, "sent", sent_at=now, error=None)
            return "sent"
        late = one.attempts > len(DELAYS)
        state = "dead" if late else "pending"
        later = now if late else now + DELAYS[one.attempts - 1]
        outbox.move(connection, one, state, next_at=later, error=error)
        return state


def note(work: Work, now: datetime, done: Drained) -> None:
    """Record one run, where it did anything."""
    if done.sent or done.failed or done.dead:
        with work.store().writing() as connection:
            journal.note(
                connection,
                now,
                work.actor,
                "send",
                "",
                sent=done.sent,
                failed=done.failed,
                dead=done.dead,
            )


def unsent(work: Work) -> tuple[Letter, ...]:
    """Messages that have not left: those that lie, are on their way or were given up."""
    with work.store().reading() as connection:
        return outbox.letters(connection, ("pending", "sending", "dead"))


def dead(work: Work) -> tuple[Letter, ...]:
    """Messages that were given up."""
    with work.store().reading() as connection:
        return outbox.letters(connection, ("dead",))


def again(work: Work, letter_id: int, now: datetime) -> Letter:
    """Put a message that was given up back; one that was not stays as it is.

    Raises Problem message_unknown.
    """
    with work.store().writing() as connection:
        one = outbox.by_id(connection, letter_id)
        if one is None:
            raise Problem("message_unknown", id=letter_id)
        if one.state == "dead":
            values = {"attempts": 0, "broken_off": 0, "next_at": now}
            outbox.move(connection, one, "pending", **values)
            journal.note(connection, now, work.actor, "remind again", str(letter_id))
        return outbox.by_id(connection, letter_id) or one


def counts(work: Work) -> dict[str, int]:
    """How many messages are in each state."""
    with work.store().reading() as connection:
        return outbox.counts(connection)
