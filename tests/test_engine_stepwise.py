"""A plan carried step by step: nobody is reached before the unit above issued its own."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import cascade as verb
from engine.adopt import adopt
from engine.cascade import AT_ONCE, STEPWISE
from engine.reach import FREE, gates
from engine.work import Work
from errors import Problem
from hierarchy.tree import Tree
from store import assignments, plans, receipts
from tests import postgres, vault
from tests.cast import COUNTRY, DAY
from tests.desk import PLAN, WARD_FORM, Desk, opened, roster_csv
from tests.office import NOW, quiet, store, work

REF = "N-2025-1"
UPPER: Mapping[str, Any] = {**PLAN, "addressed_to": {"all": True}}
BELOW = [unit.code for unit in COUNTRY if unit.code != "N"]
DUE = {"P1": {"ward": "2025-11-20", "department": "2025-12-01"}, "D11": {"ward": "2025-11-10"}}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = opened(tmp_path, ())
    desk.done("plans", "issue", desk.write_json("plan.json", UPPER))
    return desk


def own(unit: str, ref: str = REF) -> dict[str, Any]:
    adopts: dict[str, Any] = {"plan": ref}
    if unit in DUE:
        adopts["due"] = {"2025": DUE[unit]}
    return {
        "issuer": unit,
        "title": "Own",
        "period": "2025",
        "roster_on": "2025-06-01",
        "adopts": adopts,
    }


def step(desk: Desk, *options: str, ref: str = REF) -> dict[str, Any]:
    told: dict[str, Any] = desk.done("--json", "cascade", ref, *options).data()
    return told


def take_up(desk: Desk, *units: str) -> None:
    for unit in units:
        adopt(work(desk), REF, unit, own(unit), NOW, DAY)


def received(desk: Desk) -> set[str]:
    query = (
        "SELECT code FROM receipt JOIN unit ON unit.id = unit_id JOIN plan ON plan.id = plan_id "
        "WHERE ref = ?"
    )
    return {code for (code,) in vault.rows(store(desk), query, REF)}


def ended(database: Path) -> tuple[vault.Rows, vault.Rows]:
    """Receipts and assignments of the national plan, whatever their row ids and moments."""
    receipts = (
        "SELECT code, receipt.state FROM receipt JOIN unit ON unit.id = unit_id "
        "JOIN plan ON plan.id = plan_id WHERE ref = ? ORDER BY code"
    )
    assignments = (
        "SELECT code, assignment.period, due, assignment.state FROM assignment "
        "JOIN unit ON unit.id = unit_id JOIN plan ON plan.id = plan_id WHERE ref = ? ORDER BY code"
    )
    return vault.rows(database, receipts, REF), vault.rows(database, assignments, REF)


def test_a_plan_stops_at_the_units_that_have_not_issued_their_own(desk: Desk) -> None:
    told = step(desk, "--stepwise")
    assert (told["received"], told["assigned"], told["mode"]) == (2, 0, STEPWISE)
    assert told["waiting"] == 12
    assert received(desk) == {"P1", "P2"}
    take_up(desk, "P1")
    told = step(desk, "--stepwise")
    assert (told["received"], told["assigned"]) == (3, 1)
    assert received(desk) == {"P1", "P2", "D11", "D12", "T1"}
    take_up(desk, "D12")
    step(desk)
    assert received(desk) == {"P1", "P2", "D11", "D12", "T1", "W121", "W122"}


def test_a_run_with_nothing_to_do_changes_nothing(desk: Desk) -> None:
    step(desk, "--stepwise")
    before = vault.dump(store(desk))
    assert verb.parts(work(desk), REF) == []
    assert step(desk, "--stepwise")["received"] == step(desk)["received"] == 0
    assert vault.dump(store(desk)) == before


@pytest.mark.parametrize("turned_down", ["return", "refuse"])
def test_nobody_is_reached_through_a_unit_that_turned_the_plan_down(
    desk: Desk, turned_down: str
) -> None:
    step(desk, "--stepwise")
    desk.done("plans", turned_down, REF, "--unit", "P1", "--reason", "not ours")
    assert step(desk)["received"] == 0


def test_a_unit_under_way_or_closed_lets_the_plan_through(desk: Desk) -> None:
    step(desk, "--stepwise")
    take_up(desk, "P1", "P2")
    for verbs in (("start",), ("start", "close")):
        unit = "P1" if len(verbs) == 1 else "P2"
        for one in verbs:
            desk.done("plans", one, REF, "--unit", unit)
    step(desk)
    assert {"D11", "D12", "T1", "D21", "D22"} <= received(desk)


def test_a_plan_passes_by_units_it_does_not_address(desk: Desk) -> None:
    wards = {**UPPER, "title": "Wards", "addressed_to": [{"levels": ["province", "ward"]}]}
    wards["collects"] = [{**PLAN["collects"][0], "from": {"levels": ["ward"]}}]
    ref = desk.done("plans", "issue", desk.write_json("wards.json", wards)).out.strip()
    assert step(desk, "--stepwise", ref=ref)["received"] == 2
    adopt(work(desk), ref, "P2", own("P2", ref), NOW, DAY)
    told = step(desk, ref=ref)
    assert (told["received"], told["assigned"]) == (2, 2)


def test_who_is_asked_alone_and_the_issuer_itself_are_reached_at_once(desk: Desk) -> None:
    alone = {**PLAN, "title": "Leaves and the issuer"}
    alone["collects"] = [{**PLAN["collects"][0], "from": [{"leaves": True}, {"self": True}]}]
    ref = desk.done("plans", "issue", desk.write_json("alone.json", alone)).out.strip()
    told = step(desk, "--stepwise", ref=ref)
    assert (told["received"], told["assigned"], told["waiting"]) == (10, 10, 0)


def test_an_own_plan_issued_early_lets_the_plan_through_in_the_same_run(desk: Desk) -> None:
    cites = [{"unit": "N", "plan": REF, "title": "Above"}]
    early = {**own("P1"), "cites": cites}
    desk.done("plans", "issue", desk.write_json("early.json", early))
    assert step(desk, "--stepwise")["received"] == 5


def test_a_stepwise_plan_may_go_to_the_bottom_at_once_and_not_the_other_way(desk: Desk) -> None:
    step(desk, "--stepwise")
    assert (step(desk, "--at-once")["received"], step(desk)["waiting"]) == (12, 0)
    refused = desk.run("cascade", REF, "--stepwise")
    assert refused.code == 1
    assert "[mode_refused]" in refused.err
    assert desk.run("cascade", REF, "--stepwise", "--at-once").code == 2
    query = "SELECT details FROM plan_act WHERE verb = 'cascade' ORDER BY id"
    assert len(vault.rows(store(desk), query)) == 2


def test_days_of_those_above_hold_for_who_is_reached_later(desk: Desk) -> None:
    step(desk, "--stepwise")
    take_up(desk, "P1", "P2")
    step(desk)
    take_up(desk, "D11", "D12", "D21")
    step(desk)
    found = {code: due for code, _period, due, _state in ended(store(desk))[1]}
    assert found["W111"] == "2025-11-10"
    assert found["W121"] == "2025-11-20"
    assert found["W211"] == "2025-12-05"
    assert found["T1"] == "2025-12-01"
    assert found["D22"] == "2025-12-20"


def at_the_same_time(*acts: Callable[[], object]) -> None:
    """Calls in threads of their own; the first of their exceptions is raised."""
    with ThreadPoolExecutor(len(acts)) as pool:
        for one in [pool.submit(act) for act in acts]:
            one.result()


def test_runs_at_the_same_time_do_nothing_twice(desk: Desk) -> None:
    here = work(desk)
    for units in ((), ("P1", "P2"), ("D11", "D12", "D21")):
        take_up(desk, *units)
        at_the_same_time(*[partial(verb.cascade, here, REF, NOW, quiet, STEPWISE)] * 4)
    assert [row[0] for row in ended(store(desk))[0]] == sorted(BELOW)
    assert len(ended(store(desk))[1]) == 9


@pytest.mark.slow
def test_on_postgresql_runs_and_adoptions_at_the_same_time_do_nothing_twice(tmp_path: Path) -> None:
    with postgres.server(tmp_path) as address:
        url = postgres.database(address, "capbac")
        desk = Desk(tmp_path)
        for words in (
            ("init",),
            ("units", "import", desk.write("roster.csv", roster_csv())),
            ("forms", "add", desk.write_json("form.json", WARD_FORM)),
            ("plans", "issue", desk.write_json("plan.json", UPPER)),
        ):
            desk.done("--database", url, *words)
        here = Work(url, str(desk.workspace), actor="test")
        for mode in (STEPWISE, STEPWISE, AT_ONCE):
            at_the_same_time(
                *[partial(verb.cascade, here, REF, NOW, quiet, mode)] * 3,
                *[partial(tried, here, ["P1", "P2", "D11"], set())] * 2,
            )
        tried(here, ["P1", "P2", "D11"], set())
        with here.store().reading() as connection:
            (row, *lower) = plans.all_rows(connection)
            assert receipts.counts(connection, row.id) == {"adopted": 3, "received": 11}
            assert len(assignments.kept(connection, row.id)) == 9
            assert sorted(one.issuer for one in lower) == ["D11", "P1", "P2"]
        here.store().close()


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which the plan is issued and waits."""
    desk = opened(tmp_path_factory.mktemp("issued"), ())
    desk.done("plans", "issue", desk.write_json("plan.json", UPPER))
    work(desk).store().close()
    return store(desk)


