"""What is wrong, or unwise, in the ladders of a plan's deadlines: faults and warnings, as data."""

from collections.abc import Iterator, Mapping
from datetime import date

from errors import Fault
from hierarchy.tree import Tree
from reporting.calendar import Calendar
from reporting.period import has_rule, read_period
from reporting.plan import Collect, Due, Plan
from reporting.selector import resolve

LEAST = 1
"""Working days between the last day of a period's facts and a deadline: Nghị định 09/2019/NĐ-CP,
Điều 13."""


def upside_down(plan: Plan, tree: Tree) -> tuple[Fault, ...]:
    """A fault for every pair of levels whose lower one would be due after the one above it.

    Only levels that the ladder names or that owe the form count; a level that is not named is
    due on the issuer's own day. Faults: ``ladder_upside_down``.
    """
    found: list[Fault] = []
    issuer = tree.index[plan.issuer]
    pairs = _pairs(tree, issuer)
    for place, collect in enumerate(plan.collects, 1):
        owing = {tree.units[i].level for i in resolve(collect.senders, tree, issuer)}
        for period, ladder in collect.due.items():
            path = f"collects.{place}.due.{period}.days_before"
            found += _upside_down(ladder, pairs, owing | set(ladder.days_before), path)
    return tuple(found)


def _upside_down(
    ladder: Due, pairs: list[tuple[str, str]], meant: set[str], path: str
) -> Iterator[Fault]:
    ahead = ladder.days_before
    for upper, lower in pairs:
        if lower in meant and ahead.get(upper, 0) > ahead.get(lower, 0):
            sent = f"{upper} {ahead[upper]}, {lower} {ahead.get(lower, 0)}"
            yield Fault("ladder_upside_down", path, sent=sent, allowed=str(ahead[upper]))


def _pairs(tree: Tree, issuer: int) -> list[tuple[str, str]]:
    """Every (level, level somewhere below it) in the issuer's subtree, the shallowest first."""
    found: dict[tuple[str, str], None] = {}
    for place in range(issuer, int(tree.stop[issuer])):
        lower = tree.units[place].level
        above = int(tree.parent[place])
        while above >= issuer:
            found.setdefault((tree.units[above].level, lower))
            above = int(tree.parent[above])
    return [pair for pair in found if pair[0] != pair[1]]


def unwise(
    plan: Plan, regimes: Mapping[str, str], tree: Tree, calendar: Calendar
) -> tuple[Fault, ...]:
    """Warnings on periods and deadlines that a regime would not have.

    ``regimes``: name of a form as the plan spells it -> its ``x-regime``. ``deadline_too_near``:
    less than a working day is left after the period's facts end. ``regime_without_rule``: the
    regime says nothing of such a period, so its own days hold.
    """
    found: list[Fault] = []
    issuer = tree.index[plan.issuer]
    for place, collect in enumerate(plan.collects, 1):
        regime = regimes.get(collect.form, "calendar")
        levels = _levels(collect, tree, issuer)
        for text in collect.periods:
            path = f"collects.{place}.periods"
            if not has_rule(text, regime):
                found.append(
                    Fault(
                        "regime_without_rule", path, sent=text, allowed=regime, severity="warning"
                    )
                )
            ladder = collect.due.get(text)
            if ladder is not None and regime != "calendar":
                end = read_period(text).days(regime)[1]
                path = f"collects.{place}.due.{text}"
                found += _too_near(ladder, levels, end, calendar, path)
    return tuple(found)


def _levels(collect: Collect, tree: Tree, issuer: int) -> list[str]:
    owing = {tree.units[i].level for i in resolve(collect.senders, tree, issuer)}
    return [level for level in tree.levels if level in owing]


def _too_near(
    ladder: Due, levels: list[str], end: date, calendar: Calendar, path: str
) -> Iterator[Fault]:
    for level in levels:
        due = ladder.of(level, calendar)
        if calendar.working_between(end, due) < LEAST:
            yield Fault(
                "deadline_too_near",
                path,
                sent=f"{level} {due.isoformat()}",
                allowed=end.isoformat(),
                severity="warning",
            )
