"""Spreads and movements: quartiles as Excel has them, bands, ranks, and leave-one-out influence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.distribution import MOST, banded, edges, quartiles, ranked
from reporting.movement import apart, moves

FIGURES = st.lists(
    st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9, allow_subnormal=False), min_size=1
).map(lambda found: [float(v) for v in found])


@given(FIGURES)
def test_every_figure_lies_in_just_one_band(values: list[float]) -> None:
    bounds = edges(values)
    assert 1 <= len(bounds) - 1 <= MOST
    assert sum(banded(values, bounds)) == len(values)


@given(FIGURES)
def test_quartiles_are_those_of_linear_interpolation(values: list[float]) -> None:
    found = quartiles(values)
    for quarter, value in enumerate(
        (found.least, found.lower, found.median, found.upper, found.greatest)
    ):
        assert value == pytest.approx(np.quantile(values, quarter / 4), rel=1e-9, abs=1e-3)


def test_equal_figures_share_a_rank_and_no_figure_has_none() -> None:
    found = ranked([3.0, None, 5.0, 3.0, 1.0])
    assert [(one.rank, one.at) for one in found] == [(1, 2), (2, 0), (2, 3), (4, 4)]


def test_a_sum_moves_by_the_change_over_the_larger_total() -> None:
    now, before = np.array([[10.0], [90.0]]), np.array([[60.0], [88.0]])
    found = moves(now, before, [100.0], [0], {}).first()
    assert [(one.row, one.influence) for one in found] == [(0, 50 / 150), (1, 2 / 100)]


def test_a_rate_moves_by_its_parts_not_by_its_own_change() -> None:
    now = np.array([[1.0, 2.0, 50.0], [400.0, 1_000.0, 40.0]])
    before = np.array([[0.0, 2.0, 0.0], [300.0, 1_000.0, 30.0]])
    rate = 401 / 1_002 * 100
    found = moves(now, before, [401.0, 1_002.0, rate], [], {2: (0, 1, 100.0)}).first()
    assert [one.row for one in found] == [1, 0]
    assert found[0].influence == pytest.approx(100 / 401)


def test_blank_is_not_zero_for_movers() -> None:
    now, before = np.array([[np.nan], [5.0]]), np.array([[7.0], [np.nan]])
    assert not len(moves(now, before, [5.0], [0], {}))


def test_a_rate_apart_is_weighed_by_leaving_its_unit_out() -> None:
    now = np.array([[40.0 + i, 100.0, 40.0 + i] for i in range(6)] + [[95.0, 100.0, 95.0]])
    totals = [float(now[:, 0].sum()), 700.0, float(now[:, 0].sum() / 7)]
    (one,) = apart(now, totals, {2: (0, 1, 100.0)})
    assert (one.row, one.median) == (6, 43.0)
    without = (totals[0] - 95) / 600 * 100
    assert one.influence == pytest.approx(abs(totals[2] - without) / totals[2])
