"""Who may come where: every route says its act, and does what the table of rights says of it.

The matrix is made of the routes there are and of the table: role by relation by state, and those
whom nobody knows.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from httpx2 import Response

from portal.guard.needs import ABOUT, Gate
from reporting.rights import ACTS, HELD, NONE, Act, Relation, Role, allowed, role_held
from reporting.workflow import STATES
from tests import vault
from tests.office import send
from tests.reception import Reception, fields
from tests.rich_form import rich

SUBJECT = "D11"
FROM: dict[str, Relation] = {
    "D11": "own",
    "P1": "child",
    "N": "below",
    "W111": "above",
    "T1": "sibling",
    "P2": "stranger",
    "W121": "stranger",
}
"""Unit of an account -> where D11 stands as seen from it."""
REFUSALS = frozenset({"not_found", "forbidden", "sign_in_needed", "request_stale"})

METRICS = "/metrics"
"""For programs of this machine or with the token: no person finds anything there."""


def gates(dependant: Dependant) -> Iterator[Gate]:
    """Every gate before a route."""
    if isinstance(dependant.call, Gate):
        yield dependant.call
    for inner in dependant.dependencies:
        yield from gates(inner)


@dataclass(frozen=True)
class Way:
    """One method of one route, at its whole path, with the gate before it."""

    path: str
    method: str
    gate: Gate


def routes(reception: Reception) -> Iterator[Way]:
    """Every route with each of its methods, as the application itself knows them."""
    for found in iter_route_contexts(reception.app.routes):
        route = found.original_route
        if isinstance(route, APIRoute):
            (gate,) = gates(route.dependant)
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield Way(str(found.path), method, gate)


@pytest.fixture(scope="module")
def reception(tmp_path_factory: pytest.TempPathFactory) -> Reception:
    desk = rich(tmp_path_factory.mktemp("rights"))
    values = {"women": 1, "total": 2}
    assert send(
        desk, {"unit": SUBJECT, "form": "rich", "period": "2025", "values": values}
    ).accepted
    found = Reception(desk)
    for unit, held in product(FROM, HELD):
        found.account(f"{held}-{unit.lower()}", unit, held)
    found.account("subject", SUBJECT, "clerk")
    return found


def test_every_route_there_is_says_its_act_and_the_table_knows_it(reception: Reception) -> None:
    seen = 0
    for way in routes(reception):
        assert way.gate.act in ACTS, way
        assert not way.gate.open or way.gate.act == "visit", way
        seen += 1
    assert seen >= 20


def test_nothing_is_served_that_is_no_route_with_a_gate(reception: Reception) -> None:
    # The description of the API is the same for everybody, and holds nobody's data.
    others = [
        found.path
        for found in iter_route_contexts(reception.app.routes)
        if not isinstance(found.original_route, APIRoute)
    ]
    assert others == ["/api/v1/openapi.json"]


def code_of(answer: Response) -> str:
    """The code of a refusal by rights; empty where something else came of it."""
    if answer.is_redirect and answer.headers["location"].startswith("/sign-in?next"):
        return "sign_in_needed"
    if answer.headers.get("content-type", "").endswith("json"):
        told = answer.json()
        found = str(told.get("code", "")) if isinstance(told, dict) else ""
    else:
        said = re.search(r"· (\w+)</p>", answer.text)
        found = said[1] if said else ""
    return found if found in REFUSALS else ""


def asked(browser: TestClient, way: Way, address: str, token: str) -> Response:
    """What comes of a request to a route, as a browser of somebody sends it."""
    sent = {"csrf": token} if way.method != "GET" else None
    return browser.request(way.method, address, data=sent, follow_redirects=False)


def about(way: Way) -> str:
    """What a route's path says it is about; empty for none."""
    return next((name for name in ABOUT if f"{{{name}}}" in way.path), "")


def address(reception: Reception, way: Way) -> str:
    """A route's address for the subject of the matrix."""
    database = reception.desk.workspace / "capbac.db"
    told = {
        "assignment": str(reception.assignment(SUBJECT, "rich")),
        "unit": SUBJECT,
        "account": str(vault.value(database, "SELECT id FROM account WHERE login = 'subject'")),
        "name": "portal.css",
        "language": "vi",
    }
    return re.sub(r"\{(\w+)\}", lambda found: told.get(found[1], "1"), way.path)


