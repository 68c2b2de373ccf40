"""The embedded server seen by others of the same machine: closed, and it keeps what it must.

By real requests: whoever knows the port may make them.
"""

import json
import os
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from flows.server import running

FOREIGN = "https://evil.example"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("secret")
    with running(folder) as ready:
        ready()
        yield folder / ".prefect"


def asked(
    path: str, *, known: bool = True, method: str = "GET", **headers: str
) -> tuple[int, Mapping[str, str], bytes]:
    """Status, headers and body of one request to the server that runs."""
    where = urlsplit(os.environ["PREFECT_API_URL"])
    rights = b64encode(os.environ["PREFECT_API_AUTH_STRING"].encode()).decode()
    told = {**headers, **({"Authorization": f"Basic {rights}"} if known else {})}
    link = HTTPConnection(where.hostname or "", where.port, timeout=30)
    try:
        link.request(method, f"/api{path}", headers=told)
        answer = link.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        link.close()


@pytest.mark.slow
@pytest.mark.usefixtures("home")
def test_who_does_not_know_the_secret_is_refused() -> None:
    for path in ("/admin/version", "/admin/settings", "/flows/", "/work_pools/"):
        assert asked(path, known=False)[0] == 401, path
        wrong = b64encode(b"capbac:guess").decode()
        assert asked(path, known=False, Authorization=f"Basic {wrong}")[0] == 401, path
    assert asked("/admin/version")[0] == 200


@pytest.mark.slow
@pytest.mark.usefixtures("home")
def test_a_page_of_another_origin_reads_nothing_even_with_the_secret() -> None:
    allow = "access-control-allow-origin"
    assert allow not in asked("/admin/version", Origin=FOREIGN)[1]
    ask = {"Origin": FOREIGN, "Access-Control-Request-Method": "POST"}
    status, headers, _body = asked("/flows/filter", known=False, method="OPTIONS", **ask)
    assert status >= 400
    assert allow not in headers


@pytest.mark.slow
@pytest.mark.usefixtures("home")
def test_it_keeps_events_for_a_week_and_runs_for_a_month_and_tells_nobody() -> None:
    told: dict[str, Any] = json.loads(asked("/admin/settings")[2])["server"]
    assert told["events"]["retention_period"] == "P7D"
    vacuum = told["services"]["db_vacuum"]
    assert sorted(vacuum["enabled"]) == ["events", "flow_runs"]
    assert vacuum["retention_period"] == "P30D"
    assert told["analytics_enabled"] is False
    assert "*" not in told["api"]["cors_allowed_origins"]


@pytest.mark.slow
def test_the_secret_is_new_each_time_and_stands_in_no_file(home: Path) -> None:
    here = os.environ["PREFECT_API_AUTH_STRING"]
    secret = here.partition(":")[2]
    assert len(secret) >= 32
    asked("/admin/settings")
    assert secret not in asked("/admin/settings")[2].decode()
    for path in home.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes(), path
    with ExitStack() as stack:
        beside = stack.enter_context(running(home.parent / "beside"))
        beside()
        assert os.environ["PREFECT_API_AUTH_STRING"] != here
    assert os.environ["PREFECT_API_AUTH_STRING"] == here
