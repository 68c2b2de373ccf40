"""The outbox drained: into a folder and to a local web server, refused, retried, given up."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

import messages
from engine import outgoing
from engine.outgoing import DELAYS, LEASE, Drained
from engine.remind import Order, remind
from engine.work import Work
from errors import Problem
from flows import addresses, sending
from store.outbox import Letter
from tests import postgres, vault
from tests.desk import PLAN, WARD_FORM, Desk, Outcome, opened, roster_csv
from tests.office import store, work

NOW = datetime(2025, 12, 6, 1, tzinfo=UTC)
WORDS = messages.words("en", "reminders")
EVERY = {"*": ("test:all",)}


class Window(BaseHTTPRequestHandler):
    """A web hook on this machine: keeps what it is given, answers as it was told to."""

    taken: ClassVar[list[dict[str, Any]]] = []
    answer = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.answer == 200:
            self.taken.append(json.loads(body))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def hook() -> Iterator[str]:
    Window.taken, Window.answer = [], 200
    server = ThreadingHTTPServer(("127.0.0.1", 0), Window)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://clerk:secret@127.0.0.1:{server.server_address[1]}/hook"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three messages lie in the outbox: for D11, D12 and D21."""
    desk = opened(tmp_path)
    remind(work(desk), NOW, WORDS, Order(), date(2025, 12, 6))
    return desk


def drain(desk: Desk, where: addresses.Addresses, at: datetime = NOW, **more: Any) -> Drained:
    return sending.drain(work(desk), where, lambda: at, **more)


def states(desk: Desk) -> dict[str, str]:
    query = "SELECT unit.code, state FROM outbox JOIN unit ON unit.id = unit_id"
    return dict(vault.rows(store(desk), query))


def refusing(_address: str, _one: Letter) -> str | None:
    return "not today"


def test_a_folder_takes_each_message_as_a_file_once(desk: Desk) -> None:
    where = {"*": (f"file://{desk.folder}/spool",), "D12": (f"file://{desk.folder}/mail?as=eml",)}
    assert drain(desk, where) == Drained(sent=3)
    assert drain(desk, where) == Drained()
    texts = sorted((desk.folder / "spool").iterdir())
    assert [path.name.partition("-")[0] for path in texts] == ["D11", "D21"]
    assert "Ward 1 of Upper (W111)" in texts[0].read_text()
    (mail,) = (desk.folder / "mail").iterdir()
    read = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert read["Message-ID"] == f"<{mail.stem.partition('-')[2]}@capbac.invalid>"
    assert "Ward 1 of Lower (W121)" in read.get_content()


@pytest.mark.parametrize("address", ["file:spool", "file://far/spool", "file:///tmp?as=pdf"])
def test_a_folder_that_is_none_is_refused_in_words(desk: Desk, address: str) -> None:
    assert drain(desk, {"D11": (address,)}) == Drained(failed=1, waiting=2)
    query = "SELECT error FROM outbox WHERE error IS NOT NULL"
    assert "file:///FOLDER" in vault.value(store(desk), query)


def test_a_web_hook_takes_what_it_is_given(desk: Desk, hook: str) -> None:
    assert drain(desk, {"*": (hook,)}) == Drained(sent=3)
    assert len(Window.taken) == 3
    assert any("Ward 1 of Upper (W111)" in one["message"] for one in Window.taken)


def test_a_hook_that_refuses_is_tried_again_later_and_at_last_given_up(
    desk: Desk, hook: str
) -> None:
    where = {"D11": (hook,)}
    Window.answer = 500
    at = NOW
    for delay in DELAYS:
        assert drain(desk, where, at) == Drained(failed=1, waiting=2)
        assert drain(desk, where, at + delay - timedelta(seconds=1)) == Drained(waiting=2)
        at += delay
    assert drain(desk, where, at) == Drained(dead=1, waiting=2)
    assert drain(desk, where, at + timedelta(days=9)) == Drained(waiting=2)
    (lost,) = outgoing.dead(work(desk))
    assert lost.attempts == len(DELAYS) + 1
    assert "500" in (lost.error or "")
    assert "secret" not in (lost.error or "")
    Window.answer = 200
    outgoing.again(work(desk), lost.id, at)
    assert drain(desk, where, at) == Drained(sent=1, waiting=2)


