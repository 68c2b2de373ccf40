"""Who may judge a submission: whose turn it is, by the table of rights, and with other eyes."""

from dataclasses import dataclass
from typing import Literal

from engine.docket import Case
from engine.work import Work
from errors import Problem
from hierarchy.spelling import clean
from reporting.rights import Relation, Role, allowed, relation_of, role_of
from reporting.workflow import after
from store.assignments import CLOSED

Verb = Literal["approve", "return"]


@dataclass(frozen=True, slots=True)
class Acting:
    """An officer of the unit at ``place``, and what that makes of him for one submission."""

    place: int
    role: Role
    relation: Relation


def acting(case: Case, code: str) -> Acting:
    """An officer acting for a unit. Raises Problem unit_unknown."""
    tree = case.map.tree
    place = tree.index.get(code)
    if place is None:
        raise Problem("unit_unknown", code=code)
    role = role_of(tree, place, case.place, case.steps)
    return Acting(place, role, relation_of(tree, place, case.place))


def refuse_unless_due(case: Case, officer: Acting, verb: Verb, *, force: bool) -> None:
    """Raises Problem review_closed, nobody_above, not_above, not_your_step or state_changed."""
    state = case.subject.state
    if state in CLOSED or case.subject.plan_state == "withdrawn":
        raise Problem("review_closed", unit=case.subject.unit, plan=case.subject.plan)
    if not case.chain:
        raise Problem("nobody_above", unit=case.subject.unit)
    if not _allowed(officer, verb, state, force=force):
        _refuse(case, officer, verb, force=force)
    if after(state, "finish" if verb == "approve" else "return") is None:
        raise Problem("state_changed", **stands(case))
    if verb == "approve":
        _refuse_out_of_turn(case, officer, force=force)


def _allowed(officer: Acting, verb: Verb, state: str, *, force: bool) -> bool:
    if allowed((officer.role,), verb, officer.relation, state):
        return True
    return force and allowed((officer.role,), "force", officer.relation, state)


def _refuse(case: Case, officer: Acting, verb: Verb, *, force: bool) -> None:
    code = case.code(officer.place)
    if officer.relation not in {"child", "below"}:
        raise Problem("not_above", officer=code, unit=case.subject.unit)
    if _allowed(officer, verb, "submitted", force=force):
        raise Problem("state_changed", **stands(case))
    steps = ", ".join(case.code(step) for step in case.steps)
    raise Problem("not_your_step", officer=code, unit=case.subject.unit, steps=steps)


def _refuse_out_of_turn(case: Case, officer: Acting, *, force: bool) -> None:
    """One step after the other; by force whatever of them is not above the officer is skipped."""
    if officer.place == case.next:
        return
    passed = case.next is None or case.chain.index(officer.place) < case.chain.index(case.next)
    if passed and officer.place in case.passed:
        raise Problem("state_changed", **stands(case))
    if passed or not force:
        step = "-" if case.next is None else case.code(case.next)
        code = case.code(officer.place)
        raise Problem("not_your_step", officer=code, unit=case.subject.unit, steps=step)


def refuse_unless_free(work: Work, case: Case, reason: str | None, *, force: bool) -> None:
    """Raises Problem own_submission or warnings_open.

    Who has sent something, for whomever, does not approve it but by force; what is unusual and
    confirmed by nobody is not approved without a reason.
    """
    if not force:
        _refuse_sender(work, case)
    if case.warnings and not reason:
        raise Problem("warnings_open", count=case.warnings)


def _refuse_sender(work: Work, case: Case) -> None:
    mine = clean(work.actor).casefold()
    sent = (case.subject.sender, case.subject.on_behalf_of)
    if mine in {clean(name).casefold() for name in sent if name is not None}:
        raise Problem("own_submission", actor=work.actor, unit=case.subject.unit)


def stands(case: Case) -> dict[str, object]:
    """How a submission stands, and who made it so."""
    last = case.acts[-1] if case.acts else None
    if last is None or last.submission_id != case.subject.submission_id:
        by, at = case.subject.sender or "", case.subject.received_at
    else:
        by, at = last.actor, last.at
    said = "" if at is None else at.isoformat(timespec="seconds")
    return {"state": case.subject.state, "actor": by, "at": said}
