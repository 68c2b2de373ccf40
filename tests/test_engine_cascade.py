"""A plan on its way down: who receives it, who owes what by when, and who takes it up."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from profiles.registry import load
from tests import vault
from tests.cast import COUNTRY
from tests.desk import PLAN, WARD_FORM, Desk, opened
from tests.office import store

pytestmark = pytest.mark.both

LEAVES = {"W111", "W112", "W113", "W121", "W122", "W211", "W212", "T1", "D22"}
COLLECT: Mapping[str, Any] = PLAN["collects"][0]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path, ())


def plan(**changed: Any) -> dict[str, Any]:
    """A plan in words alone."""
    return {"issuer": "N", "title": "In words", "period": "2025"} | changed


def asking(senders: Any, **changed: Any) -> dict[str, Any]:
    """The plan of the nation, asking somebody else."""
    return {**PLAN, "collects": [{**COLLECT, "from": senders}]} | changed


def issue(desk: Desk, document: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = desk.done(
        "--json", "plans", "issue", desk.write_json("plan.json", document)
    ).data()
    return told


def cascade(desk: Desk, ref: str) -> tuple[int, int]:
    told = desk.done("--json", "cascade", ref).data()
    return told["received"], told["assigned"]


def carried(desk: Desk, document: Mapping[str, Any]) -> str:
    """Issued and cascaded: its reference."""
    ref: str = issue(desk, document)["plan"]
    cascade(desk, ref)
    return ref


def codes(desk: Desk, table: str, ref: str) -> set[str]:
    query = (
        f"SELECT unit.code FROM {table} JOIN unit ON unit.id = unit_id "
        "JOIN plan ON plan.id = plan_id WHERE ref = ?"
    )
    return {code for (code,) in vault.rows(store(desk), query, ref)}


def owing(desk: Desk, ref: str) -> set[str]:
    return codes(desk, "assignment", ref)


def received(desk: Desk, ref: str) -> set[str]:
    return codes(desk, "receipt", ref)


def test_issuing_assigns_nobody_and_cascading_everyone(desk: Desk) -> None:
    told = issue(desk, PLAN)
    assert (told["new"], told["addressed"]) == (True, 9)
    assert owing(desk, told["plan"]) == received(desk, told["plan"]) == set()
    assert cascade(desk, told["plan"]) == (9, 9)
    assert owing(desk, told["plan"]) == received(desk, told["plan"]) == LEAVES


def test_cascading_twice_is_harmless(desk: Desk) -> None:
    ref = carried(desk, PLAN)
    before = vault.dump(store(desk))
    assert cascade(desk, ref) == (0, 0)
    assert vault.dump(store(desk)) == before


def test_a_file_issued_twice_is_one_plan_however_it_is_laid_out(desk: Desk) -> None:
    first = issue(desk, PLAN)
    again = issue(desk, dict(reversed(list(PLAN.items()))))
    assert (again["plan"], again["new"]) == (first["plan"], False)
    assert issue(desk, {**PLAN, "title": "Another"})["plan"] != first["plan"]


def test_a_plan_may_be_named_by_its_file(desk: Desk) -> None:
    issue(desk, PLAN)
    copy = desk.write_json("copy.json", dict(reversed(list(PLAN.items()))))
    assert desk.done("--json", "cascade", copy).data()["assigned"] == 9


def test_each_level_has_its_own_due_day(desk: Desk) -> None:
    carried(desk, PLAN)
    query = "SELECT DISTINCT level, due FROM assignment JOIN unit ON unit.id = unit_id"
    assert dict(vault.rows(store(desk), query)) == {
        "ward": "2025-12-05",
        "district": "2025-12-20",
        "department": "2025-12-20",
    }


def test_every_period_is_an_assignment_of_its_own_and_may_lack_a_due_day(desk: Desk) -> None:
    collect = {**COLLECT, "periods": ["2025", "2026"]}
    carried(desk, {**PLAN, "collects": [collect]})
    query = "SELECT period, count(*), count(due) FROM assignment GROUP BY period ORDER BY period"
    assert vault.rows(store(desk), query) == [("2025", 9, 9), ("2026", 9, 0)]


@pytest.mark.parametrize(
    "words",
    [
        plan(),
        plan(addressed_to={"text": "enterprises, associations"}),
        plan(tasks=["Think", {"title": "Act", "by": "2025-06-30"}]),
        plan(targets=[{"measure": "a", "op": ">=", "value": "some", "by": "2025-12-31"}]),
        plan(document={"raw": None, "issued": None}),
    ],
)
def test_a_plan_in_words_alone_runs(desk: Desk, words: Mapping[str, Any]) -> None:
    ref = issue(desk, words)["plan"]
    assert cascade(desk, ref) == (0, 0)
    assert desk.done("--json", "plans", "show", ref).data()["collects"] == []


def test_a_plan_without_forms_is_received_all_the_same(desk: Desk) -> None:
    ref = carried(desk, plan(addressed_to={"children": True}))
    assert received(desk, ref) == {"P1", "P2"}
    assert owing(desk, ref) == set()


@pytest.mark.parametrize(
    ("selector", "wanted"),
    [
        ({"all": True}, {unit.code for unit in COUNTRY} - {"N"}),
        ({"leaves": True}, LEAVES),
        ({"children": True}, {"P1", "P2"}),
        ({"self": True}, {"N"}),
        ({"levels": ["department"]}, {"T1"}),
        ({"levels": ["district", "department"]}, {"D11", "D12", "D21", "D22", "T1"}),
        ({"units": ["W111", "P2"]}, {"W111", "P2"}),
        ({"text": "enterprises with female owners"}, set()),
        ([{"levels": ["district"]}, {"self": True}], {"D11", "D12", "D21", "D22", "N"}),
    ],
)
def test_whom_a_selector_means(desk: Desk, selector: Any, wanted: set[str]) -> None:
    assert owing(desk, carried(desk, asking(selector))) == wanted


def test_departments_stand_beside_the_districts_and_not_among_them(desk: Desk) -> None:
    ref = carried(desk, asking({"levels": ["district"]}, issuer="P1"))
    assert owing(desk, ref) == {"D11", "D12"}
    below = desk.done("--json", "units", "show", "P1").data()["below"]
    assert below == {"district": 2, "ward": 5, "department": 1}


def test_a_province_reaches_no_further_than_its_own_units(desk: Desk) -> None:
    ref = carried(desk, asking({"all": True}, issuer="P2"))
    assert owing(desk, ref) == {"D21", "D22", "W211", "W212"}


def sample(seed: int) -> dict[str, Any]:
    return {"sample": {"of": {"levels": ["ward"]}, "size": 3, "seed": seed}}


def test_a_sample_without_a_seed_is_drawn_the_same_every_time(desk: Desk) -> None:
    drawn: dict[str, Any] = {"sample": {"of": {"levels": ["ward"]}, "size": 3}}
    first = owing(desk, carried(desk, asking(drawn)))
    assert len(first) == 3
    assert owing(desk, carried(desk, asking(drawn, title="Another"))) == first


def test_a_sample_is_drawn_again_as_it_was_drawn(desk: Desk) -> None:
    first = owing(desk, carried(desk, asking(sample(1))))
    again = owing(desk, carried(desk, asking(sample(1), title="Another")))
    others = [owing(desk, carried(desk, asking(sample(seed)))) for seed in range(2, 6)]
    assert len(first) == 3
    assert first == again
    assert any(other != first for other in others)
    assert cascade(desk, "N-2025-1") == (0, 0)


def test_whoever_is_asked_is_thereby_addressed(desk: Desk) -> None:
    ref = carried(desk, asking({"units": ["W111"]}, addressed_to={"children": True}))
    assert received(desk, ref) == {"P1", "P2", "W111"}


def test_a_plan_keeps_the_form_it_was_issued_with(desk: Desk) -> None:
    ref = issue(desk, PLAN)["plan"]
    desk.done("forms", "add", desk.write_json("form.json", {**WARD_FORM, "title": "Version two"}))
    cascade(desk, ref)
    query = "SELECT DISTINCT version FROM assignment JOIN form ON form.id = form_id"
    assert vault.rows(store(desk), query) == [(1,)]


@pytest.mark.parametrize(
    ("paper", "day"),
    [
        ({"roster_on": "2025-01-02", "document": {"raw": "1", "issued": "2025-03-04"}}, "01-02"),
        ({"document": {"raw": "1", "issued": "2025-03-04", "published": "2025-04-05"}}, "03-04"),
        ({"document": {"raw": "1", "published": "2025-04-05"}}, "04-05"),
        ({"document": {"raw": "1", "published": "2025-04-05T08:00:00+07:00"}}, "04-05"),
    ],
)
def test_the_roster_of_a_plan_is_that_of_its_day(
    desk: Desk, paper: Mapping[str, Any], day: str
) -> None:
    assert issue(desk, plan(**paper))["roster_on"] == f"2025-{day}"


UPPER = plan(addressed_to={"children": True}, document={"raw": "1/KH"})
LOWER = plan(
    issuer="P1",
    title="Of the province",
    cites=[{"unit": "N", "raw": "1/KH", "title": "In words"}],
    document={"raw": "7/KH-P1"},
)


def states(desk: Desk, ref: str) -> dict[str, str]:
    query = (
        "SELECT unit.code, receipt.state FROM receipt JOIN unit ON unit.id = unit_id "
        "JOIN plan ON plan.id = plan_id WHERE ref = ?"
    )
    return dict(vault.rows(store(desk), query, ref))


@pytest.mark.parametrize("early", [True, False])
def test_a_unit_that_cites_the_plan_above_has_taken_it_up(desk: Desk, *, early: bool) -> None:
    upper = issue(desk, UPPER)["plan"]
    if early:  # issued before the plan above has arrived
        issue(desk, LOWER)
    cascade(desk, upper)
    if not early:
        issue(desk, LOWER)
    assert states(desk, upper) == {"P1": "adopted", "P2": "received"}
    travelled = desk.done("--json", "plans", "tree", upper).data()["levels"]
    assert travelled["province"] == {"received": 2, "adopted": 1, "silent": 1}


def test_a_citation_of_something_else_takes_nothing_up(desk: Desk) -> None:
    upper = carried(desk, UPPER)
    elsewhere = [{"issuer": "Parliament", "raw": "1/KH", "title": "A law"}]
    issue(desk, {**LOWER, "cites": elsewhere})
    other_number = [{"unit": "N", "raw": "2/KH", "title": "Another"}]
    issue(desk, {**LOWER, "cites": other_number, "document": {"raw": "8/KH-P1"}})
    assert states(desk, upper) == {"P1": "received", "P2": "received"}


@pytest.mark.slow
def test_hai_phong_takes_up_the_national_guidance_of_2022(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "fetch", "vietnam")
    ready = load("vn").plans()
    upper = carried(desk, ready["ubqg-2022"])
    lower = carried(desk, ready["hai-phong-2022"])
    shown = desk.done("--json", "plans", "show", lower).data()
    assert shown["number"] == "02/CTr-BVSTBPN"
    assert any(cite["raw"] == "02/UBQG-VP" for cite in shown["cites"])
    found = states(desk, upper)
    assert len(found) == 63
    assert {code for code, state in found.items() if state == "adopted"} == {"31"}
    travelled = desk.done("--json", "plans", "tree", upper).data()["levels"]
    assert travelled["province"] == {"received": 63, "adopted": 1, "silent": 62}
