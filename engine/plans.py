"""Issuing a plan: checked, frozen, and nobody assigned yet."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from engine.forms import find as find_form
from engine.forms import of_row
from engine.roster import load_roster
from engine.work import Work
from errors import Fault, Problem
from hierarchy.tree import Tree
from reporting.period import fits, read_period
from reporting.plan import Plan, addressed, owing, read_plan
from schemas.links import near
from schemas.plans import check_plan
from store import journal, plans, receipts
from store.opening import Connection
from store.plans import PlanRow


@dataclass(frozen=True, slots=True)
class Issued:
    """The reference of a plan, and whether it was issued now or stood before."""

    ref: str
    new: bool
    roster_on: date
    addressed: int


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of a plan's content, however its file is laid out."""
    return hashlib.sha256(_text(document).encode()).hexdigest()


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(
        document,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=lambda number: float(number) if isinstance(number, Decimal) else str(number),
    )


def issue(work: Work, document: Mapping[str, Any], now: datetime, today: date) -> Issued:
    """Keep a plan with its roster's day and its forms' versions. Raises Problem plan_faults."""
    _refuse(check_plan(document))
    digest = digest_of(document)
    plan = read_plan(document)
    with work.store().writing() as connection:
        known = plans.by_digest(connection, digest)
        day = plan.day(today) if known is None else known.roster_on
        found = load_roster(work.store(), connection).on(day)
        if plan.issuer not in found.tree.index:
            raise Problem("unit_unknown", code=plan.issuer)
        reached = addressed(plan, found.tree)
        if known is not None:
            return Issued(known.ref, new=False, roster_on=day, addressed=len(reached))
        frozen = _frozen(connection, plan, found.tree)
        ref = plans.next_ref(connection, plan.issuer, plan.period)
        values = {
            "ref": ref,
            "issuer_id": found.ids[found.tree.index[plan.issuer]],
            "title": plan.title,
            "period": plan.period,
            "digest": digest,
            "document": _text(document),
            "roster_on": day,
            "issued_at": now,
            "issued_by": work.actor,
        }
        plans.keep(connection, values, frozen)
        link_adoptions(connection, now)
        journal.note(connection, now, work.actor, "plans issue", ref, number=plan.number)
    return Issued(ref, new=True, roster_on=day, addressed=len(reached))


def link_adoptions(connection: Connection, now: datetime) -> None:
    """Note every unit that has a plan from above and issued its own citing it."""
    rows = plans.all_rows(connection)
    for lower in rows:
        for cite in noun(lower).document.get("cites", ()):
            above = [p for p in rows if p.issuer == cite.get("unit") and p.id != lower.id]
            raw = cite.get("raw")
            same = [
                p for p in above if (noun(p).number == raw if raw else p.period == lower.period)
            ]
            if len(same) == 1:
                receipts.mark_adopted(connection, same[0].id, lower.id, now)


def _frozen(connection: Connection, plan: Plan, tree: Tree) -> list[tuple[int, str]]:
    faults: list[Fault] = []
    frozen: list[tuple[int, str]] = []
    paths: set[str] = set()
    for place, collect in enumerate(plan.collects, 1):
        row = find_form(connection, collect.form)
        form = of_row(row)
        paths |= set(form.by_path)
        owing(collect, "", tree, tree.index[plan.issuer])
        for text in collect.periods:
            if not fits(read_period(text), form.period):
                faults.append(
                    Fault(
                        "period_not_of_form",
                        path=f"collects.{place}.periods",
                        sent=text,
                        allowed=form.period,
                    )
                )
            frozen.append((row.id, text))
    if plan.collects:
        faults += _unfit_targets(plan.document.get("targets", ()), paths)
    _refuse(faults)
    return sorted(set(frozen))


def _unfit_targets(targets: Sequence[Mapping[str, Any]], paths: Collection[str]) -> Iterator[Fault]:
    for place, one in enumerate(targets, 1):
        if one["measure"] not in paths:
            path = f"targets.{place}.measure"
            yield Fault(
                "path_unknown", path, sent=one["measure"], allowed=near(one["measure"], paths)
            )
        try:
            Fraction(one["value"])
        except (ValueError, ZeroDivisionError):
            # Words may be a target of a plan in words; a figure is never held against them.
            yield Fault("type_number", path=f"targets.{place}.value", sent=one["value"])


def _refuse(faults: "tuple[Fault, ...] | list[Fault]") -> None:
    if faults:
        raise Problem("plan_faults", tuple(faults), count=len(faults))


def find(connection: Connection, reference: str, document: Mapping[str, Any] | None) -> PlanRow:
    """The plan of a reference, or of an issued file's content. Raises Problem plan_unknown."""
    row = plans.by_ref(connection, reference)
    if row is None and document is not None:
        row = plans.by_digest(connection, digest_of(document))
    if row is None:
        known = [one.ref for one in plans.all_rows(connection)]
        raise Problem("plan_unknown", plan=reference, known=", ".join(known[-5:]) or "-")
    return row


def listed(work: Work) -> tuple[PlanRow, ...]:
    """Every issued plan, oldest first."""
    with work.store().reading() as connection:
        return plans.all_rows(connection)


def noun(row: PlanRow) -> Plan:
    """The plan of a kept row."""
    return read_plan(json.loads(row.document, parse_float=Decimal))
