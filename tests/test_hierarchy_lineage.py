from datetime import date, timedelta
from decimal import Decimal

import pytest

from hierarchy.lineage import Edge, check_edges
from hierarchy.unit import Unit

DAY = date(2025, 7, 1)
EVE = DAY - timedelta(1)
UNITS = (
    Unit("N", "Nation", "nation", None),
    Unit("A", "Old A", "ward", "N", valid_to=EVE),
    Unit("B", "Old B", "ward", "N", valid_to=EVE),
    Unit("A", "New A", "ward", "N", valid_from=DAY),
    Unit("C", "New C", "ward", "N", valid_from=DAY),
)
HALF = Decimal("0.5")


def test_whole_and_split_units_pass() -> None:
    edges = (
        Edge("A", "A", DAY, kind="merged"),
        Edge("B", "A", DAY, Decimal("0.25"), "split"),
        Edge("B", "C", DAY, Decimal("0.75"), "split"),
    )
    assert check_edges(edges, UNITS) == ()
    assert check_edges((), UNITS) == ()


@pytest.mark.parametrize(
    ("edges", "code", "sent", "allowed"),
    [
        ([Edge("C", "A", DAY)], "old_unknown", "C", "2025-06-30"),
        ([Edge("A", "B", DAY)], "new_unknown", "B", "2025-07-01"),
        ([Edge("A", "A", DAY), Edge("A", "A", DAY)], "edge_twice", "A > A", "2025-07-01"),
        (
            [Edge("A", "C", DAY, kind="eaten")],
            "bad_kind",
            "eaten",
            "unchanged, renamed, merged, split",
        ),
        ([Edge("B", "A", DAY, HALF), Edge("B", "C", DAY)], "shares_mixed", "B", ""),
        ([Edge("B", "A", DAY, HALF)], "shares_sum", "B: 0.5", "1"),
    ],
)
def test_an_edge_that_cannot_be_is_a_fault(
    edges: list[Edge], code: str, sent: str, allowed: str
) -> None:
    (fault,) = check_edges(edges, UNITS)
    assert (fault.code, fault.sent, fault.allowed) == (code, sent, allowed)


@pytest.mark.parametrize("share", ["0", "-0.5", "1.5", "NaN"])
def test_a_share_is_above_nothing_and_at_most_all(share: str) -> None:
    faults = check_edges([Edge("B", "A", DAY, Decimal(share))], UNITS)
    assert faults[0].code == "bad_share"


def test_three_thirds_written_short_do_not_make_a_whole() -> None:
    third = Decimal("0.333333")
    units = (*UNITS, Unit("D", "New D", "ward", "N", valid_from=DAY))
    edges = [Edge("B", new, DAY, third) for new in ("A", "C", "D")]
    assert [fault.sent for fault in check_edges(edges, units)] == ["B: 0.999999"]


def test_faults_name_the_row_where_rows_are_known() -> None:
    edges = [Edge("A", "A", DAY), Edge("X", "A", DAY)]
    assert [fault.where for fault in check_edges(edges, UNITS)] == ["X > A"]
    assert [fault.where for fault in check_edges(edges, UNITS, ["row 2", "row 3"])] == ["row 3"]
