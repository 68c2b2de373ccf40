"""Figures that moved far, or are unlike those of the siblings: asked about, never refused."""

from pathlib import Path

import pytest
from sqlalchemy import event

from engine.collect import Collected
from tests.desk import WARD_FORM, Desk
from tests.office import send, work
from tests.wards import WARDS, district, stated

MANY = tuple(f"W{n:03}" for n in range(1, 121))


def told(done: Collected) -> list[tuple[str, str, str]]:
    return [(one.unit, one.fault.code, one.fault.path) for one in done.warned]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return district(tmp_path)


def test_a_figure_that_moved_far_is_a_warning_with_both_figures(desk: Desk) -> None:
    send(desk, stated("W1", 10, 20, "2024"))
    done = send(desk, stated("W1", 24, 29))
    assert (done.accepted, done.refused) == (1, ())
    (one,) = done.warned
    assert (one.fault.code, one.fault.severity) == ("moved_much", "warning")
    assert one.fault.sent == "24 (2024: 10, +140 %)"
    assert one.fault.allowed == "5 … 15"


def test_without_a_figure_before_nothing_has_moved(desk: Desk) -> None:
    assert told(send(desk, stated("W1", 24, 30))) == []
    blank = {**stated("W2", 1, 1, "2024"), "values": {"leaders": {"total": 4}}}
    assert send(desk, blank).accepted == 1
    assert told(send(desk, stated("W2", 3, 5))) == []


def test_that_nothing_occurred_before_is_a_zero(desk: Desk) -> None:
    nothing = {**stated("W1", 0, 0, "2024"), "values": {}, "marks": {"leaders": "none_occurred"}}
    send(desk, nothing)
    assert told(send(desk, stated("W1", 0, 0))) == []
    done = send(desk, stated("W1", 2, 4))
    assert {one.fault.sent for one in done.warned} == {"2 (2024: 0)", "4 (2024: 0)"}


def test_a_form_that_declares_nothing_is_asked_nothing(tmp_path: Path) -> None:
    desk = district(tmp_path, WARD_FORM)
    send(desk, stated("W1", 10, 20, "2024"))
    assert told(send(desk, stated("W1", 2000, 4000))) == []


def test_a_ward_unlike_its_siblings_is_asked_once_five_of_them_have_sent(desk: Desk) -> None:
    for unit in WARDS[:5]:
        assert told(send(desk, stated(unit, 48 + int(unit[1:]), 100))) == []
    odd = send(desk, stated("W6", 5, 100))
    assert told(odd) == [("W6", "unlike_siblings", "leaders.women")]
    assert "5 = 5 % leaders.total" in odd.warned[0].fault.sent
    assert "n = 6" in odd.warned[0].fault.allowed


def test_what_comes_in_one_file_is_held_beside_itself(desk: Desk) -> None:
    shares = [50, 51, 49, 52, 50, 48, 51, 50, 5]
    done = send(desk, *(stated(u, w, 100) for u, w in zip(WARDS, shares, strict=True)))
    assert told(done) == [("W9", "unlike_siblings", "leaders.women")]


def test_of_one_unit_what_weighs_most_on_the_figure_above_comes_first(desk: Desk) -> None:
    money = {"leaders": {"women": 10, "total": 10}, "money": 1}
    send(desk, {**stated("W1", 1, 1, "2024"), "values": money})
    for unit in ("W2", "W3"):
        rich = {"leaders": {"women": 1, "total": 1}, "money": 900}
        send(desk, {**stated(unit, 1, 1), "values": rich})
    more = {"leaders": {"women": 30, "total": 30}, "money": 9}
    done = send(desk, {**stated("W1", 1, 1), "values": more})
    # Money moved by the larger share, but hardly moves the district's figure.
    assert [one.fault.path for one in done.warned][-1] == "money"
    weights = [one.fault.weight for one in done.warned]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] < 0.01


def queries(desk: Desk, wards: tuple[str, ...]) -> int:
    """How many statements it takes to collect a year from so many wards in one file."""
    count = 0
    engine = work(desk).store().engine

    def seen(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(engine, "before_cursor_execute", seen)
    try:
        send(desk, *(stated(unit, 30 + n % 3, 90) for n, unit in enumerate(wards)))
    finally:
        event.remove(engine, "before_cursor_execute", seen)
    return count


CHECK = {
    "left": ["leaders.total"], "op": ">=", "right": ["prev:leaders.total"],
    "severity": "warning", "message": {"vi": "Ít hơn.", "en": "Fewer."},
}  # fmt: skip


@pytest.mark.parametrize("form", [WARD_FORM, {**WARD_FORM, "x-moves": 0.5, "x-checks": [CHECK]}])
def test_collecting_takes_no_query_a_unit(tmp_path: Path, form: dict[str, object]) -> None:
    few, many = district(tmp_path / "few", form), district(tmp_path / "many", form, MANY)
    for desk, wards in ((few, WARDS), (many, MANY)):
        last = (stated(unit, 10, 100, "2024") for unit in wards)
        send(desk, *last)
    counted, more = queries(few, WARDS), queries(many, MANY)
    assert more <= counted + 2, (counted, more)
