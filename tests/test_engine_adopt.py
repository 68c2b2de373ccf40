"""Taking a plan up: the draft, what must stand in it and not be weaker, and whose days hold."""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.comparison import COMPARE
from reporting.inheritance import weaker
from tests import vault
from tests.desk import PLAN, Desk, opened
from tests.office import store

pytestmark = pytest.mark.both

REF = "N-2025-1"


def target(op: str = ">=", value: object = 60, **more: Any) -> dict[str, Any]:
    return {"measure": "leaders.rate", "op": op, "value": value, "by": "2025-12-31", **more}


UPPER: Mapping[str, Any] = {
    **PLAN,
    "document": {"raw": "45/KH-N", "issued": "2025-01-10"},
    "addressed_to": {"all": True},
    "tasks": ["Think", {"title": "Act", "for": {"units": ["P2"]}}],
    "targets": [target(), target(value=70, by="2030-12-31") | {"for": {"units": ["P1", "D21"]}}],
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path, (UPPER,))


def drafted(desk: Desk, unit: str, **changed: Any) -> dict[str, Any]:
    path = desk.folder / f"draft-{unit}.json"
    desk.done("plans", "adopt", REF, "--unit", unit, "--draft", path)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found | changed


def adopt(desk: Desk, unit: str, document: object, ref: str = REF) -> dict[str, Any]:
    path = desk.write_json(f"own-{unit}.json", document)
    told: dict[str, Any] = desk.done("--json", "plans", "adopt", ref, "--unit", unit, path).data()
    return told


def refused(desk: Desk, unit: str, document: object, ref: str = REF) -> str:
    before = vault.dump(store(desk))
    path = desk.write_json("wrong.json", document)
    outcome = desk.run("plans", "adopt", ref, "--unit", unit, path)
    assert outcome.code == 1, outcome.err
    assert vault.dump(store(desk)) == before
    return outcome.err


def receipt(desk: Desk, unit: str, ref: str = REF) -> tuple[Any, ...]:
    query = (
        "SELECT receipt.state, substr(adopted_at, 1, 16), own.ref FROM receipt "
        "JOIN unit ON unit.id = receipt.unit_id JOIN plan ON plan.id = receipt.plan_id "
        "LEFT JOIN plan own ON own.id = adopted_by_plan WHERE code = ? AND plan.ref = ?"
    )
    ((found),) = vault.rows(store(desk), query, unit, ref)
    return found


def dues(desk: Desk) -> dict[str, str]:
    query = "SELECT code, due FROM assignment JOIN unit ON unit.id = unit_id"
    return dict(vault.rows(store(desk), query))


def test_a_draft_takes_over_what_binds_the_unit_and_invents_nothing(desk: Desk) -> None:
    draft = drafted(desk, "P1")
    assert draft == {
        "issuer": "P1",
        "title": UPPER["title"],
        "period": "2025",
        "document": {"raw": None},
        "cites": [
            {
                "unit": "N",
                "plan": REF,
                "raw": "45/KH-N",
                "issued": "2025-01-10",
                "title": UPPER["title"],
            }
        ],
        "adopts": {"plan": REF},
        "roster_on": "2025-06-01",
        "addressed_to": {"children": True},
        "tasks": ["Think"],
        "targets": [target(), target(value=70, by="2030-12-31") | {"for": {"self": True}}],
    }
    below = drafted(desk, "P2")
    assert below["targets"][1]["for"] == {"units": ["D21"]}
    assert below["tasks"][1]["for"] == {"self": True}
    assert "addressed_to" not in drafted(desk, "T1")


def test_a_draft_that_was_worked_on_is_not_written_over(desk: Desk) -> None:
    drafted(desk, "P1")
    drafted(desk, "P1")
    path = desk.folder / "draft-P1.json"
    path.write_text("{}", encoding="utf-8")
    outcome = desk.run("plans", "adopt", REF, "--unit", "P1", "--draft", path)
    assert (outcome.code, path.read_text(encoding="utf-8")) == (1, "{}")
    assert "[draft_exists]" in outcome.err
    assert desk.run("plans", "adopt", REF, "--unit", "P1").code == 2
    assert "[plan_faults]" in desk.run("plans", "adopt", REF, "--unit", "N", "--draft", "n").err


