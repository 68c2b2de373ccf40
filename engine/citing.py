"""What a plan cites: which of our plans that is, what may not be cited, and who took up what."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from engine.work import Work
from errors import Fault
from reporting.document_number import Papers, read_number
from reporting.plan import Plan, read_plan
from store import citations, plans, receipts
from store.citations import Waiting
from store.opening import Connection
from store.plans import PlanRow


@dataclass(frozen=True, slots=True)
class Cited:
    """A plan's citations as rows, the earlier citations that mean it, and what is wrong."""

    rows: tuple[dict[str, Any], ...]
    meant_by: tuple[Waiting, ...]
    faults: tuple[Fault, ...]


@lru_cache(maxsize=256)
def _identity(raw: str, papers: Papers) -> tuple[object, ...]:
    return read_number(raw, papers).identity


def _noun(row: PlanRow) -> Plan:
    return read_plan(json.loads(row.document, parse_float=Decimal))


def cited(work: Work, connection: Connection, plan: Plan, own: PlanRow | None = None) -> Cited:
    """Looks every citation of a plan up; ``own`` is the plan's row where it stands already."""
    desk = _Desk(connection, plan, own, work.country().papers)
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for place, cite in enumerate(plan.document.get("cites", ()), 1):
        found = desk.look_up(place, cite)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        issued = cite.get("issued")
        rows.append(
            {
                "place": place,
                "raw": cite.get("raw"),
                "unit_code": cite.get("unit"),
                "period": cite.get("period"),
                "issued": None if issued is None else date.fromisoformat(issued),
                "title": cite["title"],
                "cited_id": None if found is None else found.id,
            }
        )
    meant_by = tuple(desk.meant_by())
    above = {row["cited_id"]: row["place"] for row in rows if row["cited_id"] is not None}
    # Nothing leads back to a plan that is new and that nobody meant.
    circle = _reached(connection, above) if meant_by or own is not None else {}
    faults += desk.circles(circle, meant_by)
    sure = tuple(one for one in meant_by if one.raw or one.plan_id not in circle)
    return Cited(tuple(rows), sure, tuple(faults))


def keep(connection: Connection, plan_id: int, found: Cited, now: datetime) -> None:
    """Keep a plan's citations, tie the earlier ones that meant it, and note who took up what."""
    citations.drop(connection, plan_id)
    citations.keep(connection, [{**row, "plan_id": plan_id} for row in found.rows])
    for one in found.meant_by:
        citations.tie(connection, one, plan_id)
    if any(row["cited_id"] for row in found.rows):
        take_up(connection, now, lower=plan_id)
    if found.meant_by:
        take_up(connection, now, upper=plan_id)


def take_up(
    connection: Connection, now: datetime, *, upper: int | None = None, lower: int | None = None
) -> None:
    """Note every unit that has a plan from above and issued its own citing it; once each."""
    for above, below in citations.adopted(connection, upper=upper, lower=lower):
        receipts.mark_adopted(connection, above, below, now)


def _reached(connection: Connection, above: Mapping[int, int]) -> dict[int, int]:
    """Every plan above these by citations, whatever the length, and by which place."""
    reached = dict(above)
    for start, place in above.items():
        frontier = {start}
        while frontier:
            frontier = citations.cited_by(connection, frontier) - set(reached)
            reached |= dict.fromkeys(frontier, place)
    return reached


