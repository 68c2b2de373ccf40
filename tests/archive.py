"""A workspace with something of everything that is kept, and copies of it to tamper with."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.both import server
from tests.desk import PLAN, Desk, opened, sent
from tests.office import NOW, send, store, work

SCAN = b"%PDF-1.4\n% a scan of the signed report\n"
LETTER = b"The letter that goes with the plan.\n"


def filled(folder: Path) -> Desk:
    """A desk whose units have sent, been approved, returned and sent again; with papers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "letter.txt").write_bytes(LETTER)
    (folder / "scan.pdf").write_bytes(SCAN)
    plan = {**PLAN, "attachments": [{"name": "letter.txt", "path": "letter.txt"}]}
    desk = opened(folder, (plan,))
    first = [sent(f"W11{n}", n, n + 1, difficulties="Thiếu kinh phí") for n in (1, 2, 3)]
    send(desk, *first, sent("W121", 2, 4, money=12.5))
    send(desk, {**sent("W111", 1, 4), "by": "Lan"}, now=NOW.replace(hour=9))
    send(desk, {**sent("W111", 2, 4), "by": "Lan"}, now=NOW.replace(hour=10))
    desk.done("--as", "Mai", "review", "approve", "W112", "ward-report", "2025", "--of", "D11")
    desk.done("paper", "W112", "ward-report", "2025", folder / "scan.pdf")
    desk.done("rollup", "2025")
    work(desk).store().close()
    return desk


def copied(desk: Desk, folder: Path) -> Desk:
    """The same desk elsewhere, to do harm to."""
    shutil.copytree(desk.folder, folder, dirs_exist_ok=True)
    if server.address:
        server.copy(desk.workspace, folder / "workspace")
    return Desk(folder)


def harm(desk: Desk, *statements: str) -> None:
    """SQL by somebody with a tool and no rules: no foreign keys, no unique indexes."""
    if server.address:
        for statement in statements:
            assert server.change(desk.workspace, statement, ()) != 0, statement
        return
    with closing(sqlite3.connect(store(desk))) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
        connection.commit()
