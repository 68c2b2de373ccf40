"""The revisions of a unit, and which cells changed from one to another."""

from pathlib import Path
from typing import Any

import pytest

from tests.desk import PLAN, Desk, opened, sent
from tests.office import send, send_text

pytestmark = pytest.mark.both

WHOSE = ("W111", "ward-report", "2025")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = opened(tmp_path)
    send(made, {**sent("W111", 1, 2, money=1.5, committee=True), "by": "clerk"})
    marked = {**sent("W111", 2, 2, committee=False), "marks": {"money": "not_available"}}
    send(made, {**marked, "by": "clerk"})
    send_text(
        made, "w.csv", "unit,period,leaders.women,leaders.total\nW111,2025,2,3\n", "ward-report"
    )
    return made


def changes(desk: Desk, *numbers: int) -> dict[str, tuple[Any, Any]]:
    told = desk.done("--json", "revisions", *WHOSE, "--diff", *numbers).data()
    return {one["path"]: (one["before"], one["after"]) for one in told["changes"]}


def test_every_revision_is_listed_with_who_sent_it_and_how(desk: Desk) -> None:
    told = desk.done("--json", "revisions", *WHOSE).data()
    assert (told["unit"], told["form"], told["state"]) == ("W111", "ward-report@1", "submitted")
    assert [(one["revision"], one["sender"], one["channel"]) for one in told["revisions"]] == [
        (1, "clerk", "jsonl"),
        (2, "clerk", "jsonl"),
        (3, "test", "csv"),
    ]
    assert len({one["sha256"] for one in told["revisions"]}) == 3
    assert all(one["warnings_open"] == 0 for one in told["revisions"])
    lines = desk.done("revisions", *WHOSE).out.splitlines()
    assert [line.split()[1] for line in lines] == ["1", "2", "3"]


def test_the_newest_is_held_against_the_one_before(desk: Desk) -> None:
    assert changes(desk) == {
        "leaders.total": ({"value": "2"}, {"value": "3"}),
        "committee": ({"value": False}, None),
        "money": ({"mark": "not_available"}, None),
    }


def test_any_two_may_be_held_against_each_other(desk: Desk) -> None:
    assert changes(desk, 1, 2) == {
        "leaders.women": ({"value": "1"}, {"value": "2"}),
        "committee": ({"value": True}, {"value": False}),
        "money": ({"value": "1.5"}, {"mark": "not_available"}),
    }
    back = {path: (after, before) for path, (before, after) in changes(desk, 1, 2).items()}
    assert changes(desk, 2, 1) == back
    assert changes(desk, 2, 2) == {}
    assert changes(desk, 1) == changes(desk, 1, 3)


def test_the_first_revision_is_held_against_nothing(desk: Desk) -> None:
    send(desk, sent("W112", 1, 2))
    told = desk.done("--json", "revisions", "W112", *WHOSE[1:], "--diff").data()
    assert (told["from"], told["to"]) == (0, 1)
    assert [one["before"] for one in told["changes"]] == [None, None]


def test_a_difference_is_told_in_words_in_the_order_of_the_form(desk: Desk) -> None:
    said = desk.done("revisions", *WHOSE, "1", "2", "--lang", "en").out.splitlines()
    assert said == [
        "From revision 1 to 2: 3 cells changed.",
        "  leaders.women  leaders.women: 1 → 2",
        "  committee  committee: yes → no",
        "  money  money: 1.5 → not available (…)",
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("W111", "ward-report", "2025", "--diff", "1", "7"), "revision_unknown"),
        (("W111", "ward-report", "2025", "1", "2", "3"), "usage"),
        (("W121", "ward-report", "2025", "--diff"), "nothing_sent"),
        (("W111", "nothing", "2025"), "form_unknown"),
        (("W111", "ward-report", "2031"), "nothing_assigned"),
        (("X1", "ward-report", "2025"), "nothing_owed"),
    ],
)
def test_what_cannot_be_shown_is_said(desk: Desk, line: tuple[str, ...], code: str) -> None:
    outcome = desk.run("revisions", *line)
    assert outcome.code in (1, 2)
    assert f"[{code}]" in outcome.err


def test_nothing_sent_yet_is_said_and_is_no_fault(desk: Desk) -> None:
    assert desk.done("--json", "revisions", "W121", *WHOSE[1:]).data()["revisions"] == []
    assert "Nothing was sent yet" in desk.done("revisions", "W121", *WHOSE[1:], "--lang", "en").out


def test_where_two_plans_ask_one_has_to_be_named(tmp_path: Path) -> None:
    desk = opened(tmp_path, [PLAN, {**PLAN, "issuer": "P1", "title": "Plan of the River"}])
    send(desk, {**sent("W111", 1, 2), "plan": "P1-2025-1"})
    assert "[plan_needed]" in desk.run("revisions", *WHOSE).err
    told = desk.done("--json", "revisions", *WHOSE, "--plan", "P1-2025-1").data()
    assert len(told["revisions"]) == 1


def test_where_a_code_was_borne_by_two_units_a_day_tells_them_apart(desk: Desk) -> None:
    roster = (
        "code,name,level,parent_code,valid_from,valid_to\n"
        "W111,Ward 1 of Upper,ward,D11,,2025-06-30\nW111,New Ward,ward,D11,2025-07-01,\n"
    )
    lineage = "old_code,new_code,on\nW111,W111,2025-07-01\nW112,W111,2025-07-01\n"
    files = desk.write("changed.csv", roster), desk.write("lineage.csv", lineage)
    desk.done("units", "import", files[0], "--lineage", files[1])
    collects = [{"form": "ward-report", "periods": ["2025"], "from": {"leaves": True}}]
    later = {**PLAN, "title": "Later", "roster_on": "2025-07-01", "collects": collects}
    ref = desk.done("plans", "issue", desk.write_json("later.json", later)).out.strip()
    desk.done("cascade", ref)
    assert "[plan_needed]" in desk.run("revisions", *WHOSE).err
    with_day = ("--json", "revisions", *WHOSE, "--unit-on")
    assert len(desk.done(*with_day, "2025-06-01").data()["revisions"]) == 3
    assert desk.done(*with_day, "2025-07-01").data()["revisions"] == []
