"""The same at the same instant through two doors: nothing is lost, nothing breaks off."""

import copy
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from engine import collect, drafts
from engine.collect import Collected
from engine.pool import Pool
from tests import postgres
from tests.courts import Court, asking, opened
from tests.desk import WARD_FORM, Desk, sent
from tests.office import NOW, codes, quiet

pytestmark = pytest.mark.slow
TIMES, ROUNDS = 6, 25


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def court(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Court]:
    """A store in which two plans ask the same units for a form each."""
    folder = tmp_path_factory.mktemp("sending")
    if request.param == "sqlite":
        yield _two(opened(folder, asking()), ())
        return
    with postgres.server(folder) as address:
        url = postgres.database(address, "court")
        yield _two(opened(folder / "desk", asking(), url), ("--database", url))


def _two(court: Court, there: tuple[str, ...]) -> Court:
    other = copy.deepcopy(dict(WARD_FORM)) | {"$id": "other-report"}
    plan = asking()
    plan["collects"][0]["form"] = "other-report"
    del plan["collects"][0]["due"]
    desk = Desk(court.folder)
    desk.done(*there, "forms", "add", desk.write_json("other.json", other))
    asked = {**plan, "title": "Another plan of the nation"}
    ref = desk.done(*there, "plans", "issue", desk.write_json("other-plan.json", asked)).out
    desk.done(*there, "cascade", ref.strip())
    return court


def at_once(*acts: Callable[[], Collected]) -> list[Collected]:
    """What became of acts that began at the same moment."""
    line = Barrier(len(acts))

    def run(act: Callable[[], Collected]) -> Collected:
        line.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def sending(court: Court, name: str, record: object) -> Callable[[], Collected]:
    path = court.folder / f"{name}.json"
    path.write_text(json.dumps(record), encoding="utf-8")

    def act() -> Collected:
        with Pool(1) as pool:
            return collect.collect(court.work, [path], None, NOW, pool, quiet)

    return act


def rows(court: Court, query: str) -> list[tuple[object, ...]]:
    with court.work.store().reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_one_key_for_two_forms_at_once_belongs_to_one_of_them(court: Court) -> None:
    for number in range(ROUNDS):
        mine = {**sent("W111", number, 900), "key": f"both{number}"}
        other = {**mine, "form": "other-report", "values": {"leaders": {"total": number}}}
        acts = [sending(court, "mine", mine), sending(court, "other", other)]
        done = at_once(*acts)
        assert sum(one.accepted for one in done) == 1, number
        assert [code for one in done for code in codes(one)] == ["key_conflict"], number
    assert rows(court, "SELECT count(*) FROM submission_key") == [(ROUNDS,)]


def test_the_same_fault_sent_many_times_at_once_is_one_refusal_and_one_draft(court: Court) -> None:
    for number in range(ROUNDS):
        wrong = sent("W112", number + 2, 1)  # more women than leaders
        done = at_once(*[sending(court, f"wrong{number}", wrong) for _ in range(TIMES)])
        assert {code for one in done for code in codes(one)} == {"check_failed"}, number
    assert rows(court, "SELECT count(*) FROM refusal WHERE unit = 'W112'") == [(ROUNDS,)]
    assert rows(court, "SELECT count(*) FROM draft") == [(1,)]


def test_drafts_of_one_unit_saved_at_once_leave_one(court: Court) -> None:
    path = court.folder / "draft.json"
    path.write_text(json.dumps(sent("W113", 1, 2)), encoding="utf-8")

    def save() -> Collected:
        drafts.save(court.work, [path], None, NOW)
        return Collected()

    for _ in range(ROUNDS):
        at_once(*[save] * TIMES)
    assert rows(
        court,
        "SELECT count(*) FROM draft JOIN assignment ON assignment.id = assignment_id "
        "JOIN unit ON unit.id = unit_id WHERE code = 'W113'",
    ) == [(1,)]
