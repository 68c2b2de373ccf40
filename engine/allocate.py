"""Handing a split target out: shares that add up to it exactly, kept with their plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from engine import life
from engine import plans as plan_verbs
from engine.earlier import figures_before
from engine.forms import of_row
from engine.roster import Map, load_roster
from engine.work import Work
from errors import Fault, Problem
from reporting.allocation import Certificate, Heir, Way, given_faults, spelled
from reporting.allocation import split as split_exactly
from reporting.plan import Plan
from reporting.split import Split, adds_up, decimals_for, heirs, read_split
from schemas.form import Measure
from store import acts, allotments, forms, journal, plans
from store.allotments import Allotted
from store.opening import Connection
from store.plans import PlanRow


@dataclass(frozen=True, slots=True)
class Handed:
    """One target as it was shared out: ``new`` and ``changed`` shares, units that lost theirs."""

    by: date
    certificate: Certificate
    new: int
    changed: int
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a split stands on: the plan, its map, the place of who gives, last year's figures."""

    row: PlanRow
    plan: Plan
    map: Map
    giver: int
    measure: Measure | None
    last: Mapping[int, Fraction]


def allocate(
    work: Work,
    ref: str,
    measure: str,
    now: datetime,
    *,
    way: Way | None = None,
    unit: str | None = None,
) -> tuple[Handed, ...]:
    """Split a plan's target (each of its days) among the units below, and keep the shares.

    ``unit``: who splits the share it got of this plan among its children; by default the issuer
    splits the whole. Again with the same values changes nothing; where a share changes, what was
    split further from it is taken back. Raises Problem plan_unknown, plan_not_open, unit_unknown,
    target_unknown, share_unknown or allocation_impossible.
    """
    last = _last(work, ref, measure, way)
    with work.store().writing() as connection:
        row = life.opened(connection, ref)
        plan = plan_verbs.noun(row)
        found = load_roster(work.store(), connection).on(row.roster_on)
        giver = found.tree.index.get(unit or row.issuer)
        if giver is None:
            raise Problem("unit_unknown", code=unit)
        asked = _measure(connection, row, measure)
        ground = _Ground(row, plan, found, giver, asked, last)
        kept = allotments.of_plans(connection, {row.id})
        return tuple(
            _hand_out(work, connection, ground, one, kept, way, now)
            for one in _targets(row, plan, measure)
        )


def _targets(row: PlanRow, plan: Plan, measure: str) -> list[dict[str, Any]]:
    able = [one for one in plan.document.get("targets", ()) if read_split(one) is not None]
    found = [one for one in able if one["measure"] == measure]
    if not found:
        known = ", ".join(sorted({one["measure"] for one in able})) or "-"
        raise Problem("target_unknown", plan=row.ref, measure=measure, known=known)
    return found


def _measure(connection: Connection, row: PlanRow, path: str) -> Measure | None:
    for form_id, _name, _period in plans.frozen_names(connection, row.id):
        measure = of_row(forms.by_id(connection, form_id)).by_path.get(path)
        if measure is not None:
            return measure
    return None