def test_an_own_plan_is_issued_and_the_receipt_says_since_when(desk: Desk) -> None:
    own = drafted(desk, "P1", document={"raw": "7/KH-P1", "issued": "2025-02-03"})
    told = adopt(desk, "P1", own)
    assert told == {
        "plan": "P1-2025-1",
        "adopts": REF,
        "unit": "P1",
        "new": True,
        "changed": True,
        "earlier": 0,
    }
    # The third of February begins at midnight of the civil time, which is UTC in no profile.
    assert receipt(desk, "P1") == ("adopted", "2025-02-03 00:00", "P1-2025-1")
    before = vault.dump(store(desk))
    assert not adopt(desk, "P1", own)["changed"]
    assert vault.dump(store(desk)) == before


def test_a_draft_may_be_issued_as_it_is(desk: Desk) -> None:
    adopt(desk, "P1", drafted(desk, "P1"))
    state, since, own = receipt(desk, "P1")
    assert (state, own) == ("adopted", "P1-2025-1")
    assert since is not None


def test_a_second_own_plan_does_not_take_the_place_of_the_first(desk: Desk) -> None:
    adopt(desk, "P1", drafted(desk, "P1"))
    assert "[move_refused]" in refused(desk, "P1", drafted(desk, "P1", title="Another"))


def test_an_own_plan_issued_before_is_taken_at_its_word(desk: Desk) -> None:
    own = drafted(desk, "P1", document={"raw": "7/KH-P1", "issued": "2025-02-03"})
    desk.done("plans", "issue", desk.write_json("own.json", own))
    assert receipt(desk, "P1")[0] == "adopted"
    told = adopt(desk, "P1", own)
    assert (told["new"], told["changed"]) == (False, True)
    assert receipt(desk, "P1") == ("adopted", "2025-02-03 00:00", "P1-2025-1")


def test_only_who_has_the_plan_may_take_it_up(tmp_path: Path) -> None:
    desk = opened(tmp_path, ({**UPPER, "addressed_to": {"children": True}},))
    assert "[not_received]" in refused(desk, "D11", drafted(desk, "D11"))
    assert "[unit_unknown]" in desk.run("plans", "adopt", REF, "--unit", "X", "--draft", "x").err


def test_an_own_plan_must_be_the_units_and_name_the_one_above(desk: Desk) -> None:
    assert "[issuer_other]" in refused(desk, "P1", drafted(desk, "P2"))
    bare = {k: v for k, v in drafted(desk, "P1").items() if k not in ("cites", "adopts")}
    assert "[not_cited]" in refused(desk, "P1", bare)
    assert "[not_cited]" in refused(
        desk, "P1", bare | {"cites": [{"unit": "N", "raw": "46/KH-N", "title": "Another"}]}
    )
    cited = bare | {"cites": [{"unit": "N", "raw": "45/KH-N", "title": "Plan of the nation"}]}
    assert adopt(desk, "P1", cited)["changed"]


def test_a_target_may_be_weaker_only_with_a_reason(desk: Desk) -> None:
    later = target(value=70, by="2030-12-31")
    for targets in ([later], [target(value=59), later], [target(by="2026-01-01"), later]):
        said = refused(desk, "P1", drafted(desk, "P1", targets=targets))
        assert "[target_weakened]" in said
        assert "leaders.rate >= 60 (2025-12-31)" in said
    narrow = target() | {"for": {"self": True}}
    assert "[target_weakened]" in refused(desk, "P1", drafted(desk, "P1", targets=[narrow]))
    blank = [target(value=59, reason="  "), later]
    assert "[target_weakened]" in refused(desk, "P1", drafted(desk, "P1", targets=blank))
    excused = [target(value=59, reason="fewer posts this year"), later]
    assert adopt(desk, "P1", drafted(desk, "P1", targets=excused))["changed"]
    adopt(desk, "P2", drafted(desk, "P2", targets=[target(value=75, by="2025-06-30")]))


DUE = {"2025": {"ward": "2025-11-20"}}


def test_days_a_unit_sets_hold_for_those_below_it_and_for_nobody_else(desk: Desk) -> None:
    own = drafted(desk, "P1", adopts={"plan": REF, "due": DUE})
    assert adopt(desk, "P1", own)["earlier"] == 5
    found = dues(desk)
    assert {found[ward] for ward in ("W111", "W112", "W113", "W121", "W122")} == {"2025-11-20"}
    assert {found[ward] for ward in ("W211", "W212")} == {"2025-12-05"}
    assert found["T1"] == "2025-12-20"
    lower = drafted(desk, "D11", adopts={"plan": REF, "due": {"2025": {"ward": "2025-12-01"}}})
    assert adopt(desk, "D11", lower)["earlier"] == 0
    assert dues(desk) == found


