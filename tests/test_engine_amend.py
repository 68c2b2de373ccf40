"""A plan amended, withdrawn or restored: who hears of it, and what becomes of what is owed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import vault
from tests.archive import copied
from tests.desk import PLAN, WARD_FORM, Desk, Outcome, opened, sent
from tests.office import store

pytestmark = pytest.mark.both

REF = "N-2025-1"
LEAVES = 9
TARGET = {"measure": "men", "op": ">=", "value": 1, "by": "2025-12-31"}
WARDS = {"W111", "W112", "W113", "W121", "W122", "W211", "W212"}


@pytest.fixture(scope="module")
def ready(database: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ready")
    opened(folder)
    return folder


@pytest.fixture
def desk(ready: Path, tmp_path: Path) -> Desk:
    return copied(Desk(ready), tmp_path / "desk")


def plan(**changed: Any) -> dict[str, Any]:
    return {**PLAN, **changed}


def collecting(**changed: Any) -> dict[str, Any]:
    """The plan, asking otherwise."""
    return plan(collects=[{**PLAN["collects"][0], **changed}])


def ladder(national: str, **days_before: int) -> dict[str, Any]:
    return {"2025": {"national": national, "days_before": days_before}}


def amend(desk: Desk, document: Mapping[str, Any], *more: str, ref: str = REF) -> Any:
    file = desk.write_json("amended.json", document)
    outcome = desk.done("--json", "plans", "amend", ref, file, "--reason", "a slip", *more)
    return outcome.data()


def owing(desk: Desk, column: str = "state") -> dict[str, str]:
    query = f"SELECT code, {column} FROM assignment JOIN unit ON unit.id = unit_id"
    return dict(vault.rows(store(desk), query))


def collect(desk: Desk, unit: str, women: int = 1) -> Outcome:
    return desk.run("collect", desk.write_json(f"{unit}-{women}.json", sent(unit, women, 9)))


def refused(desk: Desk, code: str, *line: object, exit_: int = 1) -> str:
    before = vault.dump(store(desk), ("refusal",))
    outcome = desk.run(*line)
    assert outcome.code == exit_, outcome
    assert f"[{code}]" in outcome.err
    assert vault.dump(store(desk), ("refusal",)) == before
    return outcome.err


def test_an_amendment_is_kept_told_and_listed(desk: Desk) -> None:
    task = {"title": "Train", "by": "2025-09-01"}
    done = amend(desk, plan(title="Mended", tasks=["Think", task]), "--number", "60/KH-UBND")
    assert (done["new"], done["told"]) == (True, LEAVES)
    assert [(one["kind"], one["what"], one["name"]) for one in done["changes"]] == [
        ("changed", "title", ""),
        ("added", "task", "Think"),
        ("added", "task", "Train"),
    ]
    (kept,) = desk.done("--json", "plans", "changes", REF).data()
    assert (kept["number"], kept["reason"], kept["told"]) == ("60/KH-UBND", "a slip", LEAVES)
    assert kept["changes"] == done["changes"]
    said = desk.done("--lang", "en", "plans", "changes", REF).out
    assert "60/KH-UBND: a slip" in said
    assert "title: Plan of the nation → Mended" in said
    assert "nhiệm vụ" in desk.done("--lang", "vi", "plans", "changes", REF).out
    assert desk.done("--json", "plans", "show", REF).data()["title"] == "Mended"


def test_an_amendment_run_twice_changes_nothing_more(desk: Desk) -> None:
    document = collecting(due=ladder("2025-12-24"))
    amend(desk, document)
    before = vault.dump(store(desk))
    again = amend(desk, document)
    assert (again["new"], again["told"], again["changes"]) == (False, 0, [])
    assert vault.dump(store(desk)) == before


def test_a_plan_is_found_by_what_it_reads_now_and_by_what_it_read_first(desk: Desk) -> None:
    for title in ("Second", "Third", "Second", PLAN["title"]):
        amend(desk, plan(title=title))
    for title in (PLAN["title"], "Second", "Third"):
        file = desk.write_json("named.json", plan(title=title))
        assert desk.done("--json", "plans", "show", file).data()["plan"] == REF
        assert desk.done("plans", "issue", file).out.strip() == REF
    assert len(desk.done("--json", "plans", "changes", REF).data()) == 4
    assert vault.value(store(desk), "SELECT count(*) FROM plan") == 1


def test_only_those_who_were_told_see_an_amendment(desk: Desk) -> None:
    query = "UPDATE receipt SET state = ? WHERE unit_id = (SELECT id FROM unit WHERE code = ?)"
    for unit, state in (("W111", "refused"), ("W112", "closed")):
        _set(desk, query, state, unit)
    assert amend(desk, plan(title="Mended"))["told"] == LEAVES - 2
    assert len(desk.done("--json", "plans", "changes", REF, "--unit", "W113").data()) == 1
    for unit in ("W111", "P1"):
        assert desk.done("--json", "plans", "changes", REF, "--unit", unit).data() == []


def _set(desk: Desk, query: str, *values: str) -> None:
    vault.change(store(desk), query, *values)


def test_open_deadlines_follow_the_new_ladder(desk: Desk) -> None:
    assert collect(desk, "W111").code == 0
    done = amend(desk, collecting(due=ladder("2026-01-10", ward=5, department=1)))
    days = owing(desk, "due")
    assert (days["W112"], days["T1"], days["D22"]) == ("2026-01-05", "2026-01-09", "2026-01-10")
    assert days["W111"] == "2025-12-05"
    assert done["moved"] == LEAVES - 1
    assert {one["name"]: one["after"] for one in done["changes"]} == {
        "ward-report · 2025 · *": "2026-01-10",
        "ward-report · 2025 · ward": "2026-01-05",
        "ward-report · 2025 · department": "2026-01-09",
    }


def test_a_term_that_was_granted_is_not_cut_short(desk: Desk) -> None:
    granted = ("--to", "2026-02-01", "--reason", "floods", "--approver", "Chair")
    desk.done("extend", "W111", "ward-report", "2025", *granted)
    amend(desk, collecting(due=ladder("2026-01-10")))
    days = owing(desk, "due")
    assert (days["W111"], days["W112"]) == ("2026-02-01", "2026-01-10")


def test_units_newly_addressed_receive_the_plan_and_owe(desk: Desk) -> None:
    everyone = [{"leaves": True}, {"levels": ["district"]}]
    done = amend(desk, collecting(**{"from": everyone}))
    assert (done["received"], done["assigned"]) == (3, 3)
    assert {"D11", "D12", "D21"} < owing(desk).keys()
    assert amend(desk, collecting(**{"from": everyone}))["assigned"] == 0


def test_a_plan_that_was_not_cascaded_stays_where_it_is(desk: Desk) -> None:
    file = desk.write_json("other.json", plan(title="Other"))
    ref = desk.done("plans", "issue", file).out.strip()
    done = amend(desk, plan(title="Mended"), ref=ref)
    assert (done["told"], done["received"], done["assigned"]) == (0, 0, 0)


def test_units_no_longer_addressed_owe_nothing_but_what_they_sent_stays(desk: Desk) -> None:
    for unit in ("T1", "W111"):
        assert collect(desk, unit).code == 0
    done = amend(desk, collecting(**{"from": {"levels": ["ward"]}}))
    assert (done["withdrawn"], done["kept"]) == (1, 1)
    states = owing(desk)
    assert (states["D22"], states["T1"], states["W111"]) == ("withdrawn", "submitted", "submitted")
    assert "[assignment_withdrawn]" in collect(desk, "D22").err
    status = desk.done("--json", "status", "2025").data()
    assert "D22" not in str(status)
    back = amend(desk, PLAN)
    assert back["reopened"] == 1
    assert collect(desk, "D22").code == 0


def test_a_form_no_longer_collected_is_owed_by_nobody(desk: Desk) -> None:
    assert amend(desk, plan(collects=[], addressed_to={"leaves": True}))["withdrawn"] == LEAVES
    refused(desk, "nothing_assigned", "rollup", "2025")
    assert amend(desk, PLAN)["reopened"] == LEAVES
    assert collect(desk, "W111").code == 0


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (plan(issuer="P1"), "amend_fixed"),
        (plan(period="2026"), "amend_fixed"),
        (plan(roster_on="2025-06-02"), "amend_fixed"),
        (collecting(form="ward-report@2"), "amend_fixed"),
        (plan(title=""), "min_length"),
        (plan(cites=[{"plan": REF, "title": "itself"}]), "cited_itself"),
        (plan(cites=[{"plan": "P1-2025-1", "title": "in a circle"}]), "citation_cycle"),
        (plan(title="Taken"), "content_taken"),
        (plan(document={"raw": "9/KH-N"}), "number_taken"),
        (plan(targets=[TARGET]), "path_unknown"),
        (plan(attachments=[{"name": "a", "path": "none"}]), "attachment_missing"),
    ],
)
def test_what_an_amendment_may_not_say(desk: Desk, document: Mapping[str, Any], code: str) -> None:
    form = {**WARD_FORM, "title": "Version two"}
    desk.done("forms", "add", desk.write_json("form2.json", form))
    lower: dict[str, Any] = {"issuer": "P1", "title": "x", "period": "2025"}
    lower |= {"cites": [{"plan": REF, "title": "above"}]}
    for one in (lower, plan(title="Taken", document={"raw": "9/KH-N"}), plan(title="Taken")):
        desk.done("plans", "issue", desk.write_json("other.json", one))
    file = desk.write_json("bad.json", document)
    refused(desk, code, "plans", "amend", REF, file, "--reason", "why")


def test_an_amending_paper_has_a_number_of_its_own(desk: Desk) -> None:
    amend(desk, plan(title="Second"), "--number", "60/KH-N", "--issued", "2025-05-01")
    third = desk.write_json("third.json", plan(title="Third"))
    line = ("plans", "amend", REF, third, "--reason", "x", "--number", "060-KH-N")
    refused(desk, "number_taken", *line)
    other = plan(title="Other", document={"raw": "60/KH-N"})
    refused(desk, "number_taken", "plans", "issue", desk.write_json("other.json", other))


def test_the_day_and_number_of_an_amending_paper_must_be_able_to_be_so(desk: Desk) -> None:
    paper = {"raw": "45/KH-N", "issued": "2025-01-10"}
    amend(desk, plan(document=paper), "--issued", "2025-01-10")
    file = desk.write_json("next.json", plan(title="Next", document=paper))
    line = ("plans", "amend", REF, file, "--reason", "x")
    said = refused(desk, "amended_too_early", *line, "--issued", "2025-01-09")
    assert "2025-01-10" in said
    refused(desk, "number_unreadable", *line, "--number", "abc")
    amend(desk, plan(title="Next", document=paper), "--issued", "2025-01-11", "--number", "9a")


def test_a_reason_is_asked_for(desk: Desk) -> None:
    file = desk.write_json("amended.json", plan(title="Mended"))
    for line in (("amend", REF, file), ("withdraw", REF)):
        refused(desk, "reason_missing", "plans", *line, "--reason", " ", exit_=2)
        refused(desk, "usage", "plans", *line, exit_=2)


def withdraw(desk: Desk) -> Any:
    return desk.done("--json", "plans", "withdraw", REF, "--reason", "issued too early").data()


def test_a_withdrawn_plan_asks_nothing_of_anybody(desk: Desk) -> None:
    assert collect(desk, "W111").code == 0
    assert withdraw(desk) == {"plan": REF, "new": True, "withdrawn": LEAVES - 1, "kept": 1}
    assert desk.done("--json", "plans", "show", REF).data()["state"] == "withdrawn"
    refused(desk, "plan_withdrawn", "collect", desk.write_json("a.json", sent("W112", 1, 2)))
    refused(desk, "plan_withdrawn", "collect", desk.write_json("b.json", sent("W111", 2, 3)))
    refused(desk, "plan_not_open", "cascade", REF)
    mended = desk.write_json("mended.json", plan(title="Mended"))
    refused(desk, "plan_not_open", "plans", "amend", REF, mended, "--reason", "x")


def test_withdrawing_twice_is_harmless_and_restoring_is_the_way_back(desk: Desk) -> None:
    before = owing(desk)
    assert desk.done("--json", "plans", "restore", REF).data()["new"] is False
    withdraw(desk)
    held = vault.dump(store(desk))
    assert withdraw(desk)["new"] is False
    assert vault.dump(store(desk)) == held
    restored = desk.done("--json", "plans", "restore", REF).data()
    assert (restored["new"], restored["reopened"]) == (True, LEAVES)
    assert owing(desk) == before
    assert collect(desk, "W112").code == 0
    acts = vault.rows(store(desk), "SELECT verb, reason FROM plan_act ORDER BY id")
    assert acts[-2:] == [("withdraw", "issued too early"), ("restore", None)]


def test_what_an_amendment_withdrew_stays_so_when_the_plan_is_restored(desk: Desk) -> None:
    amend(desk, collecting(**{"from": {"levels": ["ward"]}}))
    withdraw(desk)
    desk.done("plans", "restore", REF)
    assert {code for code, state in owing(desk).items() if state == "expected"} == WARDS


def test_a_plan_taken_back_takes_up_nothing_any_more(desk: Desk) -> None:
    upper = {"issuer": "N", "title": "up", "period": "2025", "addressed_to": {"children": True}}
    ref = desk.done("plans", "issue", desk.write_json("up.json", upper)).out.strip()
    desk.done("cascade", ref)
    lower: dict[str, Any] = {"issuer": "P1", "title": "low", "period": "2025"}
    lower |= {"cites": [{"plan": ref, "title": "up"}]}
    desk.done("plans", "issue", desk.write_json("low.json", lower))
    for verb, adopted in (("withdraw", 0), ("restore", 1)):
        why = ("--reason", "x") if verb == "withdraw" else ()
        desk.done("plans", verb, "P1-2025-1", *why)
        seen = desk.done("--json", "plans", "tree", ref).data()["levels"]["province"]
        assert (seen["received"], seen["adopted"]) == (2, adopted)


ROSTER = """code,name,level,parent_code,valid_from,valid_to
N,Nation,nation,,,
P1,River,province,N,,
W1,One,ward,P1,,2025-06-30
W2,Two,ward,P1,,2025-06-30
W3,Three,ward,P1,,
W1,New One,ward,P1,2025-07-01,
"""
LINEAGE = "old_code,new_code,on,kind\nW1,W1,2025-07-01,merged\nW2,W1,2025-07-01,merged\n"


@pytest.fixture
def reformed(tmp_path: Path) -> Desk:
    """A desk whose plan was carried over to the map after two wards became one."""
    desk = Desk(tmp_path)
    desk.done("init")
    roster = desk.write("roster.csv", ROSTER)
    desk.done("units", "import", roster, "--lineage", desk.write("lineage.csv", LINEAGE))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("plans", "issue", desk.write_json("plan.json", PLAN))
    desk.done("cascade", REF)
    desk.done("cascade", REF, "--on", "2025-07-01")
    return desk


def today(desk: Desk, state: str = "expected") -> list[tuple[Any, ...]]:
    query = (
        "SELECT code, valid_from, due FROM assignment JOIN unit ON unit.id = unit_id "
        "WHERE state = ? ORDER BY code, valid_from"
    )
    return vault.rows(store(desk), query, state)


def test_after_a_reform_an_amendment_reaches_those_who_came_after(reformed: Desk) -> None:
    done = amend(reformed, collecting(due=ladder("2026-01-10", ward=5)))
    assert (done["moved"], done["withdrawn"]) == (2, 0)
    day = "2026-01-05"
    assert today(reformed) == [("W1", "2025-07-01", day), ("W3", "0001-01-01", day)]
    before = vault.dump(store(reformed))
    amend(reformed, collecting(due=ladder("2026-01-10", ward=5)))
    assert vault.dump(store(reformed)) == before


def test_after_a_reform_a_plan_is_withdrawn_and_restored_on_the_new_map(reformed: Desk) -> None:
    before = today(reformed), today(reformed, "succeeded")
    withdraw(reformed)
    assert today(reformed) == []
    assert reformed.done("--json", "plans", "restore", REF).data()["reopened"] == 2
    assert (today(reformed), today(reformed, "succeeded")) == before


def test_after_a_reform_units_newly_addressed_are_those_of_today(reformed: Desk) -> None:
    wider = [{"leaves": True}, {"levels": ["province"]}]
    assert amend(reformed, collecting(**{"from": wider}))["assigned"] == 1
    assert [code for code, _, _ in today(reformed)] == ["P1", "W1", "W3"]


def test_a_plan_that_goes_step_by_step_is_amended_where_it_has_come(tmp_path: Path) -> None:
    desk = opened(tmp_path, ())
    below = [{"levels": ["province"]}, {"levels": ["ward"]}]
    ref = desk.done("plans", "issue", desk.write_json("p.json", collecting(**{"from": below})))
    desk.done("cascade", ref.out.strip(), "--stepwise")
    assert owing(desk).keys() == {"P1", "P2"}
    more = collecting(**{"from": [*below, {"levels": ["district"]}]}, due=ladder("2026-01-10"))
    done = amend(desk, more)
    assert (done["told"], done["moved"], done["assigned"]) == (2, 2, 0)
    assert set(owing(desk, "due").values()) == {"2026-01-10"}