def _hand_out(
    work: Work,
    connection: Connection,
    ground: _Ground,
    target: Mapping[str, Any],
    kept: Sequence[Allotted],
    way: Way | None,
    now: datetime,
) -> Handed:
    by = date.fromisoformat(target["by"])
    mine = {a.unit_id: a for a in kept if (a.measure, a.by) == (target["measure"], by)}
    certificate, receivers = _certified(ground, target, mine, way)
    ids = [ground.map.ids[receiver.place] for receiver in receivers]
    said = {i: spelled(s.value) for i, s in zip(ids, certificate.shares, strict=True)}
    fresh = {i: value for i, value in said.items() if i not in mine}
    changed = {
        i: value
        for i, value in said.items()
        if i in mine and (mine[i].value, mine[i].way) != (value, certificate.way)
    }
    moved = {i for i, value in changed.items() if mine[i].value != value}
    gone = _taken_back(ground, mine, set(said) - set(fresh) - moved, set(said))
    if fresh or changed or gone:
        key = (ground.row.id, target["measure"], by)
        act = (certificate.way, now, work.actor)
        allotments.change(connection, key, fresh, changed, gone, act)
        details = {"measure": target["measure"], "by": by, "way": certificate.way}
        unit_id = ground.map.ids[ground.giver]
        acts.note(connection, ground.row.id, unit_id, now, work.actor, "allocate", **details)
        journal.note(connection, now, work.actor, "plans allocate", ground.row.ref, **details)
    units = ground.map.tree.units
    codes = sorted(units[ground.map.places[i]].code for i in gone if i in ground.map.places)
    return Handed(by, certificate, len(fresh), len(changed), tuple(codes))


def _certified(
    ground: _Ground, target: Mapping[str, Any], mine: Mapping[int, Allotted], way: Way | None
) -> tuple[Certificate, list[Heir]]:
    """The proof of a split, and who receives, in its order."""
    split, tree = read_split(target), ground.map.tree
    assert split is not None
    whole = target["value"]
    if isinstance(whole, bool | str) or (ground.measure and not adds_up(ground.measure)):
        _refuse([Fault("target_not_split", "targets", sent=target["measure"])])
    value = Fraction(whole)
    decimals = decimals_for(split, ground.measure, value)
    split = replace(split, way=way or split.way)
    if tree.units[ground.giver].code != ground.row.issuer:
        share = mine.get(ground.map.ids[ground.giver])
        if share is None:
            code, measure = tree.units[ground.giver].code, target["measure"]
            raise Problem("share_unknown", unit=code, measure=measure, plan=ground.row.ref)
        value = share.exact
        # What the issuer said of its own receivers does not hold one step further down.
        split = replace(split, among={"children": True})
    found = _with_bases(ground, split, heirs(split, tree, ground.giver))
    if split.way == "given":
        named = {heir.code for heir in found}
        theirs = tree.units[ground.giver].code == ground.row.issuer
        given = {c: v for c, v in split.given.items() if theirs or c in named}
        _refuse(given_faults(value, decimals, given, named))
        found = [heir for heir in found if heir.basis is not None]
    return split_exactly(value, split.way, decimals, found), found


def _with_bases(ground: _Ground, split: Split, found: Sequence[Heir]) -> list[Heir]:
    if split.way == "weight":
        weights = [ground.map.tree.units[heir.place].weight for heir in found]
        bases = [None if weight is None else Fraction(weight) for weight in weights]
    elif split.way == "last":
        bases = [ground.last.get(ground.map.ids[heir.place]) for heir in found]
    else:
        return list(found)
    return [replace(heir, basis=basis) for heir, basis in zip(found, bases, strict=True)]


def _taken_back(
    ground: _Ground, mine: Mapping[int, Allotted], same: set[int], said: set[int]
) -> set[int]:
    """Shares below the giver that no longer stand on one that is the same as before."""
    tree, ids = ground.map.tree, ground.map.ids
    below = range(ground.giver + 1, int(tree.stop[ground.giver]))
    gone = set()
    for unit_id in mine.keys() - said:
        place = ground.map.places.get(unit_id, -1)
        if place in below and not same & {ids[above] for above in tree.ancestors(place)}:
            gone.add(unit_id)
    return gone


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise Problem("allocation_impossible", tuple(faults), count=len(faults))


def _last(work: Work, ref: str, path: str, way: Way | None) -> dict[int, Fraction]:
    """Figures of the period before by unit id; none where no target is split by them."""
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        targets = _targets(row, plan_verbs.noun(row), path)
    ways = {way or (split.way if (split := read_split(one)) else "") for one in targets}
    return figures_before(work, row.period, path) if "last" in ways else {}