def copied(database: Path, folder: Path) -> Work:
    path = folder / "capbac.db"
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(path)) as new:
        old.backup(new)
    return Work(f"sqlite:///{path}", str(folder), actor="test")


def tried(here: Work, turns: Sequence[str], done: set[str]) -> None:
    """A run for each empty turn, else an adoption, if the unit has the plan by then."""
    for unit in turns:
        if not unit:
            verb.cascade(here, REF, NOW, quiet, STEPWISE)
        elif unit not in done:
            with suppress(Problem):
                adopt(here, REF, unit, own(unit), NOW, DAY)
                done.add(unit)


@pytest.mark.slow
@settings(max_examples=8)
@given(
    turns=st.lists(st.sampled_from(["", "", "", *BELOW]), max_size=15), order=st.permutations(BELOW)
)
def test_however_it_goes_everybody_ends_where_at_once_would_have_brought_them(
    issued: Path, turns: list[str], order: list[str]
) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        at_once, stepwise = copied(issued, Path(one)), copied(issued, Path(other))
        verb.cascade(at_once, REF, NOW, quiet, AT_ONCE)
        tried(at_once, order, set())
        done: set[str] = set()
        tried(stepwise, turns, done)
        for _ in range(4):
            tried(stepwise, ["", *order], done)
        assert ended(Path(other) / "capbac.db") == ended(Path(one) / "capbac.db")
        assert {state for _, state in ended(Path(one) / "capbac.db")[0]} == {"adopted"}
        at_once.store().close()
        stepwise.store().close()


@given(
    parents=st.lists(st.integers(0, 30), min_size=1, max_size=30),
    wanted=st.sets(st.integers(0, 30), max_size=20),
)
def test_the_gate_is_the_nearest_addressed_unit_above(parents: list[int], wanted: set[int]) -> None:
    above = [-1, *(parent % place for place, parent in enumerate(parents, 1))]
    tree = Tree.from_parents(np.array(above, np.int32), [f"level{n}" for n in range(31)])
    for issuer in range(len(tree)):
        places = sorted(p for p in wanted if issuer <= p < tree.stop[issuer])
        found = gates(places, tree, issuer)
        assert list(found) == places
        for place, gate in found.items():
            between = [a for a in tree.ancestors(place) if issuer < a and a in places]
            assert gate == (between[0] if between and place != issuer else FREE)
