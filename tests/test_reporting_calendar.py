"""Working days: what the country knows, what was decided on top of it, and counting back."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import messages
from profiles.registry import load
from profiles.vn.calendar import holidays_of
from reporting.calendar import EVERY_DAY, OFF, WORK, Calendar, KeptDay
from reporting.calendar_table import read_calendar

DAY = timedelta(days=1)
MADE_UP = "TEST-0/not-a-real-decision"
SWAP = (
    # Decided a week before it fell: the library of holidays had not heard of it.
    KeptDay(date(2026, 1, 2), OFF, "Nghỉ thêm dịp Tết Dương lịch", MADE_UP),
    KeptDay(date(2026, 1, 10), WORK, "Làm bù", MADE_UP),
)


def _days(first: str, last: str) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + n * DAY for n in range((end - start).days + 1)}


# Written out by hand from the published holidays, December to March; weekends beside them.
OFF_DAYS = (
    _days("2023-01-01", "2023-01-02")
    | _days("2023-01-20", "2023-01-26")
    | _days("2024-01-01", "2024-01-01")
    | _days("2024-02-08", "2024-02-14")
    | _days("2025-01-01", "2025-01-01")
    | _days("2025-01-27", "2025-01-31")
    | _days("2026-01-01", "2026-01-02")
    | _days("2026-02-16", "2026-02-20")
)
SATURDAYS_WORKED = {date(2026, 1, 10)}
WORKED = [
    day
    for year in (2023, 2024, 2025, 2026)
    for day in sorted(_days(f"{year - 1}-12-01", f"{year}-03-31"))
    if day in SATURDAYS_WORKED or (day.weekday() < 5 and day not in OFF_DAYS)
]
TET = {2023: "2023-01-22", 2024: "2024-02-10", 2025: "2025-01-29", 2026: "2026-02-17"}


def _drawn() -> list[date]:
    """A hundred days: most around Tết of four years, the rest around the New Year of 2026."""
    draw = Random(2026)
    around = [date.fromisoformat(text) for text in TET.values()] + [date(2026, 1, 4)]
    return [draw.choice(around) + draw.randint(-14, 16) * DAY for _ in range(100)]


@pytest.fixture(scope="module")
def vietnam() -> Calendar:
    return Calendar(holidays_of, SWAP)


@pytest.mark.parametrize("day", _drawn(), ids=str)
def test_days_around_tet_and_the_new_year_are_as_published(vietnam: Calendar, day: date) -> None:
    assert vietnam.is_working(day) == (day in WORKED)
    assert vietnam.at_or_before(day) == max(one for one in WORKED if one <= day)
    before = [one for one in WORKED if one < day]
    for count in (1, 2, 3, 7, 10):
        assert vietnam.back(day, count) == before[-count], count
    year_end = date(day.year if day.month == 12 else day.year - 1, 12, 14)
    between = [one for one in WORKED if year_end < one <= day]
    assert vietnam.working_between(year_end, day) == len(between)


def test_a_saturday_swapped_by_the_country_itself_is_worked() -> None:
    country = Calendar(holidays_of)
    assert not country.is_working(date(2024, 4, 29))
    assert country.is_working(date(2024, 5, 4))


def test_a_year_the_library_does_not_know_still_has_its_weekends() -> None:
    country = Calendar(holidays_of)
    assert country.at_or_before(date(2300, 1, 6)).weekday() < 5
    assert country.back(date(9999, 12, 31), 1) == date(9999, 12, 30)


def test_counting_back_before_the_first_day_there_is_stops_there() -> None:
    assert Calendar().back(date(1, 1, 3), 30) == date.min


def test_a_country_without_holidays_has_weekends_only() -> None:
    plain = load("plain")
    calendar = Calendar(lambda year: plain.holidays(year, "en"))
    assert calendar.is_working(date(2026, 2, 17))
    assert not calendar.is_working(date(2026, 2, 21))


def test_the_profile_names_holidays_in_the_language_asked_for() -> None:
    vietnam = load("vn")
    new_year = date(2026, 1, 1)
    assert vietnam.holidays(2026, "vi").off[new_year] == "Tết Dương lịch"
    assert vietnam.holidays(2026, "en").off[new_year] == "New Year's Day"


def test_each_year_is_asked_of_the_country_once() -> None:
    asked: list[int] = []

    def country(year: int) -> object:
        asked.append(year)
        return holidays_of(year)

    calendar = Calendar(country)  # type: ignore[arg-type]  # a stand-in that counts
    for _ in range(3):
        calendar.back(date(2026, 1, 5), 10)
    assert sorted(asked) == [2025, 2026]


def test_named_days_of_a_year_come_in_order_with_their_decision(vietnam: Calendar) -> None:
    found = list(vietnam.notable(2026))
    assert [one.day for one in found] == sorted({one.day for one in found})
    kept = {one.day: (one.kind, one.decision) for one in found if one.decision}
    assert kept == {date(2026, 1, 2): (OFF, MADE_UP), date(2026, 1, 10): (WORK, MADE_UP)}
    assert {one.day for one in found} >= _days("2026-02-16", "2026-02-20")


DATES = st.dates(date(2020, 1, 1), date(2030, 12, 31))
KEPT = st.lists(
    st.builds(KeptDay, DATES, st.sampled_from([OFF, WORK]), st.just("x"), st.just(MADE_UP)),
    unique_by=lambda one: one.day,
    max_size=40,
)


@given(DATES, st.integers(0, 30), KEPT)
def test_counting_back_passes_exactly_so_many_working_days(
    day: date, count: int, kept: list[KeptDay]
) -> None:
    calendar = Calendar(holidays_of, kept)
    found = calendar.back(day, count)
    assert calendar.is_working(found)
    passed = calendar.working_between(found - DAY, day - DAY if count else day)
    assert passed == max(count, 1)
    assert calendar.back(day, count + 1) < found or count == 0
    assert calendar.back(day, count + 1) <= found


@given(KEPT)
def test_a_kept_day_wins_over_the_country(kept: list[KeptDay]) -> None:
    calendar = Calendar(holidays_of, kept)
    assert all(calendar.is_working(one.day) == (one.kind == WORK) for one in kept)


@given(DATES, st.integers(0, 400))
def test_where_every_day_is_worked_days_are_counted_as_they_come(day: date, count: int) -> None:
    assert EVERY_DAY.back(day, count) == day - count * DAY


def test_a_file_of_days_is_read_whole_with_its_bom_and_semicolons() -> None:
    text = "\ufeffday;kind;name;decision\n2026-01-02;off;Nghỉ  bù;" + MADE_UP + "\n"
    read = read_calendar(text.encode())
    assert read.faults == ()
    assert read.days == (KeptDay(date(2026, 1, 2), OFF, "Nghỉ bù", MADE_UP),)


def test_every_wrong_cell_of_a_file_is_a_fault_with_its_row_and_no_day_is_taken() -> None:
    rows = [
        f"2026-01-02,off,Nghỉ,{MADE_UP}",
        f"2026-1-10,work,Làm bù,{MADE_UP}",
        "2026-01-11,maybe,,",
        f"2026-01-02,work,Nghỉ,{MADE_UP}",
        f",off,Nghỉ,{MADE_UP}",
    ]
    read = read_calendar("\n".join(["day,kind,name,decision", *rows]).encode())
    assert read.days == ()
    assert [(fault.where, fault.code, fault.path) for fault in read.faults] == [
        ("row 3", "bad_date", "day"),
        ("row 4", "day_kind", "kind"),
        ("row 4", "empty_cell", "name"),
        ("row 4", "empty_cell", "decision"),
        ("row 5", "day_twice", "day"),
        ("row 6", "empty_cell", "day"),
    ]


def test_a_day_written_twice_names_the_row_of_the_first_in_the_readers_language() -> None:
    rows = [f"2026-01-02,off,Nghỉ,{MADE_UP}"] * 2
    (found,) = read_calendar("\n".join(["day,kind,name,decision", *rows]).encode()).faults
    assert "ở dòng 2." in messages.fault("vi", found)
    assert "in row 2 already" in messages.fault("en", found)


def test_a_file_without_a_column_is_refused() -> None:
    assert [f.code for f in read_calendar(b"day,kind,name\n").faults] == ["missing_column"]