@pytest.mark.parametrize(
    ("due", "code"),
    [
        ({"2025": {"ward": "2025-12-06"}}, "due_later_than_parent"),
        ({"2025": {"hamlet": "2025-11-01"}}, "level_owes_nothing"),
        ({"2026": {"ward": "2025-11-01"}}, "due_period_unknown"),
    ],
)
def test_a_day_that_the_plan_above_does_not_allow_is_refused(
    desk: Desk, due: object, code: str
) -> None:
    own = drafted(desk, "P1", adopts={"plan": REF, "due": due})
    assert f"[{code}]" in refused(desk, "P1", own)


def test_one_own_plan_may_take_up_two_from_above(desk: Desk) -> None:
    other = {**UPPER, "title": "Guidance", "document": {"raw": "2/CV-N"}, "collects": []}
    second = desk.done("plans", "issue", desk.write_json("second.json", other)).out.strip()
    desk.done("cascade", second)
    own = drafted(desk, "P1")
    own["cites"].append({"unit": "N", "raw": "2/CV-N", "title": "Guidance"})
    assert adopt(desk, "P1", own)["new"]
    told = adopt(desk, "P1", own, second)
    assert (told["plan"], told["new"], told["changed"]) == ("P1-2025-1", False, True)
    assert receipt(desk, "P1")[2] == receipt(desk, "P1", second)[2] == "P1-2025-1"


def test_a_unit_takes_over_its_share_of_a_target_that_is_split(tmp_path: Path) -> None:
    split = {
        "measure": "leaders.women",
        "op": ">=",
        "value": 100,
        "by": "2025-12-31",
        "split": "equal",
    }
    desk = opened(tmp_path, ({**UPPER, "targets": [split]},))
    assert "targets" not in drafted(desk, "P1")
    (desk.folder / "draft-P1.json").unlink()
    desk.done("plans", "allocate", REF, "leaders.women")
    query = "SELECT value FROM allotment JOIN unit ON unit.id = unit_id WHERE code = 'P1'"
    share = int(vault.value(store(desk), query))
    own = drafted(desk, "P1")
    assert own["targets"] == [{**split, "value": share}]
    less = {**split, "value": share - 1}
    assert "[target_weakened]" in refused(desk, "P1", {**own, "targets": [less]})
    assert adopt(desk, "P1", own)["changed"]


@pytest.mark.parametrize(
    ("above", "own", "wanted"),
    [
        (target(">=", 60), target(">=", 60), False),
        (target(">=", 60), target(">=", 59.9), True),
        (target(">=", 60), target(">", 60), False),
        (target(">", 60), target(">=", 60), True),
        (target(">", 60), target("=", 61), False),
        (target(">=", 60), target("<=", 90), True),
        (target(">=", 60), target("about", 62, tolerance=2), False),
        (target(">=", 60), target("about", 61, tolerance=2), True),
        (target("<=", 25), target("<=", 20), False),
        (target("<=", 25), target("<=", 25.1), True),
        (target("<", 25), target("<=", 25), True),
        (target("<", 25), target("<", 25), False),
        (target("=", 100), target("=", 100.0), False),
        (target("=", 100), target("=", 101), True),
        (target("=", 100), target(">=", 100), True),
        (target("!=", 0), target("!=", 0), False),
        (target("about", 50, tolerance=2), target("about", 51, tolerance=2), False),
        (target("about", 50, tolerance=2), target("about", 52.5, tolerance=2), True),
        (target("about", 50, tolerance=2), target("about", 50, tolerance=3), True),
        (target("about", 50, tolerance=2), target("=", 48), False),
        (target("about", 50), target(">=", 50), True),
        (target("=", True), target("=", True), False),
        (target("=", True), target("=", False), True),
        (target("=", "in words"), target("=", "in words"), False),
        (target(">=", 60), target(">=", "in words"), True),
    ],
)
def test_which_target_is_weaker(above: Any, own: Any, *, wanted: bool) -> None:
    assert weaker(own, above) is wanted


FIGURES = st.fractions(min_value=-100, max_value=100, max_denominator=10)
OPS = st.sampled_from(["<", "<=", "=", ">=", ">"])


@given(op=OPS, own_op=OPS, value=FIGURES, own=FIGURES, figure=FIGURES)
def test_what_meets_a_target_that_is_not_weaker_meets_the_one_above(
    op: str, own_op: str, value: Fraction, own: Fraction, figure: Fraction
) -> None:
    day = "2025-12-31"
    above = {"measure": "a", "op": op, "value": value, "by": day}
    below = {"measure": "a", "op": own_op, "value": own, "by": day}
    if not weaker(below, above) and COMPARE[own_op](figure, own):
        assert COMPARE[op](figure, value)
