"""Several operators on plans and lists at the same instant, on both databases: each act once."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text

from engine import calendar, forms, units
from engine.amend import Paper, amend
from engine.succession import succeed
from engine.verify import verify
from engine.withdraw import restore, withdraw
from errors import Problem
from hierarchy.unit import Unit
from reporting.calendar import KeptDay
from store import assignments
from tests import postgres
from tests.cast import COUNTRY
from tests.conftest import ROOT
from tests.desk import PLAN, WARD_FORM, Desk, roster_csv, sent
from tests.far import FarDesk
from tests.office import NOW, quiet, send, work

pytestmark = pytest.mark.slow
LEAVES = {unit.code for unit in COUNTRY} - {one.parent_code for one in COUNTRY}
ROUNDS = 6


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Path], Desk]]:
    """Desks whose stores are all on one of the two databases."""
    if request.param == "sqlite":
        yield Desk
        return
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        yield lambda folder: FarDesk(folder, postgres.database(address, folder.name))


@pytest.fixture
def desk(database: Callable[[Path], Desk], tmp_path: Path) -> Iterator[Desk]:
    """A desk with the cast's country and two plans that ask the same, neither cascaded."""
    desk = database(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    for number in (1, 2):
        plan = {**PLAN, "title": f"Plan {number}"}
        desk.done("plans", "issue", desk.write_json(f"plan{number}.json", plan))
    yield desk
    work(desk).store().close()


def rows(desk: Desk, query: str) -> list[tuple[object, ...]]:
    with work(desk).store().reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of acts that began at the same moment: ``done``, or the code of a refusal."""
    line = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        line.wait()
        try:
            act()
        except Problem as problem:
            return problem.code
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_two_operators_run_the_same_cascade_at_once(desk: Desk) -> None:
    words = [sys.executable, "-m", "cli", "--workspace", str(desk.workspace)]
    words += ["--database", work(desk).database, "cascade", "N-2025-1"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen(words, cwd=ROOT, env=env) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    owed = rows(
        desk, "SELECT code, count(*) FROM assignment JOIN unit ON unit.id = unit_id GROUP BY code"
    )
    assert dict(owed) == dict.fromkeys(LEAVES, 1)  # type: ignore[arg-type]  # rows of a query have no types of their own
    assert rows(desk, "SELECT count(*) FROM receipt") == [(len(LEAVES),)]
    told = [one[0] for one in rows(desk, "SELECT details FROM act WHERE verb = 'cascade'")]
    assert sum(int(str(one).split('"received": ')[1].rstrip("}")) for one in told) == len(LEAVES)
    assert verify(work(desk), quiet).faults == ()


def test_two_plans_that_rest_on_the_same_approvals_change_at_once(desk: Desk) -> None:
    for ref in ("N-2025-1", "N-2025-2"):
        desk.done("cascade", ref)
    for ref in ("N-2025-1", "N-2025-2"):
        desk.done("collect", desk.write_json("s.json", {**sent("W111", 1, 2), "plan": ref}))
        approval = ("review", "approve", "W111", "ward-report", "2025", "--of", "D11")
        desk.done("--as", "Mai", *approval, "--plan", ref)
    at = work(desk)
    for turn in range(ROUNDS):
        plan = {**PLAN, "title": f"Plan 1, read {turn}"}
        acts: list[Callable[[], object]] = [
            lambda: withdraw(at, "N-2025-2", "again", NOW),
            partial(amend, at, "N-2025-1", plan, Paper("named"), NOW, quiet),
            lambda: succeed(at, "N-2025-1", date(2025, 7, 1), NOW),
            lambda: restore(at, "N-2025-2", NOW),
            partial(send, desk, {**sent("W111", turn, 90), "plan": "N-2025-1"}),
        ]
        assert at_once(*acts) == ["done"] * 5, turn
        restore(at, "N-2025-2", NOW)
    assert verify(at, quiet).faults == ()
    assert rows(desk, "SELECT count(*) FROM assignment") == [(2 * len(LEAVES),)]


def test_what_is_counted_up_at_once_loses_no_count(desk: Desk) -> None:
    at = work(desk)

    def touch() -> None:
        with at.store().writing() as connection:
            assignments.touch(connection)

    def mark() -> int:
        with at.store().reading() as connection:
            return int(assignments.mark(connection))

    before = mark()
    at_once(*[touch] * 12)
    assert mark() == before + 12


def test_lists_forms_and_days_are_brought_in_by_several_at_once(desk: Desk) -> None:
    at = work(desk)
    fresh = [Unit(f"W99{n}", "A new ward", "ward", "D11") for n in range(5)]
    day = KeptDay(date(2025, 9, 1), "off", "A day", "1/QĐ")
    form = {**WARD_FORM, "title": "Another"}
    acts: list[Callable[[], object]] = [
        *[lambda: units.import_units(at, fresh, (), NOW)] * 3,
        *[lambda: forms.add(at, form, NOW)] * 3,
        *[lambda: calendar.declare(at, [day], NOW)] * 3,
    ]
    assert at_once(*acts) == ["done"] * 9
    assert rows(desk, "SELECT count(*) FROM unit") == [(len(COUNTRY) + 5,)]
    assert rows(desk, "SELECT max(version), count(*) FROM form") == [(2, 2)]
    assert rows(desk, "SELECT count(*) FROM calendar_day") == [(1,)]
    for verb in ("units import", "forms add", "calendar add"):
        counted = rows(desk, f"SELECT count(*) FROM act WHERE verb = '{verb}'")
        assert counted == [(1 if verb == "calendar add" else 2,)]