def test_a_hook_that_is_gone_is_tried_again_later(desk: Desk) -> None:
    assert drain(desk, {"D11": ("json://127.0.0.1:9/hook",)}) == Drained(failed=1, waiting=2)


def test_an_address_nobody_understands_is_not_repeated_with_its_password(desk: Desk) -> None:
    assert drain(desk, {"D11": ("strange://clerk:secret@far",)}).failed == 1
    assert b"secret" not in store(desk).read_bytes()


def test_without_an_address_messages_wait_untouched(desk: Desk) -> None:
    before = vault.dump(store(desk))
    assert drain(desk, {}) == Drained(waiting=3)
    assert vault.dump(store(desk)) == before


def test_an_address_that_took_it_is_left_in_peace_while_another_is_tried_again(desk: Desk) -> None:
    given: list[str] = []

    def send(address: str, one: Letter) -> str | None:
        given.append(address)
        return "not today" if address == "test:b" and len(given) < 3 else None

    where = {"D11": ("test:a", "test:b")}
    assert drain(desk, where, send=send).failed == 1
    assert drain(desk, where, NOW + DELAYS[0], send=send).sent == 1
    assert given == ["test:a", "test:b", "test:b"]


@pytest.mark.dead_letters
def test_a_run_that_breaks_off_sends_once_more_and_never_a_third_time(desk: Desk) -> None:
    given: list[str] = []

    def breaking(_address: str, one: Letter) -> str | None:
        given.append(one.unit)
        raise KeyboardInterrupt

    at = NOW
    for _ in range(5):
        try:
            drain(desk, {"D11": EVERY["*"]}, at, send=breaking)
        except KeyboardInterrupt:
            assert drain(desk, {"D11": EVERY["*"]}, at, send=breaking).sent == 0, "it is claimed"
        at += LEASE
    assert given == ["D11", "D11"]
    assert states(desk)["D11"] == "dead"


@pytest.mark.dead_letters
def test_a_refusal_between_two_breaks_does_not_hide_the_first(desk: Desk) -> None:
    where = {"D11": EVERY["*"]}
    given: list[str] = []

    def breaking(_address: str, one: Letter) -> str | None:
        given.append(one.unit)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drain(desk, where, send=breaking)
    assert drain(desk, where, NOW + LEASE, send=refusing).failed == 1
    with pytest.raises(KeyboardInterrupt):
        drain(desk, where, NOW + timedelta(days=1), send=breaking)
    assert drain(desk, where, NOW + timedelta(days=2), send=breaking) == Drained(waiting=2)
    assert len(given) == 2
    assert states(desk)["D11"] == "dead"


def test_two_runs_at_once_send_a_message_once(desk: Desk) -> None:
    given: list[str] = []

    def second(_address: str, one: Letter) -> str | None:
        given.append(one.unit)
        return None

    def first(address: str, one: Letter) -> str | None:
        drain(desk, EVERY, send=second)
        return second(address, one)

    drain(desk, EVERY, send=first)
    assert sorted(given) == ["D11", "D12", "D21"]


def test_what_a_run_sent_is_noted_and_a_run_of_nothing_is_not(desk: Desk) -> None:
    drain(desk, EVERY, send=refusing)
    drain(desk, EVERY, send=refusing)
    noted = vault.rows(store(desk), "SELECT details FROM act WHERE verb = 'send'")
    assert noted == [('{"dead": 0, "failed": 3, "sent": 0}',)]


def test_only_what_was_given_up_is_put_back(desk: Desk) -> None:
    assert outgoing.again(work(desk), 1, NOW).state == "pending"
    drain(desk, EVERY, send=lambda _address, _one: None)
    assert outgoing.again(work(desk), 1, NOW).state == "sent"
    with pytest.raises(Problem) as raised:
        outgoing.again(work(desk), 99, NOW)
    assert raised.value.code == "message_unknown"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", "json_faults"),
        ("{", "json_faults"),
        ('{"P1": 1}', "addresses_unfit"),
        ('{"P1": ["nowhere"]}', "addresses_unfit"),
        ('{"P1": "a:b", "P1": "c:d"}', "json_faults"),
    ],
)
def test_a_file_of_addresses_that_is_none_is_a_problem(
    tmp_path: Path, text: str, code: str
) -> None:
    path = tmp_path / "addresses.json"
    path.write_text(text)
    with pytest.raises(Problem) as raised:
        addresses.read(path)
    assert raised.value.code == code


