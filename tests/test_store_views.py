"""The analysts' views: figures as they were sent, no secrets, and never in a migration's way."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from engine.work import Work
from store import views
from store.migrating import MIGRATIONS, create_or_upgrade
from store.opening import open_engine
from store.views import VIEWS
from tests import postgres
from tests.analyst import MARKED, answer, told
from tests.clock import Clock
from tests.desk import PLAN, WARD_FORM, Desk, sent
from tests.far import FarDesk
from tests.office import store
from tests.test_engine_succession import DAY, LINEAGE, ROSTER

Fresh = Callable[[], str]
NUMBERS = count(1)
AS_SENT = (
    "SELECT measure, kind, value, number, mark FROM analyst_values WHERE unit = '{}' ORDER BY 1"
)


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FarDesk]:
    """An empty desk on either database."""
    if request.param == "sqlite":
        yield FarDesk(tmp_path, f"sqlite:///{tmp_path / 'other.db'}")
        return
    address: str = request.getfixturevalue("far")
    desk = FarDesk(tmp_path, postgres.database(address, f"views{next(NUMBERS)}"))
    yield desk
    if (tmp_path / "workspace").exists():
        Work(desk.database, "").store().close()  # else the server waits for it when it ends


def rows(desk: FarDesk, query: str) -> list[tuple[object, ...]]:
    return answer(desk.database, query)[1]


def test_figures_stand_as_they_were_sent_blank_is_no_row_and_a_mark_is_no_figure(
    desk: FarDesk,
) -> None:
    told(desk)
    assert rows(desk, AS_SENT.format("W113")) == [
        ("committee", "boolean", "false", 0, None),
        ("difficulties", "text", "12", None, None),  # words, though they look like a figure
        ("leaders.total", "integer", "8", 8, None),
        ("leaders.women", "integer", "5", 5, None),
    ]
    (money,) = [row for row in rows(desk, AS_SENT.format("T1")) if row[0] == "money"]
    assert (money[:3], float(str(money[3]))) == (("money", "number", "2.25"), 2.25)
    marked = rows(desk, AS_SENT.format("W121"))
    assert {str(row[0]): row[4] for row in marked if row[4]} == MARKED
    assert [row for row in marked if row[4] is None] == [("leaders.women", "integer", "0", 0, None)]
    assert rows(desk, AS_SENT.format("W112")) == []
    vintage = "SELECT unit, revision FROM analyst_vintage_inputs WHERE revision > 1 AND own = 1"
    assert rows(desk, vintage) == [("W111", 2)]


def test_the_values_are_those_the_roll_up_takes(desk: FarDesk) -> None:
    told(desk)
    summed = "SELECT sum(number) FROM analyst_values WHERE measure = 'leaders.women'"
    ((women,),) = rows(desk, summed)
    assert str(women) == desk.figures("2025")["N", "leaders.women"]["value"] == "16"


def test_what_was_passed_on_or_called_back_is_kept_apart(
    desk: FarDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commands.context.datetime", Clock)
    desk.done("init")
    roster = desk.write("roster.csv", ROSTER)
    desk.done("units", "import", roster, "--lineage", desk.write("lineage.csv", LINEAGE))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", PLAN))
    desk.done("cascade", "N-2025-1")
    desk.done("collect", desk.write_json("w3.json", sent("W3", 4, 10)))
    desk.done("collect", desk.write_json("w5.json", sent("W5", 1, 2)))
    whose = ("W3", "ward-report", "2025", "--of", "P1")
    desk.done("--as", "Mai", "review", "return", *whose, "--reason", "no")
    desk.done("cascade", "N-2025-1", "--on", DAY)
    closed = "SELECT DISTINCT unit, state FROM analyst_assignments WHERE closed = 1 ORDER BY 1"
    assert rows(desk, closed) == [(unit, "succeeded") for unit in ("W1", "W2", "W3", "W4")]
    assert rows(desk, "SELECT DISTINCT unit FROM analyst_values") == [("W5",)]
    apart = (
        "SELECT unit, state, is_latest, value FROM analyst_revision_values "
        "WHERE closed = 1 AND measure = 'leaders.women'"
    )
    assert rows(desk, apart) == [("W3", "succeeded", 1, "4")]
    desk.done("plans", "withdraw", "N-2025-1", "--reason", "no")
    states = "SELECT DISTINCT state FROM analyst_assignments WHERE closed = 1 ORDER BY 1"
    assert rows(desk, states) == [("succeeded",), ("withdrawn",)]
    # What was sent before the plan was called back still counts.
    assert rows(desk, "SELECT DISTINCT unit FROM analyst_values") == [("W5",)]
    assert rows(desk, "SELECT count(*) FROM analyst_submissions") == [(2,)]


def test_no_view_reads_a_key_a_code_or_the_details_of_an_act(tmp_path: Path) -> None:
    read: set[tuple[str | None, str | None]] = set()

    def look(action: int, table: str | None, column: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            read.add((table, column))
        return sqlite3.SQLITE_OK

    create_or_upgrade(f"sqlite:///{tmp_path / 'store.db'}").close()
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        connection.set_authorizer(look)
        for name in VIEWS:
            connection.execute(f"SELECT * FROM {name}").fetchall()
    tables = {table for table, _ in read} - VIEWS.keys() - {"json_tree", "sqlite_master"}
    assert tables == {
        *("unit", "form", "measure", "plan", "assignment", "submission", "act"),
        *("vintage", "vintage_input"),
    }
    assert {column for table, column in read if table == "act"} == {
        *("number", "at", "actor", "verb", "subject", "hash"),
    }


def test_a_view_holds_a_table_and_a_migration_is_free_of_it(desk: FarDesk) -> None:
    create_or_upgrade(desk.database).close()
    changes = ["ALTER TABLE unit RENAME COLUMN type TO sort", "ALTER TABLE unit DROP COLUMN sort"]
    back = "ALTER TABLE unit ADD COLUMN type text"
    engine = open_engine(desk.database)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("ALTER TABLE unit DROP COLUMN type"))
    with engine.begin() as connection, views.aside(connection):
        for change in (*changes, back):
            connection.execute(text(change))
    engine.dispose()
    assert rows(desk, "SELECT type FROM analyst_units") == []


def test_an_older_store_gets_views_and_the_measures_of_its_forms(desk: FarDesk) -> None:
    engine, config = open_engine(desk.database), Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        connection.execute(text("CREATE VIEW analyst_old AS SELECT code FROM unit"))
        for name, document in (("ward-report", json.dumps(WARD_FORM)), ("damaged", "{")):
            connection.execute(
                text(
                    "INSERT INTO form (name, version, digest, document, added_at, added_by) "
                    "VALUES (:name, 1, :name, :document, '2026-01-01 00:00:00', '')"
                ),
                {"name": name, "document": document},
            )
    engine.dispose()
    create_or_upgrade(desk.database).close()
    found = rows(desk, "SELECT form, measure, kind FROM analyst_measures ORDER BY place")
    assert found[0] == ("ward-report", "leaders.total", "integer")
    assert len(found) == 6
    with closing(create_or_upgrade(desk.database)) as opened, opened.reading() as connection:
        assert set(inspect(connection).get_view_names()) == VIEWS.keys()


def test_views_that_were_lost_are_made_again_by_init(desk: FarDesk) -> None:
    desk.done("init")
    engine = open_engine(desk.database)
    with engine.begin() as connection:
        connection.execute(text("DROP VIEW analyst_values"))
    engine.dispose()
    desk.done("init")
    assert rows(desk, "SELECT * FROM analyst_values") == []


@pytest.mark.slow
def test_who_may_read_a_view_on_a_server_may_after_it_was_made_again(
    far: str, tmp_path: Path
) -> None:
    url = postgres.database(far, "granted")
    create_or_upgrade(url).close()
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text('CREATE ROLE "an analyst"'))
        connection.execute(text('GRANT SELECT ON analyst_values TO "an analyst"'))
        connection.execute(text("GRANT SELECT ON analyst_units TO PUBLIC"))
        connection.execute(text("CREATE VIEW mine AS SELECT * FROM analyst_values"))
    with engine.begin() as connection, views.aside(connection):
        assert inspect(connection).get_view_names() == []
    with engine.begin() as connection:
        connection.execute(text('SET ROLE "an analyst"'))
        for view in ("analyst_values", "analyst_units"):
            assert connection.execute(text(f"SELECT * FROM {view}")).all() == []
        with pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text("SELECT * FROM submission"))
        connection.rollback()
    engine.dispose()


def test_a_backup_carries_no_view_and_a_restore_makes_ours_again(tmp_path: Path) -> None:
    desk = told(Desk(tmp_path))
    with closing(sqlite3.connect(store(desk))) as connection:
        connection.execute('CREATE VIEW "an ""own" AS SELECT * FROM analyst_values')
    before = answer(f"sqlite:///{store(desk)}", "SELECT * FROM analyst_revision_values")
    desk.done("verify")
    desk.done("backup", tmp_path / "b.tar")
    into = tmp_path / "into"
    desk.done("restore", tmp_path / "b.tar", "--into", into)
    url = f"sqlite:///{into / 'capbac.db'}"
    assert answer(url, "SELECT * FROM analyst_revision_values") == before
    names = "SELECT name FROM sqlite_schema WHERE type = 'view'"
    assert {name for (name,) in answer(url, names)[1]} == VIEWS.keys()


def test_a_view_that_changed_comes_with_a_migration_so_that_old_stores_get_it() -> None:
    said = json.dumps([views.VIEWS, views._CONTENTS])
    # Another hash? Then also a new file in store/migrations/versions, and HEAD: its name.
    assert hashlib.sha256(said.encode()).hexdigest()[:16] == "e1f77d828417ebd0"
