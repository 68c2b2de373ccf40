"""Clocks that jump: an hour back, a year on and back. Order is by number, never by a clock."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import messages
from engine import live, outgoing
from engine.remind import Order, remind
from engine.throttling import ACCOUNT
from engine.verify import verify
from flows import sending
from store.outbox import Letter
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import NOW, quiet, roll_up, send, store, work, write_books
from tests.reception import PASSWORD, Reception

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
JUMPS = (NOW, NOW - HOUR, NOW + YEAR, NOW + timedelta(minutes=1), NOW - YEAR)
"""A clock as a machine shows it whose battery is gone."""
WORDS = messages.words("en", "reminders")
EVERYONE = {"*": ("test:all",)}


@pytest.mark.both
def test_what_is_sent_and_rolled_up_meanwhile_stands_in_the_order_it_came(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    for number, now in enumerate(JUMPS, 1):
        done = send(desk, sent("W111", number, 50 + number), sent("W211", 1, number), now=now)
        assert [one.revision for one in done.receipts] == [number, min(number, len(JUMPS))]
        roll_up(desk, now=JUMPS[-number])
        assert live.behind(work(desk)) == ()
        figures = desk.figures("2025")
        assert figures["D11", "leaders.total"]["value"] == str(50 + number)
        assert figures["N", "leaders.total"]["value"] == str(50 + 2 * number)
        assert {"N", "P1", "D11", "D21"} <= set(write_books(desk, f"out{number}"))
    assert verify(work(desk), quiet).faults == ()
    numbers = vault.rows(store(desk), "SELECT number FROM act ORDER BY id")
    assert numbers == [(number,) for number in range(1, len(numbers) + 1)]


@pytest.mark.both
def test_who_approves_before_it_was_sent_has_approved_what_was_sent(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    send(desk, sent("W111", 1, 9), now=NOW + YEAR)
    desk.done("--as", "Mai", "review", "approve", "W111", "ward-report", "2025", "--of", "D11")
    desk.done("rollup", "2025", "--final")
    assert desk.figures("2025", "--final")["D11", "leaders.total"]["value"] == "9"
    send(desk, sent("W111", 2, 9), now=NOW - HOUR)
    assert verify(work(desk), quiet).faults == ()
    state = vault.value(
        store(desk), "SELECT state FROM assignment JOIN unit ON unit.id = unit_id WHERE code='W111'"
    )
    assert state == "submitted", "what was approved was something else"


def outbox_of(desk: Desk) -> dict[str, str]:
    query = "SELECT unit.code, state FROM outbox JOIN unit ON unit.id = unit_id"
    return dict(vault.rows(store(desk), query))


def test_a_message_put_off_by_a_clock_a_year_ahead_goes_out_when_it_is_right_again(
    tmp_path: Path,
) -> None:
    desk = opened(tmp_path)
    at = work(desk)
    day = NOW + timedelta(days=5)
    remind(at, day + YEAR, WORDS, Order(), date(2025, 12, 6))
    laid = outbox_of(desk)
    assert set(laid.values()) == {"pending"}

    def refusing(_address: str, _one: Letter) -> str | None:
        return "not today"

    sending.drain(at, EVERYONE, lambda: day + YEAR, refusing)
    assert set(outbox_of(desk).values()) == {"pending"}
    given: list[str] = []

    def taking(_address: str, one: Letter) -> str | None:
        given.append(one.unit)
        return None

    sending.drain(at, EVERYONE, lambda: day, taking)
    assert (sorted(given), set(outbox_of(desk).values())) == (sorted(laid), {"sent"})


def test_a_message_on_its_way_when_the_clock_goes_back_is_not_taken_from_who_sends_it(
    tmp_path: Path,
) -> None:
    desk = opened(tmp_path)
    at, day = work(desk), NOW + timedelta(days=5)
    remind(at, day, WORDS, Order(), date(2025, 12, 6))
    (first, *_) = outgoing.ready(at, day)
    mine = outgoing.claim(at, first, day)
    assert mine is not None
    minutes = timedelta(minutes=20)
    assert first.id not in {one.id for one in outgoing.ready(at, day - minutes)}
    assert outgoing.settle(at, mine, day - minutes, None) == "sent"


def test_who_signs_in_is_neither_shut_out_nor_let_in_for_a_year(tmp_path: Path) -> None:
    reception = Reception(opened(tmp_path))
    browser = reception.signed_in("lan", "W111", "clerk")
    reception.clock.forward(hours=-1)
    assert "/sign-in" not in str(browser.get("/").url), "an hour back ends nothing"
    reception.clock.forward(hours=1, days=365)
    assert "/sign-in" in str(browser.get("/").url)
    late = reception.browser()
    assert reception.sign_in(late, "lan").status_code == 200
    hasty = reception.browser()
    for _ in range(ACCOUNT.free):
        assert reception.sign_in(hasty, "lan", "sai rồi sai rồi").status_code == 401
    assert reception.sign_in(hasty, "lan").status_code == 429
    reception.clock.forward(days=-365)
    assert reception.sign_in(hasty, "lan", PASSWORD).status_code == 200
    assert "/sign-in" in str(late.get("/").url), "a session of that clock is none of this one"
