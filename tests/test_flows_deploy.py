"""Schedules: one list in two spellings, registered twice as once, and one run for real."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from ruamel.yaml import YAML

from engine import cascade, rounds
from errors import Problem
from flows.deploy import PLACES, places, register, tellable
from flows.server import running
from tests import house, vault
from tests.desk import WARD_FORM, Desk, opened, sent
from tests.office import store, work

FILE: dict[str, Any] = YAML(typ="safe").load(house.ROOT / "prefect.yaml")
NOW = datetime(2025, 7, 1, tzinfo=UTC)
NAMES = [one["name"] for one in PLACES]


def flow_of(place: Any) -> Any:
    from prefect.flows import load_flow_from_entrypoint

    return load_flow_from_entrypoint(place["entrypoint"], use_placeholder_flow=False)


def test_the_file_of_deployments_and_the_command_say_the_same() -> None:
    assert FILE["deployments"] == list(PLACES)
    assert FILE["pull"] == [], "the code is installed where a worker runs"


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_every_entry_point_is_a_flow_that_takes_the_given_parameters(place: Any) -> None:
    from prefect.utilities.callables import parameter_schema

    flow = flow_of(place)
    schema = parameter_schema(flow.fn)
    assert set(place["parameters"]) <= set(schema.properties)
    assert not schema.required
    taken = flow.validate_parameters(place["parameters"])
    assert {name: taken[name] for name in place["parameters"]} == place["parameters"]


@pytest.mark.slow
def test_the_flows_of_the_schedules_have_names_of_their_own() -> None:
    inner = {"cascade", "collect", "remind", "report", "rollup", "year"}
    names = [flow_of(place).name for place in PLACES]
    assert len({*names, *inner}) == len(names) + len(inner)


def test_schedules_in_a_time_zone_that_is_none_are_refused(tmp_path: Path) -> None:
    refused = opened(tmp_path).run("deploy", "--dry-run", "--timezone", "Mars/Olympus")
    assert refused.code == 2
    assert "--timezone: Mars/Olympus" in refused.err


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_schedules_are_days_and_hours_of_the_country(place: Any) -> None:
    (schedule,) = place["schedules"]
    now = datetime(2026, 1, 1, tzinfo=ZoneInfo(schedule["timezone"]))
    assert next(CronSim(schedule["cron"], now)) > now
    assert place["concurrency_limit"] == 1


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("sqlite:////data/capbac.db", True),
        ("postgresql+psycopg://db/capbac", True),
        ("postgresql+psycopg://clerk@db/capbac", True),
        ("postgresql+psycopg://clerk:secret@db/capbac", False),
        ("postgresql+psycopg://db/capbac?password=secret", False),
    ],
)
def test_an_address_with_a_password_is_not_told(address: str, *, may: bool) -> None:
    assert tellable(address) == may


def test_without_a_server_it_is_refused_in_words_and_a_trial_needs_none(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    refused = desk.run("deploy")
    assert refused.code == 2
    assert "[server_needed]" in refused.err
    assert "PREFECT_API_URL" in refused.err
    told = desk.done("deploy", "--dry-run", "--work-pool", "north", "--json").data()
    assert [one["name"] for one in told] == NAMES
    assert {one["work_pool"]["name"] for one in told} == {"north"}
    assert {one["parameters"]["workspace"] for one in told} == {str(desk.workspace.resolve())}
    for name in NAMES:
        assert name in desk.done("deploy", "--dry-run").out


def test_a_server_that_does_not_answer_is_a_problem(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    with pytest.raises(Problem) as raised:
        register(work(desk), places(work(desk), "", "capbac"), "http://127.0.0.1:9/api")
    assert raised.value.code == "server_unreachable"


def deployments() -> list[tuple[Any, ...]]:
    """What stands at the server, without what is new each time."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import DeploymentSort

    with get_client(sync_client=True) as client:
        found: list[Any] = client.read_deployments(limit=50, sort=DeploymentSort.NAME_ASC)
    return sorted(
        (
            str(one.id),
            one.name,
            one.entrypoint,
            one.work_pool_name,
            one.parameters,
            one.global_concurrency_limit.limit,
            [(said.schedule.cron, said.schedule.timezone, said.active) for said in one.schedules],
        )
        for one in found
    )


