"""The whole matrix on the desk: every officer at every unit in every state under every workflow."""

import copy
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from engine.docket import Case, Docket
from engine.duties import Verb, acting, refuse_unless_due
from engine.work import Work
from errors import Problem
from reporting.rights import allowed, relation_of, role_of
from store import subjects
from store.opening import Connection
from tests import vault
from tests.cast import COUNTRY
from tests.desk import PLAN, WARD_FORM, Desk, roster_csv, sent
from tests.office import store, take_in, work

LEVELS = ("district", "province", "nation")
WORKFLOWS: list[tuple[str, ...]] = [
    (),
    *(some for size in (1, 2, 3) for some in combinations(LEVELS, size)),
]
PERIODS = {f"{2021 + place}": levels for place, levels in enumerate(WORKFLOWS)}
STATES = {
    "W111": "expected",
    "W112": "draft",
    "W113": "submitted",
    "W121": "returned",
    "W122": "approved",
    "W211": "succeeded",
    "W212": "withdrawn",
    "D11": "submitted",
    "D12": "approved",
    "T1": "submitted",
    "D22": "submitted",
    "P1": "submitted",
    "P2": "approved",
    "N": "approved",
}
PARENT = {one.code: one.parent_code for one in COUNTRY}
LEVEL = {one.code: one.level for one in COUNTRY}
UNSENT = {"expected", "draft"}


def above(unit: str) -> list[str]:
    parent = PARENT[unit]
    return [] if parent is None else [parent, *above(parent)]


def steps(unit: str, levels: tuple[str, ...]) -> list[str]:
    return [one for one in above(unit) if LEVEL[one] in levels] or above(unit)[:1]


def agreed_to(officer: str, verb: Verb, unit: str, levels: tuple[str, ...], *, force: bool) -> bool:
    """What was agreed, said again: who approves or returns what, and when."""
    state, way = STATES[unit], steps(unit, levels)
    if officer not in above(unit) or state in {"expected", "draft", "succeeded", "withdrawn"}:
        return False
    if verb == "return":
        return state in {"submitted", "approved"} and (force or officer in way)
    if state != "submitted":
        return False
    lowest = above(unit).index(way[0])
    return officer == way[0] or (force and above(unit).index(officer) >= lowest)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """One plan that asks the same form for eight periods, each with another workflow."""
    desk = Desk(tmp_path_factory.mktemp("matrix"))
    plan: dict[str, Any] = copy.deepcopy(dict(PLAN))
    plan["collects"] = [
        {
            "form": "ward-report",
            "periods": [period],
            "from": [{"all": True}, {"self": True}],
            **({"approved_by": list(levels)} if levels else {}),
        }
        for period, levels in PERIODS.items()
    ]
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", plan))
    desk.done("cascade", "N-2025-1")
    paths = [
        desk.write_json(f"{unit}-{period}.json", {**sent(unit, 1, 2), "period": period})
        for unit, state in STATES.items()
        if state not in UNSENT
        for period in PERIODS
    ]
    assert take_in(desk, paths).accepted == len(paths)
    for unit, state in STATES.items():
        query = "UPDATE assignment SET state = ? WHERE unit_id = (SELECT id FROM unit WHERE code=?)"
        vault.change(store(desk), query, state, unit)
    return work(desk)


def cases(here: Work, connection: Connection, period: str) -> Iterator[Case]:
    rows = subjects.subjects(connection, 1, period)
    docket = Docket(here, connection, (1, period), rows)
    yield from (docket.case(one) for one in rows if one.unit in STATES)


def passes(case: Case, officer: str, verb: Verb, *, force: bool) -> bool:
    if case.subject.submission_id is None:
        return False  # refused before anybody asks who it is
    try:
        refuse_unless_due(case, acting(case, officer), verb, force=force)
    except Problem:
        return False
    return True


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: "-".join(PERIODS[period]) or "above")
def test_the_engine_lets_through_what_the_matrix_allows(here: Work, period: str) -> None:
    levels, seen = PERIODS[period], 0
    with here.store().reading() as connection:
        for case in cases(here, connection, period):
            unit = case.subject.unit
            assert [case.code(step) for step in case.steps] == steps(unit, levels)
            for officer in PARENT:
                place = case.map.tree.index[officer]
                role = role_of(case.map.tree, place, case.place, case.steps)
                relation = relation_of(case.map.tree, place, case.place)
                for verb in ("approve", "return"):
                    for force in (False, True):
                        found = passes(case, officer, verb, force=force)
                        asked = (officer, verb, unit, force)
                        assert found == agreed_to(officer, verb, unit, levels, force=force), asked
                        granted = allowed((role,), verb, relation, case.subject.state)
                        forced = force and allowed((role,), "force", relation, case.subject.state)
                        assert granted or forced or not found, asked
                        seen += found
    assert seen > 20
