"""A server that is killed while many send: what was acknowledged is there, once, and counted."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import httpx2
import pytest

from engine import api_tokens, live
from engine.permits import Holder
from engine.verify import verify
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import store, work
from tests.reception import Reception
from tests.served import served

pytestmark = [pytest.mark.slow, pytest.mark.both]
WARDS = ("W111", "W112", "W113", "W121", "W122")
ROUNDS = 3


def test_whatever_was_acknowledged_before_the_end_is_there_once(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    reception = Reception(desk)
    at, now = work(desk), datetime.now(UTC)
    tokens = {}
    for ward in WARDS:
        number = reception.account(ward.lower(), ward, "clerk")
        holder = Holder(login=ward.lower(), account_id=number)
        tokens[ward] = api_tokens.make(at, holder, "máy", ["write"], 2, now)
    acknowledged: list[tuple[str, str]] = []
    for number in range(ROUNDS):
        over = Event()

        def clerk(ward: str, address: str, start: int, over: Event) -> None:
            """Sends one correction after the other until the server is no more."""
            head = {"Authorization": f"Bearer {tokens[ward]}"}
            with httpx2.Client(base_url=address, headers=head, timeout=30) as client:
                total = start
                while not over.is_set():
                    total += 1
                    body = sent(ward, 1, total)
                    key = {"Idempotency-Key": f"{ward}-{total}"}
                    try:
                        answer = client.post("/api/v1/submissions", json=body, headers=key)
                    except httpx2.HTTPError:
                        return
                    assert answer.status_code in {200, 201}, answer.text
                    acknowledged.append((ward, answer.json()["digest"]))

        with served(desk) as server, ThreadPoolExecutor(len(WARDS)) as pool:
            before = len(acknowledged)
            start = 1000 * (number + 1)
            done = [pool.submit(clerk, ward, server.address, start, over) for ward in WARDS]
            while len(acknowledged) < before + 10:
                time.sleep(0.02)
            server.process.kill()  # SIGKILL: nothing is said, nothing is put away
            server.process.wait()
            over.set()
            for one in done:
                one.result()
    rows = vault.rows(
        store(desk),
        "SELECT unit.code, digest FROM submission "
        "JOIN assignment ON assignment.id = assignment_id JOIN unit ON unit.id = unit_id",
    )
    assert len(acknowledged) >= 10 * ROUNDS
    assert len(set(rows)) == len(rows)
    assert set(acknowledged) <= set(rows)
    assert verify(at, lambda *_: None).faults == ()
    # The next start finishes what was not rolled up, and sending goes on.
    with served(desk) as server:
        head = {"Authorization": f"Bearer {tokens['W111']}"}
        body = sent("W111", 1, 9_999)
        answer = httpx2.post(f"{server.address}/api/v1/submissions", json=body, headers=head)
        assert answer.status_code == 201
        for _ in range(200):
            if not live.behind(at):
                break
            time.sleep(0.1)
        assert live.behind(at) == ()
    assert desk.figures("2025")["N", "leaders.total"]["value"] == str(summed(desk))


def summed(desk: Desk) -> int:
    """The leaders of all the newest revisions, as they stand in the store."""
    last = {
        code: json.loads(payload)["values"]["leaders.total"]
        for code, payload in vault.rows(
            store(desk),
            "SELECT unit.code, payload FROM assignment JOIN unit ON unit.id = unit_id "
            "JOIN submission ON submission.id = latest_id",
        )
    }
    return sum(int(value) for value in last.values())
