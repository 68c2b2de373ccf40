"""The store on both databases: made by migrations, equal to the tables, the same figures."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from engine.work import Work
from errors import Problem
from store import journal
from store.migrating import MIGRATIONS, create_or_upgrade
from store.opening import Store, open_engine, open_store
from store.tables import HEAD, metadata
from tests import postgres
from tests.desk import Desk, roster_csv
from tests.far import FarDesk
from tests.rich_form import EVERYONE, RICH, RICH_PLAN, drawn

Fresh = Callable[[], str]
NUMBERS = count(1)


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Addresses of databases in which Capbac has never been."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'{next(NUMBERS)}.db'}"
    address: str = request.getfixturevalue("far")
    return lambda: postgres.database(address, f"store{next(NUMBERS)}")


def test_the_migrations_make_exactly_the_tables_of_the_code(fresh: Fresh) -> None:
    with closing(create_or_upgrade(fresh())) as store, store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_code_needs_the_last_migration_there_is() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_store_made_twice_is_as_it_was(fresh: Fresh) -> None:
    url = fresh()
    for _ in range(2):
        store = create_or_upgrade(url)
        with store.reading() as connection:
            assert set(inspect(connection).get_table_names()) == {
                "alembic_version",
                *metadata.tables,
            }
            found = connection.execute(text("SELECT version_num FROM alembic_version"))
            assert list(found.scalars()) == [HEAD]
        store.close()


def test_a_store_of_another_version_is_refused_and_left_alone(fresh: Fresh) -> None:
    url = fresh()
    store = create_or_upgrade(url)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    for verb in (open_store, create_or_upgrade):
        with pytest.raises(Problem) as raised:
            verb(url)
        assert raised.value.code == "schema_unknown"
        assert raised.value.details == {"found": "9999", "needed": HEAD}


def test_a_database_without_a_store_is_no_workspace(fresh: Fresh) -> None:
    with pytest.raises(Problem) as raised:
        open_store(fresh())
    assert raised.value.code == "no_workspace"


def test_a_transaction_that_fails_leaves_nothing(fresh: Fresh) -> None:
    with closing(create_or_upgrade(fresh())) as store:
        with pytest.raises(ZeroDivisionError):
            _write_and_fail(store)
        with store.reading() as connection:
            assert (
                connection.execute(text("SELECT count(*) FROM meta WHERE name = 'half'")).scalar()
                == 0
            )


def _write_and_fail(store: Store) -> float:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO meta (name, value) VALUES ('half', 'done')"))
        return 1 / 0


def whole_path(desk: Desk) -> list[str]:
    """From nothing to figures, with a correction, a refusal and a late plan: all that is said."""
    dice = Random(2025)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    said = [desk.done("forms", "add", desk.write_json("form.json", RICH)).out]
    said += [desk.done("plans", "issue", desk.write_json("plan.json", RICH_PLAN)).out]
    said += [desk.done("cascade", said[-1].strip()).out]
    for step in range(4):
        units = [unit for unit in EVERYONE if dice.random() < 0.5]
        for unit in units:
            record = drawn(dice, unit) | {"key": f"{unit}-{step}"}
            said += [desk.done("collect", desk.write_json(f"{unit}-{step}.json", record)).out]
        said += [desk.done("--json", "rollup", "2025").out]
        said += [desk.done("export", "2025").out]
    bad = {"unit": "P1", "form": "rich", "period": "2025", "values": {"women": -1}}
    assert desk.run("collect", desk.write_json("bad.json", bad)).code == 1
    wrong_key = {**bad, "values": {"women": 99}, "key": next(f"{u}-3" for u in units)}
    assert desk.run("collect", desk.write_json("key.json", wrong_key)).code == 1
    said += [desk.done("units", "show", "P1").out, desk.done("plans", "show", "N-2025-1").out]
    return [*said, desk.done("--json", "status", "2025").out, desk.done("export", "2025").out]


@pytest.mark.slow
def test_the_whole_path_says_the_same_on_both_databases(tmp_path: Path, far: str) -> None:
    near = whole_path(Desk(tmp_path / "near"))
    url = postgres.database(far, "whole")
    assert whole_path(FarDesk(tmp_path / "far", url)) == near
    Work(url, "").store().close()  # else the server waits for it when it ends
    assert not (tmp_path / "far" / "workspace" / "capbac.db").exists()
    assert near[-1].count("\n") > len(EVERYONE)


def test_acts_of_an_older_store_are_bound_when_it_is_brought_up_to_date(fresh: Fresh) -> None:
    url = fresh()
    engine = open_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        for place in range(3):
            connection.execute(
                text(
                    "INSERT INTO act (at, actor, verb, subject, details) "
                    f"VALUES ('2026-01-0{place + 1} 00:00:00', 'Lan', 'collect', '', '{{}}')"
                )
            )
    engine.dispose()
    with closing(create_or_upgrade(url)) as store:
        with store.writing() as connection:
            journal.note(connection, datetime(2026, 2, 1, tzinfo=UTC), "Mai", "rollup", "", rows=1)
        with store.reading() as connection:
            acts, before = list(journal.acts(connection)), journal.START
            for number, one in enumerate(acts, 1):
                words = one.actor, one.verb, one.subject, one.details
                before = journal.link(before, number, one.at, *words)
                assert (one.number, one.hash) == (number, before)
            assert len(acts) == 4
            assert journal.head(connection) == (4, before)