class _Desk:
    """One plan's citations against what is kept."""

    def __init__(
        self, connection: Connection, plan: Plan, own: PlanRow | None, papers: Papers
    ) -> None:
        self._connection, self._plan, self._own, self._papers = connection, plan, own, papers

    def look_up(self, place: int, cite: Mapping[str, Any]) -> PlanRow | Fault | None:
        """Which of our plans is cited: one, none that is known, or why it may not be."""
        path = f"cites.{place}"
        day, own_day = cite.get("issued"), self._plan.issued
        if day and own_day and date.fromisoformat(day) > own_day:
            return Fault("cited_later", f"{path}.issued", sent=day, allowed=str(own_day))
        if "plan" in cite:
            return self._named(path, cite["plan"])
        if "unit" not in cite:
            return None
        if self._means_itself(cite):
            return Fault("cited_itself", f"{path}.raw", sent=str(cite.get("raw")))
        return self._by_unit(path, cite)

    def _named(self, path: str, ref: str) -> PlanRow | Fault:
        row = plans.by_ref(self._connection, ref)
        if row is None:
            known = ", ".join(plans.latest_refs(self._connection, 5)) or "-"
            return Fault("cited_unknown", f"{path}.plan", sent=ref, allowed=known)
        if self._own is not None and row.id == self._own.id:
            return Fault("cited_itself", f"{path}.plan", sent=ref)
        if row.state == "withdrawn":
            return Fault("cited_withdrawn", f"{path}.plan", sent=ref)
        day = _noun(row).issued
        if day and self._plan.issued and day > self._plan.issued:
            return Fault("cited_later", path, sent=f"{ref}, {day}", allowed=str(self._plan.issued))
        return row

    def _means_itself(self, cite: Mapping[str, Any]) -> bool:
        raw = cite.get("raw")
        if not raw or not self._plan.number or cite["unit"] != self._plan.issuer:
            return False
        if not self._same(raw, self._plan.number):
            return False
        day, own = cite.get("issued"), self._plan.issued
        if day and own:
            return bool(date.fromisoformat(day) == own)
        return bool(cite.get("period", self._plan.period) == self._plan.period)

    def _same(self, one: str, other: str) -> bool:
        return _identity(one, self._papers) == _identity(other, self._papers)

    def _by_unit(self, path: str, cite: Mapping[str, Any]) -> PlanRow | Fault | None:
        rows = [
            row
            for row in plans.by_issuer(self._connection, cite["unit"])
            if self._own is None or row.id != self._own.id
        ]
        period = cite.get("period", self._plan.period)
        raw = cite.get("raw")
        if not raw:
            there = [row for row in rows if row.period == period]
            one = there[0] if len(there) == 1 else None
            # A guess by the period alone: one that the dates speak against is none.
            return None if one is None or self._later(_noun(one)) else one
        fitting = [row for row in rows if self._same(raw, _noun(row).number)]
        fitting = [row for row in fitting if _dated_alike(_noun(row), cite.get("issued"))]
        if len(fitting) > 1:
            fitting = [row for row in fitting if row.period == period]
        if len(fitting) != 1:
            return None
        return self._in_time(path, fitting[0])

    def _later(self, plan: Plan) -> bool:
        return bool(plan.issued and self._plan.issued and plan.issued > self._plan.issued)

    def _in_time(self, path: str, row: PlanRow) -> PlanRow | Fault | None:
        plan = _noun(row)
        if not self._later(plan):
            return row
        assert plan.issued is not None
        assert self._plan.issued is not None
        if plan.issued.year != self._plan.issued.year:
            # Numbers begin anew every year: the paper meant is one we do not have.
            return None
        allowed = str(self._plan.issued)
        return Fault("cited_later", path, sent=f"{row.ref}, {plan.issued}", allowed=allowed)

    def meant_by(self) -> Iterator[Waiting]:
        """Citations of plans issued earlier that mean this one."""
        plan = self._plan
        first: bool | None = None
        for one in citations.waiting(self._connection, plan.issuer):
            if one.raw:
                fits = bool(plan.number) and self._same(one.raw, plan.number)
                day = one.issued.isoformat() if one.issued else None
                fits = fits and _dated_alike(plan, day)
            else:
                if first is None:
                    rows = plans.by_issuer(self._connection, plan.issuer)
                    first = self._own is None and all(row.period != plan.period for row in rows)
                fits = first and one.period == plan.period
            if fits and not self._after(one):
                yield one

    def _after(self, one: Waiting) -> bool:
        """Whether this plan's document is later than the one that would cite it."""
        if self._plan.issued is None:
            return False
        lower = _noun(plans.by_id(self._connection, one.plan_id)).issued
        return lower is not None and self._plan.issued > lower

    def circles(self, reached: Mapping[int, int], meant_by: Sequence[Waiting]) -> Iterator[Fault]:
        """A fault where following citations upwards leads back here; one is enough."""
        back = [one.plan_id for one in meant_by if one.raw and one.plan_id in reached]
        if self._own is not None and self._own.id in reached:
            back = [self._own.id]
        if back:
            ref = plans.by_id(self._connection, back[0]).ref
            yield Fault("citation_cycle", f"cites.{reached[back[0]]}", sent=ref)


def _dated_alike(plan: Plan, day: str | None) -> bool:
    """Whether a paper may be the one that was cited with a day of issue."""
    return not day or plan.issued is None or plan.issued == date.fromisoformat(day)
