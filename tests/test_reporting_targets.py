"""Targets: which is in force, how a figure stands against it, whom it binds, what a book shows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import books
from hierarchy.tree import Tree
from reporting.binding import Bindings, bound_targets, read_target, share_of
from reporting.book import Book
from reporting.plan import read_plan
from reporting.split import split_faults
from reporting.target import (
    INHERITED,
    OWN,
    SHARE,
    STATUSES,
    Source,
    Target,
    in_force,
    status,
    together,
    window,
)
from reporting.workbook import write_book
from tests.cast import COUNTRY, DAY
from tests.desk import PLAN, opened, sent

YEAR = date(2025, 1, 1), date(2025, 12, 31)
NATION = Source("N-2025-1", "1/KH", "N", "Nation")
TREE = Tree.of(COUNTRY, DAY)


def aim(value: object = 10, op: str = ">=", **more: Any) -> Target:
    goal = value if isinstance(value, bool | str) else Fraction(str(value))
    return Target("m", op, goal, more.pop("by", date(2025, 12, 31)), **more)


def standing(*targets: Target) -> Target | None:
    return in_force(targets, *YEAR).get("m")


def test_the_nearest_day_on_or_after_the_end_of_the_period_decides() -> None:
    near, far = aim(1, by=date(2025, 12, 31)), aim(2, by=date(2030, 12, 31))
    assert standing(far, near) == near
    assert in_force((near, far), date(2026, 1, 1), date(2026, 12, 31))["m"] == far
    assert not in_force((near,), date(2026, 1, 1), date(2026, 12, 31))


def test_a_target_that_changes_in_mid_period_holds_from_its_day() -> None:
    first = aim(80, by=date(2030, 12, 31))
    changed = aim(90, by=date(2030, 12, 31), since=date(2025, 7, 1))
    assert standing(first, changed) == changed
    assert in_force((first, changed), date(2024, 1, 1), date(2024, 12, 31))["m"] == first


def test_a_day_within_the_period_counts_where_none_reaches_its_end() -> None:
    june, march = aim(1, by=date(2025, 6, 30)), aim(2, by=date(2025, 3, 31))
    assert standing(march, june) == june
    assert standing(june, aim(3, by=date(2026, 1, 1))) == aim(3, by=date(2026, 1, 1))


def test_ones_own_comes_before_a_share_and_a_share_before_what_is_inherited() -> None:
    own, share = aim(1, rank=OWN, by=date(2030, 12, 31)), aim(2, rank=SHARE)
    near, far = aim(3, rank=INHERITED), aim(4, rank=INHERITED + 1)
    assert standing(far, near, share, own) == own
    assert standing(far, near, share) == share
    assert standing(far, near) == near
    assert standing(replace(own, since=date(2026, 1, 1)), near) == near


@given(
    st.lists(
        st.tuples(st.integers(2020, 2031), st.integers(2015, 2031), st.integers(0, 3)), max_size=8
    ),
    st.randoms(use_true_random=False),
)
def test_which_target_holds_does_not_depend_on_the_order_of_those_that_differ(
    days: list[tuple[int, int, int]], chance: Any
) -> None:
    targets = [
        aim(1, by=date(by, 12, 31), since=date(since, 1, 1), rank=rank) for by, since, rank in days
    ]
    mixed = targets[:]
    chance.shuffle(mixed)
    assert in_force(mixed, *YEAR) == in_force(targets, *YEAR)


def test_a_regime_may_end_its_year_before_the_calendar_does() -> None:
    assert window("2025", "nd09-2019") == (date(2025, 1, 1), date(2025, 12, 14))
    by_the_cut = aim(by=date(2025, 12, 14))
    later = aim(2, by=date(2030, 12, 31))
    assert in_force((later, by_the_cut), *window("2025", "nd09-2019"))["m"] == by_the_cut


@pytest.mark.parametrize(
    ("target", "value", "said"),
    [
        (aim(10, ">="), "10", "met"),
        (aim(10, ">"), "10", "unmet"),
        (aim(10, "<="), "10", "met"),
        (aim(10, "<"), "10", "unmet"),
        (aim(100, "="), "100", "met"),
        (aim(100, "="), "99.999999999999", "unmet"),
        (aim(0, "!="), "1", "met"),
        (aim(111, "<=", floor=Fraction(104)), "108", "met"),
        (aim(111, "<=", floor=Fraction(104)), "103.9", "below_floor"),
        (aim(111, "<=", floor=Fraction(104)), "112", "unmet"),
        (aim(85, "about", tolerance=Fraction(3)), "82", "met"),
        (aim(85, "about", tolerance=Fraction(3)), "88.01", "unmet"),
        (aim(85, "about"), "85", "not_judged"),
        (aim(True, "="), "1", "met"),
        (aim(True, "="), "0", "unmet"),
        (aim(True, "!="), "0", "met"),
        (aim("hoàn thành đề án", "="), "1", "not_judged"),
        (aim(10, ">="), None, "no_data"),
    ],
)  # fmt: skip
def test_a_figure_is_held_exactly_against_its_target(
    target: Target, value: str | None, said: str
) -> None:
    assert status(target, None if value is None else Fraction(value)) == said


def test_a_yes_counted_over_units_is_met_where_all_said_yes() -> None:
    assert status(aim(True, "="), Fraction(3), said=3) == "met"
    assert status(aim(True, "="), Fraction(2), said=3) == "unmet"
    assert status(aim(False, "="), Fraction(0), said=3) == "met"


@pytest.mark.parametrize(
    ("stand", "said"),
    [
        ({"met": 2}, "met"),
        ({"met": 1, "unmet": 1}, "partly"),
        ({"met": 1, "below_floor": 1}, "partly"),
        ({"met": 1, "no_data": 1}, "partly"),
        ({"met": 1, "not_judged": 1}, "met"),
        ({"unmet": 1, "no_data": 1}, "unmet"),
        ({"no_data": 2}, "no_data"),
        ({"not_judged": 2}, "not_judged"),
    ],
)
def test_an_objective_is_met_in_part_where_some_of_its_targets_are(
    stand: Mapping[str, int], said: str
) -> None:
    assert together(Counter(stand)) == said


def _plan(*targets: Mapping[str, Any], issuer: str = "N") -> Any:
    return read_plan({"issuer": issuer, "title": "P", "period": "2025", "targets": list(targets)})


def entry(value: object = 10, **more: Any) -> dict[str, Any]:
    return {"measure": "m", "op": ">=", "value": value, "by": "2025-12-31", **more}


def of(issued: Mapping[str, Any], shares: Mapping[str, Any], code: str) -> list[tuple[str, Any]]:
    bound = {
        TREE.index[issuer]: bound_targets(plan, TREE, TREE.index[issuer], NATION)
        for issuer, plan in issued.items()
    }
    given_ = {TREE.index[unit]: (target,) for unit, target in shares.items()}
    targets = Bindings(TREE, bound, given_).of(TREE.index[code])
    return [(target.basis, target.value) for target in targets]


def test_a_rate_is_inherited_by_everyone_below_and_the_nearer_issuer_comes_first() -> None:
    issued = {"N": _plan(entry(60)), "P1": _plan(entry(65), issuer="P1")}
    assert of(issued, {}, "P1") == [("own", 65), ("inherited", 60)]
    assert of(issued, {}, "W111") == [("inherited", 65), ("inherited", 60)]
    assert of(issued, {}, "P2") == [("inherited", 60)]


def test_a_split_target_binds_its_issuer_and_others_by_their_share() -> None:
    whole = _plan(entry(100, split="equal"))
    share = share_of(read_target(entry(100)), Fraction(50))
    assert of({"N": whole}, {"P1": share}, "N") == [("own", 100)]
    assert of({"N": whole}, {"P1": share}, "P1") == [("share", 50)]
    assert of({"N": whole}, {"P1": share}, "P2") == []


def test_a_target_for_some_binds_only_those_that_still_stand() -> None:
    some = {"units": ["P1", "GONE"]}
    assert of({"N": _plan(entry(1, **{"for": some}))}, {}, "P1") == [("inherited", 1)]
    assert of({"N": _plan(entry(1, **{"for": some}))}, {}, "N") == []
    alone = _plan(entry(1, **{"for": {"self": True}}))
    assert of({"N": alone}, {}, "N") == [("own", 1)]


def test_words_are_a_target_and_a_number_in_words_is_a_number() -> None:
    assert read_target(entry("hoàn thành")).value == "hoàn thành"
    assert read_target(entry("12.5")).value == Fraction("12.5")


def test_a_rate_is_never_split_and_shares_given_must_add_up() -> None:
    form = books.form(14)
    rate = entry(45, split="equal") | {"measure": "s0.share"}
    given_ = {"by": "given", "given": {"P1": 6, "P2": 3, "W111": 1}}
    fault, stranger, total = split_faults(_plan(rate, entry(11, split=given_)), TREE, form.by_path)
    assert (fault.code, fault.path) == ("target_not_split", "targets.1.split")
    assert (stranger.code, stranger.path) == ("allocation_not_among", "targets.2.split.W111")
    assert (total.code, total.where) == ("allocation_sum", "-1")
    words = [f.code for f in split_faults(_plan(entry("many", split="equal")), TREE, {})]
    assert words == ["type_number"]
    among = {**given_, "among": {"units": ["P1", "P2", "W111"]}}
    assert not list(split_faults(_plan(entry(10, split=among)), TREE, {}))


@pytest.fixture(scope="module")
def district() -> Book:
    return books.book(books.rolled(books.form(60), books.tree([5]), 5))


def sheet(book: Book, name: str) -> list[list[Any]]:
    buffer = BytesIO()
    write_book(book, buffer)
    buffer.seek(0)
    opened = openpyxl.load_workbook(buffer, data_only=True)[name]
    return [[cell.value for cell in row] for row in opened.iter_rows()]


def shares(book: Book, *goals: object) -> tuple[Target, ...]:
    """Targets on the shares of the form's sections, as far from their figure as ``goals`` say."""
    found = []
    for place, goal in enumerate(goals):
        path = f"s{place}.share"
        key = next(k for k in book.rollup.layout.keys if k.measure == path)
        value = book.rollup.block([0]).exact(key)[0]
        assert value is not None
        wanted = goal if isinstance(goal, str) else value + Fraction(str(goal))
        op = "=" if isinstance(goal, str) else ">="
        found.append(Target(path, op, wanted, date(2025, 12, 31), objective="Mục tiêu 1"))
    return tuple(found)


