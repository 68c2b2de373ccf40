"""Roll-ups that follow what is sent: in any order, together, and after a machine that went off."""

import random
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from engine import live, rollup
from engine.live import catch_up
from errors import Problem
from store import rollups
from store.changes import Lag
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import NOW, send, store, work
from tests.reception import Reception
from tests.rich_form import EVERYONE, drawn, rich

pytestmark = pytest.mark.both


def drain(desk: Desk) -> int:
    """Take in what is behind; how many roll-ups were brought up to date."""
    refused: list[tuple[Lag, Problem]] = []
    done = catch_up(work(desk), lambda: NOW, lambda lag, problem: refused.append((lag, problem)))
    assert refused == []
    return len(done)


def rows(desk: Desk) -> dict[int, bytes]:
    """Every kept row of the provisional roll-up, by unit."""
    with work(desk).store().reading() as connection:
        found = connection.exec_driver_sql("SELECT id FROM rollup WHERE final = 0").scalar_one()
        return rollups.packed_rows(connection, int(found))


def in_full(desk: Desk) -> dict[int, bytes]:
    """The same, made anew of everything."""
    for table in ("rollup_row", "rollup_input", "rollup"):
        vault.change(store(desk), f"DELETE FROM {table}")
    rollup.run(work(desk), "2025", None, NOW)
    return rows(desk)


def test_what_was_sent_is_taken_in_and_then_nothing_is_left(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    assert live.behind(work(desk)) == ()
    assert drain(desk) == 0
    send(desk, sent("W111", 3, 12))
    assert [one.form for one in live.behind(work(desk))] == ["ward-report@1"]
    assert drain(desk) == 1
    assert live.behind(work(desk)) == ()
    assert drain(desk) == 0
    assert desk.figures("2025")["N", "leaders.women"]["value"] == "3"


def test_a_correction_a_return_and_what_comes_together_are_taken_in(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 3, 12), sent("W121", 1, 4))
    assert drain(desk) == 1
    send(desk, sent("W111", 5, 12))
    send(desk, sent("W112", 2, 6))
    assert drain(desk) == 1, "of several sendings one roll-up"
    assert desk.figures("2025")["N", "leaders.women"]["value"] == "8"


@pytest.mark.parametrize("seed", range(6))
def test_in_any_order_and_any_grouping_it_equals_the_full_roll_up(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    desk = rich(tmp_path)
    units = dice.choices(EVERYONE, k=12)
    for unit in units:
        found = send(desk, drawn(dice, unit))
        assert found.accepted + found.repeated + len(found.refused) == 1
        if dice.random() < 0.4:
            drain(desk)
    drain(desk)
    kept = rows(desk)
    assert kept == in_full(desk)


def test_a_form_that_cannot_be_added_up_does_not_hold_up_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 3, 12))
    told: list[str] = []

    def broken(*_: object, **__: object) -> None:
        raise Problem("figure_too_large", measure="x")

    monkeypatch.setattr(rollup, "run", broken)
    catch_up(work(desk), lambda: NOW, lambda lag, problem: told.append(problem.code))
    assert told == ["figure_too_large"]
    monkeypatch.undo()
    assert drain(desk) == 1


def test_a_running_portal_takes_in_what_its_people_and_the_command_line_send(
    tmp_path: Path,
) -> None:
    reception = Reception(opened(tmp_path))
    send(reception.desk, sent("W111", 3, 12))
    with TestClient(reception.app) as running:
        reach(reception.desk)
        # By a command of another process; nobody wakes the server.
        send(reception.desk, sent("W112", 2, 6))
        reach(reception.desk)
        assert running.get("/healthz").status_code == 200
    assert reception.desk.figures("2025")["N", "leaders.women"]["value"] == "5"
    send(reception.desk, sent("W113", 1, 6))
    assert live.behind(work(reception.desk)), "it has stopped with the server"


def reach(desk: Desk) -> None:
    """Wait until nothing is behind."""
    for _ in range(200):
        if not live.behind(work(desk)):
            return
        time.sleep(0.05)
    pytest.fail("still behind")
