"""Rates of who has sent: never above one, whatever happens to the units."""

from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reporting.book import Standing
from reporting.tally import Tally, percent, tally_of, together
from tests.cast import RIVER

STATES = ["expected", "draft", "submitted", "returned", "approved", "succeeded"]
moments = st.none() | st.just(datetime(2025, 12, 1, tzinfo=UTC))


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    received = draw(moments)
    return Standing(
        index=0,
        unit=RIVER,
        state=draw(st.sampled_from(STATES)),
        due=draw(st.none() | st.just(date(2025, 12, 5))),
        received=received,
        late=draw(st.booleans()),
        missing=received is None and draw(st.booleans()),
        on_behalf_of=draw(st.sampled_from(["", "P1"])),
        extended=draw(st.booleans()),
        overdue=draw(st.booleans()),
    )


@given(st.lists(standings(), max_size=12))
def test_on_time_is_among_sent_and_sent_among_expected(some: list[Standing]) -> None:
    whole = together(map(tally_of, some))
    assert whole.on_time + whole.late == whole.sent
    assert whole.sent + whole.silent == whole.expected
    assert whole.expected + whole.succeeded == len(some)
    assert max(whole.draft, whole.missing) <= whole.silent
    assert whole.overdue <= whole.sent
    if whole.expected:
        assert whole.punctuality is not None
        assert whole.completeness is not None
        assert 0 <= whole.punctuality <= whole.completeness <= 1
    else:
        assert whole.completeness is None


@given(st.lists(standings(), max_size=8), st.lists(standings(), max_size=8))
def test_two_groups_together_count_as_their_sums(one: list[Standing], two: list[Standing]) -> None:
    parts = [together(map(tally_of, part)) for part in (one, two)]
    assert together(parts) == together(map(tally_of, one + two))


def test_nobody_expected_has_no_rate_and_rounding_is_half_up() -> None:
    assert percent(Tally().completeness) is None
    assert percent(Fraction(1, 3)) == "33.33"
    assert percent(Fraction(1, 16000)) == "0.01"
    assert percent(Fraction(1)) == "100.00"
    assert percent(Fraction(10_794, 10_795)) == "99.99"
