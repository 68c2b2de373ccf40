"""The cycle as flows, on an embedded server of its own, with stand-ins for the verbs.

Beside what is said below, this holds Prefect and FastAPI at versions that can run a flow.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from engine import cascade, collect, comparing, plan_view, report, rollup
from engine.cascade import Cascaded
from engine.collect import Checked, Collected
from engine.report import Order, Written
from engine.rollup import RolledUp
from engine.work import Work
from errors import Fault, Problem
from flows import environment
from flows.run import station
from settings import Settings
from store.refusals import Refusal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("served")]
NOW = datetime(2026, 1, 20, 8, 0, tzinfo=UTC)
PASSWORD = "not-for-anybody"


@dataclass
class Verbs:
    """Stands for the engine: remembers what it was asked, fails where it was told to."""

    kept: list[int] = field(default_factory=list)
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def fail(self, part: str) -> None:
        with self.lock:
            if self.failures.get(part):
                raise self.failures[part].pop()

    def cascade_part(self, work: Work, ref: str, part: cascade.Part, now: datetime) -> Cascaded:
        self.fail(part.first)
        return Cascaded(received=1, assigned=2)

    def keep_part(self, work: Work, checked: Checked, now: datetime) -> Collected:
        number = int(checked.accepted[0].unit)
        self.fail(f"keep {number}")
        with self.lock:
            self.kept.append(number)
        return Collected(accepted=3, repeated=1, refused=(REFUSED,))

    def write_part(self, work: Work, wanted: Order, part: report.Part) -> Written:
        return Written((f"{wanted.out}/{part.first}.xlsx",))


def cascade_parts(work: Work, ref: str) -> list[cascade.Part]:
    return [cascade.Part(i, i + 1, f"P{i}", f"P{i}9") for i in range(4)]


def accepted(number: int) -> Checked:
    one = collect.Accepted(1, str(number), "f", "2025", "d", b"", b"", None, None, "", None, "")
    return Checked((one,), ())


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    folder = tmp_path_factory.mktemp("workspace")
    return Work(f"postgresql+psycopg://clerk:{PASSWORD}@nowhere/capbac", str(folder))


SEEN: list[tuple[str, int, int]] = []


@pytest.fixture(scope="module")
def served(work: Work) -> Iterator[None]:
    settings = Settings(Path(work.workspace))
    with station(work, lambda *step: SEEN.append(step), settings, workers=1) as ready:
        ready()
        yield


@pytest.fixture
def verbs(monkeypatch: pytest.MonkeyPatch) -> Verbs:
    verbs = Verbs()
    SEEN.clear()
    monkeypatch.setattr(cascade, "begin", lambda *_: "at_once")
    monkeypatch.setattr(cascade, "parts", cascade_parts)
    monkeypatch.setattr(cascade, "cascade_part", verbs.cascade_part)
    monkeypatch.setattr(collect, "parts", lambda work, paths, form: list(range(5)))
    monkeypatch.setattr(collect, "check_part", lambda work, part: accepted(part))
    monkeypatch.setattr(collect, "keep_part", verbs.keep_part)
    monkeypatch.setattr(rollup, "run", lambda work, period, form, now, final: ROLLED_UP)
    monkeypatch.setattr(report, "order", lambda *a, **k: Order(1, "m", str(a[3]), ()))
    monkeypatch.setattr(comparing, "beside_another", lambda work, wanted, period, form: wanted)
    monkeypatch.setattr(report, "parts", lambda *a: [report.Part((0,), "N", "N")])
    monkeypatch.setattr(report, "write_part", verbs.write_part)
    collects = {"collects": [{"form": "f", "period": "2025"}]}
    monkeypatch.setattr(plan_view, "view", lambda work, plan: collects)
    return verbs


FAULTS = (Fault("key_conflict"), Fault("maximum"), Fault("maximum"))
DOUBT = Fault("moved_much", severity="warning")
REFUSED = Refusal("a.json", "W1", "f", "2025", b"", (*FAULTS, DOUBT), "")
ROLLED_UP = RolledUp(1, "f", "2025", True, 15, 6, 14, 15)


def run_cascade() -> Cascaded:
    from flows.cascade import cascade as flow

    return flow("N-2025-1", NOW).value


def run_collect() -> Collected:
    from flows.collect import collect as flow

    return flow([Path("inbox")], None, NOW).value


def recorded(work: Work, query: str) -> list[Any]:
    path = environment.database(Path(work.workspace) / ".prefect")
    with closing(sqlite3.connect(path)) as prefect:
        return prefect.execute(query).fetchall()


def test_a_year_runs_every_verb_and_tells_how_far_it_is(work: Work, verbs: Verbs) -> None:
    from flows.year import year

    out = Path(work.workspace) / "out"
    cascaded, collected, rolled_up, written = year("N-2025-1", [Path("inbox")], out, NOW).value

    assert cascaded == Cascaded(received=4, assigned=8)
    assert (collected.accepted, collected.repeated) == (15, 5)
    assert rolled_up == [ROLLED_UP]
    assert written.paths == (f"{out}/N.xlsx",)
    assert SEEN[:5] == [("cascade", done, 4) for done in range(5)]
    assert {stage for stage, done, total in SEEN if done == total} == {
        "cascade",
        "collect",
        "rollup",
        "report",
    }


def test_the_runs_of_a_year_have_names_that_read(work: Work, verbs: Verbs) -> None:
    from flows.year import year

    year("N-2025-1", [Path("inbox")], Path(work.workspace) / "out", NOW)
    names = {name for (name,) in recorded(work, "select name from flow_run")}
    assert {"year N-2025-1", "cascade N-2025-1", "rollup f 2025", "report f 2025"} <= names


def test_the_account_of_a_flow_has_its_counts_and_a_link(work: Work, verbs: Verbs) -> None:
    from flows.report import report as flow

    out = Path(work.workspace) / "out"
    flow("2025", None, out)
    ((share, said),) = recorded(
        work,
        "select data, description from artifact where key='report' order by created desc limit 1",
    )
    assert float(share) == 100
    assert said == f"1/1: 1 workbooks written, 0 unchanged in [out]({out.as_uri()})"


def test_every_flow_leaves_a_table_of_what_it_did_and_how_long_it_took(
    work: Work, verbs: Verbs
) -> None:
    from flows.year import year

    newest = "select coalesce(max(created), '') from artifact"
    ((before,),) = recorded(work, newest)
    year("N-2025-1", [Path("inbox")], Path(work.workspace) / "out", NOW)
    rows = recorded(work, f"select key, type, data from artifact where created > '{before}'")
    tables = {key: json.loads(json.loads(data)) for key, kind, data in rows if kind == "table"}
    stages = ["cascade", "collect", "rollup", "report"]
    assert sorted(tables) == sorted(f"{one}-done" for one in (*stages, "year"))
    progress = [key for key, kind, _data in rows if kind == "progress"]
    assert sorted(progress) == sorted(stages), "one each, brought up to date in its place"
    counts = {key: {one["what"]: one["count"] for one in rows} for key, rows in tables.items()}
    assert {"received": 4, "assigned": 8}.items() <= counts["cascade-done"].items()
    refused = {"refused": 5, "refused: key_conflict": 5, "refused: maximum": 5}
    assert ({"accepted": 15, "repeated": 5} | refused).items() <= counts["collect-done"].items()
    assert counts["report-done"]["workbooks written"] == 1
    whole = counts["year-done"]
    assert {"assigned": 8, "accepted": 15, "units rolled up": 6}.items() <= whole.items()
    assert {f"seconds: {one}" for one in stages} <= whole.keys()
    assert all(one["seconds"] >= 0 for one in counts.values())


def test_the_address_of_the_store_stands_nowhere_in_prefects_database(
    work: Work, verbs: Verbs
) -> None:
    run_cascade()
    home = Path(work.workspace) / ".prefect"
    assert not [file for file in home.glob("*.db*") if PASSWORD.encode() in file.read_bytes()]


def test_what_was_judged_is_kept_in_the_order_of_the_files(verbs: Verbs) -> None:
    run_collect()
    assert verbs.kept == [0, 1, 2, 3, 4]


def test_a_batch_that_loses_its_connection_is_tried_once_more(verbs: Verbs) -> None:
    verbs.failures = {"keep 1": [ConnectionError("gone")]}
    assert run_collect().accepted == 15
    assert verbs.kept == [0, 1, 2, 3, 4]


def test_a_batch_that_fails_for_good_lets_the_others_stand(verbs: Verbs) -> None:
    verbs.failures = {"keep 1": [ConnectionError("gone"), ConnectionError("gone again")]}
    with pytest.raises(ConnectionError):
        run_collect()
    assert verbs.kept == [0, 2, 3, 4]


def test_a_problem_comes_out_as_it_was_raised_and_is_not_tried_again(
    verbs: Verbs, capfd: pytest.CaptureFixture[str]
) -> None:
    problem = Problem("plan_unknown", plan="N-2025-1", known="-")
    verbs.failures = {"P2": [RuntimeError("a second try"), problem]}
    with pytest.raises(Problem) as raised:
        run_cascade()
    assert raised.value is problem
    assert capfd.readouterr() == ("", "")


def test_a_problem_before_the_first_batch_comes_out_too(
    verbs: Verbs, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object) -> list[int]:
        raise Problem("file_missing", path="inbox")

    monkeypatch.setattr(collect, "parts", missing)
    with pytest.raises(Problem) as raised:
        run_collect()
    assert raised.value.code == "file_missing"
    assert capfd.readouterr() == ("", "")