def test_an_objective_partly_met_has_a_row_of_its_own(district: Book) -> None:
    rows = sheet(replace(district, targets=shares(district, -1, 1)), "Tổng hợp")
    row = next(row for row in rows if row[1] == "Mục tiêu 1")
    assert row[3:8] == ["2", "1/2", None, None, "◆ Đạt một phần"]
    alone = sheet(replace(district, targets=shares(district, -1)), "Tổng hợp")
    assert not [row for row in alone if row[1] == "Mục tiêu 1"]


def test_a_level_that_nobody_is_asked_at_counts_in_no_objective(tmp_path: Path) -> None:
    yes = {"op": "=", "value": True, "by": "2025-12-31", "objective": "O"}
    rate = {"measure": "leaders.rate", "op": ">=", "value": 90, "by": "2025-12-31"}
    goals = [{"measure": "committee", **yes}, {**rate, "objective": "O"}]
    desk = opened(tmp_path, [{**PLAN, "targets": goals}])
    desk.done("collect", desk.write_json("one.json", sent("W111", 1, 2, committee=True)))
    desk.done("rollup", "2025")
    desk.done("report", "2025", "--unit", "D11", "--out", tmp_path / "out")
    (path,) = (tmp_path / "out").iterdir()
    rows = list(openpyxl.load_workbook(path)["Tổng hợp"].iter_rows(values_only=True))
    (district_,) = [row for row in rows if row[6] == "–" and row[3] == "có (2025)"]
    assert district_[7] is None
    (objective,) = [row for row in rows if row[1] == "O"]
    assert (objective[3], objective[4]) == ("2", "1/2")


