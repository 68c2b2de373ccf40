"""Emulation: points, totals, ranks and grades of a score sheet."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.emulation import (
    Criterion,
    Fact,
    Facts,
    Gap,
    Given,
    ScoreSheet,
    ranks,
    read_sheet,
    score,
    taking_part,
)
from tests.cast import COUNTRY, DAY

RATE = Criterion(
    "rate", "Rate", Fraction(30), measure="a", none_at=Fraction(0), full_at=Fraction(60)
)
COUNT = Criterion("count", "Count", Fraction(10), measure="b", op=">=", value=Fraction(4))
PLAN = Criterion("plan", "Own plan", Fraction(20), cascade="adopted")
BONUS = Criterion("bonus", "Bonus", Fraction(5), kind="bonus")
MINUS = Criterion("minus", "Minus", Fraction(3), kind="minus")
SHEET = ScoreSheet(
    "Sheet",
    "",
    (RATE, COUNT, PLAN, BONUS, MINUS),
    clusters=("East", "West"),
    grades=(("Good", Fraction(40)), ("Fair", Fraction(20))),
)
SILENT = {"rate": Gap.NO_FIGURE, "count": Gap.NO_FIGURE, "plan": Gap.NO_FIGURE}


def unit(code: str) -> Unit:
    return Unit(code, f"Unit {code}", "ward", "N")


def facts(code: str, known: Mapping[str, Fact | Gap], **more: Given) -> Facts:
    return Facts(unit(code), "East", known, more)


def total(known: Mapping[str, Fact | Gap], **more: Given) -> Fraction:
    return score(SHEET, [facts("A", {**SILENT, **known}, **more)])[0].total


_figures = st.fractions(min_value=-100, max_value=200, max_denominator=7)
_rates = st.one_of(_figures, st.sampled_from(Gap), st.booleans())
_truths = st.one_of(st.booleans(), st.sampled_from(Gap))


@st.composite
def _fields(draw: st.DrawFn) -> list[Facts]:
    size = draw(st.integers(0, 12))
    found = []
    for place in range(size):
        known: dict[str, Fact | Gap] = {
            "rate": draw(_rates), "count": draw(_rates), "plan": draw(_truths)
        }  # fmt: skip
        given_ = {
            one.code: Given(draw(st.fractions(0, one.points, max_denominator=4)), "because")
            for one in (BONUS, MINUS)
            if draw(st.booleans())
        }
        cluster = draw(st.sampled_from(("East", "West", "")))
        found.append(Facts(unit(f"U{place}"), cluster, known, given_))
    return found


@given(_fields(), st.randoms(use_true_random=False))
def test_the_order_of_the_units_does_not_matter(field: list[Facts], random: Random) -> None:
    shuffled = list(field)
    random.shuffle(shuffled)
    assert score(SHEET, shuffled) == score(SHEET, field)


@given(_fields())
def test_a_total_is_the_sum_of_its_parts_and_stays_within_the_sheet(field: list[Facts]) -> None:
    for one in score(SHEET, field):
        gained = one.of_kind("points") + one.of_kind("bonus")
        assert one.total == gained - one.of_kind("minus")
        assert [part.criterion for part in one.parts] == list(SHEET.criteria)
        assert all(0 <= part.points <= part.criterion.points for part in one.parts)
        assert -SHEET.most("minus") <= one.total <= SHEET.most("points") + SHEET.most("bonus")


@given(_fields())
def test_a_rank_counts_who_is_better_so_that_equals_share_it(field: list[Facts]) -> None:
    found = score(SHEET, field)
    for one in found:
        assert one.overall == 1 + sum(other.total > one.total for other in found)
        rivals = [other for other in found if other.cluster == one.cluster]
        assert one.rank == 1 + sum(other.total > one.total for other in rivals)


@given(_fields())
def test_silence_is_never_worth_a_point(field: list[Facts]) -> None:
    for one in score(SHEET, field):
        assert all(part.points == 0 for part in one.parts if part.gap is not None)


@given(_figures, _figures)
def test_more_of_what_is_wanted_never_gives_less(one: Fraction, other: Fraction) -> None:
    less, more = sorted((one, other))
    assert total({"rate": less}) <= total({"rate": more})
    assert total({"count": less}) <= total({"count": more})


def test_competition_ranking_leaves_out_the_number_after_a_tie() -> None:
    assert ranks([Fraction(n) for n in (7, 9, 7, 3)]) == [2, 1, 2, 4]
    assert ranks([]) == []


def test_points_between_none_and_all_are_exact() -> None:
    assert total({"rate": Fraction(20)}) == 10
    assert total({"rate": Fraction(1, 3)}) == Fraction(1, 6)
    assert total({"rate": Fraction(-1)}) == 0
    assert total({"rate": Fraction(61)}) == 30


def test_where_lower_is_better_none_at_lies_above_full_at() -> None:
    lower = replace(RATE, none_at=Fraction(30), full_at=Fraction(10))
    sheet = replace(SHEET, criteria=(lower,))
    got = [
        score(sheet, [facts("A", {"rate": Fraction(value)})])[0].total for value in (5, 10, 20, 30)
    ]
    assert got == [30, 30, 15, 0]


@pytest.mark.parametrize(
    ("op", "fact", "met"),
    [("=", True, True), ("=", False, False), ("!=", False, True), ("=", Fraction(1), None),
     ("=", "yes", None)],
)  # fmt: skip
def test_a_yes_or_no_is_held_against_a_yes_or_no_only(
    op: str,
    fact: Fact,
    met: bool | None,  # noqa: FBT001 - the answer itself
) -> None:
    answered = Criterion("c", "C", Fraction(4), measure="c", op=op, value=True)
    part = score(replace(SHEET, criteria=(answered,)), [facts("A", {"c": fact})])[0].parts[0]
    assert part.points == (4 if met else 0)
    assert (part.gap is None) == (met is not None)


def test_a_choice_is_held_against_an_option() -> None:
    chosen = Criterion("c", "C", Fraction(4), measure="c", op="=", value="good")
    sheet = replace(SHEET, criteria=(chosen,))
    assert score(sheet, [facts("A", {"c": "good"})])[0].total == 4
    assert score(sheet, [facts("A", {"c": "fair"})])[0].total == 0


def test_a_gap_says_why_there_are_no_points() -> None:
    known: dict[str, Fact | Gap] = {"rate": Gap.NO_CASE, "plan": True}
    (one,) = score(SHEET, [facts("A", known)])
    assert [part.gap for part in one.parts[:3]] == [Gap.NO_CASE, Gap.NO_FIGURE, None]
    assert one.total == 20


def test_points_given_and_taken_come_with_their_reason() -> None:
    known: dict[str, Fact | Gap] = {"plan": True}
    given_ = {"bonus": Given(Fraction(5, 2), "a new model"), "minus": Given(Fraction(0), "undone")}
    (one,) = score(SHEET, [Facts(unit("A"), "", known, given_)])
    assert one.total == Fraction(45, 2)
    assert [part.reason for part in one.parts[3:]] == ["a new model", ""]


def test_a_grade_is_the_best_that_the_exact_total_reaches() -> None:
    assert score(SHEET, [facts("A", {"plan": True, "rate": Fraction(40)})])[0].grade == "Good"
    near: dict[str, Fact | Gap] = {"plan": True, "rate": Fraction(40) - Fraction(1, 1000)}
    assert score(SHEET, [facts("A", near)])[0].grade == "Fair"
    assert score(SHEET, [facts("A", SILENT)])[0].grade == ""


def test_a_sheet_is_read_with_exact_points_and_its_grades_best_first() -> None:
    sheet = read_sheet(
        {
            "title": "T",
            "grades": [{"title": "low", "at_least": 0}, {"title": "high", "at_least": 9}],
            "criteria": [
                {"code": "a", "title": "A", "points": Decimal("2.5"), "measure": "m",
                 "none_at": 0, "full_at": Decimal("0.1")},
                {"code": "b", "title": "B", "points": 1, "kind": "bonus"},
            ],
        }
    )  # fmt: skip
    assert sheet.criteria[0].points == Fraction(5, 2)
    assert sheet.criteria[0].full_at == Fraction(1, 10)
    assert [title for title, _least in sheet.grades] == ["high", "low"]
    assert [one.code for one in sheet.of_kind("bonus")] == ["b"]


def test_who_takes_part_is_named_or_stands_in_a_cluster_or_is_a_child() -> None:
    tree = Tree.of(COUNTRY, DAY)
    issuer = tree.index["P1"]

    def codes(document: Mapping[str, object]) -> dict[str, str]:
        part = taking_part(document, tree, issuer)
        return {tree.units[place].code: cluster for place, cluster in part.items()}

    east = {"title": "East", "for": {"units": ["D11", "W111"]}}
    west = {"title": "West", "for": {"levels": ["district"]}}
    assert codes({}) == {"D11": "", "D12": "", "T1": ""}
    assert codes({"clusters": [east, west]}) == {"D11": "East", "W111": "East", "D12": "West"}
    assert codes({"clusters": [east], "for": {"levels": ["district"]}}) == {
        "D11": "East",
        "D12": "",
    }
