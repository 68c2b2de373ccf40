"""What was asked of a flow, called from its record: by schedules, and by whoever finishes a run.

Each takes what ``flows.run`` and ``flows.deployed`` put on record and works on the current store;
every one may be called twice.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from engine import rounds
from engine.filing import Out, is_address
from engine.report import Scope
from engine.standings import zone_of
from errors import Problem
from flows.cascade import cascade
from flows.collect import collect
from flows.remind import remind
from flows.report import report
from flows.rollup import rollup
from flows.surroundings import current_work
from flows.year import year

Asked = Mapping[str, Any]
Call = Callable[[Asked, datetime], object]


def nightly(_asked: Asked, now: datetime) -> None:
    """Bring every figure up to date of which something was sent since it was rolled up."""
    for form, period in rounds.behind(current_work()):
        rollup(period, form, now)


def stepwise(asked: Asked, now: datetime) -> None:
    """One short run of the stepwise cascade: to everybody who may receive by now."""
    plan = asked["plan"]
    for ref in [plan] if plan else rounds.travelling(current_work(), "stepwise"):
        cascade(ref, now, mode="stepwise")


def half_year(asked: Asked, now: datetime) -> None:
    """Take in what was sent, then figures and workbooks of every half year that is over."""
    work = current_work()
    collect(places(asked["inbox"]), None, now)
    today = now.astimezone(zone_of(work.country().offset)).date()
    for form, period in rounds.finished(work, "half", today):
        rollup(period, form, now)
        report(period, form, _place(asked["out"]))


def whole_year(asked: Asked, now: datetime) -> None:
    """The whole cycle of one plan, or of every plan that is on its way."""
    plan = asked["plan"]
    for ref in [plan] if plan else rounds.travelling(current_work()):
        year(ref, places(asked["inbox"]), _place(asked["out"]), now)


def _report(asked: Asked, _now: datetime) -> object:
    how = {name: asked[name] for name in ("final", "full", "anew")}
    scope = Scope(**asked["scope"])
    return report(asked["period"], asked["form"], _place(asked["out"]), scope, **how)


def _remind(asked: Asked, now: datetime) -> object:
    on = date.fromisoformat(asked["on"]) if asked["on"] else None
    return remind(now, on, asked["plan"])


CALLS: Mapping[str, Call] = {
    "cascade": lambda asked, now: cascade(asked["plan"], now, asked["mode"]),
    "collect": lambda asked, now: collect(places(asked["inbox"]), asked["form"], now),
    "rollup": lambda asked, now: rollup(asked["period"], asked["form"], now, final=asked["final"]),
    "report": _report,
    "remind": _remind,
    "year": lambda asked, now: year(
        asked["plan"], places(asked["inbox"]), _place(asked["out"]), now
    ),
    "scheduled-collect": lambda asked, now: collect(places(asked["inbox"]), None, now),
    "scheduled-nightly": nightly,
    "scheduled-stepwise": stepwise,
    "scheduled-half-year": half_year,
    "scheduled-year": whole_year,
    "scheduled-remind": _remind,
}
"""By the name under which a run is on record."""


def named(flow: str) -> Call:
    """The call of a run on record. Raises Problem run_unknown: another version put it there."""
    if flow not in CALLS:
        raise Problem("run_unknown", flow=flow)
    return CALLS[flow]


def places(said: list[str]) -> list[Path | str]:
    """Folders as paths, addresses as they are."""
    return [_place(one) for one in said]


def _place(said: str) -> Out:
    return said if is_address(said) else Path(said)