def put(reception: Reception, state: str) -> None:
    """The subject's assignment in a state, whatever was sent."""
    vault.change(
        reception.desk.workspace / "capbac.db",
        "UPDATE assignment SET state = ? WHERE id = ?",
        state,
        reception.assignment(SUBJECT, "rich"),
    )


def agreed(held: Role, unit: str, act: Act, kind: str, state: str) -> bool:
    """What the table says of an account, looking at the subject."""
    if not kind:
        return allowed((held,), act)
    relation = FROM[unit]
    step = kind == "assignment" and unit == "P1"
    role = role_held(held, relation, step=step, highest=unit == "N")
    return allowed((role,), act, relation, state if kind == "assignment" else NONE)


def matrix(
    reception: Reception, states: tuple[str, ...], units: Collection[str] = tuple(FROM)
) -> Iterator[str]:
    """Every cell that is not as the table has it."""
    for unit, held in product(units, HELD):
        # The matrix tries wrong passwords too, as often as there are routes that ask for one.
        vault.change(reception.desk.workspace / "capbac.db", "DELETE FROM attempt")
        browser = reception.signed_in(f"{held}-{unit.lower()}")
        token = fields(browser.get("/"))["csrf"]
        for way in routes(reception):
            if way.path == "/sign-out" or (way.gate.open and way.method != "GET"):
                # The one ends what is looked at; the other asks for a guest's token.
                continue
            kind, there = about(way), address(reception, way)
            for state in states if kind == "assignment" else states[:1]:
                put(reception, state)
                refused = code_of(asked(browser, way, there, token))
                may = way.path != METRICS and agreed(held, unit, way.gate.act, kind, state)
                if bool(refused) == may:
                    told = refused or "let in"
                    yield f"{held} of {unit}: {way.method} {way.path}, {state}: {told}"


@pytest.mark.slow
def test_every_route_lets_in_whom_the_table_lets_and_nobody_else(reception: Reception) -> None:
    assert list(matrix(reception, ("submitted",), ("D11", "P1", "P2"))) == []


@pytest.mark.slow
def test_every_route_does_so_in_every_state(reception: Reception) -> None:
    assert list(matrix(reception, STATES)) == []


@pytest.mark.parametrize("who", ["visitor", "disabled", "over"])
def test_who_is_nobody_any_more_comes_nowhere(reception: Reception, who: str) -> None:
    login = f"{who}-clerk"
    vault.change(reception.desk.workspace / "capbac.db", "DELETE FROM attempt")
    number = reception.account(login, SUBJECT, "clerk", "approver")
    put(reception, "submitted")
    before = reception.clock.now
    browser = reception.browser() if who == "visitor" else reception.signed_in(login)
    token = fields(browser.get("/sign-in" if who == "visitor" else "/"))["csrf"]
    if who == "disabled":
        database = reception.desk.workspace / "capbac.db"
        vault.change(database, "UPDATE account SET state = 'disabled' WHERE id = ?", number)
    if who == "over":
        reception.clock.forward(hours=13)
    try:
        for way in routes(reception):
            refused = code_of(asked(browser, way, address(reception, way), token))
            if way.path == METRICS:
                assert refused == "not_found"
                continue
            assert way.gate.act == "visit" or refused == "sign_in_needed", (who, way)
            assert not (way.gate.act == "visit" and way.method == "GET" and refused), (who, way)
    finally:
        reception.clock.now = before


def test_what_is_not_ours_to_see_is_not_there(reception: Reception) -> None:
    put(reception, "submitted")
    browser = reception.signed_in("clerk-p2")
    there = reception.assignment(SUBJECT, "rich")
    hidden, absent = browser.get(f"/forms/{there}"), browser.get("/forms/999999")
    assert hidden.status_code == absent.status_code == 404
    assert code_of(hidden) == code_of(absent) == "not_found"


@pytest.mark.parametrize("odd", ["0", "-1", "1.0", "١", "9" * 30, "1 OR 1=1", "%2e%2e"])
def test_an_odd_number_is_no_number(reception: Reception, odd: str) -> None:
    browser = reception.signed_in("clerk-d11")
    assert browser.get(f"/forms/{odd}").status_code == 404
