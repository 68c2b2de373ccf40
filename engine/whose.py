"""Which assignment a person means; which one an officer judges, held until the act is done."""

from dataclasses import dataclass
from datetime import date

from engine.docket import Case, Docket
from engine.duties import stands
from engine.forms import asked, bare
from engine.work import Work
from errors import Problem
from store import assignments, claims, plans, subjects
from store.opening import Connection
from store.subjects import Subject

LEAST_DIGITS = 6
"""Digits of a digest that say enough."""


@dataclass(frozen=True, slots=True)
class Whose:
    """A unit's code, a form (``name`` or ``name@version``) and a period.

    ``plan`` or ``unit_on``, a day on which the unit stood, only where several fit.
    """

    unit: str
    form: str
    period: str
    plan: str | None = None
    unit_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Whose):
    """Whose submission is judged, and for which unit the officer acts.

    ``sha256`` is the beginning of the digest that was looked at, ``turn`` the number of the act
    this is to be: both guard against what happened since.
    """

    officer: str
    sha256: str | None = None
    turn: int | None = None


def opened(work: Work, connection: Connection, whose: Judged) -> tuple[Docket, Case]:
    """The submission that is meant, held until the transaction ends.

    Raises Problem actor_missing, form_unknown, nothing_assigned, plan_unknown, nothing_owed,
    plan_needed, unit_day_needed, digest_short, nothing_to_review, state_changed or content_changed.
    """
    if not work.actor:
        raise Problem("actor_missing")
    form_ids = forms_of(connection, whose.form, whose.period)
    claims.claim(connection, form_ids, whose.period)
    docket, subject = found(work, connection, whose, form_ids)
    if subject.submission_id is None or subject.digest is None:
        raise Problem("nothing_to_review", unit=whose.unit, form=whose.form, period=whose.period)
    case = docket.case(subject)
    if whose.turn is not None and whose.turn != case.turn:
        raise Problem("state_changed", **stands(case))
    looked_at = (whose.sha256 or subject.digest).strip().lower()
    if len(looked_at) < LEAST_DIGITS:
        raise Problem("digest_short", sent=looked_at, least=LEAST_DIGITS)
    if not subject.digest.startswith(looked_at):
        raise Problem("content_changed", sent=looked_at[:12], sha256=subject.digest[:12])
    return docket, case


def forms_of(connection: Connection, form: str, period: str) -> list[int]:
    """Row ids of the form versions meant for a period. Raises what ``asked`` raises."""
    named = [
        form_id
        for form_id, reference, asked_for in assignments.periods(connection)
        if asked_for == period and form in {reference, bare(reference)}
    ]
    return sorted(named) or [asked(connection, period, form)[0]]


def found(
    work: Work, connection: Connection, whose: Whose, form_ids: list[int]
) -> tuple[Docket, Subject]:
    """The one assignment that is meant, and the docket it stands in."""
    if whose.plan is not None and plans.by_ref(connection, whose.plan) is None:
        raise Problem("plan_unknown", plan=whose.plan, known="-")
    dockets = []
    for form_id in form_ids:
        rows = subjects.subjects(connection, form_id, whose.period, code=whose.unit)
        docket = Docket(work, connection, (form_id, whose.period), rows)
        dockets += [(docket, one) for one in rows if whose.plan in {None, one.plan}]
    if whose.unit_on is not None:
        day = whose.unit_on
        dockets = [one for one in dockets if one[0].unit(one[1]).stands_on(day)]
    if not dockets:
        raise Problem("nothing_owed", unit=whose.unit, form=whose.form, period=whose.period)
    if len(dockets) == 1:
        return dockets[0]
    named = sorted({one.plan for _docket, one in dockets})
    if len(named) > 1:
        raise Problem("plan_needed", period=whose.period, known=", ".join(named))
    days = ", ".join(str(docket.unit(one).valid_from) for docket, one in dockets)
    raise Problem("unit_day_needed", unit=whose.unit, known=days)
