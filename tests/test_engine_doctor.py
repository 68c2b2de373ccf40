"""What doctor finds: each thing wrong is named, with what to do, and nothing is changed."""

import errno
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import messages
from engine import workspace
from engine.checkup import place, programs, stored, zones
from engine.checkup.finding import Finding
from engine.doctor import doctor, worst
from engine.work import Work
from store.condition import HEAD, Condition
from tests import house

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
nas:/kho /srv/kho nfs4 rw 0 0
tmpfs /srv/kho/nho\040tam tmpfs rw 0 0
"""


def _codes(found: tuple[Finding, ...] | list[Finding]) -> dict[str, str]:
    return {one.code: one.state for one in found}


def test_a_sound_workspace_has_nothing_bad(tmp_path: Path) -> None:
    work = Work(f"sqlite:///{tmp_path / 'capbac.db'}", str(tmp_path))
    workspace.make(work, "vn")
    before = sorted(path.name for path in tmp_path.iterdir())
    found = doctor(work, "+07:00", NOW + timedelta(days=400))
    assert not [one for one in found if one.state == "bad"]
    assert _codes(found)["schema_ours"] == "good"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_place_without_a_store_is_told_to_make_one(tmp_path: Path) -> None:
    work = Work(f"sqlite:///{tmp_path / 'capbac.db'}", str(tmp_path))
    found = doctor(work, "+07:00", NOW)
    assert _codes(found)["schema_none"] == "bad"
    assert worst(found) == "bad"
    assert not (tmp_path / "capbac.db").exists()


def test_a_database_that_is_gone_is_a_finding(tmp_path: Path) -> None:
    work = Work("postgresql+psycopg://nobody@127.0.0.1:1/none", str(tmp_path))
    assert _codes(doctor(work, "+07:00", NOW))["database_closed"] == "bad"


def test_a_file_that_is_no_store_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "capbac.db").write_text("no database at all, " * 99)
    work = Work(f"sqlite:///{tmp_path / 'capbac.db'}", str(tmp_path))
    assert _codes(doctor(work, "+07:00", NOW))["database_closed"] == "bad"


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ((3, 34, 1), "sqlite_old"),
        ((3, 40, 1), "sqlite_wal_bug"),
        ((3, 51, 2), "sqlite_wal_bug"),
        ((3, 51, 3), "sqlite_sound"),
        ((3, 52, 0), "sqlite_sound"),
    ],
)
def test_the_sqlite_with_the_fault_is_known(version: tuple[int, ...], code: str) -> None:
    assert programs.sqlite(version).code == code


def test_a_name_of_ours_that_another_package_has_is_named() -> None:
    owners: Mapping[str, list[str]] = {"flows": ["capbac", "Rivers"], "store": ["capbac"]}
    (found,) = programs.names(lambda: owners)
    assert (found.code, found.details) == ("name_owned", {"name": "flows", "owner": "Rivers"})


def test_a_folder_that_comes_before_ours_is_named(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "__init__.py").touch()
    (found,) = programs.names(dict, [str(tmp_path)])
    assert found.code == "name_shadowed"
    assert str(found.details["path"]).startswith(str(tmp_path.resolve()))


def test_our_names_are_those_of_the_wheel() -> None:
    assert set(programs.OURS) == set(house.parts())


@pytest.mark.parametrize(
    ("path", "code", "state"),
    [
        ("/home", "file_system_sound", "good"),
        ("/srv/kho/2026", "file_system_network", "bad"),
        ("/srv/kho/nho tam/a", "file_system_passing", "bad"),
    ],
)
def test_a_store_on_a_network_or_in_memory_is_bad(
    tmp_path: Path, path: str, code: str, state: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    found = place.file_system(Path(path), store=True, mounts=mounts)
    assert (found.code, found.state) == (code, state)


def test_files_beside_a_server_may_lie_on_a_network(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert place.file_system(Path("/srv/kho"), store=False, mounts=mounts).state == "good"
    unread = place.file_system(Path("/srv/kho"), store=False, mounts=tmp_path / "none")
    assert unread.code == "file_system_unknown"


def test_a_folder_nobody_may_write_to_is_told(tmp_path: Path) -> None:
    found = place.folder(tmp_path / "gone")
    assert (found.code, found.details["reason"]) == ("folder_closed", os.strerror(errno.ENOENT))


def test_little_room_is_told_by_the_store_that_needs_it(tmp_path: Path) -> None:
    assert place.room(tmp_path, 2**60).code == "disk_little"
    assert place.room(tmp_path / "gone", 0).code == "folder_closed"


def test_a_clock_put_back_or_apart_is_told() -> None:
    kept = Condition("postgresql", "15", HEAD, NOW + timedelta(hours=1), NOW - timedelta(minutes=2))
    assert _codes(stored.clock(NOW, kept)) == {"clock_back": "bad", "clock_apart": "doubtful"}
    assert _codes(stored.clock(datetime(1970, 1, 1, tzinfo=UTC))) == {"clock_before": "bad"}


def test_schemas_before_and_after_ours_are_told() -> None:
    assert stored.schema("0001").code == "schema_behind_us"
    assert stored.schema("9999").code == "schema_ahead"


def test_a_server_that_cannot_hold_the_letters_or_the_connections_is_told() -> None:
    latin = Condition("postgresql", "15", HEAD, encoding="LATIN1", connections=100)
    few = Condition("postgresql", "15", HEAD, connections=20)
    assert [one.code for one in stored.limits(latin)] == ["database_encoding"]
    assert [one.code for one in stored.limits(few)] == ["database_connections"]


def test_a_zone_that_is_not_there_is_told() -> None:
    assert zones.zone("+07:00", NOW, "Asia/Nowhere").code == "zone_unknown"
    assert zones.zone("+07:00", NOW).state == "good"


def test_fonts_are_asked_of_fontconfig(tmp_path: Path) -> None:
    said = tmp_path / "fc-match"
    said.write_text("#!/bin/sh\nprintf 'DejaVu Sans'\n")
    said.chmod(0o755)
    assert programs.fonts(str(said)).code == "fonts_missing"
    assert programs.fonts(None).code == "fonts_unknown"


def test_every_finding_has_its_sentence_and_what_to_do() -> None:
    words = messages.words("vi", "commands")
    said = {key for key in words if key.startswith("doctor_") and not key.startswith("doctor_all")}
    found = set(_findings())
    assert {f"doctor_{code}" for code, _ in found} | {
        f"doctor_{code}_do" for code, state in found if state != "good"
    } == said


def _findings() -> list[tuple[str, str]]:
    """Code and state of every finding that the sources can make."""
    import ast

    made = []
    for path in (*house.sources("engine"), *house.sources("flows")):
        for node in ast.walk(house.parse(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            names = (
                [node.func.id]
                if isinstance(node.func, ast.Name)
                else [one.id for one in ast.walk(node.func) if isinstance(one, ast.Name)]
            )
            states = {"good", "bad", "doubtful"} & set(names)
            first = node.args[0]
            if states and isinstance(first, ast.Constant) and isinstance(first.value, str):
                made += [(first.value, state) for state in states]
    return [*made, ("prefect_unreachable", "bad"), ("prefect_refuses", "bad")]


def test_a_workspace_of_another_schema_is_a_finding_not_a_traceback(tmp_path: Path) -> None:
    work = Work(f"sqlite:///{tmp_path / 'capbac.db'}", str(tmp_path))
    workspace.make(work, "vn")
    _set_version(tmp_path / "capbac.db", "9999")
    assert _codes(doctor(work, "+07:00", NOW))["schema_ahead"] == "bad"


def _set_version(path: Path, version: str) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
