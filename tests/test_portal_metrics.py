"""``/metrics``: the store in numbers, for whom the operator means and nobody else."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from engine import runs
from engine.runs import Place
from portal.app import build
from portal.site import Site
from tests.desk import Desk, opened, sent
from tests.office import NOW, roll_up, send, work

pytestmark = pytest.mark.dead_letters
TOKEN = "một từ riêng của máy theo dõi"


def shown(told: str) -> dict[bytes, bytes]:
    return {b"Authorization": told.encode()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def asked(desk: Desk, host: str = "127.0.0.1", **site: str) -> TestClient:
    app = build(Site(work(desk), clock=lambda: NOW, **site))
    return TestClient(app, client=(host, 50_000))


def test_the_numbers_of_the_store_are_gauges(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2), sent("W112", 5, 2))
    roll_up(desk)
    runs.begin(work(desk), "year", {}, Place("h", "1 1 1"), lambda _place: False, NOW)
    answer = asked(desk).get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    found = {
        (sample.name, sample.labels.get("state", "")): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert found["capbac_assignments", "submitted"] == 1
    assert found["capbac_assignments", "draft"] == 1
    assert found["capbac_submissions", ""] == found["capbac_refusals", ""] == 1
    assert found["capbac_runs", "running"] == 1
    assert found["capbac_rolled_up_at_timestamp_seconds", ""] == NOW.timestamp()
    assert ("capbac_backed_up_at_timestamp_seconds", "") not in found


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_without_a_token_programs_of_this_machine_may_read_them(desk: Desk, host: str) -> None:
    assert asked(desk, host).get("/metrics").status_code == 200


@pytest.mark.parametrize("name", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"])
def test_whoever_comes_through_a_proxy_is_not_of_this_machine(desk: Desk, name: str) -> None:
    assert asked(desk).get("/metrics", headers={name: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("10.0.0.5", {}),
        ("testclient", {}),
        ("127.0.0.1", {"url": "http://testserver"}),
        ("127.0.0.1", {"proxies": "127.0.0.1"}),
    ],
    ids=["another machine", "no address", "a portal with an address", "a portal with a proxy"],
)
def test_anybody_else_finds_nothing_there(desk: Desk, host: str, site: dict[str, str]) -> None:
    assert asked(desk, host, **site).get("/metrics").status_code == 404


def test_with_a_token_whoever_shows_it_may_read_them_from_anywhere(desk: Desk) -> None:
    far = asked(desk, "10.0.0.5", metrics_token=TOKEN, url="http://testserver")
    assert far.get("/metrics", headers=shown(f"Bearer {TOKEN}")).status_code == 200
    for told in ("", "Bearer ", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x"):
        assert far.get("/metrics", headers=shown(told)).status_code == 404
    near = asked(desk, metrics_token=TOKEN)
    assert near.get("/metrics").status_code == 404
