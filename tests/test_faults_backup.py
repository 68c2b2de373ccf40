"""A backup under load, brought back: every workbook is that of its moment, to the byte."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from engine.backup import backup
from tests import vault
from tests.cast import COUNTRY
from tests.desk import Desk, opened, sent
from tests.office import NOW, quiet, roll_up, send, store, work, write_books

pytestmark = [pytest.mark.slow, pytest.mark.both]
PARENTS = {unit.parent_code for unit in COUNTRY}
LEAVES = [unit.code for unit in COUNTRY if unit.code not in PARENTS]
BACKUPS = 3


class Office(Thread):
    """Goes on and on: everybody sends, it is rolled up, and every workbook is written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.stop = desk, Event()
        self.books: dict[datetime, dict[str, bytes]] = {}
        self.broken: list[BaseException] = []

    def run(self) -> None:
        number = 0
        try:
            while not self.stop.is_set():
                number += 1
                now = NOW + timedelta(minutes=number)
                send(self.desk, *(sent(u, number, 90 + number) for u in LEAVES), now=now)
                roll_up(self.desk, now=now)
                self.books[now] = written(self.desk, f"out{number}")
        except BaseException as error:  # noqa: BLE001  told to the test, which waits for this thread
            self.broken.append(error)


def written(desk: Desk, out: str) -> dict[str, bytes]:
    """The bytes of every workbook, by unit."""
    found = {unit: path.read_bytes() for unit, path in write_books(desk, out).items()}
    shutil.rmtree(desk.folder / out)
    return found


def test_every_workbook_from_a_backup_is_that_of_its_moment(tmp_path: Path) -> None:
    desk = opened(tmp_path / "desk")
    office = Office(desk)
    office.start()
    taken = []
    try:
        for number in range(BACKUPS):
            reached = len(office.books)
            while len(office.books) == reached and office.is_alive():
                office.join(0.05)
            backup(work(desk), desk.folder / f"{number}.tar", NOW, quiet)
            taken.append(desk.folder / f"{number}.tar")
    finally:
        office.stop.set()
        office.join()
    assert not office.broken
    moments = set()
    for number, path in enumerate(taken):
        back = Desk(tmp_path / f"back{number}")
        back.folder.mkdir()
        back.done("restore", path, "--into", back.workspace)
        back.done("verify")
        (said,) = vault.rows(store(back), "SELECT max(made_at) FROM rollup")[0]
        moment = datetime.fromisoformat(said).replace(tzinfo=NOW.tzinfo)
        assert written(back, "books") == office.books[moment]
        assert set(office.books[moment]) == PARENTS - {None}
        moments.add(moment)
    assert len(moments) == BACKUPS
