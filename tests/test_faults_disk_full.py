"""A disk that takes no more: said in words, nothing half done, all of it once there is room."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest
from sqlalchemy import text

from errors import Problem
from tests.desk import Desk, made, sent
from tests.narrow import NarrowDesk, narrow
from tests.office import work

pytestmark = pytest.mark.slow
UNITS = ("W111", "W112", "W113", "W121", "W122", "W211", "W212", "D22")
ROOMS = (0, 48 << 10, 800 << 10)
"""Bytes on the disk with which each command is tried before it has enough."""
LIMITS = (8 << 10, 300 << 10)
"""Bytes of the largest file there may be, where that is what runs out."""


def commands(desk: Desk) -> dict[str, tuple[object, ...]]:
    books, inbox = desk.workspace / "books", desk.folder / "inbox"
    return {
        "collect": ("collect", inbox),
        "rollup": ("rollup", "2025"),
        "report": ("report", "2025", "--out", books),
        "backup": ("backup", desk.workspace / "kept" / "b.tar"),
        "year": ("year", "N-2025-1", "--inbox", inbox, "--out", books),
    }


def filled(desk: NarrowDesk) -> NarrowDesk:
    """A desk whose wards have put their files into the inbox."""
    made(desk)
    for number, unit in enumerate(UNITS):
        document = {**sent(unit, number, number + 5, committee=True), "key": f"once {unit}"}
        desk.write_json(f"inbox/{unit}.json", document)
    return desk


@pytest.fixture(params=["disk", "files"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NarrowDesk]:
    """A desk on a disk that can be made small, or whose files may not grow."""
    with narrow(tmp_path, disk=request.param == "disk") as found:
        yield filled(found)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What stands after each command of a period that nothing came in the way of."""
    found = {}
    with narrow(tmp_path_factory.mktemp("whole"), disk=False) as desk:
        filled(desk)
        for name in ("collect", "rollup", "report", "backup"):
            desk.done(*commands(desk)[name])
            found[name] = desk.state()
    return {**found, "year": found["report"]}


def tried(desk: NarrowDesk, name: str, whole: Mapping[str, Any]) -> None:
    """A command on a disk that takes no more, and a little, and then all of it."""
    words = commands(desk)[name]
    for number, size in enumerate(ROOMS if desk.on_disk else LIMITS):
        before = desk.state()
        desk.room(size)
        outcome = desk.run(*words)
        desk.room(None)
        desk.done("verify")
        if outcome.code == 0 and number:
            break  # it did not need more
        assert (outcome.code, outcome.out) == (1, ""), outcome
        assert outcome.err.count("[disk_full]") == 2, outcome.err
        assert "Traceback" not in outcome.err
        after = desk.state()
        assert all(set(old) <= set(new) for old, new in zip(before[:3], after[:3], strict=True))
        books = whole["report"][4]
        assert after[4].items() <= books.items(), "whole, under its name, or not there"
        assert desk.names("kept") == []
    else:
        desk.done(*words)
    assert desk.state() == whole[name]


def test_every_command_stops_in_words_and_does_it_all_once_there_is_room(
    desk: NarrowDesk, whole: Mapping[str, Any]
) -> None:
    for name in ("collect", "rollup", "report", "backup"):
        tried(desk, name, whole)
    assert desk.names("kept") == ["b.tar"]
    desk.done("restore", desk.workspace / "kept" / "b.tar", "--into", desk.workspace / "back")


def test_a_year_stops_in_words_and_is_finished_once_there_is_room(
    desk: NarrowDesk, whole: Mapping[str, Any]
) -> None:
    tried(desk, "year", whole)


def test_what_is_sent_to_a_full_disk_is_not_acknowledged_and_is_taken_once_there_is_room(
    desk: NarrowDesk,
) -> None:
    head = {"Authorization": f"Bearer {desk.token('W111')}"}
    desk.room(0 if desk.on_disk else 40 << 10)
    with httpx2.Client(base_url=desk.serve(), headers=head, timeout=60) as client:
        for number in range(3):
            body, key = sent("W111", number, 50), {"Idempotency-Key": f"key-{number}"}
            answer = client.post("/api/v1/submissions", json=body, headers=key)
            assert answer.status_code == 507, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["code"] == "disk_full"
            assert answer.json()["detail"] != answer.json()["detail_en"]
            assert answer.headers["retry-after"]
        assert desk.state()[2] == []
        desk.room(None)
        if desk.on_disk:  # a limit is a process's own, for its life
            answer = client.post("/api/v1/submissions", json=body, headers=key)
            assert answer.status_code == 201
            while desk.run("export", "2025").code:  # the server takes it in by itself
                time.sleep(0.1)
            assert desk.figures("2025")["N", "leaders.total"]["value"] == "50"
    assert "Traceback" not in desk.stop()
    desk.done("verify")


def test_a_server_whose_disk_is_full_is_told_from_one_that_is_gone(
    postgres_server: str, tmp_path: Path
) -> None:
    from tests import postgres
    from tests.far import FarDesk

    desk = made(FarDesk(tmp_path, postgres.database(postgres_server, "full")))
    with pytest.raises(Problem) as raised, work(desk).store().writing() as connection:
        connection.execute(text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$"))
    assert raised.value.code == "disk_full"
    assert isinstance(raised.value.__cause__.orig, psycopg.errors.DiskFull)  # type: ignore[union-attr]  # raised from what the driver said
    work(desk).store().close()
