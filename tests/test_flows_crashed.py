"""What Prefect still holds for a process that is gone is ended there, and its slot is free."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine import runs
from engine.runs import Place
from flows import record
from flows.server import running
from tests.desk import Desk, opened
from tests.office import work

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose schedules stand at a server of its own."""
    folder = tmp_path_factory.mktemp("crashed")
    found = opened(folder)
    with running(folder / "server") as ready:
        ready()
        found.done("deploy")
        yield found


def dead() -> Place:
    """A process of this host that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    return Place(record.here().host, f"{child.pid} 1 {record.here().process.split()[2]}")


def running_at_prefect(name: str, tags: list[str], pid: str = "") -> Any:
    """A run of a deployment that Prefect takes for running; it holds the only slot."""
    from prefect.client.orchestration import get_client
    from prefect.deployments import run_deployment
    from prefect.states import Pending, Running

    run: Any = run_deployment(name, timeout=0, tags=tags)
    with get_client(sync_client=True) as client:
        if pid:
            client.update_flow_run(run.id, infrastructure_pid=pid)
        client.set_flow_run_state(run.id, Pending())
        told: Any = client.set_flow_run_state(run.id, Running())
        assert told.state is not None
    return run.id


def state(run_id: Any) -> tuple[str, str]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        found: Any = client.read_flow_run(run_id).state
    return found.name, found.message or ""


def cleared(desk: Desk) -> int:
    from flows import crashed

    return crashed.clear(work(desk))


def tag(number: int, place: Place) -> str:
    return f"capbac-run:{number} {place.host} {place.process}"


def test_a_run_whose_process_is_gone_gives_its_slot_back(desk: Desk) -> None:
    name = "scheduled-nightly/nightly"
    first = running_at_prefect(name, ["capbac", tag(1, dead())])
    assert state(first)[0] == "Running"
    waiting = running_at_prefect(name, ["capbac", tag(2, record.here())])
    assert state(waiting)[0] == "AwaitingConcurrencySlot", "the slot is taken"
    assert cleared(desk) == 1
    assert state(first)[0] == "Crashed"
    assert "không còn" in state(first)[1]
    third = running_at_prefect(name, ["capbac", tag(3, record.here())])
    assert state(third)[0] == "Running", "the slot is free"
    assert cleared(desk) == 0, "who lives is left alone"


def test_a_run_that_never_put_itself_on_record_is_known_by_its_worker(desk: Desk) -> None:
    place = dead()
    name, pid = "scheduled-stepwise/stepwise", place.process.split()[0]
    elsewhere = running_at_prefect(name, ["capbac"], f"another-host:{pid}")
    assert cleared(desk) == 0
    assert state(elsewhere)[0] == "Running"
    here = running_at_prefect("scheduled-remind/remind", ["capbac"], f"{place.host}:{pid}")
    assert cleared(desk) == 1
    assert state(here)[0] == "Crashed"


def test_of_another_host_only_our_own_record_says_that_it_is_over(desk: Desk) -> None:
    place, here = Place("another-host", "7 7 boot"), work(desk)
    number = runs.begin(here, "year", {}, place, record.gone, record.clock())
    held = running_at_prefect("scheduled-year/year", ["capbac", tag(number, place)])
    stranger = Place("another-host", "8 8 boot")
    other = running_at_prefect("scheduled-half-year/half-year", ["capbac", tag(number, stranger)])
    assert cleared(desk) == 0
    with here.store().writing() as connection:
        connection.exec_driver_sql("UPDATE run SET seen_at = '2025-01-01 00:00:00'")
    assert cleared(desk) == 1
    assert state(held)[0] == "Crashed"
    assert state(other)[0] == "Running", "a run of another store that has the same number"
    assert runs.end(here, number, None, record.clock())


def test_runs_of_others_are_never_touched(desk: Desk) -> None:
    from prefect import flow
    from prefect.client.orchestration import get_client
    from prefect.states import Running

    @flow
    def strangers() -> None:
        """Somebody else's, at the same server."""

    with get_client(sync_client=True) as client:
        run = client.create_flow_run(strangers, tags=["theirs", tag(1, dead())])
        client.set_flow_run_state(run.id, Running())
    assert cleared(desk) == 0
    assert state(run.id)[0] == "Running"


def test_flow_runs_say_whose_they_are(desk: Desk, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    from flows import deployed

    assert tmp_path.exists()
    deployed.nightly(workspace=str(desk.workspace))
    with get_client(sync_client=True) as client:
        found: list[Any] = client.read_flow_runs()
    (one,) = [run for run in found if run.name == "nightly" and run.state.is_completed()]
    newest = runs.newest(work(desk))[0]
    assert (newest.flow, newest.state) == ("scheduled-nightly", "done")
    assert set(one.tags) == {"capbac", tag(newest.id, record.here())}
