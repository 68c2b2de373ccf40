"""What is frozen with a plan: the versions of its forms, once its collects and targets fit them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from engine.criteria import criterion_faults
from engine.forms import bare, of_row
from engine.forms import find as find_form
from errors import Fault
from hierarchy.tree import Tree
from reporting.approvers import approver_faults, levels_text
from reporting.ladder import upside_down
from reporting.period import fits, read_period
from reporting.plan import Plan, owing
from reporting.split import split_faults
from schemas.form import Measure
from schemas.links import near
from store import forms, plans
from store.forms import FormRow
from store.opening import Connection
from store.plans import Frozen, PlanRow

Pairs = list[Frozen]
"""(form row id, period, who approves)."""


def frozen(
    connection: Connection,
    plan: Plan,
    tree: Tree,
    before: Mapping[tuple[str, str], int] | None = None,
) -> tuple[Pairs, list[Fault]]:
    """The forms' versions and who approves them, by period, and what does not fit.

    ``before`` is what was frozen when the plan was issued, by (form name, period): it stands.
    Raises Problem form_unknown or plan_faults.
    """
    faults: list[Fault] = [*approver_faults(plan, tree)]
    pairs: dict[tuple[int, str], str | None] = {}
    measures: dict[str, Measure] = {}
    for place, collect in enumerate(plan.collects, 1):
        owing(collect, "", tree, tree.index[plan.issuer])
        for text in collect.periods:
            stood = (before or {}).get((bare(collect.form), text))
            row = _row(connection, collect.form, stood)
            form = of_row(row)
            measures |= form.by_path
            at = f"collects.{place}"
            if collect.form not in (row.name, f"{row.name}@{row.version}"):
                allowed = f"{row.name}@{row.version}"
                faults.append(
                    Fault("amend_fixed", f"{at}.form", sent=collect.form, allowed=allowed)
                )
            if not fits(read_period(text), form.period):
                faults.append(
                    Fault("period_not_of_form", f"{at}.periods", sent=text, allowed=form.period)
                )
            pairs[row.id, text] = levels_text(collect)
    faults += upside_down(plan, tree)
    if plan.collects:
        faults += _unfit_targets(plan.document.get("targets", ()), measures)
    faults += split_faults(plan, tree, measures)
    faults += criterion_faults(connection, plan, measures)
    return [(*pair, pairs[pair]) for pair in sorted(pairs)], faults


def changed_levels(connection: Connection, row: PlanRow, plan: Plan) -> Iterator[Fault]:
    """Who approves, where a plan that stands already reads otherwise now: that is frozen."""
    levels = plans.frozen_levels(connection, row.id)
    names = plans.frozen_names(connection, row.id)
    stood = {(name, period): levels[form_id, period] for form_id, name, period in names}
    for place, collect in enumerate(plan.collects, 1):
        for period in collect.periods:
            now = levels_text(collect)
            then = stood.get((bare(collect.form), period), now)
            if now != then:
                path = f"collects.{place}.approved_by"
                yield Fault("amend_fixed", path, sent=now or "-", allowed=then or "-")


def _row(connection: Connection, reference: str, stood: int | None) -> FormRow:
    if stood is None:
        return find_form(connection, reference)
    return forms.by_id(connection, stood)


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
            # A target may be words: shown, and never judged. Words have no more and no less.
            if one["op"] not in ("=", "!="):
                yield Fault("type_number", path=f"targets.{place}.value", sent=one["value"])