def run_once(desk: Desk, name: str, **parameters: object) -> Any:
    """The end state of one run of a deployment, carried out by a worker of its own."""
    from prefect.client.orchestration import get_client
    from prefect.deployments import run_deployment

    run: Any = run_deployment(name, parameters=parameters, timeout=0)
    book = desk.write_json("addresses.json", {"*": f"file://{desk.folder}/spool"})
    said = {**os.environ, "CAPBAC_REMIND_URLS": str(book), "CAPBAC_LANG": "en"}
    subprocess.run(
        [sys.executable, "-m", "prefect", "worker", "start", "--pool", "capbac", "--run-once"],
        env=said,
        cwd=desk.folder,
        check=True,
        timeout=180,
    )
    with get_client(sync_client=True) as client:
        return client.read_flow_run(run.id).state


@pytest.mark.slow
def test_deployments_are_registered_once_and_a_worker_runs_them(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    with running(tmp_path / "server") as ready:
        ready()
        first = desk.done("deploy", "--json")
        assert [one["name"] for one in first.data()] == NAMES
        before = deployments()
        desk.done("deploy")
        assert deployments() == before
        assert sorted(one[1] for one in before) == sorted(NAMES)

        state = run_once(desk, "scheduled-remind/remind", on="2025-12-06")
        assert state.is_completed(), state.message
    said = "SELECT count(*) FROM outbox WHERE state = 'sent'"
    assert vault.value(store(desk), said) == 3
    assert len(list((desk.folder / "spool").iterdir())) == 3


HALF = {
    "issuer": "N",
    "title": "Half years",
    "period": "2025",
    "roster_on": "2025-06-01",
    "collects": [
        {"form": "half-report", "periods": ["2025-S1", "2091-S1"], "from": {"leaves": True}}
    ],
}


@pytest.fixture
def halves(tmp_path: Path) -> Desk:
    """A desk with a plan at once for the year, and one step by step for its half years."""
    desk = opened(tmp_path)
    form = {**WARD_FORM, "$id": "half-report", "x-period": "half"}
    desk.done("forms", "add", desk.write_json("half.json", form))
    desk.done("plans", "issue", desk.write_json("halves.json", HALF))
    return desk


def test_a_schedule_knows_which_plans_travel_and_which_periods_are_over(halves: Desk) -> None:
    here = work(halves)
    assert rounds.travelling(here) == ["N-2025-1"], "the other one was never cascaded"
    assert rounds.finished(here, "half", date(2026, 1, 1)) == []
    cascade.begin(here, "N-2025-2", "stepwise", NOW)
    assert rounds.travelling(here) == ["N-2025-1", "N-2025-2"]
    assert rounds.travelling(here, "stepwise") == ["N-2025-2"]
    assert rounds.finished(here, "half", date(2025, 7, 1)) == [("half-report", "2025-S1")]
    assert rounds.finished(here, "half", date(2025, 6, 30)) == []
    with here.store().writing() as connection:
        connection.exec_driver_sql("UPDATE plan SET state = 'closed'")
    assert rounds.travelling(here) == []


@pytest.mark.slow
def test_each_scheduled_flow_does_its_work_in_the_workspace_it_is_given(halves: Desk) -> None:
    where = {"workspace": str(halves.workspace)}
    one = {**sent("W111", 1, 2), "form": "half-report", "period": "2025-S1"}
    with running(halves.folder / "server") as ready:
        ready()
        from flows import deployed

        deployed.stepwise(plan="N-2025-2", **where)
        received = "SELECT count(*) FROM receipt WHERE plan_id = 2"
        assert vault.value(store(halves), received) > 0
        deployed.stepwise(**where)

        cascade.begin(work(halves), "N-2025-2", "at_once", NOW)
        halves.done("cascade", "N-2025-2")
        halves.write_json("workspace/inbox/one.json", one)
        deployed.half_year(**where)
        assert (halves.workspace / "out" / "N_half-report_2025-S1.xlsx").exists()

        two = halves.write_json("workspace/inbox/two.json", sent("W112", 2, 2))
        halves.done("collect", two)
        deployed.nightly(**where)
        assert vault.value(store(halves), "SELECT count(*) FROM rollup") == 2
        deployed.year(plan="N-2025-1", **where)
        assert (halves.workspace / "out" / "N_ward-report_2025.xlsx").exists()
    assert halves.figures("2025-S1")["N", "leaders.women"]["value"] == "1"
    assert halves.figures("2025")["N", "leaders.women"]["value"] == "2"


@pytest.mark.slow
def test_reminders_as_a_flow_say_what_they_say_straight(tmp_path: Path) -> None:
    straight, flows = opened(tmp_path / "straight"), opened(tmp_path / "flows")
    command = ("remind", "--on", "2025-12-06", "--json")
    told = straight.done(*command).data()
    assert flows.done(*command, "--flow").data() == told
    assert flows.done(*command).data()["matters"] == 0
