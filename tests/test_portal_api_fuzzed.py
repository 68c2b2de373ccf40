"""The whole API under requests its own description allows and forbids, alone and one after another.

No answer is a server's error, and every refusal is problem+json with a code.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.generation.stateful.state_machine import APIStateMachine
from schemathesis.schemas import BaseSchema

from engine import accounts, api_tokens, sessions
from engine.accounts import Wish
from engine.work import Work
from portal.app import build
from portal.site import Site
from tests import postgres
from tests.desk import Desk, made, sent
from tests.far import FarDesk
from tests.office import NOW
from tests.reception import PASSWORD, Clock

pytestmark = pytest.mark.slow
EACH, CHAINS, STEPS = 20, 8, 10
"""Requests an operation and kind; chains of requests, and how long each may be."""
REAL: dict[str, tuple[str | int, ...]] = {
    "unit": ("N", "P1", "D11", "W111", "W998"),
    "assignment": tuple(range(1, 11)),
    "number": (1, 2),
    "form": ("ward-report", "ward-report@1"),
    "plan": ("N-2025-1",),
    "measure": ("leaders.women", "leaders.rate", "committee", "difficulties", "money:x"),
    "period": ("2025", "2025-S1", "2024"),
    "token": (1, 2, 99),
}
"""What is there, so that requests come further than a first look-up."""


@pytest.fixture(params=["sqlite", "postgresql"])
def work(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Work]:
    if request.param == "sqlite":
        desk = made(Desk(tmp_path))
        yield Work(f"sqlite:///{desk.workspace / 'capbac.db'}", str(desk.workspace), actor="test")
        return
    with postgres.server(tmp_path / "server") as address:
        url = postgres.database(address, "fuzzed")
        far = made(FarDesk(tmp_path, url))
        yield Work(url, str(far.workspace), actor="test")


class Caller:
    """Somebody with a token, and another as soon as it was taken back."""

    def __init__(self, work: Work, login: str, unit: str, *roles: str) -> None:
        wish = Wish(login, f"Bà {login}", unit, roles)
        found = accounts.invite(work, wish, ("operator",), NOW)
        accounts.accept(work, found.token, PASSWORD, NOW)
        self._work = work
        self._holder = sessions.sign_in(work, login, PASSWORD, "", NOW).holder
        self._token = ""

    def headers(self) -> dict[str, str]:
        """What every request carries."""
        if api_tokens.borne(self._work, self._token, NOW) is None:
            scope = ["read", "write"]
            self._token = api_tokens.make(self._work, self._holder, "test", scope, 300, NOW)
        return {"authorization": f"Bearer {self._token}"}


class Tally:
    """What came of all requests."""

    def __init__(self) -> None:
        self.codes: Counter[int] = Counter()
        self.seen: set[str] = set()

    def look(self, case: Any, answer: Any) -> None:
        """Hold one answer to what is promised of every answer."""
        self.codes[answer.status_code] += 1
        self.seen.add(f"{case.method} {case.path}")
        told = f"{case.as_curl_command()}\n{answer.status_code} {answer.text[:500]}"
        assert answer.status_code < 500, told
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"], told
            problem = answer.json()
            assert problem["code"], told
            assert problem["detail"], told
            assert problem["status"] == answer.status_code, told


def test_no_request_breaks_it_and_every_refusal_says_why(work: Work) -> None:
    app = build(Site(work, clock=Clock(NOW)))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    callers = [
        Caller(work, "hai", "N", "officer", "auditor"),
        Caller(work, "bich", "D11", "officer", "clerk"),
        Caller(work, "lan", "W111", "clerk"),
    ]
    tally = Tally()
    ways: list[Any] = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    for way in ways:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            one_by_one(way, mode, callers, tally)
    assert len(tally.seen) == len(ways)
    in_chains(schema, callers, tally)
    print(sum(tally.codes.values()), dict(sorted(tally.codes.items())))  # noqa: T201  what was asked, for whoever reads the log
    assert sum(tally.codes.values()) >= 1_000
    assert {200, 201, 202, 404, 422} <= set(tally.codes)


def quiet(most: int) -> settings:
    """Settings of a run that finds the same again."""
    return settings(
        max_examples=most,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )


def one_by_one(way: Any, mode: GenerationMode, callers: list[Caller], tally: Tally) -> None:
    """Requests to one operation, half of them about what is there."""

    @quiet(EACH)
    @given(way.as_strategy(generation_mode=mode), st.data())
    def asked(case: Any, data: st.DataObject) -> None:
        if data.draw(st.booleans()):
            for place in (case.path_parameters, case.query):
                for name in REAL.keys() & set(place or ()):
                    place[name] = data.draw(st.sampled_from(REAL[name]))
        if way.label.endswith("/submissions") and data.draw(st.booleans()):
            case.body = sent("W111", data.draw(st.integers(0, 9)), 5)
        caller = data.draw(st.sampled_from(callers))
        tally.look(case, case.call(headers=caller.headers()))

    asked()


def in_chains(schema: BaseSchema, callers: list[Caller], tally: Tally) -> None:
    """Requests that follow from what others gave back."""

    turns = cycle(callers)

    class Machine(schema.as_state_machine()):  # type: ignore[misc] # made at run time
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": next(turns).headers()}

        def validate_response(self, response: Any, case: Any, **_: Any) -> None:
            tally.look(case, response)

    assert issubclass(Machine, APIStateMachine)
    run_state_machine_as_test(Machine, settings=settings(quiet(CHAINS), stateful_step_count=STEPS))


def test_the_description_names_every_operation_with_examples(tmp_path: Path) -> None:
    desk = made(Desk(tmp_path))
    at = Work(f"sqlite:///{desk.workspace / 'capbac.db'}", str(desk.workspace), actor="test")
    app: FastAPI = build(Site(at))
    told = app.openapi()
    assert told["openapi"].startswith("3.1")
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            assert one["description"], (method, path)
            assert "4XX" in one["responses"], (method, path)
            bodies = [one["requestBody"]] if "requestBody" in one else []
            good = [what for code, what in one["responses"].items() if code.startswith("2")]
            shown = [c for part in (*bodies, *good) for c in part.get("content", {}).items()]
            for kind, content in shown:
                sheet = "spreadsheet" in kind
                assert sheet or {"example", "examples"} & content.keys(), (method, path, kind)
