"""What the overview counts and what a draft is held against: PostgreSQL says what SQLite says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine import entering, live
from engine.sheet import sheet
from engine.standings import zone_of
from engine.unseen import Seen
from engine.work import Work
from errors import Problem
from intake.sent import Sent
from intake.typed import Page, typed
from messages import words
from store import changes, dues, heard, rollups
from store.dues import Asked
from store.heard import WIDTH, Dues
from store.opening import Connection
from store.tables import rollup
from tests import postgres
from tests.desk import Desk, made, sent
from tests.far import FarDesk
from tests.office import NOW

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture
def both(tmp_path: Path, address: str) -> Iterator[tuple[tuple[Desk, Work], ...]]:
    """The same desk on either database, the one in a file first."""
    near, url = made(Desk(tmp_path / "near")), postgres.database(address, tmp_path.name[-40:])
    far = made(FarDesk(tmp_path / "far", url))
    here = f"sqlite:///{near.workspace / 'capbac.db'}"
    works = [
        Work(place, str(desk.workspace), actor="test") for place, desk in ((here, near), (url, far))
    ]
    yield tuple(zip((near, far), works, strict=True))
    for work in works:
        work.store().close()


def collect(desk: Desk, name: str, *records: dict[str, object]) -> None:
    for number, one in enumerate(records):
        desk.done("collect", desk.write_json(f"{name}{number}.json", one))


def same(both: tuple[tuple[Desk, Work], ...], ask: Callable[[Work], Any]) -> Any:
    """What both answer; it is one thing."""
    near, far = (ask(work) for _desk, work in both)
    assert near == far
    return near


def owed(work: Work, unit: str) -> int:
    """The number of what a unit owes."""
    with work.store().reading() as connection:
        (one,) = dues.page(connection, None, Asked(unit=unit), 0, 2)
    return one.id


def counted(work: Work) -> dict[str, int]:
    """How every unit stands, by its code, once a day is over and once it is not."""
    found: dict[str, int] = {}
    with work.store().reading() as connection:
        every = dues.page(connection, None, Asked(), 0, 100)
        codes = {one.unit_id: one.unit for one in every}
        form_id = every[0].form_id
        days = heard.days(connection, form_id, "2025")
        end = datetime(2025, 1, 1, tzinfo=zone_of(work.country().offset))
        over = Dues(dict.fromkeys(days, end), date(2026, 1, 1))
        for name, asked in (
            ("open", Dues({}, date(2025, 6, 1))),
            ("over", over),
            ("several", replace(over, several=True)),
        ):
            for told in heard.heard(connection, form_id, "2025", asked):
                found[f"{name} {codes[told // WIDTH]}"] = told % WIDTH
    return found


def test_everybody_is_counted_alike(both: tuple[tuple[Desk, Work], ...]) -> None:
    for desk, _work in both:
        collect(desk, "first", sent("W111", 1, 5), sent("W112", 2, 5), sent("W121", 0, 3))
        soon = (datetime.now(UTC) + timedelta(days=30)).date()
        back = ("W112", "ward-report", "2025", "--of", "D11", "--reason", "Xem lại")
        desk.done("--as", "Mai", "review", "return", *back, "--due", soon)
    found = same(both, counted)
    assert found["open W111"] == heard.SENT
    assert found["over W111"] == heard.SENT + heard.LATE
    assert found["over W112"] == heard.RETURNED + heard.LATE
    assert found["several W112"] == found["over W112"]
    assert found["open W122"] == heard.SILENT
    assert found["over W122"] == heard.MISSING


def lagging(work: Work) -> tuple[list[tuple[str, str]], int]:
    """The roll-ups that are behind, and how many revisions wait for the period's."""
    with work.store().reading() as connection:
        lags = [(one.form, one.period) for one in changes.lags(connection)]
        made = [rollups.by_id(connection, one) for one in rollup_ids(connection)]
        return lags, sum(changes.waiting(connection, one) for one in made)


def rollup_ids(connection: Connection) -> list[int]:
    """The roll-ups there are."""
    return list(connection.execute(select(rollup.c.id)).scalars())


def caught_up(work: Work) -> int:
    def refused(_lag: object, problem: Problem) -> None:
        raise problem

    return len(live.catch_up(work, lambda: NOW, refused))


def test_what_a_roll_up_has_still_to_take_in_is_known_alike(
    both: tuple[tuple[Desk, Work], ...],
) -> None:
    behind = [("ward-report@1", "2025")]
    assert same(both, lagging) == ([], 0)
    for desk, _work in both:
        collect(desk, "first", sent("W111", 1, 5))
    assert same(both, lagging) == (behind, 0)
    assert same(both, caught_up) == 1
    assert same(both, lagging) == ([], 0)
    for desk, _work in both:
        collect(desk, "again", sent("W111", 2, 5), sent("W112", 2, 5))
    assert same(both, lagging) == (behind, 2)
    assert same(both, caught_up) == 1
    assert same(both, lagging) == ([], 0)


def page_of(work: Work, answers: dict[str, str]) -> tuple[Sent, str]:
    """A page of W111's form with these answers, and the mark of what it was made of."""
    found = sheet(work, owed(work, "W111"), words("vi", "workbook"), NOW)
    told = typed(found.grid, Page(answers, {}), found.offered.standing, "portal")
    return entering.entered(found.asked.owed, told, "lan", "portal"), found.given.mark


def kept(work: Work, answers: dict[str, str], seen: Seen) -> str:
    """What comes of keeping a draft: its code, empty where it was kept."""
    one, _mark = page_of(work, answers)
    try:
        entering.keep_draft(work, replace(one, where=seen.source), NOW, seen)
    except Problem as problem:
        return problem.code
    return ""


def test_nobody_writes_over_a_draft_they_have_not_seen(
    both: tuple[tuple[Desk, Work], ...],
) -> None:
    def quarrel(work: Work) -> list[str]:
        _sent, first = page_of(work, {})
        mine, hers = Seen(first, "a" * 16, 1), Seen(first, "b" * 16, 1)
        return [
            kept(work, {"leaders.total": "40"}, mine),
            kept(work, {"leaders.total": "41"}, hers),
            kept(work, {"leaders.total": "42"}, replace(mine, turn=3)),
            kept(work, {"leaders.total": "7"}, replace(mine, turn=2)),
            page_of(work, {})[1],
            kept(work, {"leaders.total": "41"}, replace(hers, mark=page_of(work, {})[1])),
            page_of(work, {})[1],
        ]

    told = same(both, quarrel)
    assert told[:4] == ["", "draft_moved", "", ""]
    assert told[5] == ""
    assert told[4] != told[6]
