"""Reading: every query of one answer sees the same moment, on either database."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from engine import report
from errors import Problem
from store import journal, settings_rows
from store.migrating import create_or_upgrade
from store.opening import Store
from tests import office, postgres
from tests.desk import opened, sent

AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        with closing(create_or_upgrade(f"sqlite:///{tmp_path / 'capbac.db'}")) as made:
            yield made
        return
    with (
        postgres.server(tmp_path) as address,
        closing(create_or_upgrade(postgres.database(address, "moment"))) as made,
    ):
        yield made


def test_what_others_write_meanwhile_is_not_seen_until_the_next_look(store: Store) -> None:
    with store.reading() as connection:
        before = journal.head(connection)
        with store.writing() as other:
            journal.note(other, AT, "An", "collect", "")
            settings_rows.write(other, "seen", "yes")
        assert journal.head(connection) == before
        assert settings_rows.read(connection, "seen") is None
    with store.reading() as connection:
        assert journal.head(connection)[0] == before[0] + 1
        assert settings_rows.read(connection, "seen") == "yes"


def test_a_connection_that_was_read_from_may_be_written_to_afterwards(store: Store) -> None:
    for number in range(3):
        with store.reading() as connection:
            connection.execute(text("SELECT 1"))
        with store.writing() as connection:
            settings_rows.write(connection, "number", str(number))
    with store.reading() as connection:
        assert settings_rows.read(connection, "number") == "2"


def test_a_roll_up_renewed_while_its_workbooks_are_written_stops_them(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    office.send(desk, sent("W111", 1, 2))
    office.roll_up(desk)
    work = office.work(desk)
    wanted = report.order(work, "2025", None, desk.folder / "out", {})
    (first, *_others) = report.parts(work, wanted, report.Scope())
    office.send(desk, sent("W111", 1, 3))
    office.roll_up(desk)
    with pytest.raises(Problem) as refused:
        report.write_part(work, wanted, first)
    assert refused.value.code == "rollup_moved"
