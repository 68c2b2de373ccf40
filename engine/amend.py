"""Amending a plan: it reads otherwise from now on, and everyone who has it is told."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine import freezing, numbering
from engine import plans as plan_verbs
from engine.calendar import calendar_of
from engine.cascade import Cascaded, Progress, cascade
from engine.plans import Sound
from engine.roster import load_roster
from engine.settle import Settled, settle
from engine.succession import succeed
from engine.work import Work
from errors import Fault, Problem
from reporting.amendment import Change, changes
from reporting.split import split_anew
from schemas.plans import check_plan
from store import (
    acts,
    allotments,
    amendments,
    bonded,
    bonds,
    claims,
    journal,
    plans,
    successions,
)
from store.amendments import AmendmentRow
from store.opening import Connection
from store.plans import PlanRow

FIXED = ("issuer", "period")
"""What an amendment cannot change: it would be another plan."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper that amends: why, and its own number and day of issue where it has them."""

    reason: str
    raw: str | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """What an amendment did; without ``new`` the plan read so already.

    ``told`` are units, the rest assignments but ``cascaded.received``. ``resplit`` are measures
    whose shares were split from what their target read before, and bind until they are split anew.
    """

    ref: str
    new: bool
    changes: tuple[Change, ...] = ()
    told: int = 0
    settled: Settled = field(default_factory=Settled)
    cascaded: Cascaded = field(default_factory=Cascaded)
    resplit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One amendment as it is shown."""

    at: datetime
    actor: str
    reason: str
    raw: str | None
    issued: date | None
    told: int
    changes: tuple[Change, ...]


def amend(
    work: Work,
    ref: str,
    document: Mapping[str, Any],
    paper: Paper,
    now: datetime,
    progress: Progress,
    folder: Path | None = None,
) -> Amended:
    """Let a plan read as ``document`` from now on.

    Where it was cascaded, open deadlines follow and newly addressed units receive it. Raises
    Problem plan_unknown, plan_not_open, reason_missing, unit_unknown, form_unknown or plan_faults;
    then nothing has changed.
    """
    if not paper.reason.strip():
        raise Problem("reason_missing", verb="amend")
    plan_verbs.refuse(check_plan(document))
    with work.store().writing() as connection:
        row = plan_verbs.find(connection, ref, None)
        plans.hold_issuer(connection, row.issuer)
        claims.whole_plan(connection, row.id)
        state, mode = plans.held(connection, row.id, alone=True)
        # Read again: another may have amended it before it was ours alone.
        row = plans.by_id(connection, row.id)
        if state != "issued":
            raise Problem("plan_not_open", plan=ref, state=state)
        since = successions.map_day(connection, row.id)
        done = Amended(ref, new=False)
        if plan_verbs.digest_of(document) != row.digest:
            sound = _examined(work, connection, row, document, paper, folder)
            done = _amended(work, connection, row, sound, paper, now)
    if mode is None:
        return done
    # What a run left undone is made up for by the next: both verbs add only what is not there.
    if since is None:
        cascaded = cascade(work, ref, now, progress)
    else:
        carried = succeed(work, ref, since, now)
        cascaded = Cascaded(carried.received, carried.assigned)
    return replace(done, cascaded=cascaded)


def _examined(
    work: Work,
    connection: Connection,
    row: PlanRow,
    document: Mapping[str, Any],
    paper: Paper,
    folder: Path | None,
) -> Sound:
    plan_verbs.refuse(list(_fixed(row, document)))
    other = plans.by_digest(connection, plan_verbs.digest_of(document))
    if other is not None and other.id != row.id:
        plan_verbs.refuse([Fault("content_taken", allowed=other.ref)])
    found = load_roster(work.store(), connection).on(row.roster_on)
    sound = plan_verbs.examine(work, connection, document, found, folder, row)
    plan_verbs.refuse(list(_paper_faults(work, connection, sound, paper)))
    plan_verbs.refuse(list(freezing.changed_levels(connection, row, sound.plan)))
    return sound


def _paper_faults(
    work: Work, connection: Connection, sound: Sound, paper: Paper
) -> Iterator[Fault]:
    """What is wrong with the number and the day of the paper that amends."""
    issued = sound.plan.issued
    if paper.issued and issued and paper.issued < issued:
        yield Fault("amended_too_early", "--issued", sent=str(paper.issued), allowed=str(issued))
    yield from numbering.unreadable(paper.raw, "--number")
    if paper.raw:
        papers = work.country().papers
        number = numbering.amending_number(sound.plan, paper.raw, paper.issued or issued, papers)
        yield from numbering.taken(work, connection, number, paper.raw, path="--number")


def _fixed(row: PlanRow, document: Mapping[str, Any]) -> Iterator[Fault]:
    stands = {"issuer": row.issuer, "period": row.period}
    for name in FIXED:
        if document[name] != stands[name]:
            yield Fault("amend_fixed", name, sent=document[name], allowed=stands[name])
    day = document.get("roster_on", row.roster_on.isoformat())
    if day != row.roster_on.isoformat():
        yield Fault("amend_fixed", "roster_on", sent=day, allowed=row.roster_on.isoformat())


def _amended(
    work: Work,
    connection: Connection,
    row: PlanRow,
    sound: Sound,
    paper: Paper,
    now: datetime,
) -> Amended:
    before = {(i, period) for i, _, period in plans.frozen_names(connection, row.id)}
    plans.freeze(connection, row.id, [one for one in sound.frozen if one[:2] not in before])
    plans.change(
        connection,
        row.id,
        title=sound.plan.title,
        digest=sound.digest,
        document=sound.text,
        **sound.number,
    )
    settled = settle(work, connection, plans.by_id(connection, row.id), now)
    for form_id, period in before - {one[:2] for one in sound.frozen}:
        plans.thaw(connection, row.id, form_id, period)
    amendment_id = amendments.keep(connection, _values(work, row, sound, paper, now))
    told = amendments.tell(connection, row.id, amendment_id, now)
    counts = {"told": told, **asdict(settled)}
    acts.note(connection, row.id, None, now, work.actor, "amend", paper.reason, **counts)
    plan_verbs.keep_beside(work, connection, row.id, sound, now)
    said = {"reason": paper.reason, "number": paper.raw}
    said[bonds.PLANNED] = bonded.of_plan(connection, row.id)
    journal.note(connection, now, work.actor, "plans amend", row.ref, **said)
    days = calendar_of(work, connection)
    then, today = _read(row.document), _read(sound.text)
    shared = {
        (one.measure, one.by.isoformat()) for one in allotments.of_plans(connection, [row.id])
    }
    stale = sorted({measure for measure, _by in split_anew(then, today) & shared})
    return Amended(
        row.ref,
        new=True,
        changes=changes(then, today, days),
        told=told,
        settled=settled,
        resplit=tuple(stale),
    )


def _values(work: Work, row: PlanRow, sound: Sound, paper: Paper, now: datetime) -> dict[str, Any]:
    return {
        "plan_id": row.id,
        "raw": paper.raw,
        "issued": paper.issued,
        "reason": paper.reason,
        "before": row.document,
        "after": sound.text,
        "digest": row.digest,
        "at": now,
        "actor": work.actor,
    }


def _read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return found


def history(work: Work, ref: str, unit: str | None = None) -> tuple[Told, ...]:
    """Every amendment of a plan, oldest first; with ``unit`` those that unit was told of."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        days = calendar_of(work, connection)
        rows: Sequence[AmendmentRow] = amendments.of_plan(connection, row.id, unit)
    return tuple(
        Told(
            at=one.at,
            actor=one.actor,
            reason=one.reason,
            raw=one.raw,
            issued=one.issued,
            told=one.told,
            changes=changes(_read(one.before), _read(one.after), days),
        )
        for one in rows
    )