def test_words_are_shown_and_never_judged(district: Book) -> None:
    rows = sheet(replace(district, targets=shares(district, "hoàn thành đề án")), "Tổng hợp")
    row = next(row for row in rows if row[3] == "hoàn thành đề án (2025)")
    assert row[7] == "? Chưa đánh giá"
    assert row[5] is None


def test_the_share_of_a_target_is_taken_where_more_is_better(district: Book) -> None:
    (target,) = shares(district, 0)
    for op, taken in ((">=", True), (">", True), ("<=", False), ("=", False)):
        rows = sheet(replace(district, targets=(replace(target, op=op),)), "Tổng hợp")
        row = next(row for row in rows if str(row[3]).endswith("(2025)"))
        assert (row[5] is not None) == taken
    zero = replace(target, value=Fraction(0))
    rows = sheet(replace(district, targets=(zero,)), "Tổng hợp")
    assert next(row for row in rows if str(row[3]).endswith("(2025)"))[5] is None


def test_the_sources_say_whose_target_it_is(district: Book) -> None:
    (target,) = shares(district, 0)
    source = Source("P1-2025-1", "12/KH-UBND", "P1", "Tỉnh Sông")
    since = date(2025, 7, 1)
    own = replace(target, rank=OWN, source=source, since=since, reason="dân số trẻ")
    rows = sheet(replace(district, targets=(target, own)), "Nguồn số liệu")
    start = next(
        place for place, row in enumerate(rows) if row[0] == "Chỉ tiêu kế hoạch đang áp dụng"
    )
    row = rows[start + 2]
    assert row[3:] == [
        "01/07/2025 – 31/12/2025",
        "12/KH-UBND – Tỉnh Sông (P1)",
        "của đơn vị; lý do: dân số trẻ",
    ]


def test_every_status_has_its_words_and_its_colour(district: Book) -> None:
    assert all(district.words[f"verdict_{one}"] for one in STATUSES)
