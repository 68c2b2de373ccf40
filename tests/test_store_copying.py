"""A store moves between the two databases and back without losing or changing anything."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select, text

from engine.verify import verify
from engine.work import Work
from errors import Problem
from store import copying
from store.migrating import create_or_upgrade
from store.opening import open_store
from store.tables import metadata
from tests import postgres
from tests.archive import copied, filled
from tests.desk import Desk, sent
from tests.far import FarDesk
from tests.office import quiet, store

Tables = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = filled(tmp_path_factory.mktemp("archive"))
    desk.done("backup", desk.folder / "b.tar")
    return desk


def everything(url: str) -> Tables:
    """Every row of every table, as Python sees it whichever database it is in."""
    with closing(open_store(url)) as opened, opened.reading() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }


@pytest.mark.slow
def test_a_store_goes_to_the_server_and_back_and_is_the_same(
    whole: Desk, tmp_path: Path, far: str
) -> None:
    before = everything(f"sqlite:///{store(whole)}")
    url = postgres.database(far, "there")
    desk = FarDesk(tmp_path / "far", url)
    desk.folder.mkdir()
    desk.done("restore", whole.folder / "b.tar", "--into", desk.workspace)
    assert everything(url) == before
    assert not (desk.workspace / "capbac.db").exists()
    desk.done("backup", desk.folder / "back.tar")
    there = everything(url)
    near = Desk(tmp_path / "near")
    near.folder.mkdir()
    near.done("restore", desk.folder / "back.tar", "--into", near.workspace)
    assert everything(f"sqlite:///{store(near)}") == there
    assert near.done("export", "2025").out == desk.done("export", "2025").out
    # New rows are numbered after those that were brought.
    desk.done("collect", desk.write_json("new.json", sent("W211", 1, 2)))
    desk.done("rollup", "2025")
    desk.done("verify")
    outcome = desk.run("restore", whole.folder / "b.tar", "--into", tmp_path / "again")
    assert "[restore_not_empty]" in outcome.err
    assert not (tmp_path / "again").exists()
    Work(url, str(desk.workspace)).store().close()


@pytest.mark.slow
def test_a_server_is_copied_as_it_stood_while_others_go_on_writing(
    whole: Desk, tmp_path: Path, far: str
) -> None:
    url = postgres.database(far, "moving")
    folder = tmp_path / "w"
    with closing(create_or_upgrade(url)) as goal:
        copying.fill(goal, _snapshot(whole, tmp_path / "s.db"), lambda _done, _total: None)
        seen: list[int] = []

        def meanwhile(done: int, _total: int) -> None:
            # The first rows are read: whatever is written from now on belongs to another moment.
            if not seen:
                other = Thread(target=_rename, args=(url,))
                other.start()
                other.join()
            seen.append(done)

        before = everything(url)
        copying.snapshot(goal, tmp_path / "moment.db", meanwhile)
        assert everything(url) != before
    assert everything(f"sqlite:///{tmp_path / 'moment.db'}") == before
    assert verify(Work(f"sqlite:///{tmp_path / 'moment.db'}", str(folder)), quiet).acts > 0


def _snapshot(desk: Desk, path: Path) -> Path:
    with closing(open_store(f"sqlite:///{store(desk)}")) as opened:
        copying.snapshot(opened, path, lambda _done, _total: None)
    return path


def _rename(url: str) -> None:
    with closing(open_store(url)) as opened, opened.writing() as connection:
        connection.execute(text("UPDATE unit SET name = 'another'"))
        connection.execute(text("DELETE FROM review"))


@pytest.mark.slow
def test_a_server_that_holds_something_else_is_left_alone(far: str) -> None:
    url = postgres.database(far, "taken")
    assert copying.occupied(url) is None
    with closing(create_or_upgrade(url)) as made:
        # Made and never used: nothing is lost.
        assert copying.occupied(url) is None
        with made.writing() as connection:
            connection.execute(text("CREATE TABLE accounts (id integer)"))
    assert copying.occupied(url) == "accounts"
    with pytest.raises(Problem) as raised:
        copying.occupied(url.replace("/taken", "/nowhere"))
    assert raised.value.code == "database_unreachable"


def test_a_snapshot_is_one_file_and_the_same_rows(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path / "desk")
    url = f"sqlite:///{store(desk)}"
    with closing(open_store(url)) as opened:
        copying.snapshot(opened, tmp_path / "s.db", lambda _done, _total: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "s.db"]
    assert everything(f"sqlite:///{tmp_path / 's.db'}") == everything(url)
    assert copying.file_of(url) == store(desk).resolve()
    assert copying.shown("postgresql+psycopg://me:secret@host/db").count("secret") == 0
