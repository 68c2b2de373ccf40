"""Collecting from an address: what lies there, by the names it has there, and nothing beside it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from errors import Problem
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import store

INBOX = "memory://inbox/2025"
LINES = "".join(f"{json.dumps(sent(unit, 1, 2))}\n" for unit in ("W121", "W122"))


@pytest.fixture(autouse=True)
def shelf() -> Iterator[MemoryFileSystem]:
    system = MemoryFileSystem()
    MemoryFileSystem.store.clear()
    system.pipe_file("/inbox/2025/north/w111.json", json.dumps(sent("W111", 1, 2)).encode())
    system.pipe_file("/inbox/2025/w121.jsonl", LINES.encode())
    system.pipe_file("/inbox/2025/w211.json", json.dumps(sent("W211", 9, 2)).encode())
    yield system
    MemoryFileSystem.store.clear()


def sources(desk: Desk) -> list[str]:
    return [str(one) for (one,) in vault.rows(store(desk), "SELECT source FROM submission")]


def test_a_folder_at_an_address_is_collected_by_the_names_it_has_there(
    tmp_path: Path, shelf: MemoryFileSystem
) -> None:
    desk = opened(tmp_path)
    done = desk.run("--json", "collect", INBOX)
    told = done.data()
    assert (told["accepted"], len(told["refused"]), done.code) == (3, 1, 1)
    assert told["refused"][0]["where"] == f"{INBOX}/w211.json"
    assert f"{INBOX}/north/w111.json" in sources(desk)
    assert all(one.startswith(INBOX) for one in sources(desk))
    again = desk.run("--json", "collect", INBOX).data()
    assert (again["accepted"], again["repeated"]) == (0, 3)


def test_one_file_at_an_address_is_collected(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    assert desk.done("--json", "collect", f"{INBOX}/w121.jsonl").data()["accepted"] == 2
    assert all(one.startswith(f"{INBOX}/w121.jsonl") for one in sources(desk)), sources(desk)


def test_an_address_with_nothing_is_no_empty_inbox(tmp_path: Path) -> None:
    refused = opened(tmp_path).run("collect", "memory://elsewhere")
    assert (refused.code, "[file_missing]" in refused.err) == (2, True)


def test_a_name_that_leads_out_of_its_folder_is_refused(
    tmp_path: Path, shelf: MemoryFileSystem
) -> None:
    shelf.store["/inbox/2025/../../../escaped.json"] = shelf.store["/inbox/2025/w211.json"]
    refused = opened(tmp_path).run("collect", INBOX)
    assert (refused.code, "[address_unfit]" in refused.err) == (1, True), refused.err
    assert Problem("address_unfit").code in refused.err
    assert not list(tmp_path.rglob("escaped.json"))
