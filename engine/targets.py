"""Which targets bind a unit, over all plans that stand: its own, its shares, those from above."""

import json
from dataclasses import dataclass
from decimal import Decimal

from engine import plans as plan_verbs
from engine.roster import Map, load_roster
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from reporting.binding import Bindings, Bound, bound_targets, share_of
from reporting.period import read_period
from reporting.plan import read_plan
from reporting.target import Source, Target, in_force, window
from schemas.form import Form
from store import allotments
from store.allotments import Binding
from store.opening import Connection


@dataclass(frozen=True, slots=True)
class Listed:
    """The targets that bind a unit; ``standing`` are those in force for the plan's period."""

    unit: Unit
    period: str
    targets: tuple[Target, ...]
    standing: frozenset[Target]


def bindings(connection: Connection, found: Map, period: str, form: Form | None = None) -> Bindings:
    """The targets of every plan that stands within a period, on one map; of one form, or all.

    A plan that collects other forms says nothing of this one; a plan that collects none binds by
    the names of its measures. Raises Problem period_invalid.
    """
    within = read_period(period)
    kept: dict[int, tuple[Binding, int]] = {}
    issued: dict[int, list[Bound]] = {}
    split: dict[tuple[int, str, object], Target] = {}
    measures = None if form is None else form.by_path
    for row in allotments.binding(connection):
        place = found.places.get(row.issuer_id)
        span = read_period(row.period)
        if place is None or span.first > within.last or span.last < within.first:
            continue
        if form is not None and row.forms and form.name not in row.forms:
            continue
        plan = read_plan(json.loads(row.document, parse_float=Decimal))
        source = Source(row.ref, plan.number, row.issuer, row.name)
        bound = bound_targets(plan, found.tree, place, source, measures)
        issued.setdefault(place, []).extend(bound)
        kept[row.id] = (row, place)
        split.update({(row.id, b.target.measure, b.target.by): b.target for b in bound})
    shares: dict[int, list[Target]] = {}
    for share in allotments.of_plans(connection, kept):
        whole = split.get((share.plan_id, share.measure, share.by))
        place = found.places.get(share.unit_id)
        if whole is not None and place is not None:
            shares.setdefault(place, []).append(share_of(whole, share.exact))
    return Bindings(
        found.tree,
        {place: tuple(bound) for place, bound in issued.items()},
        {place: tuple(found) for place, found in shares.items()},
    )


def listed(work: Work, ref: str, code: str | None) -> Listed:
    """Every target that binds a unit (default: the plan's issuer) in a plan's period.

    Raises Problem plan_unknown or unit_unknown.
    """
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        found = load_roster(work.store(), connection).on(row.roster_on)
        place = found.tree.index.get(code or row.issuer)
        if place is None:
            raise Problem("unit_unknown", code=code)
        targets = bindings(connection, found, row.period).of(place)
    standing = in_force(targets, *window(row.period))
    return Listed(found.tree.units[place], row.period, targets, frozenset(standing.values()))


def names(work: Work, ref: str) -> dict[str, str]:
    """The name of every unit on a plan's map, by code."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        tree = load_roster(work.store(), connection).on(row.roster_on).tree
    return {unit.code: unit.name for unit in tree.units}
