"""``watch`` and ``outbox``, and the rounds that ``serve`` makes."""

import time
from pathlib import Path

import pytest

from commands import beside
from engine import runs
from flows import record
from tests import vault
from tests.desk import Desk, opened
from tests.office import store, work

pytestmark = pytest.mark.dead_letters


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def cut_off(desk: Desk) -> int:
    """A run of this machine whose process is gone."""
    place = runs.Place(record.here().host, f"1 1 {record.here().process.split()[2]}")
    return runs.begin(work(desk), "year", {}, place, record.gone, record.clock())


def spool(desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str = "@operator") -> Path:
    book = desk.write_json("addresses.json", {name: f"file://{desk.folder}/spool"})
    monkeypatch.setenv("CAPBAC_REMIND_URLS", str(book))
    return desk.folder / "spool"


def test_where_all_is_well_it_says_so_with_the_numbers(desk: Desk) -> None:
    done = desk.done("watch")
    assert "Không có gì đứng yên." in done.err
    assert "chưa nộp 9" in done.out
    told = desk.done("watch", "--json").data()
    assert (told["found"], told["over"]) == ([], [])
    assert told["numbers"]["assignments"] == {"expected": 9}


def test_trouble_is_told_sent_to_the_operator_once_and_told_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = spool(desk, monkeypatch)
    number = cut_off(desk)
    trial = desk.run("watch", "--dry-run", "--lang", "en")
    assert (trial.code, "cut off" in trial.out, folder.exists()) == (1, True, False)
    for _ in range(2):
        found = desk.run("watch", "--json")
        assert found.code == 1
        assert [one["about"] for one in found.data()["found"]] == [f"run_lost {number}"]
    (path,) = folder.iterdir()
    assert f"số {number}, year" in path.read_text("utf-8")
    assert runs.end(work(desk), number, None, record.clock())
    assert desk.done("watch", "--json").data()["over"] == [f"run_lost {number}"]
    assert len(list(folder.iterdir())) == 2


def test_an_alert_that_nobody_has_an_address_for_is_said_to_lie(desk: Desk) -> None:
    cut_off(desk)
    assert '"@operator"' in desk.run("watch").err
    (one,) = desk.done("outbox", "--json").data()
    assert (one["kind"], one["state"], one["unit"]) == ("alert", "pending", "N")


def test_the_outbox_shows_what_has_not_left_and_why_and_puts_it_back(desk: Desk) -> None:
    desk.done("remind", "--on", "2025-12-06")
    change = "UPDATE outbox SET state = 'dead', error = 'mailto: no such host' WHERE id < 3"
    vault.change(store(desk), change)
    shown = desk.done("outbox")
    assert "Chưa đi 1, đã bỏ 2." in shown.err
    assert shown.out.count("mailto: no such host") == 2
    (one,) = desk.done("outbox", 2, "--json").data()
    assert (one["id"], one["state"], one["error"]) == (2, "dead", "mailto: no such host")
    assert [one["id"] for one in desk.done("outbox", 2, "--retry", "--json").data()] == [2]
    assert [one["id"] for one in desk.done("outbox", "--retry", "--json").data()] == [1]
    assert desk.done("outbox", "--retry", "--json").data() == []
    assert {one["state"] for one in desk.done("outbox", "--json").data()} == {"pending"}
    assert "[message_unknown]" in desk.run("outbox", 99).err


def test_beside_the_portal_rounds_are_made_and_end_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = spool(desk, monkeypatch)
    monkeypatch.setattr(beside, "FIRST", 0.01)
    cut_off(desk)
    with beside.watching(work(desk)):
        for _ in range(2000):
            if folder.exists() and list(folder.glob("*.txt")):
                break
            time.sleep(0.02)
    assert len(list(folder.glob("*.txt"))) == 1


def test_a_round_that_cannot_read_its_addresses_ends_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CAPBAC_REMIND_URLS", str(desk.folder / "nowhere.json"))
    monkeypatch.setattr(beside, "FIRST", 0.0)
    with beside.watching(work(desk)):
        for _ in range(2000):
            if caplog.records:
                break
            time.sleep(0.02)
    assert "file_missing" in caplog.text
