"""The whole API under requests its own description allows and forbids, alone and one after another.

No answer is a server's error, and every refusal is problem+json with a code. Two in three
requests are aimed: at what is there, by somebody who may, so that what follows finds things sent,
judged and written.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyStrategyDefinition
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.generation.stateful.state_machine import APIStateMachine
from schemathesis.schemas import BaseSchema

from engine import accounts, answered, api_tokens, sessions
from engine.accounts import Wish
from engine.work import Work
from portal.app import build
from portal.site import Site
from store import dues
from store.dues import Asked
from tests import postgres
from tests.desk import Desk, made, sent
from tests.far import FarDesk
from tests.office import NOW
from tests.reception import PASSWORD, Clock

pytestmark = pytest.mark.slow
EACH, CHAINS, STEPS = 28, 20, 10
"""Requests an operation and kind; chains of requests, and how long each may be."""
ACTS = frozenset({"submissions", "approve", "return", "reports"})
"""What is asked twice as often: all the rest is about what comes of it."""
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


Pick = Callable[[Sequence[Any]], Any]
"""One of some things, as the run draws them."""


class Aim:
    """Makes a request one about what is there, and says who sends it."""

    def __init__(self, app: FastAPI, work: Work, callers: dict[str, Caller]) -> None:
        self._work, self._callers, self._turn = work, callers, count()
        self._client = TestClient(app)
        with work.store().reading() as connection:
            (owed,) = dues.page(connection, None, Asked(unit="W111"), 0, 2)
        self._ward = owed.id

    def __call__(self, case: Any, pick: Pick) -> dict[str, str]:
        """Change a request so that it may succeed; the headers it carries."""
        for place in (case.path_parameters, case.query):
            for name in REAL.keys() & set(place or ()):
                place[name] = pick(REAL[name])
        bare(case)
        act = case.path.rpartition("/")[2]
        if case.method != "POST" or act not in ACTS:
            return self.somebody(pick)
        case.media_type = "application/json"
        if act == "submissions":
            # Something else each time: a revision of its own, which voids what was approved.
            case.query = {}
            case.headers = {}
            case.body = self._other()
            return self._callers["lan"].headers()
        if act == "reports":
            case.headers = {}
            case.path_parameters["unit"] = "D11"
            case.body = {"form": "ward-report@1", "period": "2025"}
            return self._callers["bich"].headers()
        case.path_parameters["assignment"] = self._ward
        case.headers = {}
        case.body = {"reason": "Xem lại số tiền."}
        # There is something to judge, whatever became of what was sent before.
        told = self._client.post(
            "/api/v1/submissions", json=self._other(), headers=self._callers["lan"].headers()
        )
        assert told.status_code == 201, told.text
        digest = answered.one(self._work, self._ward).digest or "-"
        return self._callers["bich"].headers() | {"if-match": f'"{digest}"'}

    def _other(self) -> dict[str, object]:
        """A submission that was never sent before."""
        return sent("W111", 1, 5, money=next(self._turn))

    def somebody(self, pick: Pick) -> dict[str, str]:
        """The headers of any of the callers."""
        return self._callers[pick(sorted(self._callers))].headers()


def bare(case: Any) -> None:
    """Take away the token that was made up: ours would be sent beside it, and neither believed."""
    told = dict(case.headers or {})
    case.headers = {name: text for name, text in told.items() if name.lower() != "authorization"}


class Tally:
    """What came of all requests; ``good`` are the operations of which something did."""

    def __init__(self) -> None:
        self.codes: Counter[int] = Counter()
        self.good: set[str] = set()
        self.broken: list[str] = []
        self.seen: set[str] = set()

    def look(self, case: Any, answer: Any) -> None:
        """Hold one answer to what is promised of every answer."""
        self.codes[answer.status_code] += 1
        self.seen.add(f"{case.method} {case.path}")
        if answer.status_code < 300:
            self.good.add(f"{case.method} {case.path}")
        told = f"{case.as_curl_command()}\n{answer.status_code} {answer.text[:500]}"
        self.broken.append(told)  # until all of it holds
        assert answer.status_code < 500, told
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"], told
            problem = answer.json()
            assert problem["code"], told
            assert problem["detail"], told
            assert problem["status"] == answer.status_code, told
        self.broken.pop()


def test_no_request_breaks_it_and_every_refusal_says_why(work: Work) -> None:
    app = build(Site(work, clock=Clock(NOW)))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    callers = {
        "hai": Caller(work, "hai", "N", "officer", "auditor"),
        "bich": Caller(work, "bich", "D11", "officer", "clerk"),
        "lan": Caller(work, "lan", "W111", "clerk"),
    }
    aim, tally = Aim(app, work, callers), Tally()
    ways: list[Any] = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    for way in ways:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            one_by_one(way, mode, aim, tally)
    assert len(tally.seen) == len(ways)
    in_chains(schema, aim, tally)
    assert tally.broken == []
    print(sum(tally.codes.values()), dict(sorted(tally.codes.items())))  # noqa: T201  what was asked, for whoever reads the log
    assert sum(tally.codes.values()) >= 2_000
    assert {200, 201, 202, 404, 422} <= set(tally.codes)
    assert tally.codes[201] >= 20
    # Things were sent, judged, read, added up and written: not a first look-up refused each time.
    assert len(tally.good) >= len(ways) * 3 // 4, sorted(tally.seen - tally.good)
    for act in ("approve", "return"):
        assert f"POST /api/v1/assignments/{{assignment}}/{act}" in tally.good


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


def one_by_one(way: Any, mode: GenerationMode, aim: Aim, tally: Tally) -> None:
    """Requests to one operation, two in three of them aimed."""

    @quiet(EACH * (1 + (way.path.rpartition("/")[2] in ACTS)))
    @given(way.as_strategy(generation_mode=mode), st.data())
    def asked(case: Any, data: st.DataObject) -> None:
        def pick(some: Sequence[Any]) -> Any:
            return data.draw(st.sampled_from(some))

        if mode is GenerationMode.POSITIVE:
            bare(case)
        aimed = data.draw(st.sampled_from((True, True, False)))
        headers = aim(case, pick) if aimed else aim.somebody(pick)
        tally.look(case, case.call(headers=headers))

    asked()


def in_chains(schema: BaseSchema, aim: Aim, tally: Tally) -> None:
    """Requests that follow from what others gave back; two in three are aimed."""

    turns, places = cycle((True, True, False)), count()

    def pick(some: Sequence[Any]) -> Any:
        return some[next(places) % len(some)]

    class Machine(schema.as_state_machine()):  # type: ignore[misc] # made at run time
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": aim(case, pick) if next(turns) else aim.somebody(pick)}

        def validate_response(self, response: Any, case: Any, **_: Any) -> None:
            tally.look(case, response)

    assert issubclass(Machine, APIStateMachine)
    some = settings(quiet(2), derandomize=False, stateful_step_count=STEPS)
    for number in range(CHAINS):
        # What was sent before stays, so nothing is ever the same again: what Hypothesis then says
        # of its own replaying is passed over, and whatever an answer broke stands in the tally.
        with suppress(FlakyStrategyDefinition):
            run_state_machine_as_test(seed(number)(Machine), settings=some)


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