def test_addresses_of_a_unit_stand_above_those_of_everyone(tmp_path: Path) -> None:
    path = tmp_path / "addresses.json"
    path.write_text('{"P1": ["a:1", "a:1", "b:2"], "*": "c:3", "P2": []}')
    found = addresses.read(path)
    assert addresses.of(found, "P1") == ("a:1", "b:2")
    assert addresses.of(found, "P2") == addresses.of(found, "P3") == ("c:3",)
    assert addresses.own(found) == {"P1"}


def test_the_command_says_where_messages_wait_and_sends_them_once_it_knows_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(tmp_path)
    trial = desk.done("remind", "--on", "2025-12-06", "--dry-run", "--json").data()
    first = desk.done("remind", "--on", "2025-12-06", "--json")
    assert first.data()["messages"] == trial["messages"]
    assert first.data()["waiting"] == 3
    assert str(desk.workspace) in first.err
    assert "CAPBAC_REMIND_URLS" in first.err

    book = desk.write_json("addresses.json", {"*": f"file://{tmp_path}/spool"})
    monkeypatch.setenv("CAPBAC_REMIND_URLS", str(book))
    again = desk.done("remind", "--on", "2025-12-06", "--json").data()
    assert (again["matters"], again["sent"], again["waiting"]) == (0, 3, 0)
    assert len(list((tmp_path / "spool").iterdir())) == 3


def test_the_command_lists_what_was_given_up_and_puts_it_back(desk: Desk) -> None:
    for days in range(len(DELAYS) + 1):
        drain(desk, {"D11": EVERY["*"]}, NOW + timedelta(days=days), send=refusing)
    (lost,) = desk.done("remind", "--dead", "--json").data()
    assert (lost["unit"], lost["error"]) == ("D11", "test: not today")
    assert str(lost["id"]) in desk.done("remind", "--dead").out
    for _ in range(2):
        put = desk.done("remind", "--again", lost["id"], "--json").data()
        assert put == {"id": lost["id"], "state": "pending"}
    assert desk.done("remind", "--dead", "--json").data() == []
    assert desk.run("remind", "--again", "99").code == 2
    assert desk.run("remind", "--dead", "--dry-run").code == 2


@dataclass(frozen=True, slots=True)
class FarDesk(Desk):
    """A desk whose store is elsewhere."""

    database: str = ""

    def run(self, *arguments: object) -> Outcome:
        return Desk.run(self, "--database", self.database, *arguments)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def shared_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Desk, Work]]:
    """A desk on either database, and its store as the verbs take it."""
    if request.param == "sqlite":
        desk = opened(tmp_path)
        yield desk, work(desk)
        return
    with postgres.server(tmp_path) as address:
        far = FarDesk(tmp_path / "desk", postgres.database(address, "reminders"))
        far.done("init")
        far.done("units", "import", far.write("roster.csv", roster_csv()))
        far.done("forms", "add", far.write_json("form.json", WARD_FORM))
        far.done("plans", "issue", far.write_json("plan.json", PLAN))
        far.done("cascade", "N-2025-1")
        there = Work(far.database, str(far.workspace), actor="test")
        yield far, there
        there.store().close()


def test_several_runs_at_once_say_and_send_everything_once(
    shared_desk: tuple[Desk, Work],
) -> None:
    _desk, there = shared_desk
    given: list[str] = []

    def send(_address: str, one: Letter) -> str | None:
        given.append(one.key)
        return None

    def run(_number: int) -> tuple[int, int]:
        said = remind(there, NOW, WORDS, Order(), date(2025, 12, 6))
        return said.matters, sending.drain(there, EVERY, lambda: NOW, send).sent

    with ThreadPoolExecutor(6) as threads:
        done = list(threads.map(run, range(6)))
    assert sum(matters for matters, _sent in done) == 7
    assert sum(sent for _matters, sent in done) == len(given) == len(set(given)) == 3
