"""Ladders of deadlines: nobody below is due after the one above, and warnings beside them."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hierarchy.tree import Tree
from profiles.vn.calendar import holidays_of
from reporting.calendar import EVERY_DAY, OFF, WORK, Calendar, KeptDay
from reporting.ladder import unwise, upside_down
from reporting.plan import Due, Plan, owing, read_plan
from tests.cast import COUNTRY, DAY

MADE_UP = "TEST-0/not-a-real-decision"
VIETNAM = Calendar(holidays_of)
TREE = Tree.of(COUNTRY, DAY)


def plan(ladder: dict[str, Any], senders: Any = None, period: str = "2025") -> Plan:
    """A plan of the cast's nation with one ladder."""
    collect = {"form": "f", "periods": [period], "from": senders or {"leaves": True}}
    return read_plan(
        {
            "issuer": "N",
            "title": "t",
            "period": "2025",
            "collects": [{**collect, "due": {period: ladder}}],
        }
    )


def ladder(national: str = "2025-12-20", **more: Any) -> dict[str, Any]:
    return {"national": national, **more}


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Up to thirty units, up to six levels deep, some names of levels used twice."""
    size = draw(st.integers(2, 30))
    parents, depths = [-1], [0]
    for _ in range(size - 1):
        above = draw(st.integers(0, len(parents) - 1).filter(lambda one: depths[one] < 5))
        parents.append(above)
        depths.append(depths[above] + 1)
    names = draw(st.lists(st.sampled_from("abcdef"), min_size=6, max_size=6))
    return Tree.from_parents(np.array(parents, np.int32), names)


DATES = st.dates(date(2023, 1, 1), date(2027, 12, 31))
KEPT = st.lists(
    st.builds(KeptDay, DATES, st.sampled_from([OFF, WORK]), st.just("x"), st.just(MADE_UP)),
    max_size=60,
)


def _plan_on(tree: Tree, due: dict[str, Any]) -> Plan:
    issuer = tree.units[0].code
    senders = [{"all": True}, {"self": True}]
    collect = {"form": "f", "periods": ["2025"], "from": senders, "due": {"2025": due}}
    return read_plan({"issuer": issuer, "title": "t", "period": "2025", "collects": [collect]})


@given(
    tree=trees(),
    days=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30)),
    national=DATES,
    working=st.booleans(),
    kept=KEPT,
)
def test_a_ladder_that_is_let_through_never_has_a_child_due_after_its_parent(
    tree: Tree, days: dict[str, int], national: date, *, working: bool, kept: list[KeptDay]
) -> None:
    due = {"national": national.isoformat(), "days_before": days, "working": working}
    found = _plan_on(tree, due)
    calendar = Calendar(holidays_of, kept)
    dues = {one.index: one.due for one in owing(found.collects[0], "2025", tree, 0, calendar)}
    later = [
        (above, place)
        for place in range(len(tree))
        for above in tree.ancestors(place)
        if (upper := dues[above]) is not None
        if (lower := dues[place]) is not None
        if lower > upper
    ]
    assert not later or upside_down(found, tree)


@given(tree=trees(), steps=st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_a_ladder_that_grows_downwards_is_let_through(tree: Tree, steps: list[int]) -> None:
    shallow_first = tree.levels
    days = {level: sum(steps[: place + 1]) for place, level in enumerate(shallow_first)}
    ordered = all(
        tree.level[above] <= tree.level[place]
        for place in range(len(tree))
        for above in tree.ancestors(place)
    )
    faults = upside_down(_plan_on(tree, ladder(days_before=days)), tree)
    assert not ordered or not faults


@pytest.mark.parametrize("national", ["2025-12-20", "2026-02-18", "2026-01-01"])
def test_a_due_day_counted_in_working_days_is_always_worked(national: str) -> None:
    due = Due(date.fromisoformat(national), {"ward": 4, "district": 2}, working=True)
    for level in ("ward", "district", "nation"):
        assert VIETNAM.is_working(due.of(level, VIETNAM))


def test_a_step_of_a_ladder_is_a_whole_working_day_though_its_top_falls_on_a_day_off() -> None:
    saturday = Due(date(2025, 12, 20), {"district": 1, "ward": 2}, working=True)
    assert [saturday.of(level, VIETNAM) for level in ("nation", "district", "ward")] == [
        date(2025, 12, 19),
        date(2025, 12, 18),
        date(2025, 12, 17),
    ]


def test_working_days_are_counted_back_over_tet() -> None:
    due = Due(date(2026, 2, 25), {"ward": 3}, working=True)
    # 23 and 24 February follow the holidays of 14 to 22; before them stands Friday the 13th.
    assert due.of("ward", VIETNAM) == date(2026, 2, 13)


def test_without_working_days_are_counted_as_they_come() -> None:
    due = Due(date(2026, 2, 25), {"ward": 3})
    assert due.of("ward", VIETNAM) == date(2026, 2, 22)
    assert due.of("ward") == due.of("ward", EVERY_DAY)


def test_a_higher_level_due_before_the_one_below_it_is_a_fault_with_its_place() -> None:
    wrong = ladder(days_before={"province": 9, "district": 3, "ward": 5})
    (fault,) = [f for f in upside_down(plan(wrong), TREE) if "district" in f.sent]
    assert fault.code == "ladder_upside_down"
    assert fault.path == "collects.1.due.2025.days_before"
    assert (fault.sent, fault.allowed) == ("province 9, district 3", "9")


def test_a_level_that_owes_and_is_not_named_is_due_on_the_last_day_of_all() -> None:
    forgotten = ladder(days_before={"district": 3})
    assert [f.sent for f in upside_down(plan(forgotten), TREE)] == ["district 3, ward 0"]
    assert not upside_down(plan(forgotten, {"levels": ["district"]}), TREE)


def test_levels_beside_each_other_may_be_due_in_any_order() -> None:
    beside = ladder(days_before={"department": 9, "district": 3, "ward": 3})
    assert not upside_down(plan(beside), TREE)


def test_a_ladder_is_held_to_the_issuers_own_subtree() -> None:
    document = dict(plan(ladder(days_before={"nation": 9})).document) | {"issuer": "P2"}
    assert not upside_down(read_plan(document), TREE)


@pytest.mark.parametrize(
    ("national", "near"),
    # The year's facts end on Sunday 14 December 2025; Monday is a working day between.
    [("2025-12-14", True), ("2025-12-13", True), ("2025-12-15", False)],
)
def test_a_deadline_less_than_a_working_day_after_the_facts_end_is_warned_of(
    national: str, *, near: bool
) -> None:
    found = unwise(plan(ladder(national)), {"f": "nd09-2019"}, TREE, VIETNAM)
    assert {(one.code, one.severity) for one in found} == (
        {("deadline_too_near", "warning")} if near else set()
    )


def test_a_warning_names_the_levels_whose_day_is_too_near() -> None:
    steps = ladder("2025-12-18", days_before={"ward": 3, "district": 1}, working=True)
    found = unwise(plan(steps), {"f": "nd09-2019"}, TREE, VIETNAM)
    assert [one.sent for one in found] == []
    nearer = ladder("2025-12-17", days_before={"ward": 3, "district": 1}, working=True)
    found = unwise(plan(nearer), {"f": "nd09-2019"}, TREE, VIETNAM)
    assert [one.sent for one in found] == ["ward 2025-12-12"]


def test_a_day_off_is_no_working_day_between() -> None:
    facts_end, new_year = date(2025, 12, 31), date(2026, 1, 1)
    span = f"2025-01-01/{facts_end.isoformat()}"
    found = unwise(
        plan(ladder(new_year.isoformat()), period=span), {"f": "nd09-2019"}, TREE, VIETNAM
    )
    assert {one.code for one in found} == {"regime_without_rule", "deadline_too_near"}
    later = (new_year + timedelta(days=1)).isoformat()
    found = unwise(plan(ladder(later), period=span), {"f": "nd09-2019"}, TREE, VIETNAM)
    assert [one.code for one in found] == ["regime_without_rule"]


def test_a_calendar_regime_asks_for_nothing_between() -> None:
    assert not unwise(plan(ladder("2025-12-31")), {"f": "calendar"}, TREE, VIETNAM)
