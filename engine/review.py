"""Judging what a unit has sent: approved step by step, or returned with what is to be mended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from engine.docket import Case, Docket
from engine.duties import Acting, acting, refuse_unless_due, refuse_unless_free
from engine.forms import of_row
from engine.returning import give_longer, last_day
from engine.whose import Judged, opened
from engine.work import Work
from errors import Fault, Problem
from reporting.workflow import after, next_step
from schemas.links import near
from store import bonds, forms, journal, reviews
from store.opening import Connection


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What an act did; ``next`` is the unit whose turn it is now, none after the last step."""

    unit: str
    form: str
    period: str
    plan: str
    kind: str
    state: str
    sha256: str
    turn: int
    next: str | None = None
    due: date | None = None
    forced: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)


def approve(
    work: Work, whose: Judged, now: datetime, reason: str | None = None, *, force: bool = False
) -> Reviewed:
    """One step's approval of the newest revision; the last step's makes it final.

    ``force`` leaves duties and lower steps aside and needs a reason, as do warnings nobody has
    confirmed. Raises Problem: what ``opened`` raises, and state_changed, content_changed,
    own_submission, warnings_open, not_your_step, not_above, reason_missing.
    """
    if force and not reason:
        raise Problem("reason_missing", verb="review approve --force")
    with work.store().writing() as connection:
        docket, case = opened(work, connection, whose)
        officer = acting(case, whose.officer)
        refuse_unless_due(case, officer, "approve", force=force)
        refuse_unless_free(work, case, reason, force=force)
        row, done = approval(work, docket, case, officer, now, reason, force=force)
        reviews.add(connection, [row])
        if done.state != case.subject.state:
            reviews.let_stand(connection, [case.subject.id], done.state)
        _note(connection, work, case, "review approve", now, whose.officer, row)
    return done


def approval(
    work: Work,
    docket: Docket,
    case: Case,
    officer: Acting,
    now: datetime,
    reason: str | None,
    *,
    force: bool = False,
) -> tuple[dict[str, object], Reviewed]:
    """The row of an approval that may be given, and what it does."""
    following = next_step(case.chain, case.steps, [*case.passed, officer.place])
    state = after(case.subject.state, "finish" if following is None else "approve")
    assert state is not None  # the table of rights let it pass
    row = act_row(work, case, officer, "approved", now, reason)
    row |= {"below": docket.below.of(case.map, case.place), "forced": force}
    done = _reviewed(case, "approved", state, case.subject.due, forced=force)
    return row, done if following is None else replace(done, next=case.code(following))


def give_back(
    work: Work,
    whose: Judged,
    now: datetime,
    reason: str,
    cells: Mapping[str, str] | None = None,
    due: date | None = None,
    *,
    force: bool = False,
) -> Reviewed:
    """Return a submission to its unit: why, which cells, and until when; approvals are void.

    Any step's officer may, also after approval. Raises Problem: what ``opened`` raises, and
    state_changed, content_changed, not_your_step, not_above, reason_missing, cells_unknown, and
    what ``last_day`` raises.
    """
    if not reason:
        raise Problem("reason_missing", verb="review return")
    with work.store().writing() as connection:
        _docket, case = opened(work, connection, whose)
        officer = acting(case, whose.officer)
        refuse_unless_due(case, officer, "return", force=force)
        _refuse_strangers(connection, case, cells or {})
        day = last_day(work, case, due, now)
        row = act_row(work, case, officer, "returned", now, reason)
        told = json.dumps(cells, ensure_ascii=False, sort_keys=True) if cells else None
        row |= {"cells": told, "due": day, "forced": force}
        reviews.add(connection, [row])
        reviews.let_stand(connection, [case.subject.id], "returned")
        give_longer(connection, work, case, day, reason, now)
        _note(connection, work, case, "review return", now, whose.officer, row)
    done = _reviewed(case, "returned", "returned", day, forced=force)
    return replace(done, cells=cells or {})


def act_row(
    work: Work, case: Case, officer: Acting, kind: str, now: datetime, reason: str | None
) -> dict[str, object]:
    """What is kept of any act of an officer."""
    subject = case.subject
    return {
        "assignment_id": subject.id,
        "turn": case.turn,
        "kind": kind,
        "submission_id": subject.submission_id,
        "digest": subject.digest,
        "unit_id": case.map.ids[officer.place],
        "level": case.map.tree.units[officer.place].level,
        "reason": reason,
        "forced": False,
        "at": now,
        "actor": work.actor,
    }


def _reviewed(case: Case, kind: str, state: str, due: date | None, *, forced: bool) -> Reviewed:
    subject = case.subject
    return Reviewed(
        unit=subject.unit,
        form=subject.form,
        period=subject.period,
        plan=subject.plan,
        kind=kind,
        state=state,
        sha256=subject.digest or "",
        turn=case.turn,
        due=due,
        forced=forced,
    )


def _refuse_strangers(connection: Connection, case: Case, cells: Mapping[str, str]) -> None:
    """Raises Problem cells_unknown for reasons given to what the form does not ask."""
    form = of_row(forms.by_id(connection, case.subject.form_id))
    known = {*form.by_path, *(one.path for one in form.sections if one.path)}
    strange = [
        Fault("path_unknown", path=path, sent=path, allowed=near(path, known))
        for path in cells
        if path not in known
    ]
    if strange:
        raise Problem("cells_unknown", tuple(strange), count=len(strange))


def _note(
    connection: Connection,
    work: Work,
    case: Case,
    verb: str,
    now: datetime,
    officer: str,
    row: Mapping[str, object],
) -> None:
    subject = case.subject
    about = f"{subject.unit} {subject.form} {subject.period}"
    told = {"officer": officer, "sha256": subject.digest, "turn": row["turn"], "plan": subject.plan}
    more = {name: row[name] for name in ("reason", "cells", "due", "forced") if row.get(name)}
    more[bonds.JUDGED] = bonds.of_rows(bonds.REVIEW, [row])
    journal.note(connection, now, work.actor, verb, about, **told, **more)
