"""Looking a unit up: what it came from and what became of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk import Desk

ROSTER = (
    "code,name,level,parent_code,valid_from,valid_to\n"
    "N,Nation,nation,,,\n"
    "W1,Old land,ward,N,,2025-06-30\n"
    "W1,Other land,ward,N,2025-07-01,\n"
    "W2,Neighbour,ward,N,,\n"
)
LINEAGE = "old_code,new_code,on\nW1,W1,2025-07-01\nW1,W2,2025-07-01\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.done("init")
    lineage = made.write("lineage.csv", LINEAGE)
    made.done("units", "import", made.write("roster.csv", ROSTER), "--lineage", lineage)
    return made


@pytest.mark.parametrize(
    ("code", "day", "came_from", "went_to"),
    [
        ("W1", "2025-01-01", [], ["W1", "W2"]),
        ("W1", "2026-01-01", ["W1"], []),
        ("W2", "2026-01-01", ["W1"], []),
    ],
)
def test_a_unit_names_those_whose_land_it_took_and_those_who_took_its_own(
    desk: Desk, code: str, day: str, came_from: list[str], went_to: list[str]
) -> None:
    seen = desk.done("units", "show", code, "--on", day, "--json").data()
    assert (seen["from"], seen["to"]) == (came_from, went_to)


def test_today_is_the_day_of_the_country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path)
    desk.done("init", "--profile", "vn")
    desk.done("units", "import", desk.write("roster.csv", ROSTER + "W3,New,town,N,2025-07-01,\n"))
    # One in the morning of the first of July in Hanoi.
    monkeypatch.setattr("commands.units.now", lambda: datetime(2025, 6, 30, 18, tzinfo=UTC))
    seen = desk.done("--json", "units", "show", "W1").data()
    assert (seen["name"], seen["day"]) == ("Other land", "2025-07-01")
    assert desk.done("--json", "units", "check").data()["levels"]["town"] == 1
