"""Watching: what stands still is said once to the operator, and once more when it is over.

Nothing that was handed in may rest where nobody sees it: it is accepted, or refused, or this finds
it. It is run every five minutes and speaks of what has rested for nine, so that nothing rests for
fifteen unsaid. What was said is kept beside what reminders told; the message leaves with them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine import runs, waiting
from engine.alerting import Finding, Words, say
from engine.filing import Out
from engine.outgoing import LEASE
from engine.runs import Gone, Place
from engine.work import Work
from errors import Problem
from store import outbox, watching
from store.opening import Connection
from store.outbox import ALERT
from store.runs import Run, running
from store.watching import SCHEDULED, Message, Numbers

EVERY = timedelta(minutes=5)
"""How often it is to be run."""
PATIENCE = timedelta(minutes=9)
"""So long something may rest unsaid; with EVERY and a slow round less than a quarter of an hour."""
ORDER = (
    "run_lost",
    "run_stalled",
    "run_failed",
    "inbox_waiting",
    "inbox_unseen",
    "claim_held",
    "message_dead",
    "message_stuck",
    "messages_waiting",
)
"""Every kind of finding, as they are told."""
_SERIOUS = frozenset({"internal", "run_broken", "run_given_up"})


def nobody(_place: Place) -> bool:
    """No process is known to have ended; a run is then lost once it is silent."""
    return False


@dataclass(frozen=True, slots=True)
class Watched:
    """What was found; ``fresh`` and ``over`` were said now, in one message to ``unit``.

    ``over`` are the names of what stands still no more; ``numbers`` are those of that moment.
    """

    found: tuple[Finding, ...]
    fresh: tuple[Finding, ...]
    over: tuple[str, ...]
    numbers: Numbers
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Watching:
    """What is watched beside the store: inboxes, and how to see that a process is gone."""

    inboxes: Sequence[Out] = ()
    gone: Gone = nobody


def watch(
    work: Work, now: datetime, words: Words, beside: Watching, *, trial: bool = False
) -> Watched:
    """Lay what is to be said in the outbox, or with ``trial`` only tell it."""
    store = work.store()
    inboxes = tuple(_inboxes(work, beside, now))
    with store.reading() if trial else store.writing() as connection:
        if not trial:
            outbox.alone(connection)
        found = (*_runs(connection, beside.gone, now), *inboxes, *_held(connection, now))
        found = tuple(sorted((*found, *_messages(connection, now)), key=_place))
        told = watching.said(connection)
        fresh = tuple(one for one in found if told.get(one.about, 0) % 2 == 0)
        open_now = {one.about for one in found}
        over = tuple(sorted(a for a, times in told.items() if times % 2 and a not in open_now))
        unit = ""
        if (fresh or over) and not trial:
            unit = say(work, connection, now, words, fresh, [(a, told[a]) for a in over])
        return Watched(found, fresh, over, _counted(connection, beside.gone, now), unit)


def numbers(work: Work, now: datetime, gone: Gone = nobody) -> Numbers:
    """The store in numbers: a few questions, none of which reads a submission."""
    with work.store().reading() as connection:
        return _counted(connection, gone, now)


def _counted(connection: Connection, gone: Gone, now: datetime) -> Numbers:
    """Those of the store, with runs that were cut off counted as lost: they still say they run."""
    found = watching.numbers(connection)
    cut_off = sum(runs.is_lost(one, gone, now) for one in running(connection))
    left = {"running": found.runs.get("running", 0) - cut_off, "lost": cut_off}
    return replace(found, runs={**found.runs, **left})


def _runs(connection: Connection, gone: Gone, now: datetime) -> Iterator[Finding]:
    for one in running(connection):
        if runs.is_lost(one, gone, now):
            yield _of_run("run_lost", one, one.seen_at)
        elif now - one.moved_at > PATIENCE:
            yield _of_run("run_stalled", one, one.moved_at)
    taken_over = watching.successors(connection)
    for one in watching.failed(connection):
        code = (one.problem or {}).get("code", "")
        unseen = one.flow.startswith(SCHEDULED) or one.id in taken_over
        if unseen or not code or code in _SERIOUS:
            yield _of_run("run_failed", one, one.ended_at or one.seen_at, problem=code or "?")


def _of_run(code: str, one: Run, since: datetime, **more: object) -> Finding:
    details = {"id": one.id, "flow": one.flow, "host": one.host, "stage": one.stage}
    told = details | {"done": one.done, "total": one.total} | more
    return Finding(code, f"{code} {one.id}", since, told)


def _inboxes(work: Work, beside: Watching, now: datetime) -> Iterator[Finding]:
    for place in beside.inboxes:
        try:
            there = waiting.waiting(work, place)
        except Problem as problem:
            # What cannot be looked at may hold anything: it is said, and the rest is watched.
            said = {"place": str(place), "problem": problem.code}
            yield Finding("inbox_unseen", f"inbox_unseen {place}", now, said)
            continue
        if there is not None and now - there.since > PATIENCE:
            names = ", ".join(there.names)
            told = {"place": there.place, "count": there.count, "names": names}
            yield Finding("inbox_waiting", f"inbox_waiting {there.place}", there.since, told)


def _held(connection: Connection, now: datetime) -> Iterator[Finding]:
    for who, since in watching.held(connection, now - PATIENCE):
        yield Finding("claim_held", f"claim_held {who} {since.isoformat()}", since, {"who": who})


def _messages(connection: Connection, now: datetime) -> Iterator[Finding]:
    """Of what does not leave. An alert that does not leave cannot be told by another alert."""
    lying: list[Message] = []
    for one in watching.unsent(connection):
        told = {"id": one.id, "unit": one.unit, "error": one.error or ""}
        if one.kind == ALERT:
            continue
        if one.state == "dead":
            yield Finding("message_dead", f"message_dead {one.id}", one.next_at, told)
        elif one.state == "sending" and now - (one.next_at - LEASE) > PATIENCE:
            yield Finding("message_stuck", f"message_stuck {one.id}", one.next_at - LEASE, told)
        elif one.state == "pending" and now - one.next_at > PATIENCE:
            lying.append(one)
    if lying:
        since = min(one.next_at for one in lying)
        yield Finding("messages_waiting", "messages_waiting", since, {"count": len(lying)})


def _place(one: Finding) -> tuple[int, datetime, str]:
    return ORDER.index(one.code), one.since, one.about
