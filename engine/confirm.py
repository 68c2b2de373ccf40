"""Warnings kept with what was accepted, and the reasons that answer them; errors have none."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

from engine import plausible
from engine.answers import owed_one
from engine.plausible import Fresh
from engine.whose import Whose
from engine.work import Work
from errors import Fault, Problem
from store import bonds, claims, drafts, journal, submissions, warnings
from store.assignments import Owed
from store.opening import Connection
from store.warnings import Kept

if TYPE_CHECKING:
    from engine.sending import Accepted


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning beside something accepted; ``reason`` is why it is right, once it was said."""

    unit: str
    form: str
    period: str
    source: str
    form_id: int
    level: str
    template: bool
    fault: Fault
    reason: str | None = None
    assignment_id: int = 0


def keep_warnings(
    work: Work,
    connection: Connection,
    accepted: Sequence["Accepted"],
    rows: Sequence[Mapping[str, object]],
    now: datetime,
) -> tuple[Warned, ...]:
    """Keep the warnings of new revisions, and let reasons confirm them; all that stand.

    ``rows`` are the revisions that were kept just now: of several of one assignment only the
    newest is looked at. What was sent before is no revision, and may bring reasons. Nothing is
    read where no form declares moves and nothing warns or explains.
    """
    newest = {row["assignment_id"]: row["digest"] for row in rows}
    fresh = {
        one.assignment_id: one for one in accepted if newest.get(one.assignment_id) == one.digest
    }
    moving = [Fresh(i, one.form_id, one.period) for i, one in fresh.items() if one.moving]
    odd = plausible.doubts(work, connection, moving)
    found = {i: (*one.warnings, *odd.get(i, ())) for i, one in fresh.items()}
    _keep(connection, {i: faults for i, faults in found.items() if faults})
    told = [one for one in accepted if one.moving or one.warnings or one.reasons]
    # What is sent again with reasons confirms what stands, if that is what is sent again.
    last = {(one.assignment_id, one.digest): one for one in told}
    kept = [
        one
        for one in warnings.of_newest(connection, [one.assignment_id for one in told])
        if (one.assignment_id, one.digest) in last
    ]
    said = _confirmed(work, connection, kept, last, now)
    weights = {(i, f.code, f.path): f.weight for i, many in odd.items() for f in many}
    return tuple(
        _warned(
            last[one.assignment_id, one.digest],
            one,
            said.get(one.id, one.reason),
            weights.get((one.assignment_id, one.code, one.path), 0.0),
        )
        for one in kept
    )


def _confirmed(
    work: Work,
    connection: Connection,
    kept: Sequence[Kept],
    sent: Mapping[tuple[int, str], "Accepted"],
    now: datetime,
) -> dict[int, str]:
    """Let the reasons that were sent along confirm warnings; those that are new, by row id."""
    said: dict[int, str] = {}
    by: dict[int, str] = {}
    for one in kept:
        from_ = sent[one.assignment_id, one.digest]
        reason = from_.reasons.get(one.path)
        if reason and reason != one.reason:
            said[one.id], by[one.id] = reason, from_.sender
    warnings.confirm(connection, said, by, now)
    if said:
        told = {"count": len(said), bonds.WARNED: _witnessed(connection, said)}
        journal.note(connection, now, work.actor, "confirm", "", **told)
    return said


def _witnessed(connection: Connection, ids: Collection[int]) -> str:
    """The bonds of these warnings with their reasons, for the act that gives them."""
    return bonds.of_warnings(warnings.rows(connection, ids=ids))


def raised(connection: Connection, assignment_ids: Collection[int]) -> str:
    """The bonds of the warnings of newest revisions, for the act that took these in."""
    newest = submissions.newest_ids(connection, assignment_ids)
    return bonds.of_warnings(warnings.rows(connection, submission_ids=newest.values()))


def _keep(connection: Connection, found: Mapping[int, Sequence[Fault]]) -> None:
    """Keep warnings of newest revisions; the same doubt as in an older one keeps its reason."""
    if not found:
        return
    ids = submissions.newest_ids(connection, found)
    before = warnings.reasons(connection, found)
    rows: list[dict[str, object]] = []
    for i, faults in found.items():
        for fault in faults:
            reason = before.get((i, fault.code, fault.path, fault.sent))
            rows.append(
                {
                    "submission_id": ids[i],
                    "code": fault.code,
                    "path": fault.path,
                    "sent": fault.sent,
                    "allowed": fault.allowed,
                    "message": json.dumps(dict(fault.message), ensure_ascii=False),
                    "reason": reason.text if reason else None,
                    "confirmed_by": reason.by if reason else None,
                    "confirmed_at": reason.at if reason else None,
                }
            )
    warnings.keep(connection, rows)


def fault_of(one: Kept, weight: float = 0.0) -> Fault:
    """A kept warning as the fault it was."""
    return Fault(
        one.code,
        one.path,
        sent=one.sent,
        allowed=one.allowed,
        severity="warning",
        message=json.loads(one.message),
        weight=weight,
    )


def _warned(sent: "Accepted", one: Kept, reason: str | None, weight: float) -> Warned:
    return Warned(
        unit=sent.unit,
        form=sent.form,
        period=sent.period,
        source=sent.source,
        form_id=sent.form_id,
        level=sent.level,
        template=sent.template,
        fault=fault_of(one, weight),
        reason=reason,
        assignment_id=one.assignment_id,
    )


def confirm(work: Work, whose: Whose, path: str, reason: str, now: datetime) -> tuple[Kept, ...]:
    """Say why the figure at a path is right although it is odd; the warnings this answers.

    Raises Problem reason_missing, warning_missing, error_not_confirmed (what stands there is no
    warning but an error, and has to be mended), and what ``owed_one`` raises.
    """
    said = reason.strip()
    if not said:
        raise Problem("reason_missing", verb="confirm")
    with work.store().writing() as connection:
        owed = owed_one(connection, whose)
        claims.claim(connection, [owed.form_id], owed.period)
        kept = warnings.of_newest(connection, [owed.id])
        answered = [one for one in kept if one.path == path]
        if not answered:
            _refuse(connection, owed, path, kept)
        ids = {one.id: said for one in answered}
        warnings.confirm(connection, ids, dict.fromkeys(ids, work.actor), now)
        subject = f"{owed.code} {owed.form} {owed.period}"
        told = {"path": path, "reason": said, bonds.WARNED: _witnessed(connection, ids)}
        journal.note(connection, now, work.actor, "confirm", subject, **told)
    return tuple(answered)


def _refuse(connection: Connection, owed: Owed, path: str, kept: Sequence[Kept]) -> NoReturn:
    draft = drafts.of(connection, owed.id)
    faults = [Fault(**one) for one in json.loads(draft.faults)] if draft else []
    if any(fault.path == path and fault.severity == "error" for fault in faults):
        raise Problem("error_not_confirmed", unit=owed.code, path=path)
    known = ", ".join(dict.fromkeys(one.path for one in kept)) or "-"
    raise Problem("warning_missing", unit=owed.code, path=path, known=known)
