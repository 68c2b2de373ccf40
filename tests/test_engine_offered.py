"""What a unit is offered: what it stated before, and what it gave in another form."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.forms import find, of_row
from engine.offered import Offered, offered
from schemas.content import Value
from store import assignments
from tests.desk import PLAN, WARD_FORM, Desk, opened, sent
from tests.office import send, work

WOMEN = {"type": "integer", "minimum": 0, "x-rollup": "sum"}
OFFICE: Mapping[str, Any] = {
    "$id": "office",
    "title": "The ward's office",
    "type": "object",
    "x-period": "year",
    "properties": {
        "women": {**WOMEN, "x-same-as": "ward-report:leaders.women"},
        "spent": {
            "type": "number",
            "x-decimals": 2,
            "x-rollup": "sum",
            "x-same-as": "ward-report:money",
        },
        "roof": {"type": "boolean", "x-rollup": "count", "x-standing": True},
        "rooms": {**WOMEN, "x-standing": True},
        "kind": {
            "type": "string",
            "enum": ["owned", "rented"],
            "x-rollup": "choice",
            "x-standing": True,
        },
        "visits": WOMEN,
    },
}


def plan(year: str, *forms: str) -> dict[str, Any]:
    collects = [{"form": f, "periods": [year], "from": {"leaves": True}} for f in forms]
    return {**PLAN, "title": f"Plan {year}", "period": year, "collects": collects}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = opened(tmp_path, ())
    made.done("forms", "add", made.write_json("office.json", OFFICE))
    for year in ("2024", "2025"):
        paper = made.write_json(f"{year}.json", plan(year, "office", "ward-report"))
        made.done("cascade", made.done("plans", "issue", paper).out.strip())
    return made


def office(unit: str, year: str = "2025", **values: object) -> dict[str, object]:
    return {"unit": unit, "form": "office", "period": year, "values": values}


def offers(desk: Desk, reference: str = "office", period: str = "2025") -> dict[str, Offered]:
    at = work(desk)
    with at.store().reading() as connection:
        form = of_row(find(connection, reference))
        owed = [
            one
            for one in assignments.owed(connection)
            if (one.form, one.period) == (reference, period)
        ]
        found = offered(at, connection, owed, form, period)
    return {one.code: found[one.id] for one in owed}


def test_standing_facts_of_the_period_before_are_offered_and_the_rest_is_shown(desk: Desk) -> None:
    stated: dict[str, Value] = {"roof": True, "rooms": 4, "kind": "rented", "visits": 9}
    send(desk, office("W111", "2024", **stated))
    found = offers(desk)
    assert found["W111"] == Offered(
        before=stated, standing={name: stated[name] for name in ("roof", "rooms", "kind")}
    )
    assert found["W112"] == Offered()
    assert len(found) == 9


def test_the_newest_revision_of_the_period_before_is_what_is_offered(desk: Desk) -> None:
    for rooms in (4, 5):
        send(desk, office("W111", "2024", rooms=rooms))
    assert offers(desk)["W111"].standing == {"rooms": 5}


def test_nothing_occurred_is_offered_as_nought_and_what_is_not_known_as_nothing(
    desk: Desk,
) -> None:
    marks = {"rooms": "none_occurred", "visits": "not_available"}
    send(desk, {**office("W111", "2024"), "marks": marks})
    assert offers(desk)["W111"] == Offered(before={"rooms": 0}, standing={"rooms": 0})


def test_what_the_form_no_longer_takes_is_not_offered(desk: Desk) -> None:
    send(desk, office("W111", "2024", kind="rented", rooms=4, visits=3))
    changed = {
        **OFFICE["properties"],
        "kind": {**OFFICE["properties"]["kind"], "enum": ["owned", "lent"]},
        "visits": {"type": "boolean", "x-rollup": "count"},
    }
    desk.done("forms", "add", desk.write_json("v2.json", {**OFFICE, "properties": changed}))
    assert offers(desk)["W111"] == Offered(before={"rooms": 4}, standing={"rooms": 4})


def test_what_another_form_was_told_for_the_same_period_is_given(desk: Desk) -> None:
    send(desk, office("W111", "2024", rooms=4), sent("W111", 3, 9, money=12.5))
    found = offers(desk)["W111"]
    assert found.elsewhere == {"women": 3, "spent": Decimal("12.5")}
    assert found.standing == {"rooms": 4}
    assert offers(desk, period="2024")["W111"].elsewhere == {}


@pytest.mark.parametrize("state", ["returned", "withdrawn"])
def test_what_was_sent_back_or_taken_away_is_given_to_nobody(desk: Desk, state: str) -> None:
    send(desk, sent("W111", 3, 9))
    at = work(desk)
    with at.store().writing() as connection:
        (one,) = [
            one
            for one in assignments.owed(connection)
            if (one.code, one.form, one.period) == ("W111", "ward-report", "2025")
        ]
        assignments.set_state(connection, [one.id], state)
    assert offers(desk)["W111"] == Offered()


def warned(desk: Desk, *records: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    found = send(desk, *records)
    assert not found.refused
    faults = [one.fault for one in found.warned]
    return [(one.code, one.path, one.sent, one.allowed) for one in faults]


def test_another_value_than_the_other_form_says_is_warned_of_with_both(desk: Desk) -> None:
    assert warned(desk, sent("W111", 3, 9, money=12.5)) == []
    assert warned(desk, office("W111", women=4, spent=12.50)) == [
        ("asked_once_differs", "women", "4", "3 (ward-report:leaders.women)")
    ]
    # Corrected where it is really asked: the other one is now the odd one.
    assert warned(desk, sent("W111", 5, 9)) == [
        ("asked_once_differs", "leaders.women", "5", "4 (office:women)")
    ]


def test_the_first_of_two_in_one_file_stands(desk: Desk) -> None:
    assert warned(desk, sent("W111", 3, 9), office("W111", women=4), office("W112", women=4)) == [
        ("asked_once_differs", "women", "4", "3 (ward-report:leaders.women)")
    ]


def test_a_blank_cell_stays_blank_and_is_not_asked_about(desk: Desk) -> None:
    send(desk, sent("W111", 0, 9))
    assert warned(desk, office("W111", rooms=2)) == []
    assert "women" not in offers(desk, "office", "2025")["W111"].before
    assert warned(desk, {**office("W111"), "marks": {"women": "none_occurred"}}) == []
    assert warned(desk, {**office("W111"), "marks": {"women": "not_available"}}) == []


def faults(desk: Desk, **measure: object) -> list[tuple[str, str]]:
    document = {**OFFICE, "$id": "third", "properties": {"women": {**WOMEN, **measure}}}
    outcome = desk.run("forms", "add", desk.write_json("third.json", document))
    return [
        (line.split("[")[1].split("]")[0], line.split(":")[0].strip())
        for line in outcome.err.splitlines()
        if line.startswith("  ")
    ][::2]


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        ({"x-same-as": "ward-report:leaders.women"}, None),
        ({"x-same-as": "nowhere:leaders.women"}, "form_unknown"),
        ({"x-same-as": "ward-report:leaders.wimmen"}, "path_unknown"),
        ({"x-same-as": "third:women"}, "same_as_itself"),
        ({"x-same-as": "ward-report:money"}, "same_as_unfit"),
        ({"x-same-as": "ward-report:leaders.rate"}, "same_as_unfit"),
        ({"x-same-as": "office:women"}, "same_as_chained"),
    ],
)
def test_a_form_may_leave_a_measure_only_to_one_that_is_asked(
    desk: Desk, measure: Mapping[str, object], code: str | None
) -> None:
    assert faults(desk, **measure) == ([(code, "women")] if code else [])


def test_a_measure_others_lean_on_cannot_lean_itself(desk: Desk) -> None:
    leaders = WARD_FORM["properties"]["leaders"]["properties"]
    women = {**leaders["women"], "x-same-as": "office:rooms"}
    section = {"type": "object", "properties": {**leaders, "women": women}}
    document = {**WARD_FORM, "properties": {**WARD_FORM["properties"], "leaders": section}}
    said = desk.run("forms", "add", desk.write_json("leans.json", document))
    assert said.code == 1
    assert "same_as_chained" in said.err


def test_what_is_computed_is_offered_to_nobody(desk: Desk) -> None:
    twice = {"type": "number", "x-computed": "women * 2", "readOnly": True, "x-standing": True}
    properties = {"women": WOMEN, "twice": twice}
    document = {**OFFICE, "$id": "third", "properties": properties}
    said = desk.run("forms", "add", desk.write_json("third.json", document))
    assert "annotation_misplaced" in said.err
    assert "x-standing" in said.err
