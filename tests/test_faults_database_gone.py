"""The database goes in the middle and comes back: what was kept stands, and the rest is done."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import httpx2
import pytest

from commands import context
from engine import live
from engine.verify import verify
from tests import killing, postgres, vault
from tests.both import server
from tests.clock import Standing
from tests.desk import KEPT, Desk, made, sent
from tests.killing import Order
from tests.narrow import state, token
from tests.office import quiet, store, work
from tests.postgres import Failing
from tests.served import served

pytestmark = pytest.mark.slow
WARDS = ("W111", "W112", "W113", "W121", "W122")
FALLS = 2
AWAY = 0.7
"""Seconds."""


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Failing]:
    """A server that every desk of this module has its store on."""
    with postgres.failing(tmp_path_factory.mktemp("postgres")) as found:
        server.address = found.address
        yield found
        for where in list(server.names):
            server.forget(where)
        server.address = ""
        KEPT.clear()


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done twice says the same."""
    monkeypatch.setattr(context, "datetime", Standing)


@contextmanager
def gone(failing: Failing, after: float) -> Iterator[None]:
    """Away some seconds from now, for a while."""

    def act() -> None:
        time.sleep(after)
        failing.fall()
        time.sleep(AWAY)
        failing.rise()

    thread = Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def filled(folder: Path) -> Desk:
    """A desk whose wards have put their files into the inbox."""
    # Not a copy of a database: the counters of one go back to where it was copied when it falls.
    desk = made(Desk(folder))
    for number, unit in enumerate((*WARDS, "W211", "W212", "D22")):
        document = {**sent(unit, number, number + 5, committee=True), "key": f"once {unit}"}
        desk.write_json(f"inbox/{unit}.json", document)
    return desk


def steps(desk: Desk) -> list[tuple[object, ...]]:
    """The commands of a period, one after the other."""
    books = desk.workspace / "books"
    return [
        ("collect", desk.folder / "inbox"),
        ("rollup", "2025"),
        ("report", "2025", "--out", books),
    ]


def test_a_command_under_which_it_goes_ends_in_words_and_is_done_again(
    failing: Failing, tmp_path: Path
) -> None:
    whole, desk = filled(tmp_path / "whole"), filled(tmp_path / "desk")
    dice = random.Random(7)
    broken = 0
    for undisturbed, words in zip(steps(whole), steps(desk), strict=True):
        began = time.monotonic()
        whole.done(*undisturbed)
        seconds = time.monotonic() - began
        for _ in range(FALLS):
            with gone(failing, dice.uniform(0, seconds)):
                outcome = desk.run(*words)
            assert outcome.code in {0, 1}
            assert ("[database_unreachable]" in outcome.err) is (outcome.code == 1), outcome.err
            assert "[internal]" not in outcome.err
            broken += outcome.code
        desk.done(*words)
        assert state(desk) == state(whole)
    assert broken
    assert verify(work(desk), quiet).faults == ()


def test_a_flow_under_which_it_goes_is_finished_by_the_next(
    failing: Failing, tmp_path: Path
) -> None:
    whole, desk = filled(tmp_path / "whole"), filled(tmp_path / "desk")
    dice = random.Random(8)
    with killing.nest(tmp_path) as nest:
        for flow in ("collect", "year"):
            orders = [
                Order(
                    flow, one.workspace, one.address, one.folder / "inbox", one.workspace / "books"
                )
                for one in (whole, desk)
            ]
            code, seconds = nest.run(orders[0])
            assert code == 0
            for _ in range(FALLS):
                with gone(failing, dice.uniform(0, seconds)):
                    code, _ = nest.run(orders[1])
                assert code in {0, killing.UNREACHABLE}, (tmp_path / "nest.log").read_text()
            assert nest.run(orders[1])[0] == 0
            assert state(desk) == state(whole)


def test_a_server_says_so_meanwhile_and_goes_on_by_itself(failing: Failing, tmp_path: Path) -> None:
    desk = made(Desk(tmp_path))
    tokens = {ward: token(desk, ward) for ward in WARDS}
    acknowledged: list[tuple[str, str]] = []
    refused: list[tuple[int, str, str]] = []
    over = Event()

    def clerk(ward: str, address: str) -> int:
        """Sends one correction after the other, each until it is acknowledged; the last one."""
        head = {"Authorization": f"Bearer {tokens[ward]}"}
        total = 1000
        with httpx2.Client(base_url=address, headers=head, timeout=60) as client:
            while not over.is_set():
                total += 1
                key = {"Idempotency-Key": f"{ward}-{total}"}
                while True:
                    body = sent(ward, 1, total)
                    answer = client.post("/api/v1/submissions", json=body, headers=key)
                    if answer.status_code in {200, 201}:
                        break
                    kind = answer.headers["content-type"]
                    refused.append((answer.status_code, kind, answer.json()["code"]))
                    time.sleep(0.02)
                acknowledged.append((ward, answer.json()["digest"]))
        return total

    def further(by: int) -> None:
        reached = len(acknowledged)
        _until(lambda: len(acknowledged) >= reached + by)

    with served(desk) as portal, ThreadPoolExecutor(len(WARDS)) as pool:
        done = [pool.submit(clerk, ward, portal.address) for ward in WARDS]
        try:
            for _ in range(FALLS):
                further(10)
                failing.fall()
                before = len(refused)
                _until(lambda before=before: len(refused) > before)  # type: ignore[misc]  # a number
                page = httpx2.get(f"{portal.address}/sign-in")
                assert page.status_code < 500 or "[internal]" not in page.text
                failing.rise()
            further(10)
        finally:
            over.set()
            last = [one.result() for one in done]
        _until(lambda: not live.behind(work(desk)))
    assert set(refused) == {(503, "application/problem+json", "database_unreachable")}
    rows = vault.rows(
        store(desk),
        "SELECT unit.code, digest FROM submission "
        "JOIN assignment ON assignment.id = assignment_id JOIN unit ON unit.id = unit_id",
    )
    assert len(set(rows)) == len(rows)
    assert set(rows) == set(acknowledged)
    assert verify(work(desk), quiet).faults == ()
    assert desk.figures("2025")["N", "leaders.total"]["value"] == str(sum(last))


def _until(true: Callable[[], bool]) -> None:
    for _ in range(3000):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it never came")
