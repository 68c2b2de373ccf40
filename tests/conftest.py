"""What every test may ask for, and what no test may be moved by."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import dead_letters, postgres
from tests.both import server
from tests.desk import KEPT

ROOT = Path(__file__).resolve().parent.parent
UNMOVED_BY = (
    "CAPBAC_WORKSPACE",
    "CAPBAC_DATABASE",
    "CAPBAC_ACTOR",
    "CAPBAC_LANG",
    "CAPBAC_RUNNER",
    "CAPBAC_SPREAD_FROM",
    "CAPBAC_REMIND_URLS",
    "CAPBAC_REMIND_BEFORE",
    "CAPBAC_REMIND_ESCALATE",
    "CAPBAC_PORTAL_URL",
    "CAPBAC_PORTAL_PROXIES",
    "CAPBAC_METRICS_TOKEN",
    "PREFECT_API_URL",
    "PREFECT_API_AUTH_STRING",
    "PREFECT_HOME",
    "PREFECT_PROFILE",
)
IN_CI = os.environ.get("CI") == "true"

for name in UNMOVED_BY:
    os.environ.pop(name, None)

# No test fails for being slow on a busy machine; a continuous run tries the same examples twice.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize=IN_CI,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


def _absent(reason: str, demanded_by: str) -> None:
    if IN_CI or os.environ.get(demanded_by):
        pytest.fail(reason)
    pytest.skip(reason)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs what is marked ``both`` on PostgreSQL too, where slow tests are run."""
    if metafunc.definition.get_closest_marker("both"):
        metafunc.fixturenames[:] = ["database", *metafunc.fixturenames]
        kinds = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
        metafunc.parametrize("database", kinds, indirect=True, scope="module")


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL for the whole run of one process."""
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield address


@pytest.fixture(scope="module")
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Which of the two databases every desk of a module's tests has its store in.

    What a module makes once for its tests must ask for it, so that it is made once for each.
    """
    kind: str = getattr(request, "param", "sqlite")
    if kind == "postgresql":
        server.address = request.getfixturevalue("postgres_server")
    yield kind
    if server.address:
        for where in list(server.names):
            server.forget(where)
        server.address = ""
        KEPT.clear()


@pytest.fixture(autouse=True)
def _swept(request: pytest.FixtureRequest) -> Iterator[None]:
    before = set(server.names)
    dead_letters.USED.clear()
    yield
    expected = request.node.get_closest_marker(dead_letters.MARK)
    found = () if expected else dead_letters.listed(dead_letters.USED)
    for where in set(server.names) - before - {one.workspace.resolve() for one in KEPT.values()}:
        server.forget(where)
    dead_letters.refuse(list(found))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published cases: skipped where it is absent, failed where it must be there."""
    folder = Path(os.environ.get("CAPBAC_SHARED") or ROOT.parent / "shared").resolve()
    if not (folder / "cases").is_dir():
        _absent(f"the published cases are not in {folder} (CAPBAC_SHARED)", "CAPBAC_REQUIRE_SHARED")
    return folder


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Path of a program `make tools` brings (soffice, chromium, pdftoppm), or a skip or failure."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            _absent(f"{name} is not on this machine: make tools", "CAPBAC_REQUIRE_TOOLS")
        return found or ""

    return find
