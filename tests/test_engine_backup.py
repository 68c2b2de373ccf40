"""Backups: taken while units send, whole or not there, and proved by bringing them back."""

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from engine import restore as restoring
from engine.backup import backup
from engine.parcel import (
    KEY,
    KIND,
    MANIFEST,
    STORE,
    looked_through,
    measured_at,
    put_bytes,
    put_file,
)
from engine.restore import restore
from engine.work import Work
from errors import Problem
from store import copying
from store.migrating import MIGRATIONS
from store.opening import open_engine
from store.tables import HEAD
from tests import vault
from tests.archive import LETTER, SCAN, copied, filled
from tests.conftest import ROOT
from tests.desk import Desk, sent
from tests.office import NOW, quiet, send, store, work, write_books


@pytest.fixture(scope="module")
def whole(database: str, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = filled(tmp_path_factory.mktemp("archive"))
    desk.done("backup", desk.folder / "b.tar")
    return desk


def file_of(desk: Desk) -> Path:
    return desk.folder / "b.tar"


def brought(desk: Desk, path: Path, name: str = "back") -> Desk:
    """A desk whose workspace is the backup, restored."""
    found = Desk(desk.folder / name)
    found.folder.mkdir()
    found.done("restore", path, "--into", found.workspace)
    return found


def test_what_comes_back_is_what_was_there(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    back = [brought(desk, file_of(desk), name) for name in ("one", "two")]
    dumps = [vault.dump(store(one)) for one in (desk, *back)]
    assert dumps[0] == dumps[1] == dumps[2]
    assert (back[0].workspace / KEY).read_bytes() == (desk.workspace / KEY).read_bytes()
    for one in back:
        kept = [p.read_bytes() for p in one.workspace.glob("attachments/*/*")]
        assert sorted(kept) == sorted([SCAN, LETTER])
        assert (one.workspace / KEY).stat().st_mode & 0o077 == 0
        names = {path.name for path in one.workspace.iterdir()}
        assert names - {"capbac.db-wal", "capbac.db-shm"} == {STORE, KEY, "attachments"}
        assert one.done("receipt", "W111", "ward-report", "2025").out == (
            desk.done("receipt", "W111", "ward-report", "2025").out
        )
        assert one.done("export", "2025").out == desk.done("export", "2025").out


def test_life_goes_on_in_what_was_brought_back(whole: Desk, tmp_path: Path) -> None:
    desk = brought(copied(whole, tmp_path), tmp_path / "b.tar")
    assert send(desk, sent("W211", 1, 2)).accepted == 1
    desk.done("rollup", "2025")
    desk.done("backup", desk.folder / "again.tar")
    desk.done("verify")


def test_the_manifest_tells_what_is_in_it(whole: Desk) -> None:
    manifest = looked_through(file_of(whole))
    tables = {
        name: len(rows)
        for name, rows in vault.dump(store(whole), without=["alembic_version"]).items()
    }
    assert manifest["tables"] == tables
    number, hash_ = vault.rows(
        store(whole), "SELECT number, hash FROM act ORDER BY number DESC LIMIT 1"
    )[0]
    assert manifest["journal"] == {"number": number, "hash": hash_}
    assert manifest["schema"] == vault.value(
        store(whole), "SELECT version_num FROM alembic_version"
    )
    with tarfile.open(file_of(whole)) as archive:
        names = archive.getnames()
        assert names[0] == MANIFEST
        assert all(one.isreg() and one.mode == 0o600 for one in archive)
    assert set(names) == {MANIFEST, *manifest["parts"]}
    assert file_of(whole).stat().st_mode & 0o077 == 0


def test_a_backup_is_never_written_over(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    before = file_of(desk).read_bytes()
    outcome = desk.run("backup", file_of(desk))
    assert (outcome.code, file_of(desk).read_bytes()) == (1, before)
    assert "[backup_exists]" in outcome.err
    (desk.folder / "plain").write_text("")
    assert "[folder_unfit]" in desk.run("backup", desk.folder / "plain" / "b.tar").err


def test_a_file_that_vanished_is_named_and_the_rest_is_backed_up(
    whole: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path)
    digest = vault.value(store(desk), "SELECT digest FROM paper")
    (desk.workspace / "attachments" / digest[:2] / digest).unlink()
    outcome = desk.run("backup", desk.folder / "c.tar")
    assert outcome.code == 1
    assert "[not_in_backup]" in outcome.err
    assert f"scan.pdf ({_owner(desk)}, SHA-256 {digest})" in outcome.err
    into = desk.folder / "back"
    outcome = desk.run("restore", desk.folder / "c.tar", "--into", into)
    assert outcome.code == 1
    assert "[not_in_backup]" in outcome.err
    assert "[kept_file_gone]" in outcome.err
    assert vault.dump(into / STORE) == vault.dump(store(desk))


def _owner(desk: Desk) -> str:
    query = "SELECT s.digest FROM paper p JOIN submission s ON s.id = p.submission_id"
    return str(vault.value(store(desk), query))[:12]


@pytest.mark.parametrize("taken", ["capbac.db", "capbac.key", "note.txt", ".hidden"])
def test_nothing_is_restored_over_anything(whole: Desk, tmp_path: Path, taken: str) -> None:
    desk = copied(whole, tmp_path)
    into = desk.folder / "busy"
    into.mkdir()
    (into / taken).write_text("mine")
    outcome = desk.run("restore", file_of(desk), "--into", into)
    assert outcome.code == 1
    assert "[restore_not_empty]" in outcome.err
    assert {p.name: p.read_text() for p in into.iterdir()} == {taken: "mine"}
    assert desk.run("restore", file_of(desk)).code == 2
    database = f"sqlite:///{store(desk)}"
    outcome = desk.run("--database", database, "restore", file_of(desk), "--into", tmp_path / "n")
    assert "[restore_not_empty]" in outcome.err
    assert not (tmp_path / "n").exists()


Rewrite = Callable[[list[tuple[tarfile.TarInfo, bytes]]], list[tuple[tarfile.TarInfo, bytes]]]


def rewritten(path: Path, target: Path, change: Rewrite) -> Path:
    """A backup with other parts, as somebody with a tar program makes it."""
    with tarfile.open(path) as archive:
        parts = [(one, archive.extractfile(one).read()) for one in archive]  # type: ignore[union-attr]  # all are files
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as archive:
        for info, data in change(parts):
            info.size = 0 if info.issym() or info.isdir() else len(data)
            archive.addfile(info, io.BytesIO(data))
    return target


def extra(name: str, kind: bytes = tarfile.REGTYPE) -> Rewrite:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    return lambda parts: [*parts, (info, b"x")]


def without(name: str) -> Rewrite:
    return lambda parts: [part for part in parts if not part[0].name.startswith(name)]


def edited(name: str, data: bytes) -> Rewrite:
    return lambda parts: [(i, data if i.name == name else d) for i, d in parts]


def told(**more: object) -> Rewrite:
    """The manifest with other members."""

    def change(
        parts: list[tuple[tarfile.TarInfo, bytes]],
    ) -> list[tuple[tarfile.TarInfo, bytes]]:
        manifest = {**json.loads(parts[0][1]), **more}
        return [(parts[0][0], json.dumps(manifest).encode()), *parts[1:]]

    return change


HOSTILE: Mapping[str, tuple[Rewrite, str]] = {
    "a name that climbs": (extra("../outside"), "part_unknown"),
    "a climbing attachment": (extra("attachments/../../outside"), "part_unknown"),
    "an absolute name": (extra("/tmp/outside"), "part_unknown"),
    "a link": (extra("attachments/aa", tarfile.SYMTYPE), "part_unknown"),
    "a link called like a part": (extra("capbac.db-wal", tarfile.SYMTYPE), "part_unknown"),
    "a folder": (extra("attachments", tarfile.DIRTYPE), "part_unknown"),
    "a part twice": (lambda parts: [*parts, parts[1]], "part_unknown"),
    "an unlisted attachment": (extra(f"attachments/ab/ab{'0' * 62}"), "part_unknown"),
    "another key": (edited(KEY, b"QUJD"), "part_changed"),
    "another store": (edited(STORE, b"SQLite format 3\x00"), "part_changed"),
    "no store": (without(STORE), "part_missing"),
    "no key": (without(KEY), "part_missing"),
    "no attachments": (without("attachments"), "part_missing"),
    "no manifest": (without(MANIFEST), "backup_unreadable"),
    "a manifest that is none": (edited(MANIFEST, b"[1]"), "backup_unreadable"),
    "a manifest last": (lambda parts: [*parts[1:], parts[0]], "backup_unreadable"),
    "other counts": (told(tables={"act": 1}), "backup_uneven"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_backup_that_was_tampered_with_is_refused_and_nothing_is_written(
    whole: Desk, tmp_path: Path, what: str
) -> None:
    change, code = HOSTILE[what]
    path = rewritten(file_of(whole), tmp_path / "bad.tar", change)
    for there in (False, True):
        into = tmp_path / "into"
        if there:
            into.mkdir()
        outcome = whole.run("restore", path, "--into", into)
        assert outcome.code == 1
        assert f"[{code}]" in outcome.err
        assert "[internal]" not in outcome.err
        assert (list(into.iterdir()) if there else into.exists()) == ([] if there else False)
        assert {p.name for p in tmp_path.iterdir()} == {"bad.tar"} | ({"into"} if there else set())


def test_a_store_with_strange_things_in_it_is_refused(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    snapshot = tmp_path / "s.db"
    snapshot.write_bytes(_member(file_of(desk), STORE))
    with sqlite3.connect(snapshot) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON act BEGIN SELECT 1; END")
        connection.execute("CREATE TABLE stranger (id)")
    connection.close()
    assert copying.looked_into(snapshot)["strangers"] == ["stranger", "t"]


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.9, 0.999])
def test_a_backup_that_was_cut_off_is_refused(whole: Desk, tmp_path: Path, share: float) -> None:
    data = file_of(whole).read_bytes()
    path = tmp_path / "cut.tar"
    path.write_bytes(data[: int(len(data.rstrip(b"\0")) * share)])
    outcome = whole.run("restore", path, "--into", tmp_path / "into")
    assert (outcome.code, (tmp_path / "into").exists()) == (1, False)
    assert "[backup_faults]" in outcome.err
    assert "[file_missing]" in whole.run("restore", tmp_path / "no.tar", "--into", tmp_path).err


def test_a_restore_that_fails_half_way_leaves_nothing(
    whole: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_snapshot: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "_placed", full)
    target = Work(f"sqlite:///{tmp_path / 'into' / STORE}", str(tmp_path / "into"))
    with pytest.raises(OSError, match="No space"):
        restore(file_of(whole), target, whole_folder=True, progress=quiet)
    assert not (tmp_path / "into").exists()


def of_schema(folder: Path, version: str) -> Path:
    """A backup of a store as an earlier Capbac left it, with two acts in it."""
    snapshot, path = folder / STORE, folder / "old.tar"
    engine, config = open_engine(copying.url_of(snapshot)), Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        for day in (1, 2):
            connection.execute(
                text(
                    "INSERT INTO act (at, actor, verb, subject, details) "
                    f"VALUES ('2026-01-0{day} 00:00:00.000000', 'Lan', 'collect', '', '{{}}')"
                )
            )
    engine.dispose()
    copying.settle(snapshot)
    (folder / KEY).write_bytes(b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=")
    parts = {name: measured_at(folder / name) for name in (STORE, KEY)}
    manifest = {
        "capbac": KIND,
        "schema": version,
        "made_at": "2026-01-03T00:00:00+00:00",
        "tables": {"act": 2},
        "journal": {"number": 0, "hash": ""},
        "missing": [],
        "parts": {name: {"sha256": p.sha256, "size": p.size} for name, p in parts.items()},
    }
    with tarfile.open(path, "w") as archive:
        put_bytes(archive, MANIFEST, json.dumps(manifest).encode())
        for name, part in parts.items():
            put_file(archive, name, folder / name, part)
    return path


def test_a_backup_of_an_earlier_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    desk = brought(Desk(tmp_path), of_schema(tmp_path, "0003"))
    assert vault.value(store(desk), "SELECT version_num FROM alembic_version") == HEAD
    assert vault.rows(store(desk), "SELECT number, actor FROM act") == [(1, "Lan"), (2, "Lan")]


def test_a_backup_of_a_later_schema_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = of_schema(tmp_path, "0003")
    with sqlite3.connect(tmp_path / STORE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    part = measured_at(tmp_path / STORE)
    parts = json.loads(_member(path, MANIFEST))["parts"]
    parts[STORE] = {"sha256": part.sha256, "size": part.size}
    later = rewritten(path, tmp_path / "1.tar", told(parts=parts))
    later = rewritten(later, tmp_path / "2.tar", edited(STORE, (tmp_path / STORE).read_bytes()))
    outcome = Desk(tmp_path).run("restore", later, "--into", tmp_path / "into")
    assert outcome.code == 1
    assert "[schema_unknown]" in outcome.err
    assert not (tmp_path / "into").exists()


def _member(path: Path, name: str) -> bytes:
    with tarfile.open(path) as archive:
        file = archive.extractfile(name)
        assert file is not None
        return file.read()


def test_a_run_that_died_leaves_no_half_behind_for_good(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    dead = desk.folder / ".capbac-4000000-abc.half"
    living = desk.folder / f".capbac-{os.getpid()}-abc.half"
    for folder in (dead, living):
        folder.mkdir()
        (folder / STORE).write_bytes(b"half")
    desk.done("backup", desk.folder / "c.tar")
    assert (dead.exists(), living.exists()) == (False, True)


class Sender(Thread):
    """Somebody who goes on sending; keeps every receipt that was given."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.stop = desk, Event()
        self.given: list[tuple[str, int, str]] = []
        self.broken: list[BaseException] = []

    def run(self) -> None:
        count = 0
        try:
            while not self.stop.is_set():
                count += 1
                units = [f"W{district}{place}" for district in (11, 12, 21) for place in (1, 2)]
                done = send(self.desk, *[sent(unit, count, count + 500) for unit in units])
                self.given += [(r.unit, r.revision, r.sha256) for r in done.receipts]
        except BaseException as error:  # noqa: BLE001  told to the test, which waits for this thread
            self.broken.append(error)


@pytest.mark.both
def test_a_backup_taken_while_units_send_holds_every_receipt_given_before(
    whole: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path)
    sender = Sender(desk)
    sender.start()
    taken = []
    try:
        for number in range(4):
            reached = len(sender.given)
            while len(sender.given) < reached + 6 and sender.is_alive():
                time.sleep(0.005)
            before = list(sender.given)
            path = desk.folder / f"n{number}.tar"
            backup(work(desk), path, NOW, quiet)
            taken.append((path, before))
    finally:
        sender.stop.set()
        sender.join()
    assert not sender.broken
    for number, (path, before) in enumerate(taken):
        back = brought(desk, path, f"back{number}")
        query = (
            "SELECT u.code, s.revision, s.digest FROM submission s "
            "JOIN assignment a ON a.id = s.assignment_id JOIN unit u ON u.id = a.unit_id"
        )
        assert set(before) <= set(vault.rows(store(back), query))
        assert len(before) >= 6 * (number + 1)


@pytest.mark.both
def test_figures_and_workbooks_of_a_restored_store_are_those_of_that_moment(
    whole: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path)
    desk.done("rollup", "2025")
    backup(work(desk), desk.folder / "c.tar", NOW, quiet)
    figures = desk.done("export", "2025").out
    rolled = vault.rows(store(desk), "SELECT * FROM rollup_row")
    book = write_books(desk)["P1"].read_bytes()
    send(desk, sent("W111", 9, 99))
    back = brought(desk, desk.folder / "c.tar")
    back.done("rollup", "2025")
    assert vault.rows(store(back), "SELECT * FROM rollup_row") == rolled
    assert back.done("export", "2025").out == figures
    assert write_books(back)["P1"].read_bytes() == book


@pytest.mark.slow
def test_a_backup_that_is_killed_leaves_nothing_under_its_name(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = 0
    for number in range(12):
        path = desk.folder / f"k{number}.tar"
        words = ["--workspace", str(desk.workspace), "backup", str(path)]
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), *words],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 30
        # Killed at one step after another of the work, from its first file to its last.
        while process.poll() is None and time.monotonic() < deadline:
            halves = list(desk.folder.glob(".capbac-*.half"))
            if halves:
                time.sleep(0.004 * number)
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        if path.exists():
            looked_through(path)
        else:
            killed += 1
    assert killed > 0
    desk.done("backup", desk.folder / "last.tar")
    assert not list(desk.folder.glob(".capbac-*.half"))
    desk.done("verify")


KILLED = """
import os, signal, sys
from pathlib import Path
from engine import restore
from engine.work import Work
step = sys.argv[1]
if step == "unpacked":
    restore._brought_in = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
elif step == "placing":
    restore._placed = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
elif step == "named":
    restore.named = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
else:
    restore.verify = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
into = sys.argv[3]
work = Work(f"sqlite:///{into}/capbac.db", into)
restore.restore(Path(sys.argv[2]), work, whole_folder=True, progress=lambda *_: None)
"""


@pytest.mark.parametrize("step", ["unpacked", "placing", "named", "placed"])
def test_a_restore_that_is_killed_leaves_no_half_store_and_can_be_run_again(
    whole: Desk, tmp_path: Path, step: str
) -> None:
    into = tmp_path / "into"
    words = [sys.executable, "-c", KILLED, step, str(file_of(whole)), str(into)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(words, env=environment, check=False).returncode == -signal.SIGKILL
    assert (into / STORE).exists() is (step == "placed")
    outcome = whole.run("restore", file_of(whole), "--into", into)
    if step == "placed":
        assert "[restore_not_empty]" in outcome.err
    else:
        assert outcome.code == 0, outcome.err
    names = {path.name for path in into.iterdir()}
    assert names - {"capbac.db-wal", "capbac.db-shm"} == {STORE, KEY, "attachments"}
    assert vault.dump(into / STORE) == vault.dump(store(whole))


def test_problems_of_a_backup_carry_their_faults(tmp_path: Path) -> None:
    path = tmp_path / "x.tar"
    path.write_bytes(b"not a tar at all" * 100)
    with pytest.raises(Problem) as raised:
        looked_through(path)
    assert [fault.code for fault in raised.value.faults] == ["backup_unreadable"]
